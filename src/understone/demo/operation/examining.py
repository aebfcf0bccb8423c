"""Exhibits: seized at a search, handed to the laboratory, queued, examined; some reported, some examined again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from understone.demo.operation.board import Board, Step
from understone.demo.operation.decks import DAYS
from understone.demo.operation.desks import of_force
from understone.demo.operation.plan import Device, Premises
from understone.operation.exhibits import attaching, moving, queueing, reporting, seizing
from understone.operation.exhibits.moving import To
from understone.operation.exhibits.seizing import Seized

_HALF_PAST_FIVE, _SIX, _NINE, _THREE = 1050, 1080, 540, 900
_LABORATORY = "laboratory, store 1"
_WITHIN, _AGAIN_AFTER = 6, 3  # days after the search in which a device is examined; after which it is examined again
_REPORTED_OF = 12  # of so many devices examined one is reported on, and each with findings of its own


def steps(board: Board) -> Iterator[Step]:
    """Yield seizure and hand-over with each search, then the examinations of the days after it."""
    found: defaultdict[tuple[int, int], list[Device]] = defaultdict(list)
    for device in board.plan.devices:
        found[device.premises, device.search].append(device)
    own = iter(range(len(board.plan.devices)))
    for (number, search), devices in found.items():
        place = board.plan.premises[number]
        day = place.searched_on[search]
        yield Step(day, _HALF_PAST_FIVE, "seizures", partial(_seized, board, place, search, devices))
        yield Step(day, _SIX, "hand-overs", partial(_handed_over, board, place, devices))
        yield from _examinations(board, place, devices, day, own)


def _examinations(
    board: Board, place: Premises, devices: Sequence[Device], day: int, own: Iterator[int]
) -> Iterator[Step]:
    """Yield examinations, those of one day together; some are done again, of some there is a report."""
    first: defaultdict[int, list[Device]] = defaultdict(list)
    for device in devices:
        if device.examined:
            first[min(day + 1 + device.number % _WITHIN, DAYS - _AGAIN_AFTER - 2)].append(device)
    for on, together in first.items():
        files = {each.number: next(own) for each in together if each.real}
        yield Step(on, _NINE, "examinations", partial(_examined, board, place, together, 0, files))
        again = [each for each in together if each.examined > 1]
        if again:
            yield Step(on + _AGAIN_AFTER, _NINE, "examinations", partial(_examined_again, board, place, again))
        for device in together:
            if device.real or device.number % _REPORTED_OF == 0:
                last = on + _AGAIN_AFTER if device.examined > 1 else on
                yield Step(last + 1, _THREE, "reports", partial(_reported, board, place, device))


def _ref(device: Device) -> str:
    return f"EX/{device.number:05d}"


def _seal(device: Device) -> str:
    return f"D{device.number:07d}"


def _seized(board: Board, place: Premises, search: int, devices: Sequence[Device]) -> None:
    """Record everything that was seized, each under its seal."""
    key = board.searches[place.number, search]
    what = [
        Seized(
            _ref(each), each.subtype, _seal(each), "the front room", search=key,
            parent=None if each.parent is None else _ref(board.plan.devices[each.parent]),
        )
        for each in devices
    ]  # fmt: skip
    rows = seizing.seize_all(board.desks.by(of_force("IN", place.force)), what)
    board.exhibits.update({each.number: row.pk for each, row in zip(devices, rows, strict=True)})


def _handed_over(board: Board, place: Premises, devices: Sequence[Device]) -> None:
    """Give all of it to the laboratory, and queue what is to be examined; what waits, waits in the queue too."""
    examiner = of_force("DE", place.force)
    seals = {board.exhibits[each.number]: _seal(each) for each in devices}
    moving.hand_over_all(board.desks.by(of_force("IN", place.force)), seals, To(examiner, _LABORATORY))
    moving.take_all(board.desks.by(examiner), seals)
    waiting: list[UUID] = [board.exhibits[each.number] for each in devices if each.kind != "other"]
    queueing.queue_all(board.desks.by(of_force("SV", place.force)), waiting)


def _examined(
    board: Board, place: Premises, devices: Sequence[Device], time: int, own: Mapping[int, int] | None = None
) -> None:
    """Begin under their seals, and join to each the case file of its examination."""
    files, examiner = board.case_files, of_force("DE", place.force)
    queueing.start_all(board.desks.by(examiner), {board.exhibits[each.number]: _seal(each) for each in devices})
    for each in devices:
        mine = (own or {}).get(each.number)
        case = files.plain[(each.number + time) % len(files.plain)] if mine is None else files.own[mine]
        attaching.attach(board.desks.by(examiner), board.exhibits[each.number], case)
    board.told["devices examined"] += len(devices)


def _examined_again(board: Board, place: Premises, devices: Sequence[Device]) -> None:
    for each in devices:
        supervisor = board.desks.by(of_force("SV", place.force), "a newer list is out")
        queueing.requeue(supervisor, board.exhibits[each.number])
    _examined(board, place, devices, 1)


def _reported(board: Board, place: Premises, device: Device) -> None:
    examiner = board.desks.by(of_force("DE", place.force), "examined as the manual says")
    proposal = reporting.propose(examiner, board.exhibits[device.number])
    second = board.desks.by(of_force("SV", place.force), "I read it against the case file", expected=proposal.rev)
    reporting.complete(second, proposal.pk)
