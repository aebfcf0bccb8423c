"""A welfare plan of a household, a subject, a release: the force's own, counted on; first contact is a task."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from operation.packages.office import KENT
from operation.referrals.test_intake import holds
from operation.searches import force
from operation.searches.force import IN, SL, SV, call, plan
from operation.tasks.desk import events, named_once
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.errors import InputRefused, NoSuchRecord, NotPermitted
from understone.operation.identifiers import new_id
from understone.operation.models import Arrest, Subject, Task, WelfarePlan
from understone.operation.packages import with_force
from understone.operation.service import acting
from understone.operation.tasks import listing
from understone.operation.welfare import services


def test_plans_of_a_household_and_of_a_subject_count_on_and_are_nobody_else_s(operation: str) -> None:
    about, home = force.subject()
    first = services.record(call(), "household", home.pk, plan())
    again = services.record(call(SL), "household", home.pk, plan(risk="low", actions=[" a  call ", ""]))
    own = services.record(call(), "self_harm", about.pk, plan(risk="unknown"))
    assert [(each.kind, each.n) for each in (first, again, own)] == [
        ("household", 1),
        ("household", 2),
        ("self_harm", 1),
    ]
    assert (again.entity, again.actions, own.entity) == ("premises", ["a call"], "subject")
    assert services.listed(call())[0] == 3
    assert services.listed(call(f"IN-{KENT}"))[0] == 0
    with working(as_("AN-1")):
        assert WelfarePlan.objects.count() == 0, "shared to nobody, not even to the agency"
    assert events(operation, "welfare.recorded")[1] == {
        "about": f"premises/{home.pk}", "kind": "household", "risk": "low", "handover": None,
    }  # fmt: skip
    named_once(operation)
    assert holds(operation) > 0


def test_a_force_plans_for_nobody_whose_package_it_has_not_accepted(operation: str) -> None:
    about, home = force.subject()
    for who in (f"IN-{KENT}", f"SL-{KENT}"):
        with pytest.raises(NoSuchRecord):
            services.record(call(who), "self_harm", about.pk, plan())
        with pytest.raises(NoSuchRecord):
            services.record(call(who), "household", home.pk, plan())
    with pytest.raises(NoSuchRecord):
        services.record(call(), "household", uuid4(), plan())
    with pytest.raises(NotPermitted):
        services.record(call(SV), "household", home.pk, plan())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"risk": "some"}, "some is no level of risk"),
        ({"actions": [" "]}, "nothing is said to be done"),
        ({"handover_to": " "}, "nobody has taken it over"),
    ],
)
def test_a_plan_says_how_grave_it_is_what_is_done_and_who_has_it(operation: str, wrong: dict, why: str) -> None:  # type: ignore[type-arg]
    about, _ = force.subject()
    arrest = arrested(about)
    with pytest.raises(InputRefused, match=why):
        services.record(call(), "release", arrest.pk, plan(**{"handover_to": "the mental health team", **wrong}))
    late = replace(plan(handover_to="the team"), contact_due=arrest.at)
    with pytest.raises(InputRefused, match="at no time to come"):
        services.record(call(), "release", arrest.pk, late)
    with pytest.raises(InputRefused, match="no kind of plan"):
        services.record(call(), "invented", arrest.pk, plan())


def test_a_release_plan_sets_the_first_contact_and_contact_ends_it(operation: str) -> None:
    about, _ = force.subject()
    arrest = arrested(about)
    said = plan(handover_to="the mental health team")
    made = services.record(call(), "release", arrest.pk, said)
    assert (made.handover_to, made.handed_over_at is not None) == ("the mental health team", True)
    (task,) = [each for each in listing.tasks(as_(IN), listing.Which.MINE) if each.entity == "welfare_plan"]
    assert (task.kind, task.due, task.object) == (services.CONTACT, said.contact_due, made.pk)
    with pytest.raises(InputRefused, match="what came of it"):
        services.contacted(call(), made.pk, " ")
    done = services.contacted(call(SL), made.pk, "well, with his brother")
    assert done.contacted_at is not None
    with working(as_(IN)):
        assert Task.objects.get(pk=task.id).state == "done"
    with pytest.raises(InputRefused, match="contact was made"):
        services.contacted(call(), made.pk, "again")
    with pytest.raises(NoSuchRecord):
        services.contacted(call(f"IN-{KENT}"), made.pk, "well")
    named_once(operation)


def test_contact_under_a_plan_without_a_task_is_told_too(operation: str) -> None:
    _, home = force.subject()
    made = services.record(call(), "household", home.pk, plan())
    services.contacted(call(), made.pk, "well")
    assert len(events(operation, "welfare.recorded")) == 2
    named_once(operation)


def arrested(about: Subject) -> Arrest:
    """Store an arrest, as the room of outcomes does."""
    with acting(call(), "arrest.record") as act:
        (known,) = with_force.subjects([about.pk])
        made = Arrest(
            **act.made(
                id=new_id(),
                **with_force.walls([known]),
                subject_id=known.id,
                force_id=act.actor.org,
                at=us_now() - timedelta(hours=1),
                power="PACE-17",
                state="custody",
                owner_id=act.actor.user,
                due=us_now() + timedelta(days=1),
            )
        )
        act.insert([made])
        act.record("outcome.arrested", made, {"at": made.at.isoformat(), "power": made.power, "search": None})
        return made
