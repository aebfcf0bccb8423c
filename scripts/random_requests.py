"""Ask random requests over all forces and compartments, and count what came across: it has to be nothing.

    .venv/bin/python scripts/random_requests.py [--count 100000] [--seed 45] [--worlds 10] [--data FOLDER]

Every request of tests/operation/requests_across.py: lists, counts, searches, aggregates, keys swapped between
compartments, history, as-of reads, SQL as a session, every service. Some worlds, each made anew by its seed.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from understone.operation import connecting

connecting.prepare()  # before any model is imported

from operation import compartments, requests_across  # noqa: E402
from operation.installed import fresh_operation  # noqa: E402

_TOLD = 200
_FORCES = Path(__file__).resolve().parents[2] / "shared" / "data"


def main() -> int:
    """Ask; say what was wrong as it comes, and the counts at the end."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=45)
    options.add_argument("--worlds", type=int, default=10)
    options.add_argument("--data", type=Path, default=_FORCES, help="the folder that holds geo/forces45.csv")
    given = options.parse_args()
    began = time.monotonic()
    names: Counter[str] = Counter()
    wrong = done = 0
    for world_number in range(given.worlds):
        seed = given.seed + world_number
        share = given.count // given.worlds + (world_number < given.count % given.worlds)
        with fresh_operation() as (_, owner):
            world = compartments.make(owner, compartments.forces(given.data), seed)
            chance = random.Random(seed)
            for _ in range(share):
                name, said = requests_across.ask(world, chance)
                names[name] += 1
                wrong += len(said)
                done += 1
                for each in said:
                    print(f"\nworld {seed}, request {done}: {each}", flush=True)
                if done % _TOLD == 0:
                    rate = done / (time.monotonic() - began)
                    left = (given.count - done) / rate
                    told = f"{done:,} of {given.count:,} requests, {rate:.0f}/s, {left:.0f} s left, {wrong} wrong"
                    print(f"\r{told}   ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{done:,} requests in {time.monotonic() - began:.0f} s over {given.worlds} worlds: {wrong} wrong")
    print(", ".join(f"{name} {count:,}" for name, count in names.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
