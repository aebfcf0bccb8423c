"""Examine volumes with flipped bits in their metadata: no hang, no lost run, each error with its place.

    .venv/bin/python scripts/flipped_volumes.py --count 1000 [--seed 1] [--patience 5]

Runs the whole `understone examine` on each of them and prints a table a kind of file system: how the runs ended, what
was counted. Exits 1 if a run ended in any way but with a result or a refusal that names what, where and remedy.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from flip_bits import KINDS, flipped_volume
from understone.known.build import build

_RUN_SECONDS = 300


def main() -> int:
    """Run all of them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--patience", type=float, default=5)
    options.add_argument("--decode", action="store_true", help="decode pictures too (three times slower)")
    asked = options.parse_args()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    bad = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "list.txt").write_text("1" * 32 + "\n")
        build(folder / "known", [folder / "list.txt"], kind="hits")
        for number in range(asked.count):
            kind = KINDS[number % len(KINDS)]
            image = flipped_volume(kind, asked.seed * 1_000_000 + number, folder)
            extra = ["--patience", str(asked.patience), *([] if asked.decode else ["--exact-only"])]
            bad += not _examine(image, folder, extra, counts[kind], number)
            image.unlink()
            if number % 50 == 49:
                print(f"{number + 1} of {asked.count}, {time.monotonic() - began:.0f} s", flush=True)
    names = sorted({name for counter in counts.values() for name in counter})
    for name in names:
        print(f"{name:48}" + "".join(f"{kind} {counts[kind][name]:7,}   " for kind in KINDS))
    print(f"{asked.count} volumes in {time.monotonic() - began:.0f} s: {bad} bad ends")
    return 1 if bad else 0


def _examine(image: Path, folder: Path, extra: list[str], counts: Counter[str], number: int) -> bool:
    """Examine one; count how it ended; return whether it ended well."""
    case = folder / "flipped.case"
    command = [sys.executable, "-m", "understone", "examine", str(image), "--known", str(folder / "known")]
    command += ["--case", str(case), "--quiet", "--json", "--workers", "1", *extra]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_RUN_SECONDS, check=False)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        counts["BAD: hung or no answer"] += 1
        print(f"number {number}: {type(error).__name__}")
        return False
    finally:
        for left in folder.glob("flipped.case*"):
            left.unlink()
    counts[f"ended with exit code {done.returncode}"] += 1
    if answer["data"] is None:
        (error,) = answer["errors"]
        return done.returncode == 3 and all(error[field] for field in ("what", "where", "remedy"))
    data = answer["data"]
    counts["entries"] += sum(data["entries"].values())
    for state in ("unreadable", "failed"):
        counts[f"entries {state}"] += data["entries"].get(state, 0)
    for error in data["errors"]:
        counts[f"errors: {error['stage']}"] += 1
        if "hung" in error["what"] or "no progress" in error["what"]:
            counts["hangs that were gone round"] += 1
        if not error["what"] or (error["volume"] is None and not error["path"]):
            print(f"number {number}: an error without a place: {error}")
            return False
    return not data["checks"] and data["state"] == "complete" and done.returncode in (0, 4)


if __name__ == "__main__":
    sys.exit(main())
