"""`understone link`, `subject`, `selector` as an analyst runs them: one operation beneath."""

from collections.abc import Iterator

import pytest

from cli.commands import Commands
from operation.installed import fresh_operation
from operation.referrals.test_intake import IMEI, device, events, take, tip
from operation.subjects.test_gathering import grade, referral
from operation.world import settle

Run = Commands


@pytest.fixture
def run() -> Iterator[Run]:
    """Return what runs commands on a fresh operation."""
    with fresh_operation() as (session, owner):
        settle(owner)
        yield Commands(session, owner)


AN = ("--as", "AN-1")
WHY = ("--reason", "the same room in both")


def test_an_analyst_opens_joins_and_parts_subjects(run: Run) -> None:
    take(tip(0, device(IMEI[0]), ref="A-0"), tip(1, device(IMEI[1]), ref="A-1"))
    keys = []
    for ref in ("A-0", "A-1"):
        grade(ref)
        keys.append(str(referral(ref).pk))
    assert [run("subject", "open", key, *AN)["code"] for key in keys] == ["S-1", "S-2"]
    assert run("subject", "merge", "S-1", "S-2", *WHY, *AN)["code"] == "S-1"
    shown = run("subject", "show", "S-2", "--purpose", "a test", *AN)
    assert (shown["code"], shown["asked"], shown["aliases"]) == ("S-1", "S-2", ["S-2"])
    assert [each["id"] for each in shown["referrals"]] == keys
    assert events(run.owner)["view.record"] == 1
    (link,) = run("link", "list", "--referral", keys[0], *AN)["links"]
    assert (link["kind"], link["state"], link["by"], link["reason"]) == ("judgement", "positive", "AN-1", WHY[1])
    assert run("link", "withdraw", link["id"], *WHY, *AN)["state"] == "withdrawn"
    assert run("subject", "show", "S-2", "--purpose", "a test", *AN)["code"] == "S-2"
    listed = run("subject", "list", *AN)
    assert [(each["code"], each["referrals"]) for each in listed["subjects"]] == [("S-1", 1), ("S-2", 1)]


def test_a_selector_tells_its_spellings_and_who_carries_it(run: Run) -> None:
    take(tip(0, device(IMEI[0]), ref="A-0"), tip(1, device("IMEI 490154203237518"), ref="A-1"))
    (line,) = run("selector", "list", str(referral("A-0").pk), *AN)
    assert (line["value"], line["selector"], line["degree"]) == (IMEI[0], "device:IMEI:490154203237518", 2)
    shown = run("selector", "show", "device", "IMEI:490154203237518", *AN)
    assert shown["raw"] == ["IMEI 490154203237518", IMEI[0]]
    assert shown["referrals"] == [str(referral(ref).pk) for ref in ("A-0", "A-1")]


def test_a_suggestion_is_listed_with_parts_that_sum_to_its_score(run: Run) -> None:
    from understone.operation.referrals.parsed import CaptureKind, ParsedCapture

    mail = ParsedCapture("$.mail", CaptureKind.EMAIL, "a.k@example.org")
    take(tip(0, mail, ref="A-0"), tip(1, mail, ref="A-1"))
    answer = run("link", "list", *AN)
    assert answer["count"] == 1
    (link,) = answer["links"]
    assert link["score"] == sum(part["points"] for part in link["reasons"]) > 0
    assert {link["referral_a"], link["referral_b"]} == {str(referral(ref).pk) for ref in ("A-0", "A-1")}
    keys = (link["referral_a"], link["referral_b"])
    assert run("link", "decide", *keys, "negative", *WHY, *AN)["state"] == "negative"
    assert run("link", "list", *AN)["count"] == 0


def test_who_may_not_is_told_and_the_refusal_is_on_the_ledger(run: Run) -> None:
    take(tip(0, device(IMEI[0]), ref="A-0"))
    key = str(referral("A-0").pk)
    for arguments in (("subject", "list"), ("link", "list"), ("selector", "list", key)):
        (error,) = run(*arguments, "--as", "AD-1", code=3)
        assert "the role AD may not do" in error["what"]
    assert events(run.owner)["access.refused"] == 3


def test_a_number_that_is_not_there_and_one_out_of_sight_answer_alike(run: Run) -> None:
    take(tip(0, device(IMEI[0]), ref="A-0"))
    key = str(referral("A-0").pk)
    nowhere = "00000000-0000-7000-8000-000000000007"
    said = [
        run("link", "list", "--referral", each, "--as", "IN-E23000001", code=3)[0]["what"].replace(each, "…")
        for each in (key, nowhere)
    ]
    assert said[0] == said[1]


def test_tables_are_for_people(run: Run) -> None:
    take(tip(0, device(IMEI[0]), ref="A-0"), tip(1, device(IMEI[0]), ref="A-1"))
    grade("A-0")
    grade("A-1")
    assert "S-1" in run("subject", "list", *AN, as_json=False)
    assert "A-0" in run("subject", "show", "S-1", "--purpose", "a test", *AN, as_json=False)
    assert "device:IMEI:490154203237518" in run(
        "link", "list", "--referral", str(referral("A-0").pk), *AN, as_json=False
    )
