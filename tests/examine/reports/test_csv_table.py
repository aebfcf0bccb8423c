"""The table of findings: what a csv reader gets back, and what a spreadsheet will not run."""

import csv
import io

import pytest

from examine.reports.conftest import HOSTILE, Built
from understone.examine import queries
from understone.examine.casefile import CaseFile
from understone.examine.reports import csv_table


@pytest.fixture(scope="module")
def raw(built: Built) -> bytes:
    sink = io.BytesIO()
    with CaseFile.open(built.path) as case_file:
        csv_table.write(case_file.db, 1, sink)
    return sink.getvalue()


@pytest.fixture(scope="module")
def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_it_is_utf_8_with_a_mark_and_crlf_so_that_spreadsheets_read_it(raw: bytes) -> None:
    assert raw.startswith(b"\xef\xbb\xbffinding,evidence,volume,")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_there_is_a_row_for_each_finding_and_each_record_of_it(built: Built, rows: list[dict[str, str]]) -> None:
    with CaseFile.open(built.path) as case_file:
        expected = [
            (str(finding.finding_id), str(number), str(listing.record))
            for finding in queries.findings(case_file.db, 1)
            for number, listing in enumerate(finding.listings, 1)
        ]
    assert [(row["finding"], row["listing"], row["record"]) for row in rows] == expected
    assert len(expected) == 8  # seven places, one of them with two records


def test_no_cell_is_a_formula(rows: list[dict[str, str]]) -> None:
    """A file named `=cmd|…` on a seized device must not run on the analyst's machine (OWASP: CSV injection)."""
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert f"'{HOSTILE['formula']}" in [row["path"] for row in rows]
    assert "'=1+1" in [row["tags"] for row in rows]


def test_invisible_characters_and_bytes_that_are_no_text_stand_as_escapes(rows: list[dict[str, str]]) -> None:
    paths = {row["path"] for row in rows}
    assert {
        "DCIM/holiday\\u202egpj.exe",
        "DCIM/\\x1b[31mred\\x1b[0m.jpg",
        "DCIM/caf\\xe9.jpg",
        HOSTILE["long"],
    } <= paths


def test_long_numbers_come_back_as_they_were(rows: list[dict[str, str]]) -> None:
    """64-bit ids rounded: jeroen/jsonlite #405."""
    assert "1413617112501850121" in {row["media_id"] for row in rows}


def test_near_and_contradicted_records_can_be_filtered(rows: list[dict[str, str]]) -> None:
    assert [(row["how"], row["distance"], row["category"]) for row in rows if row["listing_how"] == "near"] == [
        ("near", "12", "1")
    ]
    assert [(row["digest"], row["contradicts"]) for row in rows if row["contradicts"]] == [("md5", "sha1 sha256")]
    assert [row["list"] for row in rows if row["list_kind"] == "known-good"] == ["system.csv"]
    assert {row["first_byte"] for row in rows} == {"2048", "1000000000", ""}


def test_every_column_is_described_and_a_run_without_findings_has_the_header_alone(built: Built) -> None:
    sink = io.BytesIO()
    with CaseFile.open(built.path) as case_file:
        csv_table.write(case_file.db, 2, sink)
    assert sink.getvalue().decode("utf-8-sig") == ",".join(csv_table.COLUMNS) + "\r\n"
    assert all(csv_table.COLUMNS.values())
