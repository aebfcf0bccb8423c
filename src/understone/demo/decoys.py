"""Innocent files that fill the device: photographs nobody knows, thumbnails, texts, archives, caches, noise.

Every decoy picture is held against every known one by the reference PDQ, in all 8 ways it can be turned or mirrored
and as a negative; what comes within 60 bits is dropped, so that a match on a decoy is a false match beyond argument.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from understone.demo import changes, reference_pdq
from understone.demo.photographs import Photograph
from understone.demo.placed import CLOCK, PlacedFile

_APART = 60
_YEAR = 365 * 86_400
_SIZES = ((640, 480), (480, 640), (480, 360), (320, 240), (512, 512))
_WORDS = ("kettle", "ladder", "letter", "basket", "button", "saddle", "ribbon", "pillow")


@dataclass(frozen=True, slots=True)
class Amount:
    """How many decoys of each sort a volume gets, and up to how many bytes it is filled with blobs afterwards."""

    photographs: int
    thumbnails: int
    texts: int
    caches: int
    noise: int
    fill_to: int
    blob: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Where a volume's decoys lie: a pattern a sort, with `{n}` for the running number."""

    photographs: str
    thumbnails: str
    texts: str
    caches: str
    noise: str
    blobs: str
    per_folder: int = 100


HOME = Tree(
    photographs="home/alex/Pictures/{folder}/photo-{n:04d}.jpg",
    thumbnails="home/alex/.cache/thumbnails/normal/{hex}.png",
    texts="home/alex/Documents/{folder}/note-{n:04d}.{text}",
    caches="home/alex/.cache/app/Cache_Data/{folder}/f_{n:06x}",
    noise="home/alex/Projects/textures/tile-{n:03d}.png",
    blobs="var/lib/app/pack-{n:03d}.{pack}",
)
CARD = Tree(
    photographs="DCIM/{folder}CANON/IMG_{n:04d}.JPG",
    thumbnails="Android/data/app/cache/{folder}/{hex}.png",
    texts="Documents/{folder}/Notes of week {n}.{text}",
    caches="Android/data/app/files/{folder}/cache_{n:06x}.bin",
    noise="Pictures/Textures/Tile {n:03d}.png",
    blobs="Music/Recording {n:03d}.{pack}",
)


def decoys(
    tree: Tree, amount: Amount, innocent: Sequence[Photograph], known: NDArray[np.uint8], taken: int, random: Random
) -> Iterator[PlacedFile]:
    """Yield the decoys of one volume. `known` are the hashes to stay away from, `taken` the bytes already on it."""
    filled = taken
    for file in _small(tree, amount, innocent, known, random):
        filled += len(file.content)
        yield file
    number = 0
    while filled + amount.blob <= amount.fill_to:
        number += 1
        content = _archive(random, amount.blob) if number % 3 == 0 else random.randbytes(amount.blob)
        pack = "zip" if number % 3 == 0 else "dat"
        filled += len(content)
        yield _file(tree.blobs, number, content, random, pack=pack)


def _small(
    tree: Tree, amount: Amount, innocent: Sequence[Photograph], known: NDArray[np.uint8], random: Random
) -> Iterator[PlacedFile]:
    for number, photograph in enumerate(innocent):
        if _is_apart(photograph.image, known):
            yield _file(tree.photographs, 9000 + number, photograph.content, random)
    per_folder = tree.per_folder
    for number in range(amount.photographs):
        content = _photograph(innocent, known, random)
        yield _file(tree.photographs, number, content, random, folder=100 + number // per_folder)
    for number in range(amount.thumbnails):
        content = _thumbnail(innocent, known, random)
        yield _file(tree.thumbnails, number, content, random, folder=number // per_folder)
    for number in range(amount.texts):
        text = random.choice(("txt", "csv", "html", "log", "json"))
        yield _file(tree.texts, number, _text(random), random, folder=2000 + number // 50, text=text)
    for number in range(amount.caches):
        content = random.randbytes(random.randrange(500, 120_000))
        yield _file(tree.caches, number, content, random, folder=number // per_folder)
    for number in range(amount.noise):
        yield _file(tree.noise, number, _tile(number, random), random)


def _file(
    pattern: str, number: int, content: bytes, random: Random, *, folder: int = 109, text: str = "", pack: str = ""
) -> PlacedFile:
    path = pattern.format(n=number, folder=folder, hex=random.randbytes(16).hex(), text=text, pack=pack)
    return PlacedFile(path, content, CLOCK - 2 * random.randrange(_YEAR // 2))


def _photograph(innocent: Sequence[Photograph], known: NDArray[np.uint8], random: Random) -> bytes:
    """Return a JPEG of some part of some innocent photograph."""
    while True:
        image = _part(random.choice(innocent).image, random).resize(random.choice(_SIZES), Image.Resampling.BILINEAR)
        image = ImageEnhance.Color(image).enhance(random.uniform(0.4, 1.6))
        if _is_apart(image, known):
            return changes.as_jpeg(image, random.choice((80, 85, 90)))


def _thumbnail(innocent: Sequence[Photograph], known: NDArray[np.uint8], random: Random) -> bytes:
    while True:
        image = changes.thumbnail(_part(random.choice(innocent).image, random), 128)
        if _is_apart(image, known):
            return changes.as_png(image)


def _part(image: Image.Image, random: Random) -> Image.Image:
    """Cut a rectangle of a third to the whole of each side, perhaps mirrored."""
    width = random.randrange(image.width // 3, image.width)
    height = random.randrange(image.height // 3, image.height)
    left, top = random.randrange(image.width - width), random.randrange(image.height - height)
    part = image.crop((left, top, left + width, top + height))
    return ImageOps.mirror(part) if random.random() < 0.5 else part


def _is_apart(image: Image.Image, known: NDArray[np.uint8]) -> bool:
    return reference_pdq.nearest(reference_pdq.of(image).bits, known) > _APART


def _tile(number: int, random: Random) -> bytes:
    """Return a PNG of noise, or of a gradient for every third: uncompressed, large and cheap."""
    width, height = 720, 540
    if number % 3:
        return changes.as_png(Image.frombytes("RGB", (width, height), random.randbytes(width * height * 3)), level=0)
    down = np.linspace(random.randrange(120), random.randrange(130, 256), height)[:, None, None]
    across = np.linspace(0.5, 1.0, width)[None, :, None]
    tint = np.array([1.0, random.random(), random.random()])
    return changes.as_png(Image.fromarray((down * across * tint).astype(np.uint8)), level=0)


def _text(random: Random) -> bytes:
    lines = (" ".join(random.choices(_WORDS, k=12)) for _ in range(random.randrange(5, 120)))
    return "\n".join(lines).encode() + b"\n"


def _archive(random: Random, size: int) -> bytes:
    """Return a ZIP archive of about `size` bytes with nothing but noise and a note in it."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in (("note.txt", _text(random)), ("data.bin", random.randbytes(size - 20_000))):
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 12, 0, 0)), content)
    return sink.getvalue()
