"""The ledger that a force keeps beside its inbox: what it opened, what it answered, what it refused.

The entry is written before the thing is shown or stored. Where it cannot be written, the thing does not happen; where
the program dies in between, the ledger tells of an attempt that came to nothing, never the other way round.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from understone.exchange.opening import Record

SINGLE_POINT_OF_CONTACT = "SP"


@contextmanager
def recorder(path: Path, organisation: str, person: str) -> Iterator[Record]:
    """Give a function that appends one event to the ledger at `path`, made if it is not there. Raises `LedgerError`."""
    from understone.ledger.entries import Author, Draft
    from understone.ledger.ledger import Ledger

    by = Author(organisation, person, SINGLE_POINT_OF_CONTACT)
    with Ledger.open(path) as ledger:

        def record(event: str, payload: Mapping[str, Any], about: str | None = None) -> None:
            ledger.append([Draft(event, None if about is None else f"dissemination/{about}", None, payload)], by)

        yield record
