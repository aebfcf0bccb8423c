"""Guard G1: what a confidence allows (specification §8). D, E and no grade name nobody; nobody can override them."""

from datetime import datetime

from understone.exchange.package_terms import Letter
from understone.operation.errors import GuardRefused
from understone.operation.identity import grading_again
from understone.operation.identity.models import IdentityResolution
from understone.operation.service import Act
from understone.operation.subjects.models import Subject

_SURE = (Letter.A, Letter.B)
NAMING = (*_SURE, Letter.C)


def confidence_of(subject: Subject) -> Letter | None:
    """Return the confidence of the resolution that a subject's name rests on; None before there is one."""
    row = subject.identified_by
    return None if row is None or row.confidence is None else Letter(row.confidence)


def may_name(row: IdentityResolution | None, where: str) -> IdentityResolution:
    """Let pass a resolution that a person may be named by. Raises `GuardRefused`."""
    if row is None or row.confidence is None:
        raise GuardRefused("G1", where, "no provider's answer says who it is", "ask a provider about one of its events")
    if row.confidence not in NAMING:
        why = f"the answer has confidence {row.confidence}: {', '.join(each['code'] for each in row.findings)}"
        raise GuardRefused("G1", where, why, "ask again about what is wrong; nobody is named by this answer")
    return row


def enforceable(act: Act, subject: Subject) -> IdentityResolution:
    """Return what an enforcement package may rest on: A or B, or C with a live override. Raises `GuardRefused`."""
    return enforceable_at(act.now, subject)


def enforceable_at(at: datetime, subject: Subject) -> IdentityResolution:
    """Return what a package or a search may rest on at a moment. Raises `GuardRefused`."""
    row = may_name(subject.identified_by, f"subject {subject.code}")
    if row.confidence in _SURE or overridden(row, at):
        return row
    why = ", ".join(each["code"] for each in row.findings) or "nothing independent supports it"
    raise GuardRefused(
        "G1",
        f"subject {subject.code}",
        f"confidence C carries no enforcement package: {why}",
        "find independent support, or let two persons override it for 14 days at most",
    )


def developable(subject: Subject) -> IdentityResolution:
    """Return the best answer that a development package may rest on: A to D; at D it names nobody.

    Raises `GuardRefused` where every answer has E, or there is none.
    """
    answered = [row for row in grading_again.of_subject(subject) if row.confidence is not None]
    best = min(answered, key=lambda row: str(row.confidence), default=None)
    if best is None or best.confidence == Letter.E:
        why = "no provider has answered" if best is None else "every answer has confidence E: nothing may be derived"
        raise GuardRefused("G1", f"subject {subject.code}", why, "ask a provider about one of its events")
    return best


def overridden(row: IdentityResolution, now: datetime) -> bool:
    """Tell whether two persons opened the gate, and it is still open."""
    return row.confidence == Letter.C and row.override_until is not None and row.override_until > now
