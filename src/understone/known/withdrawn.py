"""Which listings of a segment are withdrawn, since when and why: two small files beside it, read and checked at open.

A wrong withdrawal leaves a child unseen and a lost one accuses the innocent, so these are never taken on trust.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from understone import canonical_json
from understone.known import layout
from understone.known.errors import KnownSetCorrupt
from understone.known.layout import WITHDRAWN_ROW, StoredFile, WithdrawnFacts

Action = Literal["superseded", "withdrawn", "not in the edition"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why listings no longer match: at which revision and when, by which delivery of which list, and its reason.

    `stated` is the time of the withdrawal as the list gives it. A listing that was `superseded` is said anew by that
    delivery, in another category or with other hashes.
    """

    revision: int
    time: str
    action: Action
    reason: str
    stated: str
    list: str
    source: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The withdrawn listings of a segment: rows of WITHDRAWN_ROW, ascending by row, and what their causes mean."""

    rows: NDArray[np.void]
    causes: tuple[Cause, ...]

    def cause_of(self, row: int) -> tuple[Cause, int] | None:
        """Return why a listing is withdrawn and by which record of the delivery; None for one that is not."""
        at = int(np.searchsorted(self.rows["row"], row))
        if at == len(self.rows) or int(self.rows["row"][at]) != row:
            return None
        return self.causes[int(self.rows["cause"][at])], int(self.rows["record"][at])


NOTHING = Withdrawn(np.zeros(0, dtype=WITHDRAWN_ROW), ())


def read(set_folder: Path, facts: WithdrawnFacts | None, listings: int) -> Withdrawn:
    """Read and check the withdrawn rows of a segment of so many listings.

    Raises `KnownSetCorrupt`, FileNotFoundError.
    """
    if facts is None:
        return NOTHING
    folder = set_folder / layout.WITHDRAWN
    raw = _checked(folder, facts.rows)
    causes = tuple(Cause(**json.loads(line)) for line in _checked(folder, facts.causes).splitlines())
    rows = np.frombuffer(raw, dtype=WITHDRAWN_ROW) if len(raw) % WITHDRAWN_ROW.itemsize == 0 else NOTHING.rows
    numbers = rows["row"].astype(np.int64)
    if (
        len(rows) != facts.count
        or not len(rows)
        or int(numbers[-1]) >= listings
        or bool((np.diff(numbers) <= 0).any())
        or int(rows["cause"].max()) >= len(causes)
    ):
        raise KnownSetCorrupt(folder / facts.rows.name, "its rows do not fit the segment")
    return Withdrawn(rows, causes)


def write(
    set_folder: Path, segment_id: str, revision: int, rows: NDArray[np.void], causes: Sequence[Cause]
) -> WithdrawnFacts | None:
    """Write the withdrawn rows of a segment as of a revision; None where there are none. `rows` in any order."""
    if not len(rows):
        return None
    folder = set_folder / layout.WITHDRAWN
    folder.mkdir(exist_ok=True)
    used, renumbered = np.unique(rows["cause"], return_inverse=True)
    ordered = rows.copy()
    ordered["cause"] = renumbered
    ordered = ordered[np.argsort(ordered["row"])]
    name = f"{segment_id}-{revision:08}"
    (folder / f"{name}.rows").write_bytes(ordered.tobytes())
    lines = [canonical_json.dumps(asdict(causes[cause])) + b"\n" for cause in used.tolist()]
    (folder / f"{name}.causes").write_bytes(b"".join(lines))
    return WithdrawnFacts(
        len(ordered), layout.file_facts(folder / f"{name}.rows"), layout.file_facts(folder / f"{name}.causes")
    )


def check(set_folder: Path, facts: WithdrawnFacts) -> None:
    """Digest the two files again. Raises `KnownSetCorrupt`."""
    for stored in (facts.rows, facts.causes):
        _checked(set_folder / layout.WITHDRAWN, stored)


def _checked(folder: Path, stored: StoredFile) -> bytes:
    raw = (folder / stored.name).read_bytes()
    if len(raw) != stored.size or hashlib.sha256(raw).hexdigest() != stored.sha256:
        raise KnownSetCorrupt(folder / stored.name, "its SHA-256 is not the one that was recorded")
    return raw
