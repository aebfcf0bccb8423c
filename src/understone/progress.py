"""Progress as long work reports it: a plain record. Showing it is the command line's business."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """Where long work stands. `total` is None while it is not known; counts are shown after the rate."""

    stage: str
    done: int
    total: int | None
    unit: str
    bytes_done: int | None = None
    bytes_total: int | None = None
    counts: tuple[tuple[str, int], ...] = field(default=())


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Report nowhere."""
