"""Nothing comes across a wall, whoever asks in whatever way (invariants 1 to 6)."""

import inspect
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import psycopg
import pytest

from operation import compartments, matrices, requests_across
from operation.compartments import TRACKED, WALLED, Kept, Person, World
from operation.installed import fresh_operation
from operation.requests_asking import models
from operation.requests_services import BY_KEY
from understone.operation.access import context
from understone.operation.access.context import working
from understone.operation.checks import reading as check_reading
from understone.operation.checks import services as checks
from understone.operation.children import closing, deciding, identities
from understone.operation.children import reading as child_reading
from understone.operation.children import services as children
from understone.operation.deconfliction import answering, offering
from understone.operation.deconfliction import reading as deconfliction_reading
from understone.operation.identity import reading as identity_reading
from understone.operation.identity import services as identity
from understone.operation.linking import judging
from understone.operation.linking import reading as links
from understone.operation.models import Subject
from understone.operation.packages import answering as desk
from understone.operation.packages import (
    bringing_in,
    destroying,
    drafting,
    leading,
    rerouting,
    sending,
    submitting,
    withdrawing,
)
from understone.operation.packages import reading as package_reading
from understone.operation.premises import services as premises
from understone.operation.proposals import reading as proposal_reading
from understone.operation.referrals import intake, reading, repairing
from understone.operation.referrals import services as referrals
from understone.operation.risk import lowering
from understone.operation.risk import reading as risk_reading
from understone.operation.risk import services as risks
from understone.operation.rows import Row, Walled
from understone.operation.subjects import assessing, eliminating, flags, restricting
from understone.operation.subjects import reading as subject_reading
from understone.operation.subjects import services as subjects
from understone.operation.tasks import handing_over, supervising, taking
from understone.operation.trust import services as trust

SEED = 45


@pytest.fixture(scope="module")
def walled(shared_data: Path) -> Iterator[tuple[World, str]]:
    """Return the world of all forces, and the address of its owner. Every test leaves it as it was."""
    with fresh_operation() as (_, owner):
        yield compartments.make(owner, compartments.forces(shared_data), SEED), owner


def asked(world: World, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    chance = random.Random(seed)
    names: Counter[str] = Counter()
    wrong: list[str] = []
    for _ in range(count):
        name, said = requests_across.ask(world, chance)
        names[name] += 1
        wrong += said
    return names, wrong


def test_two_thousand_random_requests_over_all_forces_bring_no_row_across(walled: tuple[World, str]) -> None:
    """Each kind of request is asked, and each kind of row is hidden from somebody and there for somebody."""
    world, _ = walled
    assert len(world.forces) == 45
    for table in (*TRACKED, *WALLED):
        seen = sum(len(world.seen(who, table)) for who in world.people[::20])
        assert 0 < seen < len(world.rows[table]) * len(world.people[::20])
    names, wrong = asked(world, 2_000, SEED)
    assert wrong == []
    assert set(names) == set(requests_across.REQUESTS)


LEAKS = {
    "compartments": "org_id = (SELECT us_org()) OR (SELECT us_org()) = ANY (shared_to)",
    "organisations": "comp_id = ANY ((SELECT us_comps())::uuid[]) AND NOT restricted",
    "grants": "comp_id = ANY ((SELECT us_comps())::uuid[]) AND (org_id = (SELECT us_org())"
    " OR (SELECT us_org()) = ANY (shared_to))",
}


@pytest.mark.parametrize("rule", LEAKS.values(), ids=LEAKS.keys())
def test_the_requests_find_a_rule_that_was_forgotten(walled: tuple[World, str], rule: str) -> None:
    """What the test above does not find it cannot rule out."""
    world, owner = walled
    with psycopg.connect(owner, autocommit=True) as db:
        for table in ("referral", "subject", "task"):
            db.execute(f"CREATE POLICY gone ON {table} FOR SELECT TO understone_session USING ({rule})".encode())
        try:
            _, wrong = asked(world, 150, SEED)
        finally:
            for table in ("referral", "subject", "task"):
                db.execute(f"DROP POLICY gone ON {table}".encode())
    assert len(wrong) > 10


def test_every_table_behind_the_walls_is_asked_for() -> None:
    """A new table cannot be forgotten. Who a child is, and how others voted, is behind more: their own tests."""
    tables = models()
    assert {name for name, model in tables.items() if issubclass(model, Row)} == {*TRACKED, "child_identity", "grade"}
    assert {name for name, model in tables.items() if issubclass(model, Walled)} == set(WALLED)


NOT_BY_KEY = {
    "offered",
    "flags",
    "named",
    "take_in",
    "take_in_all",
    "judge_in",
    "in_sight",
    "end",
    "listed",
    "quarantined",
    "of_subject",
    "standing",
    "waiting",
    "import_nominals",
    "bring_in",
    "inbox",
    "body_of",
    "due",
    "walls",
    "back_to_author",
    "author_or_colleague",
    "met_by_a_force",
    "sealed_for",
    "withdraw_within",
    "close",
    "own_tasks",
    "refuse_without_key",
    "withdraw_all",
}


@pytest.mark.parametrize(
    "module",
    [
        judging,
        links,
        intake,
        reading,
        repairing,
        referrals,
        subject_reading,
        subjects,
        restricting,
        flags,
        assessing,
        eliminating,
        identity,
        identity_reading,
        premises,
        children,
        child_reading,
        deciding,
        closing,
        identities,
        leading,
        proposal_reading,
        handing_over,
        supervising,
        taking,
        checks,
        check_reading,
        trust,
        risks,
        lowering,
        risk_reading,
        answering,
        offering,
        deconfliction_reading,
        desk,
        bringing_in,
        destroying,
        drafting,
        rerouting,
        sending,
        submitting,
        withdrawing,
        package_reading,
        *(module for room in matrices.ALL for module in room.MODULES),
    ],
    ids=lambda module: module.__name__.removeprefix("understone.operation."),
)
def test_every_service_that_takes_a_key_is_asked_for(module: ModuleType) -> None:
    """A new service cannot be forgotten."""
    own = {
        name
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__ and not name.startswith("_")
    }
    asked_for = {word for name in BY_KEY for word in (name, *name.split())}
    assert own - asked_for <= NOT_BY_KEY.union(*(room.NOT_BY_KEY for room in matrices.ALL))


def restricted_twice(world: World) -> tuple[Person, Kept, Kept]:
    """Return a reader of one restricted subject, that subject, and another one in their sight but for the list."""
    for subject, user in sorted(world.grants):
        who = next(each for each in world.people if each.id == user)
        row = world.by_id[subject]
        for other in world.rows["subject"]:
            near = other.restricted and other.comp in who.live and who.org in (other.org, *other.shared_to)
            if world.may_read(who, row) and near and (other.id, who.id) not in world.grants:
                return who, row, other
    raise AssertionError("this world has nobody like that")


def test_a_reader_of_one_restricted_subject_needs_no_grant_for_any_other(walled: tuple[World, str]) -> None:
    """In `us_on_list` the name `roots` meant the column: one more restricted subject, and nobody read theirs."""
    who, theirs, other = restricted_twice(walled[0])
    with working(context.actor(who.pseudonym, who.roles[0], wall_of(walled[0], theirs))):
        assert set(Subject.objects.filter(pk__in=[theirs.id, other.id]).values_list("pk", flat=True)) == {theirs.id}


def test_a_restricted_row_is_hidden_though_its_subject_does_not_name_itself(walled: tuple[World, str]) -> None:
    """The list that counts is the row's own, whatever the subject's row says."""
    world, owner = walled
    subject = next(world.by_id[key] for key in sorted(world.restricted))
    about = next(row for row in world.rows["referral"] if row.roots == (subject.id,))
    who = next(p for p in world.people if about.comp in p.live and p.org == about.org and not world.may_read(p, about))
    with psycopg.connect(owner) as db:
        db.execute("ALTER TABLE subject DISABLE TRIGGER USER")
        db.execute("UPDATE subject SET roots = '{}' WHERE id = %s", (subject.id,))
        db.execute("SET LOCAL ROLE understone_session")
        actor = context.actor(who.pseudonym, who.roles[0], wall_of(world, about))
        for name, value in (("us.org", actor.org), ("us.user", actor.user)):
            db.execute("SELECT set_config(%s, %s, true)", (name, str(value)))
        comps = "{" + ",".join(map(str, actor.comps)) + "}"
        db.execute("SELECT set_config('us.comps', %s, true)", (comps,))
        assert db.execute("SELECT count(*) > 0 FROM referral").fetchone() == (True,)
        assert db.execute("SELECT 1 FROM referral WHERE id = %s", (about.id,)).fetchone() is None
        db.rollback()


def wall_of(world: World, row: Kept) -> str:
    return next(code for code, key in world.codes.items() if key == row.comp)
