"""A lower band, or a later time to act by: one person proposes it, a second one decides (risk.lower, invariant 26)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from understone.exchange.package_terms import Band
from understone.operation.access.permissions import Level
from understone.operation.checks.models import SubjectCheck
from understone.operation.errors import Conflict, GuardRefused, InputRefused, NoSuchRecord
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.risk import deciding, holding, keeping, table
from understone.operation.risk.holding import Holding
from understone.operation.risk.models import RiskAssessment, RiskFact
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.descending import canonical
from understone.operation.subjects.models import Subject
from understone.operation.trust.models import PositionOfTrust

ACTION = "risk.lower"
_SECONDS = {"IN": "SV"}  # a force's supervisor for an investigator, an approver for everybody else


def propose(call: Call, key: UUID, band: Band, act_by: datetime | None = None, *, seen: int | None = None) -> Proposal:
    """Propose a lower band than holds, or a later time to act by; time counts from when the band was first computed.

    Guards: REASON, G4. Raises `Conflict`, `GuardRefused`, `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        subject = canonical(act, key)
        row = keeping.decided_on(act, subject, seen, call.expected)
        deciding.may_be(row, subject, band)
        before = keeping.holding(row)
        holds = _holds(act, before, band, act_by, deciding.where(subject))
        payload: dict[str, Any] = {
            "subject": subject.code,
            "n": row.n,
            "from": before.band.value,
            "band": band.value,
            "from_act_by": before.act_by.isoformat(),
            "act_by": holds.act_by.isoformat(),
            "computed": row.computed,
            "score": row.score,
            "unknowns": row.unknowns,
        }
        return proposals.propose(act, row, ACTION, _SECONDS.get(act.actor.role, "AP"), payload)


def _holds(act: Act, before: Holding, band: Band, act_by: datetime | None, where: str) -> Holding:
    if act_by is not None and not (act_by.tzinfo is not None and act.now < act_by <= act.now + table.act_within(band)):
        raise InputRefused(where, f"{act_by} is past, without a zone, or later than {band.value} allows", "say another")
    holds = holding.lowered(before, band, act_by)
    if not holding.needs_two(before, holds):
        raise InputRefused(where, "that is neither lower nor later", "confirm it: `understone risk confirm`")
    return holds


def complete(call: Call, key: UUID) -> RiskAssessment:
    """Do what was proposed, as the second person. Ledger: risk.confirmed. Raises as `proposals.taken_up`."""
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        about = RiskAssessment.objects.filter(pk=proposal.object).first()
        if about is None:
            raise NoSuchRecord(keeping.ENTITY, str(proposal.object))
        subject = canonical(act, about.subject_id)
        row = keeping.decided_on(act, subject, None, None)
        if row.pk != about.pk:
            raise Conflict(f"{keeping.ENTITY} of {subject.code}", "number", about.n, row.n)
        proposals.matched(proposal, row)
        _refuse_who_took_part(act, subject)
        proposals.complete(act, proposal)
        band = Band(proposal.payload["band"])
        holds = holding.lowered(keeping.holding(row), band, datetime.fromisoformat(proposal.payload["act_by"]))
        deciding.settle(
            act,
            subject,
            row,
            holds,
            reason=proposal.reason,
            second=(act.actor.user, act.actor.pseudonym),
            by=proposal.proposed_by_id,
            also=[proposal],
        )
        return row


def _refuse_who_took_part(act: Act, subject: Subject) -> None:
    """Refuse a second person, in whatever role, who recorded one of the facts that the band rests on (G4).

    The first revision says who did: later ones may be of whoever restricted the subject.
    """
    family = gathering.family(subject)
    for model in (RiskFact, SubjectCheck, PositionOfTrust):
        history = apps.get_model("operation", f"{model.__name__}Event")
        if history._default_manager.filter(subject__in=family, rev=1, recorded_by=act.actor.user).exists():
            why = "who recorded a fact of it made part of what is decided"
            raise GuardRefused("G4", deciding.where(subject), why, "ask a colleague who recorded none")
