"""Giving the schedule of a subject to the prosecutor or to the defence: two persons agree, and its digest is kept."""

import hashlib
from enum import StrEnum
from typing import Any
from uuid import UUID

from understone import canonical_json
from understone.operation.access.permissions import Level
from understone.operation.disclosure import listing
from understone.operation.disclosure.listing import ACTION
from understone.operation.errors import InputRefused
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import cases
from understone.operation.subjects.cases import Case

SCHEMA = "understone/disclosure/1"
_SECONDS = {"AN": "AP", "IN": "SV"}


class Recipient(StrEnum):
    """To whom it is given; what is sensitive, or not relevant, does not go to the defence."""

    PROSECUTOR = "prosecutor"
    DEFENCE = "defence"


def propose(call: Call, key: UUID, recipient: Recipient) -> Proposal:
    """Propose to give a subject's schedule, as it stands now, to a recipient: the second person sees it whole.

    Guards: REASON, G4. Raises `InputRefused` where the list is empty, not up to date, or holds items that nobody has
    judged; `NoSuchRecord`, `GuardRefused`, `ReasonMissing`, `NotPermitted`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        case = cases.held(act, key)
        schedule = _schedule(act, case, recipient)
        said = {"do": "disclose", "recipient": recipient.value, "digest": digest(schedule), "schedule": schedule}
        return proposals.propose(act, case.subject, ACTION, _SECONDS[act.actor.role], said)


def complete(call: Call, key: UUID) -> Proposal:
    """Agree to it, as the second person; then it may be exported. Ledger: disclosure.made.

    Raises as `propose`; `InputRefused` where the list is another by now.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        case = cases.held(act, proposal.object)
        recipient = Recipient(proposal.payload["recipient"])
        if digest(_schedule(act, case, recipient)) != proposal.payload["digest"]:
            why = "the list is another than the one that was proposed"
            raise InputRefused(f"proposal {key}", why, "decline it, and have the list proposed as it is now")
        proposals.complete(act, proposal)
        told: dict[str, Any] = {"recipient": recipient.value, "digest": proposal.payload["digest"]}
        about = f"subject/{case.subject.pk}"
        act.record("disclosure.made", about, {**told, "second_by": act.actor.pseudonym}, naming=[proposal])
        return proposal


def written(schedule: dict[str, Any]) -> bytes:
    """Return the bytes of a schedule, canonical JSON: what is exported, and what the digest is of."""
    return canonical_json.dumps(schedule)


def digest(schedule: dict[str, Any]) -> str:
    """Return the SHA-256 of the bytes."""
    return hashlib.sha256(written(schedule)).hexdigest()


def _schedule(act: Act, case: Case, recipient: Recipient) -> dict[str, Any]:
    where = f"disclosure of {case.subject.code}"
    rows = listing.items(act, case)
    if not rows:
        raise InputRefused(where, "nothing is listed", "list it first: `understone disclosure list`")
    if listing.new_since(rows, case):
        raise InputRefused(where, "the list is not up to date", "list it again: `understone disclosure list`")
    left = [str(row.number) for row in rows if row.sensitive is None or row.relevant is None]
    if left:
        why = f"nobody has judged item {', '.join(left[:5])}{' and others' if len(left) > 5 else ''}"
        raise InputRefused(where, why, "judge each: `understone disclosure judge`")
    to_defence = recipient is Recipient.DEFENCE
    given = [row for row in rows if not to_defence or (row.relevant and not row.sensitive)]
    return {
        "schema": SCHEMA,
        "subject": case.subject.code,
        "by": act.actor.org_code,
        "recipient": recipient.value,
        "items": [listing.line(row) for row in given],
    }
