"""The pages about the ledger say what the code does."""

import re
from pathlib import Path
from uuid import UUID

import click

from ledger.made_ledgers import ANALYST, NOON, view
from understone.cli.ledger import command
from understone.ledger.ledger import KEPT_FOR_GOOD, Ledger
from understone.ledger.sqlite_store import SqliteStore

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_column_and_every_field_of_a_leaf_has_its_line(tmp_path: Path) -> None:
    page = (DOCS / "reference" / "ledger.md").read_text(encoding="utf-8")
    with Ledger.open(tmp_path / "l", clock=lambda: NOON) as ledger:
        assert isinstance(ledger.store, SqliteStore)
        db = ledger.store._db
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {(table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})")}
        (entry,) = ledger.append([view(1)], ANALYST, UUID(int=1))
    assert set(re.findall(r"^\| (\w+) \| (\w+) \| ", page, re.MULTILINE)) - {("table", "column")} == columns
    part = page[page.index("## The leaf") : page.index("## The SQLite file")]
    fields = set(re.findall(r"^\| (\w+) \| ", part, re.MULTILINE)) - {"field"}
    assert fields == set(re.findall(r'"(\w+)":', entry.leaf().decode()))
    assert all(f"`{event}`" in part for event in KEPT_FOR_GOOD)


def test_the_commands_of_the_page_are_those_of_the_program() -> None:
    page = (DOCS / "how-to" / "check-a-ledger.md").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = re.findall(r"^understone ledger (.*)$", page, re.MULTILINE)
    assert len(lines) == 8
    for line in lines:
        words = line.split()
        verb: click.Command = command
        while isinstance(verb, click.Group):
            verb = verb.commands[words.pop(0)]
        known = {option for parameter in verb.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known
    assert {line.split()[0] for line in lines} >= set(command.commands) - {"show"}
