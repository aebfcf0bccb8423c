"""How long exhibits wait for examination, from the force's own history, and what one more examiner would change.

Two answers: what a steady queue comes to (`queue_theory`), and the queue as it stands now, played through many times
with the durations that were seen. Both say on what they rest; with little history neither is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from understone.operation.exhibits import queueing
from understone.operation.exhibits.queue_theory import Load, mean_waits, percentiles, waits
from understone.operation.queries import fetched
from understone.operation.service import Call, looking

ENTITY = "exhibit"
LEAST = 20  # examinations that were seen to their end
WINDOW, LATELY = timedelta(days=182), timedelta(days=28)
PLAYS, SEED = 400, 45
CLASSES = ("due within 7 days", "due within 30 days")
_DAY = 86_400.0
_SHORT = timedelta(days=8)  # between the two spans of clocks.csv: which of them an exhibit got tells its class
ASSUMPTIONS = (
    "What comes in goes on coming in as in the time looked at, independently of how long the queue is.",
    "An examination takes as long as those that ended took, from its start to its case file, by the clock: nights and "
    "weekends are in it.",
    "All examiners are alike, each takes the next in the order of the queue, nobody breaks off for a more urgent one.",
    "How many exhibits one examiner has under examination at once stays as it was.",
    "The long run is an approximation: with many examiners and uneven durations it says too much for the most urgent.",
    "An examination that failed took its time like any other, and its exhibit comes in again.",
)


@dataclass(frozen=True, slots=True)
class History:
    """What was seen: arrivals a day by class, how long examinations took (days, by kind), who is at work.

    `slots`: how many exhibits were under examination at once, as a rule at busy times; at least one an examiner.
    """

    days: float
    arrivals: tuple[int, ...]
    arrival_scv: float
    durations: dict[str, tuple[float, ...]]
    examiners: int
    slots: int

    @property
    def ended(self) -> int:
        """Return how many examinations ended."""
        return sum(map(len, self.durations.values()))


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a steady queue comes to with so many examiners: mean wait in days by class, None where it only grows."""

    examiners: int
    utilisation: float
    waits: tuple[float | None, ...]
    grows_by: float


@dataclass(frozen=True, slots=True)
class Turn:
    """When an exhibit's turn comes, in days from now: half of the plays, and nine of ten, were no later."""

    ref: str
    reasons: tuple[str, ...]
    median: float
    ninety: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The answer, or why there is none."""

    why_not: str | None
    history: History
    now: Estimate | None = None
    one_more: Estimate | None = None
    turns: tuple[Turn, ...] = ()
    turns_one_more: tuple[Turn, ...] = ()


def outlook(call: Call, *, examiners: int | None = None, plays: int = PLAYS, seed: int = SEED) -> Outlook:
    """Estimate the waiting times of the reader's queue. `examiners`: how many are at work, if it is known better.

    Raises `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        history, running = _history(act.actor.org, act.now, examiners)
        if history.ended < LEAST:
            why = f"too little history: {history.ended} examinations ended in {WINDOW.days} days, {LEAST} are needed"
            return Outlook(why, history)
        line = [(row.ref, row.kind, of.reasons, 0 if of.soon else 1) for row, of in queueing.in_order()]
    more = max(1, round(history.slots / history.examiners))
    return Outlook(
        None,
        history,
        _estimate(history, history.examiners, history.slots),
        _estimate(history, history.examiners + 1, history.slots + more),
        _turns(history, running, line, 0, plays, seed),
        _turns(history, running, line, more, plays, seed),
    )


def _history(org: UUID, now: datetime, examiners: int | None) -> tuple[History, list[tuple[str, float]]]:
    """Read what became of the exhibits; return it, and what is under examination: kind, and for how many days."""
    rows = fetched(
        "SELECT pgh_obj_id, kind, state, recorded_at, owner_id, due FROM operation_exhibitevent"
        " WHERE org_id = %s ORDER BY pgh_obj_id, rev",
        (org,),
    )
    durations: dict[str, list[float]] = {}
    joined: list[tuple[datetime, int]] = []
    spans: list[tuple[datetime, datetime]] = []
    lately: set[Any] = set()
    running: list[tuple[str, float]] = []
    began: datetime | None = None
    last: Any = None
    state = kind = ""
    urgent = 1
    for key, kind_now, state_now, at, owner, due in [*rows, (None, "", "", now, None, None)]:
        if key != last:
            if began is not None:
                running.append((kind, _days(now - began)))
                spans.append((began, now))
            last, state, began = key, "", None
        kind = kind_now
        if state_now == state:
            continue
        if state_now == "queued":
            urgent = urgent if state == "examining" else int(due - at > _SHORT)  # a failed one keeps its class
            if now - at <= WINDOW:
                joined.append((at, urgent))
        if state_now == "examining":
            began = at
            if now - at <= LATELY:
                lately.add(owner)
        elif began is not None:
            spans.append((began, at))
            if now - began <= WINDOW:
                durations.setdefault(kind, []).append(_days(at - began))
            began = None
        state = state_now
    joined.sort()
    days = _days(now - joined[0][0]) if joined else 0.0
    people = examiners or max(1, len(lately))
    counts = tuple(sum(1 for _, each in joined if each == one) for one in range(len(CLASSES)))
    return (
        History(
            days,
            counts,
            _scv_of_counts([at for at, _ in joined], now),
            {name: tuple(each) for name, each in durations.items()},
            people,
            max(people, _at_once(spans)),
        ),
        running,
    )


def _days(span: timedelta) -> float:
    return span.total_seconds() / _DAY


def _at_once(spans: Sequence[tuple[datetime, datetime]]) -> int:
    """Return how many examinations ran at once when a new one began: in the middle of what was seen."""
    if not spans:
        return 0
    steps = sorted([(began, 1) for began, _ in spans] + [(ended, -1) for _, ended in spans])
    level, seen = 0, []
    for _, step in steps:
        level += step
        if step > 0:
            seen.append(level)
    return sorted(seen)[len(seen) // 2]


def _scv_of_counts(moments: Sequence[datetime], now: datetime) -> float:
    """Return how uneven arrivals are, by weeks: variance over mean of the weekly counts (1 for independent ones).

    A house comes in as dozens at once: gaps between single exhibits would say less than weeks do.
    """
    weeks: dict[int, int] = {}
    for moment in moments:
        weeks[(now - moment).days // 7] = weeks.get((now - moment).days // 7, 0) + 1
    whole = [weeks.get(week, 0) for week in range(max(weeks, default=0))]
    mean = sum(whole) / len(whole) if whole else 0.0
    if len(whole) < 4 or mean == 0:
        return 1.0
    return sum((each - mean) ** 2 for each in whole) / (len(whole) - 1) / mean


def load(history: History, slots: int) -> Load:
    """Return what the queue has to carry, with so many at once."""
    every = [each for kind in history.durations.values() for each in kind]
    mean = sum(every) / len(every)
    scv = sum((each - mean) ** 2 for each in every) / (len(every) - 1) / mean**2 if mean else 0.0
    days = max(history.days, 1.0)
    return Load(tuple(each / days for each in history.arrivals), mean, scv, slots, history.arrival_scv)


def _estimate(history: History, examiners: int, slots: int) -> Estimate:
    carried = load(history, slots)
    grows = max(0.0, sum(carried.rates) - slots / carried.service_mean) if carried.service_mean else 0.0
    return Estimate(examiners, carried.utilisation, mean_waits(carried), grows)


def _turns(
    history: History,
    running: Sequence[tuple[str, float]],
    line: Sequence[tuple[str, str, tuple[str, ...], int]],
    more: int,
    plays: int,
    seed: int,
) -> tuple[Turn, ...]:
    """Play the queue as it stands: those under examination end, the next begin, more urgent ones come in between."""
    import numpy as np

    if not line:
        return ()
    chance = np.random.default_rng(seed)
    every = np.array([each for kind in history.durations.values() for each in kind])
    kinds = {name: np.array(each) if len(each) >= LEAST else every for name, each in history.durations.items()}
    rate = history.arrivals[0] / max(history.days, 1.0)
    last_urgent = max((place for place, each in enumerate(line) if each[3] == 0), default=-1)
    found = []
    for _ in range(plays):
        left = sorted((_rest(kinds.get(kind, every), age, chance) for kind, age in running), reverse=True)
        free = [*left, *[0.0] * max(0, history.slots + more - len(left))]
        now = [chance.choice(kinds.get(kind, every)) for _, kind, _, _ in line]
        until = sum(now) / len(free) + max(free)
        gaps = chance.exponential(1 / rate, int(3 * rate * until) + 10) if rate else np.array([])
        coming = np.cumsum(gaps)
        arrivals = np.concatenate([np.zeros(len(line)), coming])
        # Who waits goes in the order that stands; an urgent one that comes goes behind the urgent, before the others.
        classes = [0 if place <= last_urgent else 2 for place in range(len(line))] + [1] * len(coming)
        services = np.concatenate([now, chance.choice(every, len(coming))])
        found.append(waits(arrivals, classes, services, free)[: len(line)])
    return tuple(
        Turn(ref, reasons, float(median), float(ninety))
        for (ref, _, reasons, _), (median, ninety) in zip(line, percentiles(found, 50, 90), strict=True)
    )


def _rest(durations: Any, age: float, chance: Any) -> float:
    """Return how long an examination of this age still takes: as long as one of those that took longer than that."""
    longer = durations[durations > age]
    return float(chance.choice(longer)) - age if len(longer) else float(durations.mean())
