"""`understone report`: write what a case file says, for people or for other programs."""

import contextlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from understone.cli import answers
from understone.cli.paths import NAMED_PATH
from understone.errors import CaseFileError, OutputError
from understone.examine import queries, reports
from understone.examine.casefile import CaseFile
from understone.exit_codes import ExitCode
from understone.shown import plain


@click.command(
    epilog="Examples: `understone report op-1.case --format html`, "
    "`understone report op-1.case --format vics --output grading.json`.",
)
@click.argument("case", type=NAMED_PATH)
@click.option(
    "--format",
    "name",
    type=click.Choice(list(reports.MODULES)),
    required=True,
    help="html: a page for people. csv: a table of findings. json: everything. vics: a VICS 2.0 case for grading. "
    "export: the canonical lines that the digest of the examination is over.",
)
@click.option(
    "--output",
    type=NAMED_PATH,
    help="Where to write it; by default the name of the case file with another ending, in this folder.",
)
@click.option("--run", "run_id", type=int, help="The run to report; by default the latest.")
@click.option("--force", is_flag=True, help="Replace an output that exists.")
@click.option("--json", "as_json", is_flag=True, help="Say in JSON what was written.")
def command(case: Path, name: str, output: Path | None, run_id: int | None, force: bool, as_json: bool) -> ExitCode:
    """Write a report from a case file: HTML, CSV, JSON, VICS 2.0, canonical export.

    No format holds a picture. If the examination is not complete, that is said, and the exit code is 4.
    """
    report = reports.named(name)
    target = output or Path(case.stem + report.SUFFIX)
    with CaseFile.open(case) as case_file, _one_moment(case_file):
        run = queries.run(case_file.db, run_id)
        _refuse_inputs(target, case, queries.runs(case_file.db))
        with _whole_or_not_at_all(target, force=force) as sink:
            report.write(case_file.db, run.run_id, sink)
            size = sink.tell()
        faults = queries.checks(case_file.db, run.run_id)
    remedy = "run the same `understone examine` command again until it ends by itself, then report again"
    errors = [{"what": fault, "where": f"{case}, run {run.run_id}", "remedy": remedy} for fault in faults]
    if as_json:
        data = {"path": plain(str(target)), "format": name, "bytes": size, "run": run.run_id}
        answers.give_json("report-written/1", data, errors)
    else:
        print(plain(str(target)))
        for fault in faults:
            print(f"understone: INCOMPLETE: {plain(fault)}", file=sys.stderr)
    return ExitCode.WITH_ERRORS if faults else ExitCode.DONE


@contextlib.contextmanager
def _one_moment(case_file: CaseFile) -> Iterator[None]:
    """Read everything as it stood at one moment, so that counts add up while another run or a person writes."""
    try:
        case_file.db.execute("BEGIN")
        yield
        case_file.db.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        raise CaseFileError(
            f"the case file is damaged: {error}", str(case_file.path), "use a copy of it from before"
        ) from error


def _refuse_inputs(target: Path, case: Path, runs: list[queries.RunRow]) -> None:
    """Refuse to write over the case file or the evidence, or into a folder that is evidence, forced or not."""
    place = target.resolve()
    inputs = [case, *(Path(run.evidence_path) for run in runs)]
    inputs += [Path(path) for run in runs for path, _, _ in run.segments]
    for path in inputs:
        within = path.is_dir() and place.is_relative_to(path.resolve())
        if within or place == path.resolve() or (target.exists() and path.exists() and target.samefile(path)):
            raise OutputError(
                "a report would be written over an input or into the evidence",
                str(target),
                "name a place outside the evidence with --output",
            )


@contextlib.contextmanager
def _whole_or_not_at_all(target: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Give a file beside the target that takes its place once it is written whole and on the disk."""
    if target.is_dir():
        raise OutputError("the output is a folder", str(target), "name a file in it with --output")
    if target.exists() and not force:
        raise OutputError("the output exists", str(target), "name another with --output, or replace it with --force")
    try:
        handle, partial = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".partial", dir=target.parent)
    except OSError as error:
        raise _refused(target, error) from error
    try:
        with os.fdopen(handle, "wb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        Path(partial).replace(target)
    except BaseException as error:
        Path(partial).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _refused(target, error) from error
        raise


def _refused(target: Path, error: OSError) -> OutputError:
    return OutputError(
        f"the report cannot be written: {error.strerror or error}",
        str(target),
        "free space there, or name a folder in which you may write, with --output",
    )
