"""A child at risk: the force's safeguarding lead owns it at once, its code tells nothing, risk and package follow."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError

from operation.packages import office
from operation.packages.office import KENT, MET
from operation.premises.test_premises import HOME, answer_of, assessment, r1, two_homes
from operation.referrals.test_intake import events, holds
from operation.risk.asking import all_quiet
from operation.subjects.test_gathering import by
from operation.subjects.test_restricting import lift, named_once, restrict
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import reading, services
from understone.operation.children.services import Known, Tie
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord
from understone.operation.identifiers import new_id
from understone.operation.models import Child, ChildAtPremises, ChildLink, Package, Subject, Task
from understone.operation.packages import sending
from understone.operation.premises import services as premises
from understone.operation.queries import fetched
from understone.operation.risk import services as risk
from understone.operation.service import Call
from understone.operation.tasks.leaving import deactivate
from understone.operation.tasks.rota import NobodyOnDuty

SAID = Known(Bool3.UNKNOWN, "the school", "5-9")
HERS = Tie(Bool3.YES, "daughter")


def home(subject: Subject) -> UUID:
    key = answer_of(subject.pk).premises_id
    assert key is not None
    return key


def factor(subject: UUID, code: str) -> tuple[str, list[str]]:
    (line,) = [each for each in assessment(subject).factors if each["code"] == code]
    return line["value"], line["evidence"]


def tasks(pseudonym: str) -> list[Task]:
    with working(as_(pseudonym)):
        return list(Task.objects.filter(owner__pseudonym=pseudonym, entity="child", state="open").order_by("pk"))


def hours(task: Task) -> float:
    return round((task.due - task.set_at).total_seconds() / 3600, 1)


@pytest.mark.parametrize(("immediate", "expected"), [(Bool3.YES, 2), (Bool3.UNKNOWN, 2), (Bool3.NO, 24)])
def test_the_force_s_safeguarding_lead_owns_it_from_the_start(
    operation: str, subject: Subject, immediate: Bool3, expected: float
) -> None:
    """Unknown immediate risk is as urgent as a known one (clocks.csv)."""
    made = services.record(by(), subject.pk, replace(SAID, immediate=immediate), HERS)
    (task,) = tasks(f"SL-{MET}")
    assert (task.kind, task.object, hours(task)) == ("assess and decide", made.pk, expected)
    with working(as_(f"SL-{MET}")):
        child = Child.objects.select_related("owner", "org").get()
        assert child.owner is not None
        assert (child.owner.pseudonym, child.org.code, child.state, child.due) == (
            f"SL-{MET}", MET, "identified", task.due,
        )  # fmt: skip
        assert not Subject.objects.exists(), "the child does not bring the subject along"
    with working(as_(f"SL-{KENT}")):
        assert not Child.objects.exists()
    told = events(operation)
    assert (told["child.identified"], told["child.linked"]) == (1, 1)
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_codes_are_random_and_say_nothing(operation: str, subject: Subject) -> None:
    codes = [services.record(by(), subject.pk, SAID, HERS).code for _ in range(3)]
    assert len(set(codes)) == 3
    assert all(len(code) == 10 and code.startswith("C-") for code in codes)
    with working(as_("AN-1")):
        assert {field.name for field in Child._meta.fields} & {"name", "dob", "address", "subject"} == set()
        assert Child.objects.filter(roots=[]).count() == 3


def test_the_force_is_that_of_the_home_and_is_asked_for_where_it_is_not_clear(operation: str) -> None:
    nowhere = office.subject()
    with pytest.raises(InputRefused, match="no place of a known force") as refused:
        services.record(by(), nowhere.pk, SAID, HERS)
    assert refused.value.remedy == "name the force"
    made = services.record(by(), nowhere.pk, replace(SAID, force=KENT), HERS)
    assert made.force.code == KENT
    with pytest.raises(InputRefused, match="age band"):
        services.record(by(), nowhere.pk, replace(SAID, force=KENT, age_band="born 2 March 2019"), HERS)
    with pytest.raises(InputRefused, match="known from"):
        services.record(by(), nowhere.pk, replace(SAID, force=KENT, source=" "), HERS)
    with pytest.raises(NoSuchRecord):
        services.record(by(f"IN-{KENT}"), nowhere.pk, replace(SAID, force=KENT), HERS)


def test_a_child_in_the_subject_s_care_or_home_makes_r1_and_immediate_risk_makes_the_band(
    operation: str, subject: Subject
) -> None:
    all_quiet(subject)
    code = services.record(by(), subject.pk, SAID, Tie(relation="the neighbour's")).code
    assert factor(subject.pk, "R1")[0] == "unknown", "nobody has said whether they have its care"
    services.link(by(), code, subject.pk, HERS)
    value, evidence = r1(subject.pk)
    assert (value, f"care, custody or control of child {code}: yes" in evidence) == ("yes", True)
    assert factor(subject.pk, "immediate")[0] == "unknown"
    services.record(by(), subject.pk, replace(SAID, immediate=Bool3.YES), HERS)
    assert factor(subject.pk, "immediate")[0] == "yes"
    assert assessment(subject.pk).computed == Band.VERY_HIGH


def test_a_child_outside_their_care_opens_r2_until_somebody_states_whether_there_is_access(
    operation: str, subject: Subject
) -> None:
    all_quiet(subject)
    assert factor(subject.pk, "R2")[0] == "no"
    code = services.record(by(), subject.pk, replace(SAID, immediate=Bool3.NO), Tie(Bool3.NO, "pupil")).code
    value, evidence = factor(subject.pk, "R2")
    assert (value, evidence[-1]) == ("unknown", f"child {code} is tied to the subject, care no")
    risk.state(by(), subject.pk, "R2", "yes", "coaches her team")
    assert factor(subject.pk, "R2")[0] == "yes"


def test_a_child_at_a_home_counts_for_everybody_to_whom_that_home_belongs(operation: str) -> None:
    mine, theirs = two_homes()
    for row in (mine, theirs):
        premises.record(by(), row.pk, HOME)
    with working(as_("AN-1")):
        one, other = Subject.objects.order_by("code")
    made = services.record(by(), one.pk, SAID, replace(HERS, premises=home(one)))
    for each in (one, other):
        value, evidence = r1(each.pk)
        assert (value, evidence[-1]) == (
            "yes",
            f"children at 14 Example Street, London: yes, recorded there: {made.code}",
        )
    (line,) = reading.of_subject(by(), other.code, "a test")["children"]
    assert (line["code"], line["ccc"], line["at"]) == (made.code, "unknown", "14 Example Street, London")


def test_the_same_tie_again_writes_nothing_and_unknown_takes_nothing_away(operation: str, subject: Subject) -> None:
    code = services.record(by(), subject.pk, SAID, replace(HERS, premises=home(subject))).code
    before = events(operation)
    services.link(by(), code, subject.pk, Tie(premises=home(subject)))
    services.link(by(), code, subject.pk, replace(HERS, relation=" daughter "))
    assert events(operation)["child.linked"] == before["child.linked"] == 2
    services.link(by(), code, subject.pk, Tie(Bool3.NO))
    with working(as_("AN-1")):
        link = ChildLink.objects.get()
        assert (link.rev, link.ccc, link.relation, ChildAtPremises.objects.count()) == (2, "no", "daughter", 1)
    with pytest.raises(NoSuchRecord):
        services.link(by(), "C-ABCDEFGH", subject.pk, HERS)


def test_the_package_says_which_child_is_at_risk_and_what_nobody_knows(operation: str, subject: Subject) -> None:
    """What is sent to a force says it, and what changes about a child afterwards is noticed."""
    body = office.drafted(subject.pk).body
    assert any("Which children are at risk is not known" in each for each in body["limits"]["not_known"])
    code = services.record(by(), subject.pk, SAID, Tie(premises=home(subject))).code
    package = office.drafted(subject.pk)
    (told,) = package.body["children"]
    assert told == {
        "code": code, "age_band": "5-9", "ccc": "unknown", "immediate": "unknown",
        "relation": "lives at 14 Example Street, London or visits it",
    }  # fmt: skip
    (place,) = package.body["premises"]
    assert (place["children"], place["children_source"]) == ("yes", f"recorded there: {code}")
    said = package.body["limits"]["not_known"]
    assert f"Whether child {code} is at immediate risk is not known." in said
    assert f"Whether the subject has care, custody or control of child {code} is not known." in said
    assert not any("Which children are at risk" in each or "Whether children live" in each for each in said)
    assert {"child", "child_link", "child_at_premises"} <= {each["entity"] for each in package.basis}
    risk.confirm(by(), subject.pk, Band.HIGH)
    package = office.approved(subject.pk, ())
    services.link(by("AN-2"), code, subject.pk, HERS)
    with working(as_("AN-1")):
        assert Package.objects.get(pk=package.pk).state == "draft", "approved on facts that are no longer current"
    risk.confirm(by(), subject.pk, Band.HIGH)
    package = office.approved(subject.pk, ())
    (made,) = sending.send(by("AP-1"), package.pk, office.ring().directory)
    assert made.force.code == MET
    assert package.body["children"][0]["ccc"] == "yes"


def test_what_the_force_changes_about_the_child_is_noticed_before_sending(operation: str, subject: Subject) -> None:
    """The child is the force's row: the agency cannot lock it, and reads it as it stands."""
    made = services.record(by(), subject.pk, SAID, HERS)
    risk.confirm(by(), subject.pk, Band.HIGH)
    package = office.approved(subject.pk, ())
    with working(as_(f"SL-{MET}")):
        Child.objects.filter(pk=made.pk).update(state="assessed", rev=2)
    assert office.seen(Package, package.pk).state == "approved"
    with working(as_(f"SL-{MET}")):
        Child.objects.filter(pk=made.pk).update(immediate="yes", rev=3)
    with pytest.raises(GuardRefused, match="BASIS"):
        sending.send(by("AP-1"), package.pk, office.ring().directory)


def test_a_restricted_subject_s_ties_are_hidden_and_the_child_is_not(operation: str, subject: Subject) -> None:
    """Specification §2: its safeguarding lead sees `restricted: call the duty commander`."""
    made = services.record(by(), subject.pk, SAID, replace(HERS, premises=home(subject)))
    sl = by(f"SL-{MET}")
    (line,) = reading.listed(sl)[1]
    assert (line.code, line.ties) == (made.code, ("daughter, care, custody or control yes",))
    restrict()
    (line,) = reading.listed(sl)[1]
    assert (line.code, line.ties, line.owner) == (made.code, (reading.RESTRICTED,), f"SL-{MET}")
    assert [each.ties for each in reading.listed(by("AN-1"))[1]] == [()], "to others it is as if there were none"
    for who in ("AN-1", f"SL-{MET}"):
        with working(as_(who)):
            assert (ChildLink.objects.count(), ChildAtPremises.objects.count(), Child.objects.count()) == (0, 0, 1)
            assert Task.objects.filter(object=made.pk, state="open").count() == 1
    later = services.record(by("AN-2"), subject.pk, SAID, replace(HERS, premises=home_of("AN-2")))
    with working(as_("AN-1")):
        assert not ChildLink.objects.filter(child=later.pk).exists()
        assert not ChildAtPremises.objects.exists()
    with working(as_("AN-2")):
        assert (ChildLink.objects.count(), ChildAtPremises.objects.count()) == (2, 2)
    assert named_once(operation) == []
    lift()
    assert [each.ties for each in reading.listed(sl)[1]] == [("daughter, care, custody or control yes",)] * 2
    assert holds(operation) > 0


def home_of(reader: str) -> UUID:
    with working(as_(reader)):
        subject = Subject.objects.get(code="S-1")
    key = answer_of(subject.pk, reader).premises_id
    assert key is not None
    return key


def ends(owner: str, role: str) -> None:
    """Let all keys to compartments of a role's people end."""
    people = "SELECT id FROM person WHERE %s = ANY (roles)"
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute(f"UPDATE membership SET until = '2020-01-01' WHERE user_id IN ({people})".encode(), (role,))


def test_a_force_without_a_lead_leaves_it_to_its_supervisor_then_to_the_commander(
    operation: str, subject: Subject
) -> None:
    deactivate(Call(as_("AD-1"), "moved to another force"), f"SL-{MET}")
    services.record(by(), subject.pk, SAID, HERS)
    assert [each.kind for each in tasks(f"SV-{MET}")] == ["assess and decide"]
    ends(operation, "SV")
    services.record(by(), subject.pk, SAID, HERS)
    with working(as_("AN-1")):
        owners = set(Child.objects.values_list("owner__pseudonym", flat=True))
    assert owners == {f"SV-{MET}", "CO-1"}
    ends(operation, "CO")
    with pytest.raises(NobodyOnDuty):
        services.record(by(), subject.pk, SAID, HERS)


def test_what_a_lead_who_leaves_owned_goes_to_who_comes_after(operation: str, subject: Subject) -> None:
    made = services.record(by(), subject.pk, SAID, HERS)
    deactivate(Call(as_("AD-1"), "moved to another force"), f"SL-{MET}")
    with working(as_(f"SV-{MET}")):
        child = Child.objects.select_related("owner").get(pk=made.pk)
        assert child.owner is not None
        assert child.owner.pseudonym == f"SV-{MET}"
    assert named_once(operation) == []


def opened_as(pseudonym: str, force: UUID, *, comp: UUID | None = None, role: str | None = None) -> list[Any]:
    """Call the database's function as a session does, past our services."""
    actor = as_(pseudonym, comp=None if pseudonym[-2] == "-" else "common")
    actor = replace(actor, role=role or actor.role)
    with working(actor):
        values = (
            new_id(),
            "C-TESTTEST",
            "unknown",
            None,
            force,
            comp or actor.comp,
            "assess and decide",
            us_now(),
            new_id(),
        )
        return fetched("SELECT * FROM us_open_child(%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)


def test_the_database_opens_a_child_for_those_alone_to_whom_the_table_gives_it(operation: str) -> None:
    with working(as_("AN-1")):
        forces = dict(fetched("SELECT code, id FROM organisation WHERE kind = 'force'"))
        agency, comp = as_("AN-1").org, as_(f"SL-{KENT}").comp
    met = forces[MET]
    for who in ("IO-1", "AP-1", "CO-1", "AU-1", "AD-1", f"SP-{MET}", f"SV-{MET}", f"DE-{MET}"):
        with pytest.raises(DatabaseError, match="permission denied"):
            opened_as(who, met)
    with pytest.raises(DatabaseError, match="permission denied"):
        opened_as(f"SL-{KENT}", met)
    with pytest.raises(DatabaseError, match="permission denied"):
        opened_as("AN-1", agency)
    with pytest.raises(DatabaseError, match="permission denied"):
        opened_as("IO-1", met, role="AN")
    with pytest.raises(DatabaseError, match="permission denied"):
        opened_as(f"SL-{MET}", met, comp=comp)
    assert len(opened_as(f"SL-{MET}", met)) == 2


def test_an_analyst_cannot_write_into_a_force_s_child(operation: str, subject: Subject) -> None:
    made = services.record(by(), subject.pk, SAID, HERS)
    with working(as_("AN-1")):
        assert Child.objects.filter(pk=made.pk).update(immediate="no", rev=2) == 0
    with pytest.raises(DatabaseError, match="row-level security"), working(as_("AN-1")):
        Child.objects.create(
            org_id=made.org_id, comp_id=made.comp_id, op_id=new_id(), recorded_at=us_now(), recorded_by=new_id(),
            code="C-FORGED22", state="identified", owner_id=made.owner_id, due=us_now(), force_id=made.org_id,
            immediate="no",
        )  # fmt: skip
