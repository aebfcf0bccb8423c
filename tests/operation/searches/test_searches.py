"""From a plan to an opened door: the gate at each step, two persons, what lapses, and what happened outside it."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from operation.children.test_children import HERS, SAID
from operation.children.test_deciding import in_
from operation.packages import office
from operation.packages.office import KENT
from operation.premises.test_premises import answer_of
from operation.searches import force
from operation.searches.force import IN, OTHER, SL, SV, Made, authorised, call, fails, plan, second
from operation.subjects.test_gathering import by
from operation.subjects.test_restricting import restrict
from operation.tasks.desk import events, named_once, turn
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.breaches import services as breaches
from understone.operation.children import deciding
from understone.operation.children import services as children
from understone.operation.children.services import Known, Tie
from understone.operation.clockwork import tick
from understone.operation.errors import (
    Conflict,
    GuardRefused,
    InputRefused,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.london import day_of, midnight_after
from understone.operation.models import Search, Task
from understone.operation.premises import services as premises
from understone.operation.premises.places import Place
from understone.operation.searches import doing, planning, reading, warrants
from understone.operation.searches.planning import Change, Planned
from understone.operation.service import Call
from understone.operation.welfare import services as welfare


def tasks(key: UUID) -> dict[str, str]:
    """Return who has each open task about a search."""
    with working(as_(IN)):
        return {each.kind: each.owner.pseudonym for each in Task.objects.filter(object=key, state="open")}


def test_a_search_goes_from_a_plan_through_the_gate_and_two_persons_to_a_door(operation: str) -> None:
    about, home = force.subject()
    made = force.planned()
    key = made.pk
    assert (made.state, made.planner.pseudonym, made.subjects) == ("planned", IN, [about.pk])
    assert tasks(key) == {planning.PREPARE: IN}
    assert fails(key) == {"G2.2", "G2.4", "G2.6"}
    with pytest.raises(GuardRefused, match=r"G2: G2\.2: .*G2\.4: .*G2\.6: "):
        doing.ready(call(), key)
    (refusal,) = events(operation, "access.refused")
    assert refusal == {"action": "search.authorise", "object": f"search {key}", "code": "guard_refused"}
    planning.arrange(call(OTHER), key, on_call=SL)
    assert fails(key) == {"G2.2", "G2.4", "G2.6"}
    planning.arrange(call(OTHER), key, services_told_at=us_now())
    assert fails(key) == {"G2.2", "G2.6"}
    welfare.record(call(), "household", home.pk, plan())
    assert fails(key) == {"G2.2", "G2.6"}
    welfare.record(call(SL), "self_harm", about.pk, plan())
    assert fails(key) == {"G2.2"}
    force.rechecked(key, "16 Example Street, London")
    assert fails(key) == {"G2.2"}, "what differs is recorded"
    force.rechecked(key)
    assert fails(key) == set()
    ready = doing.ready(call(), key)
    assert (ready.state, ready.due, len(ready.resolutions)) == ("ready", midnight_after(us_now()), 1)
    assert tasks(key) == {doing.AUTHORISE_IT: SV}
    done = doing.authorise(second(ready.rev), key)
    assert (done.state, tasks(key)) == ("authorised", {doing.EXECUTE_IT: IN})
    executed = doing.execute(call(), key, "three phones, one computer")
    assert (executed.state, executed.owner_id, tasks(key)) == ("executed", None, {})
    assert [each["result"] for each in events(operation, "premises.rechecked")][1] == "the same"
    (told,) = events(operation, "search.executed")
    assert told["guards"] == [f"G2.{n}" for n in range(1, 9)]
    (authorisation,) = events(operation, "search.authorised")
    assert authorisation["second_by"] == SV
    (line,) = reading.listed(call(), place=home.pk)[1]
    assert (line.address, line.subjects, line.state) == ("14 Example Street, London", [about.code], "executed")
    assert reading.opened(call(SL), key, "a test")["recheck"]["by"] == OTHER
    named_once(operation)


def test_only_a_force_with_the_package_plans_and_only_where_answers_lead(operation: str) -> None:
    about, home = force.subject()
    today = day_of(us_now())
    said = Planned([about.pk], home.pk, today, "PACE-18")
    with pytest.raises(NoSuchRecord):
        planning.plan(call(f"IN-{KENT}"), said)
    with pytest.raises(NoSuchRecord):
        planning.plan(call(), Planned([about.pk], uuid4(), today, "PACE-18"))
    with pytest.raises(NoSuchRecord):
        planning.plan(call(), Planned([uuid4()], home.pk, today, "PACE-18"))
    with pytest.raises(InputRefused, match="no power of your jurisdiction"):
        planning.plan(call(), Planned([about.pk], home.pk, today, "SC-WARRANT"))
    with pytest.raises(InputRefused, match="no day to come"):
        planning.plan(call(), Planned([about.pk], home.pk, today - timedelta(days=1), "PACE-18"))
    with pytest.raises(NotPermitted):
        planning.plan(call(SV), said)
    assert [each.told for each in reading.places(call())] == ["14 Example Street, London"]
    assert reading.places(call(f"IN-{KENT}")) == []
    key = planning.plan(call(), said).pk
    for who in (f"IN-{KENT}", f"SV-{KENT}"):
        with pytest.raises(NoSuchRecord):
            reading.gated(call(who), key)
    with pytest.raises(NoSuchRecord):
        doing.ready(call(f"IN-{KENT}"), key)
    changed = planning.change(call(OTHER), key, Change(day=today + timedelta(days=2), power="PACE-32"))
    assert (changed.day, changed.power, changed.planner_id) == (today + timedelta(days=2), "PACE-32", as_(OTHER).user)
    with pytest.raises(GuardRefused, match="on the day of the search"):
        planning.recheck(call(), key, "14 Example Street, London")


def test_a_warrant_is_by_a_power_that_needs_one_and_stored_once(operation: str) -> None:
    _, home = force.subject()
    until = us_now() + timedelta(days=9)
    with pytest.raises(InputRefused, match="PACE-18 needs no warrant"):
        warrants.record(call(), home.pk, "W-1", "PACE-18", "14 Example Street", until)
    with pytest.raises(InputRefused, match="no power of your jurisdiction"):
        warrants.record(call(), home.pk, "W-1", "PACENI-10", "14 Example Street", until)
    with pytest.raises(InputRefused, match="expired"):
        warrants.record(call(), home.pk, "W-1", "PACE-8", "14 Example Street", us_now() - timedelta(days=1))
    with pytest.raises(NoSuchRecord):
        warrants.record(call(f"IN-{KENT}"), home.pk, "W-1", "PACE-8", "14 Example Street", until)
    first = warrants.record(call(), home.pk, " W-1 ", "PACE-8", "14 Example Street", until)
    assert warrants.record(call(), home.pk, "W-1", "PACE-8", "14  Example Street", until).pk == first.pk
    with pytest.raises(InputRefused, match="another one with this number"):
        warrants.record(call(), home.pk, "W-1", "PCA-4", "14 Example Street", until)
    assert [each.ref for each in warrants.listed(call())[1]] == ["W-1"]
    assert len(events(operation, "warrant.recorded")) == 1


def test_who_planned_does_not_see_the_address_again_and_who_made_a_part_does_not_authorise(search: Made) -> None:
    owner, key = search
    with pytest.raises(GuardRefused, match="who planned the search"):
        planning.recheck(call(), key, "14 Example Street, London")
    ready = doing.ready(call(), key)
    with psycopg.connect(owner, autocommit=True) as db:
        for name in (IN, OTHER):
            db.execute("UPDATE person SET roles = '{IN,SV}' WHERE pseudonym = %s", (name,))
    for name in (IN, OTHER):  # the planner, who made it ready too; and who saw the address
        them = Call(as_(name, "SV", "common"), "a reason", expected=ready.rev, signed_in_at=us_now())
        with pytest.raises(GuardRefused, match="G4: who proposed it does not complete it"):
            doing.authorise(them, key)
    with pytest.raises(GuardRefused, match="did not sign in"):
        doing.authorise(call(SV, expected=ready.rev), key)
    with pytest.raises(Conflict):
        doing.authorise(second(ready.rev - 1), key)
    with pytest.raises(NotPermitted):
        doing.authorise(second(ready.rev, SL), key)
    assert doing.authorise(second(ready.rev), key).state == "authorised"


def test_a_search_that_is_ready_lapses_at_midnight_in_london(search: Made) -> None:
    owner, key = search
    authorised(key)
    tick()
    assert force.seen(Search, key).state == "authorised"
    night = midnight_after(us_now())
    turn(owner, night - us_now() - timedelta(seconds=40))
    tick()
    assert force.seen(Search, key).state == "authorised", "a minute before midnight"
    turn(owner, timedelta(seconds=41))
    with pytest.raises(GuardRefused, match=r"G2\.2"):
        doing.execute(call(), key, "nothing found")
    tick()
    row = force.seen(Search, key)
    assert (row.state, tasks(key)) == ("planned", {planning.PREPARE: IN})
    assert [each["cause"] for each in events(owner, "search.lapsed")] == ["midnight, Europe/London"]
    tick()
    assert len(events(owner, "search.lapsed")) == 1
    with pytest.raises(TransitionRefused):
        doing.execute(call(), key, "nothing found")
    named_once(owner)


def test_a_child_that_is_recorded_stops_the_search_until_it_is_decided_on(search: Made) -> None:
    owner, key = search
    about, _ = force.subject()
    ready = doing.ready(call(), key)
    child = children.record(by(), about.pk, SAID, HERS)
    assert fails(key) == {"G2.5"}
    with pytest.raises(GuardRefused, match=r"G2\.5: 1 linked child is not decided on"):
        doing.authorise(second(ready.rev), key)
    tick()
    assert force.seen(Search, key).state == "planned"
    assert events(owner, "search.lapsed")[0]["cause"].startswith("G2.5: ")
    deciding.assess(call(SL), child.pk, Bool3.NO)
    deciding.decide(call(SL), child.pk, [in_(5)])
    assert fails(key) == set()
    assert authorised(key).state == "authorised"
    theirs = children.record(by(), about.pk, Known(Bool3.NO, "a school in Kent", force=KENT), Tie())
    with working(as_(IN)):
        assert not type(theirs).objects.filter(pk=theirs.pk).exists(), "it is another force's"
    with pytest.raises(GuardRefused, match=r"G2\.5"):
        doing.execute(call(), key, "nothing found")
    named_once(owner)


def test_answers_that_are_too_old_are_waived_by_an_inspector_and_nobody_below(search: Made) -> None:
    owner, key = search
    with pytest.raises(InputRefused, match="nothing needs waiving"):
        planning.waive(call(SV), key)
    turn(owner, timedelta(days=15))
    assert "G2.1" in fails(key)
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("UPDATE person SET rank = 'sergeant' WHERE pseudonym = %s", (SV,))
    with pytest.raises(GuardRefused, match="your rank is sergeant"):
        planning.waive(call(SV), key)
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("UPDATE person SET rank = 'detective inspector' WHERE pseudonym = %s", (SV,))
    with pytest.raises(ReasonMissing):
        planning.waive(call(SV, None), key)
    with pytest.raises(NotPermitted):
        planning.waive(call(), key)
    planning.waive(call(SV, "he was seen there yesterday"), key)
    assert "G2.1" not in fails(key)
    (line, *_) = reading.gated(call(), key)
    assert line.why == f"waived by {SV}, detective inspector: he was seen there yesterday"
    assert "G2.8" in fails(key), "nothing else is waived with it"
    named_once(owner)


def test_an_entry_to_save_a_life_is_recorded_at_once_with_every_part_that_failed(operation: str) -> None:
    key = force.planned().pk
    with pytest.raises(TransitionRefused):
        doing.execute(call(), key, "a child taken to safety")
    with pytest.raises(InputRefused, match="circumstances"):
        doing.execute_outside(call(), key, "a child taken to safety", " ")
    breach = doing.execute_outside(call(), key, "a child taken to safety", "screams were heard")
    assert breach.guard == "G2.2 G2.4 G2.6 G4"
    assert breach.circumstances.startswith("screams were heard (G2.2: the address was not re-checked today; G2.4: ")
    assert (force.seen(Search, key).state, tasks(key)) == ("executed", {})
    with working(as_(SV)):
        owners = set(Task.objects.filter(object=breach.pk).values_list("owner__pseudonym", flat=True))
    assert owners == {SV, SL}
    assert [len(events(operation, name)) for name in ("search.executed", "breach.recorded")] == [1, 1]
    assert breaches.explain(call(SV), breach.pk, "a neighbour had called").state == "explained"
    with pytest.raises(TransitionRefused):
        doing.execute_outside(call(), key, "again", "again")
    named_once(operation)


def test_what_happened_within_the_gate_is_no_breach_and_before_it_was_authorised_it_is(search: Made) -> None:
    _, key = search
    began = us_now()
    authorised(key)
    with pytest.raises(InputRefused, match="everything held"):
        doing.execute_outside(call(), key, "nothing found", "screams were heard")
    with pytest.raises(InputRefused, match="after that"):
        doing.execute(call(), key, "nothing found", began)
    with pytest.raises(InputRefused, match="no time that has passed"):
        doing.execute(call(), key, "nothing found", us_now() + timedelta(hours=1))
    breach = doing.execute_outside(call(), key, "nothing found", "the door stood open", began)
    assert breach.guard.endswith("G4")


def test_a_search_is_given_up_with_a_reason(search: Made) -> None:
    owner, key = search
    with pytest.raises(ReasonMissing):
        doing.abort(call(IN, None), key)
    with pytest.raises(NotPermitted):
        doing.abort(call(SL), key)
    row = doing.abort(call(SV, "he has moved away"), key)
    assert (row.state, row.owner_id, tasks(key)) == ("aborted", None, {})
    assert events(owner, "search.aborted") == [{"reason": "he has moved away"}]
    for again in (lambda: doing.abort(call(), key), lambda: doing.ready(call(), key)):
        with pytest.raises(TransitionRefused):
            again()
    named_once(owner)


def test_a_package_that_is_withdrawn_takes_the_ground_from_the_search(search: Made) -> None:
    owner, key = search
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("ALTER TABLE dissemination DISABLE TRIGGER USER")
        db.execute("UPDATE dissemination SET shared_to = '{}'")
    assert fails(key) == {"G2.7"}
    _, home = force.subject()
    with pytest.raises(NoSuchRecord):
        welfare.record(call(), "household", home.pk, plan())


def test_the_agency_sees_that_there_is_a_search_and_acts_on_none(search: Made) -> None:
    _, key = search
    with working(as_("CO-1")):
        assert Search.objects.filter(pk=key).exists()
    with pytest.raises(NotPermitted):
        reading.listed(call("CO-1"))
    with working(as_(f"IN-{KENT}")):
        assert not Search.objects.filter(pk=key).exists()


def test_a_search_of_a_restricted_subject_is_its_readers_alone_and_lapses_all_the_same(search: Made) -> None:
    owner, key = search
    authorised(key)
    restrict("S-1", "AN-1", "AN-2", "AP-1", "CO-1", IN, OTHER, SV)
    row = force.seen(Search, key)
    assert (row.restricted, row.state, fails(key)) == (True, "authorised", set())
    with pytest.raises(NoSuchRecord):
        reading.gated(call(SL), key)
    with working(as_(SL)):
        assert not Search.objects.filter(pk=key).exists()
    turn(owner, timedelta(days=1))
    tick()
    assert (force.seen(Search, key).state, tasks(key)) == ("planned", {planning.PREPARE: IN})
    named_once(owner)


def test_where_the_answer_comes_to_lead_elsewhere_the_search_falls_and_its_warrant_is_of_no_use(search: Made) -> None:
    owner, key = search
    about, home = force.subject()
    authorised(key)
    warrant = force.seen(Search, key).warrant_id
    elsewhere = premises.record(by(), answer_of(about.pk).pk, Place("3 Invented Road, London", lad=office.WESTMINSTER))
    assert "G2.1" in fails(key)
    tick()
    assert events(owner, "search.lapsed")[0]["cause"].startswith("G2.1: no answer of confidence A, B or C")
    today = day_of(us_now())
    with pytest.raises(InputRefused, match="warrant W-1 is for other premises"):
        planning.plan(call(), Planned([about.pk], elsewhere.pk, today, "PACE-8", warrant))
    with pytest.raises(NoSuchRecord):
        planning.plan(call(), Planned([about.pk], home.pk, today, "PACE-8", warrant))
