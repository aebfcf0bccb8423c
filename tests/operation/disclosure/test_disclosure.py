"""The schedule of what is held about a subject: complete, judged item by item, given by two, its digest kept."""

import csv
import hashlib
import io
import json
from datetime import date
from typing import Any

import pytest

from operation.outcomes.desk import INVESTIGATOR, SUPERVISOR, arrested, by, case, planned
from operation.outcomes.test_releasing import tied
from operation.packages.office import MET
from operation.premises.test_premises import HOME, answer_of
from operation.referrals.test_intake import IMEI, device, holds, take, tip
from operation.subjects.test_closing import agreed, seized
from operation.subjects.test_gathering import by as by_agency
from operation.subjects.test_gathering import grade
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import events as payloads
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3, TrustKind
from understone.operation.access.context import us_now, working
from understone.operation.disclosure import exporting, listing, making
from understone.operation.disclosure.exporting import Format
from understone.operation.disclosure.listing import Judgement
from understone.operation.disclosure.making import Recipient
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord, NotPermitted, ReasonMissing
from understone.operation.models import DisclosureItem, Proposal, Subject
from understone.operation.outcomes import charging, releasing
from understone.operation.outcomes.releasing import Mode
from understone.operation.premises import services as premises
from understone.operation.risk import services as risk
from understone.operation.service import Call, acting
from understone.operation.tasks import setting
from understone.operation.trust import services as trust

OPEN = Judgement(False, "nothing secret", True, "it proves the upload")
SECRET = Judgement(True, "names an informant", True, "it began with it")


def judged(rows: list[DisclosureItem], call: Call | None = None, **by_number: Judgement) -> None:
    for row in rows:
        listing.judge(call or by_agency(), row.pk, by_number.get(f"n{row.number}", OPEN))


def kinds(rows: list[DisclosureItem]) -> set[str]:
    return {row.entity for row in rows}


def examined(owner: Any) -> None:
    """Put a case file with findings where the examiners' rooms put them."""
    from understone.operation.models import Examination, Finding

    with acting(by(), "exhibit.record") as act:
        of = {"comp_id": owner.comp_id, **setting.walls(owner)}
        made = act.made(
            **of, shared_to=owner.shared_to, exhibit=owner, case_file_digest="ab" * 32, tool="understone",
            known_sets=[], status="complete", counts={},
        )  # fmt: skip
        (row,) = act.insert([Examination(**made)])
        told = {"case_file_digest": "ab" * 32, "tool": "understone", "known_sets": [], "counts": {}}
        act.record("exhibit.examined", row, told, naming=[row])
        found = [
            Finding(**act.made(
                **of, examination=row, volume="1", inode=str(n), stream="", path=f"/{n}.jpg", sha256=f"{n:064x}",
                state="settled" if n else "provisional", match="exact", provisional=not n, category="A" if n else None,
            ))
            for n in range(3)
        ]  # fmt: skip
        act.insert(found)
        act.record("finding.recorded", row, {"match": "exact", "lists": [], "provisional": True}, naming=found)


def test_a_force_lists_what_it_holds_and_the_agency_what_it_sees(operation: str) -> None:
    subject = case()
    code = tied(subject, MET).code  # type: ignore[attr-defined]
    row = arrested(subject)
    planned(row)
    exhibit = seized(row, "=cmd()|EX/1")
    examined(exhibit)
    force = listing.make(by(), subject.pk)
    assert {"dissemination", "receipt", "arrest", "exhibit", "examination", "finding", "welfare_plan"} <= kinds(force)
    assert not kinds(force) & {"referral", "package", "identity_resolution"}, "the force does not see these"
    texts = {each.entity: each.description for each in force}
    assert texts["finding"] == "findings in exhibit =cmd()|EX/1: 2 of category A, 1 not settled"
    assert texts["welfare_plan"] == "a welfare plan"
    assert [each.number for each in force] == list(range(1, len(force) + 1))
    agency = listing.make(by_agency(), subject.pk)
    assert {
        "referral",
        "identity_resolution",
        "package",
        "receipt",
        "arrest",
        "exhibit",
        "examination",
        "child",
    } <= kinds(agency)
    assert not kinds(agency) & {"finding", "welfare_plan"}, "shared to nobody"
    assert f"record of child {code}" in {each.description for each in agency}
    tips = [each for each in agency if each.entity == "referral"]
    assert all(each.digest is not None and len(each.digest) == 64 for each in tips)
    with working(as_("AN-1")):
        assert DisclosureItem.objects.filter(org=as_("AN-1").org).count() == len(agency)
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_what_was_decided_charged_and_breached_is_listed_too(operation: str) -> None:
    subject = case()
    premises.record(by_agency(), answer_of(subject.pk).pk, HOME)
    trust.record(by_agency(), subject.pk, TrustKind.TEACHER, "Example School", Bool3.YES)
    risk.state(by_agency(), subject.pk, "R4", "no", "a statement to an officer")
    risk.confirm(by_agency(reason="the facts say so"), subject.pk, Band.HIGH)
    agency = {each.entity: each.description for each in listing.make(by_agency(), subject.pk)}
    assert agency["position_of_trust"] == "position of trust: teacher at Example School, current yes, not verified"
    assert agency["risk_fact"] == "statement on risk factor R4: no"
    assert agency["risk_assessment"].endswith(": high confirmed")
    assert agency["premises"] == "record of premises, children there: unknown"
    row = arrested(subject)
    releasing.release_outside(by(), row.pk, Mode.BAIL, "the custody clock ran out")
    charging.charge(by(), row.pk, "PCA78-1", date(2026, 3, 1), us_now())
    force = {each.entity: each.description for each in listing.make(by(), subject.pk)}
    assert force["charge"] == "charge 1 with PCA78-1, of 2026-03-01"
    assert force["breach"] == "breach of guard G5: open"
    assert not force.keys() & {"risk_fact", "risk_assessment", "position_of_trust", "premises"}, "the agency's alone"
    assert named_once(operation) == []


def test_a_refresh_adds_what_is_new_and_never_renumbers(operation: str) -> None:
    subject = case()
    first = listing.make(by_agency(), subject.pk)
    judged(first)
    told = len(payloads(operation, "disclosure.scheduled"))
    assert [each.pk for each in listing.make(by_agency(), subject.pk)] == [each.pk for each in first]
    assert len(payloads(operation, "disclosure.scheduled")) == told, "the same again writes nothing"
    take(tip(9, device(IMEI[0]), ref="A-9"))
    grade("A-9")
    again = listing.make(by_agency(), subject.pk)
    assert [(each.pk, each.number) for each in again[: len(first)]] == [(each.pk, each.number) for each in first]
    (new,) = again[len(first) :]
    assert (new.entity, new.number, new.relevant) == ("referral", len(first) + 1, None)
    assert all(each.relevant for each in again[: len(first)]), "what was judged stays judged"
    last = payloads(operation, "disclosure.scheduled")[-1]
    assert (last["rows"], len(last["list_digest"])) == (len(again), 64)
    assert named_once(operation) == []


def test_a_judgement_has_reasons(operation: str) -> None:
    (row, *_) = listing.make(by_agency(), case().pk)
    with pytest.raises(InputRefused, match="its reason"):
        listing.judge(by_agency(), row.pk, Judgement(True, " ", True, "it proves the upload"))
    with pytest.raises(NotPermitted):
        listing.judge(Call(as_("AP-1"), "a reason"), row.pk, OPEN)
    with pytest.raises(NoSuchRecord):
        listing.judge(by(), row.pk, OPEN)


def test_what_nobody_has_judged_or_listed_blocks_it(operation: str) -> None:
    subject = case()
    with pytest.raises(InputRefused, match="nothing is listed"):
        making.propose(by_agency(), subject.pk, Recipient.PROSECUTOR)
    rows = listing.make(by_agency(), subject.pk)
    judged(rows[:-1])
    with pytest.raises(InputRefused, match=f"nobody has judged item {rows[-1].number}"):
        making.propose(by_agency(), subject.pk, Recipient.PROSECUTOR)
    judged(rows[-1:])
    proposal = making.propose(by_agency(), subject.pk, Recipient.PROSECUTOR)
    take(tip(9, device(IMEI[0]), ref="A-9"))
    grade("A-9")
    with pytest.raises(InputRefused, match="not up to date"):
        agreed(proposal)
    judged([listing.make(by_agency(), subject.pk)[-1]])
    with pytest.raises(InputRefused, match="another than the one"):
        agreed(proposal)


def test_two_persons_give_it_and_its_digest_is_that_in_the_ledger(operation: str) -> None:
    subject = case()
    rows = listing.make(by_agency(), subject.pk)
    judged(rows, n1=SECRET)
    proposal = making.propose(by_agency(), subject.pk, Recipient.PROSECUTOR)
    with pytest.raises(GuardRefused, match="two persons"):
        exporting.export(by_agency(), proposal.pk, Format.JSON)
    agreed(proposal)
    (made,) = payloads(operation, "disclosure.made")
    assert (made["recipient"], made["second_by"]) == ("prosecutor", "AP-1")
    with pytest.raises(ReasonMissing):
        exporting.export(by_agency(reason=None), proposal.pk, Format.JSON)
    out = exporting.export(by_agency(reason="the trial"), proposal.pk, Format.JSON)
    assert hashlib.sha256(out.content).hexdigest() == out.digest == made["digest"] == out.agreed
    assert [item["number"] for item in json.loads(out.content)["items"]] == [each.number for each in rows]
    table = exporting.export(by_agency(), proposal.pk, Format.CSV)
    told = payloads(operation, "view.export")
    assert [(each["rows"], each["digest"]) for each in told] == [(len(rows), out.digest), (len(rows), table.digest)]
    assert told[0]["reason"] == "the trial"
    lines = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert (lines[0]["sensitive"], lines[0]["sensitive_reason"]) == ("yes", "names an informant")
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_the_defence_gets_nothing_sensitive_and_no_cell_is_a_formula(operation: str) -> None:
    subject = case()
    seized(arrested(subject), "=cmd()|EX/1")
    rows = listing.make(by(), subject.pk)
    judged(rows, by(), n1=SECRET, n2=Judgement(False, "no", False, "of another matter"))
    (exhibit,) = [each for each in rows if each.entity == "exhibit"]
    listing.judge(by(), exhibit.pk, Judgement(False, "=1+1", True, "-2"))
    proposal = making.propose(by(), subject.pk, Recipient.DEFENCE)
    agreed_by_force(proposal)
    out = exporting.export(by(SUPERVISOR), proposal.pk, Format.CSV)
    lines = list(csv.DictReader(io.StringIO(out.content.decode("utf-8-sig"))))
    assert [int(each["number"]) for each in lines] == [each.number for each in rows[2:]]
    (line,) = [each for each in lines if "EX/1" in each["description"]]
    assert (line["sensitive_reason"], line["relevant_reason"]) == ("'=1+1", "'-2")
    with pytest.raises(NoSuchRecord):
        exporting.export(by_agency(), proposal.pk, Format.CSV)
    with working(as_(INVESTIGATOR)):
        assert not Subject.objects.exists()
    assert named_once(operation) == []


def agreed_by_force(proposal: Proposal) -> None:
    from operation.outcomes.desk import seconded

    assert seconded(proposal.pk) == listing.ACTION
