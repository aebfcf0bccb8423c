"""The log of a known set: one line of canonical JSON a revision, each with the SHA-256 of the line before.

The file only grows. The manifest says how far it is the set's; what stands after that is the line of a change that was
never completed, which readers pass over and the next writer cuts off. So no line can be changed, taken out or put in
without the chain, the manifest or the kept revisions telling.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from understone import canonical_json
from understone.known import layout
from understone.known.errors import KnownSetCorrupt
from understone.known.manifest import LogFacts, read_manifest


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What one revision changed: when, by whom, what, from which deliveries, why.

    `sources` are deliveries with their SHA-256 and counts, `counts` of the whole change, `parameters` what else was
    said. `identity` is the set's afterwards; `state` the SHA-256 of the revision's file; `previous` that of the line
    before, empty for the first.
    """

    revision: int
    time: str
    by: str
    action: str
    list: str
    reason: str
    tool: str
    identity: str
    state: str
    previous: str
    sources: tuple[Mapping[str, Any], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> bytes:
        """Return the line of the log."""
        return canonical_json.dumps(asdict(self)) + b"\n"


def read_log(folder: Path) -> Iterator[LogEntry]:
    """Yield every revision of a set, the first one first, and check the chain while it is read.

    Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`.
    """
    facts = read_manifest(folder).log
    assert facts is not None
    yield from read_entries(folder, facts)


def read_entries(folder: Path, facts: LogFacts) -> Iterator[LogEntry]:
    """Yield the entries of the log as far as a manifest says. Raises `KnownSetCorrupt`."""
    path = folder / layout.LOG
    try:
        with path.open("rb") as source:
            if hashlib.sha256(source.read(facts.start)).hexdigest() != facts.before:
                raise KnownSetCorrupt(path, "what stands before this set's log is not what was recorded")
            at, previous = facts.start, ""
            while at < facts.end:
                line = source.readline(facts.end - at)
                entry = _entry(path, line, previous)
                at += len(line)
                previous = hashlib.sha256(line).hexdigest()
                yield entry
    except FileNotFoundError:
        raise KnownSetCorrupt(path, "its log is missing") from None
    if at != facts.end or previous != facts.last:
        raise KnownSetCorrupt(path, "its last line is not the one that the manifest names")


def append(folder: Path, entry: LogEntry, facts: LogFacts | None) -> LogFacts:
    """Write a line at the end of a set's log and return how far the log goes then.

    What stands after `facts` is cut off first; without `facts` all that stands is kept, as it belongs to another set.
    """
    path = folder / layout.LOG
    with path.open("r+b" if path.exists() else "w+b") as sink:
        if facts is None:
            content = sink.read()
            if content and not content.endswith(b"\n"):
                sink.write(b"\n")
                content += b"\n"
            facts = LogFacts(len(content), len(content), "", hashlib.sha256(content).hexdigest())
        else:
            if sink.seek(0, 2) < facts.end:
                raise KnownSetCorrupt(path, "its log is shorter than the manifest says")
            sink.truncate(facts.end)
            sink.seek(facts.end)
        line = entry.line()
        sink.write(line)
    return LogFacts(facts.start, facts.end + len(line), hashlib.sha256(line).hexdigest(), facts.before)


def _entry(path: Path, line: bytes, previous: str) -> LogEntry:
    try:
        fields = json.loads(line)
        entry = LogEntry(**{**fields, "sources": tuple(fields["sources"])})
        intact = entry.line() == line and entry.previous == previous
    except (ValueError, TypeError, KeyError) as error:
        raise KnownSetCorrupt(path, f"a line of its log cannot be read ({type(error).__name__})") from error
    if not intact:
        raise KnownSetCorrupt(path, f"the line of revision {entry.revision} does not fit the line before it")
    return entry
