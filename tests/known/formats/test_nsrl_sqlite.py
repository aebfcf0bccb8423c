"""NIST's list of known software as an SQLite database, in the layouts of its minimal and its full sets."""

import io
import sqlite3
from pathlib import Path

import pytest

from known.made_lists import md5, sha1, sha256
from understone.known.build import build
from understone.known.errors import KindContradicted, ListTruncated, ListUnrecognised
from understone.known.formats import HEAD_BYTES, nsrl_sqlite, recognise_head
from understone.known.listings import Listing, Rejected

FILE = (
    "CREATE TABLE FILE (sha256 VARCHAR NOT NULL, sha1 VARCHAR NOT NULL, md5 VARCHAR NOT NULL, crc32 VARCHAR NOT NULL, "
    "file_name VARCHAR NOT NULL, file_size INTEGER NOT NULL, package_id INTEGER NOT NULL)"
)
NAMES = [b"notepad.exe", b"clock.avi", b"kettle.bmp"]


def row(name: bytes) -> tuple[str, str, str, str, str, int, int]:
    digests = (sha256(name).hex().upper(), sha1(name).hex().upper(), md5(name).hex().upper())
    return (*digests, "AA6A7B16", name.decode(), len(name), 228)


def minimal(path: Path, names: list[bytes] = NAMES, pragma: str = "") -> Path:
    db = sqlite3.connect(path)
    db.executescript(f"{pragma}; {FILE}; CREATE TABLE PKG (package_id INTEGER, name VARCHAR);")
    db.executemany("INSERT INTO FILE VALUES (?, ?, ?, ?, ?, ?, ?)", [row(name) for name in names])
    db.commit()
    db.close()
    return path


def read(path: Path) -> list[Listing | Rejected]:
    with path.open("rb") as source:
        return list(nsrl_sqlite.read(source))


@pytest.mark.parametrize("pragma", ["", "PRAGMA encoding = 'UTF-16le'", "PRAGMA page_size = 65536"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_minimal_set_is_recognised_and_read(tmp_path: Path, pragma: str, count: int) -> None:
    path = minimal(tmp_path / "RDS minimal #1?.db", NAMES[:count], pragma)
    assert recognise_head(path.read_bytes()[:HEAD_BYTES], path) is nsrl_sqlite
    items = read(path)
    for number, (name, item) in enumerate(zip(NAMES[:count], items, strict=True), 1):
        assert isinstance(item, Listing)
        assert (item.md5, item.sha1, item.sha256) == (md5(name), sha1(name), sha256(name))
        assert (item.record, item.size) == (number, len(name))
        assert item.detail == (("file name", name.decode()), ("package id", "228"))


def test_a_full_set_is_read_from_its_metadata_where_file_is_only_a_view(tmp_path: Path) -> None:
    db = sqlite3.connect(path := tmp_path / "full.db")
    db.executescript(
        "CREATE TABLE METADATA (object_id INTEGER, key_hash VARCHAR, file_name VARCHAR, extension VARCHAR, "
        "bytes INTEGER, crc32 VARCHAR, md5 VARCHAR, sha1 VARCHAR, sha256 VARCHAR);"
        "CREATE VIEW FILE AS SELECT sha256, sha1, md5, crc32, file_name, bytes AS file_size, 1 AS package_id "
        "FROM METADATA, METADATA AS again;"
    )
    name = NAMES[0]
    values = (7, "k", name.decode(), "exe", 11, "", md5(name).hex(), sha1(name).hex(), sha256(name).hex())
    db.execute("INSERT INTO METADATA VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    db.commit()
    db.close()
    (item,) = read(path)
    assert isinstance(item, Listing)
    assert (item.md5, item.sha256, item.size) == (md5(name), sha256(name), 11)


def test_a_set_of_distinct_hashes_alone_is_read(tmp_path: Path) -> None:
    db = sqlite3.connect(path := tmp_path / "distinct.db")
    db.execute("CREATE TABLE DISTINCT_HASH (sha256 VARCHAR, sha1 VARCHAR, md5 VARCHAR, crc32 VARCHAR)")
    db.execute("INSERT INTO DISTINCT_HASH VALUES ('', ?, NULL, 'AA')", (sha1(b"x").hex(),))
    db.commit()
    db.close()
    (item,) = read(path)
    assert isinstance(item, Listing)
    assert (item.sha1, item.md5, item.sha256) == (sha1(b"x"), None, None)


def test_a_bad_row_is_refused_with_its_place(tmp_path: Path) -> None:
    path = minimal(tmp_path / "nsrl.db")
    db = sqlite3.connect(path)
    db.execute("UPDATE FILE SET sha256 = '', sha1 = 'xyz', md5 = 17 WHERE file_name = 'clock.avi'")
    db.commit()
    db.close()
    first, second, third = read(path)
    assert isinstance(first, Listing)
    assert isinstance(third, Listing)
    assert isinstance(second, Rejected)
    assert second.where == "row 2 of FILE"


def test_the_nsrl_is_refused_as_hits_and_taken_as_known_good(tmp_path: Path) -> None:
    """Treating NIST's list as hits would accuse everyone who has a computer."""
    path = minimal(tmp_path / "nsrl.db")
    with pytest.raises(KindContradicted):
        build(tmp_path / "hits", [path], kind="hits")
    assert not (tmp_path / "hits").exists()
    result = build(tmp_path / "good", [path], kind="known-good")
    assert (result.listings, result.refused.rejected.count) == (3, 0)
    assert result.keys["sha1"] == 3


def test_the_list_is_left_as_it_is_and_nothing_is_put_beside_it(tmp_path: Path) -> None:
    path = minimal(tmp_path / "nsrl.db", pragma="PRAGMA journal_mode = WAL")
    before = path.read_bytes()
    assert len(read(path)) == 3
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["nsrl.db"]


def test_a_stream_without_a_file_is_read_too(tmp_path: Path) -> None:
    content = minimal(tmp_path / "nsrl.db").read_bytes()
    assert len(list(nsrl_sqlite.read(io.BufferedReader(io.BytesIO(content))))) == 3


@pytest.mark.parametrize("kept", [99, 4096, 5000, 8191])
def test_a_database_that_is_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = minimal(tmp_path / "nsrl.db", [str(number).encode() for number in range(100)])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ListTruncated) as refused:
        read(path)
    assert refused.value.offset == kept


def test_a_damaged_page_is_a_refusal_and_never_a_shorter_list(tmp_path: Path) -> None:
    path = minimal(tmp_path / "nsrl.db", [str(number).encode() for number in range(200)])
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(ListTruncated) as refused:
        read(path)
    assert "damaged database" in refused.value.what


def test_a_view_that_never_ends_is_refused(tmp_path: Path) -> None:
    """A list is hostile input: this one would have kept a build busy for ever."""
    db = sqlite3.connect(path := tmp_path / "endless.db")
    db.executescript(
        "CREATE TABLE PKG (package_id INTEGER); CREATE VIEW FILE AS WITH RECURSIVE n(i) AS "
        "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT '' || i AS sha1, '' AS md5 FROM n;"
    )
    db.close()
    with pytest.raises(ListTruncated):
        read(path)


def test_another_database_is_no_list(tmp_path: Path) -> None:
    db = sqlite3.connect(path := tmp_path / "other.db")
    db.execute("CREATE TABLE picture (md5 TEXT, file TEXT)")
    db.commit()
    db.close()
    with pytest.raises(ListUnrecognised) as refused:
        recognise_head(path.read_bytes()[:HEAD_BYTES], path)
    assert "SQLite" in refused.value.what
