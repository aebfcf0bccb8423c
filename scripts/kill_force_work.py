"""Kill a force's work at random moments, begin it anew, and compare what it left with what undisturbed work leaves.

    .venv/bin/python scripts/kill_force_work.py [--count 100] [--seed 1] [--races 8]

A child attaches a case file, votes on pictures, decides and acts for children, or drafts, proposes and publishes
bulletins. SIGKILL comes to it, or to the PostgreSQL process that works for it, so that the server crashes and recovers.
Right after, what stands must be what undisturbed work leaves after one of its commits; then the work is begun anew. In
the end the rows must be those of undisturbed work but for keys and times, each revision named by exactly one entry, the
ledger whole, each settled picture settled once, and nothing open nobody's. A race is two processes that do the same
work at once, to the same end. Exits 1 if anything differs.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from understone.operation import connecting

connecting.prepare()  # before any model is imported

from database.clusters import reachable_folder  # noqa: E402
from operation.force_work import WORK, prepare  # noqa: E402
from operation.installed import PASSWORD  # noqa: E402
from operation.killing_force_work import Prepared, killed, log_sequences, raced, undisturbed  # noqa: E402
from operation.small_case import make_case  # noqa: E402
from operation.world import settle  # noqa: E402
from understone.database.embedded import Server  # noqa: E402
from understone.operation.installing import install  # noqa: E402

_TRIES = 20
_NAME = "understone"
_TARGETS = ("child", "backend")


def main() -> int:
    """Run all kills and races."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--races", type=int, default=8)
    asked = options.parse_args()
    os.environ.pop("UNDERSTONE_DATABASE_URL", None)
    chance = random.Random(asked.seed)
    above = reachable_folder(on_disk=True)
    began = time.monotonic()
    try:
        (above / "device").mkdir()
        case = make_case(above / "device")
        with Server.start(above / "operation" / "database") as server:
            wrong = _all(_prepared(server, case), asked, chance)
    finally:
        shutil.rmtree(above)
    print(f"{asked.count} kills, {asked.races} races in {time.monotonic() - began:.0f} s: {wrong} things wrong")
    return 1 if wrong else 0


def _prepared(server: Server, case: Path) -> Prepared:
    """Make the operation in a database of its own: the server's first one is for making others."""
    import psycopg
    from django.db import connections

    url = server.url.replace(f"/{_NAME}?", "/prepared?")
    with psycopg.connect(server.url, autocommit=True) as db:
        db.execute("CREATE DATABASE prepared")
    connecting.use(install(url, PASSWORD, turnable=True).url)
    settle(url)
    desk = prepare(url, case)
    connections["default"].close()
    log_sequences(url)
    return Prepared(server.url, "prepared", desk, alone=True)


def _all(prepared: Prepared, asked: argparse.Namespace, chance: random.Random) -> int:
    wrong = missed = 0
    wholes = {name: undisturbed(prepared, name) for name in WORK}
    for name, whole in wholes.items():
        rows, commits = whole.stages[-1].total(), len(set(map(str, whole.stages))) - 1
        print(f"undisturbed {name}: {commits} commits in {whole.span:.1f} s leave {rows} rows and entries", flush=True)
    names, met_after = list(WORK), Counter[str]()
    for number in range(asked.count):
        name, target = names[number % len(names)], _TARGETS[number // len(names) % len(_TARGETS)]
        for _ in range(_TRIES):
            after = chance.uniform(0, wholes[name].span)
            met, found = killed(prepared, name, wholes[name], target, after)
            wrong += _said(f"kill {number + 1}, {name}, {target} after {after:.2f} s", found)
            if met:
                met_after[f"{name} {target}"] += 1
                break
            missed += 1
    for number in range(asked.races):
        name = names[number % len(names)]
        wrong += _said(f"race {number + 1}, {name}", raced(prepared, name, wholes[name]))
    print("met at work: " + ", ".join(f"{what} {count}" for what, count in sorted(met_after.items())))
    print(f"came too late and were drawn again: {missed}")
    return wrong + asked.count - met_after.total()


def _said(what: str, found: list[str]) -> int:
    print(f"{what}: {'as undisturbed' if not found else 'WRONG'}", flush=True)
    for line in found[:10]:
        print(f"    {line}")
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
