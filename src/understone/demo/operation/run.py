"""The whole demonstration: an operation is installed in a folder, the plan dealt and played, the ledger signed off."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understone.demo.operation import dealing, decks, harmless
from understone.demo.operation.decks import Scale
from understone.demo.operation.signing_off import SignedOff, sign_off
from understone.operation.running import opened
from understone.progress import Report, silent


@dataclass(frozen=True, slots=True)
class Played:
    """What was played: how much of what, how long it took, and how the ledger stands."""

    plan: decks.Scale
    told: Mapping[str, int]
    seconds: float
    ledger: SignedOff


def run(folder: Path, scale: Scale, seed: int, report: Report = silent) -> Played:
    """Make an operation in FOLDER and play it. Raises `DatabaseError`, and what a service raises."""
    began = time.monotonic()
    plan = dealing.deal(scale, seed)
    own = sum(device.real for device in plan.devices)
    case_files = harmless.examined(folder / "devices", own, seed, report)
    with opened(folder, make=True, turnable=True) as addresses:
        from understone.demo.operation import board, clock, desks, intake, play

        assert addresses.owner is not None
        _in_a_hurry()
        clock.begin()
        desks.settle(addresses.owner, decks.forces(scale))
        intake.open_sources()
        laid_out = board.lay_out(plan, desks.Desks(desks.new_ring(plan.forces)), case_files)
        play.play(laid_out, report)
        ledger = sign_off(addresses.owner, folder)
    return Played(scale, dict(laid_out.told), time.monotonic() - began, ledger)


def _in_a_hurry() -> None:
    """Let commits not wait for the disk: after a crash the demonstration is made anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def as_json(played: Played) -> dict[str, Any]:
    """Return it as plain values."""
    return {
        "scale": played.plan.value,
        "played": dict(played.told),
        "seconds": round(played.seconds, 1),
        "ledger": {"entries": played.ledger.entries, "holds": played.ledger.holds, "key": played.ledger.key},
    }
