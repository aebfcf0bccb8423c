"""Play 2,345 tips through to packages in forces' hands, and count after each day that nothing is lost or nobody's.

    .venv/bin/python scripts/replay_operation.py [--size 2345] [--days 60] [--steps 200] [--seed 2345]

All tips are graded; people then name, assess, draft, approve, send, receive, return and withdraw, in random order,
while the clock turns over weekends and the night in which it goes forward. The test in the suite plays a part of it.
"""

import argparse
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from understone.operation import connecting

connecting.prepare()  # before any model is imported

from operation.installed import fresh_operation  # noqa: E402
from operation.invented import deliveries  # noqa: E402
from operation.packages.replaying import FRIDAY, Operation  # noqa: E402
from operation.referrals.test_intake import events, holds  # noqa: E402
from operation.subjects.test_restricting import named_once  # noqa: E402
from operation.tasks.desk import turn  # noqa: E402
from operation.world import settle  # noqa: E402


def main() -> int:
    """Play it; an assertion that fails says what was lost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=2345)
    options.add_argument("--days", type=int, default=60)
    options.add_argument("--steps", type=int, default=200)
    options.add_argument("--seed", type=int, default=2345)
    given = options.parse_args()
    began = time.monotonic()
    with fresh_operation() as (_, owner):
        settle(owner)
        turn(owner, FRIDAY - datetime.now(UTC))
        here = Operation(owner, random.Random(given.seed))
        here.take_in_all(deliveries(given.size, given.seed), graded=given.size)
        for day in range(1, given.days + 1):
            found = here.day(given.steps, 14)
            left = (time.monotonic() - began) / day * (given.days - day)
            print(f"\rday {day} of {given.days}, {left:.0f} s left   ", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        assert named_once(owner) == []
        entries = holds(owner)
        told = events(owner)
    print(f"{given.size:,} tips, {given.days} days of {given.steps} steps in {time.monotonic() - began:.0f} s")
    print(f"each tip in one place, everything open owned, after each day; the ledger of {entries:,} entries holds")
    print("in the end: " + ", ".join(f"{name} {state} {count:,}" for (name, state), count in sorted(found.items())))
    wanted = ("package.", "dissemination.", "risk.", "subject.")
    print("told: " + ", ".join(f"{name} {count:,}" for name, count in sorted(told.items()) if name.startswith(wanted)))
    print("refused: " + (", ".join(f"{why} ({count})" for why, count in here.refused.most_common(5)) or "nothing"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
