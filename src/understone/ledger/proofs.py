"""Proofs, and how a stranger checks them (RFC 9162 §2.1.3.2 and §2.1.4.2). Shares no code with `tree`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from understone.ledger.errors import ProofUnreadable

_HASH_BYTES = 32
_MOST_HASHES = 128  # two for each of 63 levels, and then some


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That the leaf at `seq` is in the tree of `size`: the hashes from the leaf upwards."""

    seq: int
    size: int
    path: tuple[bytes, ...]

    def to_json(self) -> dict[str, object]:
        """Return the proof for a file: hashes in hexadecimal."""
        return {"seq": self.seq, "size": self.size, "path": [value.hex() for value in self.path]}

    @classmethod
    def from_json(cls, data: object) -> "InclusionProof":
        """Read what `to_json` wrote. Raises `ProofUnreadable`."""
        fields = _fields(data, ("seq", "size", "path"))
        return cls(_count(fields, "seq"), _count(fields, "size"), _path(fields["path"]))


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the tree of `old` leaves is the beginning of the tree of `new` leaves."""

    old: int
    new: int
    path: tuple[bytes, ...]

    def to_json(self) -> dict[str, object]:
        """Return the proof for a file: hashes in hexadecimal."""
        return {"old": self.old, "new": self.new, "path": [value.hex() for value in self.path]}

    @classmethod
    def from_json(cls, data: object) -> "ConsistencyProof":
        """Read what `to_json` wrote. Raises `ProofUnreadable`."""
        fields = _fields(data, ("old", "new", "path"))
        return cls(_count(fields, "old"), _count(fields, "new"), _path(fields["path"]))


def verify_inclusion(proof: InclusionProof, leaf: bytes, root: bytes) -> bool:
    """Tell whether `leaf` (its bytes, not its hash) lies at `proof.seq` under `root` (RFC 9162 §2.1.3.2)."""
    if not 0 <= proof.seq < proof.size:
        return False
    fn, sn = proof.seq, proof.size - 1
    r = hashlib.sha256(b"\x00" + leaf).digest()
    for p in proof.path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = _join(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _join(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def verify_consistency(proof: ConsistencyProof, old_root: bytes, new_root: bytes) -> bool:
    """Tell whether the tree under `new_root` begins with the one under `old_root` (RFC 9162 §2.1.4.2).

    Two cases that the RFC leaves out: nothing comes before everything, and a tree is consistent with itself alone.
    """
    if not 0 <= proof.old <= proof.new:
        return False
    if proof.old == 0:
        return not proof.path and old_root == hashlib.sha256(b"").digest()
    if proof.old == proof.new:
        return not proof.path and old_root == new_root
    path = list(proof.path)
    if not path:
        return False
    if proof.old & (proof.old - 1) == 0:
        path.insert(0, old_root)
    fn, sn = proof.old - 1, proof.new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = _join(c, fr), _join(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = _join(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _fields(data: object, names: Sequence[str]) -> dict[str, object]:
    if not isinstance(data, dict) or set(data) != set(names):
        raise ProofUnreadable(f"a proof has the fields {', '.join(names)}")
    return data


def _count(fields: dict[str, object], name: str) -> int:
    value = fields[name]
    if type(value) is not int or not 0 <= value < 2**63:
        raise ProofUnreadable(f"{name} is no count")
    return value


def _path(data: object) -> tuple[bytes, ...]:
    if not isinstance(data, list) or len(data) > _MOST_HASHES:
        raise ProofUnreadable("path is no list of hashes")
    hashes = []
    for value in data:
        try:
            read = bytes.fromhex(value) if isinstance(value, str) and value == value.strip() else b""
        except ValueError:
            read = b""
        if len(read) != _HASH_BYTES or read.hex() != value:
            raise ProofUnreadable("path holds something that is no SHA-256 in hexadecimal")
        hashes.append(read)
    return tuple(hashes)
