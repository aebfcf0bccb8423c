"""Work of a force and of the command, to be killed or done by two at once: attach, grade, decide, publish.

`prepare` makes what the work is on, `WORK` are the four. Each goes on from what it finds, as people do who come back to
their desks, by services alone: whether something is done already they tell it, or it looks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from operation.exhibits import store
from operation.exhibits.store import DE
from operation.grading.findings import by as grader
from operation.grading.findings import examined, found, graders
from operation.packages import office
from operation.packages.office import KENT, MET
from operation.premises.test_premises import HOME, answer_of
from operation.tasks.desk import turn
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.bulletin import publishing
from understone.operation.bulletin.models import Bulletin
from understone.operation.children import deciding
from understone.operation.children import services as children
from understone.operation.children.actions import ActionKind
from understone.operation.children.deciding import ToDo
from understone.operation.children.services import Known, Tie
from understone.operation.errors import TransitionRefused
from understone.operation.exhibits import attaching
from understone.operation.grading import voting
from understone.operation.models import Child, Proposal, SafeguardingAction
from understone.operation.premises import services as premises

LEAD = f"SL-{MET}"
BATCH = 6
SETTLED = ("one", "two", "three", "four")
DISPUTED, OPEN = "five", "six"
VOTES = {
    **dict.fromkeys(SETTLED, ("A", "A", "A", "A")),  # the fourth comes too late
    DISPUTED: ("A", "A", "B", "B", "unsure"),
    OPEN: ("C", "B"),
}
Told = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What there is to do. `votes`: who says what of which finding, in their order."""

    case: Path
    exhibit: UUID
    votes: tuple[tuple[str, UUID, str], ...]
    children: tuple[UUID, ...]
    as_of: datetime


def prepare(owner: str, case: Path, count: int = 4) -> Desk:
    """Make an exhibit under examination, pictures of two forces, some children, and facts, in a settled operation."""
    subject = office.subject()
    home = premises.record(office.by("AN-1"), answer_of(subject.pk).pk, HOME)
    exhibit = store.started(store.seized(store.searched(subject, home)))
    store.arrested(subject)
    known, tie = Known(Bool3.UNKNOWN, "the school", "5-9"), Tie(Bool3.YES, "daughter")
    made = tuple(children.record(office.by("AN-1"), subject.pk, known, tie).pk for _ in range(count))
    votes = _votes(owner)
    turn(owner, timedelta(minutes=10))
    with working(as_("AN-1")):
        as_of = us_now() - timedelta(minutes=6)
    return Desk(case, exhibit.pk, votes, made, as_of)


def _votes(owner: str) -> tuple[tuple[str, UUID, str], ...]:
    """Let each picture lie on devices of both forces, and graders of both vote on it in turn."""
    teams = {force: graders(owner, 3, force) for force in (MET, KENT)}
    rows = {force: dict(zip(VOTES, found(examined(owner, force), *VOTES, force=force), strict=True)) for force in teams}
    return tuple(
        (teams[force][number // 2], rows[force][name].pk, value)
        for name, values in VOTES.items()
        for number, value in enumerate(values)
        for force in [(MET, KENT)[number % 2]]
    )


def attach(desk: Desk, told: Told) -> None:
    """Attach the case file, in some batches."""
    attaching.attach(store.by(DE), desk.exhibit, desk.case, report=lambda _: told(), batch=BATCH)


def grade(desk: Desk, told: Told) -> None:
    """Let everybody vote; who comes too late is told so."""
    for who, finding, value in desk.votes:
        try:
            voting.grade(grader(who), finding, value)
        except TransitionRefused as error:
            if "settled as A" not in str(error):
                raise
        told()


def decide(desk: Desk, told: Told) -> None:
    """Answer, decide and have it done for each child, from where it stands."""
    call = store.by(LEAD)
    for key in desk.children:
        with working(as_(LEAD, comp="common")):
            row, now = Child.objects.get(pk=key), us_now()
        if row.state == "identified":
            row = deciding.assess(call, key, Bool3.NO)
            told()
        if row.state == "assessed":
            kinds = (ActionKind.STRATEGY_DISCUSSION, ActionKind.SAFETY_PLAN)
            hours = timedelta(hours=1)
            deciding.decide(call, key, [ToDo(kind, "the council", now + n * hours) for n, kind in enumerate(kinds, 1)])
            told()
        with working(as_(LEAD, comp="common")):
            left = list(SafeguardingAction.objects.filter(child=key, state="open").order_by("due"))
        for each in left:
            deciding.done(call, each.pk, "it was done")
            told()


def publish(desk: Desk, told: Told) -> None:
    """Draft, propose and publish the command's bulletin and the public edition, each from where it stands."""
    for audience in publishing.AUDIENCES:
        row = publishing.draft(office.by("AN-1"), desk.as_of, audience)
        told()
        if row.state == "published":
            continue
        proposal = _proposed(row)
        if proposal is None:
            proposal = publishing.propose(office.by("AN-1"), row.pk)
            told()
        publishing.publish(office.by("CO-1", expected=proposal.rev), proposal.pk)
        told()


def _proposed(row: Bulletin) -> Proposal | None:
    with working(as_("AN-1")):
        return Proposal.objects.filter(object=row.pk, state="open").first()


WORK: dict[str, Callable[[Desk, Told], None]] = {
    "attach": attach, "grade": grade, "decide": decide, "publish": publish,
}  # fmt: skip
