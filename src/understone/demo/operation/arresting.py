"""Arrests: a plan for the welfare of whoever is released, the release, charges, and what came of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.decks import DAYS
from understone.demo.operation.desks import of_force
from understone.demo.operation.plan import Outcome
from understone.operation.access.context import us_now
from understone.operation.outcomes import arresting, charging, concluding, releasing
from understone.operation.outcomes.releasing import Mode
from understone.operation.welfare import services as welfare
from understone.operation.welfare.services import Plan

_FIVE, _EIGHT, _HALF_PAST_EIGHT, _TEN, _NOON = 1020, 1200, 1230, 600, 720
_POWERS = {"S": "SC-ARREST", "N": "PACENI-19"}
_POWER_OF_ENGLAND = "PACE-17"
_LOOKED_INTO = 21  # days after which of some it is said that nothing follows
_NOTHING_FOLLOWS = 3  # of so many who are not charged, one
_OFFENCE = date(2026, 5, 11)


def steps(board: Board) -> Iterator[Step]:
    """Yield arrest, release, first contact, charges; of some of the others no further action."""
    for case in board.cases:
        person = case.person
        if person.outcome is not Outcome.ARRESTED:
            continue
        for number, day in enumerate(person.arrested_on):
            yield Step(day, _FIVE, "arrests", partial(_arrested, board, case, number))
            yield Step(day, _EIGHT, "releases", partial(_released, board, case, number))
            yield Step(day + 1, _TEN, "welfare", partial(_visited, board, case, number))
        if person.charges:
            yield Step(person.charged_on, _HALF_PAST_EIGHT, "charges", partial(_charged, board, case))
        elif person.number % _NOTHING_FOLLOWS == 0 and (over := person.arrested_on[-1] + _LOOKED_INTO) < DAYS:
            yield Step(over, _NOON, "no further action", partial(_nothing_follows, board, case))


def _investigator(case: Case) -> str:
    return of_force("IN", case.person.force, 1 + case.person.number % 2)


def _arrested(board: Board, case: Case, number: int) -> None:
    """A first arrest follows the search of a home; a later one stands by itself."""
    power = _POWERS.get(case.person.force[0], _POWER_OF_ENGLAND)
    search = board.searches[case.person.homes[0], 0] if number == 0 else None
    row = arresting.arrest(board.desks.by(_investigator(case)), case.key, us_now(), power, search)
    board.arrests[case.person.number, number] = row.pk


def _released(board: Board, case: Case, number: int) -> None:
    """Make the plan, hand it over, and let them go on bail."""
    key = board.arrests[case.person.number, number]
    contact = us_now() + timedelta(hours=40)
    actions = ["a telephone number for the night", "the doctor is told"]
    plan = Plan("high", actions, contact, handover_to=of_force("SL", case.person.force))
    made = welfare.record(board.desks.by(_investigator(case)), "release", key, plan)
    board.release_plans[key] = made.pk
    releasing.release(board.desks.by(_investigator(case)), key, Mode.BAIL)


def _visited(board: Board, case: Case, number: int) -> None:
    plan = board.release_plans[board.arrests[case.person.number, number]]
    welfare.contacted(board.desks.by(_investigator(case)), plan, "spoken to at home; a doctor's visit is agreed")


def _charged(board: Board, case: Case) -> None:
    """Charge, by post where they were released already."""
    key: UUID = board.arrests[case.person.number, 0]
    for offence in case.person.charges:
        charging.charge(board.desks.by(_investigator(case)), key, offence, _OFFENCE, us_now())


def _nothing_follows(board: Board, case: Case) -> None:
    last = board.arrests[case.person.number, len(case.person.arrested_on) - 1]
    proposal = concluding.propose_nfa(board.desks.by(_investigator(case), "nothing was found on any device"), last)
    second = of_force("SV", case.person.force)
    concluding.complete(board.desks.by(second, "I read the reports", expected=proposal.rev), proposal.pk)
