"""Two sides that work on the same: how a test lets each of them store, and what it reads of both."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from operation.world import as_
from understone.operation.access.context import Actor, working
from understone.operation.deconfliction import answering, offering, reading, tagging
from understone.operation.deconfliction.reading import Seen
from understone.operation.models import DeconflictionHit, Selector, Task
from understone.operation.selectors.kinds import SelectorKind
from understone.operation.service import Call, acting

MAIL = "zoe@example.org"
WALL = "force-E23000001"
WHY = "we talked on the telephone"


def offer(who: Actor, value: str = MAIL) -> offering.Offered:
    return offering.offer(Call(who), SelectorKind.EMAIL, value, "the inquiry into an invented person")


def hold(who: Actor, *values: str, kind: str = "email", strength: str = "M") -> list[Selector]:
    """Store selectors as a force does in the course of its work."""
    with acting(Call(who), "deconfliction.answer") as act:
        told = {"raw": [], "verified": "unknown", "strength": strength, "degree": 1}
        rows = [Selector(**act.made(kind=kind, normal=value, **told)) for value in values]
        act.insert(rows)
        for row in rows:
            added = {"kind": row.kind, "strength": row.strength, "degree": row.degree}
            act.record("selector.added", row, added, naming=[row])
        tagging.tag(act, rows, "in the course of work")
    return rows


def meet() -> UUID:
    """Let the agency and a force store the same; return the hit's number."""
    offer(as_("AN-1"))
    hold(as_("IN-E23000001"), MAIL)
    (seen,) = hits(as_("AN-1"))
    return seen.hit


def hits(who: Actor) -> Sequence[Seen]:
    return reading.listed(Call(who))[1]


def both_acknowledge(hit: UUID) -> None:
    for name in ("AN-2", "IN-E23000001"):
        answering.acknowledge(Call(as_(name)), hit)


def tasks(who: Actor) -> list[Any]:
    with working(who):
        found = Task.objects.filter(entity="deconfliction_hit", state="open").order_by("kind")
        return list(found.values_list("kind", "owner__pseudonym"))


def row(who: Actor) -> DeconflictionHit:
    with working(who):
        return DeconflictionHit.objects.get(org=who.org)


def secret(owner: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Read as the owner of the database."""
    with psycopg.connect(owner, autocommit=True) as db:
        return db.execute(statement.encode(), values).fetchall()


def say(who: str, hit: UUID, outcome: str) -> str:
    return answering.answer(Call(as_(who), reason=WHY), hit, answering.Outcome(outcome)).state
