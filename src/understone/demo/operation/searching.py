"""Searches: planned, seen again on the day, made ready through the gate, authorised by a supervisor, carried out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from understone.demo.operation import identifiers
from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.desks import of_force
from understone.demo.operation.plan import Outcome, Premises
from understone.exchange.receipt import Action
from understone.operation import london
from understone.operation.access.context import us_now
from understone.operation.deconfliction import offering
from understone.operation.packages import answering
from understone.operation.searches import doing, planning, warrants
from understone.operation.searches.planning import Planned
from understone.operation.welfare import services as welfare
from understone.operation.welfare.services import Plan

_TEN_TO_FOUR, _FOUR, _HALF_PAST_FOUR, _FIVE_TO_SIX = 950, 960, 990, 1075
_POWERS = {"S": "SC-WARRANT", "N": "PACENI-10"}
_WARRANT_OF_ENGLAND = "PACE-8"
_LAST = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Visit:
    """One search of premises: which, the how manieth, for whom."""

    place: Premises
    number: int
    cases: tuple[Case, ...]


def visits(board: Board) -> Iterator[Visit]:
    """Yield every search that is to be carried out."""
    for place in board.plan.premises:
        for number in range(len(place.searched_on)):
            yield Visit(place, number, tuple(board.cases[person] for person in place.people))


def steps(board: Board) -> Iterator[Step]:
    """Yield each search with what precedes it, and what every force says came of its package."""
    for visit in visits(board):
        day = visit.place.searched_on[visit.number]
        yield Step(day, _TEN_TO_FOUR, "deconfliction", partial(_asked_again, board, visit))
        yield Step(day, _FOUR, "searches ready", partial(_ready, board, visit))
        yield Step(day, _HALF_PAST_FOUR, "searches", partial(_executed, board, visit))
    for case in board.cases:
        if case.person.searched_on >= 0:
            yield Step(case.person.searched_on, _FIVE_TO_SIX, "actioned", partial(_actioned, board, case))


def _asked_again(board: Board, visit: Visit) -> None:
    for case in visit.cases:
        offering.ask(board.analyst(case), case.key, "a search")


def _ready(board: Board, visit: Visit) -> None:
    """Plan it with a warrant and the welfare of all who live there; a colleague sees the address on the day."""
    force = visit.place.force
    planner, colleague = of_force("IN", force), of_force("IN", force, 2)
    place = _key(visit)
    address, now = identifiers.address_of(visit.place.number), us_now()
    power = _POWERS.get(force[0], _WARRANT_OF_ENGLAND)
    ref = f"{force}/{visit.place.number:04d}-{visit.number}"
    by = partial(board.desks.by, planner)
    warrant = warrants.record(by(), place, ref, power, address, now + _LAST)
    household = Plan("medium", ["a welfare officer stays with the family"], now + timedelta(days=1))
    welfare.record(by(), "household", place, household)
    for case in visit.cases:
        alone = Plan("high", ["a nurse is called", "a leaflet with numbers to call"], now + timedelta(days=1))
        welfare.record(by(), "self_harm", case.key, alone)
    subjects = [case.key for case in visit.cases]
    search = planning.plan(by(), Planned(subjects, place, london.day_of(now), power, warrant.pk))
    if visit.place.children:
        planning.arrange(by(), search.pk, on_call=of_force("SL", force), services_told_at=now)
    planning.recheck(board.desks.by(colleague), search.pk, address)
    ready = doing.ready(by(), search.pk)
    why = "all eight parts hold, as I read them"
    doing.authorise(board.desks.by(of_force("SV", force), why, expected=ready.rev), search.pk)
    board.searches[visit.place.number, visit.number] = search.pk


def _executed(board: Board, visit: Visit) -> None:
    key = board.searches[visit.place.number, visit.number]
    doing.execute(board.desks.by(of_force("IN", visit.place.force)), key, "devices were found and seized")


def _key(visit: Visit) -> UUID:
    case = visit.cases[0]
    return case.premises[case.person.homes.index(visit.place.number)]


def _actioned(board: Board, case: Case) -> None:
    """Sign what came of each package that the person was in."""
    said = {Outcome.ARRESTED: Action.ARREST, Outcome.VOLUNTARY: Action.SEARCH}
    for force, key in case.sendings.items():
        investigator = of_force("IN", force, 1 + case.person.number % 2)
        done = said.get(case.person.outcome, Action.NO_FURTHER_ACTION)
        answering.action(board.desks.by(investigator), key, done, board.desks.ring.of(force))
