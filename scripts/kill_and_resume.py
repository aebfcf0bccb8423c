"""Kill an examination at random moments, resume it, and compare its export with that of an undisturbed one.

    .venv/bin/python scripts/kill_and_resume.py --count 100 [--seed 1]

Each attempt starts afresh on the demonstration's small device, is killed with SIGKILL one to three times at random
moments, then runs to its end. Prints a line an attempt; exits 1 if any export differs.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from understone.demo.plant import plant
from understone.examine.casefile import CaseFile
from understone.examine.export import lines
from understone.known.build import build


def start(folder: Path, case: Path) -> "subprocess.Popen[bytes]":
    """Start an examination as a person would."""
    command = [
        sys.executable,
        "-m",
        "understone",
        "examine",
        str(folder / "device.raw"),
        "--known",
        str(folder / "known"),
    ]
    command += ["--case", str(case), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def export(case: Path) -> bytes:
    """Return the canonical export of the only run."""
    with CaseFile.open(case) as case_file:
        return b"\n".join(lines(case_file.db, 1))


def main() -> int:
    """Run all attempts."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    wrong = kills = unfinished = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        planted = plant(folder, small=True)
        build(folder / "known", [planted.known], kind="hits")
        began = time.monotonic()
        start(folder, folder / "undisturbed.case").wait()
        duration = time.monotonic() - began
        expected = export(folder / "undisturbed.case")
        rows = expected.count(b"\n") + 1
        print(f"undisturbed: {duration:.1f} s, export of {len(expected):,} bytes, {rows:,} rows", flush=True)
        for attempt in range(asked.count):
            case = folder / f"{attempt}.case"
            for _ in range(chance.randint(1, 3)):
                process = start(folder, case)
                try:
                    process.wait(chance.uniform(0.2, duration))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    kills += 1
            unfinished += start(folder, case).wait() != 10
            got = export(case)
            wrong += got != expected
            print(f"attempt {attempt}: {'same' if got == expected else 'DIFFERS'}", flush=True)
            for line in sorted(set(got.split(b"\n")) ^ set(expected.split(b"\n")))[:6]:
                print(f"    {line[:400]!r}")
            case.unlink()
    print(
        f"{asked.count} attempts, {kills} kills: {asked.count - wrong} equal, {wrong} not, {unfinished} ended otherwise"
    )
    return 1 if wrong or unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
