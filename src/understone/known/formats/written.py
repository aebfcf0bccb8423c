"""What became of records that were written in a format which cannot carry all of them, or not all that they say."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from understone.known.listings import Rejected

_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the file (`records`), what was left out (the first 1,000; the count is of all) and what was lost.

    `lost` counts by a field's name the records that were written without it.
    """

    records: int
    left_out: tuple[Rejected, ...]
    left_out_count: int
    lost: Mapping[str, int]


@dataclass(slots=True)
class WriteTally:
    """Counts while a writer writes."""

    records: int = 0
    left_out_count: int = 0
    _left_out: list[Rejected] = field(default_factory=list)
    _lost: Counter[str] = field(default_factory=Counter)

    def wrote(self) -> None:
        """Count a record that was written."""
        self.records += 1

    def leave_out(self, record: int, where: str, reason: str) -> None:
        """Count a record that the format cannot carry."""
        self.left_out_count += 1
        if len(self._left_out) < _KEPT:
            self._left_out.append(Rejected(record, where, reason))

    def lose(self, field_name: str) -> None:
        """Count a field that a record lost."""
        self._lost[field_name] += 1

    def done(self) -> Written:
        """Return the counts."""
        return Written(self.records, tuple(self._left_out), self.left_out_count, dict(self._lost))
