"""Referrals as linking sees them: which selectors each carries, and what could speak against a link."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from understone import canonical_json
from understone.exchange.package_terms import Strength
from understone.operation.linking import names

NodeKey = bytes
"""SHA-256 of what makes referrals one node. It is stable when supplements come, and says nothing of import order."""

_CONFIRMED = ("email", "phone")
_RANK = {Strength.S: 0, Strength.M: 1, Strength.W: 2}


class SelectorKey(NamedTuple):
    """A selector's natural key."""

    kind: str
    normal: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A selector in one node, at the strength that this node gives it (a typed e-mail is not a verified one)."""

    selector: SelectorKey
    strength: Strength
    confusable: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One or more referrals that count as one. Only what is said of the person reported belongs here, never a victim's.

    `given` and `family` are plain names (`selectors.plain_name`), `born` dates as stated (ISO), `born_verified` those
    of them that their owner proved.
    """

    key: NodeKey
    carried: tuple[Carried, ...] = ()
    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    born_verified: tuple[str, ...] = ()


def node_key(source: str, source_ref: str | None, content_digest: bytes) -> NodeKey:
    """Return the key: referrals with the same source and reference, or without a reference the same content, are one.

    The content digest alone would not do: a supplement changes the content, and which of the two came first would show.
    """
    identity = ["content", content_digest.hex()] if source_ref is None else ["reference", source, source_ref]
    return hashlib.sha256(canonical_json.dumps(identity)).digest()


def merged(a: Node, b: Node) -> Node:
    """Return one node that says all that two of the same key say, in an order that neither of them sets."""
    carried = {item.selector: item for item in a.carried}
    for item in b.carried:
        other = carried.get(item.selector)
        carried[item.selector] = item if other is None else _stronger(item, other)
    return Node(
        key=a.key,
        carried=tuple(carried[selector] for selector in sorted(carried)),
        given=_union(a.given, b.given),
        family=_union(a.family, b.family),
        born=_union(a.born, b.born),
        born_verified=_union(a.born_verified, b.born_verified),
    )


def plain(node: Node) -> Node:
    """Return the node with each part sorted and without doubles, so that equal nodes are equal."""
    return merged(Node(node.key), merged(node, node))


def proved_kinds(node: Node) -> frozenset[str]:
    """Return of which kinds the node carries an identifier that its owner confirmed."""
    return frozenset(
        item.selector.kind for item in node.carried if item.strength is Strength.S and item.selector.kind in _CONFIRMED
    )


def facts_of_both(a: Node, b: Node) -> Node:
    """Return a node with the key of the first, carrying nothing, that says of the person what the two say."""
    if not (b.given or b.born_verified):
        return a
    return Node(a.key, given=_union(a.given, b.given), born_verified=_union(a.born_verified, b.born_verified))


def conflicts(a: Node, b: Node) -> bool:
    """Tell whether a verified date of birth or a given name of the two conflicts: then nothing links them by itself."""
    return born_conflict(a, b) or names.conflicting(a.given, b.given)


def born_conflict(a: Node, b: Node) -> bool:
    """Tell whether both have verified dates of birth and share none."""
    if not a.born_verified or not b.born_verified:
        return False
    return not set(a.born_verified) & set(b.born_verified)


def _stronger(a: Carried, b: Carried) -> Carried:
    """Of two statements of one selector: the better strength; a spelling that needed no change clears the doubt."""
    strength = a.strength if _RANK[a.strength] <= _RANK[b.strength] else b.strength
    return Carried(a.selector, strength, a.confusable and b.confusable)


def _union(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return a if a == b and len(a) <= 1 else tuple(sorted({*a, *b}))
