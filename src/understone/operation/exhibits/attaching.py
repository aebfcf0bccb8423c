"""Joining an examiner's case file to the exhibit that it is of, with its findings (guard CASEFILE).

A million findings do not fit one transaction: they come in batches, each with where it ends, and the exhibit is
examined with the last. Whatever stops it in between, the same command goes on there; once it is done, again it writes
nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from understone.operation import bulk, machines
from understone.operation.access.hiding import Written
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.exhibits import case_file, duties
from understone.operation.exhibits.case_file import Case, Cursor, Place, Reading
from understone.operation.exhibits.models import Examination, Exhibit
from understone.operation.grading import pictures
from understone.operation.grading.models import Finding
from understone.operation.service import Act, Call, acting, entity
from understone.operation.tasks import setting
from understone.progress import Progress, Report, silent

ACTION = "examination.run"
BATCH = 2_000
_ATTACHED, _STATED, _UNDER_WAY = "attached", "not_examined", "examining"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the examiner states of a case file: the digest (its own, if none is given), the run (the latest).

    `partial`: they know that not every volume was examined, and let it stand as a partial examination.
    """

    digest: str | None = None
    run: int | None = None
    partial: bool = False


def attach(
    call: Call, key: UUID, case: Path, stated: Stated | None = None, *, report: Report = silent, batch: int = BATCH
) -> Examination:
    """Join a case file to an exhibit under examination: its findings are stored, and the exhibit is examined.

    Guard: CASEFILE, that the digest stated is that of the canonical export. Volumes that were not examined make it
    partial, which is said by whoever attaches it. Ledger: finding.recorded, one a batch; exhibit.examined, task.done,
    task.set with the last. Raises `CaseFileError`, `GuardRefused`, `InputRefused`, `TransitionRefused`, `NoSuchRecord`,
    `Conflict`.
    """
    said = stated or Stated()
    with acting(call, ACTION) as act:  # who may not, or of what cannot be, is told before anything is read
        _may_be_examined(act, act.get(Exhibit, key, expected=call.expected))
    on = replace(call, once=None, expected=None)
    with case_file.opened(case, said.run) as opened:
        reading = opened.reading(report)
        while True:
            with acting(on, ACTION) as act:
                row, left = _next(act, key, opened, reading, said, batch)
            report(Progress("attach", reading.total - left, reading.total, "findings"))
            if left == 0:
                return row


def _may_be_examined(act: Act, exhibit: Exhibit) -> None:
    if not Examination.objects.filter(exhibit=exhibit).exists():
        machines.transition(duties.MACHINE, exhibit.state, "examined", act.actor.role)


def _next(act: Act, key: UUID, case: Case, reading: Reading, said: Stated, batch: int) -> tuple[Examination, int]:
    """Store the next batch; return the examination, and how many findings are still to come."""
    exhibit = act.get(Exhibit, key)
    there = Examination.objects.select_for_update(of=("self",)).filter(
        exhibit=exhibit, case_file_digest=reading.computed
    )
    row = there.first()
    cursor, done = _progress(row)
    if row is not None and done == reading.total:
        if exhibit.state == _UNDER_WAY:  # examined once more, with the very same result
            _examined(act, exhibit, row, [])
        return row, 0
    machines.transition(duties.MACHINE, exhibit.state, "examined", act.actor.role)
    if row is None:
        _demand(exhibit, reading, said)
    places = case.after(cursor, batch)
    written, findings = _store(act, exhibit, row, reading, places, done + len(places))
    left = reading.total - done - len(places)
    assert places or left == 0, "the case file holds fewer findings than it counts"
    if places:
        _tell(act, written, places, findings, [written] if left else [])
    if left == 0:
        _examined(act, exhibit, written, [written])
    return written, left


def _examined(act: Act, exhibit: Exhibit, row: Examination, also: Sequence[Examination]) -> None:
    step = machines.transition(duties.MACHINE, exhibit.state, "examined", act.actor.role)
    duties.done(act, [exhibit], "examined")
    act.change(exhibit, state=step.next_state, owner_id=act.actor.user, due=duties.by_then(act))
    told = {
        "case_file_digest": row.case_file_digest,
        "tool": row.tool,
        "known_sets": row.known_sets,
        "counts": {name: value for name, value in row.counts.items() if name != _ATTACHED},
    }
    act.record("exhibit.examined", exhibit, told, naming=[exhibit, *also])
    setting.set_for(act, [exhibit], duties.REPORT)


def _progress(row: Examination | None) -> tuple[Cursor, int]:
    if row is None:
        return case_file.BEGINNING, 0
    attached = row.counts[_ATTACHED]
    return (attached["after"][0], attached["after"][1]), attached["done"]


def _demand(exhibit: Exhibit, reading: Reading, said: Stated) -> None:
    """CASEFILE, and that what was left out is said."""
    where = f"exhibit {exhibit.ref}"
    if reading.faults:
        raise InputRefused(
            where, reading.faults[0], "run the same `understone examine` command to its end, then attach"
        )
    digest = (said.digest or reading.stated or "").lower()
    if digest != reading.computed:
        why = f"the canonical export has the digest {reading.computed}, stated is {digest or 'none'}"
        raise GuardRefused("CASEFILE", where, why, "attach the case file as the examiner left it, with its own digest")
    if reading.not_examined and not said.partial:
        why = f"not everything was examined: {'; '.join(reading.not_examined)}"
        raise InputRefused(where, why, "examine it, or say that it stands as a partial examination (--partial)")


def _store(
    act: Act, exhibit: Exhibit, row: Examination | None, reading: Reading, places: Sequence[Place], done: int
) -> tuple[Examination, list[Finding]]:
    """Write a batch, and where it ends; return the examination, and the findings that are new of it."""
    last = done == reading.total
    status = "partial" if reading.not_examined or not last else "complete"
    after = list(places[-1].at) if places else list(_progress(row)[0])
    counts = {
        **reading.counts,
        _STATED: list(reading.not_examined),
        _ATTACHED: {"done": done, "total": reading.total, "after": after},
    }
    if row is None:
        row = Examination(
            **act.made(
                comp_id=exhibit.comp_id,
                shared_to=exhibit.shared_to,
                exhibit=exhibit,
                case_file_digest=reading.computed,
                tool=reading.tool,
                known_sets=list(reading.known_sets),
                status=status,
                counts=counts,
                **setting.walls(exhibit),
            )
        )
        act.insert([row])
    else:
        act.change(row, status=status, counts=counts)
    return row, _insert(act, exhibit, row, places)


def _insert(act: Act, exhibit: Exhibit, row: Examination, places: Sequence[Place]) -> list[Finding]:
    """Write and return the findings of a batch. A place that is listed twice, deleted and there, is one finding."""
    digests = sorted({place.sha256 for place in places})
    settled = pictures.settled(digests, held=True) if digests else {}
    like = {"comp_id": exhibit.comp_id, "shared_to": [], "examination_id": row.pk, **setting.walls(exhibit)}
    rows = act.many(Finding, [{**like, **_fields(place, settled.get(place.sha256))} for place in places])
    bulk.insert(rows, skip_conflicts=True)
    there = set(Finding.objects.filter(pk__among=[finding.pk for finding in rows]).values_list("pk", flat=True))
    new = [finding for finding in rows if finding.pk in there]
    act.noted([Written(entity(Finding), finding.pk, 1) for finding in new])
    return new


def _fields(place: Place, category: str | None) -> dict[str, Any]:
    return {
        "volume": str(place.at[0]),
        "inode": place.inode,
        "stream": place.stream,
        "path": place.path,
        "sha256": place.sha256,
        "state": "provisional" if category is None else "settled",
        "match": place.match,
        "lists": list(place.lists),
        "distance": place.distance,
        "provisional": category is None,
        "category": category,
        "scheme": None if category is None else pictures.SCHEME,
        "facts": place.facts,
    }


def _tell(
    act: Act, row: Examination, places: Sequence[Place], findings: Sequence[Finding], also: Sequence[Examination]
) -> None:
    """Tell of a batch in one entry, which names every finding of it."""
    told: dict[str, Any] = {
        "match": dict(Counter(place.match for place in places)),
        "lists": sorted({name for place in places for name in place.lists}),
        "provisional": sum(finding.provisional for finding in findings),
    }
    act.record("finding.recorded", row, told, naming=[*findings, *also])
