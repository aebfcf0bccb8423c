"""Selectors as a person sees them: those of a referral, and who else carries one."""

from typing import Any
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.referrals.models import Capture
from understone.operation.selectors.models import Selector
from understone.operation.service import Call, looking

ENTITY = "selector"


def of_referral(call: Call, referral: UUID) -> list[dict[str, Any]]:
    """Return each capture with its selector, or why it has none. Raises `NotPermitted`, `NoSuchRecord`."""
    with looking(call, ENTITY) as act:
        captures = list(Capture.objects.select_related("selector").filter(referral=referral).order_by("pk"))
        if not captures:
            raise NoSuchRecord("referral with captures", str(referral))
        told = {"entity": "referral", "id": str(referral), "purpose": "its selectors"}
        act.record("view.record", f"referral/{referral}", told)
        return [
            {
                "capture": each.kind,
                "value": each.value,
                "place": each.json_path,
                "selector": None if each.selector is None else f"{each.selector.kind}:{each.selector.normal}",
                "strength": each.selector.strength if each.selector else None,
                "degree": each.selector.degree if each.selector else None,
                "capped": each.selector.capped if each.selector else None,
                "refused": each.refused,
            }
            for each in captures
        ]


def opened(call: Call, kind: str, normal: str) -> dict[str, Any]:
    """Return a selector and the referrals that carry it. Raises `NotPermitted`, `NoSuchRecord`."""
    with looking(call, ENTITY) as act:
        row = Selector.objects.filter(kind=kind, normal=normal).first()
        if row is None:
            raise NoSuchRecord(ENTITY, f"{kind}:{normal}")
        act.record("view.record", row, {"entity": ENTITY, "id": str(row.pk), "purpose": "who carries it"})
        carried = Capture.objects.filter(selector=row).order_by("referral_id").values_list("referral_id", flat=True)
        return {
            "kind": row.kind,
            "normal": row.normal,
            "raw": row.raw,
            "verified": row.verified,
            "strength": row.strength,
            "degree": row.degree,
            "capped": row.capped,
            "confusable": row.confusable,
            "referrals": [str(each) for each in dict.fromkeys(carried)],
        }
