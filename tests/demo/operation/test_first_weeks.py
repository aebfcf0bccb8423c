"""The first weeks of the small demonstration, played through the services: nothing is refused, and the ledger holds."""

from collections import Counter
from pathlib import Path

import psycopg

from operation.installed import fresh_operation
from operation.killing import faults
from understone.demo.operation import dealing, decks, harmless
from understone.demo.operation.decks import Scale
from understone.progress import silent

WEEKS = 4


def test_what_is_dealt_for_the_first_weeks_can_be_played(tmp_path: Path) -> None:
    plan = dealing.deal(Scale.SMALL, 1)
    cases = harmless.examined(tmp_path, 0, 1, silent)
    with fresh_operation() as (_, owner):
        from understone.demo.operation import board, clock, desks, intake, play

        clock.begin()
        desks.settle(owner, decks.forces(Scale.SMALL))
        intake.open_sources()
        laid_out = board.lay_out(plan, desks.Desks(desks.new_ring(plan.forces)), cases)
        todo = [step for step in play.steps(laid_out) if step.day < 7 * WEEKS]
        for step in todo:
            clock.turn_to(clock.at(step.day, 0, step.minute))
            step.do()
        with psycopg.connect(owner, autocommit=True) as db:
            assert faults(db) == []
            told = Counter(
                event for (event,) in db.execute("SELECT leaf::json ->> 'event' FROM ledger.ledger_entry").fetchall()
            )
    assert {"referral.imported", "subject.opened", "task.set"} <= set(told)
    assert told["access.refused"] == 0
