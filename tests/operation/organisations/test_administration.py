"""Two persons add people, sources and compartments; a session alone cannot, whatever it says of itself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from operation.world import as_
from understone.ledger.ledger import Ledger
from understone.ledger.postgres_store import PostgresStore
from understone.operation.access.context import Actor, working
from understone.operation.errors import InputRefused, NotPermitted, OperationError, ReasonMissing
from understone.operation.identifiers import new_id
from understone.operation.models import Compartment, Membership, Organisation, User
from understone.operation.organisations import bootstrap, forces, services
from understone.operation.referrals import sources
from understone.operation.service import Call

SOURCE = {"format": "cybertip-json", "mapping": None, "country": "GB", "services": {}}


def by(pseudonym: str, reason: str | None = "a new colleague") -> Call:
    return Call(as_(pseudonym), reason=reason)


def entries(owner: str) -> list[tuple[str, str, str, dict[str, object]]]:
    """Return event, actor, object and payload of every entry of a ledger that holds."""
    with psycopg.connect(owner, autocommit=True) as db:
        ledger = Ledger(PostgresStore(db))
        report = ledger.verify()
        assert report.holds, report.faults
        rows = db.execute(
            "SELECT leaf::json ->> 'event', leaf::json ->> 'actor', leaf::json ->> 'object', payload::json"
            " FROM ledger.ledger_entry JOIN ledger.ledger_payload USING (seq) ORDER BY seq"
        ).fetchall()
    return [tuple(row) for row in rows]


def test_an_administrator_and_a_commander_add_a_person_who_then_acts(operation: str) -> None:
    services.add_person(by("AD-1"), as_("CO-1"), "E23000001", "IN-new", ["IN", "DE"], supervisor="SV-E23000001")
    made = as_("IN-new", "IN")
    codes = set(Compartment.objects.filter(pk__in=made.comps).values_list("code", flat=True))
    assert codes == {"common", "force-E23000001"}
    assert Compartment.objects.get(pk=made.comp).code == "force-E23000001"
    told = [(event, actor, said["grant"], said["second_by"]) for event, actor, _, said in entries(operation)]
    assert told == [
        ("access.granted", "AD-1", "role IN", "CO-1"),
        ("access.granted", "AD-1", "role DE", "CO-1"),
        ("access.granted", "AD-1", "compartment common", "CO-1"),
        ("access.granted", "AD-1", "compartment force-E23000001", "CO-1"),
    ]


def test_a_source_is_kept_with_its_settings_and_changed_by_two(operation: str) -> None:
    services.add_partner(by("AD-1"), as_("CO-1"), "example-hotline", "Example Hotline", SOURCE)
    found = sources.settings(sources.named("example-hotline"))
    assert (found.name, found.format, found.country) == ("example-hotline", "cybertip-json", "GB")
    services.set_source(by("AD-2"), as_("CO-1"), "example-hotline", {**SOURCE, "country": "IE"})
    assert sources.settings(sources.named("example-hotline")).country == "IE"
    last = entries(operation)[-1]
    assert last[:2] == ("config.changed", "AD-2")
    assert (last[3]["before"], last[3]["after"]) == ({"source": SOURCE}, {"source": {**SOURCE, "country": "IE"}})


def test_a_force_comes_with_its_compartment(operation: str) -> None:
    services.add_force(by("AD-1"), as_("CO-1"), "E23000008", "Example Police", "EW")
    assert Compartment.objects.get(code="force-E23000008").force == Organisation.objects.get(code="E23000008")


def test_a_compartment_is_granted_by_commander_and_approver_until_a_time_and_taken_back_by_one(operation: str) -> None:
    services.add_compartment(by("AD-1"), as_("CO-1"), "op-heron")
    with pytest.raises(NotPermitted):
        as_("AN-1", comp="op-heron")
    services.grant_compartment(by("CO-1"), as_("AP-1"), "AN-1", "op-heron", days=90)
    assert as_("AN-1", comp="op-heron").comp == Compartment.objects.get(code="op-heron").pk
    held = Membership.objects.get(user__pseudonym="AN-1", comp__code="op-heron")
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s - us_now()", (held.until,))
        (left,) = cursor.fetchone()
    assert timedelta(days=89, hours=23) < left <= timedelta(days=90)
    services.end_compartment(by("CO-2"), "AN-1", "op-heron")
    with pytest.raises(NotPermitted):
        as_("AN-1", comp="op-heron")
    assert [event for event, *_ in entries(operation)] == ["config.changed", "access.granted", "access.revoked"]


def test_roles_are_changed_with_what_was_given_and_taken_on_the_ledger(operation: str) -> None:
    services.change_person(by("AD-1"), as_("CO-1"), "IO-2", ["IO", "AN"], rank=None, supervisor="IO-1")
    services.change_person(by("AD-1"), as_("CO-1"), "IO-2", ["AN"], rank=None, supervisor="IO-1")
    with pytest.raises(NotPermitted):
        as_("IO-2", "IO")
    assert [(event, said.get("grant")) for event, _, _, said in entries(operation)] == [
        ("access.granted", "role AN"),
        ("config.changed", None),
        ("access.revoked", "role IO"),
    ]


REFUSED: dict[str, tuple[type[OperationError], Callable[[], object]]] = {
    "an analyst proposes": (
        NotPermitted,
        lambda: services.add_person(by("AN-1"), as_("CO-1"), "AGENCY", "x", ["IO"]),
    ),
    "an approver seconds a role": (
        NotPermitted,
        lambda: services.add_person(by("AD-1"), as_("AP-1"), "AGENCY", "x", ["IO"]),
    ),
    "an administrator seconds": (
        NotPermitted,
        lambda: services.add_person(by("AD-1"), as_("AD-1"), "AGENCY", "x", ["IO"]),
    ),
    "an administrator grants a compartment": (
        NotPermitted,
        lambda: services.grant_compartment(by("AD-1"), as_("AP-1"), "AN-1", "common", days=9),
    ),
    "a commander grants themselves one": (
        NotPermitted,
        lambda: services.grant_compartment(by("CO-1"), as_("AP-1"), "CO-1", "common", days=9),
    ),
    "a commander seconds their own roles": (
        NotPermitted,
        lambda: services.change_person(by("AD-1"), as_("CO-1"), "CO-1", ["CO", "AP"], rank=None, supervisor=None),
    ),
    "no reason": (
        ReasonMissing,
        lambda: services.add_person(by("AD-1", " "), as_("CO-1"), "AGENCY", "x", ["IO"]),
    ),
    "an auditor with another role": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "AGENCY", "x", ["AU", "AN"]),
    ),
    "an administrator with another role": (
        InputRefused,
        lambda: services.change_person(by("AD-1"), as_("CO-1"), "AD-2", ["AD", "IO"], rank=None, supervisor=None),
    ),
    "a force's role in the agency": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "AGENCY", "x", ["SP"]),
    ),
    "a person of a partner": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "examplechat", "x", ["IO"]),
    ),
    "no role": (InputRefused, lambda: services.add_person(by("AD-1"), as_("CO-1"), "AGENCY", "x", [])),
    "a supervisor without rank": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "E23000001", "x", ["SV"]),
    ),
    "a supervisor from elsewhere": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "E23000001", "x", ["IN"], supervisor="CO-1"),
    ),
    "a pseudonym that is taken": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "AGENCY", "IO-1", ["IO"]),
    ),
    "for ever": (
        InputRefused,
        lambda: services.add_person(by("AD-1"), as_("CO-1"), "AGENCY", "x", ["IO"], days=4000),
    ),
    "an unknown format": (InputRefused, lambda: sources.as_stored("x", format="pdf")),
    "mapped without a mapping": (InputRefused, lambda: sources.as_stored("x", format="mapped")),
    "a country in words": (InputRefused, lambda: sources.as_stored("x", country="Ireland")),
}


@pytest.mark.parametrize(("error", "attempt"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_leaves_neither_row_nor_entry(
    operation: str, error: type[OperationError], attempt: Callable[[], object]
) -> None:
    before = sorted(User.objects.values_list("pseudonym", "roles", "rank"))
    with pytest.raises(error):
        attempt()
    assert sorted(User.objects.values_list("pseudonym", "roles", "rank")) == before
    assert {event for event, *_ in entries(operation)} <= {"access.refused"}


def test_nobody_supervises_themselves_however_far_round(operation: str) -> None:
    services.change_person(by("AD-1"), as_("CO-1"), "IO-2", ["IO"], rank=None, supervisor="IO-1")
    services.change_person(by("AD-1"), as_("CO-1"), "AN-1", ["AN"], rank=None, supervisor="IO-2")
    for above in ("IO-1", "IO-2", "AN-1"):
        with pytest.raises(InputRefused, match="supervise themselves"):
            services.change_person(by("AD-1"), as_("CO-1"), "IO-1", ["IO"], rank=None, supervisor=above)


def _forged(pseudonym: str, role: str) -> Actor:
    """Return an actor who says that they have a role which they do not have."""
    real = as_(pseudonym)
    return Actor(real.user, real.org, real.org_code, real.pseudonym, role, real.comps, real.comp)


FORGED = {
    "who says they are an administrator": (lambda: _forged("AN-1", "AD"), lambda: as_("CO-1").user, ["IO"]),
    "an administrator who says they are seconded by themselves": (
        lambda: as_("AD-1"),
        lambda: as_("AD-1").user,
        ["IO"],
    ),
    "seconded by somebody of another role": (lambda: as_("AD-1"), lambda: as_("AP-1").user, ["IO"]),
    "seconded by nobody": (lambda: as_("AD-1"), lambda: None, ["IO"]),
    "with roles that do not go together": (lambda: as_("AD-1"), lambda: as_("CO-1").user, ["AU", "CO"]),
}


@pytest.mark.parametrize(("who", "second", "roles"), FORGED.values(), ids=FORGED.keys())
def test_the_database_itself_looks_at_both_persons(
    operation: str, who: Callable[[], Actor], second: Callable[[], object], roles: list[str]
) -> None:
    agency = Organisation.objects.get(code="AGENCY").pk
    arguments = (new_id(), agency, "forged", roles, None, None, "2027-01-01", second())
    with pytest.raises(DatabaseError, match=r"permission denied|do not go together"), working(who()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT us_add_person(%s, %s, %s, %s, %s, %s, %s, %s)", arguments)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT us_add_person(%s, %s, %s, %s, %s, %s, %s, %s)", arguments)  # without a context
    assert not User.objects.filter(pseudonym="forged").exists()


def test_an_operation_begins_with_two_persons_and_the_45_forces_once(operation: str) -> None:
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("TRUNCATE organisation CASCADE")
        db.execute("TRUNCATE compartment CASCADE")
    asked = {"code": "AGENCY", "name": "Example Agency", "administrator": "AD-1", "commander": "CO-1"}
    assert bootstrap.begin(operation, **asked, forces=forces.shipped()) is True
    assert bootstrap.begin(operation, **asked, forces=forces.shipped()) is False
    assert Organisation.objects.filter(kind="force").count() == 45
    assert Compartment.objects.count() == 46
    assert (as_("AD-1").role, as_("CO-1").role) == ("AD", "CO")
    assert [event for event, *_ in entries(operation)] == ["config.changed"] * 2 + ["access.granted"] * 4
    with pytest.raises(InputRefused):
        bootstrap.begin(operation, **{**asked, "name": "Another Agency"}, forces=[])
    with pytest.raises(InputRefused):
        bootstrap.begin(operation, **{**asked, "commander": "AD-1"}, forces=[])
    services.add_person(by("AD-1"), as_("CO-1"), "AGENCY", "IO-1", ["IO"])
    assert as_("IO-1").role == "IO"


def test_the_forces_are_those_of_the_shared_table(shared_data: Path) -> None:
    shipped = Path(str(forces.files("understone.operation.organisations").joinpath("forces45.csv")))
    assert shipped.read_bytes() == (shared_data / "geo/forces45.csv").read_bytes()
    by_jurisdiction = [sum(force.jurisdiction == each for force in forces.shipped()) for each in ("EW", "SC", "NI")]
    assert by_jurisdiction == [43, 1, 1]  # 43 of England and Wales, Police Scotland, the PSNI


@pytest.mark.parametrize(
    "text",
    [
        "pfa_code,force_name,nation\nE1,Example,Atlantis\n",
        "pfa_code,force_name,nation\n,Example,England\n",
        "pfa_code,force_name,nation\nE1,Example,England\nE1,Example,Wales\n",
    ],
)
def test_a_table_of_forces_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        forces.read(text, "forces.csv")
