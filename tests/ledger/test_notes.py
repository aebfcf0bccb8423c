"""Notes against published ones: Go's sumdb/note, and a checkpoint of a public log with its witness's cosignature."""

import base64
import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.made_ledgers import FORCE, LOG
from understone.ledger.errors import NoteUnreadable, SignatureWrong
from understone.ledger.notes import COSIGNATURE, Checkpoint, Note, Signature, Signer, Verifier, clock_lines

# golang.org/x/mod/sumdb/note, package documentation and example_test.go
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_SIGNED = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
PETER_NOTE = f"{PETER_TEXT}\n— PeterNeumann {PETER_SIGNED}\n"
# A checkpoint of a public staging log, with a signature of a type that is not ours, its Ed25519 one, and a witness's.
PUBLIC_LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
PUBLIC_WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
PUBLIC_NOTE = """\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
"""  # noqa: E501 — as published


def test_the_published_note_is_signed_byte_for_byte() -> None:
    signer = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PETER_SECRET))
    assert Note(PETER_TEXT, (signer.sign(PETER_TEXT),)).render() == PETER_NOTE
    assert signer.verifier().text() == PETER


def test_the_published_note_opens_and_nothing_else_does() -> None:
    key = Verifier.parse(PETER)
    assert Note.parse(PETER_NOTE).opened_by([key]) == PETER_TEXT
    with pytest.raises(SignatureWrong):
        Note.parse(PETER_NOTE.replace("cryptography", "cryptographY")).opened_by([key])
    with pytest.raises(SignatureWrong):
        Note.parse(PETER_NOTE).opened_by([LOG.verifier()])


def test_a_public_checkpoint_holds_under_its_log_and_its_witness() -> None:
    note = Note.parse(PUBLIC_NOTE)
    note.opened_by([Verifier.parse(PUBLIC_LOG), Verifier.parse(PUBLIC_WITNESS)])
    head = Checkpoint.parse(note.text)
    assert (head.origin, head.size) == ("arche2025h1.staging.ct.transparency.dev", 1432088532)
    assert head.root.hex() == base64.b64decode("U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=").hex()
    assert head.text() == note.text
    other = dataclasses.replace(head, size=42).text()
    for key in (PUBLIC_LOG, PUBLIC_WITNESS):
        assert not Note(other, note.signatures).signed_by(Verifier.parse(key))


def test_a_cosignature_binds_its_time() -> None:
    text = Checkpoint("log.example.org", 3, b"r" * 32).text()
    signature = FORCE.cosign(text, 1_790_000_000)
    key = FORCE.verifier(COSIGNATURE)
    assert key.verifies(text, signature.value)
    assert not key.verifies(text, (1_790_000_001).to_bytes(8) + signature.value[8:])
    assert key.key_id != FORCE.verifier().key_id


def test_the_clock_is_part_of_what_is_signed() -> None:
    text = Checkpoint("log.example.org", 3, b"r" * 32, clock_lines(None, turnable=True)).text()
    assert text.endswith("=\ntime-offset unknown\nclock turnable\n")
    note = Note(text, (LOG.sign(text),))
    assert note.signed_by(LOG.verifier())
    assert not Note(text.replace("turnable", "real"), note.signatures).signed_by(LOG.verifier())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER + "AA==",
        PETER.replace("+ARpc", "+ZRpc"),
        PETER.replace("PeterNeumann", ""),
    ],
)
def test_a_mangled_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(NoteUnreadable):
        Verifier.parse(text)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        PETER_NOTE[:-1],
        PETER_NOTE.replace("— ", "- "),
        PETER_NOTE.replace("nAM=", "nAN="),  # base64 with bits left over
        PETER_NOTE.replace("problem,", "problem,\r"),
        "text\n\n" + "— a AAAAAAA=\n" * 101,
    ],
)
def test_what_is_no_note_is_refused(data: str) -> None:
    with pytest.raises(NoteUnreadable):
        Note.parse(data)


@pytest.mark.parametrize("size", ["01", "-1", "1.0", "", "１", "99999999999999999999"])
def test_a_size_has_one_spelling(size: str) -> None:
    with pytest.raises(NoteUnreadable):
        Checkpoint.parse(f"log.example.org\n{size}\n{base64.b64encode(b'r' * 32).decode()}\n")


@given(st.integers(0, len(PETER_NOTE) - 1), st.characters())
def test_a_note_with_one_character_changed_is_never_believed(place: int, character: str) -> None:
    changed = PETER_NOTE[:place] + character + PETER_NOTE[place + 1 :]
    if changed == PETER_NOTE:
        return
    try:
        note = Note.parse(changed)
    except NoteUnreadable:
        return
    assert not note.signed_by(Verifier.parse(PETER))


def test_a_good_signature_does_not_cover_for_a_bad_one_of_the_same_key() -> None:
    bad = Signature("log.example.org", LOG.verifier().key_id, bytes(64))
    assert not Note("text\n", (LOG.sign("text\n"), bad)).signed_by(LOG.verifier())
