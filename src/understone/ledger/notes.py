"""Signed notes, checkpoints and cosignatures (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature).

A note is text, an empty line, and signature lines `— name base64(key id ‖ signature)`. A checkpoint's text is origin,
size, base64 of the root, and extension lines: here the time server's offset, and whether the clock may be turned.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from understone.ledger.errors import NoteUnreadable, SignatureWrong

if TYPE_CHECKING:  # heavy: imported where it is used
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = 0x01
COSIGNATURE = 0x04
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_MOST_LINES = 100
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under a name. `kind` is the signature type: the log's own (01) or a witness's (04)."""

    name: str
    public: bytes
    kind: int = ED25519

    @property
    def key_id(self) -> bytes:
        """Return SHA-256(name ‖ 0A ‖ kind ‖ key)[:4], which a signature line carries."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def text(self) -> str:
        """Return the text form `name+hash+base64` (vkey)."""
        key = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read the text form. Raises `NoteUnreadable`."""
        name, _, rest = text.partition("+")
        hash_text, _, key_text = rest.partition("+")
        key = _decoded(key_text)
        if not _is_name(name) or len(key) != 1 + _KEY_BYTES or key[0] not in (ED25519, COSIGNATURE):
            raise NoteUnreadable("this is no verifier key of Ed25519 (name+hash+base64)", text[:80])
        read = cls(name, key[1:], key[0])
        if read.text() != text or hash_text != read.key_id.hex():
            raise NoteUnreadable("the key's hash does not belong to its name and bytes", text[:80])
        return read

    def verifies(self, text: str, signature: bytes) -> bool:
        """Tell whether `signature` (what follows the key id) is this key's over the note's text."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        message = text.encode()
        if self.kind == COSIGNATURE:
            if len(signature) != 8 + _SIGNATURE_BYTES:
                return False
            message, signature = _cosigned(text, int.from_bytes(signature[:8])), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key under a name: signs notes as a log, cosigns checkpoints as a witness."""

    name: str
    private: "Ed25519PrivateKey" = field(repr=False)

    def __post_init__(self) -> None:
        if not _is_name(self.name):
            raise NoteUnreadable("a signer's name has no white space and no plus", self.name[:80] or "name")

    def verifier(self, kind: int = ED25519) -> Verifier:
        """Return the public key, as a log's or a witness's."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return Verifier(self.name, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), kind)

    def sign(self, text: str) -> "Signature":
        """Sign a note's text as a log does."""
        return Signature(self.name, self.verifier().key_id, self.private.sign(text.encode()))

    def cosign(self, text: str, at: int) -> "Signature":
        """Cosign a checkpoint's text as a witness at a time (seconds since 1970)."""
        signed = at.to_bytes(8) + self.private.sign(_cosigned(text, at))
        return Signature(self.name, self.verifier(COSIGNATURE).key_id, signed)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line. `value` follows the key id: 64 bytes, or 8 of time and 64 for a cosignature."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """Return the line without its end."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.value).decode()}"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read a line. Raises `NoteUnreadable`."""
        parts = line.split(" ")
        blob = _decoded(parts[2]) if len(parts) == 3 and parts[0] == "—" and _is_name(parts[1]) else b""
        if len(blob) < 5:
            raise NoteUnreadable("a signature line is `— name base64`", line[:80])
        return cls(parts[1], blob[:4], blob[4:])

    def is_of(self, key: Verifier) -> bool:
        """Tell whether the line names this key."""
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class Note:
    """A text, its last line ended, with its signatures. Nothing in it is to be believed before `opened_by`."""

    text: str
    signatures: tuple[Signature, ...]

    def render(self) -> str:
        """Return the note as a file holds it."""
        return self.text + "\n" + "".join(f"{each.line()}\n" for each in self.signatures)

    @classmethod
    def parse(cls, data: str) -> "Note":
        """Read a note. Raises `NoteUnreadable`."""
        text, gap, lines = data.rpartition("\n\n")
        if not gap or not lines.endswith("\n") or any(ord(c) < 0x20 and c != "\n" for c in data):
            raise NoteUnreadable("a note is text, an empty line, and signature lines")
        rows = lines[:-1].split("\n")
        if len(rows) > _MOST_LINES:
            raise NoteUnreadable(f"a note has at most {_MOST_LINES} signatures")
        return cls(text + "\n", tuple(Signature.parse(row) for row in rows))

    def signed_by(self, key: Verifier) -> bool:
        """Tell whether a signature of this key is there and holds. One that names it and does not hold counts as no."""
        named = [each for each in self.signatures if each.is_of(key)]
        return bool(named) and all(key.verifies(self.text, each.value) for each in named)

    def opened_by(self, keys: Iterable[Verifier]) -> str:
        """Return the text once every one of `keys` has signed it. Raises `SignatureWrong`."""
        for key in keys:
            if not self.signed_by(key):
                raise SignatureWrong(key.name, "the note has no signature of this key that holds")
        return self.text


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: whose log, how many entries, their root, and what the log says of its clock."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the text that is signed."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a note's text as a checkpoint. Raises `NoteUnreadable`."""
        lines = text.split("\n")[:-1]
        root = _decoded(lines[2]) if len(lines) >= 3 else b""
        if len(root) != 32 or not lines[0] or not _SIZE.fullmatch(lines[1]) or not all(lines[3:]):
            raise NoteUnreadable("a checkpoint is origin, size, root in base64, and lines that are not empty")
        return cls(lines[0], int(lines[1]), root, tuple(lines[3:]))


def clock_lines(offset_seconds: str | None, *, turnable: bool) -> tuple[str, ...]:
    """Return the extension lines about the clock: the offset as the time server told it, None where nobody asked."""
    return (f"time-offset {offset_seconds or 'unknown'}", f"clock {'turnable' if turnable else 'real'}")


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(c.isspace() for c in name)


def _decoded(text: str) -> bytes:
    """Return strict base64, or nothing: a second spelling of the same bytes is no base64 here."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return value if base64.b64encode(value).decode() == text else b""
