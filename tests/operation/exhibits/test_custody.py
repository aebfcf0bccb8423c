"""From the bag to the bench: what is seized, whose hands it goes through, under which seal (CUSTODY, SEAL)."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from operation.exhibits import store
from operation.exhibits.store import DE, IN, LAB, SV, arrested, by, seen, seized, thing
from operation.packages.office import KENT, MET
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import events
from operation.test_races import race, row_of, sorted_out
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.errors import (
    Conflict,
    GuardRefused,
    InputRefused,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.exhibits import continuity, moving, reading, seizing
from understone.operation.exhibits.moving import To
from understone.operation.exhibits.seals import SealMismatch
from understone.operation.models import Exhibit, Premises, Search, Subject, Task
from understone.operation.queries import fetched


def tasks(exhibit: Exhibit, who: str = SV) -> dict[str, str]:
    """Return who has which open task about an exhibit."""
    with working(as_(who, comp="common")):
        found = Task.objects.filter(object=exhibit.pk, state="open")
        return dict(found.values_list("kind", "owner__pseudonym"))


def test_a_house_is_recorded_in_one_call_with_what_was_found_in_what(operation: str, search: Search) -> None:
    things = [
        thing(search, 2, "memory_card", parent="AB/1"),
        thing(search, 1, description="  a black   phone "),
        thing(search, 3, "papers"),
    ]
    card, phone, papers = seizing.seize_all(by(), things)
    assert (card.kind, phone.kind, papers.kind) == ("drive", "phone", "other")
    assert (card.parent_id, phone.parent_id) == (phone.pk, None)
    assert (phone.description, phone.state, phone.seal) == ("a black phone", "seized", "M000001")
    assert (phone.shared_to, phone.comp_id, phone.roots) == (search.shared_to, search.comp_id, search.roots)
    assert tasks(phone) == {"queue": SV}
    (first,) = phone.continuity
    assert (first["to"], first["from"], first["place"], first["seal"]) == (IN, None, "the front room", "M000001")
    assert continuity.holder(phone.continuity) == IN
    told = events(operation, "exhibit.seized")
    assert told[0]["search_or_arrest"] == f"search/{search.pk}"
    assert {each["seal"] for each in told} == {"M000001", "M000002", "M000003"}
    assert named_once(operation) == []
    with working(as_(f"IN-{KENT}", comp="common")):
        assert not Exhibit.objects.exists()


def test_what_is_recorded_again_is_the_same_and_what_differs_is_refused(operation: str, search: Search) -> None:
    made = seized(search)
    assert seized(search).pk == made.pk
    both = seizing.seize_all(by(), [thing(search, 1), thing(search, 2)])
    assert [each.ref for each in both] == ["AB/1", "AB/2"]
    assert len(events(operation, "exhibit.seized")) == 2
    with pytest.raises(InputRefused, match="recorded already as another thing"):
        seized(search, 1, "laptop")
    with pytest.raises(InputRefused, match="given to two things"):
        seizing.seize_all(by(), [thing(search, 4), thing(search, 4, "laptop")])


def test_it_comes_from_one_executed_search_or_one_arrest(
    operation: str, subject: Subject, home: Premises, search: Search
) -> None:
    arrest = arrested(subject)
    from_him = seizing.seize(by(DE), replace(thing(search, 9), search=None, arrest=arrest.pk))
    assert (from_him.arrest_id, from_him.search_id) == (arrest.pk, None)
    for wrong, why in (
        (replace(thing(search), search=None), "neither a search nor an arrest"),
        (replace(thing(search), arrest=arrest.pk), "from both"),
        (thing(search, device="toaster"), "no device of the table"),
        (thing(search, seal=" "), "seal is not said"),
        (thing(search, parent="AB/7"), "no exhibit AB/7"),
        (thing(search, parent="AB/9"), "comes from somewhere else"),
        (thing(search, parent="AB/1"), "no exhibit AB/1"),
        (thing(search, at=us_now_in(1)), "at no time past"),
    ):
        with pytest.raises(InputRefused, match=why):
            seizing.seize(by(), wrong)
    planned = store.searched(subject, home, state="planned")
    with pytest.raises(InputRefused, match="it is planned"):
        seized(planned)
    with pytest.raises(InputRefused, match="part of itself"):
        seizing.seize_all(by(), [thing(search, 1, parent="AB/2"), thing(search, 2, parent="AB/1")])
    with pytest.raises(InputRefused, match="several places"):
        seizing.seize_all(by(), [thing(search, 1), thing(planned, 2)])
    with pytest.raises(NotPermitted):
        seizing.seize(by(f"SL-{MET}"), thing(search))
    with pytest.raises(NoSuchRecord):
        seizing.seize(by(f"IN-{KENT}"), thing(search))


def us_now_in(hours: int) -> object:
    with working(as_(IN, comp="common")):
        return us_now() + timedelta(hours=hours)


def test_only_the_taker_s_word_makes_them_the_holder(operation: str, search: Search) -> None:
    made = seized(search)
    moving.hand_over(by(IN), made.pk, LAB, made.seal)
    row = seen(made.pk)
    assert (continuity.holder(row.continuity), continuity.place(row.continuity)) == (IN, "the front room")
    assert tasks(row) == {"queue": SV, "take over": DE}
    (line,) = reading.listed(by(DE), to=DE)[1]
    assert (line.ref, line.holder, line.handed_to) == ("AB/1", IN, DE)
    moving.take(by(DE), made.pk, made.seal)
    row = seen(made.pk)
    assert (continuity.holder(row.continuity), continuity.place(row.continuity)) == (DE, LAB.place)
    assert tasks(row) == {"queue": SV}
    assert reading.listed(by(DE), to=DE) == (0, [])
    gave, took = events(operation, "exhibit.moved")
    assert (gave["signatures"], took["signatures"]) == ([IN], [IN, DE])
    assert (took["from"], took["to"], took["place"], took["seal"]) == (IN, DE, LAB.place, made.seal)
    assert named_once(operation) == []


def test_custody_is_given_by_its_holder_and_taken_by_who_was_named(operation: str, search: Search) -> None:
    made = seized(search)
    with pytest.raises(GuardRefused, match=f"CUSTODY: you are not the last recorded holder, {IN} is"):
        moving.hand_over(by(DE), made.pk, To(SV, "store"), made.seal)
    with pytest.raises(GuardRefused, match="CUSTODY: nobody hands it over"):
        moving.take(by(DE), made.pk, made.seal)
    with pytest.raises(GuardRefused, match="CUSTODY: giver and taker are one person"):
        moving.hand_over(by(IN), made.pk, To(IN, "store"), made.seal)
    with pytest.raises(GuardRefused, match="seal number is not stated"):
        moving.hand_over(by(IN), made.pk, LAB, " ")
    with pytest.raises(GuardRefused, match="where it then is"):
        moving.hand_over(by(IN), made.pk, To(DE, " "), made.seal)
    for nobody in ("SL-" + MET, "DE-" + KENT, "AN-1"):
        with pytest.raises(InputRefused, match="no colleague who may hold it"):
            moving.hand_over(by(IN), made.pk, To(nobody, "store"), made.seal)
    moving.hand_over(by(IN), made.pk, LAB, made.seal)
    with pytest.raises(GuardRefused, match=f"CUSTODY: it is handed over to {DE}"):
        moving.take(by(SV), made.pk, made.seal)
    with pytest.raises(GuardRefused, match="not the last recorded holder"):
        moving.hand_over(by(DE), made.pk, To(SV, "store"), made.seal)


def test_nothing_that_was_said_is_ever_edited_and_a_correction_is_a_further_entry(
    operation: str, search: Search
) -> None:
    made = seized(search)
    moving.hand_over(by(IN), made.pk, LAB, made.seal)
    moving.hand_over(by(IN), made.pk, To(SV, "property store"), made.seal)  # the first taker never came
    with pytest.raises(GuardRefused, match=f"handed over to {SV}"):
        moving.take(by(DE), made.pk, made.seal)
    with pytest.raises(GuardRefused, match="a supervisor corrects"):
        moving.correct(by(DE), made.pk, LAB, made.seal)
    with pytest.raises(ReasonMissing):
        moving.correct(by(SV, None), made.pk, LAB, made.seal)
    moving.correct(by(SV, "it lay in the laboratory all along"), made.pk, LAB, made.seal)
    assert continuity.holder(seen(made.pk).continuity) == IN
    moving.take(by(DE), made.pk, made.seal)
    row = seen(made.pk)
    assert continuity.holder(row.continuity) == DE
    assert [each["what"] for each in row.continuity] == ["seized", "handed over", "handed over", "corrected"]
    assert events(operation, "exhibit.moved")[-1]["signatures"] == [SV, DE]
    with working(as_(IN, comp="common")):
        query = "SELECT continuity FROM operation_exhibitevent WHERE id = %s ORDER BY rev"
        states = [json.loads(each) for (each,) in fetched(query, (made.pk,))]
    for before, after in pairwise(states):
        for one, other in zip(before, after, strict=False):
            assert all(other[name] == value for name, value in one.items() if value is not None)
        assert len(before) <= len(after)


def test_a_new_seal_has_a_reason_and_the_taker_finds_it(operation: str, search: Search) -> None:
    made = seized(search)
    with pytest.raises(ReasonMissing):
        moving.hand_over(by(IN, None), made.pk, LAB, made.seal, new_seal="N1")
    moving.hand_over(by(IN, "the bag was torn"), made.pk, LAB, made.seal, new_seal="N1")
    with pytest.raises(SealMismatch, match=r"the seal found is M000001, the record has N1"):
        moving.take(by(DE), made.pk, "M000001")
    moving.take(by(DE), made.pk, "N1")
    row = seen(made.pk)
    assert (row.seal, row.continuity[-1]["seal_before"], row.continuity[-1]["reason"]) == (
        "N1", "M000001", "the bag was torn",
    )  # fmt: skip


def test_a_seal_that_differs_stops_the_step_and_a_supervisor_hears_of_it_once(operation: str, search: Search) -> None:
    made, other = seizing.seize_all(by(), [thing(search, 1), thing(search, 2)])
    for _ in range(2):
        with pytest.raises(SealMismatch, match=r"SEAL: the seal found is X9, the record has M000001"):
            moving.hand_over_all(by(IN), {made.pk: "X9", other.pk: other.seal}, LAB)
    assert seen(made.pk).rev == seen(other.pk).rev == 1
    told = events(operation, "exhibit.seal_mismatch")
    assert told == [{"expected": "M000001", "found": "X9"}] * 2
    assert tasks(made)["look into the seal"] == SV
    assert tasks(other) == {"queue": SV}
    assert named_once(operation) == []


def test_a_whole_house_is_given_and_taken_at_once(operation: str, search: Search) -> None:
    rows = seizing.seize_all(by(), [thing(search, number) for number in range(1, 8)])
    found = {row.pk: row.seal for row in rows}
    moving.hand_over_all(by(IN), found, LAB)
    moving.take_all(by(DE), found)
    assert {continuity.holder(seen(row.pk).continuity) for row in rows} == {DE}
    assert len(events(operation, "exhibit.moved")) == 14
    assert all(tasks(row) == {"queue": SV} for row in rows)
    with pytest.raises(NoSuchRecord):
        moving.hand_over_all(by(DE), {**found, search.pk: "M1"}, To(SV, "store"))


def test_a_stale_revision_is_a_conflict(operation: str, search: Search) -> None:
    made = store.moved(seized(search))
    with pytest.raises(Conflict):
        moving.hand_over(by(DE, expected=1), made.pk, To(SV, "store"), made.seal)


@pytest.mark.parametrize("turn", range(2))
def test_of_two_who_take_one_exhibit_one_holds_it(operation: str, search: Search, turn: int) -> None:
    """The same taker twice at once: the second finds that nobody hands it over any more."""
    made = seized(search)
    moving.hand_over(by(IN), made.pk, LAB, made.seal)
    contest = [lambda: moving.take(by(DE), made.pk, made.seal)] * 2
    (won,), (error,) = sorted_out(race(operation, row_of(Exhibit, made.pk), *contest))
    assert isinstance(error, GuardRefused)
    assert "nobody hands it over" in error.what
    assert continuity.holder(seen(won.pk).continuity) == DE


def test_what_is_disposed_of_moves_no_more(operation: str, search: Search) -> None:
    made = seized(search)
    from understone.operation.exhibits import disposing

    proposal = disposing.propose(by(IN), made.pk, disposing.Manner.RETURNED)
    disposing.complete(store.second(SV, proposal), proposal.pk)
    with pytest.raises(TransitionRefused):
        moving.hand_over(by(IN), made.pk, LAB, made.seal)
