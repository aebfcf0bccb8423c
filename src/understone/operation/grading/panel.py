"""A picture on which graders could not agree: a panel of three supervisors decides, whichever forces they are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from understone.operation.grading import voting
from understone.operation.grading.models import Finding, Grade
from understone.operation.service import Call, acting

ACTION = "finding.panel"
DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed picture of the supervisor's force: by one of its findings, and whether they have voted on it."""

    finding: UUID
    sha256: str
    copies: int
    voted: str | None


def vote(call: Call, key: UUID, value: str) -> Grade:
    """Vote on a disputed picture as one of its panel, with a reason. Three equal votes settle it in every force.

    Ledger: finding.graded; finding.settled, task.done. Raises `ReasonMissing`, and as `voting.grade`.
    """
    with acting(call, ACTION) as act:
        return voting.cast_vote(act, key, value, panel=True)


def disputes(call: Call, *, limit: int = 100) -> Sequence[Dispute]:
    """Return the disputed pictures of the supervisor's force, each once. Raises `NotPermitted`."""
    with acting(call, ACTION):
        rows = Finding.objects.filter(state=DISPUTED, org=call.actor.org).order_by("sha256", "pk")
        copies: dict[str, list[UUID]] = {}
        for key, sha256 in rows.values_list("pk", "sha256"):
            copies.setdefault(sha256, []).append(key)
        shown = dict(list(copies.items())[:limit])
        own = Grade.objects.filter(grader=call.actor.user, sha256__in=shown, panel=True)
        voted = dict(own.values_list("sha256", "value"))
        return [Dispute(keys[0], sha256, len(keys), voted.get(sha256)) for sha256, keys in shown.items()]
