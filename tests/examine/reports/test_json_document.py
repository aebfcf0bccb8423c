"""The whole report for programs: it parses, it is in the envelope, its counts are the case file's."""

import io
import json

import pytest

from examine.reports.conftest import HOSTILE, NAMES_AS_STORED, Built
from understone.examine import queries
from understone.examine.casefile import CaseFile
from understone.examine.reports import json_document


def document_of(built: Built, run_id: int) -> dict:
    sink = io.BytesIO()
    with CaseFile.open(built.path) as case_file:
        json_document.write(case_file.db, run_id, sink)
    assert sink.getvalue().isascii()
    document = json.loads(sink.getvalue())
    assert list(document) == ["schema", "data", "errors"]
    return document


@pytest.fixture(scope="module")
def document(built: Built) -> dict:
    return document_of(built, 1)


def test_it_is_in_the_envelope_of_every_answer(document: dict) -> None:
    assert document["schema"] == "understone.report/1"
    assert document["errors"] == []
    assert set(document["data"]) == {
        "written", "case_id", "run", "checks", "counts",
        "not_examined", "not_attempted", "volumes", "errors", "findings",
    }  # fmt: skip


def test_an_unfinished_run_says_so_in_the_errors_of_the_envelope(built: Built) -> None:
    unfinished = document_of(built, 2)
    assert [error["what"] for error in unfinished["errors"]] == unfinished["data"]["checks"]
    assert unfinished["errors"][0].keys() == {"what", "where", "remedy"}
    assert len(unfinished["errors"]) == 2


def test_the_counts_are_those_of_the_case_file(built: Built, document: dict) -> None:
    data = document["data"]
    assert sum(data["counts"]["entries"].values()) == built.entries
    assert sum(sum(volume["entries"].values()) for volume in data["volumes"]) == built.entries
    found = data["counts"]["found"]
    assert found["places"] == len(data["findings"]) == 7
    assert found["pictures"] == len({finding["sha256"] for finding in data["findings"]}) == 3
    with CaseFile.open(built.path) as case_file:
        counted = queries.finding_counts(case_file.db, 1)
        assert {
            (row["category"], how): row[f"{how}_places"]
            for row in found["by_category"]
            for how in ("exact", "near")
            if row[f"{how}_places"]
        } == counted
        in_case = case_file.db.execute("SELECT count(*) FROM media WHERE run_id = 1").fetchone()[0]
    assert sum(row["contents"] for row in data["counts"]["media"]) == in_case


def test_names_are_as_the_evidence_has_them(document: dict) -> None:
    names = {finding["path"] for finding in document["data"]["findings"]}
    assert set(NAMES_AS_STORED.values()) <= names
    assert HOSTILE["bidi"] in names


def test_integers_that_readers_would_round_are_strings(document: dict) -> None:
    """DESIGN §7: integers beyond 2^53 are strings."""
    segment = document["data"]["run"]["segments"][0]
    assert segment == {"path": "exhibit-7.dd", "size": 2**40, "modified_ns": "1700000000123456789"}
    assert document["data"]["findings"][0]["listings"][0]["media_id"] == "1413617112501850121"


def test_findings_carry_their_records_notes_and_place(document: dict) -> None:
    first = document["data"]["findings"][0]
    assert first["notes"][0]["author"] == "DC <Jones>"
    assert first["tags"] == ["for court"]
    assert first["first_byte"] == 2048
    assert first["listings"][0]["detail"] == [["Series", "<i>Kettles</i>\\u202e"]]
    assert first["created"] == "2023-11-14T22:13:20.1234567Z"
