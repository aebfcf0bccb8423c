"""At the end the ledger is signed, exported and verified: what was played can be checked by a stranger."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from understone.database.connection import connect
from understone.exchange.keys import new_signing_key
from understone.ledger.export import export
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Signer
from understone.ledger.postgres_store import PostgresStore

if TYPE_CHECKING:
    import psycopg

ORIGIN = "log.example.org"
EXPORT, KEY = "ledger-export", "log-key.txt"


@dataclass(frozen=True, slots=True)
class SignedOff:
    """What was found: entries, whether every one of them holds, and the key that a stranger needs."""

    entries: int
    holds: bool
    faults: tuple[str, ...]
    key: str
    seconds: float


def sign_off(owner: str, folder: Path) -> SignedOff:
    """Sign the ledger with a key made for it, write it to FOLDER, and read everything back."""
    signer = Signer(ORIGIN, new_signing_key())
    began = time.monotonic()
    with connect(owner, autocommit=True) as db, Ledger(PostgresStore.open(owner), clock=_clock(db)) as ledger:
        ledger.checkpoint(signer, turnable=True)
        entries = export(ledger, folder / EXPORT)
        report = ledger.verify(trusted=(signer.verifier(),))
    key = signer.verifier().text()
    (folder / KEY).write_text(f"{key}\n", encoding="ascii")
    faults = tuple(f"{fault.row}: {fault.what}" for fault in report.faults)
    return SignedOff(entries, report.holds, faults, key, time.monotonic() - began)


def _clock(db: "psycopg.Connection") -> Callable[[], datetime]:
    """Return the operation's own clock: the ledger never takes a time of another."""

    def now() -> datetime:
        row = db.execute("SELECT us_now()").fetchone()
        assert row is not None
        found: datetime = row[0]
        return found

    return now
