"""From a body to a sealed file: build the draft, sign it twice, seal it to one force.

The draft's manifest is fixed when approval is asked (`created` then), so that the author signs the very bytes which the
approver signs later. Sealing is the only step that knows the recipients' keys.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from understone.errors import ExchangeError
from understone.exchange import attachments as rules
from understone.exchange import dsse, manifest, package, tarball, typed_json
from understone.exchange.directory import Directory, recipients
from understone.exchange.errors import DirectoryError, TooLarge
from understone.exchange.manifest import FileType, Manifest
from understone.exchange.package import Package
from understone.exchange.signers import package_signers
from understone.exchange.typed_json import moment

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Draft:
    """A package that is not sealed yet: the manifest, its exact bytes, and the content of each file it names."""

    manifest: Manifest
    manifest_bytes: bytes
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The `.age` file and its SHA-256; `envelope_digest` is what receipts answer to."""

    content: bytes
    sealed_digest: str
    envelope_digest: str


def build(
    body: Package,
    attachments: Mapping[str, bytes],
    *,
    views: Mapping[str, bytes],
    dissemination: str,
    recipient: str,
    created: datetime,
) -> Draft:
    """Make the draft of one sending. `attachments` by plain file name, `views` both, rendered from the body.

    Raises `MediaRefused`, `TooLarge`, `SchemaUnknown`.
    """
    files = {manifest.BODY: package.to_bytes(body), **views}
    kinds = {manifest.BODY: FileType.JSON, "view.html": FileType.HTML, "view.pdf": FileType.PDF}
    for name, content in attachments.items():
        kinds[manifest.ATTACHMENTS + name] = rules.sniff(name, content)
        files[manifest.ATTACHMENTS + name] = content
    for name, content in files.items():
        if len(content) > tarball.FILE_AT_MOST:
            raise TooLarge(name, len(content), tarball.FILE_AT_MOST)
    rules.sniff("view.pdf", files["view.pdf"])
    made = Manifest(
        manifest.SCHEMA,
        body.package.id,
        dissemination,
        recipient,
        typed_json.moment_text(created),
        tuple(manifest.file(name, files[name], kinds[name]) for name in sorted(files)),
    )
    return Draft(made, manifest.to_bytes(made), files)


def sign(draft: Draft, key: "Ed25519PrivateKey", key_id: str) -> dsse.Signature:
    """Return one person's signature over the draft's manifest."""
    return dsse.sign(draft.manifest_bytes, manifest.PAYLOAD_TYPE, key, key_id)


def seal(draft: Draft, signatures: Sequence[dsse.Signature], keys: Directory, *, at: datetime) -> Sealed:
    """Seal a draft that its author and its approver signed, to the live keys of the force it names.

    What the force would refuse is refused here; a signature by a revoked key is left out once the same person has
    signed again with another. Raises `ThresholdUnmet`, `UnknownSigner`, `RevokedKey`, `Tampered`,
    `TooLarge`, `DirectoryError`.
    """
    import pyrage

    manifest.check_files(draft.manifest, draft.files, "draft")
    envelope = dsse.envelope(draft.manifest_bytes, manifest.PAYLOAD_TYPE, _standing(signatures, keys))
    package_signers(envelope, keys, created=moment(draft.manifest.created), now=at, vouched=None, where="draft")
    tar = tarball.write(
        {**draft.files, manifest.MANIFEST: draft.manifest_bytes, manifest.SIGNATURES: envelope},
        int(moment(draft.manifest.created).timestamp()),
    )
    if len(tar) > tarball.ALL_AT_MOST:
        raise TooLarge("draft", len(tar), tarball.ALL_AT_MOST)
    try:
        to = [pyrage.x25519.Recipient.from_str(each) for each in recipients(keys, draft.manifest.recipient, at)]
    except pyrage.RecipientError as error:
        raise DirectoryError(
            f"a sealing key of {draft.manifest.recipient} is no age key: {error}",
            "key directory",
            "ask the force for its public key again",
        ) from None
    content: bytes = pyrage.encrypt(tar, to)
    return Sealed(content, hashlib.sha256(content).hexdigest(), hashlib.sha256(envelope).hexdigest())


def _standing(signatures: Sequence[dsse.Signature], keys: Directory) -> tuple[dsse.Signature, ...]:
    entries = [(each, keys.find(each.keyid)) for each in signatures]
    again = {entry.person for _, entry in entries if entry is not None and entry.revoked_at is None}
    return tuple(
        each for each, entry in entries if entry is None or entry.revoked_at is None or entry.person not in again
    )


def reseal(sealed: bytes, identity: object, to: str) -> bytes:
    """Return the same package sealed to another key of its holder, for when the first key is lost.

    Opened with the recovery key, in memory only; the signatures inside stay what they were. Raises `ExchangeError`.
    """
    import pyrage

    try:
        content: bytes = pyrage.encrypt(pyrage.decrypt(sealed, [identity]), [pyrage.x25519.Recipient.from_str(to)])
    except (pyrage.DecryptError, pyrage.RecipientError) as error:
        raise ExchangeError(
            f"the recovery key does not open this file, or the new key is none: {error}",
            "sealed file",
            "give the recovery key that was in effect when it was sealed",
        ) from None
    return content
