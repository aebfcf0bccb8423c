"""The case file of a device of a dozen pictures, made in a few seconds: for work that is done again and again."""

import subprocess
import sys
from pathlib import Path

from examine.devices import jpeg, known_set, make_ext4, media_record, photograph, reference_pdq


def make_case(place: Path) -> Path:
    """Make the device in a folder: a known photograph twice, once re-encoded, ten unknown ones; then examine it."""
    tree = place / "tree"
    (tree / "DCIM").mkdir(parents=True)
    picture = photograph("astronaut.png")
    one = jpeg(picture)
    files = {"IMG_0001.JPG": one, "copy.jpg": one, "near.jpg": jpeg(picture, 55)}
    for number in range(10):
        corner = (40 * number, 30 * number)
        files[f"unknown-{number}.jpg"] = jpeg(picture.crop((*corner, corner[0] + 120, corner[1] + 120)).rotate(90))
    for name, content in files.items():
        (tree / "DCIM" / name).write_bytes(content)
    make_ext4(tree, place / "device.raw")
    known = known_set(place, [media_record(1, one, 1, reference_pdq(picture))])
    case = place / "device.case"
    command = [sys.executable, "-m", "understone", "examine", place / "device.raw", "--known", known, "--case", case]
    done = subprocess.run([*map(str, command), "--workers", "1", "--quiet"], capture_output=True, text=True)
    assert done.returncode == 10, (done.returncode, done.stdout, done.stderr)
    return case
