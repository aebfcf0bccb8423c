"""Parts of small real devices: real photographs, a real file system, a real known set."""

import hashlib
import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pdqhash
import skimage
from PIL import Image
from PIL.ExifTags import IFD, Base

from understone.known.build import build

CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
PHOTOGRAPHS = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "color.png", "motorcycle_left.png")
TAKEN = "2026:10:03 14:05:09"


def photograph(name: str) -> Image.Image:
    """Return one of the photographs that scikit-image ships."""
    return Image.open(Path(skimage.__file__).parent / "data" / name).convert("RGB")


def jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    """Return a picture as JPEG."""
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=quality)
    return sink.getvalue()


def from_a_camera(picture: Image.Image) -> bytes:
    """Return a picture as JPEG with the marks of an invented camera."""
    marks = Image.Exif()
    marks.update({Base.Make: "Invented Cameras", Base.Model: "Kettle 7", Base.Software: "Ver.1.02"})
    inner = {Base.ExifImageWidth: picture.width, Base.ExifImageHeight: picture.height}
    marks.get_ifd(IFD.Exif).update({Base.DateTimeOriginal: TAKEN, **inner})
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=92, exif=marks)
    return sink.getvalue()


def reference_pdq(picture: Image.Image) -> str:
    """Return the PDQ that the reference implementation gives, in hexadecimal."""
    vector, _ = pdqhash.compute(np.asarray(picture.convert("RGB")))
    return np.packbits(vector).tobytes().hex()


def media_record(number: int, content: bytes, category: int | None = 1, pdq: str | None = None) -> dict[str, object]:
    """Return a VICS 2.0 Media record of a content."""
    hashes = [{"HashName": "PDQ", "HashValue": pdq}] if pdq else []
    return {
        "MediaID": number,
        "Category": category,
        "MD5": hashlib.md5(content).hexdigest().upper(),
        "SHA1": hashlib.sha1(content).hexdigest().upper(),
        "MediaSize": len(content),
        "Series": "Synthetic Kettles",
        "AlternativeHashes": hashes,
    }


def known_set(folder: Path, records: list[dict[str, object]], kind: str = "hits") -> Path:
    """Build a known set of VICS records."""
    source = folder / f"{kind}.json"
    source.write_text(json.dumps({"@odata.context": CONTEXT, "value": records}), encoding="utf-8")
    build(folder / kind, [source], kind=kind, name=kind, kind_checked=True)  # type: ignore[arg-type]
    return folder / kind


@dataclass(frozen=True)
class Device:
    """A device: the folder it was made from, its ext4 image, a known set, and where the known contents lie."""

    folder: Path
    image: Path
    known: Path
    exact: frozenset[str]
    near: frozenset[str]


def make_ext4(folder: Path, image: Path, megabytes: int = 24) -> None:
    """Make an ext4 image of a folder, without root."""
    with image.open("wb") as sink:
        sink.truncate(megabytes << 20)
    subprocess.run(["mke2fs", "-q", "-t", "ext4", "-d", str(folder), str(image)], check=True)


def png(picture: Image.Image) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, "PNG")
    return sink.getvalue()


Run = Callable[..., "subprocess.CompletedProcess[str]"]
