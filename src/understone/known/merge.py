"""Segments → one segment of the listings that are still to be held, and of those whose withdrawal is to be explained.

Listings that were superseded are left behind: the list says something else of them now, and the log says since when.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np

from understone import canonical_json
from understone.known import layout, withdrawn
from understone.known.deliveries import with_file
from understone.known.errors import KnownSetCorrupt
from understone.known.layout import WITHDRAWN_ROW, SegmentFacts
from understone.known.listings import Source
from understone.known.segment import Rows
from understone.known.segment_writer import SegmentWriter
from understone.known.withdrawn import Cause
from understone.known.working import Working

_CHUNK = 1 << 15


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged. `number` gives for rows the numbers of their sources, where they are not final yet."""

    working: Working
    number: Callable[[Rows], Rows] | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """The new segment, and how many of its listings share a hash with an earlier one."""

    facts: SegmentFacts
    shared: int


def new_segment_id() -> str:
    """Return a name that no segment of any set has."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def merge(
    set_folder: Path,
    parts: Sequence[Part],
    sources: Sequence[Source],
    *,
    revision: int,
    role: Literal["base", "delta"],
    step: Callable[[str], None],
) -> Merged | None:
    """Write one segment out of several, in their order; None where nothing of them is to be held."""
    segment_id = new_segment_id()
    folder = set_folder / layout.SEGMENTS / segment_id
    graves: list[tuple[int, int, int]] = []
    causes: dict[Cause, int] = {}
    count = 0
    kept = [_rows_to_keep(part.working) for part in parts]
    if not any(len(rows) for rows in kept):
        return None
    with SegmentWriter(folder) as writer:
        for part, rows in zip(parts, kept, strict=True):
            gone, why = part.working.graves()
            buried = {
                row: (why[cause], record)
                for row, cause, record in zip(
                    gone["row"].tolist(), gone["cause"].tolist(), gone["record"].tolist(), strict=True
                )
                if why[cause].action != "superseded"
            }
            step("merging listings")
            for start in range(0, len(rows), _CHUNK):
                chunk = rows[start : start + _CHUNK]
                numbers = None if part.number is None else part.number(chunk).tolist()
                read = part.working.segment.sources_and_listings(chunk)
                for place, (row, (source, listing)) in enumerate(zip(chunk.tolist(), read, strict=True)):
                    writer.add(listing, source if numbers is None else numbers[place])
                    if row in buried:
                        cause, record = buried[row]
                        graves.append((count, causes.setdefault(cause, len(causes)), record))
                    count += 1
        written = writer.finish(segment_id, step, role=role)
    if written.facts.listings != count:
        raise KnownSetCorrupt(set_folder, "two listings of one delivery are the same, which cannot be")
    facts = write_sources(set_folder, written.facts, sources)
    rows_gone = np.array(graves, dtype=WITHDRAWN_ROW)
    facts = replace(facts, withdrawn=withdrawn.write(set_folder, segment_id, revision, rows_gone, tuple(causes)))
    return Merged(facts, written.merged)


def write_sources(set_folder: Path, facts: SegmentFacts, sources: Iterable[Source]) -> SegmentFacts:
    """Write which deliveries a segment's listings came with; return its facts with that file."""
    path = set_folder / layout.SEGMENTS / facts.id / layout.SOURCES
    lines = [canonical_json.dumps(asdict(source)) + b"\n" for source in sorted(sources, key=lambda each: each.number)]
    path.write_bytes(b"".join(lines))
    return with_file(facts, path)


def _rows_to_keep(working: Working) -> Rows:
    """Return the rows that are alive, and those whose withdrawal is to be explained, ascending."""
    keep = ~working.now
    gone, causes = working.graves()
    explained = np.array([cause.action != "superseded" for cause in causes], dtype=bool)
    if len(gone):
        keep[gone["row"][explained[gone["cause"]]]] = True
    return np.flatnonzero(keep).astype(np.int64)
