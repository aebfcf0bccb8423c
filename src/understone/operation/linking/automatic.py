"""Which automatic edges a batch makes, replaces and, where a selector passes its cap, leaves unsure.

Automatic is one shared strong selector, or two shared medium ones of different kinds, and neither a verified date of
birth nor a given name that conflicts (specification §7). A selector that both carry is as strong as the weaker of the
two says. Confusable and weak selectors never link.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from understone.exchange.package_terms import Strength
from understone.operation.linking.edges import Edge, EdgeState, Via, star
from understone.operation.linking.nodes import Node, NodeKey, SelectorKey
from understone.operation.linking.view import View


@dataclass(frozen=True, slots=True)
class Capped:
    """A selector that passed its cap as strong or as medium, and the automatic edges that became unsure by it."""

    selector: SelectorKey
    strength: Strength
    degree: int
    edges: tuple[Edge, ...]


def change_edges(view: View) -> tuple[list[Edge], list[Capped]]:
    """Lay over the view all changes of edges that its changed nodes bring; return them, and the selectors capped."""
    touched = {item.selector for node in view.changed.values() for item in node.carried}
    linking = [selector for selector in touched if view.carriers(selector).degree > 1]
    around = {key for selector in linking for key in view.before(selector).nodes} | set(view.changed)
    view.fetch_nodes(around)
    pairs = _touched_pairs(view)
    view.fetch_edges(key for key in around if key not in view.changed or view.stored(key) is not None)

    wanted = {edge.identity: edge for edge in (*_by_strong(view, linking), *_by_medium(view, pairs))}
    changes, lost = _difference(view, wanted, touched, pairs, around)
    for edge in changes:
        view.change_edge(edge)
    return changes, _capped(view, touched, lost)


def _by_strong(view: View, selectors: Iterable[SelectorKey]) -> Iterable[Edge]:
    """Yield the edges that one shared strong selector gives."""
    for selector in selectors:
        carriers = view.carriers(selector)
        if carriers.strong > 1 and carriers.degree <= view.rules.cap_strong:
            strong = [node for key in carriers.nodes if _strong(node := view.node(key), selector)]
            yield from star(strong, (selector,))


def _by_medium(view: View, pairs: Iterable[tuple[SelectorKey, SelectorKey]]) -> Iterable[Edge]:
    """Yield the edges that two shared medium selectors give, where neither ties the two as a strong one already."""
    for first, second in pairs:
        common = set(view.carriers(first).nodes).intersection(view.carriers(second).nodes)
        both = [n for key in common if _medium(n := view.node(key), first) and _medium(n, second)]
        for edge in star(both, (first, second)):
            a, b = view.node(edge.a), view.node(edge.b)
            if not any(_strong(a, selector) and _strong(b, selector) for selector in (first, second)):
                yield edge


def _touched_pairs(view: View) -> set[tuple[SelectorKey, SelectorKey]]:
    """Return the pairs of medium selectors of different kinds that a changed node carries and something else may."""
    pairs: set[tuple[SelectorKey, SelectorKey]] = set()
    for node in view.changed.values():
        usable = [
            item.selector
            for item in node.carried
            if item.strength is not Strength.W
            and not item.confusable
            and 1 < view.carriers(item.selector).degree <= view.rules.cap_medium
        ]
        pairs.update((a, b) for a, b in combinations(sorted(usable), 2) if a.kind != b.kind)
    return pairs


def _difference(
    view: View,
    wanted: dict[tuple[NodeKey, NodeKey, Via], Edge],
    touched: set[SelectorKey],
    pairs: set[tuple[SelectorKey, SelectorKey]],
    around: Iterable[NodeKey],
) -> tuple[list[Edge], list[Edge]]:
    """Return all changes from the edges that are to those that are wanted, and those among them lost to a cap."""
    changes: list[Edge] = []
    lost: list[Edge] = []
    existing = {e.identity: e for key in around if key in view.edges_fetched for e in view.edges(key)}
    for identity, edge in existing.items():
        if identity in wanted:
            continue
        if _capped_via(view, edge.via, touched):
            lost.append(replace(edge, state=EdgeState.UNSURE))
        elif (len(edge.via) == 1 and edge.via[0] in touched) or edge.via in pairs:
            changes.append(replace(edge, state=EdgeState.WITHDRAWN))
    changes.extend(lost)
    changes.extend(edge for identity, edge in wanted.items() if identity not in existing)
    return changes, lost


def _capped_via(view: View, via: Via, touched: set[SelectorKey]) -> bool:
    cap = view.rules.cap_strong if len(via) == 1 else view.rules.cap_medium
    return any(selector in touched and view.carriers(selector).degree > cap for selector in via)


def _capped(view: View, touched: set[SelectorKey], lost: list[Edge]) -> list[Capped]:
    """Return each selector that the batch takes past a cap of a strength that somebody gives it."""
    found: list[Capped] = []
    for selector in sorted(touched):
        before, after = view.before(selector), view.carriers(selector)
        for strength, cap in ((Strength.S, view.rules.cap_strong), (Strength.M, view.rules.cap_medium)):
            was = before.degree > cap and (before.strong if strength is Strength.S else before.medium) > 0
            now = after.degree > cap and (after.strong if strength is Strength.S else after.medium) > 0
            if now and not was:
                length = 1 if strength is Strength.S else 2
                edges = tuple(e for e in lost if len(e.via) == length and selector in e.via)
                found.append(Capped(selector, strength, after.degree, edges))
    return found


def _strong(node: Node, selector: SelectorKey) -> bool:
    return any(c.selector == selector and c.strength is Strength.S and not c.confusable for c in node.carried)


def _medium(node: Node, selector: SelectorKey) -> bool:
    """Tell whether a node carries a selector as medium or better."""
    return any(c.selector == selector and c.strength is not Strength.W and not c.confusable for c in node.carried)
