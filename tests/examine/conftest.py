"""A small real device for the tests of an examination, made once a session."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from examine.devices import (
    PHOTOGRAPHS,
    Device,
    Run,
    from_a_camera,
    jpeg,
    known_set,
    make_ext4,
    media_record,
    photograph,
    png,
    reference_pdq,
)


@pytest.fixture(scope="session")
def device(tmp_path_factory: pytest.TempPathFactory) -> Device:
    """Return a device with two known photographs (three copies, a re-encoding, a resize) among innocent ones.

    In `camera` lies an unknown photograph as its camera wrote it, and the same saved again.
    """
    place = tmp_path_factory.mktemp("device")
    folder = place / "tree"
    (folder / "DCIM").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    known_1, known_2 = photograph("astronaut.png"), photograph("coffee.png")
    one, two = jpeg(known_1), jpeg(known_2)
    files = {
        "DCIM/IMG_0001.JPG": one,
        "copy of [1].dat": one,
        ".hidden/.thumb": one,
        "DCIM/IMG_0002.JPG": two,
        "near-requality.jpg": jpeg(known_1, 55),
        "near-resized.jpg": jpeg(known_2.resize((300, 200))),
        "empty.jpg": b"",
        "notes.txt": b"nothing to see\n" * 50,
        "black.png": png(Image.new("RGB", (256, 256))),
        "broken.jpg": one[: len(one) // 2],
        "clip.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(2000),
    }
    for number, name in enumerate(PHOTOGRAPHS):
        picture = photograph(name)
        for corner in range(8):
            left, top = (corner % 4) * picture.width // 5, (corner // 4) * picture.height // 3
            part = picture.crop((left, top, left + picture.width // 5, top + picture.height // 3)).rotate(90)
            files[f"innocent/{number}-{corner}.jpg"] = jpeg(part, 80)
    cat = photograph("chelsea.png").crop((40, 30, 340, 230))
    files["camera/IMG_0100.JPG"] = from_a_camera(cat)
    files["camera/saved-again.jpg"] = jpeg(Image.open(io.BytesIO(files["camera/IMG_0100.JPG"])).convert("RGB"), 85)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    os.link(folder / "DCIM/IMG_0002.JPG", folder / "hard-link.bin")
    (folder / "a-link").symlink_to("notes.txt")
    with (folder / "sparse.bin").open("wb") as sink:
        sink.truncate(5 << 20)
    image = place / "device.raw"
    make_ext4(folder, image)
    records = [
        media_record(1, one, 1, reference_pdq(known_1)),
        media_record(2, two, 2, reference_pdq(known_2)),
        media_record(3, b"", 1),
    ]
    known = known_set(place, records)
    exact = {"/DCIM/IMG_0001.JPG", "/copy of [1].dat", "/.hidden/.thumb", "/DCIM/IMG_0002.JPG", "/hard-link.bin"}
    near = {"/near-requality.jpg", "/near-resized.jpg"}
    return Device(folder, image, known, frozenset(exact), frozenset(near))


@pytest.fixture
def understone(tmp_path: Path) -> Run:
    """Return a function that runs the command line as a person would and gives what it printed."""

    def run(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "understone", *map(str, arguments)]
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            command, capture_output=True, text=True, cwd=tmp_path, timeout=300, **options
        )

    return run
