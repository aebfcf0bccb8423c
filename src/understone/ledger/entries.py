"""What is written: an author's draft, the entry made of it, and the leaf that the tree holds (specification §12).

The leaf commits to its payload with a salt: SHA-256(salt ‖ payload). Payload and salt lie beside the leaf and can be
erased; every proof stays valid, and 32 random bytes leave nothing to guess.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from understone import canonical_json
from understone.canonical_json import Value
from understone.errors import LedgerError

VERSION = 1
SALT_BYTES = 32
_FIELDS = frozenset(
    "v seq op_id at occurred_at org actor role event object rev op commit recipients".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts: the organisation, the person's pseudonym, the role in which they act."""

    org: str
    actor: str
    role: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be recorded. `occurred_at` (aware) where the fact is older than the entry; `rev` of `object`."""

    event: str
    object: str | None
    rev: int | None
    payload: Mapping[str, Value]
    occurred_at: datetime | None = None
    recipients: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. `seq` counts from 0 and is the leaf's index; `op` is the kind of s62."""

    v: int
    seq: int
    op_id: UUID
    at: datetime
    occurred_at: datetime | None
    org: str
    actor: str
    role: str
    event: str
    object: str | None
    rev: int | None
    op: str
    commit: bytes
    recipients: tuple[str, ...]

    def leaf(self) -> bytes:
        """Return the canonical JSON (RFC 8785) that the tree holds."""
        return canonical_json.dumps(
            {
                "v": self.v,
                "seq": self.seq,
                "op_id": str(self.op_id),
                "at": as_text(self.at),
                "occurred_at": None if self.occurred_at is None else as_text(self.occurred_at),
                "org": self.org,
                "actor": self.actor,
                "role": self.role,
                "event": self.event,
                "object": self.object,
                "rev": self.rev,
                "op": self.op,
                "commit": self.commit.hex(),
                "recipients": list(self.recipients),
            }
        )

    @classmethod
    def from_leaf(cls, leaf: bytes) -> "Entry":
        """Read a leaf. Raises `LeafUnreadable` for anything that `leaf()` would not have written byte for byte."""
        try:
            data = json.loads(leaf)
            if not isinstance(data, dict) or data.keys() != _FIELDS:
                raise LeafUnreadable("its fields are not those of a leaf")
            occurred = data["occurred_at"]
            entry = cls(
                v=data["v"],
                seq=data["seq"],
                op_id=UUID(data["op_id"]),
                at=as_time(data["at"]),
                occurred_at=None if occurred is None else as_time(occurred),
                org=data["org"],
                actor=data["actor"],
                role=data["role"],
                event=data["event"],
                object=data["object"],
                rev=data["rev"],
                op=data["op"],
                commit=bytes.fromhex(data["commit"]),
                recipients=tuple(data["recipients"]),
            )
            again = entry.leaf()
        except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise LeafUnreadable(str(error)) from error
        if again != leaf:
            raise LeafUnreadable("it is not in canonical form")
        return entry


class LeafUnreadable(LedgerError):
    """Bytes are no leaf of ours."""

    def __init__(self, why: str) -> None:
        super().__init__(f"a leaf cannot be read: {why}", "leaf", "run `understone ledger verify`")


def commitment(salt: bytes, payload_jcs: bytes) -> bytes:
    """Return SHA-256(salt ‖ payload in canonical JSON)."""
    return hashlib.sha256(salt + payload_jcs).digest()


def as_text(moment: datetime) -> str:
    """Return a time in UTC with microseconds, always of one width: `2026-11-25T09:05:42.000000Z`."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone has no place in the ledger")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def as_time(text: str) -> datetime:
    """Read what `as_text` wrote, and nothing else. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if as_text(moment) != text:
        raise ValueError(f"{text[:40]!r} is not a time in UTC with microseconds")
    return moment
