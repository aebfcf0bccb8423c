"""The whole demonstration: an operation in a folder, the plan dealt and played, its figures and ledger held."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from understone.database.embedded import Server
from understone.demo.operation import dealing, decks, harmless
from understone.demo.operation.decks import Scale
from understone.demo.operation.signing_off import SignedOff, sign_off
from understone.demo.operation.table_of_children import Line, table_of_children
from understone.operation.running import opened
from understone.progress import Report, silent


@dataclass(frozen=True, slots=True)
class Played:
    """What was played: steps by stage, the bulletin, its figures as dealt and as counted, the children, the ledger."""

    scale: Scale
    people: int
    stages: Mapping[str, int]
    bulletin: str
    figures: Sequence[tuple[str, int, int]]
    children: Sequence[Line]
    ledger: SignedOff
    seconds: float

    @property
    def holds(self) -> bool:
        """Tell whether every figure is the deck's, no child is left alone, and the ledger verified."""
        as_dealt = all(dealt == counted for _, dealt, counted in self.figures)
        return self.ledger.holds and as_dealt and all(line.holds for line in self.children)


def run(folder: Path, scale: Scale, seed: int, report: Report = silent, *, keep_running: bool = False) -> Played:
    """Make an operation in FOLDER and play it. Raises `DatabaseError`, and what a service raises."""
    began = time.monotonic()
    plan = dealing.deal(scale, seed)
    own = sum(device.real for device in plan.devices)
    case_files = harmless.examined(folder / "devices", own, seed, report)
    with _kept(folder / "database", keep_running), opened(folder, make=True, turnable=True) as addresses:
        from understone.demo.operation import board, clock, desks, intake, play, publishing

        assert addresses.owner is not None
        _in_a_hurry()
        clock.begin()
        desks.settle(addresses.owner, decks.forces(scale))
        intake.open_sources()
        laid_out = board.lay_out(plan, desks.Desks(desks.new_ring(plan.forces)), case_files)
        play.play(laid_out, report)
        bulletin, figures = publishing.publish(laid_out.desks)
        children = table_of_children(addresses.owner)
        ledger = sign_off(addresses.owner, folder)
    compared = publishing.against(decks.of(scale), figures)
    seconds = time.monotonic() - began
    return Played(scale, len(plan.people), dict(laid_out.stages), bulletin, compared, children, ledger, seconds)


@contextmanager
def _kept(folder: Path, keep_running: bool) -> Iterator[None]:
    """Let the database run on when all is done, if that is wanted."""
    yield
    if keep_running:
        with Server.start(folder) as server:
            server.stay()


def _in_a_hurry() -> None:
    """Let commits not wait for the disk: after a crash the demonstration is made anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def as_data(played: Played) -> dict[str, Any]:
    """Return it as plain values."""
    return {
        "scale": played.scale.value,
        "stages": dict(played.stages),
        "figures": [{"figure": name, "dealt": dealt, "counted": counted} for name, dealt, counted in played.figures],
        "children": [{**asdict(line), "holds": line.holds} for line in played.children],
        "ledger": {"entries": played.ledger.entries, "holds": played.ledger.holds, "key": played.ledger.key},
        "holds": played.holds,
        "seconds": round(played.seconds, 1),
    }
