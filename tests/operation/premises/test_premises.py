"""An answer leads to a place: one row a place, its force by district; risk and packages follow what is known of it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from operation.identity.test_services import a_subject, answer, ask, event
from operation.packages import office
from operation.referrals.test_intake import events, holds
from operation.subjects.test_gathering import by
from operation.subjects.test_restricting import lift, named_once, restrict
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3
from understone.operation.access.context import working
from understone.operation.errors import InputRefused, NoSuchRecord, ReasonMissing
from understone.operation.identity import reading
from understone.operation.identity import services as identity
from understone.operation.models import IdentityResolution, Package, Premises, RiskAssessment
from understone.operation.premises import services
from understone.operation.premises.places import Place
from understone.operation.risk import services as risk
from understone.operation.service import Call

HOME = Place("14 Example Street, London", lad=office.WESTMINSTER)
YES = replace(HOME, children=Bool3.YES, children_source="the school roll")


def answered(number: int = 0, **said: Any) -> IdentityResolution:
    return answer(ask(number), **said)


def places(reader: str = "AN-1") -> list[Premises]:
    with working(as_(reader)):
        return list(Premises.objects.select_related("force").order_by("pk"))


def answer_of(subject: UUID, reader: str = "AN-1") -> IdentityResolution:
    with working(as_(reader)):
        return IdentityResolution.objects.get(capture__referral__subject=subject)


def assessment(subject: UUID) -> RiskAssessment:
    with working(as_("AN-1")):
        return RiskAssessment.objects.filter(subject=subject).order_by("-n")[0]


def r1(subject: UUID) -> tuple[str, list[str]]:
    (line,) = [each for each in assessment(subject).factors if each["code"] == "R1"]
    return line["value"], line["evidence"]


def test_the_same_place_again_is_the_same_row_and_what_is_learned_is_its_next_revision(operation: str) -> None:
    a_subject(event(0), event(1, days=9))
    first, second = answered(0), answered(1)
    made = services.record(by(), first.pk, HOME)
    assert (made.rev, made.force and made.force.code, made.children) == (1, office.MET, "unknown")
    assert services.record(by(), first.pk, HOME).rev == 1
    assert events(operation)["premises.recorded"] == 1
    also = services.record(by("AN-2"), second.pk, replace(HOME, address=" 14  Example Street, London "))
    assert (also.pk, also.rev) == (made.pk, 1), "another answer leads to the same place"
    known = services.record(by(), second.pk, replace(YES, lad=None))
    assert (known.pk, known.rev, known.children, known.lad) == (made.pk, 2, "yes", office.WESTMINSTER)
    still = services.record(by(), first.pk, HOME)
    assert (still.rev, still.children, still.children_source) == (2, "yes", "the school roll"), "unknown takes nothing"
    numbered = services.record(by(), first.pk, replace(HOME, uprn="010000000014"))
    assert (numbered.pk, numbered.rev, numbered.uprn) == (made.pk, 3, "10000000014")
    assert len(places()) == 1
    (one, _) = reading.of_subject(by(), "S-1")
    assert one.premises == "14 Example Street, London, children yes"
    assert holds(operation) > 0


@pytest.mark.parametrize(
    ("district", "force"),
    [(office.ASHFORD, "E23000032"), ("S12000036", "S23000009"), ("N09000003", "N99999999")],
)
def test_the_force_follows_from_the_district(operation: str, district: str, force: str) -> None:
    import psycopg

    from operation.world import organisation

    if force != office.KENT:
        with psycopg.connect(operation, autocommit=True) as db:
            organisation(db, "force", force, "SC" if force.startswith("S") else "NI")
    a_subject()
    made = services.record(by(), answered().pk, replace(HOME, lad=district))
    assert made.force is not None
    assert made.force.code == force


def test_a_district_of_no_force_is_refused_and_without_one_an_analyst_names_the_force_and_why(operation: str) -> None:
    a_subject()
    key = answered().pk
    with pytest.raises(InputRefused, match="E07000004") as refused:  # Aylesbury Vale, until 2020
        services.record(by(), key, replace(HOME, lad="E07000004"))
    assert "name the force" in refused.value.remedy
    with pytest.raises(InputRefused, match="E23000032"):
        services.record(by(), key, replace(HOME, force=office.KENT, lad=office.WESTMINSTER))
    nowhere = replace(HOME, lad=None)
    assert services.record(by(), key, nowhere).force is None
    with pytest.raises(ReasonMissing):
        services.record(Call(as_("AN-1")), key, replace(nowhere, force=office.KENT))
    made = services.record(by(reason="the map shows it in Ashford"), key, replace(nowhere, force=office.KENT))
    assert made.force is not None
    assert (made.rev, made.force.code) == (2, office.KENT)
    corrected = services.record(by(), key, HOME)
    assert corrected.force is not None
    assert corrected.force.code == office.MET, "a district decides, once it is known"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (Place(), "no place is named"),
        (Place("14 Example Street", uprn="ABC"), "no Unique Property Reference Number"),
        (Place(uprn="10000000014"), "no address of UPRN"),
        (Place("14 Example Street", children=Bool3.NO), "not by whom"),
    ],
)
def test_what_says_too_little_is_refused(operation: str, place: Place, why: str) -> None:
    a_subject()
    key = answered().pk
    with pytest.raises(InputRefused, match=why):
        services.record(by(), key, place)
    assert places() == []


def test_a_question_without_an_answer_leads_nowhere(operation: str) -> None:
    a_subject()
    with pytest.raises(InputRefused, match="nobody has answered it"):
        services.record(by(), ask().pk, HOME)
    with pytest.raises(NoSuchRecord):
        services.record(by(), UUID(int=7), HOME)


def test_another_unit_of_the_same_address_is_another_home(operation: str) -> None:
    a_subject(event(0), event(1, days=9))
    first, second = answered(0), answered(1)
    services.record(by(), first.pk, replace(HOME, unit="Flat 1"))
    assert services.record(by(), first.pk, replace(HOME, unit="Flat 2")).unit == "Flat 2", "a slip is corrected"
    with pytest.raises(InputRefused, match="another home"):
        services.record(by(), second.pk, replace(HOME, unit="Flat 3"))
    other = services.record(by(), second.pk, replace(HOME, unit="Flat 3", uprn="10000000015"))
    assert (other.unit, len(places())) == ("Flat 3", 2)


def test_children_at_the_place_count_and_unknown_is_not_no(operation: str) -> None:
    """R1: a stated no does not outweigh a place of which nobody has asked; a child there is yes whatever was stated."""
    subject = a_subject()
    risk.state(by(), subject.pk, "R1", "no", "the subject says he lives alone")
    assert r1(subject.pk)[0] == "no"
    key = answered().pk
    services.record(by(), key, HOME)
    value, evidence = r1(subject.pk)
    assert (value, evidence[-1]) == ("unknown", "children at 14 Example Street, London: unknown")
    before = assessment(subject.pk)
    services.record(by(), key, YES)
    value, evidence = r1(subject.pk)
    assert (value, evidence[-1]) == ("yes", "children at 14 Example Street, London: yes, the school roll")
    assert assessment(subject.pk).score - before.score == 30
    services.record(by(), key, replace(HOME, children=Bool3.NO, children_source="an officer's visit"))
    assert r1(subject.pk)[0] == "no"


def test_that_no_child_lives_there_does_not_say_that_the_subject_has_none(operation: str) -> None:
    subject = a_subject()
    services.record(by(), answered().pk, replace(HOME, children=Bool3.NO, children_source="an officer's visit"))
    assert r1(subject.pk)[0] == "unknown"
    assert "R1" in assessment(subject.pk).unknowns


def test_a_place_to_which_no_sound_answer_leads_counts_for_nothing_and_is_not_told(operation: str) -> None:
    """Outside the lease: confidence E. Neither its address nor its children are the subject's (guard G1)."""
    subject = a_subject()
    row = answered(alloc_start="2026-10-02T20:20:00Z")
    assert row.confidence == "E"
    services.record(by(), row.pk, YES)
    assert r1(subject.pk)[0] == "unknown"
    body = office.drafted(subject.pk).body
    assert (body["premises"], body["subject"]["addresses"]) == ([], [])
    assert "14 Example Street" not in str(body)
    assert any("No place is known" in each for each in body["limits"]["not_known"])


def test_a_package_says_where_the_person_lives_and_goes_to_the_force_of_that_place(operation: str) -> None:
    subject = office.subject()
    found = answer_of(subject.pk)
    services.record(by(), found.pk, replace(HOME, unit="Flat 2", multi_unit=Bool3.YES))
    package = office.drafted(subject.pk)
    (told,) = package.body["premises"]
    assert (told["address"], told["unit"], told["force"], told["children"]) == (
        HOME.address,
        "Flat 2",
        office.MET,
        "unknown",
    )
    assert package.body["subject"]["addresses"] == [], "nobody is named yet"
    said = package.body["limits"]["not_known"]
    assert any("Whether children live at Flat 2, 14 Example Street, London" in each for each in said)
    assert not any("No place is known" in each for each in said)
    assert "premises" in {each["entity"] for each in package.basis}
    identity.name(by(), subject.pk, found.pk, "Invented Person")
    services.record(by(), found.pk, replace(YES, unit="Flat 2"))
    risk.confirm(by(), subject.pk, Band.HIGH)
    (sending,) = office.sent(subject.pk, ())
    with working(as_("AN-1")):
        package = Package.objects.get(pk=sending.package_id)
    assert package.body["subject"]["addresses"] == ["Flat 2, 14 Example Street, London"]
    assert package.body["premises"][0]["children_source"] == "the school roll"
    assert not any("children live at" in each for each in package.body["limits"]["not_known"])
    assert sending.force.code == office.MET


def test_a_place_of_no_force_stops_the_draft_and_says_what_to_do(operation: str) -> None:
    subject = office.subject()
    found = answer_of(subject.pk)
    services.record(by(), found.pk, replace(HOME, lad=None))
    with pytest.raises(InputRefused, match="neither its district nor its force") as refused:
        office.drafted(subject.pk)
    assert "understone identity premises" in refused.value.remedy
    services.record(by(), found.pk, replace(HOME, lad=None, force=office.KENT))
    (sending,) = office.sent(subject.pk, ())
    assert sending.force.code == office.KENT


def test_a_child_who_becomes_known_at_the_place_voids_what_was_approved(operation: str) -> None:
    subject = office.subject()
    found = answer_of(subject.pk)
    services.record(by(), found.pk, HOME)
    package = office.approved(subject.pk, ())
    services.record(by("AN-2"), found.pk, YES)
    with working(as_("AN-1")):
        assert Package.objects.get(pk=package.pk).state == "draft"
    assert office.drafted(subject.pk).body["premises"][0]["children"] == "yes"


def two_homes() -> tuple[IdentityResolution, IdentityResolution]:
    """Two subjects, S-1 and S-2; an answer about each."""
    one, other = office.subject(0), office.subject(1)
    return answer_of(one.pk), answer_of(other.pk)


def test_a_restricted_subject_s_home_goes_behind_its_wall_and_comes_back(operation: str) -> None:
    mine, theirs = two_homes()
    services.record(by(), mine.pk, YES)
    services.record(by(), theirs.pk, Place("15 Example Street", lad=office.ASHFORD))
    restrict()
    assert [each.address for each in places("AN-1")] == ["15 Example Street"]
    assert len(places("AN-2")) == 2
    elsewhere = services.record(by(), theirs.pk, HOME)
    assert elsewhere.rev == 1, "what is hidden is as absent"
    assert (elsewhere.children, len(places("AN-2"))) == ("unknown", 3)
    assert named_once(operation) == []
    lift()
    assert sorted(each.children for each in places("AN-1") if each.address == HOME.address) == ["unknown", "yes"]
    assert named_once(operation) == []
    (known,) = [each for each in places("AN-1") if each.children == "yes"]
    assert services.record(by(), mine.pk, HOME).pk == known.pk, "and stays the one to which the answer leads"
    assert holds(operation) > 0


def test_a_home_of_two_subjects_stays_in_sight_until_the_other_is_known_to_live_elsewhere(operation: str) -> None:
    mine, theirs = two_homes()
    services.record(by(), mine.pk, HOME)
    services.record(by(), theirs.pk, HOME)
    restrict()
    assert [each.address for each in places("AN-1")] == [HOME.address]
    services.record(by("AN-2"), mine.pk, YES)
    assert places("AN-1")[0].children == "yes"
    services.record(by("AN-2"), theirs.pk, Place("15 Example Street", lad=office.ASHFORD))
    assert [each.address for each in places("AN-1")] == ["15 Example Street"]
    assert named_once(operation) == []


def test_a_home_that_was_left_goes_behind_the_wall_too(operation: str) -> None:
    mine, _ = two_homes()
    services.record(by(), mine.pk, HOME)
    services.record(by(), mine.pk, Place("15 Example Street", lad=office.ASHFORD))
    restrict()
    assert places("AN-1") == []
    assert len(places("AN-2")) == 2
