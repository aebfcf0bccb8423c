"""A proof as a file: everything that a stranger needs to check it, and no payload.

Inclusion: the leaf, its path, and the signed checkpoint that the path leads to. Consistency: the path between two
trees, their roots, and the checkpoints over them where there are some. `docs/verify_ledger.py` reads the same file.
"""

import json
from dataclasses import dataclass

from understone import canonical_json
from understone.ledger.entries import Entry
from understone.ledger.errors import NoCheckpoint, NoteUnreadable, ProofUnreadable
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Checkpoint, Note, Verifier
from understone.ledger.proofs import ConsistencyProof, InclusionProof, verify_consistency, verify_inclusion

SCHEMA = "understone/ledger-proof/1"


@dataclass(frozen=True, slots=True)
class InclusionFile:
    """That a leaf stands under a signed checkpoint."""

    leaf: bytes
    proof: InclusionProof
    checkpoint: str


@dataclass(frozen=True, slots=True)
class ConsistencyFile:
    """That one tree begins another. A checkpoint is None where nobody signed a tree of that size."""

    proof: ConsistencyProof
    old_root: bytes
    new_root: bytes
    old_checkpoint: str | None
    new_checkpoint: str | None


ProofFile = InclusionFile | ConsistencyFile


def prove_inclusion(ledger: Ledger, seq: int) -> InclusionFile:
    """Prove an entry under the newest checkpoint. Raises `NoCheckpoint` where none covers it."""
    for size, note in reversed(ledger.checkpoints()):
        if size > seq >= 0:
            return InclusionFile(ledger.store.entry(seq).entry.leaf(), ledger.prove_inclusion(seq, size), note)
    raise NoCheckpoint(f"entry {seq}")


def prove_consistency(ledger: Ledger, old: int, new: int) -> ConsistencyFile:
    """Prove the tree of `old` entries to begin that of `new`. Raises `NoSuchEntry`."""
    notes = dict(ledger.checkpoints())
    proof = ledger.prove_consistency(old, new)
    return ConsistencyFile(proof, ledger.root(old), ledger.root(new), notes.get(old), notes.get(new))


def check(file: ProofFile, keys: tuple[Verifier, ...] = ()) -> list[str]:
    """Return what does not hold; nothing if all does. Without `keys` no signature is checked: say so to the reader."""
    if isinstance(file, InclusionFile):
        wrong, head = _head(file.checkpoint, file.proof.size, None, keys)
        if head is not None and not verify_inclusion(file.proof, file.leaf, head.root):
            wrong.append(f"the leaf is not entry {file.proof.seq} under the checkpoint's root")
        if Entry.from_leaf(file.leaf).seq != file.proof.seq:
            wrong.append(f"the leaf says that it is another entry than {file.proof.seq}")
        return wrong
    wrong = []
    for note, size, root in (
        (file.old_checkpoint, file.proof.old, file.old_root),
        (file.new_checkpoint, file.proof.new, file.new_root),
    ):
        if note is not None:
            wrong += _head(note, size, root, keys)[0]
    if keys and file.new_checkpoint is None:
        wrong.append(f"nobody signed the tree of {file.proof.new} entries: the roots rest on the file alone")
    if not verify_consistency(file.proof, file.old_root, file.new_root):
        wrong.append(f"the first {file.proof.old} entries of the new tree are not the old tree: history was rewritten")
    return wrong


def _head(text: str, size: int, root: bytes | None, keys: tuple[Verifier, ...]) -> tuple[list[str], Checkpoint | None]:
    try:
        note = Note.parse(text)
        head = Checkpoint.parse(note.text)
    except NoteUnreadable as error:
        return [error.what], None
    wrong = [f"the checkpoint is not signed by {key.name}" for key in keys if not note.signed_by(key)]
    if head.size != size or root not in (None, head.root):
        wrong.append(f"the checkpoint is about another tree than that of {size} entries")
    return wrong, head


def dumps(file: ProofFile) -> bytes:
    """Return the file's bytes: canonical JSON and a line end."""
    if isinstance(file, InclusionFile):
        data = {"schema": SCHEMA, "kind": "inclusion", "leaf": file.leaf.decode(), "checkpoint": file.checkpoint}
        return canonical_json.dumps({**data, **_proof(file.proof)}) + b"\n"
    trees = {"old_root": file.old_root.hex(), "new_root": file.new_root.hex()}
    notes = {"old_checkpoint": file.old_checkpoint, "new_checkpoint": file.new_checkpoint}
    kind = {"schema": SCHEMA, "kind": "consistency"}
    return canonical_json.dumps({**kind, **trees, **notes, **_proof(file.proof)}) + b"\n"


def loads(data: bytes) -> ProofFile:
    """Read a proof file. Raises `ProofUnreadable`, and `LeafUnreadable` for its leaf."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ProofUnreadable(f"this is no JSON: {error}") from error
    if not isinstance(fields, dict) or fields.pop("schema", None) != SCHEMA:
        raise ProofUnreadable(f"this is no proof file ({SCHEMA})")
    kind = fields.pop("kind", None)
    if kind == "inclusion":
        leaf, checkpoint = _text(fields, "leaf").encode(), _text(fields, "checkpoint")
        Entry.from_leaf(leaf)
        return InclusionFile(leaf, InclusionProof.from_json(fields), checkpoint)
    if kind == "consistency":
        roots = [_root(fields, name) for name in ("old_root", "new_root")]
        notes = [_note(fields, name) for name in ("old_checkpoint", "new_checkpoint")]
        return ConsistencyFile(ConsistencyProof.from_json(fields), roots[0], roots[1], notes[0], notes[1])
    raise ProofUnreadable("a proof is of inclusion or of consistency")


def _proof(proof: InclusionProof | ConsistencyProof) -> dict[str, canonical_json.Value]:
    first, second = (proof.seq, proof.size) if isinstance(proof, InclusionProof) else (proof.old, proof.new)
    names = ("seq", "size") if isinstance(proof, InclusionProof) else ("old", "new")
    return {names[0]: first, names[1]: second, "path": [value.hex() for value in proof.path]}


def _text(fields: dict[str, object], name: str) -> str:
    value = fields.pop(name, None)
    if not isinstance(value, str) or any(0xD800 <= ord(c) < 0xE000 for c in value):
        raise ProofUnreadable(f"{name} is no text")
    return value


def _note(fields: dict[str, object], name: str) -> str | None:
    if fields.get(name, "") is None:
        del fields[name]
        return None
    return _text(fields, name)


def _root(fields: dict[str, object], name: str) -> bytes:
    text = _text(fields, name)
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = b""
    if len(value) != 32 or value.hex() != text:
        raise ProofUnreadable(f"{name} is no SHA-256 in hexadecimal")
    return value
