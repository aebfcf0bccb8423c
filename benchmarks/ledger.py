"""Append to the ledger and prove from it, on SQLite and PostgreSQL, beside pymerkle, in one run.

    .venv/bin/python benchmarks/ledger.py [--limit 10000000] [--place FOLDER] [--only sqlite] [--json]

Appends go the whole way: payload, commitment, leaf, lock, server's checks, nodes, commit, flush (fsync is on). `single`
is one entry a transaction, `batch` 1,000, `20 writers` are 20 processes with one entry a transaction each. Then each
log is filled to 10^4, 10^6 and 10^7 entries (up to --limit), and at each size random inclusion and consistency proofs
are made by the ledger, each on a consistent state of its own, and checked.
pymerkle stores leaves alone and keeps subtree roots in a cache of its process (`warm`; `cold` is without, as after a
start); in memory it keeps every node. It is asked up to 10^6 entries.
"""

import argparse
import json
import multiprocessing
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from understone import database
from understone.database.embedded import Server
from understone.ledger.appending import append
from understone.ledger.entries import Author, Draft
from understone.ledger.ledger import Ledger
from understone.ledger.postgres_store import PostgresStore, migrate
from understone.ledger.proofs import InclusionProof, verify_consistency, verify_inclusion
from understone.ledger.sqlite_store import SqliteStore, connect

SIZES = (10_000, 1_000_000, 10_000_000)
FILL_BATCH = 10_000
WRITERS = 20
BY = Author("E23000001", "p-0001", "AN")
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OP = UUID(int=1)
DRAFT = Draft("view.record", "subject/0001", 3, {"entity": "subject", "id": "0001", "purpose": "triage"})
GOAL_MS = 1.0
MEMORY, WARM, COLD = "pymerkle, in memory", "pymerkle, SQLite, warm", "pymerkle, SQLite, cold"

Store = SqliteStore | PostgresStore
Row = dict[str, Any]


def opened(name: str, where: str) -> Store:
    """Open the store of a name at its file or address."""
    return SqliteStore(connect(Path(where), create=True)) if name == "sqlite" else PostgresStore.open(where)


def put(store: Store, count: int) -> None:
    """Append `count` entries in one transaction."""
    with store.transaction():
        append(store, [DRAFT] * count, BY, OP, lambda: AT)


def rate(store: Store, batch: int, times: int) -> float:
    """Return entries a second in transactions of `batch`."""
    began = time.perf_counter()
    for _ in range(times):
        put(store, batch)
    return batch * times / (time.perf_counter() - began)


def writer(name: str, where: str, times: int, ready: Any) -> None:
    """Wait for the others, then append one entry a transaction."""
    store = opened(name, where)
    ready.wait()
    for _ in range(times):
        put(store, 1)
    ready.wait()


def concurrent_rate(name: str, where: str, times: int) -> float:
    """Return entries a second by 20 processes."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(WRITERS + 1)
    writers = [context.Process(target=writer, args=(name, where, times, ready)) for _ in range(WRITERS)]
    for process in writers:
        process.start()
    ready.wait()
    began = time.perf_counter()
    ready.wait()
    seconds = time.perf_counter() - began
    for process in writers:
        process.join()
    return WRITERS * times / seconds


def times_of(
    ask: Callable[[int, int], Any], questions: list[tuple[int, int]], before: Callable[[], object] | None = None
) -> tuple[Row, list[Any]]:
    """Ask each question, after `before` which is not timed; return median and p99 in ms, and the answers."""
    took, answers = [], []
    for question in questions:
        if before is not None:
            before()
        began = time.perf_counter()
        answers.append(ask(*question))
        took.append((time.perf_counter() - began) * 1e3)
    took.sort()
    return {"median_ms": statistics.median(took), "p99_ms": took[int(len(took) * 0.99)], "proofs": len(took)}, answers


def proofs(name: str, store: Store, size: int, count: int) -> list[Row]:
    """Time proofs in a log of `size`; each is checked afterwards."""
    draw = random.Random(size)
    places = [(draw.randrange(size), size) for _ in range(count)]
    olds = [(draw.randrange(1, size), size) for _ in range(count)]
    ledger = Ledger(store)
    rows = []
    for kind, ask, questions in (
        ("inclusion", ledger.prove_inclusion, places),
        ("consistency", ledger.prove_consistency, olds),
    ):
        ask(*questions[0])
        took, answers = times_of(ask, questions)
        for proof in answers[:50]:
            if isinstance(proof, InclusionProof):
                assert verify_inclusion(proof, store.entry(proof.seq).entry.leaf(), ledger.root(size))
            else:
                assert verify_consistency(proof, ledger.root(proof.old), ledger.root(size))
        rows.append({"name": name, "kind": kind, "size": size, **took})
    return rows


def pymerkle_rows(folder: Path, sizes: list[int]) -> list[Row]:
    """Time pymerkle's proofs, in memory and in SQLite; nothing if it is not installed."""
    try:
        from pymerkle import InmemoryTree, SqliteTree  # type: ignore[import-untyped]
    except ImportError:
        print("pymerkle is not installed: pip install -r benchmarks/requirements.lock", file=sys.stderr)
        return []
    memory, file = InmemoryTree(algorithm="sha256"), SqliteTree(str(folder / "pymerkle.sqlite"), algorithm="sha256")
    rows = []
    for size in (each for each in sizes if each <= 1_000_000):
        new = [number.to_bytes(8) for number in range(memory.get_size(), size)]
        for leaf in new:
            memory.append_entry(leaf)
        file.append_entries(new)
        for name, peer, cold in ((MEMORY, memory, False), (WARM, file, False), (COLD, file, True)):
            draw = random.Random(size)
            questions = [(draw.randrange(1, size), size) for _ in range(20 if cold else 200)]
            for kind, ask in (("inclusion", peer.prove_inclusion), ("consistency", peer.prove_consistency)):
                ask(*questions[0])
                took, _ = times_of(ask, questions, before=peer.cache_clear if cold else None)
                rows.append({"name": name, "kind": kind, "size": size, **took})
    file.close()
    return rows


@contextmanager
def place_of(name: str, folder: Path) -> Iterator[str]:
    """Give the file or the address of a fresh store; PostgreSQL runs as long as the block does."""
    if name == "sqlite":
        yield str(folder / "ledger.sqlite")
        return
    with Server.start(folder / "postgresql") as server:
        with database.connect(server.url) as db:
            migrate(db)
        yield server.url


def measured(name: str, folder: Path, sizes: list[int], count: int) -> tuple[Row, list[Row]]:
    """Measure one store: appends first, on a small log, then the proofs as it grows."""
    with place_of(name, folder) as where:
        store = opened(name, where)
        put(store, 1000)
        appends = {
            "name": name,
            "single": rate(store, 1, count),
            "batch": rate(store, 1000, max(5, count // 50)),
            "writers": concurrent_rate(name, where, max(10, count // 20)),
        }
        rows: list[Row] = []
        for size in sizes:
            began, first = time.perf_counter(), store.size()
            while store.size() < size:
                put(store, min(FILL_BATCH, size - store.size()))
            if store.size() > first:
                appends[f"fill_{size}"] = (store.size() - first) / (time.perf_counter() - began)
                told = f"{name}: filled to {size:,} entries, {appends[f'fill_{size}']:,.0f} a second"
                print(told, file=sys.stderr, flush=True)
            rows += proofs(name, store, size, count)
        store.close()
    return appends, rows


def printed(appends: list[Row], rows: list[Row]) -> None:
    """Print rates, times, the ratio to pymerkle and the growth from the smallest size to the largest."""
    print(f"{'appends a second':22}{'single':>10}{'batch 1,000':>13}{'20 writers':>12}")
    for row in appends:
        print(f"{row['name']:22}{row['single']:>10,.0f}{row['batch']:>13,.0f}{row['writers']:>12,.0f}")
    print(
        f"\n{'proofs':26}{'kind':13}{'entries':>12}{'median ms':>11}{'p99 ms':>9}"
        f"{'warm ×':>9}{'cold ×':>9}{'growth':>9}"
    )
    median = {(row["name"], row["kind"], row["size"]): row["median_ms"] for row in rows}
    first = {(row["name"], row["kind"]): row for row in reversed(rows)}
    for row in rows:
        ratios = ""
        for peer in (WARM, COLD):
            beside = median.get((peer, row["kind"], row["size"]))
            ratios += f"{beside / row['median_ms']:>9,.1f}" if beside else f"{'-':>9}"
        growth = row["median_ms"] / first[row["name"], row["kind"]]["median_ms"]
        print(
            f"{row['name']:26}{row['kind']:13}{row['size']:>12,}{row['median_ms']:>11.3f}{row['p99_ms']:>9.3f}"
            f"{ratios}{growth:>8.2f}×"
        )
    print("warm × and cold × say how many times longer pymerkle on SQLite takes, with its cache and after clearing it")
    print(f"growth is to the first size of the row's name; log2 of the sizes grows {growth_of_log(rows):.2f}×")
    for row in rows:
        if row["size"] == 1_000_000 and not row["name"].startswith("pymerkle"):
            met = "met" if row["median_ms"] < GOAL_MS else "MISSED"
            print(f"goal {GOAL_MS:.0f} ms at 1,000,000: {met} by {row['name']}, {row['kind']}")


def growth_of_log(rows: list[Row]) -> float:
    """Return by how much the depth of the tree grows over the sizes measured."""
    sizes: list[int] = [row["size"] for row in rows]
    depth = [size.bit_length() - 1 for size in sizes]
    return max(depth) / min(depth)


def main() -> None:
    """Measure both stores and the peer, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--limit", type=int, default=SIZES[-1], help="the largest log to fill")
    options.add_argument("--count", type=int, default=1000, help="proofs and single appends to time")
    options.add_argument("--only", choices=["sqlite", "postgresql"])
    options.add_argument(
        "--place", type=Path, help="where the logs lie; as root one that PostgreSQL's account can reach"
    )
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    sizes = [size for size in SIZES if size <= given.limit] or [given.limit]
    folder = Path(tempfile.mkdtemp(prefix="understone-ledger-", dir=given.place))
    folder.chmod(0o711)
    appends, rows = [], []
    try:
        for name in [given.only] if given.only else ["sqlite", "postgresql"]:
            rates, made = measured(name, folder, sizes, given.count)
            appends.append(rates)
            rows += made
        rows += pymerkle_rows(folder, sizes)
    finally:
        shutil.rmtree(folder)
    if given.json:
        print(json.dumps({"appends": appends, "proofs": rows}, indent=1))
        return
    printed(appends, rows)


if __name__ == "__main__":
    main()
