"""What a picture says of its camera, and whether it is as that camera wrote it; hostile EXIF costs nothing."""

import io
import os
import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, features
from PIL.ExifTags import IFD, Base

from media.making import COFFEE, encoded, read, rgb
from understone.media import exif
from understone.media.camera import UNKNOWN, Camera, is_original, names_editor
from understone.media.exif import MOST_TEXT, NOTHING, Exif

PHOTOGRAPH = Image.fromarray(rgb(COFFEE)).resize((160, 120))
TAKEN = "2026:10:03 14:05:09"
OURS = Exif("Invented Cameras", "Kettle 7", TAKEN, "Ver.1.02", 160, 120)


def taken_with(
    said: Exif = OURS, first: dict[int, Any] | None = None, inner: dict[int, Any] | None = None
) -> Image.Exif:
    """Return EXIF as Pillow writes it; `first` and `inner` add to its two directories or replace in them."""
    made = Image.Exif()
    texts = {Base.Make: said.make, Base.Model: said.model, Base.Software: said.software}
    made.update({tag: text for tag, text in texts.items() if text} | (first or {}))
    within = {Base.DateTimeOriginal: said.taken, Base.ExifImageWidth: said.width, Base.ExifImageHeight: said.height}
    made.get_ifd(IFD.Exif).update({tag: value for tag, value in within.items() if value} | (inner or {}))
    made[IFD.Exif] = made.get_ifd(IFD.Exif)  # only then Pillow writes it into a TIFF
    return made


def photograph(said: Exif = OURS, form: str = "JPEG", **options: Any) -> bytes:
    return encoded(PHOTOGRAPH, form, exif=taken_with(said), **options)


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "WEBP", "AVIF", "MPO"])
def test_a_photograph_with_the_marks_of_its_camera_is_original_and_the_same_saved_without_is_not(form: str) -> None:
    if form == "AVIF" and not features.check("avif"):
        why = "this Pillow writes no AVIF; the one of the lock does"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    assert read(photograph(form=form)).camera == Camera("Invented Cameras", "Kettle 7", TAKEN, original=True)
    with Image.open(io.BytesIO(photograph(form=form))) as again:
        saved = encoded(Image.fromarray(np.asarray(again.convert("RGB"))), form)
    assert read(saved).camera == Camera("", "", "", original=False)


def test_a_photograph_that_the_fast_decoder_leaves_to_another_has_its_camera_too() -> None:
    printed = encoded(PHOTOGRAPH.convert("CMYK"), "JPEG", exif=taken_with())
    assert read(printed).camera.original is True


def test_formats_in_which_no_camera_writes_are_no_originals_and_one_that_is_not_looked_into_is_unknown() -> None:
    assert read(photograph(form="PNG")).camera == Camera("", "", "", original=False)
    assert read(encoded(PHOTOGRAPH, "GIF")).camera.original is False
    assert read(encoded(PHOTOGRAPH, "JPEG2000")).camera == UNKNOWN


@pytest.mark.parametrize(
    ("said", "original"),
    [
        (OURS, True),
        (replace(OURS, width=None, height=None), True),
        (replace(OURS, width=120, height=160), True),
        (replace(OURS, width=120, height=None), True),
        (replace(OURS, software=""), True),
        (replace(OURS, width=320, height=240), False),
        (replace(OURS, width=160, height=160), False),
        (replace(OURS, width=None, height=7), False),
        (replace(OURS, make=""), False),
        (replace(OURS, model=""), False),
        (replace(OURS, taken=""), False),
        (replace(OURS, software="GIMP 2.10.34"), False),
        (NOTHING, False),
    ],
)
def test_the_rule(said: Exif, original: bool) -> None:
    assert is_original(said, 160, 120) is original
    assert read(photograph(said)).camera.original is original, "and so does the whole way from the file"


@pytest.mark.parametrize(
    "editor",
    ["Adobe Photoshop 25.0 (Windows)", "Picasa", "Photos 5.0", "Microsoft Windows Photo Viewer 6.1", "paint.net 5"],
)
def test_programs_that_save_anew_are_editors(editor: str) -> None:
    assert names_editor(editor)


@pytest.mark.parametrize(
    "firmware", ["", "17.1.2", "Ver.1.00", "G960FXXU2BRJ3", "HDR+ 1.0.5", "Windows Phone", "ILCE v3"]
)
def test_the_firmware_of_a_camera_is_no_editor(firmware: str) -> None:
    assert not names_editor(firmware)


def test_texts_are_bounded_and_show_nothing_but_themselves() -> None:
    hostile = "Inv\x1b[31mented\u202e \n" + "K" * 5000
    camera = read(photograph(replace(OURS, make=hostile, model="  Kettle 7 "))).camera
    assert camera.make.startswith("Inv[31mented")
    assert camera.make.isprintable()
    assert len(camera.make) <= MOST_TEXT
    assert camera.model == "Kettle 7"


@pytest.mark.parametrize("unset", ["0000:00:00 00:00:00", "    :  :     :  :  "])
def test_a_clock_that_was_never_set_says_no_time(unset: str) -> None:
    camera = read(photograph(replace(OURS, taken=unset))).camera
    assert (camera.taken, camera.original) == ("", False)


def with_exif(block: bytes) -> bytes:
    """Return a sound JPEG with this block as its EXIF."""
    plain = encoded(PHOTOGRAPH, "JPEG")
    segment = b"Exif\0\0" + block
    return plain[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + plain[2:]


def field(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def directory(*fields: bytes, count: int | None = None) -> bytes:
    return struct.pack("<H", len(fields) if count is None else count) + b"".join(fields) + bytes(4)


HEADER = b"II*\0\x08\0\0\0"
DAMAGED = {
    "no header": b"nothing of the kind",
    "only a header": HEADER,
    "a directory beyond the block": b"II*\0\xff\xff\xff\x7f",
    "more fields than there are": HEADER + directory(count=40),
    "more fields than any camera writes": HEADER + directory(*[field(0x9999, 3, 1, 1)] * 600),
    "a text beyond the block": HEADER + directory(field(0x010F, 2, 0xFFFFFFFF, 8)),
    "an inner directory beyond the block": HEADER + directory(field(0x8769, 4, 1, 0x7FFFFFFF)),
    "an inner directory nowhere": HEADER + directory(field(0x8769, 4, 1, 0)),
}


@pytest.mark.parametrize("block", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_exif_leaves_the_hash_and_makes_the_camera_unknown(block: bytes) -> None:
    sound, picture = read(encoded(PHOTOGRAPH, "JPEG")), read(with_exif(block))
    assert (picture.pdq, picture.quality, picture.note) == (sound.pdq, sound.quality, sound.note)
    assert picture.camera == UNKNOWN


def test_a_directory_that_names_itself_is_read_once_more_and_no_further() -> None:
    assert exif.read(HEADER + directory(field(0x8769, 4, 1, 8))) == NOTHING


@given(st.binary(max_size=200), st.integers(0, 400), st.booleans())
@example(b"", 0, False)
def test_no_exif_raises(noise: bytes, at: int, from_a_header: bool) -> None:
    block = taken_with().tobytes()
    changed = block[:at] + noise + block[at + len(noise) :]
    for each in (noise, HEADER + noise, block[:at], changed):
        said = exif.read(each if from_a_header else b"Exif\0\0" + each)
        assert said is None or (isinstance(said.make, str) and len(said.make) <= MOST_TEXT)
