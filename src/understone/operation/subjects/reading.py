"""Subjects as a person sees them: lists by due time, and one opened, which stands on the ledger first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from understone.operation import due_order
from understone.operation.errors import NoSuchRecord
from understone.operation.referrals.models import Referral
from understone.operation.service import Act, Call, looking
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject

ENTITY = "subject"


@dataclass(frozen=True, slots=True)
class Line:
    """A subject in a list; `referrals` are its own, without those of its aliases."""

    id: UUID
    code: str
    state: str
    referrals: int
    flags: tuple[str, ...]
    alias_of: str | None
    owner: str | None
    due: datetime | None


def listed(
    call: Call, *, state: str | None = None, limit: int = 100, after: due_order.Place | None = None
) -> tuple[int, list[Line]]:
    """Return how many subjects the reader may see, and the first of them by due time; those without one come last.

    `after`: due time and id of the last one seen, for what comes next. Raises `NotPermitted`.
    """
    with looking(call, ENTITY):
        found = Subject.objects.exclude(state=gathering.ELIMINATED)
        found = found.filter(state=state) if state else found
        further = found if after is None else found.filter(due_order.beyond(after))
        rows = list(further.select_related("owner", "alias_of").order_by("due", "id")[:limit])
        tips = Referral.objects.filter(subject__in=rows).values_list("subject").annotate(count=Count("pk"))
        counts = dict(tips.order_by())  # of these alone: counting first would count every subject's
        return found.count(), [
            Line(
                row.pk,
                row.code,
                row.state,
                counts.get(row.pk, 0),
                flags(row),
                row.alias_of.code if row.alias_of else None,
                row.owner.pseudonym if row.owner else None,
                row.due,
            )
            for row in rows
        ]


def flags(subject: Subject) -> tuple[str, ...]:
    """Return the flags that block submission."""
    return tuple(name for name in ("basis_changed", "contradiction", "oversized") if getattr(subject, name))


def named(act: Act, code: str) -> Subject:
    """Return the subject of a spoken reference; one that was eliminated is not found. Raises `NoSuchRecord`."""
    subject = Subject.objects.filter(code=code).exclude(state=gathering.ELIMINATED).first()
    if subject is None:
        raise NoSuchRecord(ENTITY, code)
    return subject


def key_of(call: Call, code: str) -> UUID:
    """Return the key of the subject of a spoken reference. Raises `NoSuchRecord`, `NotPermitted`."""
    with looking(call, ENTITY) as act:
        return named(act, code).pk


def opened(call: Call, code: str, purpose: str) -> dict[str, Any]:
    """Return a subject with its referrals and its aliases; that it was seen stands on the ledger first."""
    with looking(call, ENTITY) as act:
        asked = named(act, code)
        subject = standing(asked)
        family = gathering.family(subject)
        act.record("view.record", subject, {"entity": ENTITY, "id": str(subject.pk), "purpose": purpose})
        aliases = Subject.objects.filter(pk__in=family - {subject.pk}).order_by("pk")
        return {
            "id": str(subject.pk),
            "code": subject.code,
            "asked": asked.code,
            "rev": subject.rev,
            "state": subject.state,
            "name": subject.name,
            "owner": subject.owner.pseudonym if subject.owner else None,
            "due": subject.due.isoformat() if subject.due else None,
            "flags": list(flags(subject)),
            "lead_force": subject.lead_force.code if subject.lead_force else None,
            "lead_rule": subject.lead_rule,
            "aliases": [each.code for each in aliases],
            "referrals": [
                {
                    "id": str(each.pk),
                    "source": each.source.code,
                    "source_ref": each.source_ref,
                    "received_at": each.received_at.isoformat(),
                    "grade": f"{each.source_eval}{each.intel}{each.handling}" if each.source_eval else None,
                }
                for each in gathering.referrals_of(subject)
            ],
        }


def standing(subject: Subject) -> Subject:
    """Return the end of the chain of aliases, as far as it is in sight; a reader may not be able to lock it."""
    while subject.alias_of_id is not None:
        kept = Subject.objects.filter(pk=subject.alias_of_id).first()
        if kept is None:
            return subject
        subject = kept
    return subject
