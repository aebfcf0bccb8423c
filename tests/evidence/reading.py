"""Short words for what most tests of evidence do: open, list, read, digest."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from understone.evidence import Evidence, open_evidence
from understone.evidence.entries import Entry, WalkFault


def walked(evidence: Evidence, ordinal: int = 0) -> tuple[list[Entry], list[WalkFault]]:
    """Return the entries and the faults of a volume."""
    items = list(evidence.walk(ordinal))
    return [i for i in items if isinstance(i, Entry)], [i for i in items if isinstance(i, WalkFault)]


def entries(evidence: Evidence, ordinal: int = 0) -> dict[str, Entry]:
    """Return the entries of a volume by `path` or `path:stream`; two of one name fail the test, as does a fault."""
    found, faults = walked(evidence, ordinal)
    assert not faults
    named = {named_path(entry): entry for entry in found}
    assert len(named) == len(found)
    return named


def named_path(entry: Entry) -> str:
    """Return the path with its stream, as `fls` writes it."""
    return f"{entry.path}:{entry.stream}" if entry.stream else entry.path


def content(evidence: Evidence, entry: Entry, ordinal: int = 0, block: int = 1 << 20) -> bytes:
    """Return all of an entry's content, read in blocks."""
    opened = evidence.open(ordinal, entry.address)
    try:
        assert opened.size == entry.size
        return b"".join(opened.read(offset, block) for offset in range(0, opened.size, block))
    finally:
        opened.close()


def all_of(image: Path, ordinal: int = 0) -> dict[str, bytes]:
    """Return the content of every file of a volume by path, but for what is only a hole or is no longer its own."""
    with open_evidence(image) as evidence:
        found = entries(evidence, ordinal).items()
        return {name: content(evidence, e, ordinal) for name, e in found if e.kind == "file" and _is_own(e)}


def _is_own(entry: Entry) -> bool:
    return entry.allocation != "reallocated" and not is_hole(entry)


def is_hole(entry: Entry) -> bool:
    """Tell whether not one byte of an entry is stored."""
    return bool(entry.runs) and all(offset < 0 for offset, _ in entry.runs)


def md5(data: bytes) -> str:
    """Return the MD5 in hexadecimal."""
    return hashlib.md5(data).hexdigest()


def from_runs(evidence: Evidence, entry: Entry) -> bytes:
    """Return what the medium holds at the runs of an entry, zeros for holes."""
    return b"".join(
        bytes(length) if offset < 0 else evidence.read_medium(offset, length) for offset, length in entry.runs
    )


Told = list[tuple[str, str]]


def listening() -> tuple[Told, Callable[[str, str], None]]:
    """Return a list and the function that adds to it what a walk tells its watchdog."""
    told: Told = []
    return told, lambda path, address: told.append((path, address))


def every(evidence: Evidence) -> Iterator[tuple[int, Entry | WalkFault]]:
    """Yield what every volume holds."""
    for volume in evidence.volumes:
        for item in evidence.walk(volume.ordinal):
            yield volume.ordinal, item
