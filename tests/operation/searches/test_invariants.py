"""Whatever people do in whatever order: a search is executed with all of G2 true, or a breach names what was not.

Invariants 27, 28 and 30. What holds is kept beside the operation in plain Python; the operation agrees at each step.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from operation.children.test_children import HERS, SAID
from operation.children.test_deciding import in_
from operation.searches import force
from operation.searches.force import IN, SL, call, prepared, second
from operation.subjects.test_gathering import by
from operation.tasks.desk import events, named_once, turn
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import deciding
from understone.operation.children import services as children
from understone.operation.clockwork import tick
from understone.operation.deconfliction import offering
from understone.operation.errors import GuardRefused, InputRefused, OperationError, TransitionRefused
from understone.operation.london import day_of
from understone.operation.models import Breach, Search
from understone.operation.searches import doing, planning
from understone.operation.searches.planning import Change

STEPS = ("child", "decide", "later", "plan", "see", "ask", "tick", "ready", "authorise", "execute", "door", "outside")
OVER = ("executed", "aborted")


class Course:
    """What happened to one search: which parts of the gate hold follows from it."""

    def __init__(self, owner: str, key: UUID) -> None:
        self.owner, self.key = owner, key
        self.state, self.day, self.seen, self.asked = "planned", _today(), _today(), _now()
        self.undecided: list[UUID] = []
        self.breach: set[str] | None = None

    def failing(self) -> set[str]:
        """Return the parts that do not hold now. Who is on call and every welfare plan stay as they were arranged."""
        parts = {"G2.2"} if not self.day == self.seen == _today() else set()
        parts |= {"G2.5"} if self.undecided else set()
        return parts | ({"G2.8"} if _now() - self.asked > timedelta(hours=24) else set())

    def take(self, step: str) -> None:
        """Take a step, and hold what it does or is refused with to what was to be expected."""
        getattr(self, step)()
        row = force.seen(Search, self.key)
        assert row.state == self.state, f"{step}: {row.state}, expected {self.state}"

    def child(self) -> None:
        about, _ = force.subject()
        self.undecided.append(children.record(by(), about.pk, SAID, HERS).pk)

    def decide(self) -> None:
        if self.undecided:
            key = self.undecided.pop()
            deciding.assess(call(SL), key, Bool3.NO)
            deciding.decide(call(SL), key, [in_(200)])

    def later(self) -> None:
        turn(self.owner, timedelta(hours=9))

    def plan(self) -> None:
        if self.state == "planned":
            planning.change(call(), self.key, Change(day=_today()))
            self.day = _today()

    def see(self) -> None:
        if self.state not in OVER and self.day == _today():
            force.rechecked(self.key)
            self.seen = _today()

    def ask(self) -> None:
        offering.ask(by(), force.subject()[0].pk, "a search")
        self.asked = _now()

    def tick(self) -> None:
        tick()
        if self.state in ("ready", "authorised") and self.failing():
            self.state = "planned"

    def ready(self) -> None:
        self._passes("planned", "ready", lambda: doing.ready(call(), self.key))

    def authorise(self) -> None:
        rev = force.seen(Search, self.key).rev
        self._passes("ready", "authorised", lambda: doing.authorise(second(rev), self.key))

    def execute(self) -> None:
        self._passes("authorised", "executed", lambda: doing.execute(call(), self.key, "nothing found"))

    def door(self) -> None:
        self.ready()
        self.authorise()
        self.execute()

    def outside(self) -> None:
        wrong = self.failing() | (set() if self.state == "authorised" else {"G4"})
        try:
            breach = doing.execute_outside(call(), self.key, "a child taken to safety", "screams were heard")
        except TransitionRefused:
            assert self.state in OVER
        except InputRefused:
            assert self.state not in OVER
            assert not wrong
        else:
            assert self.state not in OVER
            assert set(breach.guard.split()) == wrong
            self.state, self.breach = "executed", wrong

    def _passes(self, before: str, after: str, act: object) -> None:
        """Hold a step through the gate to its state and to every part."""
        wrong = self.failing()
        try:
            act()  # type: ignore[operator]
        except OperationError as error:
            assert isinstance(error, TransitionRefused if self.state != before else GuardRefused), error
            assert self.state != before or all(f"{part}: " in error.what for part in wrong)
            assert self.state != before or wrong
        else:
            assert (self.state, wrong) == (before, set())
            self.state = after


def _now() -> datetime:
    with working(as_(IN)):
        return us_now()


def _today() -> date:
    return day_of(_now())


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=14))
def test_every_executed_search_was_warrant_ready_or_has_its_breach(steps: list[str]) -> None:
    with prepared() as (owner, key):
        course = Course(owner, key)
        for step in steps:
            course.take(step)
        with working(as_(IN)):
            breaches = list(Breach.objects.filter(object=key))
        assert len(breaches) == (1 if course.breach is not None else 0)
        executed = events(owner, "search.executed")
        assert len(executed) == (1 if course.state == "executed" else 0)
        if executed and course.breach is None:
            assert executed[0]["guards"] == [f"G2.{n}" for n in range(1, 9)]
        named_once(owner)
