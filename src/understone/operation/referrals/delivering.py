"""From files to referrals: what a folder holds, in a stable order, a batch at a time whatever the files' sizes.

A batch is one transaction. Stopped at any moment and started again, what is in is seen again and the rest is taken in.
"""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import DatabaseError

from understone.errors import UnderstoneError
from understone.interrupts import held_back
from understone.operation.organisations.models import Organisation
from understone.operation.referrals import formats, sources
from understone.operation.referrals.batches import Fate
from understone.operation.referrals.intake import BATCH, take_in
from understone.operation.referrals.parsed import Tip, Unreadable
from understone.operation.referrals.storing import Source
from understone.operation.service import Call


@dataclass(frozen=True, slots=True)
class Taken:
    """A file all of whose tips are in; `quarantined` of them could not be read."""

    path: Path
    tips: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file that could not be opened, and why: nothing of it is in."""

    path: Path
    error: UnderstoneError


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a delivery is: tips and bytes taken in, and how the tips ended."""

    tips: int
    bytes: int
    fates: Counter[Fate]


def files_of(place: Path) -> Iterator[Path]:
    """Yield a file, or every file beneath a folder in the order of their names; hidden ones are left out."""
    if not place.is_dir():
        yield place
        return
    for folder, below, names in os.walk(place):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (
            path for name in sorted(names) if not name.startswith(".") and (path := Path(folder, name)).is_file()
        )


def take_in_files(
    call: Call,
    partner: Organisation,
    files: Iterable[Path],
    *,
    told: Callable[[Standing], object] = lambda standing: None,
) -> Iterator[Taken | Unopened]:
    """Take in files of one source; yield each once all its tips are committed. Raises what a service call raises."""
    settings, source = sources.settings(partner), sources.source(partner)
    waiting: list[_Waiting] = []
    open_files: deque[_File] = deque()
    fates: Counter[Fate] = Counter()
    tips, octets = 0, 0.0
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            yield Unopened(path, _unopened(path, error))
            continue
        read = formats.read(data, settings)
        file = _File(path, len(read), len(read), len(data))
        open_files.append(file)
        waiting += [_Waiting(tip, file) for tip in read]
        while len(waiting) >= BATCH:
            with held_back():  # what is committed is told
                fates += _take(call, source, waiting[:BATCH])
                tips, octets = tips + BATCH, octets + sum(each.file.size / each.file.tips for each in waiting[:BATCH])
                del waiting[:BATCH]
                told(Standing(tips, round(octets), fates))
            yield from _ended(open_files)
    if waiting:
        with held_back():
            fates += _take(call, source, waiting)
            octets += sum(each.file.size / each.file.tips for each in waiting)
            told(Standing(tips + len(waiting), round(octets), fates))
    yield from _ended(open_files)


@dataclass(slots=True)
class _File:
    """A file under way: how many of its tips are not in yet, and how many could not be read."""

    path: Path
    tips: int
    left: int
    size: int
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A tip that is to be taken in, and its file."""

    tip: Tip
    file: _File


def _ended(open_files: "deque[_File]") -> Iterator[Taken]:
    while open_files and not open_files[0].left:
        file = open_files.popleft()
        yield Taken(file.path, file.tips, file.quarantined)


def _take(call: Call, source: Source, waiting: list[_Waiting]) -> Counter[Fate]:
    """Take in one batch. What the database cannot hold is found by halves, and quarantined: it stops nothing else."""
    try:
        fates = take_in(call, source, [each.tip for each in waiting])
    except DatabaseError as error:
        if not _cannot_be_held(error):
            raise
        return _by_halves(call, source, waiting, error)
    for each in waiting:
        each.file.left -= 1
        each.file.quarantined += isinstance(each.tip.read, Unreadable)
    return fates


def _by_halves(call: Call, source: Source, waiting: list[_Waiting], error: Exception) -> Counter[Fate]:
    if len(waiting) > 1:
        half = len(waiting) // 2
        return _take(call, source, waiting[:half]) + _take(call, source, waiting[half:])
    (one,) = waiting
    if isinstance(one.tip.read, Unreadable):
        raise error
    why = Unreadable("the whole tip", "not_storable", f"the database cannot hold it: {str(error).splitlines()[0]}")
    return _take(call, source, [_Waiting(replace(one.tip, read=why), one.file)])


def _cannot_be_held(error: Exception) -> bool:
    """Say whether it lies in the data: class 22 is a data exception, 54 a limit of the program (PostgreSQL, app. A)."""
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(state, str) and state[:2] in ("22", "54")


def _unopened(path: Path, error: OSError) -> UnderstoneError:
    return UnderstoneError(
        f"the file cannot be read: {error.strerror or error}", str(path), "give it back its rights, then run it again"
    )
