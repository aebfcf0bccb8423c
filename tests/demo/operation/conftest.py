"""The small demonstration, played once for the tests of test_playing.py, as a newcomer plays it.

That takes minutes, and `make test-demo` is its command. The suite plays its first weeks (test_first_weeks.py).
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from database.clusters import reachable_folder
from understone.database.connection import VARIABLE
from understone.database.embedded import Server
from understone.demo.operation.signing_off import EXPORT
from understone.ledger.export import ENTRIES

collect_ignore = [] if os.environ.get("UNDERSTONE_PLAY_IT_ALL") else ["test_playing.py"]


@dataclass(frozen=True, slots=True)
class Played:
    """Where it was played, the answer, its database as the owner reads it, how often what was told."""

    folder: Path
    answer: dict[str, Any]
    db: psycopg.Connection
    events: Counter[str]


@pytest.fixture(scope="session")
def played() -> Iterator[Played]:
    """Play the small demonstration of seed 1 by its command."""
    place = reachable_folder()
    folder = place / "operation"
    command = [sys.executable, "-m", "understone", "demo", "operation", str(folder), "--json", "--quiet"]
    there = {name: value for name, value in os.environ.items() if name != VARIABLE}
    done = subprocess.run(command, capture_output=True, env=there, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    with Server.start(folder / "database") as running, psycopg.connect(running.url, autocommit=True) as db:
        told = [json.loads(line)["leaf"] for line in (folder / EXPORT / ENTRIES).open(encoding="utf-8")]
        events = Counter(json.loads(leaf)["event"] for leaf in told)
        yield Played(folder, json.loads(done.stdout)["data"], db, events)
    shutil.rmtree(place)
