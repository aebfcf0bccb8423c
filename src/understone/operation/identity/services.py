"""Asking providers who it is, storing what they answer, what supports it, and who is named by it."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from understone.operation import bulk, machines
from understone.operation.access.permissions import Level
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.identity import gate, grading_again
from understone.operation.identity.models import Corroboration, IdentityResolution, Preservation
from understone.operation.identity.replies_read import read_reply
from understone.operation.identity.requests import request_tokens
from understone.operation.identity.timeline import lease_of
from understone.operation.linking import services as linking
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.referrals.models import Capture, Original
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting
from understone.operation.tasks.rota import Rota

ACTION, OVERRIDE = "resolution.record", "identity.override"
LONGEST_OVERRIDE = timedelta(days=14)
_LEAD = timedelta(days=2)  # before a log expires, a request to keep it has to be out
_AT_ONCE = timedelta(hours=2)


def ask(call: Call, capture: UUID, provider: str, authority_ref: str) -> IdentityResolution:
    """Ask a provider about a capture; what is asked is copied from it.

    Ledger: resolution.requested. Raises `NoSuchRecord`, `InputRefused`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)  # what is about one person is counted and graded together
        row = act.get(Capture, capture)
        named = _stated(provider, "the provider"), _stated(authority_ref, "the lawful authority")
        n = IdentityResolution.objects.filter(capture=row.pk, provider=named[0]).count() + 1
        (made,) = act.insert(
            [
                IdentityResolution(
                    **act.made(
                        capture=row,
                        provider=named[0],
                        n=n,
                        authority_ref=named[1],
                        request_tokens=request_tokens(row, named[0], f"{row.pk}/{n}"),
                        sent_at=act.now,
                        **setting.walls(row.referral),
                    )
                )
            ]
        )
        told = {"capture": str(row.pk), "provider": named[0], "authority_ref": named[1]}
        act.record("resolution.requested", made, told, naming=[made])
        return made


def answer(call: Call, key: UUID, reply: bytes) -> IdentityResolution:
    """Store a provider's answer, a JSON object, and grade everything about the same person anew.

    An answer is stored once: another one is another question. Ledger: resolution.replied, resolution.graded. Raises
    `InputRefused`, `NoSuchRecord`, `Conflict`.
    """
    tokens = read_reply(reply)
    with acting(call, ACTION) as act:
        linking.alone(act)
        row = act.get(IdentityResolution, key, expected=call.expected)
        if row.reply_digest is not None:
            raise InputRefused(f"resolution {key}", "it is answered already", "ask anew: both answers then stand")
        digest = hashlib.sha256(reply).hexdigest()
        own = {"org_id": row.org_id, "comp_id": row.comp_id, **setting.walls(row)}
        bulk.insert([Original(digest=digest, content=reply, **own)], skip_conflicts=True)
        start, end = lease_of(tokens).certain
        subscriber = tokens.get("subscriber")
        act.change(
            row,
            replied_at=act.now,
            reply_digest=digest,
            reply_tokens=tokens,
            lease_start=start,
            lease_end=end,
            subscriber=None if subscriber is None else str(subscriber),
        )
        act.record("resolution.replied", row, {"reply_digest": digest}, naming=[row])
        return _graded(act, row)


def corroborate(
    call: Call, key: UUID, kind: Corroboration.Kind, source: str, observed_at: datetime, said: str
) -> IdentityResolution:
    """Record something of another kind that supports an answer, and grade anew. Raises as `answer`."""
    if observed_at.tzinfo is None:
        raise InputRefused("observed", "the time has no zone", "say it with its offset from UTC")
    with acting(call, ACTION) as act:
        linking.alone(act)
        row = act.get(IdentityResolution, key)
        if observed_at > act.now:
            raise InputRefused("observed", "that is in the future", "say when it was observed")
        own = {"resolution": row, "kind": kind.value, "source": _stated(source, "its source")}
        own |= {"observed_at": observed_at, "said": _stated(said, "what it says"), **setting.walls(row)}
        if Corroboration.objects.filter(
            **{name: own[name] for name in ("resolution", "kind", "source", "observed_at")}
        ):
            raise InputRefused(f"resolution {key}", "this is recorded already", "nothing needs doing")
        act.insert([made := Corroboration(**act.made(**own))])
        row = _graded(act, row, also=made)
        if made.pk in act.unnamed:  # it supports nothing new, and is told of all the same
            told = {
                "findings": [],
                "corroborators": [str(made.pk)],
                "confidence": row.confidence,
                "verdict": row.verdict,
            }
            act.record("resolution.graded", row, told, naming=[made])
        return row


def _graded(act: Act, row: IdentityResolution, *, also: Corroboration | None = None) -> IdentityResolution:
    everything = grading_again.about(row.capture.referral)
    grading_again.regrade(act, everything, also=also)
    return next(each for each in everything if each.pk == row.pk)


def propose_override(call: Call, key: UUID, until: datetime) -> Proposal:
    """Propose that an enforcement package may rest on an answer of confidence C, for 14 days at most.

    Guards: REASON, G4. Raises `InputRefused`, `GuardRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, OVERRIDE, Level.PROPOSE) as act:
        row = act.get(IdentityResolution, key, expected=call.expected)
        if row.confidence != "C":
            why = f"confidence {row.confidence or 'not graded'} cannot be overridden: only C can"
            raise GuardRefused("G1", f"resolution {key}", why, "ask again about what is wrong")
        if until.tzinfo is None or not act.now < until <= act.now + LONGEST_OVERRIDE:
            raise InputRefused("until", f"{until} is no time within 14 days", "give one, with its offset from UTC")
        payload = {"until": until.isoformat(), "confidence": row.confidence, "findings": row.findings}
        return proposals.propose(act, row, OVERRIDE, "AP", payload)


def override(call: Call, key: UUID) -> IdentityResolution:
    """Open the gate, as the second person. The grade and its findings stay. Ledger: resolution.overridden."""
    with acting(call, OVERRIDE, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, OVERRIDE)
        row = act.get(IdentityResolution, proposal.object)
        proposals.matched(proposal, row)
        proposals.complete(act, proposal)
        until = datetime.fromisoformat(proposal.payload["until"])
        by = {"override_by1_id": proposal.proposed_by_id, "override_by2_id": act.actor.user}
        act.change(row, override_reason=proposal.reason, override_until=until, **by)
        told: dict[str, Any] = {
            "by1": proposal.proposed_by.pseudonym,
            "by2": act.actor.pseudonym,
            "reason": proposal.reason,
            "until": until.isoformat(),
        }
        act.record("resolution.overridden", row, told, naming=[row, proposal])
        return row


def name(call: Call, subject: UUID, resolution: UUID, full_name: str | None = None, dob: date | None = None) -> Subject:
    """Name a subject by an answer about one of its own events. Guard: G1. Ledger: subject.identified.

    `full_name`: of the person whom the subscriber is; the subscriber as the provider names them if not given.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)
        row = act.get(Subject, subject, expected=call.expected)
        found = act.get(IdentityResolution, resolution)
        own = {each.pk for each in grading_again.of_subject(row)}
        if found.pk not in own:
            raise InputRefused(f"resolution {resolution}", f"it is not about {row.code}", "name one of its own")
        gate.may_name(found, f"subject {row.code}")
        event = "identified_later" if row.state == "with_force" else "identified"
        state = machines.transition("subject", row.state, event, act.actor.role).next_state
        setting.done_for(act, row, "identified")
        owner = Rota(act, "AN").next() if row.owner_id is None else row.owner_id
        act.change(
            row, state=state, name=full_name or found.subscriber, dob=dob, identified_by_id=found.pk, owner_id=owner
        )
        told = {
            "resolution": str(found.pk),
            "confidence": found.confidence,
            "override": gate.overridden(found, act.now),
        }
        act.record("subject.identified", row, told, naming=[row])
        act.touch(row.pk)
        setting.set_for(act, [row], "assess")
        return row


def preserve(call: Call, capture: UUID, provider: str, authority_ref: str, expires_at: datetime) -> Preservation:
    """Ask a provider to keep its data about a capture, before its log expires; a task runs until it is confirmed.

    Ledger: resolution.requested, task.set. Raises `InputRefused`, `NoSuchRecord`.
    """
    with acting(call, ACTION) as act:
        row = act.get(Capture, capture)
        if expires_at.tzinfo is None or expires_at <= act.now:
            raise InputRefused("expires", f"{expires_at} is past, or has no zone", "say when the provider's log ends")
        named = _stated(provider, "the provider")
        if Preservation.objects.filter(capture=row.pk, provider=named).exists():
            raise InputRefused(f"capture {capture}", f"{named} was asked to keep it", "see its task")
        due = max(expires_at - _LEAD, min(act.now + _AT_ONCE, expires_at))
        fields = {"capture": row, "provider": named, "authority_ref": _stated(authority_ref, "the lawful authority")}
        fields |= {"expires_at": expires_at, "state": "asked", "owner_id": act.actor.user, "due": due}
        (made,) = act.insert([Preservation(**act.made(**fields, **setting.walls(row.referral)))])
        told = {"capture": str(row.pk), "provider": named, "authority_ref": f"preservation: {authority_ref}"}
        act.record("resolution.requested", made, told, naming=[made])
        setting.set_for(act, [made], "have it preserved")
        return made


def preserved(call: Call, key: UUID) -> Preservation:
    """Record that the provider confirmed it keeps the data. Ledger: resolution.replied, task.done."""
    with acting(call, ACTION) as act:
        row = act.get(Preservation, key, expected=call.expected)
        if row.state != "asked":
            raise InputRefused(f"preservation {key}", "it is confirmed already", "nothing needs doing")
        setting.done_for(act, row, "preserved")
        act.change(row, state="confirmed", confirmed_at=act.now, owner_id=None, due=None)
        act.record("resolution.replied", row, {"reply_digest": None}, naming=[row])
        return row


def _stated(value: str, what: str) -> str:
    if not value.strip():
        raise InputRefused(what, f"{what} is not stated", f"state {what}")
    return value.strip()
