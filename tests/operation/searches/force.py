"""A force with a subject's package accepted, a home with children or without, and people enough for a search."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg

from operation.installed import fresh_operation, kept
from operation.packages import office
from operation.packages.office import MET
from operation.premises.test_premises import HOME, answer_of
from operation.subjects.test_gathering import by
from operation.world import as_, person, settle
from understone.exchange.package_terms import Band
from understone.operation.access.context import us_now, working
from understone.operation.identity import services as identity
from understone.operation.london import day_of
from understone.operation.models import Premises, Search, Subject
from understone.operation.premises import services as premises
from understone.operation.risk import services as risk
from understone.operation.searches import doing, planning, reading, warrants
from understone.operation.searches.planning import Planned
from understone.operation.service import Call
from understone.operation.welfare import services as welfare

Made = tuple[str, UUID]  # the owner's address, and the key of a search
IN, OTHER, SV, SL = f"IN-{MET}", f"IN-{MET}-2", f"SV-{MET}", f"SL-{MET}"


def staffed(owner: str, force: str = MET) -> None:
    """Give a force a second investigator, who re-checks addresses, and its supervisor a rank."""
    with psycopg.connect(owner, autocommit=True) as db:
        (org,) = db.execute("SELECT id FROM organisation WHERE code = %s", (force,)).fetchone() or ()
        comps = [
            row[0] for row in db.execute("SELECT id FROM compartment WHERE code IN ('common', %s)", (f"force-{force}",))
        ]
        person(db, org, f"IN-{force}-2", ["IN"], comps)
        db.execute("UPDATE person SET rank = 'inspector' WHERE pseudonym = %s", (f"SV-{force}",))


@functools.cache
def _standing() -> tuple[str, Subject, Premises]:
    """Make once a worker what every test of this room begins with; return the name of the database that holds it."""
    with fresh_operation() as (_, owner):
        settle(owner)
        staffed(owner)
        made = office.subject()
        home = premises.record(by(), answer_of(made.pk).pk, HOME)
        named(made.pk)
        (sending,) = office.sent(made.pk)
        office.received(sending.pk)
        office.accepted(sending.pk)
        return kept(owner, "operation_of_a_force"), made, home


def template() -> str:
    """Return the name of the database in which a force has accepted a subject's package."""
    return _standing()[0]


@contextmanager
def standing() -> Iterator[str]:
    """Give the owner's address of an operation in which a force has accepted a subject's package."""
    with fresh_operation(template()) as (_, owner):
        yield owner


def subject() -> tuple[Subject, Premises]:
    """Return the subject whose package the force has accepted, and the home to which the answer about them leads."""
    return _standing()[1:]


def named(key: UUID) -> None:
    """Name a subject by the answer about one event, which two persons override, and confirm how urgent it is."""
    answer = answer_of(key).pk
    identity.name(by(), key, answer, "Invented Person")
    proposal = identity.propose_override(by(), answer, us_now() + timedelta(days=13))
    identity.override(office.by("AP-1", expected=proposal.rev), proposal.pk)
    risk.confirm(by(), key, Band.HIGH)


@functools.cache
def _prepared() -> tuple[str, UUID]:
    """Make once a worker a search of today of which every part of the gate holds."""
    with standing() as owner:
        key = planned().pk
        arranged(key)
        rechecked(key)
        return kept(owner, "operation_before_a_door"), key


@contextmanager
def prepared() -> Iterator[tuple[str, UUID]]:
    """Give the owner's address of an operation with a search of which every part of the gate holds, and its key."""
    name, key = _prepared()
    with fresh_operation(name) as (_, owner):
        yield owner, key


def planned(day: date | None = None, who: str = IN) -> Search:
    """Return a search of the subject's home, planned for today by a warrant, and nothing else arranged."""
    about, home = subject()
    now = us_now()
    until = now + timedelta(days=30)
    warrant = warrants.record(call(who), home.pk, "W-1", "PACE-8", "14 Example Street, London", until)
    return planning.plan(call(who), Planned([about.pk], home.pk, day or day_of(now), "PACE-8", warrant.pk))


def arranged(key: UUID) -> None:
    """Have the safeguarding lead on call, children's services told, and every welfare plan made."""
    about, home = subject()
    planning.arrange(call(), key, on_call=SL, services_told_at=us_now() - timedelta(hours=1))
    welfare.record(call(), "household", home.pk, plan())
    welfare.record(call(), "self_harm", about.pk, plan())


def rechecked(key: UUID, address: str = "14 Example Street, London", unit: str | None = None) -> Search:
    """Let somebody other than the planner see the address now."""
    return planning.recheck(call(OTHER), key, address, unit)


def authorised(key: UUID) -> Search:
    """Make a prepared search ready, and authorise it."""
    return doing.authorise(second(doing.ready(call(), key).rev), key)


def fails(key: UUID, who: str = IN) -> set[str]:
    """Return the parts of the gate that fail now."""
    return {each.part for each in reading.gated(call(who), key) if not each.holds}


def call(pseudonym: str = IN, reason: str | None = "an invented reason", **said: Any) -> Call:
    return Call(as_(pseudonym, comp="common"), reason, **said)


def second(expected: int, pseudonym: str = SV) -> Call:
    """Return the call of a second person, who was shown revision `expected`."""
    return call(pseudonym, expected=expected, signed_in_at=us_now())


def plan(**said: Any) -> welfare.Plan:
    with working(as_(IN)):
        due = us_now() + timedelta(days=2)
    return welfare.Plan(**{"risk": "high", "actions": ["a visit by the family liaison"], "contact_due": due, **said})


def seen(model: Any, key: UUID, who: str = IN) -> Any:
    with working(as_(who)):
        return model.objects.get(pk=key)
