"""Build known sets of 10 thousand to 10 million records, and change the largest while another process reads it.

    .venv/bin/python benchmarks/build.py [--sizes 10000 100000 1000000 10000000] [--cache benchmarks/output] [--json]

Each build is `understone known build` in a process of its own: seconds and peak memory are of that process, start and
end included. Beside it `json.load` of the same file, under a limit of memory (`--json-limit`, GB). Then one entry is
added to the largest set, some times over: `understone.known.update.update` in one process, and the time until a reader
that polls `KnownSet.refresh()` in another one finds it; and the same by the command line, its start included.
"""

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

import vics_list

_JSON_LOAD = "import json, sys; print(len(json.load(open(sys.argv[1], encoding='utf-8'))['value']))"


def run(command: list[str], limit: int | None = None) -> dict[str, Any]:
    """Run a command; return its exit code, output, seconds and peak memory in bytes, as the kernel counted them."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors, preexec_fn=limited)  # noqa: PLW1509
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        return {
            "code": process.returncode,
            "output": output.read().decode(),
            "errors": errors.read().decode(),
            "seconds": seconds,
            "peak": used.ru_maxrss * 1024,
        }


def built(source: Path, directory: Path, records: int) -> dict[str, Any]:
    """Build a set; return what it took and how large it is."""
    command = [sys.executable, "-m", "understone", "known", "build", str(directory), str(source), "--kind", "hits"]
    done = run([*command, "--json"])
    assert done["code"] == 0, done["output"] + done["errors"]
    listings = json.loads(done["output"])["data"]["listings"]
    assert listings == records, f"{listings:,} listings of {records:,} records"
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return {
        "records": records,
        "list_bytes": source.stat().st_size,
        "seconds": done["seconds"],
        "records_a_second": records / done["seconds"],
        "peak": done["peak"],
        "set_bytes": size,
        "bytes_an_entry": size / records,
    }


def loaded(source: Path, records: int, limit: int) -> dict[str, Any]:
    """Load the same file with json.load; say what happened."""
    done = run([sys.executable, "-c", _JSON_LOAD, str(source)], limit)
    if done["code"] == 0:
        assert int(done["output"]) == records
        said = "loaded"
    else:
        said = (done["errors"].strip().splitlines() or [f"exit {done['code']}"])[-1]
    return {"json_load": said, "json_seconds": done["seconds"], "json_peak": done["peak"]}


def read_until_found(directory: Path, first: int, rounds: int, telling: Connection) -> None:
    """Poll a set for one new entry after the other; tell when each is found (a clock that all processes share)."""
    from understone.digests import Digests
    from understone.known.known_set import KnownSet

    with KnownSet.open(directory) as known:
        for number in range(first, first + rounds):
            wanted = [Digests(md5=vics_list.md5_of(number))]
            assert known.lookup(wanted) == [()]
            telling.send("ready")
            while not (known.refresh() and known.lookup(wanted)[0]):
                time.sleep(0.001)
            telling.send(time.monotonic())


def update_here(directory: Path, source: Path) -> None:
    """Add a list to a set in this process."""
    from understone.known.update import update

    update(directory, [source])


def update_by_command(directory: Path, source: Path) -> None:
    """Add a list to a set by the command line."""
    done = run([sys.executable, "-m", "understone", "known", "update", str(directory), str(source)])
    assert done["code"] == 0, done["output"] + done["errors"]


def seen_after(directory: Path, lists: Path, first: int, rounds: int, *, by_command: bool) -> list[float]:
    """Return for each of some updates of one entry the seconds from its call until another process finds the entry."""
    context = multiprocessing.get_context("spawn")
    told, telling = context.Pipe(duplex=False)
    reader = context.Process(target=read_until_found, args=(directory, first, rounds, telling), daemon=True)
    reader.start()
    telling.close()
    taken = []
    for number in range(first, first + rounds):
        source = vics_list.make(lists, 1, number)
        assert told.recv() == "ready"
        began = time.monotonic()
        (update_by_command if by_command else update_here)(directory, source)
        taken.append(told.recv() - began)
    reader.join()
    return taken


def slope(rows: list[dict[str, Any]]) -> float:
    """Return the exponent of records that the seconds grow with, by least squares on both logarithms."""
    sizes, seconds = ([row[name] for row in rows] for name in ("records", "seconds"))
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def print_builds(rows: list[dict[str, Any]]) -> None:
    """Print the table of builds."""
    print(
        f"{'records':>12}{'list MB':>10}{'s':>9}{'records/s':>11}{'peak MB':>9}{'set MB':>9}{'B/entry':>9}"
        f"{'json.load s':>13}{'peak MB':>9}"
    )
    for row in rows:
        print(
            f"{row['records']:>12,}{row['list_bytes'] / 1e6:>10,.0f}{row['seconds']:>9.1f}"
            f"{row['records_a_second']:>11,.0f}{row['peak'] / 1e6:>9,.0f}{row['set_bytes'] / 1e6:>9,.0f}"
            f"{row['bytes_an_entry']:>9.0f}{row['json_seconds']:>13.1f}{row['json_peak'] / 1e6:>9,.0f}"
            f"{'' if row['json_load'] == 'loaded' else '  ' + row['json_load']}"
        )
    if len(rows) > 1:
        print(f"seconds grow with records to the power of {slope(rows[-3:]):.2f} (the largest three sizes)")


def print_updates(records: int, way: str, taken: list[float]) -> None:
    """Print how soon a change was seen."""
    print(
        f"one entry added to {records:,}, {way}: seen by another process after "
        f"{statistics.median(taken):.3f} s (median of {len(taken)}; worst {max(taken):.3f} s)"
    )


def main() -> None:
    """Make the lists, build, load, change, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000])
    options.add_argument("--cache", type=Path, default=Path(__file__).parent / "output")
    options.add_argument("--json-limit", type=float, default=12, help="GB of address space for json.load")
    options.add_argument("--updates", type=int, default=7)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=given.cache, prefix="build-"))
    rows = []
    sizes = sorted(given.sizes)
    try:
        for records in sizes:
            source = vics_list.make(given.cache, records)
            print(f"{records:,} records", file=sys.stderr, flush=True)
            row = built(source, place / str(records), records)
            rows.append({**row, **loaded(source, records, int(given.json_limit * 1e9))})
        if not given.json:
            print_builds(rows)
        visible = {}
        for number, way in enumerate(("by update()", "by the command line")):
            first = sizes[-1] + number * given.updates
            taken = seen_after(place / str(sizes[-1]), place, first, given.updates, by_command=bool(number))
            visible[way] = taken
            if not given.json:
                print_updates(sizes[-1], way, taken)
    finally:
        shutil.rmtree(place)
    if given.json:
        exponent = slope(rows[-3:]) if len(rows) > 1 else None
        print(json.dumps({"rows": rows, "slope": exponent, "visible": visible}, indent=1))


if __name__ == "__main__":
    main()
