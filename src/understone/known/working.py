"""The segments of a set while it is being changed: what is dead in each, and what this change makes so and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from understone.known import withdrawn
from understone.known.dead import mask
from understone.known.layout import WITHDRAWN_ROW, WithdrawnFacts
from understone.known.listings import Source
from understone.known.manifest import Manifest
from understone.known.segment import Rows, Segment, open_segment
from understone.known.withdrawn import Cause, Withdrawn


@dataclass(slots=True)
class Working:
    """One segment under change.

    `before` and `now` mark the rows that are dead. A row of this change's own segment may be `dropped` too: it never
    was in the set. `causes` are of this change; `withdrawn` is what was withdrawn before it.
    """

    segment: Segment
    withdrawn: Withdrawn
    sources: tuple[Source, ...]
    before: NDArray[np.bool_]
    now: NDArray[np.bool_]
    causes: list[Cause] = field(default_factory=list)
    _killed: list[NDArray[np.void]] = field(default_factory=list)
    _places: dict[Cause, int] = field(default_factory=dict)

    def numbers_of(self, list_name: str | None) -> Rows:
        """Return the numbers of the sources that are deliveries of a list, ascending; None means of any list."""
        return np.array(
            sorted(s.number for s in self.sources if list_name is None or s.list == list_name), dtype=np.int64
        )

    def kill(self, rows: Rows, cause: Cause, records: Rows | int = 0) -> int:
        """Make listings dead, each by a record of the delivery; return how many of them lived until now."""
        alive = ~self.now[rows]
        rows, first = np.unique(rows[alive], return_index=True)
        if not len(rows):
            return 0
        if cause not in self._places:
            self._places[cause] = len(self.causes)
            self.causes.append(cause)
        killed = np.zeros(len(rows), dtype=WITHDRAWN_ROW)
        killed["row"] = rows
        killed["cause"] = self._places[cause]
        killed["record"] = records if isinstance(records, int) else records[alive][first]
        self._killed.append(killed)
        self.now[rows] = True
        return len(rows)

    def drop(self, rows: Rows) -> int:
        """Take out rows of this change's own segment as if they had not come; return how many stood until now."""
        alive = int((~self.now[rows]).sum())
        self.now[rows] = True
        self.before[rows] = True
        return alive

    @property
    def killed(self) -> NDArray[np.void]:
        """The rows that this change made dead."""
        return np.concatenate([*self._killed, np.zeros(0, dtype=WITHDRAWN_ROW)])

    def graves(self) -> tuple[NDArray[np.void], tuple[Cause, ...]]:
        """Return all withdrawn rows, those of before and of this change, and their causes."""
        killed = self.killed
        killed["cause"] += len(self.withdrawn.causes)
        return np.concatenate([self.withdrawn.rows, killed]), (*self.withdrawn.causes, *self.causes)

    def write_withdrawn(self, set_folder: Path, revision: int) -> WithdrawnFacts | None:
        """Write what is withdrawn now, if this change withdrew anything; return what the manifest is to name."""
        if not self._killed:
            return self.segment.facts.withdrawn
        rows, causes = self.graves()
        return withdrawn.write(set_folder, self.segment.facts.id, revision, rows, causes)


def open_all(set_folder: Path, manifest: Manifest) -> list[Working]:
    """Open the segments of a set to change it. Raises `KnownSetCorrupt`."""
    return [open_one(set_folder, open_segment(set_folder, facts)) for facts in manifest.segments]


def open_one(set_folder: Path, segment: Segment) -> Working:
    """Take a segment into hand."""
    gone = withdrawn.read(set_folder, segment.facts.withdrawn, len(segment.listings))
    dead = mask(len(segment.listings), gone.rows["row"].astype(np.int64))
    return Working(segment, gone, segment.read_sources(), dead, dead.copy())


def fresh(segment: Segment) -> Working:
    """Take this change's own segment into hand: nothing in it is dead, its sources are not counted yet."""
    none = mask(len(segment.listings))
    return Working(segment, withdrawn.NOTHING, (), none, none.copy())


def lists_of(working: Sequence[Working]) -> list[str]:
    """Return the names of the lists that a set holds, in the order in which they first came."""
    sources = sorted((source for each in working for source in each.sources), key=lambda source: source.number)
    return list(dict.fromkeys(source.list for source in sources))
