"""DSSE, the Dead Simple Signing Envelope, version 1, with Ed25519 (github.com/secure-systems-lab/dsse).

What is signed is not the JSON but PAE(type, payload), so no reader has to parse what it has not verified. Envelopes are
written in canonical JSON, and read only so: one set of signatures has one digest.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from understone.exchange import typed_json
from understone.exchange.errors import SchemaUnknown, Tampered

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it stands in the envelope; `sig` is base64."""

    keyid: typed_json.KeyIdText
    sig: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """The envelope as JSON; `payload` is base64."""

    payload: str
    payloadType: str  # the specification's spelling
    signatures: tuple[Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the pre-authentication encoding, the bytes that are signed (DSSE protocol.md, "Signature Definition")."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, payload_type: str, key: "Ed25519PrivateKey", key_id: str) -> Signature:
    """Return the signature of `payload` by `key`."""
    return Signature(key_id, base64.b64encode(key.sign(pae(payload_type, payload))).decode("ascii"))


def envelope(payload: bytes, payload_type: str, signatures: tuple[Signature, ...]) -> bytes:
    """Return the envelope, canonical JSON. Signatures stand in the order of their key ids."""
    ordered = tuple(sorted(signatures, key=lambda each: each.keyid))
    return typed_json.write(Envelope(base64.b64encode(payload).decode("ascii"), payload_type, ordered))


def read(content: bytes, payload_type: str, where: str) -> tuple[bytes, Envelope]:
    """Return payload and envelope, nothing verified yet. Raises `Tampered` where they are not as `envelope` writes."""
    try:
        made = typed_json.read(Envelope, content, where)
    except SchemaUnknown as error:
        raise Tampered(where, f"no signed envelope ({error.what})") from None
    if made.payloadType != payload_type:
        raise Tampered(where, f"the envelope is of type {made.payloadType[:80]!r}, not {payload_type}")
    if len({each.keyid for each in made.signatures}) != len(made.signatures):
        raise Tampered(where, "one key stands twice among the signatures")
    if [each.keyid for each in made.signatures] != sorted(each.keyid for each in made.signatures):
        raise Tampered(where, "the signatures are not in the order of their keys")
    return _decoded(made.payload, where, "payload"), made


def holds(payload: bytes, payload_type: str, signature: Signature, public: bytes, where: str) -> bool:
    """Tell whether `signature` over `payload` holds under the raw Ed25519 key `public`. Raises `Tampered` (base64)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw = _decoded(signature.sig, where, "signature")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, pae(payload_type, payload))
    except InvalidSignature:
        return False
    return True


def verify(content: bytes, payload_type: str, trusted: Mapping[str, tuple[str, bytes]], where: str) -> set[str]:
    """Return the distinct persons who signed. `trusted` maps key ids to (person, raw public key).

    Two keys of one person count once; a key that is not trusted counts for nothing. Raises `Tampered` if a signature by
    a trusted key does not hold: an envelope with one false signature is not believed for its others.
    """
    payload, made = read(content, payload_type, where)
    persons = set()
    for signature in made.signatures:
        if signature.keyid not in trusted:
            continue
        person, public = trusted[signature.keyid]
        if not holds(payload, payload_type, signature, public, where):
            raise Tampered(where, f"the signature by key {signature.keyid} does not hold")
        persons.add(person)
    return persons


def _decoded(text: str, where: str, part: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Tampered(where, f"the {part} is not base64") from None
    if base64.b64encode(raw).decode("ascii") != text:  # loose trailing bits spell one value in several ways
        raise Tampered(where, f"the {part} is not base64 in its one spelling")
    return raw


__all__ = ["Envelope", "Signature", "envelope", "holds", "pae", "read", "sign", "verify"]
