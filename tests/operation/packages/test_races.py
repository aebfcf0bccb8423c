"""Two at once about one package: one of them does it, the other is told; nothing twice, nobody waits for ever."""

from typing import Any

from operation.packages import office
from operation.packages.office import MET, by, force_by, ring, seen
from operation.packages.test_hosted import named_once
from operation.referrals.test_intake import IMEI, device, holds, take, tip
from operation.test_races import linking_alone, race, row_of
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import OperationError
from understone.operation.models import Dissemination, Package, Receipt, Sealed
from understone.operation.packages import answering, sending, submitting


def told(results: list[Any]) -> list[type]:
    return sorted((type(each) for each in results if isinstance(each, OperationError)), key=lambda kind: kind.__name__)


def test_two_approvers_sign_at_once_and_one_of_them_does(operation: str) -> None:
    package = office.submitted(office.subject().pk)
    calls = [by(who, expected=package.rev) for who in ("AP-1", "AP-2")]
    keys = [ring().of(who) for who in ("AP-1", "AP-2")]
    results = race(
        operation,
        row_of(Package, package.pk),
        lambda: submitting.approve(calls[0], package.pk, keys[0]),
        lambda: submitting.approve(calls[1], package.pk, keys[1]),
    )
    assert len(told(results)) == 1
    row = seen(Package, package.pk)
    assert (row.state, row.rev) == ("approved", package.rev + 1)
    assert named_once(operation) == []


def test_two_people_send_at_once_and_it_is_sent_once(operation: str) -> None:
    package = office.approved(office.subject().pk)
    calls, keys = [by("AP-1"), by("CO-1")], ring().directory
    results = race(
        operation,
        row_of(Package, package.pk),
        lambda: sending.send(calls[0], package.pk, keys),
        lambda: sending.send(calls[1], package.pk, keys),
    )
    assert len(told(results)) == 1
    with working(as_("AN-1")):
        assert (Dissemination.objects.count(), Sealed.objects.count()) == (1, 1)
    assert holds(operation) > 0


def test_two_desks_of_a_force_receive_at_once_and_get_one_receipt(operation: str) -> None:
    (made,) = office.sent(office.subject().pk)
    calls = [force_by("SP"), force_by("SP")]
    opened, key = ring().seal(MET), ring().of(MET)
    results = race(
        operation,
        f"SELECT pg_advisory_xact_lock(hashtextextended('dissemination {made.pk}', 0))",
        lambda: answering.receive(calls[0], made.pk, opened, key),
        lambda: answering.receive(calls[1], made.pk, opened, key),
    )
    assert sorted(each.new for each in results) == [False, True]
    assert len({each.receipt.digest for each in results}) == 1
    with working(as_("AN-1")):
        assert Receipt.objects.count() == 1
    assert named_once(operation) == []


def test_a_fact_that_changes_while_it_is_sent_comes_before_or_after_never_between(operation: str) -> None:
    """Sent on facts as they were, or not at all."""
    package = office.approved(office.subject().pk)
    call, keys = by("AP-1"), ring().directory
    results = race(
        operation,
        linking_alone(),
        lambda: sending.send(call, package.pk, keys),
        lambda: take(tip(300, device(IMEI[0]), ref="T-0")),
    )
    state = seen(Package, package.pk).state
    with working(as_("AN-1")):
        count = Dissemination.objects.count()
    if told(results):
        assert (state, count) == ("draft", 0)
    else:
        assert (state, count) == ("sent", 1)
    assert named_once(operation) == []
    assert holds(operation) > 0
