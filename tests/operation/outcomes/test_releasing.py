"""Release: nobody goes without a plan that somebody took over (G5); what the law compels is recorded with a breach."""

from datetime import timedelta

import pytest

from operation.children.test_children import SAID
from operation.outcomes.desk import INVESTIGATOR, SUPERVISOR, arrested, by, case, now, planned, seen, tasks
from operation.packages.office import KENT, MET
from operation.referrals.test_intake import events, holds
from operation.subjects.test_gathering import by as by_agency
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import turn
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import deciding
from understone.operation.children import services as children
from understone.operation.children.actions import ActionKind
from understone.operation.children.deciding import ToDo
from understone.operation.children.services import Tie
from understone.operation.errors import Conflict, GuardRefused, InputRefused, TransitionRefused
from understone.operation.models import Arrest, Breach, Subject, Task
from understone.operation.outcomes import arresting, releasing
from understone.operation.outcomes.releasing import Mode
from understone.operation.service import Call


def decided(code_of: object, force: str) -> None:
    lead = Call(as_(f"SL-{force}", comp="common"), "an invented reason")
    key = code_of.pk  # type: ignore[attr-defined]
    deciding.assess(lead, key, Bool3.NO)
    with working(lead.actor):
        due = us_now() + timedelta(hours=20)
    deciding.decide(lead, key, [ToDo(ActionKind.SAFETY_PLAN, "children's services", due)])


def tied(subject: Subject, force: str) -> object:
    known = children.Known(Bool3.UNKNOWN, SAID.source, SAID.age_band, force)
    return children.record(by_agency(), subject.pk, known, Tie(Bool3.YES, "daughter"))


def test_nobody_is_released_before_a_plan_is_handed_over_with_a_visit_within_two_days(operation: str) -> None:
    row = arrested(case())

    def refused(why: str) -> None:
        with pytest.raises(GuardRefused, match=f"G5: .*{why}"):
            releasing.release(by(), row.pk, Mode.BAIL)

    refused("no plan")
    planned(row, handed_over=False)
    refused("not handed over")
    planned(row, timedelta(hours=49))
    refused("not within 48 hours")
    planned(row, timedelta(hours=1))
    turn(operation, timedelta(hours=2))
    refused("not within 48 hours")
    planned(row, timedelta(hours=47))
    assert seen(row).state == "custody"
    releasing.release(by(), row.pk, Mode.BAIL)
    assert (seen(row).state, seen(row).mode) == ("released", "bail")
    assert tasks(row) == {releasing.CHARGE: 168.0}
    assert events(operation)["outcome.released"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_every_child_tied_to_them_is_decided_on_whichever_force_has_it(operation: str) -> None:
    """The force is told how many, and nothing of a child of another force."""
    subject = case()
    ours, theirs = tied(subject, MET), tied(subject, KENT)
    row = arrested(subject)
    planned(row)
    with pytest.raises(GuardRefused, match="2 of the children tied to them are not decided on"):
        releasing.release(by(), row.pk, Mode.RUI)
    decided(ours, MET)
    with pytest.raises(GuardRefused, match="1 of the children tied to them is not decided on"):
        releasing.release(by(), row.pk, Mode.RUI)
    decided(theirs, KENT)
    assert releasing.release(by(), row.pk, Mode.RUI).state == "released"


def test_a_release_is_by_a_way_that_there_is_and_after_the_arrest(operation: str) -> None:
    row = arrested(case())
    planned(row)
    with pytest.raises(InputRefused, match="not released so: none"):
        releasing.release(by(), row.pk, Mode.NONE)
    for wrong in (row.at - timedelta(minutes=1), now() + timedelta(hours=1)):
        with pytest.raises(InputRefused):
            releasing.release(by(), row.pk, Mode.BAIL, wrong)
    with pytest.raises(Conflict):
        releasing.release(by(expected=7), row.pk, Mode.BAIL)
    releasing.release(by(), row.pk, Mode.BAIL)
    with pytest.raises(TransitionRefused):
        releasing.release(by(), row.pk, Mode.BAIL)
    with pytest.raises(TransitionRefused):
        releasing.release_outside(by(), row.pk, Mode.BAIL, "invented")


def test_what_the_law_compels_is_recorded_with_a_breach_and_a_second_entry_completes_it(operation: str) -> None:
    """Invariant 29: a release has a plan, or a breach is recorded. Supervisor and safeguarding lead are paged."""
    row = arrested(case())
    at = now()
    with pytest.raises(InputRefused, match="circumstances"):
        releasing.release_outside(by(), row.pk, Mode.BAIL, " ", at)
    assert seen(row).released_at is None
    for _ in range(2):
        releasing.release_outside(by(), row.pk, Mode.BAIL, "the custody clock ran out", at)
    assert (seen(row).state, seen(row).released_at) == ("custody", at)
    assert tasks(row)[releasing.CONTACT] == 48.0
    with working(as_(SUPERVISOR)):
        breach = Breach.objects.get()
        assert (breach.object, breach.guard, breach.at, breach.state) == (row.pk, "G5", at, "open")
        paged = set(Task.objects.filter(object=breach.pk, state="open").values_list("owner__pseudonym", flat=True))
        assert paged == {SUPERVISOR, f"SL-{MET}"}
    told = events(operation)
    assert (told["outcome.released"], told["breach.recorded"]) == (1, 1)
    planned(row)
    with pytest.raises(InputRefused, match="guard G5 holds"):
        releasing.release_outside(by(), row.pk, Mode.BAIL, "again")
    releasing.release(by(), row.pk, Mode.BAIL)
    assert seen(row).state == "released"
    assert tasks(row) == {releasing.CHARGE: 168.0}
    with working(as_(INVESTIGATOR)):
        for each in Arrest.objects.filter(released_at__isnull=False):
            assert Breach.objects.filter(object=each.pk).exists()
    assert arresting.PLAN not in tasks(row)
    assert named_once(operation) == []
    assert holds(operation) > 0
