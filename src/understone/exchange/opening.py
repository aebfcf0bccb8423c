"""From a sealed file to what it says: everything is verified before anything is given, stored or shown.

The order is that of trust: size, decryption, tar, envelope and signers, manifest, recipient, digests, body, contents,
replay, standing. Nothing is written here; a refusal is recorded as `package.refused` and raised.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from understone.errors import ExchangeError
from understone.exchange import attachments, dsse, manifest, package, tarball
from understone.exchange.directory import Directory
from understone.exchange.errors import (
    Expired,
    MediaRefused,
    Refusal,
    ReplayConflict,
    SchemaUnknown,
    Tampered,
    TooLarge,
    Withdrawn,
    WrongRecipient,
)
from understone.exchange.manifest import Manifest
from understone.exchange.package import Package
from understone.exchange.signers import Signer, package_signers
from understone.exchange.typed_json import moment

SEALED_AT_MOST = tarball.ALL_AT_MOST + (1 << 20)


class Record(Protocol):
    """Writes one event to a ledger: its name and its payload, as the operation's table of events gives them."""

    def __call__(self, event: str, payload: Mapping[str, Any], about: str | None = None) -> None:
        """Write it; `about` is the dissemination, where it is known. Raises where it cannot: then nothing is done."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was opened before under a dissemination, when, and the first receipt for it (its envelope), if any."""

    envelope_digest: str
    opened_at: datetime
    first_receipt: bytes | None


class SeenStore(Protocol):
    """What the opener must remember; `inbox.Inbox` is one."""

    def seen(self, dissemination: str) -> Seen | None:
        """Return what was opened under this dissemination, or None."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of package ids: superseded by which version, withdrawn at what time."""

    superseded: Mapping[str, int] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A verified package. `seen` is set if the same was opened before; `superseded_by` if a newer version is known."""

    manifest: Manifest
    body: Package
    files: Mapping[str, bytes]
    envelope: bytes
    envelope_digest: str
    sealed_digest: str
    signers: tuple[Signer, ...]
    seen: Seen | None
    superseded_by: int | None


def open_sealed(
    path: Path,
    identity: Any,
    keys: Directory,
    *,
    me: str,
    now: datetime,
    seen: SeenStore,
    standing: Standing,
    record: Record,
) -> Opened:
    """Open and verify the sealed file at `path` for force `me`. `identity` is its age key (or recovery key).

    Raises one of `errors.REFUSALS`, after recording `package.refused`; the record cannot be skipped: if it fails, its
    own error is raised.
    """
    digest = ""
    try:
        content = _read(path)
        digest = hashlib.sha256(content).hexdigest()
        return _verified(content, digest, str(path), identity, keys, me=me, now=now, seen=seen, standing=standing)
    except Refusal as error:
        record("package.refused", {"error": error.code, "envelope_digest": digest})
        raise


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            content = source.read(SEALED_AT_MOST + 1)
            size = max(len(content), path.stat().st_size)
    except OSError as error:
        raise ExchangeError(error.strerror or str(error), str(path), "give the sealed file (.age)") from None
    if size > SEALED_AT_MOST:
        raise TooLarge(str(path), size, SEALED_AT_MOST)
    return content


def _verified(
    content: bytes,
    digest: str,
    where: str,
    identity: Any,
    keys: Directory,
    *,
    me: str,
    now: datetime,
    seen: SeenStore,
    standing: Standing,
) -> Opened:
    files = tarball.read(_decrypted(content, identity, where), where)
    for name in (manifest.MANIFEST, manifest.SIGNATURES):
        if name not in files:
            raise Tampered(where, f"{name} is missing")
    manifest_bytes, envelope = files.pop(manifest.MANIFEST), files.pop(manifest.SIGNATURES)
    payload, _ = dsse.read(envelope, manifest.PAYLOAD_TYPE, where)
    if payload != manifest_bytes:
        raise Tampered(where, f"{manifest.MANIFEST} is not what was signed")
    made = manifest.parse(manifest_bytes, f"{where}, {manifest.MANIFEST}")
    envelope_digest = hashlib.sha256(envelope).hexdigest()
    before = seen.seen(made.dissemination)
    # What we opened ourselves, before a key of it was revoked, stays readable; nothing else that key signed does.
    vouched = before.opened_at if before and before.envelope_digest == envelope_digest else None
    signers = package_signers(envelope, keys, created=moment(made.created), now=now, vouched=vouched, where=where)
    if made.recipient != me:
        raise WrongRecipient(where, f"it is addressed to {made.recipient}, and you are {me}")
    manifest.check_files(made, files, where)
    body = package.parse(files[manifest.BODY], f"{where}, {manifest.BODY}")
    if body.package.id != made.package:
        raise Tampered(where, "the manifest is of another package than the body")
    _check_contents(made, files)
    if before and before.envelope_digest != envelope_digest:
        raise ReplayConflict(where, made.dissemination)
    if made.package in standing.withdrawn:
        raise Withdrawn(where, standing.withdrawn[made.package])
    valid_until = body.package.valid_until
    if before is None and valid_until is not None and moment(valid_until) <= now:
        raise Expired(where, valid_until)
    return Opened(
        made,
        body,
        files,
        envelope,
        envelope_digest,
        digest,
        signers,
        before,
        standing.superseded.get(made.package),
    )


def _decrypted(content: bytes, identity: Any, where: str) -> bytes:
    import pyrage

    try:
        opened: bytes = pyrage.decrypt(content, [identity])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise WrongRecipient(where, "your key does not open it: it was sealed to other keys") from None
        raise Tampered(where, "the encryption does not hold") from None
    return opened


def _check_contents(made: Manifest, files: Mapping[str, bytes]) -> None:
    for each in made.files:
        name = each.path.removeprefix(manifest.ATTACHMENTS)
        if each.path not in (manifest.BODY, "view.html") and attachments.sniff(name, files[each.path]) is not each.type:
            raise MediaRefused(each.path, f"its content is not {each.type}")


__all__ = ["Opened", "Record", "SchemaUnknown", "Seen", "SeenStore", "Standing", "open_sealed"]
