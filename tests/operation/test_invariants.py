"""The invariants of intake, linking and subjects, after every step of whatever people do in whatever order.

Invariants 9, 10, 11, 14 to 20 of the specification, and: subjects follow components; each referral is in one place.
"""

import contextlib
import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from operation.installed import fresh_operation
from operation.looking_on import SAID, Onlooker, key_of
from operation.referrals.test_intake import holds, tip
from operation.world import as_, organisation, settle
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.access.context import us_now
from understone.operation.errors import Conflict, OperationError
from understone.operation.linking import judging
from understone.operation.linking.nodes import NodeKey
from understone.operation.organisations.models import Organisation
from understone.operation.referrals import services
from understone.operation.referrals.intake import Fate, take_in
from understone.operation.referrals.parsed import ParsedReferral, Tip, Unreadable
from understone.operation.referrals.storing import Source
from understone.operation.service import Call
from understone.operation.subjects import services as subjects

SOURCES = ("examplechat", "exampleline")
"""Two sources: tips of both with the same content are one node."""


class Operation(Onlooker, RuleBasedStateMachine):
    """People at work, and what must hold however they work."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = contextlib.ExitStack()
        self.said: dict[NodeKey, list[str]] = {}
        self.tips: list[tuple[str, Tip]] = []
        self.fates: Counter[Fate] = Counter()
        self.number = 0

    @initialize()
    def begin(self) -> None:
        _, self.owner = self.stack.enter_context(fresh_operation())
        settle(self.owner)
        self.db = self.stack.enter_context(psycopg.connect(self.owner, autocommit=True))
        organisation(self.db, "partner", "exampleline", None)

    def teardown(self) -> None:
        try:
            if hasattr(self, "db"):
                assert self.named_once() == []
                holds(self.owner)
        finally:
            self.stack.close()

    # What people do.

    @rule(
        source=st.sampled_from(SOURCES),
        batch=st.lists(
            st.tuples(
                st.lists(st.sampled_from(list(SAID)), max_size=4, unique=True),
                st.sampled_from([None, None, "R-1", "R-2", "R-3"]),
                st.booleans(),
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def take_in_new(self, source: str, batch: list[tuple[list[str], str | None, bool]]) -> None:
        tips = []
        for names, ref, child in batch:
            self.number += 1
            made = tip(self.number, *(SAID[name][0] for name in names), ref=ref, child=child)
            assert isinstance(made.read, ParsedReferral)
            self.said.setdefault(key_of(source, made.read), []).extend(names)
            tips.append(made)
        self.tips += [(source, each) for each in tips]
        fates = take(source, tips)
        assert set(fates) <= {Fate.IMPORTED, Fate.SUPPLEMENTED}
        assert fates.total() == len(tips)
        self.fates += fates

    @precondition(lambda self: self.tips)
    @rule(data=st.data())
    def take_in_what_another_source_has_sent(self, data: st.DataObject) -> None:
        source, made = data.draw(st.sampled_from(self.tips))
        other = SOURCES[1 - SOURCES.index(source)]
        if not isinstance(made.read, ParsedReferral) or (other, made) in self.tips:
            return
        names = [name for name, (capture, _, _) in SAID.items() if capture in made.read.captures]
        self.said.setdefault(key_of(other, made.read), []).extend(names)
        self.tips.append((other, made))
        self.fates += take(other, [made])

    @precondition(lambda self: self.tips)
    @rule(data=st.data())
    def take_in_again(self, data: st.DataObject) -> None:
        """Invariant 14."""
        source, made = data.draw(st.sampled_from(self.tips))
        before, told = self.rows(), self.told()
        assert take(source, [made]) == {Fate.SEEN_AGAIN: 1}
        assert self.rows() == before
        assert self.told() - told == Counter({"referral.seen_again": 1})

    @rule(source=st.sampled_from(SOURCES))
    def take_in_what_cannot_be_read(self, source: str) -> None:
        self.number += 1
        made = Tip(b"\x00%d" % self.number, Unreadable("the whole file", "empty", "it holds nothing"))
        self.tips.append((source, made))
        self.fates += take(source, [made])

    @rule(data=st.data())
    def grade(self, data: st.DataObject) -> None:
        key = self.one_of(data, "state = 'received'")
        if key:
            services.triage(by("IO-1"), key, 2, "B", "P")

    @rule(data=st.data(), all_of_them=st.just(True))
    def grade_all(self, data: st.DataObject, all_of_them: bool) -> None:
        for (key,) in self.db.execute("SELECT id FROM referral WHERE state = 'received' ORDER BY id").fetchall():
            services.triage(by("AN-2"), key, 1, "A", "P")

    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        key = self.one_of(data, "state IN ('received', 'triaged')")
        if key:
            self.tried(lambda: services.close(by("IO-2"), key))

    @rule(data=st.data())
    def close_as_two(self, data: st.DataObject) -> None:
        key = self.one_of(data, "state IN ('received', 'triaged') AND child_named")
        if key:
            self.tried(lambda: services.propose_to_close(by("AN-1"), key))

    @rule(data=st.data())
    def second(self, data: st.DataObject) -> None:
        open_ones = self.db.execute("SELECT id, rev FROM proposal WHERE state = 'open' ORDER BY id").fetchall()
        if open_ones:
            key, rev = data.draw(st.sampled_from(open_ones))
            call = Call(as_("AP-1"), reason="I agree", expected=rev, signed_in_at=us_now() - timedelta(minutes=1))
            self.tried(lambda: services.second_the_close(call, key))

    @rule(data=st.data(), verdict=st.sampled_from([*Verdict, Verdict.NEGATIVE]), who=st.sampled_from(["AN-1", "AN-2"]))
    def judge(self, data: st.DataObject, verdict: Verdict, who: str) -> None:
        one, other = self.one_of(data, "true"), self.one_of(data, "true")
        if one and other:
            self.tried(lambda: judging.judge(by(who), one, other, verdict))

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        live = self.db.execute(
            "SELECT id FROM subject_link WHERE kind = 'judgement' AND withdrawn_at IS NULL ORDER BY id"
        ).fetchall()
        if live:
            (key,) = data.draw(st.sampled_from(live))
            judging.withdraw(by("AN-2"), key)

    @rule(data=st.data())
    def open_a_subject(self, data: st.DataObject) -> None:
        key = self.one_of(data, "true")
        if key:
            self.tried(lambda: subjects.open_from(by("AN-1"), key))

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        pair = self.two_subjects(data)
        if pair and self.tried(lambda: subjects.merge(by("AN-1"), *pair)):
            assert self.canonical(pair[0]) == self.canonical(pair[1])

    @rule(data=st.data())
    def merge_and_undo(self, data: st.DataObject) -> None:
        """Invariant 16: the partition is as before, and every row of history is still there."""
        pair = self.two_subjects(data)
        before, written = self.grouped(), self.histories()
        if pair and self.tried(lambda: subjects.merge(by("AN-1"), *pair)):
            assert self.grouped() != before
            (link,) = self.db.execute(
                "SELECT id FROM subject_link WHERE kind = 'judgement' ORDER BY id DESC LIMIT 1"
            ).fetchone() or (None,)
            assert link is not None
            judging.withdraw(by("AN-2"), link)
            assert self.grouped() == before
            assert written <= self.histories()

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        subject = self.one_of(data, "alias_of_id IS NULL", "subject")
        if subject:
            of_it = [key for key, state, _, owner in self.referrals() if state == "linked" and owner == subject]
            if len(of_it) > 1:
                taken = data.draw(st.lists(st.sampled_from(of_it), min_size=1, max_size=len(of_it) - 1, unique=True))
                if self.tried(lambda: subjects.split(by("AN-2"), subject, taken)):
                    apart = {self.canonical(key) for key in self.subjects_of(taken)}
                    rest = {self.canonical(key) for key in self.subjects_of(set(of_it) - set(taken))}
                    assert not apart & rest

    @rule(data=st.data())
    def decide_on_what_has_changed(self, data: st.DataObject) -> None:
        key = self.one_of(data, "rev > 1 AND state = 'triaged'")
        if key:
            before = self.rows()
            with pytest.raises(Conflict):
                services.close(Call(as_("IO-1"), reason="no nexus", expected=1), key)
            assert self.rows() == before

    # How they go about it.

    def tried(self, what: Callable[[], object]) -> bool:
        """Do it; where it is refused, nothing of it has happened but that the ledger says so (invariant 10)."""
        before, told = self.rows(), self.told()
        try:
            what()
        except OperationError:
            assert self.rows() == before
            assert self.told() - told == Counter({"access.refused": 1})
            return False
        return True

    def one_of(self, data: st.DataObject, condition: str, table: str = "referral") -> UUID | None:
        found = self.query(f"SELECT id FROM {table} WHERE {condition} ORDER BY id")
        return found[data.draw(st.integers(0, len(found) - 1))][0] if found else None

    def two_subjects(self, data: st.DataObject) -> list[UUID] | None:
        found = [key for (key,) in self.query("SELECT id FROM subject WHERE alias_of_id IS NULL ORDER BY id")]
        if len(found) < 2:
            return None
        return data.draw(st.lists(st.sampled_from(found), min_size=2, max_size=2, unique=True))

    # What holds after every step.

    @invariant()
    def every_referral_is_in_one_place_with_an_owner(self) -> None:
        """And invariant 11: whoever owns something open is active, and a clock runs for it."""
        places = dict(self.query("SELECT state, count(*) FROM referral GROUP BY state"))
        assert sum(places.values()) == self.fates[Fate.IMPORTED]
        assert self.query("SELECT count(*) FROM quarantined") == [(self.fates[Fate.QUARANTINED],)]
        assert self.query("SELECT count(*) FROM referral_part") == [(self.fates[Fate.SUPPLEMENTED],)]
        open_rows = " UNION ALL ".join(
            f"SELECT '{table}' AS entity, t.id, owner_id, due FROM {table} AS t WHERE {when}"
            for table, when in (
                ("referral", "state IN ('received', 'triaged')"),
                ("quarantined", "state = 'quarantined'"),
                ("subject", "state NOT IN ('closed', 'eliminated') AND alias_of_id IS NULL"),
                ("proposal", "state = 'open'"),
            )
        )
        wrong = f"""
            WITH open_rows AS ({open_rows}), open_tasks AS (SELECT * FROM task WHERE state = 'open')
            SELECT 'not owned by an active person', entity, o.id
                FROM open_rows AS o LEFT JOIN person AS p ON p.id = owner_id WHERE p.active IS NOT TRUE OR due IS NULL
            UNION ALL SELECT 'without a task', entity, o.id FROM open_rows AS o
                WHERE NOT EXISTS (SELECT 1 FROM open_tasks AS t WHERE t.object = o.id AND t.entity = o.entity)
            UNION ALL SELECT 'a task about what is no longer open', t.entity, t.object FROM open_tasks AS t
                WHERE NOT EXISTS (SELECT 1 FROM open_rows AS o WHERE o.id = t.object)
            UNION ALL SELECT 'a task of nobody active', t.entity, t.id FROM open_tasks AS t, person AS p
                WHERE p.id = t.owner_id AND NOT p.active
            UNION ALL SELECT 'final, and owned', 'referral', id FROM referral
                WHERE state IN ('linked', 'closed') AND owner_id IS NOT NULL
        """
        assert self.query(wrong) == []

    @invariant()
    def the_partition_is_that_of_linking_everything_at_once(self) -> None:
        """Invariant 15: batches, order and undone steps do not show."""
        if hasattr(self, "db"):
            assert self.components() == self.from_scratch()

    @invariant()
    def subjects_follow_components(self) -> None:
        if not hasattr(self, "db"):
            return
        component = {key: group for group in self.components() for key in group}
        linked = [(component[key], subject) for _, state, key, subject in self.referrals() if state == "linked"]
        assert all(subject is not None for _, subject in linked)
        assert len({group for group, _ in linked}) == len({subject for _, subject in linked}) == len(set(linked))

    @invariant()
    def nobody_is_joined_without_a_reason(self) -> None:
        """Invariants 17 and 19: only one strong value, two medium ones of two kinds, or a person, joins two."""
        if not hasattr(self, "db"):
            return
        positive = self.judged("positive")
        for group in self.components():
            reached, front = set[NodeKey](), {min(group)}
            while front:
                reached |= front
                front = {b for a in front for b in group if frozenset((a, b)) in positive or self.tied(a, b)} - reached
            assert reached == group
        for pair in self.judged("negative"):
            together = [group for group in self.components() if pair <= group]
            flagged = self.query(
                "SELECT bool_and(n.contradiction AND (s.id IS NULL OR s.contradiction)) FROM link_node AS n"
                " LEFT JOIN referral AS r ON r.node = n.key LEFT JOIN subject AS s ON s.id = r.subject_id"
                " WHERE n.key = ANY (%s)",
                [list(key for group in together for key in group)],  # noqa: C400
            )
            assert not together or flagged == [(True,)]

    @invariant()
    def a_capped_selector_ties_nobody_by_itself(self) -> None:
        """Invariant 18; and a selector's degree is the number of nodes that carry it."""
        degrees = Counter(name for names in self.said.values() for name in set(names))
        for kind, normal, degree, capped, strength in self.query(
            "SELECT kind, normal, degree, capped, strength FROM selector"
        ):
            assert capped == (degree > {"S": 50, "M": 5, "W": 1 << 30}[strength]), (kind, normal, degree, strength)
            assert degree in degrees.values()
            if capped:
                edges = self.query(
                    "SELECT via FROM subject_link WHERE kind = 'edge' AND state = 'positive' AND %s = ANY"
                    " (string_to_array(via, E'\\x1f'))",
                    [f"{kind}:{normal}"],
                )
                assert edges == []

    @invariant()
    def following_aliases_ends(self) -> None:
        """Invariant 20."""
        alias_of = dict(self.query("SELECT id, alias_of_id FROM subject"))
        for start in alias_of:
            passed, at = set(), start
            while at is not None:
                assert at not in passed
                passed.add(at)
                at = alias_of[at]


def by(pseudonym: str) -> Call:
    return Call(as_(pseudonym), reason="the same photograph of the same room")


def take(source: str, tips: list[Tip]) -> Counter[Fate]:
    given = Source(Organisation.objects.get(code=source), documentation=True)
    return take_in(Call(as_("IO-1")), given, tips)


EXAMPLES = int(os.environ.get("UNDERSTONE_EXAMPLES", "12"))


def test_whatever_people_do_the_invariants_hold() -> None:
    """UNDERSTONE_EXAMPLES sets how many histories are tried."""
    run_state_machine_as_test(
        Operation,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
