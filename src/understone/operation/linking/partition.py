"""Components: who is believed to be one person. Only what a change reaches is solved again.

People's positive judgements join first, then automatic edges in order of strength, kind, normal form and digests. An
automatic edge that would join two sides of a person's negative judgement becomes a suggestion, and so does one that
would join two groups of referrals whose names or births conflict: what two nodes may not do, two groups may not do by
way of a nameless third. All of it is a function of the nodes, edges and judgements as sets, so neither import order nor
batch borders show.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.package_terms import Strength
from understone.operation.linking.edges import Edge, EdgeState, Judgement
from understone.operation.linking.nodes import Node, NodeKey, conflicts, facts_of_both, proved_kinds
from understone.operation.linking.postings import Component
from understone.operation.linking.view import View


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A component as it now is, and the keys of the components that its members were in before (none: all new).

    More than one before is a merge; a key that stands before two components is a split; the same members are a flag
    that changed.
    """

    component: Component
    before: tuple[NodeKey, ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """Components and edges that changed, and the negative judgements that lie in or between the components solved."""

    regrouped: tuple[Regrouped, ...]
    edges: tuple[Edge, ...]
    negative: tuple[Judgement, ...]


def solve_around(view: View, seeds: Collection[NodeKey]) -> Solved:
    """Solve again all components that the seeds can reach; lay the changes over the view and return them."""
    region, edges, judgements = _region(view, seeds)
    view.fetch_nodes(region)
    roots, blocked = solve([view.node(key) for key in region], edges, judgements)
    changed_edges = []
    for edge in edges:
        state = EdgeState.SUGGESTED if edge in blocked else EdgeState.POSITIVE
        if state is not edge.state:
            changed_edges.append(replace(edge, state=state))
    for edge in changed_edges:
        view.change_edge(edge)

    view.fetch_components(key for key in region if key not in view.changed or view.stored(key) is not None)
    negative = tuple(item for item in judgements if item.judgement is Verdict.NEGATIVE)
    contradicted = {roots[j.a] for j in negative if j.a in roots and j.b in roots and roots[j.a] == roots[j.b]}
    members: dict[NodeKey, list[NodeKey]] = {}
    for key in region:
        members.setdefault(roots[key], []).append(key)
    regrouped = []
    for root, keys in members.items():
        component = Component(tuple(sorted(keys)), len(keys) > view.rules.oversized, root in contradicted)
        before = {c.key: c for key in keys if (c := view.component_before(key)) is not None}
        if list(before.values()) != [component]:
            regrouped.append(Regrouped(component, tuple(sorted(before))))
            view.component_changes.update((key, component) for key in keys)
    return Solved(tuple(regrouped), tuple(changed_edges), negative)


def solve(
    nodes: Iterable[Node], edges: Iterable[Edge], judgements: Sequence[Judgement]
) -> tuple[dict[NodeKey, NodeKey], set[Edge]]:
    """Return the root of each node, equal where nodes are in one component, and the edges that are stopped."""
    said = {node.key: node for node in nodes}
    parent = {key: key for key in said}
    proved = {key: proved_kinds(node) for key, node in said.items()}

    def root(key: NodeKey) -> NodeKey:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(a: NodeKey, b: NodeKey) -> None:
        first, second = sorted((root(a), root(b)))
        if first != second:
            parent[second] = first
            proved[first] |= proved[second]
            said[first] = facts_of_both(said[first], said[second])

    negative = []
    for item in sorted(judgements, key=lambda item: (item.a, item.b)):
        if item.a not in parent or item.b not in parent:
            continue
        if item.judgement is Verdict.POSITIVE:
            join(item.a, item.b)
        elif item.judgement is Verdict.NEGATIVE:
            negative.append((item.a, item.b))

    blocked: set[Edge] = set()
    for edge in sorted(edges, key=lambda edge: edge.order):
        a, b = root(edge.a), root(edge.b)
        if a == b:
            continue
        contested = edge.strength is Strength.M and not edge.names_somebody and not proved[a].isdisjoint(proved[b])
        apart = any({root(p), root(q)} == {a, b} for p, q in negative)
        if contested or apart or conflicts(said[a], said[b]):
            blocked.add(edge)
        else:
            join(a, b)
    roots = {key: root(key) for key in parent}
    # What stopped an edge may tie its ends in another way later on: then there is nothing left to decide.
    return roots, {edge for edge in blocked if roots[edge.a] != roots[edge.b]}


def _region(view: View, seeds: Collection[NodeKey]) -> tuple[set[NodeKey], list[Edge], list[Judgement]]:
    """Return what the seeds reach over live edges and positive judgements, with all edges and judgements there."""
    region: set[NodeKey] = set()
    edges: dict[tuple[NodeKey, NodeKey, object], Edge] = {}
    judgements: dict[tuple[NodeKey, NodeKey, str, object], Judgement] = {}
    front = set(seeds)
    while front:
        region |= front
        view.fetch_edges(front)
        reached: set[NodeKey] = set()
        for key in front:
            for edge in view.edges(key):
                edges[edge.identity] = edge
                reached.update((edge.a, edge.b))
        for item in view.judgements(front):
            judgements[item.a, item.b, item.by, item.at] = item
            if item.judgement is Verdict.POSITIVE:
                reached.update((item.a, item.b))
        front = reached - region
    return region, list(edges.values()), list(judgements.values())
