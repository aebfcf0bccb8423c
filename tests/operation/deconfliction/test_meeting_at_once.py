"""Two sides that store the same at the same time: one of them finds the other, whoever commits first."""

import threading

import psycopg

from operation.deconfliction.meeting import MAIL, hits, hold, offer, secret
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.operation.deconfliction import answering
from understone.operation.service import Call


def both_at_once(first: object, second: object) -> list[BaseException]:
    gate, failed = threading.Barrier(2), []

    def run(work: object) -> None:
        from django.db import connection

        try:
            gate.wait()
            work()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


def test_of_two_sides_at_once_one_finds_the_other(operation: str) -> None:
    """New values, and values that a third holds: both orders of locks."""
    hold(as_("IN-E23000032"), *(f"person{number}@example.org" for number in range(0, 20, 2)))
    values = [f"person{number}@example.org" for number in range(20)]
    agency, force = as_("AN-1", comp="force-E23000032"), as_("IN-E23000001")
    failed = both_at_once(lambda: hold(force, *values), lambda: hold_as_analyst(agency, values[::-1]))
    assert failed == []
    met = secret(operation, "SELECT same, count(*) FROM deconf.met GROUP BY 1")
    assert sorted(count for _, count in met) == [1] * 10 + [3] * 10
    assert named_once(operation) == []


def hold_as_analyst(who: object, values: list[str]) -> None:
    hold(who, *values)  # type: ignore[arg-type]


def test_both_sides_answer_at_once_and_one_of_the_answers_ends_it(operation: str) -> None:
    offer(as_("AN-1"))
    hold(as_("IN-E23000001"), MAIL)
    hit = hits(as_("AN-1"))[0].hit
    for name in ("AN-1", "IN-E23000001"):
        answering.acknowledge(Call(as_(name)), hit)
    callers = [Call(as_(name), reason="we talked") for name in ("AN-2", "IN-E23000001")]
    answers = [lambda call=call: answering.answer(call, hit, answering.Outcome.SAME) for call in callers]
    assert both_at_once(*answers) == []
    assert [each.outcome for name in ("AN-1", "IN-E23000001") for each in hits(as_(name))] == ["same", "same"]
    assert named_once(operation) == []
    with psycopg.connect(operation) as db:
        assert db.execute("SELECT count(*) FROM task WHERE state = 'open'").fetchone() == (0,)
