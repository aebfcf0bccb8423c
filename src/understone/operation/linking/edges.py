"""What ties two nodes: automatic edges by way of selectors, and people's judgements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.package_terms import Strength
from understone.operation.linking.nodes import Node, NodeKey, SelectorKey, conflicts

Via = tuple[SelectorKey, ...]
"""One strong selector, or two medium ones of different kinds, sorted."""


class EdgeState(StrEnum):
    """Positive and suggested edges are live; unsure ones lost a selector to its cap; withdrawn ones were replaced."""

    POSITIVE = "positive"
    SUGGESTED = "suggested"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Edge:
    """An automatic edge between two nodes, `a` before `b`. Suggested: a person's negative judgement stops it."""

    a: NodeKey
    b: NodeKey
    via: Via
    state: EdgeState = EdgeState.POSITIVE

    @property
    def strength(self) -> Strength:
        """S by way of one strong selector, M by way of two medium ones."""
        return Strength.S if len(self.via) == 1 else Strength.M

    @property
    def names_somebody(self) -> bool:
        """Tell whether a name with a date of birth is among what the two share."""
        return any(selector.kind == "name_dob" for selector in self.via)

    @property
    def identity(self) -> tuple[NodeKey, NodeKey, Via]:
        """Return what an edge is the same edge by, whatever its state."""
        return (self.a, self.b, self.via)

    @property
    def order(self) -> tuple[int, Via, NodeKey, NodeKey]:
        """Return its place when components are built: strength, selector kind, normal form, the two digests."""
        return (len(self.via), self.via, self.a, self.b)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person judged of two nodes, `a` before `b`. It counts until withdrawn."""

    a: NodeKey
    b: NodeKey
    judgement: Verdict
    by: str
    at: datetime
    reason: str
    withdrawn: bool = False


def pair(a: NodeKey, b: NodeKey) -> tuple[NodeKey, NodeKey]:
    """Return the two in the order in which edges and judgements name them."""
    return (a, b) if a < b else (b, a)


def groups(carriers: Sequence[Node]) -> Iterable[list[Node]]:
    """Sort the carriers of one value into groups in which nobody's name or birth speaks against another's.

    Each carrier, in order of key, joins the first group it fits into whole: a nameless referral that goes with two
    different people must not weld them together. The order of key makes the groups independent of import order.
    """
    found: list[list[Node]] = []
    for node in sorted(carriers, key=lambda carrier: carrier.key):
        for group in found:
            if not any(conflicts(node, other) for other in group):
                group.append(node)
                break
        else:
            found.append([node])
    return found


def star(carriers: Sequence[Node], via: Via) -> Iterable[Edge]:
    """Yield the automatic edges of one value: each member of a group tied to its first. n repeats give < n edges."""
    for group in groups(carriers):
        hub = group[0]
        for other in group[1:]:
            yield Edge(hub.key, other.key, via)
