"""Make small ext4, NTFS and FAT volumes with content, and flip bits in their metadata. The same seed, the same flips.

    .venv/bin/python scripts/flip_bits.py ext4 7 FOLDER    # prints the path of the volume

Every byte is harmless: generated noise, gradients as JPEG. Content is never flipped, so what can still be reached must
still have its digests; what is flipped are the records of the file system: superblock, tables, inodes, folders.
"""

import io
import os
import random
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

KINDS = ("ext4", "ntfs", "fat")

_SECTOR = 512
_MOST_FLIPS = 24
_STEADY = {"E2FSPROGS_FAKE_TIME": "1715940000", "SOURCE_DATE_EPOCH": "1715940000", "TZ": "UTC0"}


def flipped_volume(kind: str, seed: int, folder: Path) -> Path:
    """Return a volume of a kind with 1 to 24 bits flipped in its metadata; the unflipped one is kept in `folder`."""
    base = folder / f"base-{kind}.img"
    if not base.exists():
        make_volume(kind, base)
    image = bytearray(base.read_bytes())
    flips = random.Random(f"{kind} {seed}")
    sectors = _metadata_sectors(kind, bytes(image))
    for _ in range(flips.randint(1, _MOST_FLIPS)):
        place = flips.choice(sectors) * _SECTOR + flips.randrange(_SECTOR)
        image[place] ^= 1 << flips.randrange(8)
    target = folder / f"flipped-{kind}-{seed}.img"
    target.write_bytes(image)
    return target


def make_volume(kind: str, target: Path) -> None:
    """Make the unflipped volume of a kind, without root and without mounting anything."""
    maker = {"ext4": _make_ext4, "ntfs": _make_ntfs, "fat": _make_fat}[kind]
    work = target.with_suffix(".making")
    work.mkdir()
    try:
        maker(work)
        (work / "image").rename(target)
    finally:
        shutil.rmtree(work)


def contents() -> dict[str, bytes]:
    """Return the files of every volume by path: noise of many sizes, gradients as JPEG, an empty one."""
    noise = random.Random(1)
    files = {"empty.bin": b""}
    for number in range(24):
        folder = ("", "one/", "one/two/", "other/")[number % 4]
        files[f"{folder}noise-{number:02}.bin"] = noise.randbytes(37 + 811 * number)
    for number in range(6):
        files[f"pictures/gradient-{number}.jpg"] = _gradient(number)
    return files


def _gradient(number: int) -> bytes:
    from PIL import Image

    picture = Image.linear_gradient("L").rotate(60 * number).resize((96 + 16 * number, 96))
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=90)
    return sink.getvalue()


def _make_ext4(work: Path) -> None:
    tree = work / "tree"
    for name, content in contents().items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1_715_940_000, 1_715_940_000))
    _sized(work / "image", 4 << 20)
    _run("mke2fs", "-q", "-t", "ext4", "-b", "1024", "-N", "256", "-d", str(tree), str(work / "image"))


def _make_ntfs(work: Path) -> None:
    _sized(work / "image", 6 << 20)
    _run("mkntfs", "-q", "-F", "-s", "512", "-c", "4096", str(work / "image"))
    for number, (name, content) in enumerate(contents().items()):
        (work / "content").write_bytes(content)
        flat = name.replace("/", "-")  # ntfscp makes no folders
        _run("ntfscp", "-q", "-f", str(work / "image"), str(work / "content"), flat)
        if number % 5 == 1:
            _run("ntfscp", "-q", "-f", "-N", "stream", str(work / "image"), str(work / "content"), flat)


def _make_fat(work: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fs, beneath pyfatfs, imports a deprecated module
        from pyfatfs.PyFatFS import PyFatFS

    _sized(work / "image", 6 << 20)
    _run("mkfs.vfat", "-F", "16", "-s", "1", str(work / "image"))
    volume = PyFatFS(str(work / "image"))
    for name, content in contents().items():
        if "/" in name:
            volume.makedirs(name.rpartition("/")[0], recreate=True)
        with volume.openbin(name, "w") as sink:
            sink.write(content)
    volume.close()


def _sized(image: Path, length: int) -> None:
    with image.open("wb") as sink:
        sink.truncate(length)


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))
    if found is None:
        raise SystemExit(f"{program} is missing: see packages.apt")
    subprocess.run([found, *arguments], check=True, capture_output=True, env={**os.environ, **_STEADY})


def _metadata_sectors(kind: str, image: bytes) -> list[int]:
    """Return the sectors that hold records of the file system: not blank, and no piece of a file's content."""
    if kind == "ntfs":
        return list(_ntfs_sectors(image))
    pieces = {
        content[start : start + _SECTOR].ljust(_SECTOR, b"\0")
        for content in contents().values()
        for start in range(0, len(content), _SECTOR)
    }
    return [
        number
        for number in range(len(image) // _SECTOR)
        if not _is_blank(sector := image[number * _SECTOR : (number + 1) * _SECTOR]) and sector not in pieces
    ]


def _ntfs_sectors(image: bytes) -> Iterator[int]:
    """Yield boot sector, MFT records and folder indexes alone: the upcase table and the log would drown them."""
    yield 0
    for start in range(0, len(image), 1024):
        length = {b"FILE": 1024, b"INDX": 4096}.get(image[start : start + 4], 0)
        for place in range(start, start + length, _SECTOR):
            if not _is_blank(image[place : place + _SECTOR]):
                yield place // _SECTOR


def _is_blank(sector: bytes) -> bool:
    return sector.count(sector[0]) == len(sector)


if __name__ == "__main__":
    print(flipped_volume(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
