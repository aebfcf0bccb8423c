"""Postings in dictionaries, for tests, benchmarks and trying out. The operation keeps its own on PostgreSQL."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from understone.exchange.package_terms import Strength
from understone.operation.linking.edges import Edge, EdgeState, Judgement, Via
from understone.operation.linking.engine import Outcome
from understone.operation.linking.nodes import Node, NodeKey, SelectorKey
from understone.operation.linking.postings import Carriers, Component, Suggestion

_Value = TypeVar("_Value")
_LIVE = (EdgeState.POSITIVE, EdgeState.SUGGESTED)


class MemoryPostings:
    """A store of nodes, edges, judgements, components and suggestions that lasts as long as the process."""

    def __init__(self) -> None:
        self.all_nodes: dict[NodeKey, Node] = {}
        self.all_edges: dict[tuple[NodeKey, NodeKey, Via], Edge] = {}
        self.all_components: dict[NodeKey, Component] = {}
        self.all_suggestions: dict[tuple[NodeKey, NodeKey], Suggestion] = {}
        self.all_judgements: dict[tuple[NodeKey, NodeKey, str, object], Judgement] = {}
        self.capped: set[tuple[SelectorKey, Strength]] = set()
        self._carriers: dict[SelectorKey, list[NodeKey]] = {}
        self._counts: dict[tuple[SelectorKey, Strength], int] = {}
        self._edges_of: dict[NodeKey, set[tuple[NodeKey, NodeKey, Via]]] = {}
        self._suggestions_of: dict[NodeKey, set[tuple[NodeKey, NodeKey]]] = {}
        self._judgements_of: dict[NodeKey, set[tuple[NodeKey, NodeKey, str, object]]] = {}

    def nodes(self, keys: Collection[NodeKey]) -> Mapping[NodeKey, Node]:
        """Return those of the nodes that are stored."""
        return {key: self.all_nodes[key] for key in keys if key in self.all_nodes}

    def carriers(self, selectors: Collection[SelectorKey], at_most: int) -> Mapping[SelectorKey, Carriers]:
        """Return the carriers of each selector that anything carries."""
        found = {}
        for selector in selectors:
            nodes = self._carriers.get(selector)
            if nodes is not None:
                strong = self._counts.get((selector, Strength.S), 0)
                medium = self._counts.get((selector, Strength.M), 0)
                found[selector] = Carriers(len(nodes), strong, medium, tuple(nodes) if len(nodes) <= at_most else ())
        return found

    def edges(self, keys: Collection[NodeKey]) -> Iterator[Edge]:
        """Yield the live edges that touch any of the nodes."""
        for key in keys:
            for identity in self._edges_of.get(key, ()):
                yield self.all_edges[identity]

    def judgements(self, keys: Collection[NodeKey]) -> Iterator[Judgement]:
        """Yield the judgements not withdrawn that touch any of the nodes."""
        if self._judgements_of:
            for key in keys:
                for identity in self._judgements_of.get(key, ()):
                    yield self.all_judgements[identity]

    def components(self, keys: Collection[NodeKey]) -> Mapping[NodeKey, Component]:
        """Return the component of each of the nodes that is stored."""
        return {key: self.all_components[key] for key in keys if key in self.all_components}

    def suggestions(self, keys: Collection[NodeKey]) -> Iterator[Suggestion]:
        """Yield the suggestions that touch any of the nodes."""
        for key in keys:
            for ends in self._suggestions_of.get(key, ()):
                yield self.all_suggestions[ends]

    def write(self, outcome: Outcome) -> None:
        """Store what a call of `link` or `judge` changed."""
        for node in outcome.nodes:
            self._write_node(node)
        for edge in outcome.edges:
            self.all_edges[edge.identity] = edge
            _set_live(self._edges_of, (edge.a, edge.b), edge.identity, live=edge.state in _LIVE)
        for capped in outcome.capped:
            self.capped.add((capped.selector, capped.strength))
        for group in outcome.regrouped:
            self.all_components.update((key, group.component) for key in group.component.members)
        for ends in outcome.lapsed:
            del self.all_suggestions[ends]
            _set_live(self._suggestions_of, ends, ends, live=False)
        for suggestion in outcome.suggestions:
            ends = (suggestion.a, suggestion.b)
            self.all_suggestions[ends] = suggestion
            _set_live(self._suggestions_of, ends, ends, live=True)
        judged = outcome.judgement
        if judged is not None:
            identity = (judged.a, judged.b, judged.by, judged.at)
            self.all_judgements[identity] = judged
            _set_live(self._judgements_of, (judged.a, judged.b), identity, live=not judged.withdrawn)

    def _write_node(self, node: Node) -> None:
        stored = self.all_nodes.get(node.key)
        had = {} if stored is None else {item.selector: item.strength for item in stored.carried}
        for item in node.carried:
            before = had.get(item.selector)
            if before is None:
                self._carriers.setdefault(item.selector, []).append(node.key)
            elif before is not item.strength:
                self._counts[item.selector, before] -= 1
            if before is not item.strength:
                self._counts[item.selector, item.strength] = self._counts.get((item.selector, item.strength), 0) + 1
        self.all_nodes[node.key] = node


def _set_live(index: dict[NodeKey, set[_Value]], ends: Iterable[NodeKey], value: _Value, *, live: bool) -> None:
    """Enter or remove a value at both its ends."""
    for end in ends:
        if live:
            index.setdefault(end, set()).add(value)
        elif end in index:
            index[end].discard(value)
            if not index[end]:
                del index[end]
