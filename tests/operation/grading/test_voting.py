"""Votes on pictures: blind, one a person, three equal ones settle a picture in every force, and only once."""

import threading
from collections import Counter
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection

from operation.grading.findings import by, digest, examined, found, graders, seen
from operation.packages.office import KENT, MET
from operation.test_races import race
from operation.world import as_
from understone.operation.access.context import system, working
from understone.operation.errors import InputRefused, NoSuchRecord, ReasonMissing, TransitionRefused
from understone.operation.grading import panel, pictures, voting
from understone.operation.identifiers import new_id
from understone.operation.models import Finding, Grade, Organisation, Task
from understone.operation.service import Call, acting


def entries(owner: str, *events: str) -> list[tuple[str, dict[str, Any]]]:
    query = (
        "SELECT leaf::json ->> 'event', payload::json FROM ledger.ledger_entry JOIN ledger.ledger_payload USING (seq)"
        " ORDER BY seq"
    )
    with psycopg.connect(owner, autocommit=True) as db:
        return [(event, payload) for event, payload in db.execute(query.encode()) if event in events]


def disputed(owner: str, finding: UUID, force: str = MET) -> None:
    """Five votes of which no three are equal."""
    for name, value in zip(graders(owner, 5, force), ("A", "A", "B", "B", "unsure"), strict=True):
        voting.grade(by(name), finding, value)


def test_three_equal_votes_of_two_forces_settle_the_picture_in_every_force(operation: str) -> None:
    here, there = examined(operation), examined(operation, KENT)
    (mine, copy, other) = found(here, "one", "one", "another")
    (theirs,) = found(there, "one", force=KENT)
    first, second = graders(operation, 2)
    voting.grade(by(first), mine.pk, "B")
    voting.grade(by(second), copy.pk, "B")
    assert (seen(mine).state, seen(mine).votes) == ("provisional", 0)
    voting.grade(by(f"GR-{KENT}"), theirs.pk, "B")
    for finding, force in ((mine, MET), (copy, MET), (theirs, KENT)):
        now = seen(finding, force)
        assert (now.state, now.category, now.scheme, now.provisional, now.votes) == ("settled", "B", "UK A-C", False, 3)
    assert seen(other).state == "provisional"
    with working(as_(f"IN-{KENT}")):
        assert pictures.settled([digest("one"), digest("another"), digest("never seen")]) == {digest("one"): "B"}


def test_one_entry_a_force_names_its_settled_rows_and_no_row_is_named_twice(operation: str) -> None:
    here, there = examined(operation), examined(operation, KENT)
    mine = found(here, "one", "one")
    theirs = found(there, "one", force=KENT)
    for name in graders(operation, 3):
        voting.grade(by(name), mine[0].pk, "A")
    told = entries(operation, "finding.settled")
    named = [sorted(each["id"] for each in payload["revisions"]) for _, payload in told]
    assert sorted(named) == sorted([sorted(str(each.pk) for each in mine), [str(theirs[0].pk)]])
    assert all((payload["category"], payload["votes"]) == ("A", {"A": 3}) for _, payload in told)
    assert [payload["value"] for _, payload in entries(operation, "finding.graded")] == ["A"] * 3


def test_a_finding_that_comes_in_later_is_settled_from_the_start(operation: str) -> None:
    here = examined(operation)
    (first,) = found(here, "one")
    for name in graders(operation, 3):
        voting.grade(by(name), first.pk, "not_indecent")
    (late,) = found(examined(operation, KENT), "one", force=KENT)
    assert (seen(late, KENT).state, seen(late, KENT).category) == ("settled", "not_indecent")
    with pytest.raises(TransitionRefused, match="settled as not_indecent: nobody need look again"):
        voting.grade(by(f"GR-{KENT}"), late.pk, "A")


def test_the_same_vote_again_does_nothing_and_another_one_is_refused(operation: str) -> None:
    (first, copy) = found(examined(operation), "one", "one")
    vote = voting.grade(by(f"GR-{MET}"), first.pk, "A")
    assert voting.grade(by(f"GR-{MET}"), copy.pk, "A").pk == vote.pk
    with pytest.raises(InputRefused, match="you have voted on this picture, A"):
        voting.grade(by(f"GR-{MET}"), copy.pk, "B")
    assert len(entries(operation, "finding.graded")) == 1
    with pytest.raises(InputRefused, match="perhaps is no answer"):
        voting.grade(by(f"GR-{MET}"), copy.pk, "perhaps")


def test_another_forces_finding_is_not_there(operation: str) -> None:
    (theirs,) = found(examined(operation, KENT), "one", force=KENT)
    with pytest.raises(NoSuchRecord):
        voting.grade(by(f"GR-{MET}"), theirs.pk, "A")


def test_unsure_counts_as_a_vote_and_never_settles(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    for name in graders(operation, 4):
        voting.grade(by(name), finding.pk, "unsure")
    assert seen(finding).state == "provisional"
    voting.grade(by(f"GR-{MET}"), finding.pk, "unsure")
    assert seen(finding).state == "disputed"


def test_who_has_not_voted_sees_no_vote_and_neither_does_who_has(operation: str) -> None:
    """Held by the database: whatever the session asks."""
    (finding,) = found(examined(operation), "one")
    first, second = graders(operation, 2)
    voting.grade(by(first), finding.pk, "A")
    voting.grade(by(second), finding.pk, "B")
    for who, sees in ((first, ["A"]), (second, ["B"]), (f"GR-{MET}", []), (f"SV-{MET}", []), ("CO-1", [])):
        with working(as_(who)):
            assert list(Grade.objects.values_list("value", flat=True)) == sees
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM operation_gradeevent")
                assert cursor.fetchone() == (len(sees),)
    with (
        working(as_(f"GR-{MET}")),
        pytest.raises(DatabaseError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM national_picture")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO grade SELECT (json_populate_record(g, json_build_object('id', gen_random_uuid(), 'grader_id',"
        " (SELECT id FROM person WHERE pseudonym = 'GR-E23000032')))).* FROM grade AS g",
        "SELECT * FROM us_vote((SELECT sha256 FROM grade), false, interval '7 days', gen_random_uuid())",
        "SELECT * FROM us_vote((SELECT sha256 FROM grade), true, interval '7 days', (SELECT op_id FROM grade))",
        "SELECT us_count_view((SELECT sha256 FROM grade), gen_random_uuid())",
    ],
    ids=["for another", "without a vote", "as a panel", "without a view"],
)
def test_a_session_cannot_make_up_a_vote_or_a_view(operation: str, statement: str) -> None:
    (finding,) = found(examined(operation), "one")
    voting.grade(by(f"GR-{MET}"), finding.pk, "A")
    with (
        pytest.raises(DatabaseError, match=r"permission denied|row-level security"),
        working(as_(f"GR-{MET}")),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_vote_stays_as_it_was_cast(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    voting.grade(by(f"GR-{MET}"), finding.pk, "A")
    with working(as_(f"GR-{MET}")), connection.cursor() as cursor:
        cursor.execute("UPDATE grade SET value = 'C', rev = rev + 1, op_id = %s", (new_id(),))
        assert cursor.rowcount == 0


def test_five_votes_without_three_equal_go_to_a_panel_that_a_supervisor_is_told_of(operation: str) -> None:
    here, there = examined(operation), examined(operation, KENT)
    (finding,) = found(here, "one")
    (theirs,) = found(there, "one", force=KENT)
    disputed(operation, finding.pk)
    assert (seen(finding).state, seen(finding).votes, seen(theirs, KENT).state) == ("disputed", 5, "disputed")
    assert [p["votes"] for _, p in entries(operation, "finding.disputed")] == [{"A": 2, "B": 2, "unsure": 1}] * 2
    for force in (MET, KENT):
        with working(as_(f"SV-{force}")):
            (task,) = Task.objects.filter(kind="panel")
            assert (task.owner.pseudonym, task.state) == (f"SV-{force}", "open")
    with pytest.raises(TransitionRefused):
        voting.grade(by(f"GR-{MET}"), finding.pk, "A")


def test_three_supervisors_of_two_forces_settle_a_dispute_with_a_reason(operation: str) -> None:
    here, there = examined(operation), examined(operation, KENT)
    (finding,) = found(here, "one")
    (theirs,) = found(there, "one", force=KENT)
    disputed(operation, finding.pk)
    (second,) = graders(operation, 1, role="SV")
    with pytest.raises(ReasonMissing):
        panel.vote(by(f"SV-{MET}", reason=" "), finding.pk, "A")
    panel.vote(by(f"SV-{MET}"), finding.pk, "A")
    panel.vote(by(second), finding.pk, "A")
    assert seen(finding).state == "disputed"
    ((one,), (other,)) = (panel.disputes(by(name)) for name in (f"SV-{MET}", f"SV-{KENT}"))
    assert (one.voted, other.voted, other.finding) == ("A", None, theirs.pk)
    panel.vote(by(f"SV-{KENT}"), theirs.pk, "A")
    assert (seen(finding).state, seen(finding).category) == ("settled", "A")
    assert (seen(theirs, KENT).state, seen(theirs, KENT).category) == ("settled", "A")
    with working(as_(f"SV-{MET}")):
        assert {task.state for task in Task.objects.filter(kind="panel")} == {"done"}
        assert Counter(Grade.objects.values_list("panel", flat=True)) == {True: 2, False: 5}
    assert panel.disputes(by(f"SV-{MET}")) == []


def test_a_panel_is_for_disputed_pictures_alone(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    with pytest.raises(TransitionRefused):
        panel.vote(by(f"SV-{MET}"), finding.pk, "A")


def test_who_voted_as_a_grader_has_no_voice_in_the_panel(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE person SET roles = ARRAY['GR', 'SV'] WHERE pseudonym = %s", (f"GR-{MET}",))
    both = f"GR-{MET}"
    for name, value in zip(graders(operation, 4), ("A", "A", "B", "B"), strict=True):
        voting.grade(by(name), finding.pk, value)
    voting.grade(Call(as_(both, "GR")), finding.pk, "unsure")
    with pytest.raises(InputRefused, match="you have voted on this picture"):
        panel.vote(Call(as_(both, "SV"), reason="invented"), finding.pk, "unsure")


@pytest.mark.parametrize("before", [1, 2])
def test_votes_at_the_same_time_settle_a_picture_once(operation: str, before: int) -> None:
    """With two votes cast two race for the third: one settles, the other comes too late. With one, both count."""
    (finding,) = found(examined(operation), "one")
    names = graders(operation, before + 2)
    for name in names[:before]:
        voting.grade(by(name), finding.pk, "A")
    calls = [by(name) for name in names[before:]]
    hold = f"SELECT 1 FROM national_picture WHERE sha256 = '{digest('one')}' FOR UPDATE"
    gave = race(operation, hold, *(lambda call=call: voting.grade(call, finding.pk, "A") for call in calls))  # type: ignore[misc]
    kinds = Counter(type(each) for each in gave)
    assert kinds == ({Grade: 2} if before == 1 else {Grade: 1, TransitionRefused: 1})
    assert (seen(finding).state, seen(finding).rev) == ("settled", 2)
    assert len(entries(operation, "finding.settled")) == 1


def test_an_import_and_the_deciding_vote_do_not_miss_each_other(operation: str) -> None:
    """An import under way holds the vote back: the finding that it brings is settled with the others."""
    here = examined(operation)
    (finding,) = found(here, "one")
    first, second, third = graders(operation, 3)
    voting.grade(by(first), finding.pk, "A")
    voting.grade(by(second), finding.pk, "A")
    call, failed = by(third), list[BaseException]()

    def vote() -> None:
        try:
            voting.grade(call, finding.pk, "A")
        except BaseException as error:  # noqa: BLE001 — told to the test below
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=vote)
    with acting(Call(system(Organisation.objects.get(code=MET))), "examination.run") as act:
        assert pictures.settled([digest("one")], held=True) == {}
        thread.start()
        thread.join(0.5)
        late = Finding(
            **act.made(
                examination_id=here, volume="1", inode="9", stream="", path="late.jpg", sha256=digest("one"),
                match="none", state="provisional", provisional=True,
            )
        )  # fmt: skip
        act.insert([late])
        act.record("finding.recorded", late, {"match": "none", "lists": [], "provisional": True})
    thread.join(30)
    assert not failed
    assert (seen(late).state, seen(finding).state) == ("settled", "settled")
