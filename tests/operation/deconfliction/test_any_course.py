"""Whatever three sides do in whatever order: two sides of a hit see the same, and there is one for what two hold."""

from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from operation.deconfliction.meeting import WHY, hits, hold, secret
from operation.installed import fresh_operation
from operation.referrals.test_intake import holds
from operation.subjects.test_restricting import named_once
from operation.world import as_, settle
from understone.operation.access.context import Actor
from understone.operation.deconfliction import answering, offering
from understone.operation.deconfliction.answering import Outcome
from understone.operation.errors import GuardRefused, TransitionRefused
from understone.operation.selectors.kinds import SelectorKind
from understone.operation.service import Call

SIDES = ("agency", "force 1", "force 2")
VALUES = ("zoe@example.org", "martin@example.org")
STEPS = st.one_of(
    st.tuples(st.just("store"), st.sampled_from(SIDES), st.sampled_from(VALUES)),
    st.tuples(st.just("acknowledge"), st.sampled_from(SIDES), st.integers(0, 5)),
    st.tuples(st.just("answer"), st.sampled_from(SIDES), st.tuples(st.integers(0, 5), st.sampled_from(list(Outcome)))),
    st.tuples(st.just("rule"), st.just("agency"), st.tuples(st.integers(0, 5), st.sampled_from(list(Outcome)))),
)


def person(side: str) -> Actor:
    return {"agency": as_("AN-1"), "force 1": as_("IN-E23000001"), "force 2": as_("IN-E23000032")}[side]


class Course:
    """What happened, kept in plain Python beside the operation."""

    def __init__(self) -> None:
        self.held: dict[str, set[str]] = {side: set() for side in SIDES}
        self.acked: set[tuple[Any, str]] = set()
        self.said: dict[tuple[Any, str], Outcome] = {}
        self.outcome: dict[Any, Outcome] = {}

    def take(self, what: str, side: str, more: Any) -> None:
        who = person(side)
        if what == "store":
            self.store(who, side, more)
            return
        number, outcome = (more, None) if isinstance(more, int) else more
        known = sorted({each.hit for each in hits(who)})
        if number >= len(known):
            return
        hit = known[number]
        if what == "rule":
            self.tried(hit not in self.outcome, lambda: answering.rule(Call(as_("CO-1"), reason=WHY), hit, outcome))
            self.outcome.setdefault(hit, outcome)
        elif what == "acknowledge":
            free = (hit, side) not in self.acked and hit not in self.outcome
            self.tried(free, lambda: answering.acknowledge(Call(who), hit))
            self.acked |= {(hit, side)} if free else set()
        else:
            (other,) = [name for name in SIDES if name != side and hit in {each.hit for each in hits(person(name))}]
            free = {(hit, side), (hit, other)} <= self.acked and hit not in self.outcome
            self.tried(free, lambda: answering.answer(Call(who, reason=WHY), hit, outcome))
            if free:
                self.said[hit, side] = outcome
                if self.said.get((hit, other)) == outcome:
                    self.outcome[hit] = outcome

    def store(self, who: Actor, side: str, value: str) -> None:
        if side == "agency":
            offering.offer(Call(who), SelectorKind.EMAIL, value, "an invented inquiry")
        elif value not in self.held[side]:
            hold(who, value)
        self.held[side].add(value)

    def tried(self, allowed: bool, act: Any) -> None:
        try:
            act()
        except (GuardRefused, TransitionRefused):
            assert not allowed
        else:
            assert allowed

    def check(self) -> None:
        seen = {side: {each.hit: each for each in hits(person(side))} for side in SIDES}
        count = Counter(hit for found in seen.values() for hit in found)
        assert set(count.values()) <= {2}, "one side sees it and the other does not (invariant 37)"
        for a, b in combinations(SIDES, 2):
            common = seen[a].keys() & seen[b].keys()
            assert len(common) == len(self.held[a] & self.held[b]), "one hit a pair and value, whatever repeats"
            for hit in common:
                one, other = seen[a][hit], seen[b][hit]
                assert (one.state, one.outcome) == (other.state, other.outcome)
                assert one.outcome == self.outcome.get(hit)
                assert (one.acked, one.other_acked) == (other.other_acked, other.acked)
                assert (one.said, one.other_said) == (other.other_said, other.said)


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(STEPS, min_size=8, max_size=30))
def test_any_course_leaves_both_sides_with_the_same(steps: list[tuple[str, str, Any]]) -> None:
    with fresh_operation() as (_, owner):
        settle(owner)
        course = Course()
        for side in SIDES:
            course.take("store", side, VALUES[0])
        for step in steps:
            course.take(*step)
        course.check()
        assert named_once(owner) == []
        assert holds(owner) > 0
        open_rows = secret(
            owner,
            "SELECT count(*) FROM deconfliction_hit AS h WHERE state = 'open' AND NOT EXISTS (SELECT 1 FROM task AS t"
            " WHERE t.object = h.id AND t.state = 'open')",
        )
        assert open_rows == [(0,)], "something open that nobody has to do"
