"""Restricted subjects: a commander proposes who may read one, an approver completes it (specification §2).

The list holds an analyst, an approver and a commander of the agency at least, or nobody could work on the subject,
lengthen the list, or lift it. The subject's own force is left out by the person who names the readers.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from understone.operation.access import hiding
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused
from understone.operation.organisations import limits
from understone.operation.organisations.models import Membership, User
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.descending import unaliased
from understone.operation.subjects.models import Subject

ACTION = "access.restrict"
LONGEST = timedelta(days=90)
_NEEDED = {"AN": "an analyst", "AP": "an approver", "CO": "a commander"}


class Kind(StrEnum):
    """Whom a restriction protects the inquiry, and the person, from: curious colleagues."""

    POLICE = "police"
    PUBLIC_FIGURE = "public_figure"
    AGENCY_STAFF = "agency_staff"


def propose(call: Call, key: UUID, kind: Kind, readers: Mapping[str, datetime]) -> Proposal:
    """Propose that only these people, by pseudonym and until when, read a subject; for a restricted one: from now on.

    Guards: REASON, G4. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`, `GuardRefused`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        subject = unaliased(act, key, expected=call.expected)
        named = _readers(act, subject, readers)
        told = [{"reader": name, "user_id": str(user), "until": readers[name].isoformat()} for name, user in named]
        return proposals.propose(act, subject, ACTION, "AP", {"do": "restrict", "kind": kind.value, "readers": told})


def propose_to_lift(call: Call, key: UUID) -> Proposal:
    """Propose that a restricted subject is for everybody again who may read subjects. Raises as `propose`."""
    with acting(call, ACTION, Level.PROPOSE) as act:
        subject = unaliased(act, key, expected=call.expected)
        if not subject.restricted:
            raise InputRefused(f"subject {subject.code}", "it is not restricted", "nothing needs lifting")
        return proposals.propose(act, subject, ACTION, "AP", {"do": "lift"})


def complete(call: Call, key: UUID) -> None:
    """Do what was proposed, as the second person.

    Ledger: access.granted a reader and subject.restricted, or subject.unrestricted. Raises as `proposals.taken_up`.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        subject = act.get(Subject, proposal.object)
        proposals.matched(proposal, subject)
        proposals.complete(act, proposal)
        (_restrict if proposal.payload["do"] == "restrict" else _lift)(act, proposal, subject)


def _restrict(act: Act, proposal: Proposal, subject: Subject) -> None:
    readers, by = proposal.payload["readers"], act.actor.pseudonym
    for each in readers:
        told = {"user": each["reader"], "grant": f"reader {subject.code}", "until": each["until"], "second_by": by}
        named = [proposal] if each is readers[0] else []
        act.record("access.granted", f"person/{each['user_id']}", told, naming=named)
    act.noted(hiding.restrict(proposal.pk, act.op_id))
    told = {"kind": proposal.payload["kind"], "readers": [each["reader"] for each in readers]}
    until = max(each["until"] for each in readers)
    act.record("subject.restricted", _about(subject), {**told, "until": until})


def _lift(act: Act, proposal: Proposal, subject: Subject) -> None:
    told: dict[str, Any] = {"reason": proposal.reason, "second_by": act.actor.pseudonym}
    act.record(
        "access.revoked", _about(subject), {"user": "all", "grant": "reader", "cause": "lifted"}, naming=[proposal]
    )
    act.noted(hiding.lift(proposal.pk, act.op_id))
    act.record("subject.unrestricted", _about(subject), told)


def _about(subject: Subject) -> str:
    return f"subject/{subject.pk}"


def _readers(act: Act, subject: Subject, readers: Mapping[str, datetime]) -> list[tuple[str, UUID]]:
    where = f"subject {subject.code}"
    most = limits.held("restricted_readers")
    if not 1 <= len(readers) <= most:
        raise InputRefused(where, f"{len(readers)} readers are named", f"name 1 to {most}")
    people = {person.pseudonym: person for person in User.objects.filter(pseudonym__in=readers, active=True)}
    for name, until in readers.items():
        if name not in people:
            raise InputRefused(where, f"there is no active person {name}", "see `understone operation person list`")
        if until.tzinfo is None or not act.now < until <= act.now + LONGEST:
            raise InputRefused(where, f"{name} may read it until {until}", "say when, within 90 days, with its zone")
    inside = set(
        Membership.objects.filter(comp=subject.comp_id, until__gt=act.now, user__pseudonym__in=readers).values_list(
            "user__pseudonym", flat=True
        )
    )
    able = [person for name, person in people.items() if name in inside and person.org_id == subject.org_id]
    for role, what in _NEEDED.items():
        if not any(role in person.roles for person in able):
            raise InputRefused(
                where, f"{what} of the agency is not among the readers", f"name {what} with the compartment"
            )
    return [(name, people[name].pk) for name in sorted(people)]
