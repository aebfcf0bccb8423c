"""A breach pages the supervisor and the safeguarding lead; one of them explains it, and both tasks are done."""

from datetime import timedelta

import pytest

from operation.children.test_deciding import known
from operation.packages.office import KENT
from operation.searches import force
from operation.searches.conftest import search  # noqa: F401 — the fixture
from operation.searches.force import IN, SL, SV, Made, call
from operation.subjects.test_restricting import restrict
from operation.tasks.desk import events, named_once
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.breaches import services
from understone.operation.breaches.recording import EXPLAIN, KNOW
from understone.operation.errors import Conflict, InputRefused, NoSuchRecord, NotPermitted
from understone.operation.models import Breach, Child, Task


def recorded(who: str = SL) -> Breach:
    child = a_child()
    return services.record_later(call(who), "child", child.pk, "G5", us_now() - timedelta(hours=1), " forced  by law ")


def a_child() -> Child:
    return known(force.subject()[0])


def tasks() -> dict[str, tuple[str, str]]:
    """Return who has each kind of task about a breach, and its state."""
    with working(as_(SV)):
        return {each.kind: (each.owner.pseudonym, each.state) for each in Task.objects.filter(entity="breach")}


def test_a_breach_is_two_tasks_until_it_is_explained(operation: str) -> None:
    breach = recorded()
    assert (breach.state, breach.guard, breach.circumstances) == ("open", "G5", "forced  by law")
    assert tasks() == {EXPLAIN: (SV, "open"), KNOW: (SL, "open")}
    (line,) = services.listed(call(IN))[1]
    assert (line.id, line.owner, line.state) == (breach.pk, SV, "open")
    assert line.due is not None
    assert line.due - breach.recorded_at == timedelta(hours=1)
    with pytest.raises(InputRefused, match="nothing is explained"):
        services.explain(call(SV), breach.pk, " ")
    with pytest.raises(Conflict):
        services.explain(call(SV, expected=2), breach.pk, "the court ordered it")
    done = services.explain(call(SV), breach.pk, "the court ordered it")
    assert (done.state, done.explanation, done.owner_id) == ("explained", "the court ordered it", None)
    assert tasks() == {EXPLAIN: (SV, "done"), KNOW: (SL, "done")}
    with pytest.raises(InputRefused, match="explained already"):
        services.explain(call(SL), breach.pk, "again")
    assert [each["guard"] for each in events(operation, "breach.recorded")] == ["G5"]
    named_once(operation)


def test_of_what_is_restricted_somebody_on_the_list_is_paged(search: Made) -> None:  # noqa: F811
    owner, key = search
    restrict("S-1", "AN-1", "AN-2", "AP-1", "CO-1", IN)
    at = us_now() - timedelta(hours=1)
    services.record_later(call(IN), "search", key, "G2.4", at, "screams were heard")
    with working(as_(IN)):
        found = {each.kind: each.owner.pseudonym for each in Task.objects.filter(entity="breach", state="open")}
    assert found == {EXPLAIN: IN, KNOW: IN}, "neither the supervisor nor the safeguarding lead is on the list"
    named_once(owner)


def test_what_is_recorded_later_is_about_a_row_of_the_own_force_a_guard_and_a_time_that_passed(operation: str) -> None:
    child, at = a_child(), us_now() - timedelta(hours=1)
    with pytest.raises(InputRefused, match="no breach is about a subject"):
        services.record_later(call(), "subject", child.pk, "G5", at, "invented")
    with pytest.raises(InputRefused, match="no guard G77"):
        services.record_later(call(), "child", child.pk, "G77", at, "invented")
    with pytest.raises(InputRefused, match="no time that has passed"):
        services.record_later(call(), "child", child.pk, "G5", at + timedelta(days=1), "invented")
    with pytest.raises(InputRefused, match="circumstances"):
        services.record_later(call(), "child", child.pk, "G5", at, " ")
    with pytest.raises(NoSuchRecord):
        services.record_later(call(f"SL-{KENT}"), "child", child.pk, "G5", at, "invented")
    with pytest.raises(NotPermitted):
        services.record_later(call(f"DE-{force.MET}"), "child", child.pk, "G5", at, "invented")
    first = services.record_later(call(), "child", child.pk, "G5", at, "invented")
    assert services.record_later(call(), "child", child.pk, "G5", at, "invented").pk == first.pk, "once"


def test_another_force_sees_no_breach_and_the_commander_does(operation: str) -> None:
    breach = recorded()
    assert services.listed(call(f"SV-{KENT}"))[0] == 0
    with pytest.raises(NoSuchRecord):
        services.explain(call(f"SV-{KENT}"), breach.pk, "invented")
    assert services.listed(call("CO-1"))[0] == 1
    with pytest.raises(NotPermitted):
        services.explain(call("CO-1"), breach.pk, "invented")
