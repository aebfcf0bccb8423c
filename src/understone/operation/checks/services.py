"""What a person does with checks: records one, takes in a file of nominals, decides who of it a subject is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior
from understone.operation.checks import matching, nominals, recording
from understone.operation.checks.models import NominalMatch, SubjectCheck
from understone.operation.checks.recording import Asked
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.linking import services as linking
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.descending import canonical, place
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

ACTION = "check.record"
SUGGESTED, CONFIRMED, DECLINED = "suggested", "confirmed", "declined"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its lines are matched, unmatched or rejected, and these three add up to `lines`.

    `suggested` are the new suggestions, of which one line may make several; `known` those that were there already.
    """

    lines: int
    matched: int
    unmatched: int
    rejected: tuple[nominals.Rejected, ...]
    suggested: tuple[UUID, ...]
    known: int


def record(call: Call, key: UUID, asked: Asked) -> SubjectCheck:
    """Record a check that was asked about a subject, and compute its risk anew.

    Ledger: check.recorded, risk.computed. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        subject = canonical(act, key)
        return recording.write(act, subject, asked)


def record_all(call: Call, key: UUID, asked: Sequence[Asked]) -> list[SubjectCheck]:
    """Record several checks that were asked about a subject, all or none, and compute its risk once. As `record`."""
    with acting(call, ACTION) as act:
        subject = canonical(act, key)
        return [recording.write(act, subject, each) for each in asked]


def import_nominals(call: Call, data: bytes, as_of: datetime | None = None) -> Imported:
    """Read a file of existing nominals (`nominals.COLUMNS`) of the time `as_of`, and suggest who of them a subject is.

    No check comes of it: each suggestion waits for a person. Ledger: task.set, one a suggestion. Raises `InputRefused`.
    """
    with acting(call, ACTION) as act:
        at = act.now if as_of is None else as_of
        if at.tzinfo is None or at > act.now:
            raise InputRefused("as of", f"{at} is still to come, or has no zone", "say of when the file is")
        read = nominals.read(data)
        linking.alone(act)  # it locks many subjects, and so does whoever joins or parts some
        found = matching.matches(act, read.nominals)
        suggested, known = _suggest(act, nominals.digest(data), at, found)
        matched = len({match.nominal.line for match in found})
        lines = len(read.nominals) + len(read.rejected)
        return Imported(lines, matched, len(read.nominals) - matched, tuple(read.rejected), tuple(suggested), known)


def _suggest(act: Act, file: str, as_of: datetime, found: list[matching.Match]) -> tuple[list[UUID], int]:
    rota, new, known = Rota(act, act.actor.role), [], 0
    subjects = {key: canonical(act, key) for key in sorted({match.subject for match in found})}
    for match in found:
        subject = subjects[match.subject]
        digest = match.nominal.digest()
        own = {"org_id": act.actor.org, "comp_id": subject.comp_id, "wall": subject.wall}
        if NominalMatch.objects.filter(subject=subject, digest=digest, **own).exists():
            known += 1
            continue
        (row,) = act.insert(
            [
                NominalMatch(
                    **act.made(
                        state=SUGGESTED,
                        owner_id=rota.next(),
                        due=act.now + clocks.span(*clocks.ANY_OPEN_STATE),
                        digest=digest,
                        file_digest=file,
                        line=match.nominal.line,
                        nominal=match.nominal.told(),
                        reasons=list(match.reasons),
                        as_of=as_of,
                        **place(subject),
                    )
                )
            ]
        )
        setting.set_for(act, [row], "decide nominal", also=[row])
        new.append(row.pk)
    return new, known


def confirm_match(call: Call, key: UUID) -> list[SubjectCheck]:
    """Say that a nominal is the subject: what the file said of them becomes checks, and the risk is computed anew.

    Guard: REASON. Ledger: check.recorded, task.done, risk.computed. Raises `GuardRefused`, `InputRefused`.
    """
    with acting(call, ACTION) as act:
        row, subject = _open_match(act, key)
        reason = act.reason(f"match {key}")
        checks = []
        act.change(row, state=CONFIRMED, owner_id=None, due=None, reason=reason)
        for asked in _checks_of(row, reason):
            also = (row,) if row.pk in act.unnamed else ()
            checks.append(recording.write(act, subject, _free(act, subject, asked), also=also))
        setting.done_for(act, row, f"{CONFIRMED}: {reason}")
        return checks


def decline_match(call: Call, key: UUID) -> None:
    """Say that a nominal is not the subject. Guard: REASON. Ledger: task.done. Raises `GuardRefused`."""
    with acting(call, ACTION) as act:
        row, _ = _open_match(act, key)
        reason = act.reason(f"match {key}")
        act.change(row, state=DECLINED, owner_id=None, due=None, reason=reason)
        setting.done_for(act, row, f"{DECLINED}: {reason}", also=[row])


def _open_match(act: Act, key: UUID) -> tuple[NominalMatch, Subject]:
    about = act.get(NominalMatch, key, expected=act.call.expected)
    subject = canonical(act, about.subject_id)
    if about.state != SUGGESTED:
        raise GuardRefused("REASON", f"match {key}", f"it is {about.state} already", "look at what was decided")
    return about, subject


def _checks_of(row: NominalMatch, reason: str) -> list[Asked]:
    """Return the checks that a nominal makes: of the register if the file says registered, else of local records.

    That a file says *not registered* is no answer of the register.
    """
    said: dict[str, Any] = row.nominal
    evidence = f"line {row.line} of the file {row.file_digest[:12]}: {'; '.join(row.reasons)}. {reason}"
    made = []
    if said["registered"] == Bool3.YES:
        made.append(Asked(CheckKind.REGISTER, CheckResult.MATCH, Bool3.YES, evidence=evidence, asked_at=row.as_of))
    if said["prior"] is not None or not made:
        prior = None if said["prior"] is None else Prior(said["prior"])
        made.append(Asked(CheckKind.LOCAL, CheckResult.MATCH, prior=prior, evidence=evidence, asked_at=row.as_of))
    return made


def _free(act: Act, subject: Subject, asked: Asked) -> Asked:
    """Two lines of one file may be the same person: the second is asked when it is decided."""
    stored = SubjectCheck.objects.filter(subject=subject, kind=asked.kind.value)
    taken = asked.asked_at in set(stored.values_list("asked_at", flat=True))
    return Asked(asked.kind, asked.result, asked.registered, asked.prior, asked.evidence) if taken else asked
