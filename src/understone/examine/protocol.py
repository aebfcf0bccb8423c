"""What the run and its workers say to each other, as JSON.

Not pickle: a worker decodes hostile input, and what comes from it must not be able to run code in the process that
holds the known sets and the case file. Each message is parsed into one of these types where it arrives.
"""

import base64
import dataclasses
import json
from dataclasses import dataclass
from multiprocessing.connection import Connection

from understone.digests import DigestKind, Digests
from understone.evidence.entries import Entry, Moment, Segment, Volume, WalkFault
from understone.media.camera import UNKNOWN, Camera

# ---- to a worker


@dataclass(frozen=True, slots=True)
class OpenEvidence:
    """Open the evidence and say what it is. Sent first, to every worker.

    `digests`: what the known sets can answer. `decode`: whether pictures are decoded for their PDQ.
    `not_opened`: volumes that hung or ended a worker when they were opened.
    """

    path: str
    digests: tuple[DigestKind, ...]
    decode: bool = True
    not_opened: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WalkVolume:
    """List a volume's entries from `start` on (those before are stored already), entering no folder in `skip`."""

    ordinal: int
    start: int
    skip: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """Read an entry's content, digest it, decode a picture. `every_digest`: all kinds, for a finding."""

    entry_id: int
    ordinal: int
    address: str
    size: int
    every_digest: bool = False


@dataclass(frozen=True, slots=True)
class ReadEntries:
    """Entries to read, in this order."""

    items: tuple[ReadEntry, ...]


@dataclass(frozen=True, slots=True)
class CheckStored:
    """Digest the whole medium and compare it with what its container states."""


Task = OpenEvidence | WalkVolume | ReadEntries | CheckStored

# ---- from a worker

LEFT_OUT = "left out"
"""The reason of a picture that was not decoded because only exact look-ups were asked for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The evidence as a worker found it; `isolation` says which of the limits the system allowed."""

    kind: str
    size: int | None
    segments: tuple[Segment, ...]
    stored: Digests
    volumes: tuple[Volume, ...]
    fingerprint: str
    isolation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A task failed as a whole, with an error for people."""

    what: str
    where: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Walked:
    """Entries and faults in walking order; the first has number `start`."""

    ordinal: int
    start: int
    items: tuple[Entry | WalkFault, ...]
    last: bool


@dataclass(frozen=True, slots=True)
class PictureRead:
    """What decoding a picture gave: its hash, or why there is none (`LEFT_OUT`: it was not asked for); its camera."""

    width: int | None
    height: int | None
    pdq: bytes | None
    quality: int | None
    reason: str
    detail: str
    camera: Camera = UNKNOWN


@dataclass(frozen=True, slots=True)
class EntryRead:
    """What reading an entry gave. `state` is `read`, `unreadable` or `failed`; `family` is '' if it is no media."""

    entry_id: int
    state: str
    reason: str
    size: int
    digests: Digests
    family: str
    format: str
    mime: str
    picture: PictureRead | None


@dataclass(frozen=True, slots=True)
class EntriesRead:
    """Entries that were read, in the order in which they were asked for."""

    items: tuple[EntryRead, ...]


@dataclass(frozen=True, slots=True)
class StoredChecked:
    """Whether the medium has the digests that its container states; None if it states none."""

    agrees: bool | None


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """How far the check of the stored digest is, in bytes."""

    done: int


Report = Opened | Refused | Walked | EntriesRead | StoredChecked | CheckProgress

_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        OpenEvidence,
        WalkVolume,
        ReadEntry,
        ReadEntries,
        CheckStored,
        Opened,
        Refused,
        Walked,
        PictureRead,
        Camera,
        EntryRead,
        EntriesRead,
        StoredChecked,
        CheckProgress,
        Entry,
        WalkFault,
        Moment,
        Volume,
        Segment,
        Digests,
    )
}
_FIELDS = {name: tuple(field.name for field in dataclasses.fields(kind)) for name, kind in _TYPES.items()}


def send(connection: Connection, message: Task | Report) -> None:
    """Send one message. Raises `OSError` if the other end is gone."""
    connection.send_bytes(json.dumps(_packed(message), separators=(",", ":")).encode("ascii"))


def receive(connection: Connection) -> Task | Report:
    """Wait for one message. Raises `EOFError` if the other end is gone, `ValueError` if it talks nonsense."""
    message = _unpacked(json.loads(connection.recv_bytes()))
    if not isinstance(message, Task | Report):
        raise ValueError(f"not a message: {type(message).__name__}")  # noqa: TRY004 — for the caller it is bad data
    return message


def _packed(value: object) -> object:
    """Turn a message into JSON: a record becomes `[name, field, …]`, bytes become `{"b": base64}`."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode("ascii")}
    if isinstance(value, tuple):
        return {"t": [_packed(item) for item in value]}
    name = type(value).__name__
    return [name, *(_packed(getattr(value, field)) for field in _FIELDS[name])]


def _unpacked(value: object) -> object:
    if isinstance(value, list):
        name, *fields = value
        if name not in _TYPES or len(fields) != len(_FIELDS[name]):
            raise ValueError(f"not a message: {name!r:.80}")
        return _TYPES[name](*(_unpacked(field) for field in fields))
    if isinstance(value, dict):
        if "b" in value:
            return base64.b64decode(value["b"])
        return tuple(_unpacked(item) for item in value["t"])
    return value
