"""What takes longer than its task: supervisors give it more time and say why, before the commander hears of it.

Reports are written when a case goes to court, exhibits kept until it is over, cases followed as long as they run.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from understone.demo.operation.board import Board, Step
from understone.demo.operation.decks import DAYS
from understone.demo.operation.desks import of_force
from understone.operation.access.context import us_now, working
from understone.operation.tasks import supervising, taking
from understone.operation.tasks.models import Task

_NINE_AT_NIGHT, _EVERY = 1260, 2
_SOON, _LONGER = timedelta(days=3), timedelta(days=120)
_OF_FORCES = {
    "report": "it is written when the case goes to court",
    "dispose": "it is kept until the case is over",
    "follow it at court": "the court sits in spring",
    "charge, or no further action": "the laboratory has not read everything",
}
_OF_THE_AGENCY = {
    "follow the case": "the force works on it, and tells of it weekly",
    "follow up with the force": "the force works on it, and tells of it weekly",
}
_READ = "redraft"  # a fact changed under a package that was sent: its author looked at what that was


def steps(board: Board) -> Iterator[Step]:
    """Yield what supervisors do on the evenings before a night."""
    for day in range(1, DAYS, _EVERY):
        yield Step(day, _NINE_AT_NIGHT, "supervision", partial(_evening, board))


def _evening(board: Board) -> None:
    for force in board.plan.forces:
        _tended(board, of_force("SV", force), _OF_FORCES)
    _tended(board, "AP-1", _OF_THE_AGENCY)


def _tended(board: Board, supervisor: str, why: Mapping[str, str]) -> None:
    """Give more time to what is due soon in somebody's organisation; what was only to be read is done."""
    actor = board.desks.by(supervisor).actor
    with working(actor):
        soon = Task.objects.filter(org=actor.org, state="open", kind__in=[*why, _READ], due__lt=us_now() + _SOON)
        found = list(soon.order_by("pk").values_list("pk", "kind", "owner__pseudonym"))
    for key, kind, owner in found:
        if kind == _READ:
            taking.done(board.desks.by(owner), key, "looked at what changed: the force has it from us by telephone")
        else:
            supervising.extend(board.desks.by(supervisor, why[kind]), key, us_now() + _LONGER)
