"""Lists and counts show what a person may see of what is open, and no more."""

import csv
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from operation.tasks.desk import expire, for_, supervise, taken_in, turn
from operation.world import as_
from understone.operation.access import permissions
from understone.operation.access.context import system
from understone.operation.access.permissions import Level
from understone.operation.identifiers import new_id
from understone.operation.models import Organisation
from understone.operation.service import Call
from understone.operation.tasks import open_rows
from understone.operation.tasks.handing_over import offer
from understone.operation.tasks.ladder import climb
from understone.operation.tasks.listing import Which, counts, tasks
from understone.operation.tasks.taking import take
from understone.operation.tasks.tending import reading


def ids(pseudonym: str, which: Which, level: int | None = None) -> set[object]:
    return {each.id for each in tasks(as_(pseudonym), which, level=level)}


def test_each_list_shows_its_own_and_the_counts_agree(operation: str) -> None:
    supervise(operation, IO_1="AP-1", IO_2="AP-1", AN_1="AP-2")
    soon, later, other, offered = [*taken_in(urgent=True), *taken_in(), *taken_in(), *taken_in()]
    for_("IO-1", soon, later)
    for_("AN-1", other)
    for_("IO-2", offered)
    offer(Call(as_("IO-2")), "IO-1", [offered])
    turn(operation, timedelta(hours=3))
    climb(system(Organisation.objects.get(code="AGENCY")))
    assert ids("IO-1", Which.MINE) == {soon, later}
    assert ids("IO-1", Which.OFFERED) == {offered}
    assert ids("AP-1", Which.TEAM) == {soon, later, offered}
    assert ids("AP-2", Which.TEAM) == {other}
    assert ids("AP-2", Which.OVERDUE) == {soon}
    assert ids("CO-1", Which.ALL) == {soon, later, other, offered}
    assert ids("CO-1", Which.ALL, level=1) == {soon}
    assert [each.id for each in tasks(as_("IO-1"), Which.MINE)] == [soon, later]
    told = counts(as_("AP-1"))
    assert told.lists == {
        Which.MINE: 0,
        Which.OFFERED: 0,
        Which.TEAM: 3,
        Which.OVERDUE: 1,
        Which.ESCALATED: 1,
        Which.ALL: 4,
    }
    assert told.levels == (3, 1, 0, 0)


# (hours past the moment of 24 hours in which a tip is due, whom it has climbed to)
@pytest.mark.parametrize(
    ("hours", "told"),
    [(23, set()), (25, {"AP-1"}), (31, {"AP-1", "AP-2"}), (49, {"AP-1", "AP-2", "CO-1"})],
)
def test_what_climbs_is_shown_to_the_supervisor_then_to_every_approver_then_to_the_commander(
    operation: str, hours: int, told: set[str]
) -> None:
    supervise(operation, IO_1="AP-1")
    (task,) = taken_in()
    for_("IO-1", task)
    turn(operation, timedelta(hours=hours))
    climb(system(Organisation.objects.get(code="AGENCY")))
    people = ("IO-1", "IO-2", "AN-1", "AP-1", "AP-2", "CO-1")
    assert {each for each in people if ids(each, Which.ESCALATED) == {task}} == told


def test_a_list_tells_who_works_on_a_task_as_long_as_the_lease_lasts(operation: str) -> None:
    (task,) = taken_in()
    take(Call(as_("IO-2")), task)
    (row,) = tasks(as_("AN-1"), Which.ALL)
    assert row.leased_by == "IO-2"
    turn(operation, timedelta(minutes=31))
    (row,) = tasks(as_("AN-1"), Which.ALL)
    assert (row.leased_by, row.leased_until) == (None, None)


def test_pages_show_everything_once_in_the_order_of_due_times(operation: str) -> None:
    taken_in(7)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE task SET due = (SELECT min(due) FROM task), rev = rev + 1, op_id = gen_random_uuid()")
    whole = [each.id for each in tasks(as_("CO-1"), Which.ALL)]
    found = []
    page = tasks(as_("CO-1"), Which.ALL, limit=3)
    while page:
        found += [each.id for each in page]
        page = tasks(as_("CO-1"), Which.ALL, limit=3, after=(page[-1].due, page[-1].id))
    assert (len(whole), found) == (7, whole)


def test_compartments_hold_in_lists_and_counts(operation: str) -> None:
    (task,) = taken_in(comp="force-E23000001")
    assert ids("AN-2", Which.ALL) == {task}
    expire(operation, "AN-2", "force-E23000001")
    assert ids("AN-2", Which.ALL) == set()
    assert counts(as_("AN-2")).levels == (0, 0, 0, 0)
    assert ids("SP-E23000001", Which.ALL) == set()


# A task of each kind of open thing, and one for the second person of each action that the table knows.
KINDS = [(name, f"look at {name}") for name in open_rows.models() if name != "proposal"]
KINDS += [("proposal", f"second {action}") for action in permissions.actions()]


def test_every_role_sees_of_each_task_what_the_table_gives_it_of_the_thing(
    operation: str, shared_operation: Path
) -> None:
    """Generated from the table as specified: with `metadata` no task tells what it is about."""
    given: dict[tuple[str, str], set[str]] = {}
    with (shared_operation / "permissions.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            given.setdefault((row["action"].split(".")[0], row["role"]), set()).add(row["level"])
    (task,) = taken_in()
    with psycopg.connect(operation, autocommit=True) as db:
        for entity, kind in KINDS:
            db.execute(
                "INSERT INTO task SELECT (jsonb_populate_record(t, jsonb_build_object('id', %s::text, 'entity',"
                " %s::text, 'kind', %s::text))).* FROM task AS t WHERE t.id = %s",
                (str(new_id()), entity, kind, task),
            )
    for role in ("IO", "AN", "AP", "CO", "AU", "AD"):
        shown = {
            (each.entity, each.kind): each.object is not None
            for each in tasks(as_(f"{role}-1"), Which.ALL, limit=1000)
            if each.id != task
        }
        expected = {}
        for entity, kind in KINDS:
            thing = kind.removeprefix("second ").split(".")[0] if entity == "proposal" else entity
            levels = given[
                {
                    "quarantined": "referral",
                    "preservation": "resolution",
                    "nominal_match": "check",
                    "safeguarding_action": "child",
                    "deconfliction_hit": "deconfliction",
                }.get(thing, thing),
                role,
            ]
            if levels & {"do", "propose", "second", "read", "metadata"}:
                expected[entity, kind] = bool(levels & {"do", "propose", "second", "read"})
        assert shown == expected, role


def test_every_kind_of_open_thing_is_somebodys_to_read_and_ends_where_the_specification_says() -> None:
    """A new kind of open thing cannot be forgotten here: it would have tasks that nobody sees."""
    stated = {
        "referral": {"linked", "closed"},
        "quarantined": {"received"},
        "subject": {"closed", "eliminated"},
        "deconfliction_hit": {"resolved"},
    }
    for name, states in stated.items():
        assert set(open_rows.final_states(open_rows.models()[name])) == states
    for entity, kind in KINDS:
        assert any(reading(entity, kind, role) is Level.READ for role in permissions.roles()), (entity, kind)
