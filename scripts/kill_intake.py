"""Kill an intake at random moments, go on, and compare all that it left with what an undisturbed one leaves.

    .venv/bin/python scripts/kill_intake.py [--count 50] [--seed 1] [--size 400]

A child takes in and links invented tips on an embedded server. SIGKILL comes to the child, to the PostgreSQL process
that works for it, to the postmaster, or to the guard; then everything is started again and goes on. After each kill the
ledger is verified, each revision in history must be named by exactly one entry, and each referral must have all of its
captures; at the end of five kills the dump must be the undisturbed one's. Exits 1 if anything differs.
"""

import argparse
import os
import random
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from database.clusters import reachable_folder
from operation.killing import Attempt, disturbed, dumped, faults, prepare

_KILLS = 5


def main() -> int:
    """Run all kills, five in one intake."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--size", type=int, default=400)
    asked = options.parse_args()
    os.environ.pop("UNDERSTONE_DATABASE_URL", None)
    chance = random.Random(asked.seed)
    above = reachable_folder(on_disk=True)
    wrong = 0
    try:
        folder = above / "killed"
        prepare(folder)
        undisturbed = Attempt(folder, "undisturbed", asked.size, asked.seed)
        undisturbed.begin()
        began = time.monotonic()
        undisturbed.finish()
        span = time.monotonic() - began
        with undisturbed.opened() as db:
            wrong += len(faults(db))
            whole = dumped(db)
        rows = ", ".join(f"{len(rows)} of {name}" for name, rows in whole.items())
        print(f"undisturbed: {asked.size} tips in {span:.1f} s: {rows}", flush=True)
        for number, first in enumerate(range(0, asked.count, _KILLS)):
            kills = min(_KILLS, asked.count - first)
            attempt = Attempt(folder, f"attempt_{number}", asked.size, asked.seed)
            found = disturbed(attempt, whole, chance, kills, span / 3)
            wrong += len(found)
            print(f"{first + kills} kills: {'as undisturbed' if not found else 'WRONG'}", flush=True)
            for line in found[:10]:
                print(f"    {line}")
    finally:
        shutil.rmtree(above)
    print(f"{asked.count} kills, {wrong} things wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
