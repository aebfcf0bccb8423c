"""What a reader makes of a tip: its captures, what was odd about it, and everything that it said."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from understone.canonical_json import Value
from understone.exchange.package_terms import Bool3, EventKind


class CaptureKind(StrEnum):
    """What a capture identifies (specification §4)."""

    IP = "ip"
    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    NAME = "name"
    ADDRESS = "address"
    DEVICE = "device"
    URL = "url"
    FILE = "file"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class ParsedCapture:
    """One event or identifier. `value` has the characters as received; `occurred_at` only where the zone is certain.

    `service` (of an account or handle), `country` (of a number) and `born` (beside a name, ISO) are what the source
    stated beside it, never what we think. `json_path` is its place in the parsed form: `$.persons[0].email[1]`.
    """

    json_path: str
    kind: CaptureKind
    value: str
    port: int | None = None
    occurred_at: datetime | None = None
    raw_time: str | None = None
    offset_known: bool = False
    event: EventKind = EventKind.UNKNOWN
    proxy: Bool3 = Bool3.UNKNOWN
    viewed_by_source: Bool3 = Bool3.UNKNOWN
    verified: Bool3 = Bool3.UNKNOWN
    service: str | None = None
    country: str | None = None
    born: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An oddity that did not stop the reading: where it lies, a code word, a sentence."""

    json_path: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedReferral:
    """One tip as read. `content` is all of it, unknown keys included, as JSON without floats (they are kept as text).

    Two tips with equal `content` have equal content digests: nothing of how or when it was received belongs there.
    """

    format: str
    source_ref: str | None
    urgent: bool
    child_named: bool
    captures: tuple[ParsedCapture, ...]
    notes: tuple[Note, ...]
    content: dict[str, Value]
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that no referral could be made of: they go to quarantine, whole. `where` names line, record or path."""

    where: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Tip:
    """What one delivery held at one place: the bytes that belong to it alone, and what was read of them."""

    original: bytes = field(repr=False)
    read: ParsedReferral | Unreadable
