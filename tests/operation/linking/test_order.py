"""Neither the order of import nor the borders of batches nor when people judge changes who is believed to be one."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from operation.linking.worlds import SMALL, judge_into, judged, judgements, linked, nodes, state
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.errors import Disagreement
from understone.operation.linking.engine import link, reconsider
from understone.operation.linking.memory import MemoryPostings
from understone.operation.linking.nodes import Node, NodeKey
from understone.operation.linking.rules import Rules

OTHER_RULES = [SMALL, replace(SMALL, cap_strong=6), replace(SMALL, cap_medium=2), replace(SMALL, oversized=2), Rules()]


def batches(draw: st.DrawFn, statements: list[Node]) -> list[list[Node]]:
    """Cut a permutation of the statements at random places."""
    order = draw(st.permutations(statements))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(order) - 1)), max_size=6)))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@given(data=st.data(), statements=nodes())
@settings(max_examples=400, deadline=None)
def test_any_order_in_any_batches_gives_the_same_as_everything_at_once(
    data: st.DataObject, statements: list[Node]
) -> None:
    """Invariant 15, and more than it asks: live edges, capped selectors and suggestions are the same too."""
    at_once = linked(statements, rules=SMALL)
    in_parts = linked(*batches(data.draw, statements), rules=SMALL)
    assert state(in_parts) == state(at_once)


@given(data=st.data(), statements=nodes(), wanted=judgements())
@settings(max_examples=400, deadline=None)
def test_when_people_judge_does_not_show_in_the_end(
    data: st.DataObject, statements: list[Node], wanted: list[tuple[int, int, Verdict]]
) -> None:
    """Each judgement given as soon as both nodes are there, against all of them given at the end."""
    store = linked(statements, rules=SMALL)
    accepted = []
    for a, b, verdict in wanted:
        judgement = judged(a, b, verdict)
        if judgement.a not in store.all_nodes or judgement.b not in store.all_nodes:
            continue
        try:
            judge_into(store, judgement, SMALL)
        except Disagreement:
            continue
        accepted.append(judgement)

    early = MemoryPostings()
    open_judgements = data.draw(st.permutations(accepted))
    for batch in batches(data.draw, statements):
        early.write(link(batch, early, SMALL))
        known: set[NodeKey] = set(early.all_nodes)
        for judgement in [j for j in open_judgements if j.a in known and j.b in known]:
            judge_into(early, judgement, SMALL)
            open_judgements = [j for j in open_judgements if j is not judgement]
    assert state(early) == state(store)


@given(statements=nodes(), wanted=judgements())
@settings(max_examples=300, deadline=None)
def test_withdrawing_every_judgement_leaves_everything_as_before(
    statements: list[Node], wanted: list[tuple[int, int, Verdict]]
) -> None:
    """Invariant 16: merge and split undo each other."""
    store = linked(statements, rules=SMALL)
    before = state(linked(statements, rules=SMALL))
    given_judgements = []
    for a, b, verdict in wanted:
        judgement = judged(a, b, verdict)
        if judgement.a in store.all_nodes and judgement.b in store.all_nodes:
            try:
                judge_into(store, judgement, SMALL)
            except Disagreement:
                continue
            given_judgements.append((a, b, verdict))
    for a, b, verdict in given_judgements:
        judge_into(store, judged(a, b, verdict, withdrawn=True), SMALL)
    assert state(store) == before


@given(statements=nodes())
@settings(max_examples=100, deadline=None)
def test_what_was_linked_before_changes_nothing(statements: list[Node]) -> None:
    """Invariant 14, as far as linking goes."""
    store = linked(statements, rules=SMALL)
    outcome = link(statements, store, SMALL)
    assert not any(
        (outcome.nodes, outcome.edges, outcome.capped, outcome.regrouped, outcome.suggestions, outcome.lapsed)
    )


@given(statements=nodes(), before=st.sampled_from(OTHER_RULES), after=st.sampled_from(OTHER_RULES))
@settings(max_examples=300, deadline=None)
def test_reconsidered_by_other_rules_it_is_as_if_they_had_always_held(
    statements: list[Node], before: Rules, after: Rules
) -> None:
    """PEERS.md, versioned local rules (AviaTor): an old result can be made again, from either side."""
    changed = linked(statements, rules=before)
    changed.write(reconsider(list(changed.all_nodes), changed, after))
    always = linked(statements, rules=after)
    # What passed a cap is told when it does; a cap that is lowered is told by who lowers it (`reconsidering`).
    assert {**state(changed), "capped": None} == {**state(always), "capped": None}
