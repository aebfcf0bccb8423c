"""What one examination has in hand: the run it writes to, its workers, its known sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from understone.errors import EvidenceError
from understone.examine.casefile import CaseFile
from understone.examine.pool import Pool
from understone.examine.protocol import Opened
from understone.progress import Report

if TYPE_CHECKING:
    from understone.known.known_set import KnownSet

POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Options:
    """How to examine. Only the first two change what is found; the others change how fast and how patiently.

    `radius`: bits within which two PDQ hashes are near. `exact_only`: decode nothing. `workers`: 0 for one a core.
    `patience`: seconds without progress before a worker is replaced. `check_stored`: compare the medium with
    the digest that its container states. `join`: let a case file that holds other evidence take this one too.
    `retry`: read again what was unreadable or failed in an earlier session.
    """

    radius: int = 31
    exact_only: bool = False
    workers: int = 0
    patience: float = 60.0
    check_stored: bool = False
    join: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One examination while it runs. `volume_ids` are the case file's, by ordinal."""

    evidence: Path
    case_file: CaseFile
    run_id: int
    volume_ids: dict[int, int]
    pool: Pool
    sets: "Sequence[KnownSet]"
    opened: Opened
    options: Options
    report: Report

    def check_present(self) -> None:
        """Raise `EvidenceError` if the evidence is gone: an unplugged disk is not a disk of unreadable files."""
        for path in [self.evidence, *(Path(segment.path) for segment in self.opened.segments)]:
            if not path.exists():
                raise EvidenceError(
                    "the evidence is no longer there",
                    str(path),
                    "connect it again and run the same command: it goes on",
                )

    def count(self, table: str, condition: str = "1") -> int:
        """Count this run's rows of a table. `table` and `condition` are our own text, never input."""
        query = f"SELECT count(*) FROM {table} WHERE run_id = ? AND {condition}"  # noqa: S608
        return int(self.case_file.db.execute(query, (self.run_id,)).fetchone()[0])
