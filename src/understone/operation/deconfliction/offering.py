"""Asking whether somebody else works on the same: there is no free query, one only asks for what one holds (§10).

An offer stores the identifier. Its answer is the same with a match and without: what a match leads to comes to the
duty contacts of both sides, as tasks.
"""

from dataclasses import dataclass
from uuid import UUID

from understone.canonical_json import Value
from understone.exchange.package_terms import Bool3
from understone.operation.deconfliction import guard, tagging
from understone.operation.deconfliction.errors import LimitReached
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.identifiers import NIL
from understone.operation.london import midnight_before
from understone.operation.organisations import limits
from understone.operation.selectors.kinds import Normal, Refused, SelectorKind
from understone.operation.selectors.models import Selector
from understone.operation.selectors.normal_forms import normalise
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Offered:
    """What an offer answers: what was stored, and nothing about anybody else."""

    kind: str
    normal: str
    strength: str
    left_today: int


def offer(
    call: Call, kind: SelectorKind, value: str, purpose: str, *, service: str | None = None, country: str | None = None
) -> Offered:
    """Store an identifier that one works on, for a stated purpose, so that others who hold the same are found.

    `service` and `country`: as the normal form of the kind asks for. At most 20 a day (Europe/London) a person, or
    as the limits say. Ledger: selector.added, deconfliction.queried. Raises `InputRefused`, `LimitReached`.
    """
    with acting(call, "selector.add") as act:
        _demand_purpose(purpose)
        made = normalise(kind, value, service=service, country=country)
        if isinstance(made, Refused):
            raise InputRefused(
                "value", f"no {kind}: {made.reason}", "write it as the source gave it, with what it needs"
            )
        count = tagging.effort("offered", 1, midnight_before(act.now))
        most = limits.held("offers_a_day")
        if count > most:
            raise LimitReached(f"you have offered {most} identifiers today", "go on tomorrow")
        row = _stored(act, made, value)
        if not tagging.eligible(row):
            raise InputRefused(
                "value", "so many share an identifier like this that it says nothing", "offer a stronger one"
            )
        tagging.tag(act, [row], purpose)
        return Offered(row.kind, row.normal, row.strength, most - count)


def _demand_purpose(purpose: str) -> None:
    if not purpose.strip():
        raise InputRefused("purpose", "a purpose is needed", "say what for: it stands in the ledger")


def _stored(act: Act, made: Normal, value: str) -> Selector:
    """Return the selector of the place where the actor writes, with this spelling among its own.

    As intake does, one that is met again is written again: so each offer writes rows and entries of the same kinds.
    """
    place = {"org_id": act.actor.org, "comp_id": act.actor.comp, "wall": NIL}
    kind, normal = made.kind.value, made.normal
    row = Selector.objects.select_for_update().filter(kind=kind, normal=normal, **place).first()
    if row is not None:
        act.change(row, raw=sorted({*row.raw, value}))
    else:
        told = {"raw": [value], "verified": Bool3.UNKNOWN.value, "strength": made.strength.value}
        (row,) = act.insert(
            [Selector(**act.made(kind=kind, normal=normal, confusable=made.confusable, degree=0, capped=False, **told))]
        )
    added: dict[str, Value] = {"kind": row.kind, "strength": row.strength, "degree": row.degree}
    act.record("selector.added", row, added, naming=[row], system=True)
    return row


def ask(call: Call, key: UUID, purpose: str) -> int:
    """Ask anew for every strong or medium selector of a subject that is not capped; return how many these are.

    Guard G9 wants it within the 24 hours before a package or a search. Ledger: deconfliction.queried. Raises
    `NoSuchRecord`, `InputRefused`, `NotPermitted`.
    """
    with acting(call, "deconfliction.answer") as act:
        subject = Subject.objects.filter(pk=key).first()
        if subject is None:
            raise NoSuchRecord("subject", str(key))
        _demand_purpose(purpose)
        rows = [row for row in guard.selectors_of(subject) if tagging.eligible(row)]
        tagging.tag(act, rows, purpose)
        return len(rows)
