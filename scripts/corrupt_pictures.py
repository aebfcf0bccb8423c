"""Makes corrupted and hostile pictures, all from generated patterns, and shows what becomes of each.

    python scripts/corrupt_pictures.py --count 10000 --seed 1

prints, for each kind of corruption, how many were decoded and how many were refused with which reason; then hangs,
faults (both must be 0), the peak resident memory of a worker (must be below 1 GB) and the time. `write_corrupted`
plants them in a folder for other tests. The same seed and count give the same files.
"""

import argparse
import io
import multiprocessing
import random
import struct
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
from PIL import Image

HANG_SECONDS = 30.0
MEMORY_LIMIT = 1_000_000_000
BOMB = 30_000

Maker = Callable[[random.Random], bytes]


def pattern(rng: random.Random, width: int = 0, height: int = 0) -> Image.Image:
    """Return a harmless picture: coarse random colours, enlarged smoothly, with a little noise."""
    width, height = width or rng.randrange(40, 400), height or rng.randrange(40, 400)
    noise = np.random.default_rng(rng.randrange(1 << 32))
    coarse = Image.fromarray(noise.integers(0, 256, (9, 12, 3), dtype=np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    return Image.fromarray(
        np.clip(np.asarray(coarse) + noise.integers(-4, 5, (height, width, 3)), 0, 255).astype(np.uint8)
    )


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """Return the picture as a file."""
    sink = io.BytesIO()
    image.save(sink, form, **options)
    return sink.getvalue()


def _frames(rng: random.Random) -> list[Image.Image]:
    return [pattern(rng, 80, 60) for _ in range(4)]


def sound(rng: random.Random) -> bytes:
    """Return an undamaged file in one of the formats of the field."""
    choices: list[Callable[[], bytes]] = [
        lambda: encoded(pattern(rng), "JPEG", quality=rng.randrange(30, 96)),
        lambda: encoded(pattern(rng), "JPEG", progressive=True),
        lambda: encoded(pattern(rng).convert("L"), "JPEG"),
        lambda: encoded(pattern(rng), "PNG"),
        lambda: encoded(pattern(rng).quantize(64), "PNG"),
        lambda: encoded(pattern(rng), "GIF"),
        lambda: encoded(pattern(rng), "WEBP"),
        lambda: encoded(pattern(rng, 60, 50), "WEBP", lossless=True),
        lambda: encoded(pattern(rng), "BMP"),
        lambda: encoded(
            pattern(rng), "TIFF", compression=rng.choice(["raw", "tiff_lzw", "tiff_deflate", "packbits", "jpeg"])
        ),
        lambda: encoded(pattern(rng, 64, 64), "ICO"),
        lambda: animated_gif(rng),
        lambda: cmyk(rng),
    ]
    return rng.choice(choices)()


def truncated(rng: random.Random) -> bytes:
    """Cut anywhere."""
    whole = sound(rng)
    return whole[: rng.randrange(1, len(whole))]


def flipped(rng: random.Random) -> bytes:
    """Flip one to forty bits anywhere."""
    damaged = bytearray(sound(rng))
    for _ in range(rng.choice([1, 2, 5, 40])):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def header_flipped(rng: random.Random) -> bytes:
    """Replace bytes among the first 200, where the sizes and tables stand."""
    damaged = bytearray(sound(rng))
    for _ in range(rng.choice([1, 3, 12])):
        damaged[rng.randrange(min(200, len(damaged)))] = rng.randrange(256)
    return bytes(damaged)


_MAGIC = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"GIF89a",
    b"RIFF\xf0\x03\0\0WEBPVP8 ",
    b"RIFF\xf0\x03\0\0WEBPVP8X",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
    b"8BPS\0\1\0\0\0\0\0\0",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
    b"\0\0\1\0\1\0",
    b"P6\n64 64\n255\n",
)


def random_behind_magic(rng: random.Random) -> bytes:
    """A valid start and noise behind it."""
    return rng.choice(_MAGIC) + rng.randbytes(rng.randrange(0, 3000))


def zero_length(_: random.Random) -> bytes:
    """Nothing."""
    return b""


def cmyk(rng: random.Random) -> bytes:
    """Four inks, inverted as Adobe writes them."""
    return encoded(pattern(rng).convert("CMYK"), "JPEG", quality=85)


def sixteen_bit(rng: random.Random) -> bytes:
    """16-bit grey, PNG or TIFF."""
    deep = np.asarray(pattern(rng).convert("L")).astype(np.uint16) * 257
    return encoded(Image.fromarray(deep), rng.choice(["PNG", "TIFF"]))


def animated_gif(rng: random.Random) -> bytes:
    """Four frames."""
    first, *rest = _frames(rng)
    return encoded(first, "GIF", save_all=True, append_images=rest, duration=80)


def animated_other(rng: random.Random) -> bytes:
    """Four frames as WebP, APNG or TIFF."""
    first, *rest = _frames(rng)
    return encoded(first, rng.choice(["WEBP", "PNG", "TIFF"]), save_all=True, append_images=rest)


def palette(rng: random.Random) -> bytes:
    """A palette with a transparent colour."""
    return encoded(pattern(rng).quantize(32), rng.choice(["PNG", "GIF"]), transparency=3)


def transparent(rng: random.Random) -> bytes:
    """An alpha channel, also with grey."""
    image = pattern(rng).convert(rng.choice(["RGBA", "LA"]))
    image.putalpha(rng.randrange(256))
    return encoded(image, "PNG")


def trailing_junk(rng: random.Random) -> bytes:
    """Noise behind a sound picture."""
    return sound(rng) + rng.randbytes(rng.randrange(1, 5000))


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def zeros_deflated(length: int) -> bytes:
    """Return a zlib stream of `length` zero bytes without ever holding them: one flushed block, repeated."""
    block = 1 << 20
    packer = zlib.compressobj(9, wbits=-15)
    first = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, wbits=-15)
    last = packer.compress(bytes(length % block)) + packer.flush(zlib.Z_FINISH)
    check = (length % 65521) << 16 | 1  # Adler-32 of zeros
    return b"\x78\xda" + first * (length // block) + last + struct.pack(">I", check)


def bomb_png(rng: random.Random) -> bytes:
    """30,000 × 30,000 pixels, whole and valid, of one, eight or twenty-four bits."""
    depth, colour, row = rng.choice([(1, 0, BOMB // 8), (8, 0, BOMB), (8, 2, 3 * BOMB)])
    header = struct.pack(">IIBBBBB", BOMB, BOMB, depth, colour, 0, 0, rng.randrange(2) if depth == 8 else 0)
    body = zeros_deflated(BOMB * (row + 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bomb_gif(rng: random.Random) -> bytes:
    """A logical screen of 30,000 × 30,000, the frame as large or small."""
    small = bytearray(encoded(pattern(rng, 50, 50), "GIF"))
    small[6:10] = struct.pack("<HH", BOMB, BOMB)
    frame = small.index(b"\x2c\0\0\0\0")
    if rng.random() < 0.5:
        small[frame + 5 : frame + 9] = struct.pack("<HH", BOMB, BOMB)
    return bytes(small)


def bomb_jpeg(rng: random.Random) -> bytes:
    """A frame header of 30,000 × 30,000, or of the most that fits the budget, with little behind it."""
    whole = bytearray(encoded(pattern(rng), "JPEG", progressive=rng.random() < 0.5))
    frame = max(whole.find(b"\xff\xc0\0\x11"), whole.find(b"\xff\xc2\0\x11"))
    side = rng.choice([BOMB, BOMB, 65_500, 9_000])
    whole[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
    return bytes(whole)


def bomb_jpeg_scans(rng: random.Random) -> bytes:
    """A progressive picture whose last scan stands there thousands of times."""
    whole = encoded(pattern(rng, 48, 48), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + (whole[last:-2] * 3000)[:2_000_000] + b"\xff\xd9"


def bomb_bmp(rng: random.Random) -> bytes:
    """A header of 30,000 × 30,000, plain or run-length coded."""
    depth, coding = rng.choice([(24, 0), (32, 0), (8, 1), (1, 0)])
    info = struct.pack("<IiiHHIIiiII", 40, BOMB, BOMB, 1, depth, coding, 0, 2835, 2835, 2, 0)
    return b"BM" + struct.pack("<IHHI", 62, 0, 0, 62) + info + bytes(8) + b"\xff\0" * 5000


def bomb_tiff(rng: random.Random) -> bytes:
    """30,000 × 30,000 in one strip, a tile of 60,000 × 60,000, or fields that claim gigabytes of values."""
    kind = rng.randrange(3)
    fields = [(256, 3, 1, BOMB), (257, 3, 1, BOMB), (258, 3, 1, 8), (259, 3, 1, 5), (262, 3, 1, 1), (277, 3, 1, 1)]
    if kind == 1:
        fields[0], fields[1] = (256, 3, 1, 100), (257, 3, 1, 100)
        fields += [(322, 3, 1, 60_000), (323, 3, 1, 60_000), (324, 4, 1, 4096), (325, 4, 1, 100)]
    else:
        fields += [(273, 4, 1, 4096), (278, 4, 1, BOMB), (279, 4, 1, 100)]
    if kind == 2:
        fields += [(40_000 + number, 7, 1_000_000, 8) for number in range(3000)]
    fields.sort()
    directory = struct.pack("<H", len(fields)) + b"".join(struct.pack("<HHII", *field) for field in fields) + bytes(4)
    return (b"II*\0\x08\0\0\0" + directory).ljust(1_100_000 if kind == 2 else 5000, b"\x80")


def bomb_webp(rng: random.Random) -> bytes:
    """A canvas of 30,000 × 30,000 or of 16,383 × 16,383 around a small picture."""
    inner = encoded(pattern(rng, 60, 60), "WEBP")[12:]
    side = rng.choice([BOMB, 16_383]) - 1
    extended = b"VP8X" + struct.pack("<I", 10) + bytes(4) + side.to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", 4 + len(extended) + len(inner)) + b"WEBP" + extended + inner


def bomb_chunks(rng: random.Random) -> bytes:
    """A sound PNG with texts and a colour profile that unpack to 200 MB each."""
    whole = encoded(pattern(rng, 100, 100), "PNG")
    packed = zeros_deflated(200_000_000)
    extra = chunk(b"iCCP", b"p\0\0" + packed) + chunk(b"zTXt", b"k\0\0" + packed) * 3
    return whole[:33] + extra + whole[33:]


def bomb_frames(rng: random.Random) -> bytes:
    """Twenty thousand frames of one pixel (GIF), or a chain of directories that bites its tail (TIFF)."""
    if rng.random() < 0.5:
        frame = b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\0\x02\x02\x44\x01\0"
        return b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * 20_000 + b"\x3b"
    whole = bytearray(encoded(pattern(rng, 60, 60), "TIFF"))
    start = struct.unpack_from("<I", whole, 4)[0]
    after = start + 2 + 12 * struct.unpack_from("<H", whole, start)[0]
    whole[after : after + 4] = struct.pack("<I", start)
    return bytes(whole)


def bomb_icon(rng: random.Random) -> bytes:
    """An icon that says 16 × 16 and holds a PNG of 30,000 × 30,000."""
    inner = bomb_png(rng)
    return b"\0\0\1\0\1\0" + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner), 22) + inner


MAKERS: dict[str, tuple[Maker, int]] = {
    # name: (maker, how many in a hundred or so)
    "sound": (sound, 6),
    "truncated": (truncated, 20),
    "bits flipped": (flipped, 20),
    "header changed": (header_flipped, 16),
    "noise behind magic": (random_behind_magic, 10),
    "zero length": (zero_length, 2),
    "CMYK": (cmyk, 2),
    "16 bit": (sixteen_bit, 2),
    "animated GIF": (animated_gif, 2),
    "animated other": (animated_other, 2),
    "palette": (palette, 2),
    "transparent": (transparent, 2),
    "trailing junk": (trailing_junk, 4),
    "bomb PNG": (bomb_png, 1),
    "bomb GIF": (bomb_gif, 1),
    "bomb JPEG": (bomb_jpeg, 2),
    "bomb JPEG scans": (bomb_jpeg_scans, 1),
    "bomb BMP": (bomb_bmp, 1),
    "bomb TIFF": (bomb_tiff, 1),
    "bomb WebP": (bomb_webp, 1),
    "bomb PNG chunks": (bomb_chunks, 1),
    "bomb frames": (bomb_frames, 1),
    "bomb icon": (bomb_icon, 1),
}

_EXTENSIONS = ("jpg", "png", "gif", "webp", "tif", "bmp", "txt", "doc", "mp4", "dat")


def corrupted(count: int, seed: int) -> list[str]:
    """Return the kinds of `count` pictures in a random order, each kind at least once if there is room."""
    rng = random.Random(seed)
    names, weights = list(MAKERS), [weight for _, weight in MAKERS.values()]
    kinds = names[:count] + rng.choices(names, weights, k=max(0, count - len(names)))
    rng.shuffle(kinds)
    return kinds


def write_corrupted(folder: Path, count: int, seed: int) -> list[Path]:
    """Write `count` pictures into `folder`, half of them under the extension of something else. Return their paths.

    A name is `NUMBER-KIND.EXTENSION`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, kind in enumerate(corrupted(count, seed)):
        rng = random.Random(f"{seed}/{number}/{kind}")
        extension = rng.choice(_EXTENSIONS)
        path = folder / f"{number:05d}-{kind.replace(' ', '_')}.{extension}"
        path.write_bytes(MAKERS[kind][0](rng))
        paths.append(path)
    return paths


def outcome(content: bytes) -> str:
    """Return what becomes of a file: `decoded`, `no picture`, a reason, or `FAULT` with what was raised."""
    from understone.media.identify import HEAD_BYTES, identify
    from understone.media.pictures import Undecodable, read_picture

    try:
        kind = identify(content[:HEAD_BYTES])
        if kind is None or kind.family != "picture":
            return "no picture"
        read_picture(content, kind)
    except Undecodable as error:
        return error.reason
    except BaseException as error:  # noqa: BLE001 — finding these is what this script is for
        return f"FAULT {type(error).__name__}: {error}"
    return "decoded"


def serve(connection: Connection) -> None:
    """Answer each path with its outcome and the peak resident bytes so far."""
    connection.send("ready")
    while path := connection.recv():
        result = outcome(Path(path).read_bytes())
        connection.send((result, peak_bytes()))


def peak_bytes() -> int:
    """Return the most that this process has held in memory; `getrusage` would give its parent's, if that is more."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


class _Worker:
    """One process under watch: the file in hand and since when."""

    def __init__(self) -> None:
        spawning = multiprocessing.get_context("spawn")
        self.connection, theirs = spawning.Pipe()
        self.process: BaseProcess = spawning.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        assert self.connection.recv() == "ready"  # a start takes its time; the watch is on the reading
        self.path: Path | None = None
        self.since = 0.0

    def give(self, path: Path | None) -> None:
        """Hand it the next file; None ends it."""
        self.path, self.since = path, time.monotonic()
        self.connection.send(str(path) if path else None)


def survey(paths: list[Path], processes: int = 2) -> tuple[dict[Path, str], int]:
    """Return the outcome of each file (`HANG` and `DIED` among them) and the highest memory of any worker, in bytes."""
    waiting, results, peak = list(reversed(paths)), dict[Path, str](), 0
    workers = [_Worker() for _ in range(min(processes, len(paths)))]
    for worker in workers:
        worker.give(waiting.pop())
    while workers:
        ready = wait([worker.connection for worker in workers], timeout=1.0)
        for worker in list(workers):
            assert worker.path is not None
            ended = ""
            if worker.connection in ready:
                try:
                    results[worker.path], memory = worker.connection.recv()
                    peak = max(peak, memory)
                except EOFError:
                    ended = "DIED"
            elif time.monotonic() - worker.since > HANG_SECONDS:
                ended = "HANG"
            else:
                continue
            if ended:
                results[worker.path] = ended
                worker.process.kill()
                workers.remove(worker)
                if waiting:
                    workers.append(_Worker())
                    workers[-1].give(waiting.pop())
            elif waiting:
                worker.give(waiting.pop())
            else:
                worker.give(None)
                worker.process.join()
                workers.remove(worker)
    return results, peak


def kind_of(path: Path) -> str:
    """Return the kind of corruption that a name states."""
    return path.stem.split("-", 1)[1].replace("_", " ")


def main() -> int:
    """Make, survey, print. Return 0 if nothing hung, died, faulted or grew over the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000, help="how many pictures (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same pictures (default 1)")
    parser.add_argument("--processes", type=int, default=2, help="worker processes (default 2)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_corrupted(Path(folder), arguments.count, arguments.seed)
        started = time.monotonic()
        results, peak = survey(paths, arguments.processes)
        seconds = time.monotonic() - started
    tally = Counter(
        (kind_of(path), result.split(" ")[0] if result.startswith("FAULT") else result)
        for path, result in results.items()
    )
    columns = sorted({result for _, result in tally}, key=lambda name: (name.isupper(), name != "decoded", name))
    print(f"{'':22}" + "".join(f"{name:>14}" for name in columns))
    for kind in MAKERS:
        print(f"{kind:22}" + "".join(f"{tally[kind, name] or '':>14}" for name in columns))
    print(f"{'all':22}" + "".join(f"{sum(tally[kind, name] for kind in MAKERS):>14}" for name in columns))
    bad = {path.name: result for path, result in results.items() if result.startswith(("FAULT", "HANG", "DIED"))}
    for name, result in list(bad.items())[:40]:
        print(f"{name}: {result}")
    hangs = sum(result == "HANG" for result in results.values())
    print(f"{len(results):,} of {len(paths):,} accounted for; hangs {hangs}; faults {len(bad) - hangs}")
    print(f"peak resident memory of a worker {peak / 1e6:,.0f} MB; {seconds:,.0f} s")
    return int(bool(bad) or peak >= MEMORY_LIMIT or len(results) != len(paths))


if __name__ == "__main__":
    sys.exit(main())
