"""A witness signs a history that goes on, and refuses every other, with both checkpoints kept."""

from pathlib import Path

import pytest

from ledger.made_ledgers import ANALYST, FORCE, LOG, OTHER_FORCE, made, ticking, view
from understone.errors import LedgerError
from understone.ledger.errors import NotALedger, NoteUnreadable, WitnessRefuses
from understone.ledger.ledger import Ledger
from understone.ledger.notes import COSIGNATURE, Checkpoint, Note
from understone.ledger.witness import last_seen, refusals, witness

AT = 1_790_000_000


def rewritten(path: Path, count: int) -> Ledger:
    """Another history under the same key."""
    ledger = Ledger.open(path, clock=ticking())
    ledger.append([view(1000 + number) for number in range(count)], ANALYST)
    return ledger


def test_a_history_that_goes_on_is_cosigned(tmp_path: Path) -> None:
    state = tmp_path / "witness"
    with made(tmp_path / "l", 3) as ledger:
        first = ledger.checkpoint(LOG)
        cosigned = witness(state, first, None, LOG.verifier(), FORCE, AT)
        assert Note.parse(cosigned).opened_by([LOG.verifier(), FORCE.verifier(COSIGNATURE)])
        ledger.cosigned(cosigned, FORCE.verifier(COSIGNATURE))
        ledger.append([view(5)], ANALYST)
        second = ledger.checkpoint(LOG)
        proof = ledger.prove_consistency(3, Checkpoint.parse(Note.parse(second).text).size)
        witness(state, second, proof, LOG.verifier(), FORCE, AT + 1)
        witness(state, second, None, LOG.verifier(), FORCE, AT + 2)  # the same again needs no proof
        assert last_seen(state, LOG.name) == second
        assert refusals(state) == []


def refused(state: Path, note: str, ledger: Ledger | None, said: str) -> None:
    """Show a note with the best proof that its log can give; the witness refuses and keeps both."""
    held = last_seen(state, LOG.name)
    before = refusals(state)
    proof = None
    if ledger is not None:
        proof = ledger.prove_consistency(3, Checkpoint.parse(Note.parse(note).text).size)
    with pytest.raises(WitnessRefuses, match=said) as error:
        witness(state, note, proof, LOG.verifier(), FORCE, AT + 9)
    assert (error.value.held, error.value.shown) == (held, note)
    assert last_seen(state, LOG.name) == held
    ((at, why, kept, shown),) = refusals(state)[len(before) :]
    assert (at, kept, shown) == (AT + 9, held, note)
    assert why == error.value.what


def test_every_history_that_does_not_go_on_is_refused_with_both_checkpoints_as_evidence(tmp_path: Path) -> None:
    state = tmp_path / "witness"
    with made(tmp_path / "l", 3) as ledger:
        witness(state, ledger.checkpoint(LOG), None, LOG.verifier(), FORCE, AT)
        good = ledger.checkpoint(LOG)
    with rewritten(tmp_path / "longer", 7) as other:
        refused(state, other.checkpoint(LOG), other, "history was rewritten")
    with rewritten(tmp_path / "same", 3) as other:
        refused(state, other.checkpoint(LOG), None, "another history of the same 3 entries")
    with rewritten(tmp_path / "shorter", 2) as other:
        refused(state, other.checkpoint(LOG), None, "became shorter: 2 entries, 3 were seen")
    refused(state, good, None, "no proof")
    with made(tmp_path / "m", 6) as other:
        other.checkpoint(LOG)
        with pytest.raises(WitnessRefuses, match="leads from 3 to 6"):
            witness(state, good, other.prove_consistency(3, 6), LOG.verifier(), FORCE, AT)


def test_a_checkpoint_of_another_key_or_name_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "witness"
    with made(tmp_path / "l", 3) as ledger:
        note = Note.parse(ledger.checkpoint(OTHER_FORCE))
        refused(state, note.render(), None, "no signature of the log's key")
        refused(state, Note(note.text, (LOG.sign(note.text),)).render(), None, f"is about {OTHER_FORCE.name}")
    assert last_seen(state, LOG.name) is None


def test_what_is_no_checkpoint_changes_nothing(tmp_path: Path) -> None:
    for text in ("", "hello\n", Note("hello\n", (LOG.sign("hello\n"),)).render()):
        with pytest.raises(NoteUnreadable):
            witness(tmp_path / "witness", text, None, LOG.verifier(), FORCE, AT)


def test_a_file_that_is_no_witnesss_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "l", 1).close()
    (tmp_path / "text").write_text("text" * 500)
    for name in ("l", "text"):
        with pytest.raises(NotALedger) as error:
            last_seen(tmp_path / name, LOG.name)
        assert isinstance(error.value, LedgerError)
