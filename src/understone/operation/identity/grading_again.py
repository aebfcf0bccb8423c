"""Findings, corroborators and grade of every answered resolution about one person, anew after each new fact."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from understone.exchange.package_terms import Verdict
from understone.operation.access.context import turnable
from understone.operation.identity.checking import check
from understone.operation.identity.findings import Finding
from understone.operation.identity.grading import grade
from understone.operation.identity.models import Corroboration, IdentityResolution
from understone.operation.identity.requests import referral_statement
from understone.operation.identity.statements import Statements
from understone.operation.identity.strands import Strand, corroborators
from understone.operation.referrals.models import Capture, Referral
from understone.operation.referrals.parsed import CaptureKind
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting


def about(referral: Referral) -> Sequence[IdentityResolution]:
    """Return, locked, all resolutions about the person whom a referral is about: of its subject, else of it alone."""
    if referral.subject_id is not None:
        return of_subject(gathering.canonical([referral.subject_id])[0])
    return _locked(Q(capture__referral=referral.pk))


def of_subject(subject: Subject) -> Sequence[IdentityResolution]:
    """Return, locked, all resolutions about a subject and its aliases, in the order in which they were asked for."""
    return _locked(Q(capture__referral__subject__in=gathering.family(subject)))


def _locked(which: Q) -> Sequence[IdentityResolution]:
    found = IdentityResolution.objects.select_for_update(of=("self",)).filter(which)
    return list(found.select_related("capture__referral__source", "capture__selector").order_by("sent_at", "pk"))


def regrade(act: Act, resolutions: Sequence[IdentityResolution], *, also: Row | None = None) -> None:
    """Grade the answered ones; write and tell of those whose findings, support or grade changed.

    `also`: a new row that the first entry names too. Addresses that are reserved for documentation are public in a
    database whose clock can be turned, which is one for tests or the demonstration, and in no other.
    """
    answered = [row for row in resolutions if row.reply_tokens is not None]
    documentation = turnable()
    found = {row.pk: _findings(row, answered, act, documentation=documentation) for row in answered}
    blocked = {key for key, findings in found.items() if grade(findings).verdict is Verdict.BLOCK}
    for row in answered:
        support = _support(row, [each for each in answered if each.pk not in blocked])
        result = grade(found[row.pk], len(support))
        now: dict[str, Any] = {
            "findings": [{"code": each.code, "fields": list(each.fields), "said": each.said} for each in found[row.pk]],
            "corroborators": support,
            "verdict": result.verdict.value,
            "confidence": result.confidence.value,
        }
        if all(getattr(row, name) == value for name, value in now.items()):
            continue
        worse = row.confidence is not None and result.confidence > row.confidence
        if result.confidence.value != "C":  # an override is of grade C, and of this grade alone
            now |= {"override_until": None}
        act.change(row, **now)
        told: dict[str, Any] = {
            "findings": list(result.reasons),
            "corroborators": [str(each) for each in support],
            "confidence": result.confidence.value,
            "verdict": result.verdict.value,
        }
        act.record("resolution.graded", row, told, naming=[row] if also is None else [row, also], system=True)
        also = None
        if worse:
            _basis_changed(act, row)
    act.touch(*(key for row in answered if (key := row.capture.referral.subject_id) is not None))


def _findings(
    row: IdentityResolution, answered: Sequence[IdentityResolution], act: Act, *, documentation: bool
) -> tuple[Finding, ...]:
    capture = row.capture
    events = list(Capture.objects.filter(referral=capture.referral_id, kind=CaptureKind.IP).order_by("json_path", "pk"))
    reply = dict(row.reply_tokens or {})
    others = [
        {"event": number + 2, "subscriber": each.subscriber}
        for number, each in enumerate(other for other in answered if other.pk != row.pk)
    ]
    if others:
        stated = reply.get("other_resolutions")
        reply["other_resolutions"] = [*(stated if isinstance(stated, list) else []), *others]
    said = Statements(referral_statement(capture, events), row.request_tokens, reply, documentation=documentation)
    return check(said, now=act.now)


def _support(row: IdentityResolution, sound: Sequence[IdentityResolution]) -> list[Any]:
    """Return the keys of what independently says the same: other sound answers, and things of other kinds."""
    keys: dict[Strand, Any] = {}
    for each in sound:
        if each.pk != row.pk and each.subscriber and each.subscriber == row.subscriber:
            keys.setdefault(_strand(each), each.pk)
    for support in Corroboration.objects.filter(resolution=row.pk).order_by("observed_at", "pk"):
        keys.setdefault(Strand(support.kind, support.source, None, support.observed_at.date()), support.pk)
    return [keys[strand] for strand in corroborators(_strand(row), keys)]


def _strand(row: IdentityResolution) -> Strand:
    at = row.capture.occurred_at
    return Strand("resolution", row.provider, row.lease_start, None if at is None else at.date())


def _basis_changed(act: Act, row: IdentityResolution) -> None:
    """A worse grade of what a subject's name rests on blocks what is submitted, until somebody has looked."""
    for subject in Subject.objects.select_for_update().filter(identified_by=row.pk, alias_of__isnull=True):
        if not subject.basis_changed:
            act.change(subject, basis_changed=True)
            told = {"reason": "the grade of its identity became worse", "facts": [f"identity_resolution/{row.pk}"]}
            act.record("subject.basis_reviewed", subject, told, naming=[subject], system=True)
            setting.set_for(act, [subject], "review the identity")
