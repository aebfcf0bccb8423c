"""Checks as a person sees them: those of a subject with what was not asked, and nominals that wait for a decision."""

from typing import Any

from understone.operation.checks import rules
from understone.operation.checks.models import NominalMatch, SubjectCheck
from understone.operation.service import Call, looking
from understone.operation.subjects import gathering
from understone.operation.subjects import reading as subjects
from understone.operation.trust.models import PositionOfTrust

ENTITY = "check"


def of_subject(call: Call, code: str, purpose: str) -> dict[str, Any]:
    """Return a subject's checks and positions of trust; that they were seen stands on the ledger first."""
    with looking(call, ENTITY) as act:
        subject = subjects.standing(subjects.named(act, code))
        act.record("view.record", subject, {"entity": ENTITY, "id": str(subject.pk), "purpose": purpose})
        family = gathering.family(subject)
        found = list(
            SubjectCheck.objects.select_related("second_by").filter(subject__in=family).order_by("asked_at", "pk")
        )
        positions = PositionOfTrust.objects.filter(subject__in=family).order_by("kind", "employer")
        return {
            "code": subject.code,
            "checks": [
                {
                    "id": str(each.pk),
                    "kind": each.kind,
                    "asked_at": each.asked_at.isoformat(),
                    "result": each.result,
                    "registered": each.registered,
                    "prior": each.prior,
                    "evidence": each.evidence,
                    "second_by": each.second_by.pseudonym if each.second_by else None,
                }
                for each in found
            ],
            "not_asked": [kind.value for kind in rules.unasked(each.kind for each in found)],
            "trust": [
                {
                    "kind": each.kind,
                    "employer": each.employer,
                    "current": each.current,
                    "verified_at": each.verified_at and each.verified_at.isoformat(),
                    "lado_at": each.lado_at and each.lado_at.isoformat(),
                }
                for each in positions
            ],
        }


def waiting(call: Call, *, limit: int = 100) -> tuple[int, list[dict[str, Any]]]:
    """Return how many nominals wait to be decided, and the first of them by due time. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        found = NominalMatch.objects.filter(state="suggested")
        rows = found.select_related("subject", "owner").order_by("due", "pk")[:limit]
        return found.count(), [
            {
                "id": str(row.pk),
                "rev": row.rev,
                "subject": row.subject.code,
                "nominal": row.nominal,
                "reasons": row.reasons,
                "as_of": row.as_of.isoformat(),
                "owner": row.owner.pseudonym if row.owner else None,
                "due": row.due and row.due.isoformat(),
            }
            for row in rows
        ]
