"""Small ledgers for tests: an author, drafts, a clock that a test turns, keys from fixed seeds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from understone.ledger.entries import Author, Draft
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Signer

ANALYST = Author("agency.example.org", "p-1", "AN")
LOG = Signer("log.example.org", Ed25519PrivateKey.from_private_bytes(b"L" * 32))
FORCE = Signer("force-1.example.org", Ed25519PrivateKey.from_private_bytes(b"F" * 32))
OTHER_FORCE = Signer("force-2.example.org", Ed25519PrivateKey.from_private_bytes(b"G" * 32))
NOON = datetime(2024, 11, 25, 12, tzinfo=UTC)


def view(number: int) -> Draft:
    return Draft("view.image", f"image-{number}", 1, {"sha256": f"{number:064x}", "reason": f"grading {number}"})


def ticking(start: datetime = NOON) -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is read."""
    moments = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(moments))


def made(path: Path, count: int) -> Ledger:
    """A ledger of `count` views, one a transaction."""
    ledger = Ledger.open(path, clock=ticking())
    for number in range(count):
        ledger.append([view(number)], ANALYST)
    return ledger
