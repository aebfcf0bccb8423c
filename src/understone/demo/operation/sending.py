"""Packages: drafted, approved by another person, sealed, sent; accepted by forces, or returned and sent on."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from understone.demo.operation import allotting
from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.desks import of_force
from understone.demo.operation.plan import Trap
from understone.exchange.package_terms import PackageKind
from understone.exchange.receipt import ReturnReason
from understone.operation.access.context import working
from understone.operation.deconfliction import offering
from understone.operation.packages import answering, destroying, drafting, rerouting, submitting
from understone.operation.packages import sending as packages
from understone.operation.packages.drafting import Cover
from understone.operation.packages.models import Dissemination, Package
from understone.operation.premises import services as premises
from understone.operation.premises.models import Premises
from understone.operation.premises.places import Place

_ELEVEN, _NOON, _ONE, _TWO, _THREE, _FOUR = 660, 720, 780, 840, 900, 960
_COVER = Cover("07700 900002", "07700 900003", valid_for=timedelta(days=60), operation="Demonstration")


def steps(board: Board) -> Iterator[Step]:
    """Yield the way of each package, on one day."""
    for case in board.cases:
        if not case.person.sent:
            continue
        day = case.person.named_on
        yield from _one_way(board, case, day)
        if case.person.trap is Trap.REROUTED:
            yield Step(day, _TWO + 15, "re-routed", partial(_sent_on, board, case))
            yield Step(day, _THREE, "received", partial(_received, board, case))
            yield Step(day, _FOUR, "accepted", partial(_accepted, board, case))
        if case.person.trap is Trap.AMENDED:
            yield from _one_way(board, case, day + 1)


def _one_way(board: Board, case: Case, day: int) -> Iterator[Step]:
    yield Step(day, _ELEVEN, "packages drafted", partial(_drafted, board, case))
    yield Step(day, _NOON, "packages sent", partial(_sent, board, case))
    yield Step(day, _ONE, "received", partial(_received, board, case))
    answered = _returned if case.person.trap is Trap.REROUTED else _accepted
    yield Step(day, _TWO, "accepted", partial(answered, board, case))


def _drafted(board: Board, case: Case) -> None:
    """Draft it, ask who else works on the same, and submit it. Whose home nobody knows is routed by the district."""
    offering.ask(board.analyst(case), case.key, "a package")
    case.package = drafting.draft(board.analyst(case), case.key, PackageKind.ENFORCEMENT, _COVER).pk
    places = () if case.premises else (allotting.districts(case.person.force)[0],)
    submitting.submit(board.analyst(case), case.package, board.desks.ring.of(case.analyst), places=places)


def _sent(board: Board, case: Case) -> None:
    assert case.package is not None
    ring = board.desks.ring
    with working(board.analyst(case).actor):
        revision = Package.objects.get(pk=case.package).rev
    second = board.desks.by(case.approver, "I read it against its sources", expected=revision)
    submitting.approve(second, case.package, ring.of(case.approver))
    made = packages.send(board.desks.by(case.approver), case.package, ring.directory)
    case.sendings = _by_force(board, case, made)


def _by_force(board: Board, case: Case, made: list[Dissemination]) -> dict[str, UUID]:
    with working(board.analyst(case).actor):
        rows = Dissemination.objects.filter(pk__in=[each.pk for each in made]).values_list("force__code", "pk")
        return dict(rows)


def _received(board: Board, case: Case) -> None:
    ring = board.desks.ring
    for force, key in case.sendings.items():
        answering.receive(board.desks.by(of_force("SP", force)), key, ring.sealing[force], ring.of(force))


def _accepted(board: Board, case: Case) -> None:
    for force, key in case.sendings.items():
        investigator = of_force("IN", force, 1 + case.person.number % 2)
        answering.accept(board.desks.by(of_force("SP", force)), key, investigator, board.desks.ring.of(force))


def _returned(board: Board, case: Case) -> None:
    (force, key), *_ = case.sendings.items()
    contact = board.desks.by(of_force("SP", force), "the house stands across the border")
    answering.return_(contact, key, ReturnReason.AREA, case.person.force, board.desks.ring.of(force))


def _sent_on(board: Board, case: Case) -> None:
    """Say in which district the place lies, and send the package on; the first force destroys what it has."""
    (old, key), *_ = case.sendings.items()
    ring, place = board.desks.ring, board.plan.premises[case.person.homes[0]]
    with working(board.analyst(case).actor):
        address = Premises.objects.get(pk=case.premises[0]).address
    premises.record(board.analyst(case), case.answers[0], Place(address, lad=place.district))
    why = "it lies in the other force, as its council says"
    proposal = rerouting.propose(board.analyst(case, why), key, case.person.force, ring.of(case.analyst))
    second = board.desks.by(case.approver, "I looked at the map", expected=proposal.rev)
    made = rerouting.complete(second, proposal.pk, ring.of(case.approver))
    case.sendings = {case.person.force: made.pk}
    destroying.destroyed(board.desks.by(of_force("SP", old)), key, ring.of(old))
