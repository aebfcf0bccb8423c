"""Linking in a service call: under the compartment's lock, with every edge and suggestion on the ledger."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from understone.operation.linking import engine, kept, local_rules
from understone.operation.linking.engine import Outcome
from understone.operation.linking.kept import PostgresPostings, alone
from understone.operation.linking.models import SubjectLink
from understone.operation.linking.nodes import Node, SelectorKey
from understone.operation.service import Act

_EVENTS = {
    ("edge", "positive"): "link.made",
    ("edge", "suggested"): "link.suggested",
    ("edge", "unsure"): "link.unsure",
    ("edge", "withdrawn"): "link.withdrawn",
    ("suggestion", "suggested"): "link.suggested",
    ("suggestion", "withdrawn"): "link.withdrawn",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking changed: the outcome, and the rows that hold it."""

    outcome: Outcome
    rows: Sequence[SubjectLink]

    @property
    def unsure(self) -> Mapping[SelectorKey, int]:
        """Return how many edges by way of each selector became unsure: it passed its cap."""
        edges = [row for row in self.rows if (row.kind, row.state) == ("edge", "unsure")]
        return Counter(selector for row in edges for selector in kept.via(row.via))


def link(act: Act, nodes: Sequence[Node]) -> Linked:
    """Link new or supplemented nodes into what is there. The caller holds the compartment alone."""
    now = local_rules.current()
    outcome = engine.link(nodes, PostgresPostings(act), now.rules)
    return Linked(outcome, kept.write(act, outcome, now.number))


def record(act: Act, linked: Linked) -> None:
    """Tell the ledger of each edge and suggestion that was made or changed, one entry each."""
    for row in linked.rows:
        event = _EVENTS[row.kind, row.state]
        act.record(event, row, _payload(event, row), naming=[row], system=True)


def _payload(event: str, row: SubjectLink) -> dict[str, Any]:
    if event == "link.withdrawn":
        return {"link_id": str(row.pk), "reason": "it no longer follows from what is known"}
    ends = {"referral_a": row.a.hex(), "referral_b": row.b.hex(), "via": row.via or row.kind}
    if event == "link.suggested":
        return {**ends, "reasons": row.reasons}
    return {**ends, "reason": "automatic" if row.by_id is None else row.reason}


__all__ = ["Linked", "alone", "link", "record"]
