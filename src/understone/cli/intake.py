"""`understone intake`: tips from files, a folder, or a folder in which they arrive."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.errors import DatabaseError, UnderstoneError, UsageError
from understone.exit_codes import ExitCode, foremost
from understone.progress import Progress
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.referrals.delivering import Standing, Taken, Unopened

_Told = Callable[["Standing"], None]
_Take = Callable[[Iterable[Path], _Told], Iterator["Taken | Unopened"]]


@dataclass(frozen=True, slots=True)
class _Who:
    """On which operation somebody takes in whose tips; `person` is what `by_user` says of them."""

    folder: Path | None
    source: str
    person: dict[str, Any]


@dataclass(slots=True)
class _Sum:
    """What a run took in so far; `fates` add up to `tips`, which are committed."""

    files: int = 0
    tips: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    quarantined: list[str] = field(default_factory=list)
    errors: list[UnderstoneError] = field(default_factory=list)

    def add(self, ended: "Taken | Unopened") -> None:
        """Count a file that is done with."""
        from understone.operation.referrals.delivering import Taken

        if not isinstance(ended, Taken):
            self.errors.append(ended.error)
            return
        self.files += 1
        if ended.quarantined:
            self.quarantined.append(str(ended.path))

    def code(self) -> ExitCode:
        """Return the exit code: something needs a person where a tip was quarantined or a file not opened."""
        return ExitCode.WITH_ERRORS if self.errors or self.quarantined else ExitCode.DONE


@click.command(
    epilog="Examples: `understone intake tips/ --source examplechat --as IO-7`, "
    "`understone intake inbox/ --source example-hotline --as IO-7 --watch`. Exit code 4 if something is in quarantine."
)
@click.argument("place", metavar="FILE|FOLDER", type=NAMED_PATH)
@click.option("--source", "code", metavar="CODE", required=True, help="Whose tips these are.")
@by_user
@click.option(
    "--watch", is_flag=True, help="Take in what arrives in FOLDER, and move it to done/ or quarantined/ there."
)
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.FloatRange(0.05, 3600),
    default=2.0,
    show_default=True,
    help="With --watch: how often to look.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@JSON
def command(
    place: Path,
    code: str,
    folder: Path | None,
    watch: bool,
    every: float,
    quiet: bool,
    as_json: bool,
    **person: Any,
) -> ExitCode:
    """Take in tips. Nothing is dropped, nothing taken twice: stopped and run again, it goes on.

    A tip that cannot be read goes to quarantine (`understone referral quarantine`). With --watch a file is taken once
    its size stands still; it runs until Ctrl-C, and waits where the database went away.
    """
    if watch and not place.is_dir():
        raise UsageError("only a folder can be watched", str(place), "name a folder")
    if not place.exists():
        raise UsageError("there is no such file or folder", str(place), "name what holds the tips")
    who = _Who(folder, code, person)
    done = _Sum()
    ended = ExitCode.DONE
    with ProgressLine(quiet=quiet) as line:
        try:
            if watch:
                _watch(place, every, who, done, line, sys.stderr if as_json else sys.stdout)
            else:
                _take_once(place, who, done, line)
        except KeyboardInterrupt:
            ended = ExitCode.INTERRUPTED
        except UnderstoneError as error:
            if not done.tips:
                raise
            done.errors.append(error)  # what is in already is told too
            ended = error.exit_code
    _answer(done, stopped=ended is ExitCode.INTERRUPTED, as_json=as_json)
    return foremost(ended, done.code())


def _take_once(place: Path, who: _Who, done: _Sum, line: ProgressLine) -> None:
    with _taking(who) as take:
        from understone.operation.referrals.delivering import files_of

        files = list(files_of(place))
        for ended in take(files, _told(done, line, sum(path.stat().st_size for path in files if path.exists()))):
            done.add(ended)


def _watch(place: Path, every: float, who: _Who, done: _Sum, line: ProgressLine, sink: TextIO) -> None:
    """Take in what arrives until Ctrl-C, and wait for the database where it went away after it was there once."""
    from understone.operation.referrals.watching import Watched

    was_there = False
    with Watched(place):
        while True:
            try:
                with _taking(who) as take:
                    was_there = True
                    _look_again_and_again(place, every, take, done, line, sink)
            except DatabaseError as error:
                if not was_there:
                    raise
                answers.refuse(error, as_json=False)
                time.sleep(every)


def _look_again_and_again(
    place: Path, every: float, take: _Take, done: _Sum, line: ProgressLine, sink: TextIO
) -> NoReturn:
    """Look, take, put away. A file is taken when two looks found it the same."""
    from understone.operation.referrals.delivering import Taken
    from understone.operation.referrals.watching import arrivals, put_away

    seen: dict[Path, tuple[int, int]] = {}
    while True:
        ready, seen = arrivals(place, seen)
        for ended in take(ready, _told(done, line)):
            done.add(ended)
            if isinstance(ended, Taken):
                moved = put_away(place, ended, seen[ended.path])
                print(f"{plain(ended.path.name)}: {ended.tips} tips, {moved}", file=sink, flush=True)
        time.sleep(every)


@contextmanager
def _taking(who: _Who) -> Iterator[_Take]:
    """Open the operation, and give what takes in files of the source as the person."""
    with calling(who.folder, None, **who.person) as call:
        from understone.operation.referrals.delivering import take_in_files
        from understone.operation.referrals.sources import named

        partner = named(who.source)
        yield lambda files, told: take_in_files(call, partner, files, told=told)


def _told(done: _Sum, line: ProgressLine, total: int | None = None) -> _Told:
    """Return what counts each committed batch, and shows it: the rate in tips, the time left by bytes."""
    tips_before, fates_before = 0, Counter[str]()

    def told(standing: "Standing") -> None:
        done.tips += standing.tips - tips_before
        fates = Counter({fate.value: count for fate, count in standing.fates.items()})
        done.fates += fates - fates_before
        remember(standing.tips, fates)
        expected = round(standing.tips * total / standing.bytes) if total and standing.bytes else None
        counts = tuple((name.replace("_", " "), count) for name, count in sorted(done.fates.items()))
        line(Progress("taking in", standing.tips, expected, "tips", counts=counts))

    def remember(tips: int, fates: Counter[str]) -> None:
        nonlocal tips_before, fates_before
        tips_before, fates_before = tips, fates

    return told


def _answer(done: _Sum, *, stopped: bool, as_json: bool) -> None:
    counts: dict[str, Any] = dict(sorted(done.fates.items()))
    if as_json:
        data = {
            "files": done.files,
            "tips": done.tips,
            "fates": counts,
            "stopped": stopped,
            "not_wholly_read": [plain(name) for name in done.quarantined],
        }
        answers.give_json("intake/1", data, [answers.error_fields(error) for error in done.errors])
        return
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    print(f"{done.tips:,} tips taken in from {done.files:,} whole files: {told or 'nothing'}")
    if stopped:
        print("stopped; the same command goes on from here")
    for name in done.quarantined[:20]:
        print(f"  could not be read, wholly or in part (`understone referral quarantine`): {plain(name)}")
    if len(done.quarantined) > 20:
        print(f"  and {len(done.quarantined) - 20:,} more files")
    for error in done.errors:
        answers.refuse(error, as_json=False)
