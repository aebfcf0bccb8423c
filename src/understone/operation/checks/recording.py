"""Writing a check in a call under way; the risk follows it in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior
from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.operation.checks import rules
from understone.operation.checks.models import SubjectCheck
from understone.operation.errors import InputRefused
from understone.operation.organisations.models import User
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects.descending import place
from understone.operation.subjects.models import Subject

ENTITY = "check"


@dataclass(frozen=True, slots=True)
class Asked:
    """A check as somebody states it. `second_by`: who else looked, of public office, by pseudonym."""

    kind: CheckKind
    result: CheckResult
    registered: Bool3 | None = None
    prior: Prior | None = None
    evidence: str | None = None
    second_by: str | None = None
    asked_at: datetime | None = None


def write(act: Act, subject: Subject, asked: Asked, *, also: tuple[Row, ...] = ()) -> SubjectCheck:
    """Store a check of a locked subject, or the answer to one that had none yet; the same again writes nothing.

    `also`: rows that the entry names too. Ledger: check.recorded. Raises `InputRefused`.
    """
    act.touch(subject.pk)
    where = f"check {asked.kind.value} of {subject.code}"
    why = rules.why_not(asked.kind, asked.result, asked.registered, asked.prior, asked.evidence)
    if why is not None:
        raise InputRefused(where, why, "say what the record answered, no more")
    at = act.now if asked.asked_at is None else asked.asked_at
    if at.tzinfo is None or at > act.now:
        raise InputRefused(where, f"it was asked at {at}: still to come, or without a zone", "say when it was asked")
    fields = {
        "result": asked.result.value,
        "registered": None if asked.registered is None else asked.registered.value,
        "prior": None if asked.prior is None else asked.prior.value,
        "evidence": asked.evidence,
        "second_by_id": _second(act, asked, where),
    }
    row = _there(act, subject, asked.kind, at)
    if row is None:
        (row,) = act.insert([SubjectCheck(**act.made(kind=asked.kind.value, asked_at=at, **fields, **place(subject)))])
    elif row.result == CheckResult.UNKNOWN and fields["result"] != CheckResult.UNKNOWN:
        act.change(row, **fields)
    elif any(getattr(row, name) != value for name, value in fields.items()):
        raise InputRefused(where, f"it is answered already: {row.result}", "record it as asked anew, at its own time")
    elif not also:
        return row
    told: dict[str, Any] = {"kind": row.kind, "result": row.result, "evidence": row.evidence}
    named = [each for each in (row, *also) if each.pk in act.unnamed]
    act.record("check.recorded", row, told, naming=named)
    return row


def _there(act: Act, subject: Subject, kind: CheckKind, at: datetime) -> SubjectCheck | None:
    own = {"org_id": act.actor.org, "comp_id": subject.comp_id, "wall": subject.wall}
    found = SubjectCheck.objects.select_for_update().filter(subject=subject, kind=kind.value, asked_at=at, **own)
    return found.first()


def _second(act: Act, asked: Asked, where: str) -> object:
    """Return the key of the second person, whom a check of public office needs and no other has."""
    if asked.kind is not CheckKind.PUBLIC_OFFICE:
        if asked.second_by is not None:
            raise InputRefused(where, "a second person is named of public office alone", "leave them out")
        return None
    person = User.objects.filter(pseudonym=asked.second_by, org_id=act.actor.org, active=True).first()
    if person is None or person.pk == act.actor.user:
        why = f"{asked.second_by or 'nobody'} is no second person: another active one of your organisation"
        raise InputRefused(where, why, "name a colleague who looked at it too")
    if not any(permissions.reading(ENTITY, role) is Level.READ for role in person.roles):
        raise InputRefused(
            where, f"{asked.second_by} has no role that reads checks", "name a colleague whose role does"
        )
    return person.pk
