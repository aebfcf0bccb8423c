"""What linking asks of a store. PostgreSQL answers it in the operation, dictionaries in tests and benchmarks.

All questions are about many keys at once, so that a batch costs a handful of queries. Answers are of the state before
the batch; what a batch changes is an `Outcome`, which the caller writes in the same transaction.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from understone.operation.linking.edges import Edge, Judgement
from understone.operation.linking.nodes import Node, NodeKey, SelectorKey


@dataclass(frozen=True, slots=True)
class Carriers:
    """How many nodes carry a selector, how many of them as strong and as medium, and which.

    `nodes` is empty where more carry it than was asked for.
    """

    degree: int
    strong: int
    medium: int
    nodes: tuple[NodeKey, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """Nodes believed to be about one person, sorted. `key` is the first of them, so it follows from the members."""

    members: tuple[NodeKey, ...]
    oversized: bool = False
    contradiction: bool = False

    @property
    def key(self) -> NodeKey:
        """Return the key of the component."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a suggestion's score: a code word, what agrees or speaks against it, and its points."""

    code: str
    points: int
    selector: SelectorKey | None = None
    degree: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two nodes of different components, `a` before `b`, that a person should look at.

    It stands while it is the best that either node has (`by_a`, `by_b`), or while an automatic edge between the two is
    stopped by a person's negative judgement (`by_edge`).
    """

    a: NodeKey
    b: NodeKey
    reasons: tuple[Reason, ...]
    by_a: bool
    by_b: bool
    by_edge: bool = False

    @property
    def score(self) -> int:
        """Return the sum of the points of its reasons."""
        return sum(reason.points for reason in self.reasons)


class Postings(Protocol):
    """A store of nodes, edges, judgements, components and suggestions."""

    def nodes(self, keys: Collection[NodeKey]) -> Mapping[NodeKey, Node]:
        """Return those of the nodes that are stored."""

    def carriers(self, selectors: Collection[SelectorKey], at_most: int) -> Mapping[SelectorKey, Carriers]:
        """Return the carriers of each selector that anything carries."""

    def edges(self, keys: Collection[NodeKey]) -> Iterable[Edge]:
        """Return the live edges (positive, suggested) that touch any of the nodes; one may come twice."""

    def judgements(self, keys: Collection[NodeKey]) -> Iterable[Judgement]:
        """Return the judgements not withdrawn that touch any of the nodes; one may come twice."""

    def components(self, keys: Collection[NodeKey]) -> Mapping[NodeKey, Component]:
        """Return the component of each of the nodes that is stored."""

    def suggestions(self, keys: Collection[NodeKey]) -> Iterable[Suggestion]:
        """Return the suggestions that touch any of the nodes; one may come twice."""
