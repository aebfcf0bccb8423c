"""Recording a position of trust; the risk follows it in the same transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Bool3, TrustKind
from understone.operation.errors import InputRefused
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.descending import canonical, place
from understone.operation.trust.models import PositionOfTrust

ACTION = "trust.record"


def record(
    call: Call,
    key: UUID,
    kind: TrustKind,
    employer: str,
    current: Bool3,
    *,
    verified_at: datetime | None = None,
    lado_at: datetime | None = None,
) -> PositionOfTrust:
    """Record a position, or what is known of it now; the same again writes nothing.

    A time that is left out stays as it was. Ledger: trust.recorded, risk.computed. Raises `InputRefused`,
    `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        subject = canonical(act, key)
        where = f"trust of {subject.code}"
        if not employer.strip():
            raise InputRefused(where, "no employer is named", "say where; `not known` if nobody knows")
        for at in (verified_at, lado_at):
            _past(act, where, at)
        own = {"org_id": act.actor.org, "comp_id": subject.comp_id, "wall": subject.wall}
        row = PositionOfTrust.objects.filter(subject=subject, kind=kind.value, employer=employer, **own).first()
        if row is None:
            made = {"kind": kind.value, "employer": employer, "current": current.value, "verified_at": verified_at}
            (row,) = act.insert([PositionOfTrust(**act.made(lado_at=lado_at, **made, **place(subject)))])
        else:
            row = act.get(PositionOfTrust, row.pk, expected=call.expected)
            new = {"current": current.value, "verified_at": verified_at or row.verified_at}
            new |= {"lado_at": lado_at or row.lado_at}
            if all(getattr(row, name) == value for name, value in new.items()):
                return row
            act.change(row, **new)
        verified = row.verified_at and row.verified_at.isoformat()
        told: dict[str, Any] = {"kind": row.kind, "current": row.current, "verified": verified}
        act.record("trust.recorded", row, told, naming=[row])
        act.touch(subject.pk)
        return row


def _past(act: Act, where: str, at: datetime | None) -> None:
    if at is not None and (at.tzinfo is None or at > act.now):
        raise InputRefused(where, f"{at} is still to come, or has no zone", "say when it was")
