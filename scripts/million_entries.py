"""Walk and examine a million entries; say what it takes in memory and time.

    .venv/bin/python scripts/million_entries.py [--count 1000000]

Makes an ext4 image with that many small files in folders of 1,000 (sparse, a few GB of which little is stored), runs
`understone examine` on it and measures the resident memory of the parent and of each worker.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from understone.known.build import build

_PER_FOLDER = 1000


def make(folder: Path, image: Path, count: int) -> None:
    """Make an image of `count` files of a few bytes each, of which one in ten is its own content."""
    tree = folder / "tree"
    for number in range(0, count, _PER_FOLDER):
        below = tree / f"{number // 100_000:03d}" / f"{number // _PER_FOLDER:05d}"
        below.mkdir(parents=True)
        for file in range(number, min(number + _PER_FOLDER, count)):
            with open(below / f"file-{file:07d}.txt", "wb") as sink:  # noqa: PTH123 — a million times
                if file % 10 == 0:
                    sink.write(b"%d" % file)
    with image.open("wb") as sink:
        sink.truncate(count * 1024 + (1 << 30))
    inodes = str(count + count // 100 + 4096)
    subprocess.run(["mke2fs", "-q", "-t", "ext4", "-b", "1024", "-N", inodes, "-d", str(tree), str(image)], check=True)
    subprocess.run(["rm", "-rf", str(tree)], check=True)


def peaks(pid: int) -> dict[str, int]:
    """Return the peak resident bytes of a process and of its largest child, as the system counts them."""
    found = {"parent": _peak(pid), "worker": 0}
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    for child in children:
        found["worker"] = max(found["worker"], _peak(int(child)))
    return found


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main() -> int:
    """Make, examine, measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=1_000_000)
    count = options.parse_args().count
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        began = time.monotonic()
        make(folder, folder / "million.raw", count)
        print(f"made in {time.monotonic() - began:.0f} s")
        (folder / "list.txt").write_text("0" * 31 + "1\n")
        build(folder / "known", [folder / "list.txt"], kind="hits")
        command = [sys.executable, "-m", "understone", "examine", str(folder / "million.raw")]
        command += ["--known", str(folder / "known"), "--case", str(folder / "million.case"), "--json"]
        began = time.monotonic()
        highest = {"parent": 0, "worker": 0}
        with (folder / "answer").open("wb") as answer:
            process = subprocess.Popen(command, stdout=answer)
            while process.poll() is None:
                highest = {name: max(value, highest[name]) for name, value in peaks(process.pid).items()}
                time.sleep(0.2)
        seconds = time.monotonic() - began
        data = json.loads((folder / "answer").read_text())["data"]
        size = (folder / "million.case").stat().st_size
    entries = sum(data["entries"].values())
    print(f"{entries:,} entries in {seconds:.0f} s ({entries / seconds:,.0f}/s), case file {size / 1e6:,.0f} MB")
    print(f"peak resident: parent {highest['parent'] / 1e6:,.0f} MB, largest worker {highest['worker'] / 1e6:,.0f} MB")
    print(f"states: {data['entries']}")
    return 0 if entries >= count and max(highest.values()) < 1e9 and data["state"] == "complete" else 1


if __name__ == "__main__":
    sys.exit(main())
