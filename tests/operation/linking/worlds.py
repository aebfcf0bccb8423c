"""Small invented worlds for the tests of linking: nodes, judgements, and what a store holds at the end."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.package_terms import Strength
from understone.operation.linking.edges import EdgeState, Judgement
from understone.operation.linking.engine import judge, link
from understone.operation.linking.memory import MemoryPostings
from understone.operation.linking.nodes import Carried, Node, NodeKey, SelectorKey
from understone.operation.linking.rules import Rules

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
S, M, W = Strength.S, Strength.M, Strength.W


def key(number: int) -> NodeKey:
    """Return a node key that has nothing to do with the order of numbers."""
    return hashlib.sha256(b"invented %d" % number).digest()


def node(
    number: int,
    *carried: tuple[str, str, Strength],
    given: str = "",
    family: str = "",
    born: str = "",
    sure: bool = False,
) -> Node:
    """Return a node that carries (kind, normal, strength) triples."""
    return Node(
        key(number),
        tuple(Carried(SelectorKey(kind, normal), strength) for kind, normal, strength in carried),
        given=(given,) if given else (),
        family=(family,) if family else (),
        born=(born,) if born else (),
        born_verified=(born,) if born and sure else (),
    )


def judged(a: int, b: int, verdict: Verdict, *, by: str = "an.one", withdrawn: bool = False) -> Judgement:
    """Return a person's judgement of two nodes by their numbers."""
    first, second = sorted((key(a), key(b)))
    return Judgement(first, second, verdict, by, NOON, "an invented reason", withdrawn)


def linked(*batches: Iterable[Node], rules: Rules | None = None) -> MemoryPostings:
    """Return a store into which the batches were linked, one after the other."""
    store = MemoryPostings()
    for batch in batches:
        store.write(link(batch, store, rules or Rules()))
    return store


def judge_into(store: MemoryPostings, judgement: Judgement, rules: Rules | None = None) -> None:
    """Judge, and write what that changes."""
    store.write(judge(judgement, store, rules or Rules()))


def together(store: MemoryPostings) -> set[frozenset[NodeKey]]:
    """Return the partition."""
    return {frozenset(component.members) for component in store.all_components.values()}


def same(store: MemoryPostings, a: int, b: int) -> bool:
    """Tell whether two nodes are in one component."""
    return key(b) in store.all_components[key(a)].members


def state(store: MemoryPostings) -> dict[str, object]:
    """Return all that must not depend on the order of import: everything but unsure and withdrawn edges."""
    return {
        "nodes": store.all_nodes,
        "components": store.all_components,
        "live": {e for e in store.all_edges.values() if e.state in (EdgeState.POSITIVE, EdgeState.SUGGESTED)},
        "capped": store.capped,
        "suggestions": store.all_suggestions,
    }


_KINDS: Sequence[tuple[str, tuple[Strength, ...]]] = (
    ("email", (S, M)),
    ("phone", (S, M)),
    ("handle", (M,)),
    ("device", (S,)),
    ("name_dob", (M,)),
    ("address", (W,)),
)


@st.composite
def carried(draw: st.DrawFn) -> Carried:
    """Return a selector out of few values, so that many nodes share it."""
    kind, strengths = draw(st.sampled_from(_KINDS))
    value = draw(st.sampled_from("abcd"))
    confusable = draw(st.integers(0, 9)) == 0
    return Carried(SelectorKey(kind, value), draw(st.sampled_from(strengths)), confusable)


@st.composite
def nodes(draw: st.DrawFn) -> list[Node]:
    """Return up to 24 statements of up to 16 nodes: some nodes come twice, as supplements do."""
    numbers = draw(st.lists(st.integers(0, 15), min_size=2, max_size=24))
    found = []
    for number in numbers:
        born = draw(st.sampled_from(["", "", "1981-03-02", "1990-07-08"]))
        given = draw(st.sampled_from(["", "", "zoe", "zoé", "martin"]))
        items = tuple(draw(st.lists(carried(), max_size=4)))
        sure = born if draw(st.booleans()) else ""
        found.append(
            Node(
                key(number),
                items,
                given=(given,) if given else (),
                born=(born,) if born else (),
                born_verified=(sure,) if sure else (),
            )
        )
    return found


@st.composite
def judgements(draw: st.DrawFn) -> list[tuple[int, int, Verdict]]:
    """Return a few judgements, each of two different numbers."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=5, unique_by=frozenset))
    verdicts = [Verdict.NEGATIVE, Verdict.NEGATIVE, Verdict.POSITIVE, Verdict.UNSURE]
    return [(a, b, draw(st.sampled_from(verdicts))) for a, b in pairs if a != b]


SMALL = Rules(cap_strong=5, cap_medium=3, oversized=6)
"""Caps so low that small worlds meet them."""
