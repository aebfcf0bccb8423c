"""Whether the signatures that a ledger keeps hold under the keys that it keeps, and under keys from outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from understone.ledger.errors import NoteUnreadable
from understone.ledger.notes import COSIGNATURE, ED25519, Checkpoint, Note, Signature, Verifier


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it lies in the ledger, with the name of its row."""

    row: str
    size: int
    note: Note
    head: Checkpoint


def check_signatures(
    signed: Sequence[Signed], cosignatures: Sequence[tuple[int, str]], vkeys: Sequence[str], trusted: Sequence[Verifier]
) -> Iterator[tuple[str, str]]:
    """Yield (row, what is wrong) for each checkpoint, cosignature and key that does not hold."""
    keys: list[Verifier] = []
    for vkey in vkeys:
        try:
            keys.append(Verifier.parse(vkey))
        except NoteUnreadable as error:
            yield f"key {vkey[:80]}", error.what
    used: set[Verifier] = set()
    for each in signed:
        for signature in each.note.signatures:
            key = _key_of(signature, keys, ED25519)
            if key is None or not key.verifies(each.note.text, signature.value):
                yield each.row, f"the signature of {signature.name} does not hold under any key of the ledger"
                continue
            used.add(key)
            if each.head.origin != key.name:
                yield each.row, f"it is about {each.head.origin} and signed by {key.name}"
            if trusted and key not in trusted:
                yield each.row, f"it is signed by {key.text()}, which is none of the keys given"
    texts = {each.size: each.note.text for each in signed}
    for size, line in cosignatures:
        try:
            signature = Signature.parse(line)
        except NoteUnreadable as error:
            yield f"cosignature {size} of an unreadable line", error.what
            continue
        row = f"cosignature {size} of {signature.name}"
        key = _key_of(signature, keys, COSIGNATURE)
        if key is None or size not in texts or not key.verifies(texts[size], signature.value):
            yield row, "it does not hold for that checkpoint under any key of the ledger"
            continue
        used.add(key)
    for key in keys:
        if key not in used:
            yield f"key {key.text()}", "nothing in the ledger is signed with it"


def _key_of(signature: Signature, keys: Sequence[Verifier], kind: int) -> Verifier | None:
    return next((key for key in keys if key.kind == kind and signature.is_of(key)), None)
