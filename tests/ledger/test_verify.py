"""Whatever is changed behind the ledger's back is found, and the changed row is named."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.made_ledgers import ANALYST, FORCE, LOG, NOON, OTHER_FORCE, made, ticking, view
from understone.ledger.errors import NotALedger
from understone.ledger.ledger import Ledger
from understone.ledger.notes import COSIGNATURE, Note
from understone.ledger.sqlite_store import SqliteStore
from understone.ledger.verify import Report

# table → its columns, and how its row is named in a report
TABLES = {
    "entry": (("seq", "leaf", "leaf_hash"), "entry {seq}"),
    "payload": (("seq", "salt", "payload"), "payload {seq}"),
    "erased": (("seq",), "erased {seq}"),
    "node": (("level", "idx", "hash"), "node {idx} of level {level}"),
    "checkpoint": (("size", "note"), "checkpoint {size}"),
    "cosignature": (("size", "line"), "cosignature {size} of "),
    "verifier_key": (("vkey",), "key {vkey}"),
}


def cosign(ledger: Ledger, size: int) -> None:
    note = Note.parse(dict(ledger.checkpoints())[size])
    for force in (FORCE, OTHER_FORCE):
        ledger.cosigned(Note(note.text, (force.cosign(note.text, 1),)).render(), force.verifier(COSIGNATURE))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a row in every table: 27 entries, two checkpoints, four cosignatures, three erasures."""
    path = tmp_path_factory.mktemp("ledger") / "whole"
    with made(path, 5) as ledger:
        ledger.checkpoint(LOG)
        ledger.append([view(number) for number in range(7)], ANALYST)
        cosign(ledger, 5)
        ledger.erase([2, 4], ANALYST, "retention")
        ledger.checkpoint(LOG)
        ledger.append([view(number) for number in range(5)], ANALYST)
        ledger.erase([7], ANALYST, "retention")
        cosign(ledger, 16)
        ledger.append([view(number) for number in range(3)], ANALYST)
        report = ledger.verify()
        assert (report.holds, report.size, report.checkpoints, report.cosignatures) == (True, 28, 2, 4)
        assert (report.payloads, report.erased, report.nodes) == (25, 3, 14 + 7 + 3 + 1)
        assert isinstance(ledger.store, SqliteStore)
        ledger.store.empty_journal()
    return path


def behind(path: Path) -> sqlite3.Connection:
    """A connection that the triggers no longer hinder."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    return db


def verified(path: Path) -> Report:
    with Ledger.open(path, create=False) as ledger:
        return ledger.verify()


def rows(path: Path) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield (table, how its row is named, row) of every row."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    for table, (columns, name) in TABLES.items():
        found = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        assert found, f"no row in {table}: nothing would be tried"
        for row in found:
            yield table, name.format(**dict(row)), dict(row)


def changed(value: object, place: int, flip: int) -> object:
    """A value with one byte changed; a number by one bit."""
    if isinstance(value, int):
        return value ^ (1 << (flip % 5))
    raw = bytearray(value if isinstance(value, bytes) else str(value).encode())
    raw[place % len(raw)] ^= flip
    return bytes(raw)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_byte_changed_in_any_column_is_found_and_named(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(TABLES)))
    _, name, row = data.draw(st.sampled_from([each for each in rows(whole) if each[0] == table]))
    column = data.draw(st.sampled_from(TABLES[table][0]))
    value = changed(row[column], data.draw(st.integers(0, 4000)), data.draw(st.integers(1, 127)))
    path = tmp_path / "changed"
    shutil.copy(whole, path)
    db = behind(path)
    held = " AND ".join(f"{key} = ?" for key in row)
    new = "?" if isinstance(row[column], int | bytes) else "CAST(? AS TEXT)"
    try:
        db.execute(f"UPDATE {table} SET {column} = {new} WHERE {held}", (value, *row.values()))
    except sqlite3.IntegrityError:  # two rows would have one key: no such file can be
        db.close()
        return
    assert db.execute("SELECT changes()").fetchone() == (1,)
    db.close()
    faults = verified(path).faults
    if column == "line":
        name = f"cosignature {row['size']} of "  # the name itself may be what changed
    if column == "vkey":
        name = "key "  # a changed name may well begin with a digit
    whole_number = r"(?!\d)" if name[-1].isdigit() else ""
    assert any(re.match(re.escape(name) + whole_number, fault.row) for fault in faults), (name, faults)


def test_any_row_removed_is_found_and_named(whole: Path, tmp_path: Path) -> None:
    for number, (table, name, row) in enumerate(rows(whole)):
        if table == "entry" and row["seq"] == 27:
            continue  # the last entry, which no checkpoint covers: see the next test
        path = tmp_path / str(number)
        shutil.copy(whole, path)
        db = behind(path)
        db.execute(f"DELETE FROM {table} WHERE " + " AND ".join(f"{key} = ?" for key in row), tuple(row.values()))
        db.close()
        found = [fault.row for fault in verified(path).faults]
        if table == "verifier_key":
            assert any(each.startswith(("checkpoint", "cosignature")) for each in found), (name, found)
        else:
            assert any(each.startswith(name) for each in found), (name, found)
        path.unlink()


def test_a_ledger_cut_at_its_end_is_found_by_what_lies_beside_it_and_by_a_checkpoint_from_outside(
    whole: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cut"
    shutil.copy(whole, path)
    with Ledger.open(path, clock=ticking(NOON.replace(year=2025))) as ledger:
        kept = ledger.checkpoint(LOG)
    db = behind(path)
    db.execute("DELETE FROM entry WHERE seq >= 20")
    assert {"payload 20", "node 5 of level 2"} <= {fault.row for fault in verified(path).faults}
    db.execute("DELETE FROM payload WHERE seq >= 20")
    db.execute("DELETE FROM node WHERE idx >= (20 >> level)")
    db.execute("DELETE FROM checkpoint WHERE size > 20")
    db.execute("DELETE FROM cosignature WHERE size = 16")
    db.close()
    with Ledger.open(path) as ledger:
        (fault,) = [f for f in ledger.verify(checkpoint=kept).faults if f.row == "the checkpoint given"]
    assert fault.what == "it is about 28 entries; the ledger has 20"


def test_a_history_rewritten_without_a_seam_is_found_by_its_checkpoints(whole: Path, tmp_path: Path) -> None:
    """Whoever has the whole file can make leaves, hashes and nodes agree again; only signatures stop them."""
    path = tmp_path / "rewritten"
    shutil.copy(whole, path)
    with Ledger.open(whole, create=False) as ledger:
        kept = dict(ledger.checkpoints())[5]
    forged = tmp_path / "forged"
    with Ledger.open(forged, clock=ticking()) as other:
        for number in range(28):
            other.append([view(number + 100)], ANALYST)
    db = behind(path)
    db.execute("ATTACH ? AS forged", (str(forged),))
    for table in ("entry", "payload", "node"):
        db.execute(f"DELETE FROM {table}")
        db.execute(f"INSERT INTO {table} SELECT * FROM forged.{table}")
    db.close()
    found = {fault.row for fault in verified(path).faults}
    assert {"checkpoint 5", "checkpoint 16"} <= found
    assert not any(row.startswith(("entry", "node")) for row in found)
    with Ledger.open(forged) as other:
        assert other.verify().holds
        assert {fault.row for fault in other.verify(checkpoint=kept).faults} == {"the checkpoint given"}


def test_every_wrong_row_is_named_not_only_the_first(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "many"
    shutil.copy(whole, path)
    db = behind(path)
    db.execute("UPDATE entry SET leaf = replace(leaf, 'p-1', 'p-9') WHERE seq IN (3, 9, 20)")
    db.execute("UPDATE payload SET salt = zeroblob(32) WHERE seq IN (6, 20)")
    db.execute("UPDATE node SET hash = zeroblob(32) WHERE level = 3 AND idx = 1")
    db.close()
    found = [fault.row for fault in verified(path).faults]
    assert found == ["entry 3", "payload 6", "entry 9", "node 1 of level 3", "entry 20", "payload 20"]


def test_an_entry_slipped_in_between_is_found(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "slipped"
    shutil.copy(whole, path)
    db = behind(path)
    leaf = json.loads(db.execute("SELECT leaf FROM entry WHERE seq = 3").fetchone()[0])
    db.execute("UPDATE entry SET seq = seq + 1000 WHERE seq > 3")
    db.execute("UPDATE entry SET seq = seq - 999 WHERE seq > 3")
    db.execute("INSERT INTO entry VALUES (4, ?, zeroblob(32))", (json.dumps({**leaf, "seq": 4}),))
    db.close()
    found = {fault.row for fault in verified(path).faults}
    assert {f"entry {seq}" for seq in range(4, 29)} <= found


def test_a_file_whose_pages_are_damaged_is_no_traceback(whole: Path, tmp_path: Path) -> None:
    data = bytearray(whole.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 64] = b"\xff" * 64
    (tmp_path / "damaged").write_bytes(data)
    with pytest.raises(NotALedger):
        verified(tmp_path / "damaged")
