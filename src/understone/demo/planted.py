"""The truth about a planted device: what lies where, what was done to it, and whether it must be found.

Kept in `planted.json` beside the device. Paths are the bytes that stand on the volume, as text with surrogates for
what is no UTF-8 (PEP 383); the file carries them in hexadecimal too, since lone surrogates are no JSON for everyone.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from understone.demo.errors import TruthUnreadable
from understone.demo.placed import path_bytes

SCHEMA = "understone.planted/1"

Expected = Literal["exact", "near", "beyond reach", "no match"]
"""`exact`: by digest; `near`: by PDQ; `beyond reach`: a known picture that need not be found; `no match`: must not."""


@dataclass(frozen=True, slots=True)
class PlantedVolume:
    """One partition of the device. `number` is its place in the MBR, from 1; `offset` and `length` in bytes."""

    number: int
    file_system: str
    offset: int
    length: int
    files: int
    decoys: int


@dataclass(frozen=True, slots=True)
class PlantedItem:
    """One name on the device that a comparison speaks of.

    `picture` and `media_id` name the known picture it was made from, None where it comes from none. `distance` and
    `quality` are PDQ by the reference implementation against that picture, None where it was not computed.
    """

    picture: str | None
    media_id: int | None
    volume: int
    path: str
    done: str
    expected: Expected
    reason: str = ""
    distance: int | None = None
    quality: int | None = None
    deleted: bool = False
    md5: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted device: its image, its hash list, and the truth."""

    device: Path
    known: Path
    seed: int
    device_sha256: str
    volumes: tuple[PlantedVolume, ...]
    items: tuple[PlantedItem, ...]

    @property
    def decoys(self) -> int:
        """Number of innocent files that no item names; a match on one is a false match."""
        return sum(volume.decoys for volume in self.volumes)


def write(planted: Planted, path: Path) -> None:
    """Write the truth as JSON. The device and the list are named relative to it."""
    body = {
        "schema": SCHEMA,
        "device": planted.device.name,
        "known": planted.known.name,
        "seed": planted.seed,
        "device_sha256": planted.device_sha256,
        "volumes": [asdict(volume) for volume in planted.volumes],
        "items": [_item_body(item) for item in planted.items],
    }
    path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Planted:
    """Read the truth again. Raises `TruthUnreadable`; an `OSError` where there is no file."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["schema"] != SCHEMA:
            raise TruthUnreadable(path, f"its schema is {body['schema']!r}, not {SCHEMA!r}")
        return Planted(
            device=path.parent / body["device"],
            known=path.parent / body["known"],
            seed=body["seed"],
            device_sha256=body["device_sha256"],
            volumes=tuple(PlantedVolume(**volume) for volume in body["volumes"]),
            items=tuple(_item(item) for item in body["items"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise TruthUnreadable(path, f"{type(error).__name__}: {error}") from error


def is_ours(path: Path) -> bool:
    """Tell whether a planter of ours wrote this truth, of whatever version."""
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["schema"]).startswith("understone.planted/")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _item_body(item: PlantedItem) -> dict[str, Any]:
    raw = path_bytes(item.path)
    return {**asdict(item), "path": raw.decode("utf-8", "backslashreplace"), "path_bytes": raw.hex()}


def _item(body: dict[str, Any]) -> PlantedItem:
    fields = dict(body)
    fields["path"] = bytes.fromhex(fields.pop("path_bytes")).decode("utf-8", "surrogateescape")
    if fields["expected"] not in get_args(Expected):
        raise ValueError(f"expected is {fields['expected']!r}")
    return PlantedItem(**fields)
