"""The records of a list or of a known set, whichever is offered: to convert, compare or check them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from understone.known.errors import ListTruncated, ListUnreadable
from understone.known.known_set import KnownSet
from understone.known.listings import Listing, Rejected, Withdrawal
from understone.known.reading import OpenList, open_list
from understone.progress import Progress, Report

Record = Listing | Withdrawal | Rejected
_RECORDS_A_REPORT = 5000


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered, by what it is: a list with the name of its format, or a known set."""

    path: Path
    format: str
    size: int | None


@dataclass(slots=True)
class OpenRecords:
    """Records being read, once. `records` yields them in order and raises `KnownError`, each with its place.

    `digest` tells at the end what was read: the list's SHA-256 in hexadecimal, or the identity of the set.
    """

    offered: Offered
    source: OpenList | KnownSet
    _report: Report
    digest: str = ""

    def records(self, stage: str) -> Iterator[Record]:
        """Yield each record. Raises `ListTruncated`, `ListUnreadable`, `KnownSetCorrupt`."""
        source = self.source
        return self._of_list(source, stage) if isinstance(source, OpenList) else self._of_set(source, stage)

    def _of_list(self, offered: OpenList, stage: str) -> Iterator[Record]:
        number = 0
        try:
            for number, record in enumerate(offered.format.read(offered.stream), 1):
                if number % _RECORDS_A_REPORT == 1:
                    self._report(Progress(stage, number - 1, None, "records", offered.bytes_read, offered.size))
                yield record
            self.digest = offered.finish()
        except ListTruncated as error:
            raise error.located(offered.path) from error.__cause__
        except OSError as error:
            raise ListUnreadable(offered.path, error.strerror or str(error)) from error
        self._report(Progress(stage, number, number, "records", offered.size, offered.size))

    def _of_set(self, known: KnownSet, stage: str) -> Iterator[Record]:
        total = known.counts["listings"]
        number = 0
        for number, (_, listing) in enumerate(known.live_listings(), 1):
            if number % _RECORDS_A_REPORT == 1:
                self._report(Progress(stage, number - 1, total, "records"))
            yield listing
        self.digest = known.digest
        self._report(Progress(stage, number, total, "records"))


def open_records(path: Path, report: Report) -> AbstractContextManager[OpenRecords]:
    """Open a list, recognised by its content, or the folder of a known set. Reading it again means opening it again.

    Raises `ListUnreadable`, `ListUnrecognised`, `NotAKnownSet` and what else `KnownSet.open` raises.
    """
    return _of_set(path, report) if path.is_dir() else _of_list(path, report)


@contextmanager
def _of_set(path: Path, report: Report) -> Iterator[OpenRecords]:
    with KnownSet.open(path) as known:
        yield OpenRecords(Offered(path, f"known set ({known.kind})", None), known, report)


@contextmanager
def _of_list(path: Path, report: Report) -> Iterator[OpenRecords]:
    # Nothing is looked up in it here, so that what it is for does not matter.
    with open_list(path, "hits", kind_checked=True) as offered:
        yield OpenRecords(Offered(path, offered.format.NAME, offered.size), offered, report)
