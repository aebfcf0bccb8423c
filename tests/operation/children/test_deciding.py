"""From a child that is known of to one that is safe: each step its lead's, on time, and closed by two."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection

from operation.children.test_children import HERS, SAID
from operation.children.test_children import by as by_agency
from operation.packages.office import KENT, MET
from operation.referrals.test_intake import events, holds
from operation.risk.asking import assessments
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import turn
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import closing, deciding, identities, services
from understone.operation.children.actions import ActionKind
from understone.operation.children.deciding import ToDo
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
from understone.operation.models import Child, ChildIdentity, Proposal, SafeguardingAction, Subject, Task
from understone.operation.service import Call
from understone.operation.tasks.leaving import deactivate

LEAD = f"SL-{MET}"


def by(pseudonym: str = LEAD, reason: str | None = "an invented reason", **said: object) -> Call:
    return Call(as_(pseudonym, comp="common"), reason, **said)  # type: ignore[arg-type]


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def in_(count: float, kind: ActionKind = ActionKind.SAFETY_PLAN, partner: str = "children's services") -> ToDo:
    with working(as_(LEAD)):
        return ToDo(kind, partner, us_now() + hours(count))


def known(subject: Subject) -> Child:
    return services.record(by_agency(), subject.pk, SAID, HERS)


def seen(child: Child) -> Child:
    with working(as_(LEAD)):
        return Child.objects.select_related("owner").get(pk=child.pk)


def tasks(child: Child) -> dict[str, float]:
    """Return in how many hours each open task about a child and what is to be done for it is due, by kind."""
    with working(as_(LEAD)):
        about = [child.pk, *SafeguardingAction.objects.filter(child=child).values_list("pk", flat=True)]
        now = us_now()
        return {
            each.kind: round((each.due - now).total_seconds() / 3600, 1)
            for each in Task.objects.filter(object__in=about, state="open")
        }


def actions(child: Child) -> list[SafeguardingAction]:
    with working(as_(LEAD)):
        return list(SafeguardingAction.objects.filter(child=child).order_by("due"))


def left(child: Child) -> SafeguardingAction:
    """Return the one thing that is still to be done."""
    (action,) = (each for each in actions(child) if each.state == "open")
    return action


def safeguarded(child: Child) -> None:
    deciding.assess(by(), child.pk, Bool3.NO)
    deciding.decide(by(), child.pk, [in_(24)])
    deciding.done(by(), actions(child)[0].pk, "he moved out")


def test_a_child_is_assessed_decided_on_and_safeguarded_within_its_clocks(operation: str, subject: Subject) -> None:
    child = known(subject)
    assert tasks(child) == {"assess and decide": 2.0}
    deciding.assess(by(), child.pk, Bool3.YES)
    assert (seen(child).state, seen(child).immediate) == ("assessed", "yes")
    deciding.decide(by(), child.pk, [in_(1, ActionKind.STRATEGY_DISCUSSION), in_(5, partner="the council")])
    assert seen(child).state == "decided"
    assert tasks(child) == {"have it done": 1.0, "do": 5.0} | {"do": tasks(child)["do"]}
    talk, plan = actions(child)
    deciding.done(by(), talk.pk, "held; all agreed")
    assert seen(child).state == "decided", "talking about it protects nobody"
    deciding.done(by(), plan.pk, "he moved out")
    assert seen(child).state == "safeguarded"
    assert tasks(child) == {"review": 28 * 24.0}
    told = events(operation)
    for name in ("assessed", "decided", "safeguarded"):
        assert told[f"child.{name}"] == 1, name
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_immediate_risk_is_answered_yes_or_no(operation: str, subject: Subject) -> None:
    child = known(subject)
    with pytest.raises(GuardRefused, match="IMMEDIATE"):
        deciding.assess(by(), child.pk, Bool3.UNKNOWN)
    with pytest.raises(ReasonMissing):
        deciding.assess(by(reason=" "), child.pk, Bool3.NO)
    with pytest.raises(TransitionRefused):
        deciding.decide(by(), child.pk, [in_(5)])
    with pytest.raises(NotPermitted):
        deciding.assess(by(f"IN-{MET}"), child.pk, Bool3.NO)
    with pytest.raises(NotPermitted):
        deciding.assess(by("AN-1"), child.pk, Bool3.NO)
    with pytest.raises(NoSuchRecord):
        deciding.assess(by(f"SL-{KENT}"), child.pk, Bool3.NO)


def test_who_turns_out_to_be_at_immediate_risk_is_decided_on_within_two_hours(operation: str, subject: Subject) -> None:
    said = services.Known(Bool3.NO, "the school", age_band="5-9", force=MET)
    child = services.record(by_agency(), subject.pk, said, HERS)
    assert tasks(child) == {"assess and decide": 24.0}
    turn(operation, hours(3))
    deciding.assess(by(), child.pk, Bool3.YES)
    assert tasks(child) == {"assess and decide": 2.0}
    assert named_once(operation) == []


@pytest.mark.parametrize("what", ["nothing", "partner", "past"])
def test_what_is_decided_names_what_with_whom_and_by_when(operation: str, subject: Subject, what: str) -> None:
    child = known(subject)
    deciding.assess(by(), child.pk, Bool3.NO)
    wrong = {"nothing": [], "partner": [in_(5, partner=" ")], "past": [in_(-1)]}[what]
    with pytest.raises(InputRefused):
        deciding.decide(by(), child.pk, wrong)
    assert seen(child).state == "assessed"


def test_a_review_is_set_within_28_days(operation: str, subject: Subject) -> None:
    child = known(subject)
    safeguarded(child)
    with working(as_(LEAD)):
        now = us_now()
    with pytest.raises(GuardRefused, match="REVIEW28"):
        deciding.review(by(), child.pk, now + timedelta(days=28, hours=1))
    turn(operation, timedelta(days=20))
    deciding.review(by(), child.pk, now + timedelta(days=40))
    assert seen(child).state == "safeguarded"
    assert tasks(child) == {"review": 20 * 24.0}
    deciding.add(by(), child.pk, [in_(48, ActionKind.COURT_ORDER, "the council")])
    assert set(tasks(child)) == {"review", "do"}
    assert named_once(operation) == []


def test_something_new_begins_it_anew_even_of_a_closed_one(operation: str, subject: Subject) -> None:
    child = known(subject)
    safeguarded(child)
    deciding.escalate(by(f"IN-{MET}"), child.pk, Bool3.YES)
    assert (seen(child).state, seen(child).immediate) == ("identified", "yes")
    assert tasks(child) == {"assess and decide": 2.0}
    safeguarded_again = [deciding.assess(by(), child.pk, Bool3.NO), deciding.decide(by(), child.pk, [in_(9)])]
    assert safeguarded_again[-1].state == "decided"
    deciding.done(by(), left(child).pk, "seen")
    closed(child)
    deciding.escalate(by(), child.pk, Bool3.UNKNOWN)
    assert (seen(child).state, seen(child).owner.pseudonym) == ("identified", LEAD)  # type: ignore[union-attr]
    assert named_once(operation) == []
    assert holds(operation) > 0


def closed(child: Child) -> Child:
    proposal = closing.propose(by(), child.pk, "a court order; he lives elsewhere")
    with working(as_(f"SV-{MET}")):
        now, rev = us_now(), Proposal.objects.get(pk=proposal.pk).rev
    return closing.complete(by(f"SV-{MET}", expected=rev, signed_in_at=now), proposal.pk)


def test_two_close_a_child_once_all_is_done_and_access_is_resolved(operation: str, subject: Subject) -> None:
    """Guards G4 and G7."""
    child = known(subject)
    safeguarded(child)
    with pytest.raises(GuardRefused, match="G7"):
        closing.propose(by(), child.pk, " ")
    deciding.add(by(), child.pk, [in_(48, ActionKind.COURT_ORDER, "the council")])
    with pytest.raises(GuardRefused, match="not done yet: court_order"):
        closing.propose(by(), child.pk, "he lives elsewhere")
    deciding.done(by(), left(child).pk, "made")
    assert closed(child).state == "closed"
    row = seen(child)
    assert (row.owner_id, row.due, tasks(child)) == (None, None, {})
    assert events(operation)["child.closed"] == 1
    assert named_once(operation) == []


def test_who_proposed_it_does_not_close_it_and_what_changed_since_is_not_closed(
    operation: str, subject: Subject
) -> None:
    child = known(subject)
    safeguarded(child)
    proposal = closing.propose(by(), child.pk, "he lives elsewhere")
    deciding.add(by(), child.pk, [in_(48, ActionKind.COURT_ORDER, "the council")])
    with working(as_(f"SV-{MET}")):
        now, rev = us_now(), Proposal.objects.get(pk=proposal.pk).rev
    with pytest.raises(NotPermitted):
        closing.complete(by(expected=rev, signed_in_at=now), proposal.pk)
    with pytest.raises((GuardRefused, Conflict)):
        closing.complete(by(f"SV-{MET}", expected=rev, signed_in_at=now), proposal.pk)
    assert seen(child).state == "safeguarded"


def test_unknown_care_keeps_a_child_open(operation: str, subject: Subject) -> None:
    child = services.record(by_agency(), subject.pk, SAID, services.Tie(relation="pupil"))
    safeguarded(child)
    with pytest.raises(GuardRefused, match="care, custody or control"):
        closing.propose(by(), child.pk, "he lives elsewhere")


def test_who_a_child_is_is_for_its_lead_and_the_supervisors_alone(operation: str, subject: Subject) -> None:
    """Invariant 7: by the services and by the database itself; on the ledger stands what was set, not to what."""
    child = known(subject)
    identities.name(by(), child.pk, "Ivy Invented", date(2018, 4, 1))
    identities.name(by(), child.pk, address="2 Sample Road")
    for who in (LEAD, f"SV-{MET}"):
        assert identities.seen(by(who), child.pk, "the visit") == {
            "code": child.code, "name": "Ivy Invented", "dob": "2018-04-01", "address": "2 Sample Road"
        }  # fmt: skip
    for who in (f"IN-{MET}", f"SP-{MET}", f"DE-{MET}", "AN-1", "AP-1", "CO-1", f"SL-{KENT}"):
        with pytest.raises((NotPermitted, NoSuchRecord)):
            identities.seen(by(who), child.pk, "curious")
        with working(as_(who)):
            assert not ChildIdentity.objects.exists()
            cursor = connection.cursor()
            cursor.execute("SELECT count(*) FROM operation_childidentityevent")
            assert cursor.fetchone() == (0,)
    with pytest.raises(NotPermitted):
        identities.name(by(f"SV-{MET}"), child.pk, "Another Name")
    with pytest.raises(DatabaseError), working(as_(f"SV-{MET}")):
        ChildIdentity.objects.update(name="Another Name", rev=3)
    with psycopg.connect(operation) as db:
        told = db.execute("SELECT payload::text FROM ledger.ledger_payload").fetchall()
    assert not [text for (text,) in told if text and ("Ivy" in text or "2 Sample" in text)]
    assert events(operation)["child.named"] == 2
    assert named_once(operation) == []


def test_a_lead_who_leaves_leaves_no_child_alone(operation: str, subject: Subject) -> None:
    child = known(subject)
    deciding.assess(by(), child.pk, Bool3.NO)
    deciding.decide(by(), child.pk, [in_(24)])
    deactivate(Call(as_("AD-1"), "moved"), LEAD)
    with working(as_(f"SV-{MET}")):
        assert Child.objects.get(pk=child.pk).owner.pseudonym == f"SV-{MET}"  # type: ignore[union-attr]
        assert SafeguardingAction.objects.get().owner.pseudonym == f"SV-{MET}"  # type: ignore[union-attr]


def test_what_a_force_says_of_a_child_is_the_agency_s_risk_within_a_minute(operation: str, subject: Subject) -> None:
    child = known(subject)
    before = assessments(subject)[-1]
    deciding.assess(by(), child.pk, Bool3.YES)
    tick()
    now = assessments(subject)[-1]
    assert (before.computed, now.computed, now.n) == ("unknown", "very_high", before.n + 1)
    assert [each["code"] for each in now.diff] == ["immediate"]
    assert now.act_by - now.computed_at <= timedelta(hours=24)
    tick()
    assert len(assessments(subject)) == now.n
    assert named_once(operation) == []
    assert holds(operation) > 0
