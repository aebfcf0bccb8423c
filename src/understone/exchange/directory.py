"""The directory of public keys, `keys.json`: whose key, for what, from when until when, revoked when and why.

It is handed over by a way that is trusted (in person, its digest read out by telephone), never inside a package. The
agency named in it is the only organisation whose persons sign packages.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from understone.exchange import typed_json
from understone.exchange.errors import DirectoryError, RevokedKey, SchemaUnknown, UnknownSigner
from understone.exchange.typed_json import KeyIdText, Moment, Pattern, Words, moment

SCHEMA = "understone/key-directory/1"


class KeyKind(StrEnum):
    """What a key is for. A recovery key is a sealing key that is kept offline."""

    SIGN = "sign"
    SEAL = "seal"
    RECOVER = "recover"


@dataclass(frozen=True, slots=True)
class Entry:
    """One public key: Ed25519 in hexadecimal (sign) or an age recipient (seal, recover).

    `person` is the pseudonym of the person who alone holds it, None for the key of an organisation. It is live from
    `effective` until `until` (not included; None: no end yet).
    """

    key_id: KeyIdText
    kind: KeyKind
    owner: Words
    organisation: Words
    person: Words | None
    public: Annotated[str, Pattern(r"[0-9a-f]{64}|age1[02-9ac-hj-np-z]{58}", "a public key")]
    effective: Moment
    until: Moment | None
    revoked_at: Moment | None
    cause: Words | None

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        if self.public.startswith("age1") == (self.kind is KeyKind.SIGN):
            return "the public key is of another kind"
        if key_id(self.public) != self.key_id:
            return "the key id is not that of the public key"
        if (self.revoked_at is None) != (self.cause is None):
            return "a revocation has a time and a cause"
        return None

    def live(self, earliest: datetime, latest: datetime) -> bool:
        """Tell whether the key was in effect at some moment between the two; says nothing of revocation."""
        return moment(self.effective) <= latest and (self.until is None or moment(self.until) > earliest)


@dataclass(frozen=True, slots=True)
class Directory:
    """All keys that are known, revoked ones too."""

    schema: Annotated[str, Pattern(SCHEMA, f"the schema {SCHEMA}")]
    agency: Words
    entries: tuple[Entry, ...]

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        ids = [entry.key_id for entry in self.entries]
        return "a key stands twice" if len(set(ids)) != len(ids) else None

    def find(self, wanted: str) -> Entry | None:
        """Return the entry of a key id, or None."""
        return next((entry for entry in self.entries if entry.key_id == wanted), None)


def key_id(public: str) -> str:
    """Return the id of a public key: SHA-256, the first 16 bytes, hexadecimal.

    Of the 32 raw bytes of an Ed25519 key, or of the characters of an age recipient.
    """
    raw = public.encode("ascii") if public.startswith("age1") else bytes.fromhex(public)
    return hashlib.sha256(raw).hexdigest()[:32]


def signer(
    directory: Directory, wanted: str, where: str, *, earliest: datetime, latest: datetime, vouched: datetime | None
) -> Entry:
    """Return the entry of a key that may have signed between `earliest` and `latest`.

    A signature carries no time that its own key could not have forged, so a revoked key vouches for nothing, whatever
    time is stated, unless we ourselves held the signature at `vouched`, before the revocation. Raises `UnknownSigner`,
    `RevokedKey`.
    """
    entry = directory.find(wanted)
    if entry is None or entry.kind is not KeyKind.SIGN:
        raise UnknownSigner(where, wanted, "which no directory of yours names as a signing key")
    if entry.revoked_at is not None and (vouched is None or moment(entry.revoked_at) <= vouched):
        raise RevokedKey(where, wanted, entry.revoked_at, entry.cause or "no cause stated")
    if not entry.live(earliest, latest):
        raise UnknownSigner(where, wanted, "which was not in effect at that time")
    return entry


def recipients(directory: Directory, organisation: str, at: datetime) -> list[str]:
    """Return the age recipients that a file to `organisation` is sealed to: its live sealing and recovery keys.

    Raises `DirectoryError` if it has no live sealing key; a recovery key alone is not enough.
    """
    live = [
        entry
        for entry in directory.entries
        if entry.organisation == organisation
        and entry.kind is not KeyKind.SIGN
        and entry.revoked_at is None
        and entry.live(at, at)
    ]
    if not any(entry.kind is KeyKind.SEAL for entry in live):
        raise DirectoryError(
            f"{organisation} has no sealing key in effect", "key directory", "ask the force for its newest public key"
        )
    return sorted(entry.public for entry in live)


def add(directory: Directory, entry: Entry) -> Directory:
    """Return the directory with one more key. Raises `DirectoryError`."""
    if directory.find(entry.key_id):
        raise DirectoryError("this key is in the directory already", entry.key_id, "make a new key with `keys new`")
    return replace(directory, entries=(*directory.entries, entry))


def end(directory: Directory, wanted: str, at: datetime) -> Directory:
    """Return the directory in which a key is in effect only until `at`. Raises `DirectoryError`."""
    entry = _known(directory, wanted)
    if entry.until is not None and moment(entry.until) <= at:
        raise DirectoryError(f"this key ended {entry.until}", wanted, "make a new one: an ended key does not come back")
    if at <= moment(entry.effective):
        raise DirectoryError(f"this key begins only {entry.effective}", wanted, "give a later time, or revoke it")
    return _changed(directory, replace(entry, until=typed_json.moment_text(at)))


def revoke(directory: Directory, wanted: str, at: datetime, cause: str) -> Directory:
    """Return the directory in which a key is revoked. Raises `DirectoryError`."""
    entry = _known(directory, wanted)
    if entry.revoked_at is not None:
        raise DirectoryError(f"this key was revoked {entry.revoked_at}", wanted, "nothing is left to do")
    return _changed(directory, replace(entry, revoked_at=typed_json.moment_text(at), cause=cause))


def _known(directory: Directory, wanted: str) -> Entry:
    entry = directory.find(wanted)
    if entry is None:
        raise DirectoryError("no such key in the directory", wanted, "see `understone keys list`")
    return entry


def _changed(directory: Directory, entry: Entry) -> Directory:
    return replace(directory, entries=tuple(entry if e.key_id == entry.key_id else e for e in directory.entries))


def load(path: Path) -> Directory:
    """Read `keys.json`. Raises `DirectoryError`."""
    try:
        return typed_json.read(Directory, path.read_bytes(), str(path))
    except OSError as error:
        raise DirectoryError(error.strerror or str(error), str(path), "give the keys.json of the agency") from None
    except SchemaUnknown as error:
        raise DirectoryError(f"no directory of keys: {error.what}", str(path), "get it again from the agency") from None


def to_bytes(directory: Directory) -> bytes:
    """Return the directory as canonical JSON. Raises `SchemaUnknown` where it breaks its own schema."""
    content = typed_json.write(directory)
    typed_json.read(Directory, content, "key directory")
    return content
