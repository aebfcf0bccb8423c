"""What people wait for, at 10,000, 100,000 and 1,000,000 referrals: pages, lists, deconfliction, risk, packages.

    .venv/bin/python benchmarks/operation_waits.py [--size 10000,100000,1000000] [--rounds 100] [--json]

The operation is made in bulk (`intake_bulk.sql`, `operation_bulk.sql`), then each service is called so often on
subjects drawn at random, one after the other, as people call it: p50 and p95 in milliseconds, and how much they grow.
"""

import argparse
import json
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from database.clusters import reachable_folder
from understone.database.embedded import Server
from understone.operation import connecting
from understone.operation.installing import install, with_login

PASSWORD = "of-a-benchmark"


def made(url: str, size: int) -> None:
    """Make so many referrals, and the subjects of those that are tied."""
    for name in ("intake_bulk.sql", "operation_bulk.sql"):
        text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        with psycopg.connect(url, autocommit=True) as db:
            for statement in text.format(size=size, people=max(10, int(size * 0.4))).split(";\n"):
                if statement.strip():
                    db.execute(statement.encode())


def services(subjects: list[tuple[Any, str]], chance: random.Random) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name; each call is about another subject."""
    from operation.world import as_
    from understone.exchange.package_terms import PackageKind
    from understone.operation.deconfliction import offering
    from understone.operation.packages import drafting
    from understone.operation.risk import services as risk
    from understone.operation.selectors.kinds import SelectorKind
    from understone.operation.service import Call
    from understone.operation.subjects import reading
    from understone.operation.tasks import listing

    analyst, owner = as_("AN-1"), as_("AN-2")
    call = Call(analyst, reason="a benchmark")
    people = iter(range(10**9))

    def key() -> Any:
        return chance.choice(subjects)[0]

    def offer() -> object:
        # Twenty a day each: a new person of the desk for every twenty.
        number = next(people)
        return offering.offer(
            Call(as_(f"ANALYST-{number // 20}"), reason="a benchmark"),
            SelectorKind.EMAIL,
            f"person{number}@example.org",
            "a benchmark",
        )

    return {
        "subject, opened": lambda: reading.opened(call, chance.choice(subjects)[1], "a benchmark"),
        "subjects, first page": lambda: reading.listed(call),
        "queue, first page": lambda: listing.tasks(owner, listing.Which.MINE),
        "queue, counts": lambda: listing.counts(owner),
        "deconfliction, offer": offer,
        "risk, recomputed": lambda: risk.recompute_for(call, key()),
        "package, drafted": lambda: drafting.draft(call, key(), PackageKind.DEVELOPMENT),
    }


def measured(url: str, size: int, rounds: int) -> dict[str, Any]:
    connecting.prepare()
    from operation.world import FAR, settle

    install(url, PASSWORD)
    settle(url)
    with psycopg.connect(url, autocommit=True) as db:
        for number in range(1 + rounds // 20):
            db.execute(
                "WITH p AS (INSERT INTO person (id, org_id, pseudonym, roles, active) SELECT gen_random_uuid(), id, %s,"
                " '{AN}', true FROM organisation WHERE kind = 'agency' RETURNING id)"
                " INSERT INTO membership (user_id, comp_id, until) SELECT p.id, c.id, %s FROM p, compartment AS c"
                " WHERE c.code = 'common'",
                (f"ANALYST-{number}", FAR),
            )
    began = time.perf_counter()
    made(url, size)
    filled = time.perf_counter() - began
    connecting.use(with_login(url, PASSWORD))
    chance = random.Random(5)
    with psycopg.connect(url) as db:
        subjects = db.execute("SELECT id, code FROM subject ORDER BY code").fetchall()
    found: dict[str, Any] = {"size": size, "subjects": len(subjects), "made_in": filled}
    for name, service in services(chance.sample(subjects, min(len(subjects), 5 * rounds)), chance).items():
        service()  # the first pays for plans and pages
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            service()
            times.append((time.perf_counter() - start) * 1000)
        found[name] = (statistics.median(times), sorted(times)[round(0.95 * len(times)) - 1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--place", type=Path, help="where the database lies (default: the temporary folder)")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    above = reachable_folder(on_disk=True) if chosen.place is None else chosen.place
    results = []
    try:
        for number, size in enumerate(int(each) for each in chosen.size.split(",")):
            with Server.start(above / f"run-{number}") as server:
                results.append(measured(server.url, size, chosen.rounds))
            shutil.rmtree(above / f"run-{number}")
    finally:
        if chosen.place is None:
            shutil.rmtree(above)
    if chosen.json:
        print(json.dumps(results))
        return 0
    names = [name for name in results[0] if name not in {"size", "subjects", "made_in"}]
    print(f"{'ms, p50 / p95':<24}" + "".join(f"{each['size']:>20,}" for each in results) + f"{'growth':>10}")
    for name in names:
        cells = "".join(f"{f'{each[name][0]:.1f} / {each[name][1]:.1f}':>20}" for each in results)
        print(f"{name:<24}{cells}{results[-1][name][0] / results[0][name][0]:>9.1f}x")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
