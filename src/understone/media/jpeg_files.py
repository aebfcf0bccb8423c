"""JPEG: its frame header read first, then decoded by libjpeg-turbo with every warning heard.

Rare forms that the fast decoder refuses (CMYK, arithmetic coding) go to Pillow. Marker codes: ITU-T T.81, table B.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from understone.media import exif
from understone.media.budget import afford
from understone.media.errors import Undecodable
from understone.media.pdq import Rows
from understone.media.pixels import Pixels

MAX_SCANS = 100
"""Each scan of a progressive picture runs over all of it. Encoders write some ten; a bomb writes thousands, empty."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_USUAL = frozenset({0xC0, 0xC1, 0xC2})
_END, _SCAN = 0xD9, 0xDA
_APP1, _EXIF = 0xE1, b"Exif\0\0"
# In coded data FF is followed by 00 or by a restart marker; whatever else follows it ends the scan (T.81, B.1.1.5).
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)

# Warnings of libjpeg that cameras and editors give cause for, and that leave the pixels right.
_HARMLESS = re.compile(
    r"Corrupt JPEG data: (?:\d|1[0-6]) extraneous bytes before marker 0xd9$"
    r"|Invalid SOS parameters for sequential JPEG|Unknown Adobe color transform code|Warning: unknown JFIF revision"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The frame header (T.81, B.2.2), where the first scan begins, what lies between segments before it, and EXIF."""

    marker: int
    precision: int
    width: int
    height: int
    sampling: tuple[int, ...]
    scan: int
    several_scans: bool
    strays: tuple[tuple[int, int], ...]
    exif_block: bytes

    def coefficient_bytes(self) -> float:
        """Return the bytes a pixel that the decoder holds between scans: 2 for each coefficient of each component."""
        if not self.several_scans:
            return 0
        across = max(factors >> 4 for factors in self.sampling)
        down = max(factors & 15 for factors in self.sampling)
        return sum(2 * (factors >> 4) * (factors & 15) for factors in self.sampling) / (across * down)

    def taking(self) -> exif.Exif | None:
        """Return what its EXIF says; None if that is damaged."""
        return exif.read(self.exif_block) if self.exif_block else exif.NOTHING


def decode(data: bytes) -> Pixels:
    """Return the pixels. Raises `Undecodable`."""
    frame = _frame(data)
    channels = len(frame.sampling)
    afford(frame.width, frame.height, max(channels, 1) + frame.coefficient_bytes(), 2 * len(data))
    if frame.several_scans and _scans(data, frame.scan) > MAX_SCANS:
        raise Undecodable("damaged", f"more than {MAX_SCANS} scans")
    notes: tuple[str, ...] = ()
    if frame.strays:
        data = _without(data, frame.strays)
        notes = (f"{sum(end - start for start, end in frame.strays):,} bytes between its segments were passed over",)
    if channels in (1, 3):
        rows, said = _fast(data, "RGB" if channels == 3 else "GRAY")
        notes += (f"the decoder warned: {said}",) if said else ()
        if rows is not None:
            return _as_pixels(rows, notes, frame.taking())
    return _by_pillow(data, frame, notes)


def _as_pixels(rows: Rows, notes: tuple[str, ...], taking: exif.Exif | None) -> Pixels:
    def strips() -> Iterator[Rows]:
        yield rows

    return Pixels(rows.shape[1], rows.shape[0], rows.ndim == 2, strips, notes=notes, exif=taking)


def _without(data: bytes, strays: tuple[tuple[int, int], ...]) -> bytes:
    """Return the file without some stretches: the decoder would only warn of them, and then say nothing worse."""
    edges = [0, *(edge for stray in strays for edge in stray), len(data)]
    return b"".join(data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _by_pillow(data: bytes, frame: _Frame, notes: tuple[str, ...]) -> Pixels:
    from understone.media import pillow_files

    coefficients = int(frame.coefficient_bytes() * frame.width * frame.height)
    try:
        pixels = pillow_files.decode(data, "JPEG", beside=coefficients)
        return replace(pixels, notes=notes + pixels.notes, exif=frame.taking())
    except Undecodable as error:
        if error.reason == "damaged" and (frame.marker not in _USUAL or frame.precision != 8):
            form = f"{frame.precision} bit, frame type {frame.marker:02X}"
            raise Undecodable("unsupported", f"a JPEG of a rare form ({form}): {error.detail}") from error
        raise


def _fast(data: bytes, colours: str) -> tuple[Rows | None, str]:
    """Decode with simplejpeg; return the rows (None if it has to leave them to another decoder) and a warning if any.

    Raises `Undecodable`.
    """
    import simplejpeg

    try:
        return _rows(simplejpeg.decode_jpeg(data, colours, strict=True)), ""
    except ValueError as error:
        said = str(error)
    if said.startswith("Premature end of JPEG file"):
        raise Undecodable("truncated", "the file ends before the picture does")
    if _HARMLESS.match(said):
        try:
            return _rows(simplejpeg.decode_jpeg(data, colours, strict=False)), said
        except ValueError:  # it warns while it reads the header, and takes no warning for harmless there
            return None, said
    if said.startswith(("Corrupt JPEG data", "Inconsistent progression")):
        raise Undecodable("damaged", said)
    return None, ""


def _rows(decoded: Rows) -> Rows:
    return decoded[..., 0] if decoded.shape[2] == 1 else np.ascontiguousarray(decoded)


def _frame(data: bytes) -> _Frame:
    """Read the segments up to the first scan. Raises `Undecodable` if they do not lead there."""
    position, header, frame_marker, block = 2, b"", 0, b""
    strays = list[tuple[int, int]]()
    while True:
        found = _MARKER.search(data, position)
        if found is None:
            raise Undecodable("truncated", "the file ends before the first scan")
        if found.start() > position:
            strays.append((position, found.start()))
        marker, position = found[1][0], found.end()
        if marker == _END:
            raise Undecodable("no pixels", "the picture ends before its first scan")
        if marker in (0x01, *range(0xD0, 0xD9)):  # these stand alone
            continue
        length = int.from_bytes(data[position : position + 2], "big")
        if position + length > len(data) or length < 2:
            if length < 2 and position + 2 <= len(data):
                raise Undecodable("damaged", "a segment in its header has no length")
            raise Undecodable("truncated", "the file ends within its header")
        if marker in _FRAMES:
            header = data[position + 2 : position + length]
            if len(header) < 6 or len(header) < 6 + 3 * header[5] or header[5] == 0:
                raise Undecodable("damaged", "a frame header that is too short")
            frame_marker = marker
        if marker == _APP1 and not block and data.startswith(_EXIF, position + 2):
            block = data[position + 2 : position + length]
        if marker == _SCAN:
            if not header:
                raise Undecodable("damaged", "a scan before any frame header")
            components = data[position + 2] if length > 2 else 0
            return _Frame(
                frame_marker,
                header[0],
                int.from_bytes(header[3:5], "big"),
                int.from_bytes(header[1:3], "big"),
                tuple(max(header[7 + 3 * each], 0x11) for each in range(header[5])),
                position + length,
                frame_marker in _PROGRESSIVE or components < header[5],
                tuple(strays),
                block,
            )
        position += length


def _scans(data: bytes, position: int) -> int:
    """Count the scans from the end of the first scan's header on, up to one more than is allowed."""
    count = 1
    while count <= MAX_SCANS:
        found = _SCAN_END.search(data, position)
        if found is None or data[found.start() + 1] == _END:
            break
        count += data[found.start() + 1] == _SCAN
        position = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return count
