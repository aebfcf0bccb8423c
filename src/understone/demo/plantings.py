"""What is planted on the device, one line an item: the known pictures in every guise, and what must not match.

Whether a changed picture must be found is not claimed but measured while planting, with the reference PDQ: within 31
bits and of quality 50 or more it must be, else it is beyond reach and the comparison says so. Beyond reach by nature
(a picture inside an archive) is listed as such, so that the demonstration shows what it does not find.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from PIL import Image

from understone.demo import changes, reference_pdq
from understone.demo.photographs import KnownPicture, Photograph
from understone.demo.placed import CLOCK, PlacedFile
from understone.demo.planted import PlantedItem

EXT4 = 1
FAT = 2
"""Numbers of the two partitions."""

_HOME = "home/alex"
_DAY = 86_400
_HOLE = 8 * 1024 * 1024 - 4096


@dataclass(frozen=True, slots=True)
class Planting:
    """An item of the truth and the file that makes it true."""

    item: PlantedItem
    file: PlacedFile


# picture, volume, path, what was done. The file is the known one, byte for byte.
_EXACT: tuple[tuple[str, int, str, str], ...] = (
    ("coffee", EXT4, f"{_HOME}/Pictures/2023/coffee.png", "original"),
    ("astronaut", EXT4, f"{_HOME}/Pictures/2023/portrait.png", "original, renamed"),
    ("rocket", FAT, "DCIM/100CANON/IMG_0213.JPG", "original, renamed"),
    (
        "coins",
        FAT,
        "Pictures/Holiday in the mountains, the second week (copy of a copy).png",
        "original, long name on FAT",
    ),
    ("chelsea", EXT4, f"{_HOME}/Documents/letters/minutes-2023-11.txt", "wrong extension .txt"),
    ("flower", EXT4, f"{_HOME}/.cache/app/Cache_Data/f_0003a7", "no extension, in a cache"),
    ("china", FAT, "Documents/BUDGET.XLS", "wrong extension .xls"),
    ("page", EXT4, f"{_HOME}/.local/share/.thumbs-old/.p", "in a hidden folder, hidden name"),
    ("moon", FAT, "SYSTEM/backup.bin", "hidden attribute, wrong extension .bin"),
    ("camera", EXT4, f"{_HOME}/Downloads/misc/a/b/c/d/e/f/g/h/i/j/k/l/img.png", "twelve folders deep"),
    ("motorcycle_left", EXT4, f"{_HOME}/Downloads/bike.png", "one content at three paths"),
    ("motorcycle_left", EXT4, f"{_HOME}/Desktop/bike (1).png", "one content at three paths"),
    ("motorcycle_left", FAT, "Pictures/bike.png", "one content at three paths"),
    ("coffee", EXT4, f"{_HOME}/Downloads/caf\udce9 \udcff.png", "name that is not UTF-8"),
    ("rocket", EXT4, f"{_HOME}/Downloads/report\u202egpj.exe", "name with a bidirectional override"),
    ("china", EXT4, f"{_HOME}/Downloads/=cmd()|' !A0.jpg", "name that is a spreadsheet formula"),
    ("flower", EXT4, f"{_HOME}/Downloads/\x1b[2J\x1b[31mred.jpg", "name with terminal escapes"),
)

_DELETED: tuple[tuple[str, str, str], ...] = (
    ("chelsea", "DCIM/100CANON/cat on the windowsill, before.png", "deleted, long name"),
    ("china", "DCIM/101CANON/IMG_0442.JPG", "deleted, short name"),
    ("astronaut", "Pictures/to send/launch day.png", "deleted"),
)

_Change = Callable[[Image.Image], bytes]

# picture, volume, path, what was done, how. Must be found near, if the reference says that it is near.
_CHANGED: tuple[tuple[str, int, str, str, _Change], ...] = (
    (
        "coffee",
        EXT4,
        f"{_HOME}/Pictures/2024/kitchen.jpg",
        "re-encoded, JPEG quality 50",
        lambda i: changes.as_jpeg(i, 50),
    ),
    ("rocket", FAT, "DCIM/100CANON/IMG_0219.JPG", "re-encoded, JPEG quality 15", lambda i: changes.as_jpeg(i, 15)),
    (
        "china",
        EXT4,
        f"{_HOME}/Pictures/2024/temple.jpeg",
        "re-encoded, progressive JPEG quality 60",
        lambda i: changes.as_jpeg(i, 60, progressive=True),
    ),
    ("flower", EXT4, f"{_HOME}/Downloads/petal.webp", "re-encoded, WebP quality 60", lambda i: changes.as_webp(i, 60)),
    ("moon", EXT4, f"{_HOME}/Downloads/sky.gif", "re-encoded, GIF of 64 colours", lambda i: changes.as_gif(i, 64)),
    (
        "coins",
        FAT,
        "Pictures/purse.jpg",
        "re-encoded, CMYK JPEG quality 90",
        lambda i: changes.as_jpeg(i.convert("CMYK"), 90),
    ),
    (
        "astronaut",
        FAT,
        "DCIM/101CANON/IMG_0417.JPG",
        "resized to 50 %",
        lambda i: changes.as_jpeg(changes.resized(i, 50), 85),
    ),
    (
        "motorcycle_left",
        FAT,
        "DCIM/101CANON/IMG_0418.JPG",
        "resized to 200 %",
        lambda i: changes.as_jpeg(changes.resized(i, 200), 85),
    ),
    (
        "coffee",
        EXT4,
        f"{_HOME}/.cache/thumbnails/large/5f8a1c0e9d3b47a6b2c4d6e8f0a1b3c5.png",
        "thumbnail of 256 pixels",
        lambda i: changes.as_png(changes.thumbnail(i, 256)),
    ),
    (
        "chelsea",
        EXT4,
        f"{_HOME}/Pictures/2024/whiskers.jpg",
        "crop of 2 %",
        lambda i: changes.as_jpeg(changes.cropped(i, 2), 85),
    ),
    (
        "astronaut",
        EXT4,
        f"{_HOME}/Pictures/2024/visor.jpg",
        "crop of 2 %",
        lambda i: changes.as_jpeg(changes.cropped(i, 2), 85),
    ),
    ("china", FAT, "Pictures/grey.jpg", "greyscale", lambda i: changes.as_jpeg(changes.greyscale(i), 85)),
    (
        "camera",
        EXT4,
        f"{_HOME}/Pictures/2024/field.jpg",
        "brightened by 15 %",
        lambda i: changes.as_jpeg(changes.brightened(i, 15), 85),
    ),
    (
        "page",
        EXT4,
        f"{_HOME}/Documents/scan.jpg",
        "blurred a little",
        lambda i: changes.as_jpeg(changes.blurred(i, 1), 85),
    ),
    (
        "flower",
        FAT,
        "Pictures/marked.jpg",
        "a small mark written into a corner",
        lambda i: changes.as_jpeg(changes.stamped(i), 85),
    ),
    (
        "rocket",
        EXT4,
        f"{_HOME}/.cache/app/Cache_Data/f_0003b1",
        "re-encoded, no extension, in a cache",
        lambda i: changes.as_jpeg(i, 75),
    ),
    (
        "coffee",
        EXT4,
        f"{_HOME}/Pictures/2024/tilt.jpg",
        "turned by 5°",
        lambda i: changes.as_jpeg(changes.turned(i, 5), 85),
    ),
    (
        "astronaut",
        EXT4,
        f"{_HOME}/Pictures/2024/side.jpg",
        "turned by 90°",
        lambda i: changes.as_jpeg(changes.turned(i, 90), 85),
    ),
    (
        "china",
        EXT4,
        f"{_HOME}/Pictures/2024/mirror.jpg",
        "mirrored",
        lambda i: changes.as_jpeg(changes.mirrored(i), 85),
    ),
    ("coffee", FAT, "Pictures/cut.jpg", "crop of 10 %", lambda i: changes.as_jpeg(changes.cropped(i, 10), 85)),
    ("camera", FAT, "Pictures/negative.jpg", "inverted", lambda i: changes.as_jpeg(changes.inverted(i), 85)),
    (
        "flower",
        EXT4,
        f"{_HOME}/Pictures/2024/framed.jpg",
        "black border of 10 %",
        lambda i: changes.as_jpeg(changes.bordered(i, 10), 85),
    ),
    (
        "chelsea",
        FAT,
        "Pictures/Screenshots/Screenshot_20240501.png",
        "in a screenshot",
        lambda i: changes.as_png(changes.in_screenshot(i)),
    ),
)


def plantings(known: Sequence[KnownPicture], innocent: Sequence[Photograph], random: Random) -> Iterator[Planting]:
    """Yield every item with its file; a file that another is linked to comes before it."""
    by_name = {picture.photograph.name: picture for picture in known}
    moments = _moments(random)
    for name, volume, path, done in _EXACT:
        hidden = "hidden attribute" in done
        yield _exact(by_name[name], volume, path, done, PlacedFile(path, modified=next(moments), hidden=hidden))
    for name, path, done in _DELETED:
        yield _exact(by_name[name], FAT, path, done, PlacedFile(path, modified=next(moments), deleted=True))
    yield from _hard_links(by_name["coins"], next(moments))
    for name, volume, path, done, change in _CHANGED:
        content = change(by_name[name].photograph.image)
        yield _near(by_name[name], volume, path, done, PlacedFile(path, content, next(moments)))
    yield from _odd_files(by_name, next(moments))
    for planting in _must_not_match(by_name, innocent, random):
        yield replace(planting, file=replace(planting.file, modified=next(moments)))


def _exact(picture: KnownPicture, volume: int, path: str, done: str, file: PlacedFile) -> Planting:
    content = picture.photograph.content
    item = PlantedItem(
        picture.photograph.name, picture.media_id, volume, path, done, "exact", deleted=file.deleted, md5=_md5(content)
    )
    return Planting(item, replace(file, content=content))


def _hard_links(picture: KnownPicture, modified: int) -> Iterator[Planting]:
    first, second = f"{_HOME}/Pictures/2023/purse.png", f"{_HOME}/.trash/17"
    done = "hard link: two names of one inode"
    yield _exact(picture, EXT4, first, done, PlacedFile(first, modified=modified))
    linked = _exact(picture, EXT4, second, done, PlacedFile(second, modified=modified, link_to=first))
    yield replace(linked, file=replace(linked.file, content=b""))


def _near(picture: KnownPicture, volume: int, path: str, done: str, file: PlacedFile) -> Planting:
    """Measure the file as it will be read, and say whether near matching reaches it."""
    with Image.open(io.BytesIO(file.content)) as read:
        found = reference_pdq.of(read)
    distance = reference_pdq.distance(found.bits, reference_pdq.of(picture.photograph.image).bits)
    item = PlantedItem(
        picture.photograph.name,
        picture.media_id,
        volume,
        path,
        done,
        "near",
        distance=distance,
        quality=found.quality,
        deleted=file.deleted,
        md5=_md5(file.content),
    )
    if found.quality < reference_pdq.LOWEST_QUALITY:
        item = replace(item, expected="beyond reach", reason=f"PDQ quality {found.quality}, near matching asks for 50")
    elif distance > reference_pdq.REACH:
        item = replace(item, expected="beyond reach", reason=f"PDQ distance {distance}, near matching reaches 31")
    return Planting(item, file)


def _odd_files(known: dict[str, KnownPicture], modified: int) -> Iterator[Planting]:
    """Yield known pictures that are more, or less, than a picture file."""
    longer, archive = f"{_HOME}/Pictures/2023/coffee-.png", f"{_HOME}/Downloads/pictures.zip"
    coffee, page = known["coffee"], known["page"]
    yield _near(
        coffee, EXT4, longer, "one byte appended", PlacedFile(longer, coffee.photograph.content + b"\n", modified)
    )
    packed = _zip("page.png", page.photograph.content)
    yield Planting(
        PlantedItem(
            page.photograph.name,
            page.media_id,
            EXT4,
            archive,
            "inside a ZIP archive",
            "beyond reach",
            "archives are not opened yet",
            md5=_md5(packed),
        ),
        PlacedFile(archive, packed, modified),
    )


def _must_not_match(
    known: dict[str, KnownPicture], innocent: Sequence[Photograph], random: Random
) -> Iterator[Planting]:
    """Yield what tempts a matcher: nothing, flat pictures, half a picture, names that promise."""
    rocket = known["rocket"].photograph.content
    twin = next(photograph for photograph in innocent if photograph.name == "motorcycle_right")
    yield _innocent(EXT4, f"{_HOME}/Documents/empty.bin", "empty file, its digests are in the list", b"")
    yield _innocent(EXT4, f"{_HOME}/Pictures/2024/IMG_9999.jpg", "empty file named .jpg", b"")
    black = changes.as_png(Image.new("RGB", (640, 480)))
    yield _innocent(EXT4, f"{_HOME}/Pictures/2024/night.png", "flat picture, its PDQ is in the list", black)
    white = changes.as_jpeg(Image.new("RGB", (640, 480), (255, 255, 255)), 85)
    yield _innocent(FAT, "DCIM/100CANON/IMG_0300.JPG", "flat picture", white)
    half = rocket[: len(rocket) * 2 // 5]
    yield _innocent(FAT, "DCIM/100CANON/IMG_0214.JPG", "truncated JPEG of a known picture: an error, no match", half)
    yield _innocent(FAT, "Pictures/coffee.png", "text under a known picture's name", b"Buy coffee. Mend kettle.\n" * 40)
    yield _innocent(EXT4, f"{_HOME}/Pictures/2023/bike-right.png", "the other eye of a known stereo pair", twin.content)
    yield _innocent(EXT4, f"{_HOME}/Videos/clip.mp4", "video: counted, not decoded", _video(random))
    end = random.randbytes(4096)
    sparse = _innocent(EXT4, f"{_HOME}/VirtualBox/disk.img", "sparse file of 8 MiB", bytes(_HOLE) + end)
    yield replace(sparse, file=replace(sparse.file, content=end, hole=_HOLE))


def _innocent(volume: int, path: str, done: str, content: bytes) -> Planting:
    item = PlantedItem(None, None, volume, path, done, "no match", md5=_md5(content))
    return Planting(item, PlacedFile(path, content))


def _moments(random: Random) -> Iterator[int]:
    """Yield times of modification in the year before the device was last used, even seconds (FAT keeps no others)."""
    while True:
        yield CLOCK - 2 * random.randrange(365 * _DAY // 2)


def _zip(name: str, content: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 12, 0, 0)), content)
    return sink.getvalue()


def _video(random: Random) -> bytes:
    """Return an ISO base media file that has a type and data but no track (ISO/IEC 14496-12)."""
    data = random.randbytes(20_000)
    kind = b"ftypisom" + (512).to_bytes(4, "big") + b"isomiso2mp41"
    return (len(kind) + 4).to_bytes(4, "big") + kind + (len(data) + 8).to_bytes(4, "big") + b"mdat" + data


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
