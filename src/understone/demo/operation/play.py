"""Playing the plan: every step through the services, by somebody who may, at its time on the turned clock."""

from collections.abc import Iterator

from understone.demo.operation import (
    arresting,
    assessing,
    clock,
    examining,
    intake,
    naming,
    safeguarding,
    searching,
    sending,
    tending,
)
from understone.demo.operation.board import Board, Step
from understone.demo.operation.decks import DAYS
from understone.operation import clockwork
from understone.progress import Progress, Report, silent

_NIGHT, _EVERY = 23 * 60, 2  # every second night is enough to see it: it makes up for what it missed
_ROOMS = (intake, naming, assessing, safeguarding, sending, searching, arresting, examining, tending)


def steps(board: Board) -> list[Step]:
    """Return everything that will be done, in the order of time; at one time in the order of the rooms."""
    found = [step for room in _ROOMS for step in room.steps(board)]
    return sorted([*found, *_nights(board)], key=lambda step: (step.day, step.minute))


def play(board: Board, report: Report = silent) -> None:
    """Do it all. Raises what a service raises: a step that is refused is a fault of ours."""
    todo = steps(board)
    for done, step in enumerate(todo):
        clock.turn_to(clock.at(step.day, 0, step.minute))
        try:
            step.do()
        except Exception as error:
            error.add_note(f"day {step.day}, {step.stage}: {step.do}")
            raise
        board.stages[step.stage] += 1
        counts = (("day", step.day + 1), ("of", DAYS))
        report(Progress("playing", done + 1, len(todo), "steps", counts=counts))


def _nights(board: Board) -> Iterator[Step]:
    """In the nights the clock does what it does alone: who is late is reminded, and their supervisors hear of it."""
    for day in range(1, DAYS, _EVERY):
        yield Step(day, _NIGHT, "nights", lambda: board.told.update(_night()))


def _night() -> dict[str, int]:
    done = clockwork.tick()
    return {f"risen to level {level + 1}": sum(each.risen[level] for each in done.values()) for level in range(3)}
