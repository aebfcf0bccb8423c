"""Examine a device of photographs, beside what others do with it, in one run.

    .venv/bin/python benchmarks/examine.py [--photographs 2400] [--cache benchmarks/output] [--processes 2]

Measured on the same image or folder, with as many processes as we use:
- digests alone: Understone with --exact-only; the same digests by hashlib over the same files (the ceiling);
  `hashdeep` on the folder; `fiwalk` on the image (MD5 and SHA-1, one process each, as they come)
- with near matching: Understone; a loop of pytsk3 + Pillow + pdqhash + hashlib over the same image
"""

import argparse
import hashlib
import io
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from device import Device, make

DIGESTS = ("md5", "sha1", "sha256")


def hash_files(paths: list[str]) -> int:
    """Digest files with the three digests that a picture gets, as fast as hashlib can."""
    total = 0
    for path in paths:
        digests = [hashlib.new(name, usedforsecurity=False) for name in DIGESTS]
        with Path(path).open("rb") as source:
            while chunk := source.read(1 << 20):
                for digest in digests:
                    digest.update(chunk)
                total += len(chunk)
    return total


def peer_loop(task: tuple[str, list[int]]) -> int:
    """What a capable examiner would write in an afternoon: pytsk3, Pillow, pdqhash, hashlib."""
    import numpy as np
    import pdqhash
    import pytsk3
    from PIL import Image

    image, inodes = task
    system = pytsk3.FS_Info(pytsk3.Img_Info(image))
    hashed = 0
    for inode in inodes:
        entry = system.open_meta(inode)
        content = entry.read_random(0, entry.info.meta.size)
        for name in DIGESTS:
            hashlib.new(name, content, usedforsecurity=False).digest()
        pdqhash.compute(np.asarray(Image.open(io.BytesIO(content)).convert("RGB")))
        hashed += 1
    return hashed


def all_inodes(image: str) -> list[int]:
    """Return the inodes of all regular files, as the loop's walk."""
    import pytsk3

    system, found = pytsk3.FS_Info(pytsk3.Img_Info(image)), []

    def walk(folder: object, depth: int) -> None:
        for entry in folder:  # type: ignore[attr-defined]
            if entry.info.meta is None or entry.info.name.name in (b".", b".."):
                continue
            if entry.info.meta.type == pytsk3.TSK_FS_META_TYPE_DIR and depth < 20:
                walk(entry.as_directory(), depth + 1)
            elif entry.info.meta.type == pytsk3.TSK_FS_META_TYPE_REG and entry.info.meta.size:
                found.append(entry.info.meta.addr)

    walk(system.open_dir("/"), 0)
    return found


def shared_out(items: list, processes: int) -> list[list]:
    """Deal items out in turn."""
    return [items[start::processes] for start in range(processes)]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def understone(device: Device, known: Path, processes: int, *extra: str) -> float:
    """Return the seconds of a whole `understone examine`, start and case file included."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "understone", "examine", str(device.image), "--known", str(known)]
        command += ["--case", f"{folder}/b.case", "--workers", str(processes), "--quiet", "--json", *extra]
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
        summary = json.loads(done.stdout)["data"]
        assert summary["state"] == "complete", done.stderr
        assert summary["entries"]["read"] == device.photographs, summary["entries"]
        return seconds


def starting(known: Path, processes: int) -> float:
    """Return the seconds of an examination of one tiny file: start, known set, case file, end."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tree").mkdir()
        (Path(folder) / "tree" / "one.txt").write_text("one")
        command = [
            sys.executable,
            "-m",
            "understone",
            "examine",
            f"{folder}/tree",
            "--known",
            str(known),
            "--exact-only",
        ]
        command += ["--case", f"{folder}/b.case", "--workers", str(processes), "--quiet", "--json"]
        return timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))


def known_set(device: Device, folder: Path) -> Path:
    """Build a known set with digests of all three kinds and PDQ hashes, of which only a few are on the device."""
    chance = random.Random(7)
    some = sorted(device.folder.rglob("*.JPG"))[::200]
    contents = [*(path.read_bytes() for path in some), *(chance.randbytes(9) for _ in range(20_000))]
    records = [
        {
            "MediaID": number,
            "Category": 1,
            "MD5": hashlib.md5(content, usedforsecurity=False).hexdigest().upper(),
            "SHA1": hashlib.sha1(content, usedforsecurity=False).hexdigest().upper(),
            "AlternativeHashes": [
                {"HashName": "SHA256", "HashValue": hashlib.sha256(content).hexdigest().upper()},
                {"HashName": "PDQ", "HashValue": chance.randbytes(32).hex().upper()},
            ],
        }
        for number, content in enumerate(contents)
    ]
    context = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
    (folder / "list.json").write_text(json.dumps({"@odata.context": context, "value": records}))
    build = [sys.executable, "-m", "understone", "known", "build", str(folder / "known"), str(folder / "list.json")]
    subprocess.run([*build, "--kind", "hits"], check=True, capture_output=True)
    return folder / "known"


def main() -> None:
    """Make the device, run everything twice, take the better, print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--photographs", type=int, default=2400)
    options.add_argument("--cache", type=Path, default=Path(__file__).parent / "output")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--digests-only", action="store_true", help="leave out near matching and its loop (minutes)")
    asked = options.parse_args()
    asked.cache.mkdir(parents=True, exist_ok=True)
    device = make(asked.cache.resolve(), asked.photographs)
    print(
        f"device: {device.photographs} photographs from {device.sources} distinct sources, "
        f"{device.size / 1e6:,.0f} MB; {asked.processes} processes; best of {asked.rounds}"
    )
    files = [str(path) for path in sorted(device.folder.rglob("*")) if path.is_file()]
    inodes = all_inodes(str(device.image))
    processes = asked.processes
    with tempfile.TemporaryDirectory() as place, multiprocessing.get_context("spawn").Pool(processes) as pool:
        known = known_set(device, Path(place))
        pool.map(hash_files, [[] for _ in range(processes)])
        loops = [(str(device.image), part) for part in shared_out(inodes, processes)]
        contestants: dict[str, Callable[[], float]] = {
            "hashlib alone (ceiling)": lambda: timed(lambda: pool.map(hash_files, shared_out(files, processes), 1)),
            "understone, start and end alone": lambda: starting(known, processes),
            "understone, digests alone": lambda: understone(device, known, processes, "--exact-only"),
            "understone, with near matching": lambda: understone(device, known, processes),
            "loop: pytsk3 + Pillow + pdqhash": lambda: timed(lambda: pool.map(peer_loop, loops, 1)),
        }
        outside = {
            "hashdeep (md5, sha1; folder)": [
                "hashdeep",
                "-c",
                "md5,sha1",
                "-j",
                str(processes),
                "-r",
                str(device.folder),
            ],
            "fiwalk (md5, sha1; image)": ["fiwalk", "-x", str(device.image)],
        }
        for name, command in outside.items():
            if shutil.which(command[0]):
                contestants[name] = lambda command=command: timed(  # type: ignore[misc]
                    lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                )
            else:
                print(f"{name}: {command[0]} is not installed (apt-get install hashdeep sleuthkit), left out")
        if asked.digests_only:
            del contestants["understone, with near matching"], contestants["loop: pytsk3 + Pillow + pdqhash"]
        best = {name: min(contestant() for _ in range(asked.rounds)) for name, contestant in contestants.items()}
    for name, seconds in best.items():
        if "alone" in name and "start" in name:
            print(f"{name:34} {seconds:8.1f} s")
            continue
        rates = f"{device.size / 1e6 / seconds:9.1f} MB/s {device.photographs / seconds:8.1f} photographs/s"
        print(f"{name:34} {seconds:8.1f} s {rates}")
    ceiling, start = best["hashlib alone (ceiling)"], best["understone, start and end alone"]
    alone = ceiling / best["understone, digests alone"]
    sustained = ceiling / (best["understone, digests alone"] - start)
    near = (
        None if asked.digests_only else best["loop: pytsk3 + Pillow + pdqhash"] / best["understone, with near matching"]
    )
    print(
        f"digests alone: {alone:.2f} of pure digest speed with its start and end ({start:.1f} s), "
        f"{sustained:.2f} without (goal 0.8)"
    )
    if near is not None:
        print(f"with near matching: {near:.1f} times the loop (goal 2.5)")


if __name__ == "__main__":
    main()
