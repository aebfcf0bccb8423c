"""One examination: evidence and known sets in, a complete case file out, going on wherever an earlier start stopped.

Everything a worker reports is committed before more is asked for, so a kill at any moment loses only work in hand.
"""

import hashlib
import os
import platform
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from understone import __version__, canonical_json
from understone.digests import KINDS
from understone.errors import CaseFileError, UsageError
from understone.examine import record
from understone.examine.casefile import CaseFile, as_json
from understone.examine.closing import (
    check_something_was_read,
    check_stored_digest,
    check_unchanged,
    confirm_findings,
)
from understone.examine.export import export_digest
from understone.examine.pool import Pool
from understone.examine.protocol import Opened, OpenEvidence
from understone.examine.reading import walk_and_read
from understone.examine.work import Options, Work
from understone.progress import Progress, Report, silent
from understone.shown import plain

if TYPE_CHECKING:
    from understone.known.known_set import KnownSet


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an examination ended, read from the case file. `resumed`: an earlier session had begun it."""

    run_id: int
    findings: int
    errors: int
    resumed: bool
    already_complete: bool
    seconds: float


def examine(
    evidence: Path,
    known_sets: Sequence[Path],
    case: Path,
    options: Options = Options(),  # noqa: B008 — a frozen record
    report: Report = silent,
) -> Outcome:
    """Examine `evidence` against `known_sets` into the case file `case`; the same call again resumes or confirms.

    Raises `KnownError`, `EvidenceError`, `CaseFileError`, `OutputError`; on KeyboardInterrupt what was done is kept.
    """
    started = time.monotonic()
    if not known_sets:
        raise UsageError(
            "no known set is given: nothing could be recognised", "--known", "name one or more with --known"
        )
    with ExitStack() as stack:
        # The workers come up while the known sets are checked.
        pool = Pool(options.workers or os.cpu_count() or 1, patience=options.patience)
        stack.callback(pool.close)
        sets = _open_sets(known_sets, stack, report)
        # Before a case file exists, know that the evidence opens: a typing error leaves nothing behind.
        report(Progress("opening the evidence", 0, None, "volumes"))
        answered = tuple(kind for kind in KINDS if any(kind in known.answers for known in sets))
        pool.begin(OpenEvidence(str(evidence), answered, decode=not options.exact_only))
        opened = pool.wait_until_opened()
        case_file = stack.enter_context(CaseFile.create_or_open(case))
        run_id = _register(case_file, evidence, opened, sets, options)
        rows = case_file.db.execute("SELECT ordinal, id FROM volume WHERE run_id = ? ORDER BY ordinal", (run_id,))
        volume_ids = {row["ordinal"]: row["id"] for row in rows}
        work = Work(evidence, case_file, run_id, volume_ids, pool, sets, opened, options, report)
        if options.retry:
            with case_file.changing() as db:
                record.forget_unread(db, run_id)
        state = case_file.db.execute("SELECT state FROM run WHERE id = ?", (run_id,)).fetchone()["state"]
        resumed = work.count("session") > 0
        if state != "complete":
            _carry_out(work)
        return Outcome(
            run_id,
            work.count("finding"),
            work.count("error"),
            resumed,
            state == "complete",
            time.monotonic() - started,
        )


def run_key(known_digests: Sequence[str], options: Options) -> str:
    """Return what a result rests on, as one digest: tool, known sets, options. Another key is another run."""
    body: dict[str, canonical_json.Value] = {
        "tool": __version__,
        "known": sorted(known_digests),
        "radius": options.radius,
        "exact_only": options.exact_only,
    }
    if not options.exact_only:
        body["read_of_pictures"] = "pdq, camera"
    return hashlib.sha256(canonical_json.dumps(body)).hexdigest()


def _open_sets(paths: Sequence[Path], stack: ExitStack, report: Report) -> "list[KnownSet]":
    """Open and verify each known set: a result must not rest on a list that a bad disk has changed."""
    from understone.known.known_set import KnownSet

    sets = []
    for number, path in enumerate(paths):
        report(Progress("checking the known sets", number, len(paths), "sets"))
        known = stack.enter_context(KnownSet.open(path))
        known.verify()
        sets.append(known)
    return sets


def _register(case_file: CaseFile, evidence: Path, opened: Opened, sets: "Sequence[KnownSet]", options: Options) -> int:
    """Write what this run rests on and return it; refuse a case file of other evidence unless it is to join."""
    db = case_file.db
    others = [
        row["name"] for row in db.execute("SELECT name FROM evidence WHERE fingerprint != ?", (opened.fingerprint,))
    ]
    there = db.execute("SELECT 1 FROM evidence WHERE fingerprint = ?", (opened.fingerprint,)).fetchone()
    if others and there is None and not options.join:
        raise CaseFileError(
            f"this case file is of other evidence: {', '.join(others)}",
            str(case_file.path),
            "name another case file, or say --join if both belong to one case",
        )
    digests = [known.digest for known in sets]
    with case_file.changing():
        evidence_id = record.evidence(db, plain(str(evidence)), plain(evidence.name or str(evidence)), opened)
        for known in sets:
            record.known_set(db, known)
        lasting = as_json({"radius": options.radius, "exact_only": options.exact_only})
        run_id = record.run(db, evidence_id, run_key(digests, options), digests, lasting)
        record.volumes(db, run_id, opened.volumes)
    return run_id


def _carry_out(work: Work) -> None:
    """Do everything that is left of a run, and write how this session ended."""
    with work.case_file.changing() as db:
        session = record.session(db, work.run_id, as_json(_environment(work)))
    outcome = "stopped by an error"
    try:
        walk_and_read(work)
        confirm_findings(work)
        if work.options.check_stored:
            check_stored_digest(work)
        check_something_was_read(work)
        check_unchanged(work)
        with work.case_file.changing() as db:
            digest = export_digest(db, work.run_id)
            db.execute("UPDATE run SET state='complete', export_digest=? WHERE id=?", (digest, work.run_id))
        outcome = "complete"
    except KeyboardInterrupt:
        outcome = "interrupted"
        raise
    finally:
        with work.case_file.changing() as db:
            record.session_end(db, session, outcome)


def _environment(work: Work) -> dict[str, object]:
    """Return where this session ran and which limits held for its workers, for an accreditor."""
    from importlib.metadata import version

    libraries = ("pytsk3", "libewf-python", "libfsapfs-python", "pillow", "simplejpeg", "numpy")
    return {
        "understone": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libraries": {name: version(name) for name in libraries},
        "workers": work.options.workers or os.cpu_count() or 1,
        "workers_hold": list(work.opened.isolation),
    }
