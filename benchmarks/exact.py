"""Look up MD5s in a set of 10 million, beside what others use, in one run.

    .venv/bin/python benchmarks/exact.py [--entries 10000000] [--queries 10000000] [--only NAME] [--json]

Keys and queries are random bytes; 1 % of the queries are held. Every contestant builds in a process of its own, is
opened in a fresh one with its files in the page cache, and in another with them dropped from it, and is asked its
queries three times, of which the best counts. How many it finds is checked; of a Bloom filter what it finds too much.
Python peers are asked for one key after the other, which is what they offer, and fewer of them.
"""

import argparse
import importlib
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from exact_contestants import BLOOM_ODDS, CONTESTANTS, Contestant, Keys

HITS = 0.01


def keys_of(entries: int) -> Keys:
    """Return the entries: random, the same in every process."""
    return np.random.default_rng(1).integers(0, 256, (entries, 16), dtype=np.uint8)


def queries_of(entries: int, queries: int) -> tuple[Keys, int]:
    """Return random queries in random order, and how many of them are held."""
    draw = np.random.default_rng(2)
    asked = draw.integers(0, 256, (queries, 16), dtype=np.uint8)
    held = draw.choice(queries, max(1, int(queries * HITS)), replace=False)
    asked[held] = keys_of(entries)[draw.integers(0, entries, len(held))]
    return asked, len(held)


def resident() -> int:
    """Return the bytes of memory that this process has in use, mapped pages included."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def built(number: int, folder: Path, entries: int) -> float:
    """Build in this process; return the seconds."""
    keys = keys_of(entries)
    began = time.perf_counter()
    CONTESTANTS[number].build(folder, keys)
    return time.perf_counter() - began


def opened(number: int, folder: Path, *, cold: bool) -> dict[str, float]:
    """Open in this fresh process and ask one question; return the milliseconds of both."""
    contestant = CONTESTANTS[number]
    for module in contestant.needs:
        importlib.import_module(module)
    one = contestant.prepare(np.random.default_rng(3).integers(0, 256, (1, 16), dtype=np.uint8))
    if cold:
        drop_from_cache(folder)
    began = time.perf_counter()
    ask = contestant.open(folder)
    opening = time.perf_counter()
    ask(one)
    return {"open": (opening - began) * 1e3, "first": (time.perf_counter() - opening) * 1e3}


def drop_from_cache(folder: Path) -> None:
    """Let the system forget the files (posix_fadvise). Written pages go to disk first, or they would stay."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as source:
                os.fsync(source.fileno())
                os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def asked(number: int, folder: Path, entries: int, queries: int, rounds: int) -> dict[str, float]:
    """Ask all queries; return the best rate, what was found, and the memory that it took."""
    contestant = CONTESTANTS[number]
    for module in contestant.needs:
        importlib.import_module(module)
    array, held = queries_of(entries, min(queries, contestant.at_most))
    prepared = contestant.prepare(array)
    before = resident()
    ask = contestant.open(folder)
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        found = ask(prepared)
        best = min(best, time.perf_counter() - began)
    if contestant.exact:
        assert found == held, f"{contestant.name} found {found:,} of {held:,}"
    assert found >= held, f"{contestant.name} lost {held - found:,}"
    return {
        "queries": len(array),
        "rate": len(array) / best,
        "false": (found - held) / (len(array) - held),
        "memory": resident() - before,
    }


def in_a_process(work: Any, *given: Any, **options: Any) -> Any:
    """Run a function in a fresh interpreter."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *given, **options).result()


def measured(number: int, place: Path, entries: int, queries: int, rounds: int) -> dict[str, Any]:
    """Build (unless one of the same folder has), open and ask a contestant."""
    contestant: Contestant = CONTESTANTS[number]
    folder = place / (contestant.folder or contestant.name)
    seconds = None
    if not folder.exists():
        folder.mkdir()
        seconds = in_a_process(built, number, folder, entries)
    size = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    row = {"name": contestant.name, "build": seconds, "size": size, "bytes_an_entry": size / entries}
    row |= {f"warm_{k}": v for k, v in in_a_process(opened, number, folder, cold=False).items()}
    row |= {f"cold_{k}": v for k, v in in_a_process(opened, number, folder, cold=True).items()}
    row |= in_a_process(asked, number, folder, entries, queries, rounds)
    return row


def printed(rows: list[dict[str, Any]]) -> None:
    """Print the table; ratios are to the first row."""
    print(
        f"{'':28}{'build s':>9}{'M/s':>9}{'ratio':>8}{'open ms':>9}{'cold':>9}{'+ first':>9}"
        f"{'MB':>8}{'B/entry':>9}{'memory MB':>11}{'queries':>12}"
    )
    for row in rows:
        build = "(above)" if row["build"] is None else f"{row['build']:.1f}"
        print(
            f"{row['name']:28}{build:>9}{row['rate'] / 1e6:>9.3f}{rows[0]['rate'] / row['rate']:>8.1f}"
            f"{row['warm_open']:>9.1f}{row['cold_open']:>9.1f}{row['cold_first']:>9.1f}{row['size'] / 1e6:>8.0f}"
            f"{row['bytes_an_entry']:>9.1f}{row['memory'] / 1e6:>11.0f}{row['queries']:>12,}"
        )
        if row["false"]:
            print(f"{'':28}called {row['false']:.6f} of the unknown known (made for {BLOOM_ODDS})")


def main() -> None:
    """Measure all, or those whose name contains `--only`, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entries", type=int, default=10_000_000)
    options.add_argument("--queries", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", action="append", help="contestants whose name contains this (may be repeated)")
    options.add_argument("--cache", type=Path, default=Path(__file__).parent / "output")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=given.cache, prefix="exact-"))
    rows = []
    try:
        for number, contestant in enumerate(CONTESTANTS):
            if given.only and not any(part in contestant.name for part in given.only):
                continue
            print(contestant.name, file=sys.stderr, flush=True)
            rows.append(measured(number, place, given.entries, given.queries, given.rounds))
    finally:
        shutil.rmtree(place)
    if given.json:
        print(json.dumps({"entries": given.entries, "hits": HITS, "rows": rows}, indent=1))
        return
    print(f"{given.entries:,} MD5s, {HITS:.0%} of the queries held, best of {given.rounds}, one process")
    printed(rows)


if __name__ == "__main__":
    main()
