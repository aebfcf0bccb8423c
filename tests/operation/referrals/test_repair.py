"""What could not be read is repaired by a person: the copy is taken in, the original stays, both are on the ledger."""

import hashlib
import json

import psycopg
import pytest

from operation.referrals.test_intake import events, holds
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import (
    Conflict,
    GuardRefused,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.identifiers import new_id
from understone.operation.models import Organisation, Original, Quarantined, Referral, Task
from understone.operation.referrals import formats, reading, sources
from understone.operation.referrals.intake import take_in
from understone.operation.referrals.repairing import repair
from understone.operation.service import Call

CUT = b'{"reportId": "900000021", "reportedInformation": {'
WHOLE = b'{"reportId": "900000021", "reportedInformation": {}}'


def quarantine(data: bytes = CUT) -> Quarantined:
    """Take in bytes that cannot be read; return the row."""
    partner = Organisation.objects.get(code="examplechat")
    call = Call(as_("IO-1"))
    take_in(call, sources.source(partner), formats.read(data, sources.settings(partner)))
    with working(call.actor):
        return Quarantined.objects.get(original_digest=hashlib.sha256(data).hexdigest())


def by(pseudonym: str = "IO-2", reason: str | None = "two brackets were missing", expected: int | None = None) -> Call:
    return Call(as_(pseudonym), reason=reason, expected=expected)


def test_a_corrected_copy_becomes_a_referral_and_the_original_stays(operation: str) -> None:
    row = quarantine()
    (made,) = repair(by(expected=row.rev), row.pk, WHOLE)
    with working(as_("AN-1")):
        after = Quarantined.objects.get()
        assert (after.state, after.repaired_as_id, after.rev) == ("received", made, 2)
        assert Referral.objects.get().source_ref == "900000021"
        assert {bytes(kept.content) for kept in Original.objects.all()} == {CUT, WHOLE}
        tasks = {(task.object, task.kind): task.state for task in Task.objects.all()}
        assert tasks == {(row.pk, "repair"): "done", (made, "triage"): "open"}
    with psycopg.connect(operation) as db:
        (told,) = db.execute(
            "SELECT payload FROM ledger.ledger_payload JOIN ledger.ledger_entry USING (seq)"
            " WHERE leaf::json ->> 'event' = 'referral.repaired'"
        ).fetchall()
    said = json.loads(told[0])
    assert said["original_digest"] == hashlib.sha256(CUT).hexdigest()
    assert said["repaired_digest"] == hashlib.sha256(WHOLE).hexdigest()
    assert said["reason"] == "two brackets were missing"
    assert [each["entity"] for each in said["revisions"]] == ["quarantined"]
    assert holds(operation) > 0


def test_a_copy_of_many_tips_gives_each_its_referral(operation: str) -> None:
    row = quarantine()
    many = b'[{"reportId": "900000021"}, {"reportId": "900000022"}]'
    made = repair(by(), row.pk, many)
    assert len(set(made)) == 2
    with working(as_("AN-1")):
        assert set(Referral.objects.values_list("pk", flat=True)) == set(made)


def test_a_copy_that_is_in_already_leads_to_what_is_there(operation: str) -> None:
    """The same content, and a supplement of the same reference."""
    partner = Organisation.objects.get(code="examplechat")
    take_in(Call(as_("IO-1")), sources.source(partner), formats.read(WHOLE, sources.settings(partner)))
    first, second = quarantine(), quarantine(CUT + b" ")
    (there,) = repair(by(), first.pk, WHOLE)
    more = b'{"reportId": "900000021", "reportedInformation": {"additionalInformations": [{"value": "more"}]}}'
    assert repair(by(), second.pk, more) == [there]
    with working(as_("AN-1")):
        assert Referral.objects.get().parts.count() == 1


def test_a_copy_that_cannot_be_read_either_changes_nothing(operation: str) -> None:
    row = quarantine()
    before = events(operation)
    with pytest.raises(GuardRefused, match="PARSES"):
        repair(by(), row.pk, b'[{"reportId": "900000022"}, {"reportId": ')
    assert events(operation) - before == {"access.refused": 1}
    with working(as_("AN-1")):
        assert Referral.objects.count() == 0
        assert Quarantined.objects.get().state == "quarantined"


def test_only_an_intake_officer_repairs_once_and_says_why(operation: str) -> None:
    row = quarantine()
    with pytest.raises(NotPermitted):
        repair(by("AP-1"), row.pk, WHOLE)
    with pytest.raises(TransitionRefused):
        repair(by("AN-1"), row.pk, WHOLE)
    with pytest.raises(ReasonMissing):
        repair(by(reason=""), row.pk, WHOLE)
    with pytest.raises(Conflict):
        repair(by(expected=7), row.pk, WHOLE)
    with pytest.raises(NoSuchRecord):
        repair(by(), new_id(), WHOLE)
    repair(by(), row.pk, WHOLE)
    with pytest.raises(TransitionRefused):
        repair(by(), row.pk, WHOLE)
    assert events(operation)["referral.repaired"] == 1


def test_opening_a_referral_stands_on_the_ledger_and_a_hidden_one_answers_as_an_absent_one(operation: str) -> None:
    row = quarantine()
    (made,) = repair(by(), row.pk, WHOLE)
    told = reading.opened(by("AP-1", "to see whether it is urgent"), made)
    assert (told["source_ref"], told["state"], told["parsed"]["reportId"]) == ("900000021", "received", "900000021")
    assert events(operation)["view.record"] == 1
    with psycopg.connect(operation, autocommit=True) as db:
        walled = (as_("AN-1", comp="force-E23000032").comp, new_id(), made)
        db.execute("UPDATE referral SET comp_id = %s, rev = rev + 1, op_id = %s WHERE id = %s", walled)
        db.execute("DELETE FROM membership WHERE user_id = %s AND comp_id = %s", (as_("AP-1").user, walled[0]))
    before = events(operation)
    refused = []
    for key in (made, new_id()):
        with pytest.raises(NoSuchRecord) as error:
            reading.opened(by("AP-1"), key)
        refused.append((type(error.value), error.value.what.replace(str(key), "…"), error.value.where))
    assert refused[0] == refused[1]
    assert events(operation) - before == {"access.refused": 2}


def test_without_a_reason_nothing_is_opened(operation: str) -> None:
    row = quarantine()
    (made,) = repair(by(), row.pk, WHOLE)
    for ask in (reading.opened, reading.original):
        with pytest.raises(ReasonMissing):
            ask(by(reason=None), made)
    assert reading.original(by("AN-1"), made) == WHOLE
    assert reading.original(by("AN-1"), row.pk) == CUT
    assert events(operation)["view.export"] == 2
    assert events(operation)["view.record"] == 0


def test_lists_show_what_the_role_may_read(operation: str) -> None:
    row = quarantine()
    repair(by(), row.pk, WHOLE)
    quarantine(b"{")
    assert [(each.source_ref, each.owner is None) for each in reading.listed(as_("AP-1"))[1]] == [("900000021", False)]
    assert [each.source_ref for each in reading.listed(as_("AU-1"))[1]] == [None]  # metadata alone
    count, lines = reading.quarantined(as_("IO-1"))
    assert (count, [each.code for each in lines]) == (1, ["cut_off"])
    assert [each.repaired_as for each in reading.quarantined(as_("IO-1"), state="received")[1]] != [None]
    assert reading.listed(as_("IO-1"), state="closed") == (0, [])
    for pseudonym in ("AD-1", "IN-E23000001"):
        with pytest.raises(NotPermitted):
            reading.listed(as_(pseudonym))
