"""One hash made to match nothing for a while, without a change of any list: for a hash that is found to be wrong.

Every listing that carries the hash matches nothing meanwhile, whatever kind of hash it is asked by, also one that a
later delivery adds: the same content would otherwise match by its next digest. It is over by itself on time.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from understone.known import folder, revision
from understone.known.errors import HashNotDisabled, UntilNotAhead
from understone.known.formats.text import storable
from understone.known.listings import HashKind
from understone.known.manifest import Disabled, Manifest
from understone.known.revision import TOOL, Change


@dataclass(frozen=True, slots=True)
class DisableResult:
    """The new revision and the hashes that are disabled in it."""

    path: Path
    name: str
    digest: str
    revision: int
    disabled: tuple[Disabled, ...]


def disable(
    directory: Path,
    kind: HashKind,
    value: bytes,
    *,
    until: datetime | None,
    reason: str,
    by: str | None = None,
) -> DisableResult:
    """Disable a hash from now on, until a time with a zone or, with None, until `enable`; a second time renews it.

    Whether the set holds the hash does not matter: a later delivery may bring it. Raises `UntilNotAhead`, other
    `KnownError`, OSError; the set is then as it was.
    """
    now = datetime.now(UTC)
    if until is not None and until.tzinfo is None:
        raise UntilNotAhead(directory, until.isoformat(), "it has no zone")
    if until is not None and until <= now:
        raise UntilNotAhead(directory, until.isoformat(), "that is past")
    ends = "" if until is None else until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with folder.only_writer(directory):
        present = revision.begin(directory)
        person = revision.person(by)
        new = Disabled(
            kind=kind,
            hash=value.hex(),
            since=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            until=ends,
            reason=storable(reason),
            by=person,
            revision=present.revision + 1,
        )
        others = tuple(each for each in present.disabled if (each.kind, each.hash) != (kind, new.hash))
        change = Change(
            "disable",
            new.since,
            person,
            reason=new.reason,
            parameters={"kind": kind, "hash": new.hash, "until": ends},
        )
        return _changed(directory, present, (*others, new), change)


def enable(directory: Path, kind: HashKind, value: bytes, *, reason: str, by: str | None = None) -> DisableResult:
    """End the disabling of a hash. Raises `HashNotDisabled`, other `KnownError`, OSError."""
    with folder.only_writer(directory):
        present = revision.begin(directory)
        others = tuple(each for each in present.disabled if (each.kind, each.hash) != (kind, value.hex()))
        if len(others) == len(present.disabled):
            raise HashNotDisabled(directory, f"{kind} {value.hex()}")
        change = Change(
            "enable",
            revision.now_text(),
            revision.person(by),
            reason=storable(reason),
            parameters={"kind": kind, "hash": value.hex()},
        )
        return _changed(directory, present, others, change)


def _changed(directory: Path, present: Manifest, disabled: tuple[Disabled, ...], change: Change) -> DisableResult:
    state = replace(
        present,
        tool=TOOL,
        revision=present.revision + 1,
        identity=change.identity_after(present.identity),
        disabled=disabled,
    )
    try:
        newest = revision.publish(directory, state, change, present)
    except BaseException:
        revision.undo(directory)
        raise
    revision.let_go(directory, newest)
    return DisableResult(directory, newest.name, newest.identity, newest.revision, newest.disabled)
