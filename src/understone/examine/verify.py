"""Verify: read each finding again from the evidence, perhaps on another day and another copy, and check its digests."""

from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from understone.errors import CaseFileError
from understone.examine import queries
from understone.examine.casefile import CaseFile
from understone.examine.pool import Lost, Pool
from understone.examine.protocol import EntriesRead, EntryRead, OpenEvidence, ReadEntry
from understone.examine.reading import split_loss
from understone.examine.work import POLL_SECONDS
from understone.progress import Progress, Report, silent

Verdict = Literal["same", "differs", "unreadable"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What reading one finding again gave."""

    finding: queries.FindingRow
    verdict: Verdict
    detail: str


def verify(
    case: Path, evidence: Path, *, workers: int = 0, patience: float = 60.0, report: Report = silent
) -> list[Verified]:
    """Re-read the findings of every run over `evidence` and compare all their digests.

    Raises `CaseFileError` if the case file is of other evidence, `EvidenceError` if it cannot be opened.
    """
    with ExitStack() as stack:
        case_file = stack.enter_context(CaseFile.open(case))
        pool = Pool(workers or 1, patience=patience)
        stack.callback(pool.close)
        pool.begin(OpenEvidence(str(evidence), ()))
        fingerprint = pool.wait_until_opened().fingerprint
        run_ids = [
            row["id"]
            for row in case_file.db.execute(
                "SELECT r.id FROM run r JOIN evidence e ON e.id = r.evidence_id WHERE e.fingerprint = ? ORDER BY r.id",
                (fingerprint,),
            )
        ]
        if not run_ids:
            names = ", ".join(row["name"] for row in case_file.db.execute("SELECT name FROM evidence ORDER BY id"))
            raise CaseFileError(
                f"this case file is of other evidence: {names or 'none yet'}",
                f"{case} and {evidence}",
                "name the evidence that was examined into it, or a complete copy",
            )
        findings = [finding for run_id in run_ids for finding in queries.findings(case_file.db, run_id)]
        addresses = {
            finding.finding_id: case_file.db.execute(
                "SELECT e.address FROM finding f JOIN entry e ON e.id = f.entry_id WHERE f.id = ?",
                (finding.finding_id,),
            ).fetchone()["address"]
            for finding in findings
        }
        tasks = [
            ReadEntry(
                finding.finding_id, finding.volume, addresses[finding.finding_id], finding.size, every_digest=True
            )
            for finding in findings
        ]
        reads = _read_all(pool, tasks, report)
        return [_judge(finding, reads[finding.finding_id]) for finding in findings]


def _read_all(pool: Pool, tasks: Sequence[ReadEntry], report: Report) -> dict[int, EntryRead | str]:
    """Read all tasks; return by their number what was read, or why it could not be."""
    left, results = deque(tasks), dict[int, EntryRead | str]()
    lost_once: set[int] = set()
    while len(results) < len(tasks):
        report(Progress("reading findings again", len(results), len(tasks), "findings"))
        for worker in pool.hungry():
            if left:
                pool.feed(worker, (left.popleft(),))
        for event in pool.poll(POLL_SECONDS):
            if isinstance(event, Lost):
                again, blamed = split_loss(event, lost_once)
                left.extend(again)
                results.update((task.entry_id, reason) for task, reason in blamed)
            elif isinstance(event.report, EntriesRead):
                results.update((read.entry_id, read) for read in event.report.items)
    return results


def _judge(finding: queries.FindingRow, read: EntryRead | str) -> Verified:
    if isinstance(read, str):
        return Verified(finding, "unreadable", read)
    if read.state != "read":
        return Verified(finding, "unreadable", read.reason)
    recorded = {"md5": finding.md5, "sha1": finding.sha1, "sha256": finding.sha256}
    again = {kind: value.hex() for kind, value in read.digests.given()}
    differing = [kind for kind, value in again.items() if recorded[kind] not in (None, value)]
    if differing:
        return Verified(finding, "differs", f"{', '.join(differing)} of the content now is not what was recorded")
    return Verified(finding, "same", "")
