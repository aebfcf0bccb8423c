"""Every picture that is no JPEG, by Pillow: what its header asks for is looked at first, then it is decoded.

Pillow's own limit is switched off, since ours is about bytes and knows what each decoder needs. Formats that carry more
than pixels are read by a walker of ours before Pillow sees them: only pixels can ask for memory then.
"""

import functools
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from understone.media import exif, gif_blocks, icon_directory, png_chunks, tiff_directories, webp_header
from understone.media.budget import afford
from understone.media.errors import Undecodable
from understone.media.pdq import Rows
from understone.media.pixels import Pixels

if TYPE_CHECKING:
    from PIL import Image

_Result = TypeVar("_Result")

_PLUGINS = {
    "JPEG": "JPEG",
    "PNG": "PNG",
    "GIF": "GIF",
    "WebP": "WEBP",
    "TIFF": "TIFF",
    "BMP": "BMP",
    "JPEG 2000": "JPEG2000",
    "AVIF": "AVIF",
    "PSD": "PSD",
    "PBM": "PPM",
    "PGM": "PPM",
    "PPM": "PPM",
    "TGA": "TGA",
    "PCX": "PCX",
    "ICO": "ICO",
    "CUR": "ICO",
}
_MODE_BYTES = {"1": 1.0, "L": 1.0, "P": 1.0, "I;16": 2.0, "I;16L": 2.0, "I;16B": 2.0, "I;16N": 2.0}
# Peak resident bytes a pixel while loading, measured with Pillow 13 on pictures of 9 and 16 megapixels.
_DECODER_BYTES = {"WebP": 17.0, "AVIF": 16.0, "JPEG 2000": 28.0}
_NO_CAMERA_WRITES = frozenset({"PNG", "GIF", "BMP", "PSD", "PBM", "PGM", "PPM", "TGA", "PCX", "ICO", "CUR"})
_STRIP_BYTES = 4_000_000
_SLOW_PIXELS = 20_000_000


@functools.cache
def decodes(name: str) -> bool:
    """Tell whether the installed Pillow decodes the format of this name."""
    from PIL import features

    needs = {"AVIF": "avif", "JPEG 2000": "jpg_2000", "WebP": "webp"}
    return name in _PLUGINS and (name not in needs or bool(features.check(needs[name])))


def decode(data: bytes, name: str, beside: int = 0) -> Pixels:
    """Return the pixels of the first frame. Raises `Undecodable`. `beside`: bytes that the decoder needs besides."""
    if name in ("ICO", "CUR"):
        largest = icon_directory.largest(data)
        if largest.startswith(png_chunks.SIGNATURE):
            return decode(largest, "PNG")
        data = icon_directory.alone(largest)
    prepared, frames, notes = _prepared(data, name)
    held = 2 * len(data) + (len(prepared) if prepared is not data else 0)  # the caller has a copy too
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        image = _guarded(lambda: _opened(prepared, name, beside + held))
        _guarded(image.load)
    frames = max(frames, getattr(image, "n_frames", 1) if name in ("WebP", "AVIF") else 1)
    notes += tuple(dict.fromkeys(f"the decoder warned: {str(each.message).strip()[:200]}" for each in heard))
    return replace(_pixels(image, frames, notes), exif=_taking(image, name, data))


def _taking(image: "Image.Image", name: str, data: bytes) -> exif.Exif | None:
    """Return what the file says of its taking; None where nobody looks for it, or it is damaged."""
    if name in _NO_CAMERA_WRITES:
        return exif.NOTHING
    if name == "TIFF":
        return exif.read(data)
    if name in ("WebP", "AVIF"):
        block = image.info.get("exif")
        return exif.read(block) if isinstance(block, bytes) and block else exif.NOTHING
    return None  # JPEG is read by its own walker; JPEG 2000 has no agreed place


def _prepared(data: bytes, name: str) -> tuple[bytes, int, tuple[str, ...]]:
    """Return what Pillow is given, how many frames there are, and notes."""
    if name == "PNG":
        chunks = png_chunks.read(data)
        return chunks.pixels_only, chunks.frames, (_REDUCED,) if chunks.depth == 16 else ()
    if name == "GIF":
        count, cut = gif_blocks.frames(data)
        return data, count, ("the file ends within a later frame",) if cut else ()
    if name == "TIFF":
        return data, tiff_directories.frames(data), ()
    if name == "WebP":
        afford(*webp_header.canvas(data), _DECODER_BYTES[name], 2 * len(data))
    return data, 1, ()


def _opened(data: bytes, name: str, beside: int) -> "Image.Image":
    """Open with Pillow, which reads the header only, and hold its claims against the budget."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    Image.init()
    # `Image.open` does the same and then hides what the plugin said behind "cannot identify".
    image = Image.OPEN[_PLUGINS[name]][0](io.BytesIO(data), "")
    own = _MODE_BYTES.get(image.mode, 4.0)
    if name == "TIFF":
        beside += tiff_directories.working_bytes(image.tag_v2)  # type: ignore[attr-defined]
    if name == "BMP" and image.info.get("compression") in (1, 2) and image.width * image.height > _SLOW_PIXELS:
        raise Undecodable("too large", f"{image.width} × {image.height} pixels of run-length coding")
    afford(image.width, image.height, max(own, _DECODER_BYTES.get(name, 0)), beside)
    return image


def _guarded(act: Callable[[], _Result]) -> _Result:
    """Let Pillow act; turn whatever it raises on hostile input into a reason. Raises `Undecodable`, `MemoryError`."""
    try:
        return act()
    except (Undecodable, MemoryError):
        raise
    except Exception as error:  # Pillow's plugins raise some fifteen kinds of error on damaged files
        raise _undecodable(error) from error


def _undecodable(error: Exception) -> Undecodable:
    said = f"{type(error).__name__}: {error}"[:300]
    plain = said.lower()
    if any(word in plain for word in ("truncated", "unexpected end", "eoferror", "not enough data", "premature")):
        return Undecodable("truncated", said)
    # Pillow's plugins raise NotImplementedError for a kind of their format that they do not read.
    if isinstance(error, NotImplementedError) or any(
        word in plain for word in ("unsupported", "not supported", "unknown")
    ):
        return Undecodable("unsupported", said)
    if "too large" in plain:
        return Undecodable("too large", said)
    return Undecodable("damaged", said)


def _pixels(image: "Image.Image", frames: int, notes: tuple[str, ...]) -> Pixels:
    """Return the pixels as Pillow's RGB, converted strip by strip; more than eight bits are scaled, never clipped."""
    width, height = image.size
    convert, more, grey = _conversion(image)
    rows = max(4, _STRIP_BYTES // (4 * width) // 4 * 4)

    def strips() -> Iterator[Rows]:
        for top in range(0, height, rows):
            yield convert(image.crop((0, top, width, min(top + rows, height))))

    first = _guarded(lambda: next(strips()))  # a mode without a way to RGB shows here
    assert first.ndim == (2 if grey else 3)
    return Pixels(width, height, grey, strips, frames, tuple(dict.fromkeys(notes + more)))


_REDUCED = "16 bit reduced to 8"
_Convert = Callable[["Image.Image"], Rows]


def _conversion(image: "Image.Image") -> tuple[_Convert, tuple[str, ...], bool]:
    """Return how a strip of this image becomes bytes, what to note, and whether they are grey.

    Pillow clips 16-bit grey to white (its issue 3011); here the high byte is kept, as its reader of 16-bit RGB does.
    """
    if image.mode == "L":
        return _as_it_is, (), True
    if image.mode.startswith("I;16"):
        return _high_byte, (_REDUCED,), True
    if image.mode == "I":
        shift = _shift(image)
        return functools.partial(_shifted, shift=shift), (f"32 bit reduced to 8 by {shift}",) if shift else (), True
    if image.mode == "F":
        lowest, highest = image.getextrema()
        scale = 255.0 if lowest >= 0 and highest <= 1 else 1.0  # type: ignore[operator]
        return functools.partial(_scaled, scale=scale), ("floating point reduced to 8 bit",), True
    return _rgb, (), False


def _as_it_is(strip: "Image.Image") -> Rows:
    return np.asarray(strip)


def _rgb(strip: "Image.Image") -> Rows:
    return np.asarray(strip if strip.mode == "RGB" else strip.convert("RGB"))


def _high_byte(strip: "Image.Image") -> Rows:
    return (np.asarray(strip) >> 8).astype(np.uint8)


def _shifted(strip: "Image.Image", shift: int) -> Rows:
    values: NDArray[np.int32] = np.clip(np.asarray(strip, np.int32), 0, None)
    return (values >> shift).astype(np.uint8)


def _scaled(strip: "Image.Image", scale: float) -> Rows:
    values = np.nan_to_num(np.asarray(strip) * np.float32(scale), nan=0, posinf=255, neginf=0)
    return np.clip(values, 0, 255).astype(np.uint8)


def _shift(image: "Image.Image") -> int:
    """Return by how many bits whole numbers of unknown range go down to eight: by none, by 8, or from 31 bits."""
    highest = image.getextrema()[1]
    assert isinstance(highest, int | float)
    return next((shift for shift in (0, 8) if highest < 256 << shift), 23)
