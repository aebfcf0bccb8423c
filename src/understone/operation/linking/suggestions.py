"""Suggestions: pairs that a person should look at, each with reasons whose points sum to its score.

Each referral proposes the few others, outside its component, that most speaks for; so there are never more than so
many times the referrals, however often a value repeats. When one is decided, the next best takes its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.package_terms import Strength
from understone.operation.linking import names
from understone.operation.linking.edges import EdgeState, Judgement, pair
from understone.operation.linking.nodes import Node, NodeKey, SelectorKey, born_conflict
from understone.operation.linking.postings import Reason, Suggestion
from understone.operation.linking.view import View

_SHARED = {Strength.S: 40, Strength.M: 20, Strength.W: 10}
_BY_KIND = {"name_dob": 24, "email_variant": 14, "handle_elsewhere": 14, "address": 8, "ip_port_time": 8}
_LOOKS_LIKE = {"email_variant": "email", "handle_elsewhere": "handle"}
_A_CARRIER_MORE = -2
_SAME_NAME, _SAME_GIVEN, _SAME_FAMILY, _SAME_BORN = 10, 4, 4, 8
_OTHER_GIVEN, _OTHER_FAMILY, _OTHER_BORN, _OTHER_BORN_VERIFIED, _JUDGED_OTHER, _STOPPED = -18, -6, -8, -30, -25, -18

_Pairs = set[tuple[NodeKey, NodeKey]]


@dataclass(frozen=True, slots=True)
class _Against:
    """Components that a person keeps apart; nodes that a person is unsure of; nodes whose automatic edge is stopped."""

    negative: _Pairs
    unsure: _Pairs
    stopped: _Pairs


def change_suggestions(
    view: View, dirty: set[NodeKey], judgements: Iterable[Judgement]
) -> tuple[list[Suggestion], list[tuple[NodeKey, NodeKey]]]:
    """Find the best of each dirty node anew. Return suggestions made or changed, and the pairs that stand no longer."""
    view.fetch_nodes(dirty)
    view.fetch_carriers(item.selector for key in dirty for item in view.node(key).carried)
    partners = {
        key: [c.selector for c in view.node(key).carried if view.carriers(c.selector).degree > 1] for key in dirty
    }
    around = {k for selectors in partners.values() for s in selectors for k in view.carriers(s).nodes} | dirty
    view.fetch_nodes(around)
    view.fetch_components(key for key in around if key not in view.component_changes)
    view.fetch_edges(dirty)
    negative, unsure = _standing(view, judgements)

    found: dict[tuple[NodeKey, NodeKey], Suggestion] = {}
    stopped = {(e.a, e.b) for key in dirty for e in view.edges(key) if e.state is EdgeState.SUGGESTED}
    against = _Against(negative, unsure, stopped)
    view.fetch_nodes(key for ends in stopped for key in ends)
    view.fetch_components(key for ends in stopped for key in ends if key not in view.component_changes)
    for a, b in stopped:
        _add(found, (a, b), reasons(view, view.node(a), view.node(b), against), by=None)
    for key in dirty:
        for other, because in _best(view, view.node(key), partners[key], against):
            _add(found, pair(key, other), because, by=key)

    before = {(s.a, s.b): s for s in view.suggestions(dirty)}
    made, lapsed = [], []
    for ends, old in before.items():
        new = found.get(ends)
        if new is not None or (old.a not in dirty and old.by_a) or (old.b not in dirty and old.by_b):
            by_a = (old.by_a if old.a not in dirty else False) or (new is not None and new.by_a)
            by_b = (old.by_b if old.b not in dirty else False) or (new is not None and new.by_b)
            because = old.reasons if new is None else new.reasons
            kept = Suggestion(old.a, old.b, because, by_a, by_b, new is not None and new.by_edge)
            if kept != old:
                made.append(kept)
        else:
            lapsed.append(ends)
    made.extend(suggestion for ends, suggestion in found.items() if ends not in before)
    return made, lapsed


def reasons(view: View, a: Node, b: Node, against: _Against) -> tuple[Reason, ...]:
    """Say what agrees between two nodes, how rare it is, and what speaks against: each part with its points."""
    parts = []
    theirs = {item.selector: item for item in b.carried}
    shared = {item.selector.kind for item in a.carried if item.selector in theirs}
    for ours in a.carried:
        other = theirs.get(ours.selector)
        if other is None or _LOOKS_LIKE.get(ours.selector.kind) in shared:
            continue
        strength = max(ours.strength, other.strength, key="SMW".index)
        carriers = view.carriers(ours.selector)
        if usable(view, ours.selector, strength):
            kind = ours.selector.kind
            points = _BY_KIND.get(kind, _SHARED[strength])
            if strength is Strength.S:
                points = _SHARED[strength]
            rarity = max(_A_CARRIER_MORE * (carriers.degree - 2), 1 - points)
            doubt = " spelt alike" if ours.confusable or other.confusable else ""
            parts.append(Reason(f"same {kind}{doubt}", points + rarity, ours.selector, carriers.degree))
    if not parts:
        return ()
    parts.extend(_of_the_person(a, b))
    if pair(view.component(a.key).key, view.component(b.key).key) in against.negative:
        parts.append(Reason("a person judged them two persons", _JUDGED_OTHER))
    elif pair(a.key, b.key) in against.stopped:
        parts.append(Reason("names or births conflict among their components", _STOPPED))
    return tuple(parts)


def usable(view: View, selector: SelectorKey, strength: Strength) -> bool:
    """Tell whether a shared selector is rare enough to speak for anything."""
    cap = view.rules.cap_strong if strength is Strength.S else view.rules.cap_medium
    return 1 < view.carriers(selector).degree <= cap


def ranked(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions in the order in which a person should see them: best first, the rest by digests."""
    return sorted(suggestions, key=lambda suggestion: (-suggestion.score, suggestion.a, suggestion.b))


def _of_the_person(a: Node, b: Node) -> Iterable[Reason]:
    """Compare what is said of name and birth."""
    given, family = set(a.given) & set(b.given), set(a.family) & set(b.family)
    if given and family:
        yield Reason("same name", _SAME_NAME)
    elif names.conflicting(a.given, b.given):
        yield Reason("other given name", _OTHER_GIVEN)
    elif a.given and b.given:
        yield Reason("given name alike", _SAME_GIVEN)
    if not (given and family) and a.family and b.family:
        if names.conflicting(a.family, b.family):
            yield Reason("other family name", _OTHER_FAMILY)
        else:
            yield Reason("family name alike", _SAME_FAMILY)
    if born_conflict(a, b):
        yield Reason("other verified date of birth", _OTHER_BORN_VERIFIED)
    elif a.born and b.born:
        if set(a.born) & set(b.born):
            yield Reason("same date of birth", _SAME_BORN)
        else:
            yield Reason("other date of birth", _OTHER_BORN)


def _best(
    view: View, node: Node, selectors: Iterable[SelectorKey], against: _Against
) -> list[tuple[NodeKey, tuple[Reason, ...]]]:
    """Return the partners of a node that score highest, ties by digest, with the reasons."""
    own = view.component(node.key)
    candidates: set[NodeKey] = set()
    for selector in selectors:
        candidates.update(view.carriers(selector).nodes)
    found: list[tuple[int, NodeKey, tuple[Reason, ...]]] = []
    for key in candidates:
        if key == node.key or pair(key, node.key) in against.unsure:
            continue
        other = view.component(key).key
        if other == own.key or pair(other, own.key) in against.negative:
            continue
        because = reasons(view, node, view.node(key), against)
        if because and _worth_asking(view, node, view.node(key), because):
            found.append((-sum(reason.points for reason in because), key, because))
    chosen = sorted(found, key=lambda item: item[:2])[: view.rules.proposals]
    return [(key, because) for _, key, because in chosen]


def _worth_asking(view: View, a: Node, b: Node, because: tuple[Reason, ...]) -> bool:
    """A rare strong or medium value always is, whatever speaks against it; weak ones only if more speaks for it."""
    if sum(reason.points for reason in because) >= view.rules.least:
        return True
    rare = {reason.selector for reason in because}
    firm = [{item.selector for item in node.carried if item.strength is not Strength.W} for node in (a, b)]
    return not rare.isdisjoint(firm[0] & firm[1])


def _standing(view: View, judgements: Iterable[Judgement]) -> tuple[_Pairs, _Pairs]:
    """Return the pairs of components that a person keeps apart, and the pairs of nodes that one is unsure about."""
    negative, unsure = set(), set()
    said = list(judgements)
    view.fetch_components(key for item in said if item.judgement is Verdict.NEGATIVE for key in (item.a, item.b))
    for item in said:
        if item.judgement is Verdict.NEGATIVE:
            negative.add(pair(view.component(item.a).key, view.component(item.b).key))
        elif item.judgement is Verdict.UNSURE:
            unsure.add((item.a, item.b))
    return negative, unsure


def _add(
    found: dict[tuple[NodeKey, NodeKey], Suggestion],
    ends: tuple[NodeKey, NodeKey],
    because: tuple[Reason, ...],
    by: NodeKey | None,
) -> None:
    """Note who proposes a pair, or (None) that a stopped edge does."""
    other = found.get(ends)
    by_a = by == ends[0] or (other is not None and other.by_a)
    by_b = by == ends[1] or (other is not None and other.by_b)
    by_edge = by is None or (other is not None and other.by_edge)
    reasons_in_order = tuple(sorted(because, key=lambda reason: (-reason.points, reason.code, reason.selector or ())))
    found[ends] = Suggestion(ends[0], ends[1], reasons_in_order, by_a, by_b, by_edge)
