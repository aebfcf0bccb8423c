"""The report that two sign (LABELLED, G4), and what becomes of an exhibit in the end (REASON, G4)."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operation.exhibits import store
from operation.exhibits.store import DE, IN, SV, by, examined, second, seen, seized
from operation.exhibits.test_custody import tasks
from operation.packages.office import MET
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import events
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import GuardRefused, InputRefused, NotPermitted, ReasonMissing, TransitionRefused
from understone.operation.exhibits import disposing, reporting
from understone.operation.exhibits.disposing import Manner
from understone.operation.models import Finding, Search
from understone.operation.proposals import completing


def settle_one(owner: str) -> UUID:
    """Let three votes have settled one finding, as the room of grading leaves it."""
    with working(as_(DE, comp="common")):
        key: UUID = Finding.objects.order_by("pk").values_list("pk", flat=True)[0]
    with psycopg.connect(owner) as db:
        db.execute(
            "UPDATE finding SET state = 'settled', provisional = false, category = 'A', scheme = 'UK A-C',"
            " rev = rev + 1 WHERE id = %s",
            (key,),
        )
    return key


def read(key: UUID) -> tuple[str, list[dict[str, Any]]]:
    content = b"".join(reporting.written(by(DE), key))
    return hashlib.sha256(content).hexdigest(), [json.loads(line) for line in content.splitlines()]


def test_two_sign_a_report_in_which_what_is_not_settled_is_provisional(
    operation: str, search: Search, case: Path
) -> None:
    row = examined(seized(search), case)
    settled = settle_one(operation)
    digest, lines = read(row.exhibit_id)
    labels = {line["id"]: line["label"] for line in lines if line["row"] == "finding"}
    assert labels.pop(str(settled)) == "A (UK A-C)"
    assert set(labels.values()) == {"provisional"}
    assert len(labels) == row.counts["attached"]["total"] - 1
    assert (lines[0]["row"], lines[0]["ref"], lines[1]["case_file_digest"]) == ("exhibit", "AB/1", row.case_file_digest)
    proposal = reporting.propose(by(DE), row.exhibit_id, digest)
    assert proposal.payload["labels"] == {"A (UK A-C)": 1, "provisional": len(labels)}
    with pytest.raises(NotPermitted):
        reporting.propose(by(SV), row.exhibit_id)
    with pytest.raises(GuardRefused, match="did not sign in"):
        reporting.complete(by(SV, expected=proposal.rev), proposal.pk)
    completing.complete(second(SV, proposal), proposal.pk)
    exhibit = seen(row.exhibit_id)
    assert (exhibit.state, exhibit.report_digest, tasks(exhibit)) == ("reported", digest, {"dispose": IN})
    assert events(operation, "exhibit.reported") == [{"report_digest": digest, "second_by": SV}]


def test_a_report_that_labels_otherwise_than_the_record_is_refused(operation: str, search: Search, case: Path) -> None:
    row = examined(seized(search), case)
    with pytest.raises(GuardRefused, match="LABELLED"):
        reporting.propose(by(DE), row.exhibit_id, "0" * 64)
    digest, _ = read(row.exhibit_id)
    proposal = reporting.propose(by(DE), row.exhibit_id, digest)
    settle_one(operation)
    with pytest.raises(GuardRefused, match=r"LABELLED: .* does not label every finding as it stands now"):
        reporting.complete(second(SV, proposal), proposal.pk)
    assert seen(row.exhibit_id).state == "examined"


def test_only_what_is_examined_is_reported(operation: str, search: Search) -> None:
    with pytest.raises(TransitionRefused):
        reporting.propose(by(DE), store.started(seized(search)).pk)


def test_two_dispose_of_an_exhibit_its_parts_first(operation: str, search: Search) -> None:
    whole = seized(search)
    part = seized(search, 2, "memory_card", parent="AB/1")
    with pytest.raises(ReasonMissing):
        disposing.propose(by(IN, None), whole.pk, Manner.RETURNED)
    for who in (DE, SV, f"SL-{MET}"):
        with pytest.raises(NotPermitted):
            disposing.propose(by(who), whole.pk, Manner.RETURNED)
    proposal = disposing.propose(by(IN), whole.pk, Manner.RETURNED)
    with pytest.raises(InputRefused, match="AB/2, which was found in it, is seized"):
        disposing.complete(second(SV, proposal), proposal.pk)
    of_part = disposing.propose(by(IN), part.pk, Manner.DESTROYED)
    with pytest.raises(NotPermitted):
        disposing.complete(second(IN, of_part), of_part.pk)
    completing.complete(second(SV, of_part), of_part.pk)
    disposing.complete(second(SV, proposal), proposal.pk)
    row = seen(whole.pk)
    assert (row.state, row.disposal, row.owner, row.due, tasks(row)) == ("disposed", "returned", None, None, {})
    assert [each["manner"] for each in events(operation, "exhibit.disposed")] == ["destroyed", "returned"]
    assert named_once(operation) == []


def test_what_is_under_examination_is_not_disposed_of(operation: str, search: Search) -> None:
    with pytest.raises(TransitionRefused):
        disposing.propose(by(IN), store.started(seized(search)).pk, Manner.FORFEITED)
