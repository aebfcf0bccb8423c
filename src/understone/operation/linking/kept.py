"""The postings in PostgreSQL, behind the walls of whoever asks; and the writing of what linking changed.

Linking reads, then writes what follows from all that is there: `alone` keeps everybody else out of the same compartment
until the transaction ends.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.package_terms import Strength
from understone.operation.identifiers import NIL
from understone.operation.linking.edges import Edge, EdgeState, Judgement, Via
from understone.operation.linking.engine import Outcome
from understone.operation.linking.models import LIVE, SubjectLink
from understone.operation.linking.nodes import Carried, Node, NodeKey, SelectorKey
from understone.operation.linking.postings import Carriers, Component, Reason, Suggestion
from understone.operation.queries import fetched
from understone.operation.service import Act

_LOCK = 0x4C494E4B  # "LINK"; the compartment is the other half
_VIA = "\x1f"
_LIVE = ", ".join(f"'{state}'" for state in LIVE)


def alone(act: Act) -> None:
    """Wait until nobody else links in this compartment, and keep it so to the end of the transaction."""
    fetched("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK, act.actor.comp.int & 0x7FFFFFFF))


class PostgresPostings:
    """Answers linking's questions in the open transaction, in one compartment; `without` a link just written."""

    def __init__(self, act: Act, *, without: UUID | None = None) -> None:
        self._own = (act.actor.org, act.actor.comp)
        self._without = without or NIL

    def nodes(self, keys: Collection[NodeKey]) -> Mapping[NodeKey, Node]:
        """Return those of the nodes that are stored."""
        rows = fetched(
            "SELECT key, carried, given, family, born, born_verified FROM link_node"
            " WHERE org_id = %s AND comp_id = %s AND key = ANY (%s)",
            (*self._own, list(keys)),
        )
        return {bytes(row[0]): _node(*row) for row in rows}

    def carriers(self, selectors: Collection[SelectorKey], at_most: int) -> Mapping[SelectorKey, Carriers]:
        """Return the carriers of each selector that anything carries."""
        asked = ([each.kind for each in selectors], [each.normal for each in selectors])
        values = fetched(
            "SELECT v.kind, v.normal, v.degree, v.strong, v.medium FROM link_value AS v"
            " JOIN unnest(%s::text[], %s::text[]) AS asked (kind, normal) USING (kind, normal)"
            " WHERE org_id = %s AND comp_id = %s",
            (*asked, *self._own),
        )
        few = [(kind, normal) for kind, normal, degree, *_ in values if degree <= at_most]
        carried: dict[tuple[str, str], list[NodeKey]] = {}
        for kind, normal, node in fetched(
            "SELECT c.kind, c.normal, c.node FROM link_carrier AS c"
            " JOIN unnest(%s::text[], %s::text[]) AS asked (kind, normal) USING (kind, normal)"
            " WHERE org_id = %s AND comp_id = %s",
            ([kind for kind, _ in few], [normal for _, normal in few], *self._own),
        ):
            carried.setdefault((kind, normal), []).append(bytes(node))
        return {
            SelectorKey(kind, normal): Carriers(degree, strong, medium, tuple(carried.get((kind, normal), ())))
            for kind, normal, degree, strong, medium in values
        }

    def edges(self, keys: Collection[NodeKey]) -> Iterable[Edge]:
        """Return the live edges that touch any of the nodes."""
        for row in self._links("edge", keys, (EdgeState.POSITIVE.value, EdgeState.SUGGESTED.value)):
            yield Edge(bytes(row[0]), bytes(row[1]), via(row[2]), EdgeState(row[3]))

    def judgements(self, keys: Collection[NodeKey]) -> Iterable[Judgement]:
        """Return the judgements not withdrawn that touch any of the nodes."""
        for a, b, _, state, by, at, reason, *_ in self._links("judgement", keys, ("positive", "negative", "unsure")):
            yield Judgement(bytes(a), bytes(b), Verdict(state), str(by), at, reason or "")

    def components(self, keys: Collection[NodeKey]) -> Mapping[NodeKey, Component]:
        """Return the component of each of the nodes that is stored."""
        # Two steps, each one index look-up a key; as one statement it was planned as a scan of the table a node.
        names = fetched(
            "SELECT DISTINCT component FROM link_node WHERE org_id = %s AND comp_id = %s AND key = ANY (%s)",
            (*self._own, list(keys)),
        )
        rows = fetched(
            "SELECT component, key, oversized, contradiction FROM link_node"
            " WHERE org_id = %s AND comp_id = %s AND component = ANY (%s) ORDER BY component, key",
            (*self._own, [name for (name,) in names]),
        )
        members: dict[NodeKey, list[NodeKey]] = {}
        flags: dict[NodeKey, tuple[bool, bool]] = {}
        for component, key, oversized, contradiction in rows:
            members.setdefault(bytes(component), []).append(bytes(key))
            flags[bytes(component)] = (oversized, contradiction)
        found: dict[NodeKey, Component] = {}
        wanted = set(keys)
        for name, each in members.items():
            component = Component(tuple(each), *flags[name])
            found.update((key, component) for key in each if key in wanted)
        return found

    def suggestions(self, keys: Collection[NodeKey]) -> Iterable[Suggestion]:
        """Return the suggestions that touch any of the nodes."""
        for a, b, _, _, _, _, _, reasons, best_of in self._links("suggestion", keys, ("suggested",)):
            yield Suggestion(
                bytes(a),
                bytes(b),
                tuple(_reason(each) for each in _json(reasons)),
                by_a="a" in _json(best_of),
                by_b="b" in _json(best_of),
                by_edge="edge" in _json(best_of),
            )

    def _links(self, kind: str, keys: Collection[NodeKey], states: Sequence[str]) -> list[Any]:
        # Two index look-ups a key; with OR the planner reads the whole table once there are many keys.
        columns = "a, b, via, state, by_id, at, reason, reasons, best_of"
        half = (
            f"SELECT {columns} FROM subject_link WHERE org_id = %s AND comp_id = %s AND kind = %s"  # noqa: S608
            f" AND id <> %s AND state = ANY (%s) AND state IN ({_LIVE})"
            " AND {} = ANY (%s)"
        )
        values = (*self._own, kind, self._without, list(states), list(keys))
        return fetched(f"{half.format('a')} UNION ALL {half.format('b')}", (*values, *values))


def write(act: Act, outcome: Outcome, rules: int) -> list[SubjectLink]:
    """Store nodes, values, components; return the rows of edges and suggestions that were made or changed.

    `rules`: the version that the outcome follows from; each row of it says so.

    What a judgement changed is the caller's to write: it is theirs.
    """
    _write_nodes(act, outcome)
    changed = _links_to_change(act, outcome)
    made: list[SubjectLink] = []
    rows: list[SubjectLink] = []
    fields: list[dict[str, Any]] = []
    for edge in outcome.edges:
        held = changed.get(("edge", edge.a, edge.b, via_text(edge.via)))
        state = edge.state.value
        if held is None:
            made.append(_link(act, "edge", edge.a, edge.b, via_text(edge.via), state, rules=rules))
        elif held.state != state:
            rows.append(held)
            fields.append(_in_state(held, state, rules))
    for suggestion in outcome.suggestions:
        held = changed.get(("suggestion", suggestion.a, suggestion.b, ""))
        told = {"reasons": _told(suggestion), "score": suggestion.score, "best_of": _best_of(suggestion)}
        if held is None:
            made.append(_link(act, "suggestion", suggestion.a, suggestion.b, "", "suggested", rules=rules, **told))
        else:
            rows.append(held)
            fields.append({"state": "suggested", "rules": rules, **told})
    for a, b in outcome.lapsed:
        held = changed[("suggestion", a, b, "")]
        rows.append(held)
        fields.append(_in_state(held, "withdrawn", rules))
    act.insert(made)
    act.change_all(rows, fields)
    return [*made, *rows]


def _in_state(held: SubjectLink, state: str, rules: int) -> dict[str, Any]:
    return {"state": state, "rules": rules, "reasons": held.reasons, "score": held.score, "best_of": held.best_of}


def via_text(via: Via) -> str:
    """Return an edge's values as the table keeps them."""
    return _VIA.join(f"{each.kind}:{each.normal}" for each in via)


def via(text: str) -> Via:
    """Return the values of an edge that the table keeps."""
    return tuple(SelectorKey(*each.split(":", 1)) for each in text.split(_VIA))


def _links_to_change(act: Act, outcome: Outcome) -> dict[tuple[str, bytes, bytes, str], SubjectLink]:
    ends = (
        {edge.a for edge in outcome.edges} | {each.a for each in outcome.suggestions} | {a for a, _ in outcome.lapsed}
    )
    found = SubjectLink.objects.filter(
        org_id=act.actor.org, comp_id=act.actor.comp, kind__in=["edge", "suggestion"], a__among=list(ends)
    )
    return {(row.kind, bytes(row.a), bytes(row.b), row.via): row for row in found}


def _link(act: Act, kind: str, a: bytes, b: bytes, via: str, state: str, **told: Any) -> SubjectLink:
    return SubjectLink(**act.made(kind=kind, a=a, b=b, via=via, state=state, at=act.now, **told))


def _write_nodes(act: Act, outcome: Outcome) -> None:
    own = (act.actor.org, act.actor.comp)
    before = PostgresPostings(act).nodes([node.key for node in outcome.nodes])
    component = {key: group.component for group in outcome.regrouped for key in group.component.members}
    new = [node for node in outcome.nodes if node.key not in before]
    again = [node for node in outcome.nodes if node.key in before]
    for nodes, statement in ((new, _INSERT_NODES), (again, _UPDATE_NODES)):
        if nodes:
            fetched(statement, (json.dumps([_told_node(node, component) for node in nodes]), *own))
    carriers: list[tuple[str, str, bytes]] = []
    counts: dict[SelectorKey, list[int]] = {}
    for node in outcome.nodes:
        had = {each.selector: each.strength for each in before[node.key].carried} if node.key in before else {}
        for each in node.carried:
            old = had.get(each.selector)
            if old is each.strength:
                continue
            count = counts.setdefault(each.selector, [0, 0, 0])
            if old is None:
                carriers.append((*each.selector, node.key))
                count[0] += 1
            count[1] += (each.strength is Strength.S) - (old is Strength.S)
            count[2] += (each.strength is Strength.M) - (old is Strength.M)
    if carriers:
        fetched(
            _INSERT_CARRIERS,
            (*own, *map(list, zip(*carriers, strict=True))),
        )
    if counts:
        columns = [[key.kind for key in counts], [key.normal for key in counts]]
        columns += [[count[place] for count in counts.values()] for place in range(3)]  # type: ignore[misc]
        fetched(
            _COUNT_VALUES,
            (*own, *columns),
        )
    groups = [
        (key, group.component.key, group.component.oversized, group.component.contradiction)
        for group in outcome.regrouped
        for key in group.component.members
    ]
    if groups:
        fetched(
            "UPDATE link_node SET component = g.component, oversized = g.oversized, contradiction = g.contradiction"
            " FROM unnest(%s::bytea[], %s::bytea[], %s::bool[], %s::bool[])"
            " AS g (key, component, oversized, contradiction)"
            " WHERE link_node.key = g.key AND org_id = %s AND comp_id = %s RETURNING 1",
            (*map(list, zip(*groups, strict=True)), *own),
        )


_TOLD = (
    " FROM json_to_recordset(%s) AS new (key bytea, carried jsonb, given text[], family text[], born text[],"
    " born_verified text[], component bytea)"
)
_WALLS = "shared_to, restricted, roots, wall"
_OPEN = f"'{{}}'::uuid[], false, '{{}}'::uuid[], '{NIL}'::uuid"  # hidden rows go behind their wall by access/hiding.sql
_INSERT_NODES = (
    f"INSERT INTO link_node (key, carried, given, family, born, born_verified, component, {_WALLS},"
    f" oversized, contradiction, org_id, comp_id)"
    f" SELECT new.*, {_OPEN}, false, false, own.* {_TOLD}, (SELECT %s::uuid, %s::uuid) AS own RETURNING 1"
)
_INSERT_CARRIERS = (
    f"INSERT INTO link_carrier (org_id, comp_id, {_WALLS}, kind, normal, node)"  # noqa: S608
    f" SELECT %s, %s, {_OPEN}, * FROM unnest(%s::text[], %s::text[], %s::bytea[]) RETURNING 1"
)
_COUNT_VALUES = (
    f"INSERT INTO link_value (org_id, comp_id, {_WALLS}, kind, normal, degree, strong, medium)"  # noqa: S608
    f" SELECT %s, %s, {_OPEN}, * FROM unnest(%s::text[], %s::text[], %s::int[], %s::int[], %s::int[])"
    " ON CONFLICT (org_id, comp_id, kind, normal) DO UPDATE SET degree = link_value.degree + excluded.degree,"
    " strong = link_value.strong + excluded.strong, medium = link_value.medium + excluded.medium RETURNING 1"
)
_UPDATE_NODES = (
    "UPDATE link_node AS t SET carried = new.carried, given = new.given, family = new.family, born = new.born,"  # noqa: S608
    f" born_verified = new.born_verified, component = coalesce(new.component, t.component) {_TOLD}"
    " WHERE t.key = new.key AND t.org_id = %s AND t.comp_id = %s RETURNING 1"
)


def _told_node(node: Node, component: Mapping[NodeKey, Component]) -> dict[str, Any]:
    place = component.get(node.key)
    return {
        "key": f"\\x{node.key.hex()}",
        "carried": [[*each.selector, each.strength.value, each.confusable] for each in node.carried],
        "given": node.given,
        "family": node.family,
        "born": node.born,
        "born_verified": node.born_verified,
        "component": None if place is None else f"\\x{place.key.hex()}",
    }


def _node(key: bytes, carried: Any, given: list[str], family: list[str], born: list[str], verified: list[str]) -> Node:
    return Node(
        bytes(key),
        tuple(Carried(SelectorKey(kind, normal), Strength(s), odd) for kind, normal, s, odd in _json(carried)),
        tuple(given),
        tuple(family),
        tuple(born),
        tuple(verified),
    )


def _json(value: Any) -> Any:
    """Read JSON that a raw cursor of Django's leaves as text."""
    return json.loads(value) if isinstance(value, str) else value


def _told(suggestion: Suggestion) -> list[Any]:
    return [
        [each.code, each.points, None if each.selector is None else list(each.selector), each.degree]
        for each in suggestion.reasons
    ]


def _reason(told: Any) -> Reason:
    code, points, selector, degree = told
    return Reason(code, points, None if selector is None else SelectorKey(*selector), degree)


def _best_of(suggestion: Suggestion) -> list[str]:
    named = {"a": suggestion.by_a, "b": suggestion.by_b, "edge": suggestion.by_edge}
    return [name for name, holds in named.items() if holds]
