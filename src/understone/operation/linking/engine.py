"""Link a batch of referrals, or one judgement, into what is there: what changes, for the caller to write.

Both calls only read the postings. Written in the transaction that read, under a lock that keeps other linking out, the
outcome of any sequence of batches is that of linking everything at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.errors import Disagreement
from understone.operation.linking.automatic import Capped, change_edges
from understone.operation.linking.edges import Edge, Judgement
from understone.operation.linking.nodes import Node, NodeKey, merged, plain
from understone.operation.linking.partition import Regrouped, Solved, solve_around
from understone.operation.linking.postings import Postings, Suggestion
from understone.operation.linking.rules import Rules
from understone.operation.linking.suggestions import change_suggestions
from understone.operation.linking.view import View

DEFAULTS = Rules()


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that changes. Edges come in their new state, each once; suggestions new or with other reasons.

    `lapsed` are the pairs whose suggestion is to be taken away: they came together, a value is no longer rare, or
    something better was found.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    capped: tuple[Capped, ...]
    regrouped: tuple[Regrouped, ...]
    suggestions: tuple[Suggestion, ...]
    lapsed: tuple[tuple[NodeKey, NodeKey], ...]
    judgement: Judgement | None = None


def link(batch: Iterable[Node], postings: Postings, rules: Rules = DEFAULTS) -> Outcome:
    """Link new or supplemented nodes. A node that says nothing new changes nothing."""
    view = View(postings, rules)
    return _linked(view, _gathered(batch, view))


def reconsider(keys: Iterable[NodeKey], postings: Postings, rules: Rules = DEFAULTS) -> Outcome:
    """Link stored nodes anew, by rules that changed since: as `link`, though they say nothing new."""
    view = View(postings, rules)
    wanted = set(keys)
    view.fetch_nodes(wanted)
    return _linked(view, {key: node for key in wanted if (node := view.stored(key)) is not None})


def _linked(view: View, nodes: dict[NodeKey, Node]) -> Outcome:
    view.change_nodes(nodes)
    edges, capped = change_edges(view)
    solved = solve_around(view, {*nodes, *(end for edge in edges for end in (edge.a, edge.b))})

    dirty = set(nodes)
    touched = {item.selector for node in nodes.values() for item in node.carried}
    shared = [view.carriers(selector).nodes or view.before(selector).nodes for selector in touched]
    view.fetch_nodes(key for known in shared for key in known)
    view.fetch_components(key for known in shared for key in known if key not in view.component_changes)
    for known in shared:
        if len({view.component(key).key for key in known}) > 1:
            dirty.update(known)
    return _concluded(view, solved, dirty, edges=edges, capped=capped)


def judge(judgement: Judgement, postings: Postings, rules: Rules = DEFAULTS) -> Outcome:
    """Let a person's judgement of two stored nodes count, or with `withdrawn` no longer.

    Raises `Disagreement` if another one that stands contradicts it.
    """
    if not judgement.withdrawn:
        standing = contradicted(judgement, postings, rules)
        if standing is not None:
            raise Disagreement(
                where=f"{standing.a.hex()[:12]} and {standing.b.hex()[:12]}",
                why=f"{standing.by} judged {standing.judgement} on {standing.at:%Y-%m-%d}: {standing.reason}",
            )
    view = View(postings, rules)
    view.judged.append(judgement)
    ends = {judgement.a, judgement.b}
    view.fetch_nodes(ends)
    solved = solve_around(view, ends)
    view.fetch_components(key for key in ends if key not in view.component_changes)
    dirty = {key for end in ends for key in view.component(end).members}
    return _concluded(view, solved, dirty, judgement=judgement)


def contradicted(judgement: Judgement, postings: Postings, rules: Rules = DEFAULTS) -> Judgement | None:
    """Return a standing judgement that this one contradicts, also by way of others; None if there is none."""
    view = View(postings, rules)
    sides = [_judged_one(view, end) for end in (judgement.a, judgement.b)]
    (ours, by_ours), (theirs, by_theirs) = sides
    if judgement.judgement is Verdict.NEGATIVE and judgement.b in ours:
        direct = [item for item in by_ours if {item.a, item.b} == {judgement.a, judgement.b}]
        return next((i for i in (*direct, *by_ours) if i.judgement is Verdict.POSITIVE), None)
    if judgement.judgement is Verdict.POSITIVE:
        for item in (*by_ours, *by_theirs):
            apart = (item.a in ours and item.b in theirs) or (item.b in ours and item.a in theirs)
            if item.judgement is Verdict.NEGATIVE and apart:
                return item
    return None


def _judged_one(view: View, start: NodeKey) -> tuple[set[NodeKey], list[Judgement]]:
    """Return the nodes that people's positive judgements tie to one, and all judgements that touch these."""
    side: set[NodeKey] = set()
    front = {start}
    found: list[Judgement] = []
    while front:
        side |= front
        judgements = view.judgements(front)
        found.extend(judgements)
        positive = [item for item in judgements if item.judgement is Verdict.POSITIVE]
        front = {end for item in positive for end in (item.a, item.b)} - side
    return side, found


def _gathered(batch: Iterable[Node], view: View) -> dict[NodeKey, Node]:
    """Return the nodes that say something new, each with what the store has of it already."""
    gathered: dict[NodeKey, Node] = {}
    for node in batch:
        gathered[node.key] = merged(gathered[node.key], node) if node.key in gathered else plain(node)
    view.fetch_nodes(gathered)
    new: dict[NodeKey, Node] = {}
    for key, node in gathered.items():
        stored = view.stored(key)
        whole = node if stored is None else merged(stored, node)
        if whole != stored:
            new[key] = whole
    return new


def _concluded(
    view: View,
    solved: Solved,
    dirty: set[NodeKey],
    *,
    edges: Sequence[Edge] = (),
    capped: Sequence[Capped] = (),
    judgement: Judgement | None = None,
) -> Outcome:
    """Find the suggestions that the new components call for, and put the outcome together in a settled order."""
    for group in solved.regrouped:
        dirty.update(group.component.members)
    for item in solved.negative:  # both sides: what was kept apart from the one may be free for the other now
        view.fetch_components(key for key in (item.a, item.b) if key not in view.component_changes)
        dirty.update(view.component(item.a).members, view.component(item.b).members)
    dirty.update(end for edge in view.edge_changes.values() for end in (edge.a, edge.b))
    view.fetch_nodes(dirty)
    made, lapsed = change_suggestions(view, dirty, view.judgements(_with_neighbours(view, dirty)))
    changed = {edge.identity: edge for edge in (*edges, *solved.edges)}
    return Outcome(
        nodes=tuple(view.changed[key] for key in sorted(view.changed)),
        edges=tuple(sorted(changed.values(), key=lambda edge: edge.order)),
        capped=tuple(capped),
        regrouped=tuple(sorted(solved.regrouped, key=lambda group: group.component.key)),
        suggestions=tuple(sorted(made, key=lambda suggestion: (suggestion.a, suggestion.b))),
        lapsed=tuple(sorted(lapsed)),
        judgement=judgement,
    )


def _with_neighbours(view: View, dirty: set[NodeKey]) -> set[NodeKey]:
    """Return the dirty nodes with all members of their components: a judgement of any of them speaks for them all."""
    view.fetch_components(key for key in dirty if key not in view.component_changes)
    return {member for key in dirty for member in view.component(key).members}
