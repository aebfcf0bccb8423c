"""Tips come in each morning, are graded, and are about subjects then; those that nothing follows from are closed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.resources import files

from understone.demo.operation import tips
from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.clock import BEGIN
from understone.demo.operation.desks import ADMINISTRATOR, COMMANDER
from understone.demo.operation.plan import Again, Closed
from understone.demo.operation.tips import Written
from understone.operation.access.context import actor, working
from understone.operation.organisations import services as organisations
from understone.operation.referrals import formats, intake, services, sources
from understone.operation.referrals.models import Closing, Referral
from understone.operation.service import Call
from understone.operation.subjects import services as subjects

_SIX, _QUARTER_PAST, _SEVEN, _HALF_PAST = 360, 375, 420, 450
_GRADES = {tips.CHAT: (1, "B"), tips.PHOTOS: (1, "B"), tips.HOTLINE: (2, "C")}
_REASONS = {"insufficient": "insufficient: nothing in it leads to anybody", "no nexus": "no nexus to this country"}


def open_sources() -> None:
    """Agree with three sources how their tips are read."""
    call, second = Call(actor(ADMINISTRATOR), reason="an agreement was signed"), actor(COMMANDER)
    mapping = files("understone.operation.referrals").joinpath("mappings/example-hotline.toml").read_text("utf-8")
    said = {
        tips.CHAT: sources.as_stored(tips.CHAT, format="cybertip-json", country="GB"),
        tips.PHOTOS: sources.as_stored(tips.PHOTOS, format="cybertip-xml", country="GB"),
        tips.HOTLINE: sources.as_stored(tips.HOTLINE, format="mapped", mapping=mapping, country="GB"),
    }
    for code, stored in said.items():
        organisations.add_partner(call, second, code, tips.NAMES[code], stored)


def steps(board: Board) -> Iterator[Step]:
    """Yield what happens with tips: morning deliveries, grading, subjects, closing."""
    new: defaultdict[int, list[tuple[Written, Case | Closed]]] = defaultdict(list)
    later: defaultdict[int, list[Again]] = defaultdict(list)
    for case in board.cases:
        for tip, day in enumerate(case.person.tips):
            new[day].append((tips.of(case.person, tip, BEGIN), case))
    for closed in board.plan.closed:
        new[closed.day].append((tips.closed(closed, BEGIN), closed))
    for again in (*board.plan.redelivered, *board.plan.supplements):
        later[again.day].append(again)
    for day, came in new.items():
        yield Step(day, _SIX, "tips", partial(_delivered, board, [written for written, _ in came]))
        for written, what in came:
            yield Step(day, _QUARTER_PAST, "grading", partial(_graded, board, written, what))
        for case in {id(what): what for _, what in came if isinstance(what, Case)}.values():
            yield Step(day, _HALF_PAST, "subjects", partial(_subject_of, board, case))
    for day, repeated in later.items():
        yield Step(day, _SEVEN, "tips", partial(_repeated, board, repeated))


def _delivered(board: Board, came: Sequence[Written]) -> None:
    """Take in what came in a morning, a source at a time."""
    for code in tips.NAMES:
        own = [written for written in came if written.source == code]
        if not own:
            continue
        partner = sources.named(code)
        read = [tip for written in own for tip in formats.read(written.content, sources.settings(partner))]
        call = board.desks.by(board.desks.next("IO"))
        board.told.update(f"tips {fate}" for fate in intake.take_in_all(call, sources.source(partner), read).elements())
        with working(call.actor):
            rows = Referral.objects.filter(source=partner, source_ref__in=[written.ref for written in own])
            board.referrals.update({str(ref): key for ref, key in rows.values_list("source_ref", "pk")})


def _repeated(board: Board, repeated: Sequence[Again]) -> None:
    _delivered(board, [_again(board, each) for each in repeated])


def _again(board: Board, again: Again) -> Written:
    person = board.plan.people[again.person]
    if again in board.plan.redelivered:
        return tips.of(person, again.tip, BEGIN)
    return tips.supplement(person, again, BEGIN)


def _graded(board: Board, written: Written, what: Case | Closed) -> None:
    key = board.referrals[written.ref]
    officer = board.desks.next("IO")
    services.triage(board.desks.by(officer), key, *_GRADES[written.source], "P")
    if isinstance(what, Closed):
        _close(board, written, what)


def _close(board: Board, written: Written, tip: Closed) -> None:
    key, reason, why = board.referrals[written.ref], _REASONS[tip.reason], Closing(tip.reason)
    if not tip.child_named:
        services.close(board.desks.by(board.desks.next("IO"), reason), key, why)
        return
    proposal = services.propose_to_close(board.desks.by(board.desks.next("AN"), reason), key, why)
    second = board.desks.by(board.desks.next("AP"), "I read it: nobody can be found by it", expected=proposal.rev)
    services.second_the_close(second, proposal.pk)


def _subject_of(board: Board, case: Case) -> None:
    """Look which subject a person's tips are of; of a first one alone an analyst opens one."""
    if case.subject is not None:
        return
    with working(board.analyst(case).actor):
        mine = [ref for tip in range(len(case.person.tips)) if (ref := tips.of(case.person, tip, BEGIN).ref)]
        there = [board.referrals[ref] for ref in mine if ref in board.referrals]
        found = Referral.objects.filter(pk__in=there, subject__isnull=False).values_list("subject", flat=True).first()
    case.subject = found or subjects.open_from(board.analyst(case, "somebody is to look at it"), there[0]).pk
