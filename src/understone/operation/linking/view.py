"""The store as it will be once the batch is written: what it held, with what has changed so far laid over it."""

from collections.abc import Collection, Iterable, Mapping

from understone.exchange.package_terms import Strength
from understone.operation.linking.edges import Edge, EdgeState, Judgement, Via
from understone.operation.linking.nodes import Node, NodeKey, SelectorKey
from understone.operation.linking.postings import Carriers, Component, Postings, Suggestion
from understone.operation.linking.rules import Rules

_LIVE = (EdgeState.POSITIVE, EdgeState.SUGGESTED)
_NOBODY = Carriers(0, 0, 0, ())


class View:
    """Reads through to the postings once a key; holds the changes of one call and is thrown away with it."""

    def __init__(self, postings: Postings, rules: Rules) -> None:
        self.rules = rules
        self.changed: dict[NodeKey, Node] = {}
        self.edge_changes: dict[tuple[NodeKey, NodeKey, Via], Edge] = {}
        self.component_changes: dict[NodeKey, Component] = {}
        self.judged: list[Judgement] = []
        self._postings = postings
        self._nodes: dict[NodeKey, Node] = {}
        self._before: dict[SelectorKey, Carriers] = {}
        self._after: dict[SelectorKey, Carriers] = {}
        self._adjacent: dict[NodeKey, dict[tuple[NodeKey, NodeKey, Via], Edge]] = {}
        self._components: dict[NodeKey, Component] = {}

    def fetch_nodes(self, keys: Iterable[NodeKey]) -> None:
        """Read those of the nodes that are not here yet."""
        missing = {key for key in keys if key not in self._nodes and key not in self.changed}
        if missing:
            self._nodes.update(self._postings.nodes(missing))

    def stored(self, key: NodeKey) -> Node | None:
        """Return the node as the store has it."""
        return self._nodes.get(key)

    def node(self, key: NodeKey) -> Node:
        """Return a node that was fetched, as it will be."""
        found = self.changed.get(key)
        return self._nodes[key] if found is None else found

    def change_nodes(self, nodes: Mapping[NodeKey, Node]) -> None:
        """Lay the batch's nodes over the store, and add them to the carriers of what they carry."""
        self.changed.update(nodes)
        self.fetch_carriers(item.selector for node in nodes.values() for item in node.carried)
        added: dict[SelectorKey, list[NodeKey]] = {}
        counts: dict[SelectorKey, list[int]] = {}
        for key, node in nodes.items():
            stored = self._nodes.get(key)
            had = {} if stored is None else {item.selector: item.strength for item in stored.carried}
            for item in node.carried:
                selector = item.selector
                strength = had.get(selector)
                if strength is None:
                    added.setdefault(selector, []).append(key)
                elif strength is item.strength:
                    continue
                count = counts.setdefault(selector, [0, 0])
                count[0] += (item.strength is Strength.S) - (strength is Strength.S)
                count[1] += (item.strength is Strength.M) - (strength is Strength.M)
        for selector, (strong, medium) in counts.items():
            before = self._before[selector]
            more = added.get(selector, ())
            degree = before.degree + len(more)
            nodes_known = before.degree == len(before.nodes) and degree <= self.rules.cap_strong
            self._after[selector] = Carriers(
                degree, before.strong + strong, before.medium + medium, (*before.nodes, *more) if nodes_known else ()
            )

    def fetch_carriers(self, selectors: Iterable[SelectorKey]) -> None:
        """Read the carriers of those selectors that are not here yet."""
        missing = {selector for selector in selectors if selector not in self._before}
        if missing:
            found = self._postings.carriers(missing, self.rules.cap_strong)
            self._before.update((selector, found.get(selector, _NOBODY)) for selector in missing)

    def before(self, selector: SelectorKey) -> Carriers:
        """Return who carried a fetched selector before the batch."""
        return self._before[selector]

    def carriers(self, selector: SelectorKey) -> Carriers:
        """Return who will carry a fetched selector. `nodes` is empty beyond the cap of a strong one."""
        found = self._after.get(selector)
        return self._before[selector] if found is None else found

    def change_edge(self, edge: Edge) -> None:
        """Lay a new or changed edge over the store."""
        self.edge_changes[edge.identity] = edge
        for end in (edge.a, edge.b):
            adjacent = self._adjacent.setdefault(end, {}) if end in self.changed else self._adjacent.get(end)
            if adjacent is None:
                continue
            if edge.state in _LIVE:
                adjacent[edge.identity] = edge
            else:
                adjacent.pop(edge.identity, None)

    def fetch_edges(self, keys: Iterable[NodeKey]) -> None:
        """Read the live edges of those nodes whose edges are not here yet."""
        missing = {key for key in keys if key not in self._adjacent}
        if not missing:
            return
        for key in missing:
            self._adjacent[key] = {}
        for stored in self._postings.edges(missing):
            edge = self.edge_changes.get(stored.identity, stored)
            if edge.state in _LIVE:
                for end in (edge.a, edge.b):
                    if end in missing:
                        self._adjacent[end][edge.identity] = edge
        for edge in self.edge_changes.values():
            if edge.state in _LIVE:
                for end in (edge.a, edge.b):
                    if end in missing:
                        self._adjacent[end][edge.identity] = edge

    @property
    def edges_fetched(self) -> Collection[NodeKey]:
        """Return the nodes whose edges are here."""
        return self._adjacent.keys()

    def edges(self, key: NodeKey) -> Collection[Edge]:
        """Return the live edges of a node whose edges were fetched."""
        return self._adjacent[key].values()

    def judgements(self, keys: Collection[NodeKey]) -> list[Judgement]:
        """Return the judgements that will stand and touch any of the nodes, once each."""
        changed = {(item.a, item.b, item.by, item.at): item for item in self.judged}
        found = {(item.a, item.b, item.by, item.at): item for item in self._postings.judgements(keys)}
        found.update({key: item for key, item in changed.items() if item.a in keys or item.b in keys})
        return [item for item in found.values() if not item.withdrawn]

    def fetch_components(self, keys: Iterable[NodeKey]) -> None:
        """Read the components of those nodes whose component is not here yet."""
        missing = {key for key in keys if key not in self._components}
        if missing:
            self._components.update(self._postings.components(missing))

    def component_before(self, key: NodeKey) -> Component | None:
        """Return the component of a fetched node before the batch; None for a new node."""
        return self._components.get(key)

    def component(self, key: NodeKey) -> Component:
        """Return the component of a fetched node as it will be."""
        found = self.component_changes.get(key)
        return self._components[key] if found is None else found

    def suggestions(self, keys: Collection[NodeKey]) -> Iterable[Suggestion]:
        """Return the suggestions before the batch that touch any of the nodes."""
        return self._postings.suggestions(keys)
