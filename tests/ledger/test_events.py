"""The vocabulary is the operation's own."""

from pathlib import Path

from understone.ledger import events


def test_the_vocabulary_is_the_operations(shared_data: Path) -> None:
    ours = Path(events.__file__).with_name("events.csv").read_text(encoding="utf-8")
    theirs = (shared_data.parent / "operation" / "ledger_events.csv").read_text(encoding="utf-8")
    assert ours == theirs


def test_every_event_has_a_kind_of_the_act() -> None:
    kinds = {event.op for event in events.vocabulary().values()}
    assert kinds == {"collection", "alteration", "consultation", "disclosure", "combination", "erasure", "none"}
    assert events.event_named("view.image").fields == {"sha256", "reason"}
