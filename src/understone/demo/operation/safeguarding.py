"""Children at risk: recorded with the case; a force's safeguarding lead decides about each within its clock."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.decks import DAYS
from understone.demo.operation.desks import of_force
from understone.demo.operation.plan import Child
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import closing, deciding, services
from understone.operation.children.actions import ActionKind
from understone.operation.children.deciding import ToDo
from understone.operation.children.models import SafeguardingAction
from understone.operation.children.services import Known, Tie

_TEN, _QUARTER_PAST_TEN, _THREE = 600, 615, 900
_AFTER, _LOOK_AGAIN = 25, 26  # days: the review comes before its 28 days are over
_ACTIONS = (ActionKind.SAFETY_PLAN, ActionKind.NO_CONTACT, ActionKind.EXCLUSION, ActionKind.COURT_ORDER)
_TIES = ("parent", "step-parent", "grandparent", "a neighbour's child", "trains with them")
_STAYS_OPEN = 3  # of so many safeguarded children one is reviewed on, the others are closed after a review


def steps(board: Board) -> Iterator[Step]:
    """Yield recording, deciding, reviews and closing of each child."""
    for child in board.plan.children:
        first, *others = sorted(child.people, key=lambda number: board.plan.people[number].named_on)
        day = board.plan.people[first].named_on
        yield Step(day, _TEN, "children", partial(_recorded, board, board.cases[first], child))
        for other in others:
            case = board.cases[other]
            yield Step(case.person.named_on, _TEN + 1, "children", partial(_tied, board, case, child))
        yield Step(day, _QUARTER_PAST_TEN, "safeguarding", partial(_decided, board, child))
        if child.safeguarded:
            yield from _followed(board, child, day + _AFTER)


def _followed(board: Board, child: Child, day: int) -> Iterator[Step]:
    if child.number % _STAYS_OPEN and day < DAYS:
        yield Step(day, _THREE, "safeguarding", partial(_closed, board, child))
        return
    while day < DAYS:
        yield Step(day, _THREE, "safeguarding", partial(_reviewed, board, child))
        day += _LOOK_AGAIN


def _recorded(board: Board, case: Case, child: Child) -> None:
    made = services.record(
        board.analyst(case),
        case.key,
        Known(Bool3.YES if child.immediate else Bool3.NO, "school census", child.age_band, case.person.force),
        _tie(board, case, child),
    )
    board.children[child.number], board.codes[child.number] = made.pk, made.code


def _tied(board: Board, case: Case, child: Child) -> None:
    services.link(board.analyst(case), board.codes[child.number], case.key, _tie(board, case, child))


def _tie(board: Board, case: Case, child: Child) -> Tie:
    home = case.premises[0] if child.home is not None else None
    relation = _TIES[child.number % 3] if child.in_care else _TIES[3 + child.number % 2]
    return Tie(Bool3.YES if child.in_care else Bool3.NO, relation, home)


def _lead(board: Board, child: Child) -> str:
    return of_force("SL", board.plan.people[child.people[0]].force)


def _decided(board: Board, child: Child) -> None:
    """Say whether it is at immediate risk, decide what is done, and have the first of it done where it can be."""
    key, lead = board.children[child.number], _lead(board, child)
    now = us_now()
    deciding.assess(
        board.desks.by(lead, "asked the school and the health visitor"), key,
        Bool3.YES if child.immediate else Bool3.NO,
    )  # fmt: skip
    protective = ActionKind.POLICE_PROTECTION if child.immediate else _ACTIONS[child.number % len(_ACTIONS)]
    wanted = [
        ToDo(ActionKind.STRATEGY_DISCUSSION, "Example Children's Services", now + timedelta(hours=20)),
        ToDo(protective, "Example Children's Services", now + timedelta(days=1 if child.immediate else 6)),
    ]
    deciding.decide(board.desks.by(lead), key, wanted)
    with working(board.desks.by(lead).actor):
        actions = list(SafeguardingAction.objects.filter(child=key).order_by("pk"))
    for action in actions if child.safeguarded else actions[:1]:
        deciding.done(board.desks.by(lead), action.pk, "agreed by all, and in force")


def _reviewed(board: Board, child: Child) -> None:
    key, lead = board.children[child.number], _lead(board, child)
    next_one = us_now() + timedelta(days=27)
    deciding.review(board.desks.by(lead, "the plan holds; the school sees the child daily"), key, next_one)


def _closed(board: Board, child: Child) -> None:
    force = board.plan.people[child.people[0]].force
    key, lead = board.children[child.number], _lead(board, child)
    proposal = closing.propose(
        board.desks.by(lead, "nothing is left to be done"), key, "no contact, by a court's order"
    )
    second = board.desks.by(of_force("SV", force), "I read the plan and its results", expected=proposal.rev)
    closing.complete(second, proposal.pk)
