"""Harmless devices, really examined: folders of generated pictures and notes, against an invented list.

An exhibit of the demonstration carries such a case file, by the same import as any other. Most share a few case files
of plain devices; some have one of their own, in which the list knows pictures.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from understone.examine.run import examine
from understone.examine.work import Options
from understone.known.build import build
from understone.progress import Progress, Report

PLAIN = 2
_PATIENCE = 900.0  # seconds: on a busy machine a worker may take minutes to start
_PICTURES, _KNOWN_OF_THEM = 5, 2
_SIDE, _CELLS = 192, 6


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The case files: `plain` are shared, `own` are one for each exhibit that has its own."""

    plain: Sequence[Path]
    own: Sequence[Path]


def examined(folder: Path, own: int, seed: int, report: Report) -> CaseFiles:
    """Make devices in FOLDER and examine each; their case files stay there."""
    devices = [
        _device(folder / f"device-{number:02d}", seed + number, number >= PLAIN) for number in range(PLAIN + own)
    ]
    listed = folder / "list.csv"
    digests = [digest for _, known in devices for digest in known]
    listed.write_text(
        "\n".join(["md5", *digests, hashlib.md5(b"of nothing here", usedforsecurity=False).hexdigest(), ""]),
        encoding="ascii",
    )
    build(folder / "known", [listed], kind="hits", name="demonstration")
    cases = []
    for number, (device, _) in enumerate(devices):
        case = device.with_suffix(".case")
        looks_at_pictures = number == PLAIN  # one is enough to show it: each start of that costs seconds
        examine(
            device, [folder / "known"], case, Options(workers=1, exact_only=not looks_at_pictures, patience=_PATIENCE)
        )
        cases.append(case)
        report(Progress("examining harmless devices", number + 1, len(devices), "devices"))
    return CaseFiles(cases[:PLAIN], cases[PLAIN:])


def _device(place: Path, seed: int, pictures: bool) -> tuple[Path, list[str]]:
    """Make a folder; return the digests of those of its pictures that the list is to know."""
    import numpy as np
    from PIL import Image

    place.mkdir(parents=True)
    (place / "notes.txt").write_text(f"shopping list {seed}: bread, tea\n", encoding="utf-8")
    known = []
    draw = np.random.default_rng(seed)
    for number in range(_PICTURES if pictures else 0):
        cells = draw.integers(0, 256, (_CELLS, _CELLS, 3), dtype=np.uint8)
        file = place / f"IMG_{number:04d}.jpg"
        Image.fromarray(cells).resize((_SIDE, _SIDE), Image.Resampling.BICUBIC).save(file, quality=90)
        if number < _KNOWN_OF_THEM:
            known.append(hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest())
    return place, known
