"""Two at once: one wins, the other waits or is told what changed; nothing is half done, and nobody waits for ever.

Each contestant has a connection of its own. They are held at a lock that both need, and let go together: PostgreSQL
says that both wait there, so that the race is run each time.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction

from operation.referrals.test_intake import IMEI, device, events, holds, source, tip
from operation.subjects.test_gathering import referral, subject_of, three
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.errors import Conflict, Crossed, InputRefused, OperationError, TransitionRefused
from understone.operation.models import Capture, Compartment, Proposal, Referral, Selector, Subject, SubjectLink, Task
from understone.operation.referrals import services
from understone.operation.referrals.intake import Fate, take_in
from understone.operation.service import Call, acting
from understone.operation.subjects import services as subjects

ROUNDS = 4
Contest = Callable[[], Any]


def by(pseudonym: str, **said: Any) -> Call:
    return Call(as_(pseudonym), reason="the same photograph of the same room", **said)


def race(owner: str, hold: str, *contestants: Contest) -> list[Any]:
    """Run all at once from a lock that `hold` takes; return what each gave, or the error it was refused with.

    An error of the database itself, such as a deadlock that it detects, ends the test.
    """
    with held(owner, hold) as wait_for, ThreadPoolExecutor(len(contestants)) as pool:
        running = [pool.submit(alone_on_a_connection, each) for each in contestants]
        wait_for(len(contestants))
    return [each.result(timeout=50) for each in running]


def alone_on_a_connection(contestant: Contest) -> Any:
    try:
        return contestant()
    except OperationError as error:
        return error
    finally:
        connection.close()


@contextmanager
def held(owner: str, statement: str) -> Iterator[Callable[[int], None]]:
    """Hold what a statement locks until the block ends; give a way to wait for so many that wait for it."""
    with psycopg.connect(owner) as db, psycopg.connect(owner, autocommit=True) as watch:
        db.execute(statement.encode())

        def wait_for(count: int) -> None:
            for _ in range(6000):
                row = watch.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
                ).fetchone()
                assert row is not None
                if row[0] >= count:
                    db.rollback()
                    return
                watch.execute("SELECT pg_sleep(0.005)")
            raise AssertionError(f"no {count} of them came to wait")

        yield wait_for


def linking_alone() -> str:
    """Return the statement that takes the lock of whoever links in the common compartment."""
    comp = Compartment.objects.get(code="common").pk
    return f"SELECT pg_advisory_xact_lock({0x4C494E4B}, {comp.int & 0x7FFFFFFF})"


def row_of(model: type[Any], key: UUID) -> str:
    return f"SELECT 1 FROM {model._meta.db_table} WHERE id = '{key}' FOR UPDATE"


def sorted_out(results: list[Any]) -> tuple[list[Any], list[OperationError]]:
    refused = [each for each in results if isinstance(each, OperationError)]
    return [each for each in results if each not in refused], refused


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_merges_of_overlapping_subjects_the_last_finds_what_the_first_made(operation: str, turn: int) -> None:
    three(0, 1, 2)
    keys = [subjects.open_from(by("AN-1"), referral(f"A-{number}").pk).pk for number in range(3)]
    pairs = [(keys[0], keys[1]), (keys[1], keys[2])]
    contest = [lambda a=a, b=b, who=who: subjects.merge(by(who), a, b) for (a, b), who in zip(pairs, ("AN-1", "AN-2"))]  # noqa: B905
    won, refused = sorted_out(race(operation, linking_alone(), *contest))
    names = {number: subject_of(f"A-{number}") for number in range(3)}
    if refused:  # the first pair was first: then the second person named an alias
        (error,) = refused
        assert isinstance(error, InputRefused)
        assert "alias" in error.what
        assert names == {0: "S-1", 1: "S-1", 2: "S-3"}
    else:
        assert names == {0: "S-1", 1: "S-1", 2: "S-1"}
    assert len(won) >= 1
    whole(operation)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_merge_and_a_split_of_one_subject_come_one_after_the_other(operation: str, turn: int) -> None:
    three(0, 0, 1)
    subjects.open_from(by("AN-1"), referral("A-2").pk)
    with working(as_("AN-1")):
        one, other = Subject.objects.order_by("pk")
    apart = [referral("A-1").pk]
    results = race(
        operation,
        linking_alone(),
        lambda: subjects.merge(by("AN-1", expected=one.rev), one.pk, other.pk),
        lambda: subjects.split(by("AN-2", expected=one.rev), one.pk, apart),
    )
    assert all(isinstance(each, Subject | Conflict | InputRefused) for each in results), results
    assert subject_of("A-0") == "S-1"
    assert subject_of("A-1") != "S-1" or isinstance(results[1], OperationError)
    assert subject_of("A-2") == ("S-1" if isinstance(results[0], Subject) else "S-2")
    whole(operation)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_who_grade_the_same_referral_one_does(operation: str, turn: int) -> None:
    """With the revision that they saw, the other is told of both; without, that it is graded already."""
    take_in(by("IO-1"), source(), [tip(0, ref="A-0")])
    key = referral("A-0").pk
    expected = 1 if turn % 2 else None
    results = race(
        operation,
        row_of(Referral, key),
        *(
            lambda who=who, intel=intel: services.triage(by(who, expected=expected), key, 2, intel, "P")
            for who, intel in (("IO-1", "B"), ("IO-2", "C"))
        ),
    )
    (won,), (error,) = sorted_out(results)
    if expected:
        assert isinstance(error, Conflict)
        assert "you saw revision 1, it is 2 now" in error.what
    else:
        assert isinstance(error, TransitionRefused)
        assert "triaged" in error.what
    row = referral("A-0")
    assert (row.state, row.rev, row.intel) == ("triaged", 2, won.intel)
    with working(as_("AN-1")):
        assert Counter(Task.objects.values_list("kind", "state")) == {("triage", "done"): 1, ("link", "open"): 1}
    told = events(operation)
    assert (told["referral.triaged"], told["access.refused"]) == (1, 1)
    whole(operation)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_stale_edit_is_refused_and_tells_both_revisions(operation: str, turn: int) -> None:
    """One closes what another grades, both having seen revision 1."""
    take_in(by("IO-1"), source(), [tip(0, ref="A-0")])
    key = referral("A-0").pk
    results = race(
        operation,
        row_of(Referral, key),
        lambda: services.triage(by("IO-1", expected=1), key, 2, "B", "P"),
        lambda: services.close(by("IO-2", expected=1), key),
    )
    (won,), (error,) = sorted_out(results)
    assert isinstance(error, Conflict)
    assert "you saw revision 1, it is 2 now" in error.what
    assert referral("A-0").state == won.state
    whole(operation)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_two_who_grade_two_referrals_of_one_person_do_not_wait_for_each_other_for_ever(
    operation: str, turn: int
) -> None:
    """Each locked its own referral, then those of the component: a deadlock, until grading took the lock of linking."""
    take_in(by("IO-1"), source(), [tip(number, device(IMEI[0]), ref=f"A-{number}") for number in range(4)])
    keys = [referral(f"A-{number}").pk for number in range(4)]
    results = race(
        operation,
        linking_alone(),
        *(
            lambda who=who, key=key: services.triage(by(who), key, 2, "B", "P")
            for who, key in zip(("IO-1", "IO-2", "IO-1", "IO-2"), reversed(keys), strict=True)
        ),
    )
    assert not sorted_out(results)[1]
    assert {subject_of(f"A-{number}") for number in range(4)} == {"S-1"}
    with working(as_("AN-1")):
        assert Subject.objects.count() == 1
    whole(operation)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_two_importers_of_overlapping_batches_take_each_tip_once(operation: str, turn: int) -> None:
    """The same tips, other content under the same references, and the same values in other tips, in opposite order."""
    first = [tip(number, device(IMEI[number % 3]), ref=f"A-{number}") for number in range(12)]
    second = [tip(number, device(IMEI[number % 3]), ref=f"A-{number}") for number in reversed(range(6, 12))]
    second += [tip(100 + number, device(IMEI[number % 2]), ref=f"A-{number}") for number in range(6)]
    second += [tip(200 + number, device(IMEI[number % 3])) for number in range(3)]
    results = race(
        operation,
        linking_alone(),
        lambda: take_in(by("IO-1"), source(), first),
        lambda: take_in(by("IO-2"), source(), second),
    )
    assert not sorted_out(results)[1]
    total: Counter[Fate] = sum(results, Counter())
    assert total == {Fate.IMPORTED: 15, Fate.SUPPLEMENTED: 6, Fate.SEEN_AGAIN: 6}
    with working(as_("AN-1")):
        assert Referral.objects.count() == 15
        assert Capture.objects.count() == 21
        assert Selector.objects.count() == 3
        degrees = {each.normal: each.degree for each in Selector.objects.all()}
        for normal, degree in degrees.items():
            nodes = Capture.objects.filter(selector__normal=normal).values_list("referral__node", flat=True)
            assert degree == len(set(map(bytes, nodes)))
        ends = [(bytes(a), bytes(b), via) for a, b, via in SubjectLink.objects.values_list("a", "b", "via")]
        assert len(ends) == len(set(ends))
    whole(operation)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_supplement_opens_again_what_is_closed_while_it_comes_in(operation: str, turn: int) -> None:
    """Read before and written after the close, it was taken for a supplement of something open, and nobody looked."""
    take_in(by("IO-1"), source(), [tip(0, ref="A-0")])
    key = referral("A-0").pk
    reading, closed = threading.Event(), threading.Event()

    def close() -> Referral:
        assert reading.wait(30)
        try:
            return services.close(by("IO-2"), key)
        finally:
            closed.set()

    def supplement() -> Any:
        with connection.execute_wrapper(after_reading(reading, closed)):
            return take_in(by("IO-1"), source(), [tip(1, ref="A-0")])

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(alone_on_a_connection, each) for each in (close, supplement)]
        _, fates = (each.result(timeout=50) for each in running)
    assert fates == {Fate.SUPPLEMENTED: 1}
    row = referral("A-0")
    assert row.state == "triaged"  # states.csv: closed, supplemented: reopens
    assert row.owner_id is not None
    assert row.due is not None
    assert events(operation)["referral.supplemented"] == 1
    whole(operation)


def after_reading(reading: threading.Event, closed: threading.Event) -> Callable[..., Any]:
    """Return a wrapper that lets another act right after the referrals of a batch's references were read."""

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if '"referral"."source_ref" = ANY' in sql and not reading.is_set():
            reading.set()
            assert closed.wait(30)
        return result

    return wrapper


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_seconders_one_decides(operation: str, turn: int) -> None:
    take_in(by("IO-1"), source(), [tip(0, ref="A-0", child=True)])
    proposal = services.propose_to_close(by("AN-1"), referral("A-0").pk)
    with transaction.atomic():
        signed_in = us_now() - timedelta(minutes=1)
    results = race(
        operation,
        row_of(Proposal, proposal.pk),
        *(
            lambda who=who: services.second_the_close(
                by(who, expected=proposal.rev, signed_in_at=signed_in), proposal.pk
            )
            for who in ("AP-1", "AP-2")
        ),
    )
    (won,), (error,) = sorted_out(results)
    assert won.state == "closed"
    assert isinstance(error, Conflict)
    assert f"you saw revision {proposal.rev}, it is {proposal.rev + 1} now" in error.what
    assert events(operation)["referral.closed"] == 1
    with working(as_("AP-1")):
        assert not Task.objects.filter(state="open").exists()
    whole(operation)


def deadlocks(owner: str) -> int:
    with psycopg.connect(owner) as db:
        row = db.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").fetchone()
    assert row is not None
    return int(row[0])


def whole(owner: str) -> None:
    """The ledger verifies and names each revision once; what is open is owned; no subject lies in two components."""
    assert holds(owner) > 0
    assert deadlocks(owner) == 0
    with working(as_("AN-1")):
        for row in Referral.objects.exclude(state__in=["linked", "closed"]):
            assert row.owner_id is not None
            assert row.due is not None
        for subject in Subject.objects.filter(alias_of__isnull=True):
            assert subject.owner_id is not None
        assert not Subject.objects.filter(alias_of__alias_of__isnull=False, owner__isnull=False).exists()


def test_two_calls_that_cross_end_with_one_that_passes_and_one_that_is_told(operation: str) -> None:
    """Each takes one subject and asks for the other's: the database lets one of them go, and nothing of it is left."""
    three(0, 0, 1, 1)
    with working(as_("AN-1")):
        one, two = (Subject.objects.get(code=code).pk for code in ("S-1", "S-2"))
    both = threading.Barrier(2)

    def take_both(first: UUID, second: UUID) -> None:
        with acting(by("AN-1"), "link.decide") as act:
            row = act.get(Subject, first)
            both.wait(20)
            other = act.get(Subject, second)
            act.change(row, category="suspect")
            act.change(other, category="suspect")
            act.record("subject.basis_reviewed", row, {"reason": "a test", "facts": []}, naming=[row, other])

    with ThreadPoolExecutor(2) as pool:
        running = [
            pool.submit(alone_on_a_connection, lambda order=order: take_both(*order))
            for order in ((one, two), (two, one))
        ]
        results = [each.result(timeout=50) for each in running]
    (error,) = (each for each in results if each is not None)
    assert isinstance(error, Crossed)
    assert "do it again" in error.remedy
    with working(as_("AN-1")):
        assert list(Subject.objects.filter(pk__in=[one, two]).values_list("category", flat=True)) == ["suspect"] * 2
    assert deadlocks(operation) == 1
    assert holds(operation) > 0
