"""Typed cryptographic digests: their kinds, their names as people write them, and the digests of nothing.

One of the tools in the field answered "unknown" to everything because its lists said `SHA-1` and it asked for `sha1`;
here a digest is a kind and bytes from the moment it is read.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

DigestKind = Literal["md5", "sha1", "sha256"]
KINDS: tuple[DigestKind, ...] = get_args(DigestKind)
LENGTHS: dict[DigestKind, int] = {"md5": 16, "sha1": 20, "sha256": 32}
_BY_LENGTH: dict[int, DigestKind] = {length: kind for kind, length in LENGTHS.items()}

EMPTY: dict[DigestKind, bytes] = {kind: hashlib.new(kind, b"", usedforsecurity=False).digest() for kind in KINDS}
"""Digests of zero bytes. They stand in real lists and would match every empty file: they never match anything."""


class DigestError(ValueError):
    """A text is not a digest; the message says why in one clause."""


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of one content, as raw bytes; None where one was not computed or not given.

    `photodna` (144 bytes) is only ever given by another tool: it is proprietary, and never computed here.
    """

    md5: bytes | None = None
    sha1: bytes | None = None
    sha256: bytes | None = None
    photodna: bytes | None = None

    def given(self) -> Iterator[tuple[DigestKind, bytes]]:
        """Yield each cryptographic digest that is present with its kind."""
        if self.md5 is not None:
            yield "md5", self.md5
        if self.sha1 is not None:
            yield "sha1", self.sha1
        if self.sha256 is not None:
            yield "sha256", self.sha256

    def is_of_nothing(self) -> bool:
        """Tell whether any digest given is that of zero bytes."""
        return any(value == EMPTY[kind] for kind, value in self.given())


def kind_named(name: str) -> DigestKind | None:
    """Return the kind that a column or field name means (`SHA-1`, `sha1`, `Sha_1`, `MD5 hash` …), or None."""
    plain = "".join(c for c in name.lower() if c.isalnum())
    for affix in ("hash", "digest", "value", "sum", "hex"):
        plain = plain.removesuffix(affix)
    plain = plain.removeprefix("hash").removeprefix("file")
    for kind in KINDS:
        if plain == kind:
            return kind
    return None


def parse(text: str) -> tuple[DigestKind, bytes]:
    """Read a digest in hexadecimal; its kind follows from its length. Raises `DigestError`."""
    text = text.strip()
    kind = _BY_LENGTH.get(len(text) // 2) if len(text) % 2 == 0 else None
    if kind is None:
        raise DigestError(f"{len(text)} characters are no MD5 (32), SHA-1 (40) or SHA-256 (64)")
    return kind, parse_as(kind, text)


def parse_as(kind: DigestKind, text: str) -> bytes:
    """Read a digest of a stated kind in hexadecimal. Raises `DigestError`."""
    text = text.strip()
    if len(text) != 2 * LENGTHS[kind]:
        raise DigestError(f"{kind} has {2 * LENGTHS[kind]} hexadecimal digits, not {len(text)}")
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = b""
    if len(value) != LENGTHS[kind]:  # fromhex passes over blanks
        raise DigestError(f"{text[:80]!r} is not hexadecimal")
    return value
