"""The canonical export: what the digest of an examination is over, for whoever wants to compute it again."""

import sqlite3
from typing import BinaryIO

from understone.examine.export import lines

NAME = "export"
SUFFIX = ".export.jsonl"
LINE = "canonical JSON lines, the same bytes for the same examination; their SHA-256 is the export digest"


def write(db: sqlite3.Connection, run_id: int, sink: BinaryIO) -> None:
    """Write the export of a run, each line ended by a line feed."""
    for line in lines(db, run_id):
        sink.write(line + b"\n")
