"""More time, or another owner: a supervisor's two answers to what is late."""

from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from operation.tasks.desk import events, expire, for_, named_once, owned, seen, taken_in
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.errors import Conflict, InputRefused, LeaseHeld, ReasonMissing, TransitionRefused
from understone.operation.identifiers import new_id
from understone.operation.models import Referral, Subject, Task
from understone.operation.service import Call, acting
from understone.operation.tasks.supervising import ACT_BY, extend, reassign
from understone.operation.tasks.taking import take


def referral_of(task: UUID) -> Referral:
    with working(as_("AN-1")):
        return Referral.objects.get(pk=Task.objects.get(pk=task).object)


def test_more_time_moves_the_due_time_of_the_task_and_of_its_referral(operation: str) -> None:
    (task,) = taken_in()
    before = seen(pk=task)[0].due
    until = before + timedelta(days=2)
    extend(Call(as_("AP-1"), "the source answers on Monday"), task, until)
    assert (seen(pk=task)[0].due, referral_of(task).due) == (until, until)
    assert events(operation, "task.extended") == [
        {"from": before.isoformat(), "to": until.isoformat(), "reason": "the source answers on Monday"}
    ]
    named_once(operation)


def test_more_time_needs_a_reason_a_later_time_a_supervisor_and_the_revision_that_was_seen(operation: str) -> None:
    (task,) = taken_in()
    (row,) = seen(pk=task)
    later = row.due + timedelta(days=1)
    for reason in (None, "", "  "):
        with pytest.raises(ReasonMissing):
            extend(Call(as_("AP-1"), reason), task, later)
    for pseudonym in ("IO-1", "AN-1", "AU-1", "AD-1"):
        with pytest.raises(TransitionRefused):
            extend(Call(as_(pseudonym), "a reason"), task, later)
    for time in (row.due, us_now(), datetime(2099, 1, 1)):
        with pytest.raises(InputRefused):
            extend(Call(as_("CO-1"), "a reason"), task, time)
    with pytest.raises(Conflict):
        extend(Call(as_("CO-1"), "a reason", expected=row.rev + 1), task, later)
    assert seen(pk=task)[0].rev == row.rev


def test_the_time_to_act_by_is_not_extended_but_lowered_by_two(operation: str) -> None:
    (task,) = taken_in()
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE task SET kind = %s, rev = rev + 1, op_id = %s", (ACT_BY, new_id()))
    with pytest.raises(InputRefused, match="part of the risk"):
        extend(Call(as_("CO-1"), "a reason"), task, us_now() + timedelta(days=9))


def test_a_supervisor_gives_tasks_with_their_referrals_to_another_person(operation: str) -> None:
    tasks = taken_in(3)
    for_("IO-1", *tasks)
    reassign(Call(as_("AP-1"), "IO-1 is at court"), tasks[:2], "IO-2")
    assert owned("IO-2") == set(tasks[:2])
    assert {referral_of(task).owner_id for task in tasks[:2]} == {as_("IO-2").user}
    assert referral_of(tasks[2]).owner_id == as_("IO-1").user
    told = events(operation, "task.reassigned")[-2:]
    assert told == [
        {"from": str(as_("IO-1").user), "to": str(as_("IO-2").user), "cause": "IO-1 is at court"} for _ in range(2)
    ]
    named_once(operation)


def test_a_task_goes_to_nobody_who_cannot_see_or_do_it(operation: str) -> None:
    (task,) = taken_in(comp="force-E23000001")
    for_("IO-1", task)
    (before,) = seen(pk=task)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE person SET active = false WHERE pseudonym = 'AN-2'")
    expire(operation, "IO-2", "force-E23000001")
    for pseudonym, why in (
        ("IO-2", "may not see"),
        ("AN-2", "no active person"),
        ("SV-E23000001", "no active person"),
        ("AD-1", "no role that works on this"),
        ("AU-1", "no role that works on this"),
        ("nobody", "no active person"),
    ):
        with pytest.raises(InputRefused, match=why):
            reassign(Call(as_("CO-1")), [task], pseudonym)
    assert seen(pk=task)[0].rev == before.rev


def test_a_restricted_task_goes_to_a_reader_on_the_list_alone(operation: str) -> None:
    (task,) = taken_in()
    for_("IO-1", task)
    with acting(Call(as_("AN-1")), "selector.add") as act:
        made = act.made(code="S-1", state="open", owner_id=act.actor.user, due=act.now)
        (subject,) = act.insert([Subject(**made)])
        act.record("subject.opened", subject, {"code": "S-1", "referrals": []})
    with psycopg.connect(operation, autocommit=True) as db:
        for table in ("subject", "referral", "task"):
            db.execute(
                f"UPDATE {table} SET restricted = true, roots = %s, rev = rev + 1, op_id = %s".encode(),
                ([subject.pk], new_id()),
            )
        for pseudonym in ("CO-1", "AN-1"):
            db.execute(
                "INSERT INTO reader_grant (id, subject, user_id, until) VALUES (%s, %s, %s, us_now() + '1 day')",
                (new_id(), subject.pk, as_(pseudonym).user),
            )
    with pytest.raises(InputRefused, match="may not see"):
        reassign(Call(as_("CO-1")), [task], "IO-2")
    reassign(Call(as_("CO-1")), [task], "AN-1")
    assert owned("AN-1") == {task}


def test_a_task_that_a_third_person_works_on_is_not_taken_from_under_them(operation: str) -> None:
    (task,) = taken_in()
    for_("IO-1", task)
    take(Call(as_("AN-1")), task)
    with pytest.raises(LeaseHeld, match="AN-1"):
        reassign(Call(as_("AP-1")), [task], "IO-2")
    extend(Call(as_("AP-1"), "AN-1 is at it"), task, us_now() + timedelta(days=3))
    assert seen(pk=task)[0].leased_by_id == as_("AN-1").user
