"""Take tips in by the service, as a police force would: referrals a second, and what a batch takes.

    .venv/bin/python benchmarks/intake.py [--size 10000,100000] [--on-top-of 1000000] [--place FOLDER] [--json]

Tips are CyberTip JSON of `intake_tips.py`, read by the project's reader beforehand (its own rate is printed). Then
whole batches of 1,000 through `take_in`: digests, normal forms, rows with their history, linking, tasks, ledger,
commit, on an embedded server as it ships (fsync on), from one process. `--on-top-of` first makes so many referrals by
`intake_bulk.sql`, then takes in 10,000 about the same people. Memory is the Python process's peak, beside what the
database holds on disk. The floor is 200 a second.
"""

import argparse
import itertools
import json
import resource
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from database.clusters import reachable_folder
from understone.database.embedded import Server
from understone.operation import connecting
from understone.operation.installing import install, with_login

FLOOR = 200
BATCH = 1000
TOP = 10_000
PASSWORD = "of-a-benchmark"


def measured(url: str, size: int, on_top_of: int) -> dict[str, Any]:
    """Make an operation in an empty database, and take in `size` tips on top of what is made in bulk."""
    connecting.prepare()
    from intake_tips import tips
    from operation.world import as_, settle
    from understone.operation.models import Organisation
    from understone.operation.referrals.intake import take_in
    from understone.operation.referrals.storing import Source
    from understone.operation.service import Call

    install(url, PASSWORD)
    settle(url)
    made = 0.0
    people = max(10, int((size + on_top_of) * 0.4))
    if on_top_of:
        began = time.perf_counter()
        text = Path(__file__).with_name("intake_bulk.sql").read_text(encoding="utf-8")
        with psycopg.connect(url, autocommit=True) as db:
            for statement in text.format(size=on_top_of, people=people).split(";\n"):
                if statement.strip():
                    db.execute(statement.encode())
        made = time.perf_counter() - began
    connecting.use(with_login(url, PASSWORD))
    call = Call(as_("IO-1"))
    source = Source(Organisation.objects.get(code="examplechat"), "GB", documentation=True)
    coming = tips(size, people, seed=1)
    reading, batches = 0.0, []
    cpu = time.process_time()
    fates: dict[str, int] = {}
    while True:
        began = time.perf_counter()
        before = time.process_time()
        batch = list(itertools.islice(coming, BATCH))
        cpu += time.process_time() - before
        reading += time.perf_counter() - began
        if not batch:
            break
        began = time.perf_counter()
        for fate, count in take_in(call, source, batch).items():
            fates[fate.value] = fates.get(fate.value, 0) + count
        batches.append(time.perf_counter() - began)
    cpu = time.process_time() - cpu
    with psycopg.connect(url) as db:
        row = db.execute(
            "SELECT pg_database_size(current_database()), (SELECT count(*) FROM capture),"
            " (SELECT count(*) FROM selector), (SELECT count(*) FROM subject_link),"
            " (SELECT count(*) FROM ledger.ledger_entry)"
        ).fetchone()
    assert row is not None
    return {
        "on_top_of": on_top_of,
        "made_in": made,
        "size": size,
        "fates": fates,
        "per_second": size / sum(batches),
        "p50": statistics.median(batches),
        "p95": sorted(batches)[max(0, round(len(batches) * 0.95) - 1)],
        "python_cpu": cpu / sum(batches),
        "read_per_second": size / reading,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        **dict(zip(("disk_bytes", "captures", "selectors", "links", "entries"), row, strict=True)),
    }


def told(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    met = "met" if found["per_second"] >= FLOOR else "MISSED"
    top = f" on top of {found['on_top_of']:,} (made in {found['made_in']:.0f} s)" if found["on_top_of"] else ""
    return (
        f"{found['size']:,} tips{top}: {found['per_second']:,.0f}/s (floor {FLOOR}: {met}); a batch of {BATCH:,}: "
        f"p50 {found['p50']:.2f} s, p95 {found['p95']:.2f} s; Python at work {found['python_cpu']:.0%} of it; "
        f"read before at {found['read_per_second']:,.0f}/s\n"
        f"  {found['captures']:,} captures, {found['selectors']:,} selectors, {found['links']:,} links, "
        f"{found['entries']:,} entries; peak memory {found['peak_bytes'] / 1e6:,.0f} MB, "
        f"database {found['disk_bytes'] / 1e6:,.0f} MB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="10000,100000", help="how many tips, for each run; nothing for none")
    parser.add_argument("--on-top-of", type=int, default=1_000_000, help="0 for none")
    parser.add_argument("--place", type=Path, help="where the database lies (default: the temporary folder)")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    runs = [(int(size), 0) for size in chosen.size.split(",") if size]
    if chosen.on_top_of:
        runs.append((TOP, chosen.on_top_of))
    results = []
    above = reachable_folder(on_disk=True) if chosen.place is None else chosen.place
    try:
        for number, (size, on_top_of) in enumerate(runs):
            with Server.start(above / f"run-{number}") as server:
                results.append(measured(server.url, size, on_top_of))
            shutil.rmtree(above / f"run-{number}")
            if not chosen.json:
                print(told(results[-1]), flush=True)
    finally:
        if chosen.place is None:
            shutil.rmtree(above)
    if chosen.json:
        print(json.dumps(results))
    return 0 if all(result["per_second"] >= FLOOR for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
