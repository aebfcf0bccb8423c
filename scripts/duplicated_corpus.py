"""Count how often pictures are displayed to somebody, with national consensus and without, on an invented corpus.

    .venv/bin/python scripts/duplicated_corpus.py [--devices 1000] [--each 100] [--kinds 5000] [--forces 45] [--seed 1]
        [--services]

Digests are made up, there are no pictures. Each device is imported in a force; a grader of it views and votes on each
picture that is not settled by then, in a fresh database: through the functions of access/grading.sql, or, with
--services, through the services. Without consensus each picture of each device is displayed once. It ends with an error
if a picture was viewed after it had been settled.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from understone.operation import connecting

connecting.prepare()  # before any model is imported

from operation.grading.corpus import Corpus, play  # noqa: E402
from operation.grading.corpus_in_bulk import play_in_bulk  # noqa: E402
from operation.installed import fresh_operation  # noqa: E402
from operation.world import settle  # noqa: E402


def main() -> int:
    """Play it and say what was spared."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--devices", type=int, default=1000)
    options.add_argument("--each", type=int, default=100, help="different unrecognised pictures on a device")
    options.add_argument("--kinds", type=int, default=5000, help="different pictures in the world")
    options.add_argument("--forces", type=int, default=45)
    options.add_argument("--exponent", type=float, default=1.0, help="of Zipf's law")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--services", action="store_true", help="through the services with their ledger: slow")
    given = options.parse_args()
    forces = tuple(f"E23{number:06d}" for number in range(1, given.forces + 1))
    began = time.monotonic()
    with fresh_operation() as (_, owner):
        settle(owner, forces)
        corpus = Corpus(given.devices, given.each, given.kinds, given.exponent, given.seed)
        played = (play if given.services else play_in_bulk)(owner, corpus, forces)
    print(f"{played.devices:,} devices in {len(forces)} forces in {time.monotonic() - began:.0f} s")
    print(f"{played.without:,} pictures on them to be graded, {played.different:,} different ones")
    print(f"displays without consensus: {played.without:,}")
    print(f"displays with consensus:    {played.with_consensus:,} ({played.saving():.0%} fewer)")
    print(f"settled nationally: {played.settled:,}; disputed: {played.disputed:,}")
    print("no picture was viewed after it had been settled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
