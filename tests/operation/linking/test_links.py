"""What links by itself, what is only suggested, and what people's word does (specification §7)."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from operation.linking.worlds import SMALL, M, S, W, judge_into, judged, key, linked, node, nodes, same
from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.package_terms import Strength
from understone.operation.errors import Disagreement
from understone.operation.linking.edges import EdgeState
from understone.operation.linking.engine import link
from understone.operation.linking.memory import MemoryPostings
from understone.operation.linking.names import conflicting
from understone.operation.linking.nodes import Node, SelectorKey, node_key
from understone.operation.linking.rules import Rules
from understone.operation.linking.suggestions import ranked

PHONE, MAIL = ("phone", "+447700900123"), ("email", "sam@example.org")
HANDLE, ADDRESS = ("handle", "examplechat/sam"), ("address", "ZZ993VZ/14/-")


def suggested(store: MemoryPostings, a: int, b: int) -> bool:
    """Tell whether two nodes are suggested to people."""
    return tuple(sorted((key(a), key(b)))) in store.all_suggestions


def live(store: MemoryPostings) -> list[EdgeState]:
    """Return the states of the edges that stand."""
    return [e.state for e in store.all_edges.values() if e.state in (EdgeState.POSITIVE, EdgeState.SUGGESTED)]


def test_one_strong_selector_links() -> None:
    store = linked([node(1, (*PHONE, S)), node(2, (*PHONE, S))])
    assert same(store, 1, 2)
    assert not store.all_suggestions


def test_two_medium_selectors_of_different_kinds_link() -> None:
    store = linked([node(1, (*HANDLE, M), (*MAIL, M)), node(2, (*HANDLE, M), (*MAIL, M))])
    assert same(store, 1, 2)


@pytest.mark.parametrize(
    "carried",
    [
        [(*PHONE, M)],
        [(*HANDLE, M), ("handle", "examplegames/sam", M)],
        [(*HANDLE, M), (*ADDRESS, W)],
        [("email_variant", "sam@example.org", W)],
    ],
)
def test_less_than_that_is_suggested_with_its_reasons(carried: list[tuple[str, str, Strength]]) -> None:
    """One medium, two of one kind, a weak one beside, mailboxes that differ in dots or tag."""
    store = linked([node(1, *carried), node(2, *carried)])
    assert not same(store, 1, 2)
    (suggestion,) = store.all_suggestions.values()
    assert {reason.selector for reason in suggestion.reasons} == {
        SelectorKey(kind, value) for kind, value, _ in carried
    }
    assert [reason.degree for reason in suggestion.reasons] == [2] * len(carried)
    assert suggestion.score == sum(reason.points for reason in suggestion.reasons)


def test_a_selector_is_as_strong_as_the_weaker_of_the_two_says() -> None:
    """Somebody typed an e-mail that another confirmed as theirs: that alone is no proof."""
    store = linked([node(1, (*MAIL, S)), node(2, (*MAIL, M))])
    assert not same(store, 1, 2)
    assert suggested(store, 1, 2)


def test_a_confusable_selector_never_links() -> None:
    doubtful = node(2, (*PHONE, S))
    doubtful = replace(doubtful, carried=(replace(doubtful.carried[0], confusable=True),))
    store = linked([node(1, (*PHONE, S)), doubtful])
    assert not same(store, 1, 2)
    assert suggested(store, 1, 2)


@given(statements=nodes())
@settings(max_examples=100, deadline=None)
def test_weak_selectors_never_link_however_many(statements: list[Node]) -> None:
    """Invariant 19."""
    weak = [replace(n, carried=tuple(replace(c, strength=W) for c in n.carried)) for n in statements]
    store = linked(weak, rules=SMALL)
    assert not store.all_edges
    assert all(len(component.members) == 1 for component in store.all_components.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"given": "zoe"}, {"given": "martin"}),
        ({"born": "1981-03-02", "sure": True}, {"born": "1990-07-08", "sure": True}),
    ],
)
def test_a_conflict_of_name_or_verified_birth_makes_it_a_suggestion(one: dict[str, str], other: dict[str, str]) -> None:
    store = linked([node(1, (*PHONE, S), **one), node(2, (*PHONE, S), **other)])  # type: ignore[arg-type]
    assert not same(store, 1, 2)
    (suggestion,) = store.all_suggestions.values()
    assert min(reason.points for reason in suggestion.reasons) < 0


def test_a_date_of_birth_that_nobody_verified_does_not_conflict() -> None:
    store = linked([node(1, (*PHONE, S), born="1981-03-02"), node(2, (*PHONE, S), born="1981-02-03", sure=True)])
    assert same(store, 1, 2)


def test_a_nameless_referral_does_not_weld_two_people() -> None:
    """Both share the telephone with it; with each other they conflict."""
    store = linked([node(1, (*PHONE, S), given="zoe"), node(2, (*PHONE, S)), node(3, (*PHONE, S), given="martin")])
    assert not same(store, 1, 3)


def test_nor_does_it_by_way_of_two_selectors() -> None:
    """1 and 2 share a device, 2 and 3 a telephone; the edge that comes second in order is stopped, and suggested."""
    device = ("device", "IMEI:490154203237518")
    everybody = [
        node(1, (*device, S), given="zoe"),
        node(2, (*device, S), (*PHONE, S)),
        node(3, (*PHONE, S), given="martin"),
    ]
    store = linked(everybody)
    assert same(store, 1, 2)
    assert not same(store, 2, 3)
    assert store.all_suggestions[tuple(sorted((key(2), key(3))))].by_edge  # type: ignore[index]


def test_two_medium_selectors_do_not_weld_two_who_proved_their_own() -> None:
    """A couple whose tips carry each other's details in mirror image: measured, it is the commonest wrong link."""
    couple = [("handle", "examplechat/zoe", M), (*MAIL, M)]
    both = [node(1, *couple, ("phone", "+447700900001", S)), node(2, *couple, ("phone", "+447700900002", S))]
    assert not same(linked(both), 1, 2)
    assert suggested(linked(both), 1, 2)
    named = [
        replace(n, carried=(*n.carried, *node(9, ("name_dob", "example zoe;1981-03-02", M)).carried)) for n in both
    ]
    assert same(linked(named), 1, 2)


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        ("zoe", "zoe", False),
        ("martin", "matrin", False),
        ("martin", "marten", False),
        ("s", "samuel", False),
        ("sam", "samuel", False),
        ("dan", "jan", True),
        ("zoe", "martin", True),
        ("anna", "nina", True),
    ],
)
def test_a_slip_or_a_short_form_is_no_other_name(a: str, b: str, conflict: bool) -> None:
    assert conflicting([a], [b]) is conflict
    assert conflicting([b], [a]) is conflict
    assert not conflicting([a], [])


@pytest.mark.parametrize(("kind", "strength", "cap"), [("phone", S, 50), ("handle", M, 5)])
def test_a_selector_over_its_cap_carries_no_automatic_edges(kind: str, strength: Strength, cap: int) -> None:
    """Invariant 18: at the cap everything is linked; the next one leaves all its edges unsure, nothing joined."""
    both = (kind, "shared", strength), ("email", "shared", M)
    carried = both if strength is M else both[:1]
    at_cap = [node(i, *carried) for i in range(cap)]
    store = linked(at_cap)
    assert len(store.all_components[key(0)].members) == cap
    assert not store.capped
    outcome = link([node(cap, *carried)], store)
    (capped, *_) = [c for c in outcome.capped if c.selector.kind == kind]
    assert (capped.degree, capped.strength, len(capped.edges)) == (cap + 1, strength, cap - 1)
    store.write(outcome)
    assert {edge.state for edge in store.all_edges.values()} == {EdgeState.UNSURE}
    assert all(len(component.members) == 1 for component in store.all_components.values())
    assert not store.all_suggestions


def test_edges_made_by_people_stay_when_a_selector_is_capped() -> None:
    store = linked([node(i, (*PHONE, S)) for i in range(3)])
    judge_into(store, judged(0, 1, Verdict.POSITIVE))
    store.write(link([node(i, (*PHONE, S)) for i in range(3, 60)], store))
    assert same(store, 0, 1)
    assert not same(store, 0, 2)


@pytest.mark.parametrize("repeats", [2, 10, 50, 400])
def test_n_repeats_of_a_value_give_fewer_than_n_links(repeats: int) -> None:
    """PEERS: link growth bounded; and what hundreds share gives none (only rare values link)."""
    store = linked([node(i, (*PHONE, S), (*ADDRESS, W)) for i in range(repeats)])
    assert len(store.all_edges) == (repeats - 1 if repeats <= 50 else 0)
    assert len(store.all_suggestions) <= repeats * Rules().proposals
    weak = linked([node(i, (*ADDRESS, W)) for i in range(repeats)])
    assert len(weak.all_suggestions) == (1 if repeats == 2 else 0)


@given(statements=nodes())
@settings(max_examples=100, deadline=None)
def test_suggestions_are_at_most_so_many_times_the_referrals_and_never_within_a_component(
    statements: list[Node],
) -> None:
    store = linked(statements, rules=SMALL)
    proposed = [s for s in store.all_suggestions.values() if s.by_a or s.by_b]
    assert len(proposed) <= SMALL.proposals * len(store.all_nodes)
    for suggestion in store.all_suggestions.values():
        assert store.all_components[suggestion.a] != store.all_components[suggestion.b]
        assert suggestion.score == sum(reason.points for reason in suggestion.reasons)


def test_a_stopped_edge_whose_ends_another_one_joins_is_offered_to_nobody() -> None:
    """Zoe and Zoé disagree by the first address; by the second a tip that says both names joins the two."""
    first, second, device = ("email", "a"), ("email", "c"), ("device", "c")
    store = linked(
        [
            node(1, (*first, S), (*second, S), (*device, S)),
            node(2, (*device, S), given="zoe"),
            node(3, (*first, S), (*second, S), given="zoé"),
            replace(node(4, (*second, S)), given=("zoe", "zoé")),
        ]
    )
    assert len(store.all_components) == 4
    assert len({component.key for component in store.all_components.values()}) == 1
    assert {edge.state for edge in store.all_edges.values()} == {EdgeState.POSITIVE}
    assert not store.all_suggestions


def test_the_same_reference_is_one_node_whatever_its_content() -> None:
    assert node_key("hotline", "17", b"a") == node_key("hotline", "17", b"b")
    assert node_key("hotline", "17", b"a") != node_key("platform", "17", b"a")
    assert node_key("hotline", None, b"a") == node_key("platform", None, b"a")
    assert node_key("hotline", None, b"a") != node_key("hotline", None, b"b")


def test_a_supplement_links_what_its_referral_did_not() -> None:
    store = linked([node(1, (*PHONE, M))], [node(2, (*PHONE, M), (*MAIL, M))])
    assert not same(store, 1, 2)
    store.write(link([node(1, (*MAIL, M))], store))
    assert same(store, 1, 2)
    assert not store.all_suggestions


def test_a_negative_judgement_splits_and_a_strong_selector_still_asks() -> None:
    """PEERS: "not same" can be overturned: the strong link is suggested, with what speaks against it."""
    store = linked([node(1, (*PHONE, S)), node(2, (*PHONE, S))])
    judge_into(store, judged(1, 2, Verdict.NEGATIVE))
    assert not same(store, 1, 2)
    (suggestion,) = store.all_suggestions.values()
    assert suggestion.by_edge
    assert any("judged" in reason.code and reason.points < 0 for reason in suggestion.reasons)
    assert live(store) == [EdgeState.SUGGESTED]


def test_a_declined_suggestion_is_not_made_again_for_others_of_the_two_components() -> None:
    first, second = [node(1, (*PHONE, S)), node(2, (*PHONE, S), (*HANDLE, M))], [node(3, (*HANDLE, M))]
    store = linked([*first, *second])
    assert suggested(store, 2, 3)
    judge_into(store, judged(1, 3, Verdict.NEGATIVE))
    assert not store.all_suggestions


def test_who_is_unsure_about_two_is_not_asked_again() -> None:
    store = linked([node(1, (*HANDLE, M)), node(2, (*HANDLE, M))])
    judge_into(store, judged(1, 2, Verdict.UNSURE))
    assert not store.all_suggestions
    judge_into(store, judged(1, 2, Verdict.UNSURE, withdrawn=True))
    assert suggested(store, 1, 2)


def test_a_judgement_that_contradicts_another_is_refused_until_it_is_withdrawn() -> None:
    """Also by way of a third: one is two, two is three, so one cannot be other than three."""
    store = linked([node(i) for i in (1, 2, 3)])
    judge_into(store, judged(1, 2, Verdict.POSITIVE))
    judge_into(store, judged(2, 3, Verdict.POSITIVE))
    with pytest.raises(Disagreement) as refusal:
        judge_into(store, judged(1, 3, Verdict.NEGATIVE, by="an.two"))
    assert refusal.value.code == "judgement_conflict"
    assert "an.one" in refusal.value.what
    judge_into(store, judged(2, 3, Verdict.POSITIVE, withdrawn=True))
    judge_into(store, judged(1, 3, Verdict.NEGATIVE, by="an.two"))
    with pytest.raises(Disagreement):
        judge_into(store, judged(2, 3, Verdict.POSITIVE))
    assert same(store, 1, 2)
    assert not same(store, 1, 3)


def test_contradicting_judgements_that_got_in_mark_the_component() -> None:
    """Invariant 17: two judgements of one moment, or an import of somebody else's, pass no check."""
    store = linked([node(i, (*PHONE, S)) for i in (1, 2)])
    judge_into(store, judged(1, 2, Verdict.POSITIVE))
    (a, b) = sorted((key(1), key(2)))
    clash = judged(1, 2, Verdict.NEGATIVE, by="an.two")
    store.write(replace(link([], store), judgement=clash))
    store.write(link([node(1, (*MAIL, M))], store))
    assert store.all_components[a].contradiction
    assert store.all_components[b].members == (a, b)


def test_more_than_forty_are_oversized() -> None:
    store = linked([node(i, (*PHONE, S)) for i in range(40)])
    assert not store.all_components[key(0)].oversized
    outcome = link([node(40, (*PHONE, S))], store)
    assert [(group.component.oversized, len(group.component.members)) for group in outcome.regrouped] == [(True, 41)]


def test_a_merge_and_a_split_tell_which_components_they_come_from() -> None:
    store = linked([node(1), node(2)])
    before = tuple(sorted((key(1), key(2))))
    judge_into(store, judged(1, 2, Verdict.POSITIVE))
    outcome = link([node(3, (*PHONE, S)), node(1, (*PHONE, S))], store)
    (merged,) = outcome.regrouped
    assert merged.before == (before[0],)
    assert set(merged.component.members) == {key(1), key(2), key(3)}


def test_the_best_suggestion_stands_first() -> None:
    store = linked(
        [
            node(1, (*HANDLE, M), given="zoe", family="example"),
            node(2, (*HANDLE, M), given="zoe", family="example"),
            node(3, (*MAIL, M), given="zoe"),
            node(4, (*MAIL, M), given="martin"),
        ]
    )
    first, last = ranked(store.all_suggestions.values())
    assert {first.a, first.b} == {key(1), key(2)}
    assert {last.a, last.b} == {key(3), key(4)}
    assert first.score > last.score
