"""Every service against every role: allowed exactly where permissions.csv, or for tasks states.csv, says so.

Each service is called with keys that nothing has, by somebody in each role: who may act is told that nothing is there,
who may not is told that. The tables are read here as they are shipped, without our code.
"""

import csv
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from uuid import UUID

import pytest

from operation import matrices
from operation.installed import fresh_operation
from operation.referrals.test_intake import source, tip
from operation.requests_services import KEY, NO_KEYS
from operation.world import AGENCY_ROLES, FORCE_ROLES, as_, settle
from understone.exchange import receipt
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, PackageKind, TrustKind
from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.receipt import Action, ReturnReason
from understone.operation import tables
from understone.operation.access.context import Actor
from understone.operation.checks import reading as check_reading
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.children import closing, deciding, identities
from understone.operation.children import reading as child_reading
from understone.operation.children import services as children
from understone.operation.children.services import Known, Tie
from understone.operation.deconfliction import answering, offering, rotating
from understone.operation.deconfliction import reading as hits
from understone.operation.errors import NotPermitted, OperationError, TransitionRefused
from understone.operation.identity import reading as identity_reading
from understone.operation.identity import services as identity
from understone.operation.identity.models import Corroboration
from understone.operation.linking import judging, reconsidering
from understone.operation.linking import reading as links
from understone.operation.linking.rules import Rules
from understone.operation.organisations import services as organisations
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
from understone.operation.premises.places import Place
from understone.operation.proposals import services as proposals
from understone.operation.referrals import intake, repairing
from understone.operation.referrals import reading as referral_reading
from understone.operation.referrals import services as referrals
from understone.operation.risk import lowering
from understone.operation.risk import reading as risk_reading
from understone.operation.risk import services as risks
from understone.operation.selectors import reading as selectors
from understone.operation.selectors.kinds import SelectorKind
from understone.operation.service import Call
from understone.operation.subjects import assessing, eliminating, flags, restricting
from understone.operation.subjects import reading as subject_reading
from understone.operation.subjects import services as subjects
from understone.operation.tasks import handing_over, leaving, supervising, taking
from understone.operation.trust import services as trust

KIND, BEGAN = Corroboration.Kind.OCCUPANCY, datetime(2026, 1, 5, tzinfo=UTC)
NONE, OTHER = UUID(int=7), UUID(int=9)
FAR = datetime(2089, 1, 1, tzinfo=UTC)
READING = ("do", "propose", "second", "read")


def _table(name: str) -> list[dict[str, str]]:
    with (Path(tables.__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


LEVEL = {(row["action"], row["role"]): row["level"] for row in _table("permissions")}
ACTIONS = list(dict.fromkeys(action for action, _ in LEVEL))
ROLES = list(dict.fromkeys(role for _, role in LEVEL))

Service = Callable[[Call], object]


def a_receipt() -> bytes:
    """Return the first receipt for a sending that nobody has, by a key that nobody knows."""
    made = receipt.following(
        [],
        receipt.State.RECEIVED,
        dissemination=str(NONE),
        envelope_digest="0" * 64,
        force="E23000001",
        at=FAR,
    )
    return receipt.sign(made, KEY.private, KEY.key_id)


# Each service with its action and the levels that are enough.
BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Service]] = {
    "referrals.intake.take_in": ("referral.import", ("do",), lambda call: intake.take_in(call, source(), [])),
    "referrals.intake.take_in_all": (
        "referral.import",
        ("do",),
        lambda call: intake.take_in_all(call, source(), [tip(1)]),
    ),
    "referrals.repairing.repair": ("referral.import", ("do",), lambda call: repairing.repair(call, NONE, b"{}")),
    "referrals.services.triage": ("referral.triage", ("do",), lambda call: referrals.triage(call, NONE, 2, "B", "P")),
    "referrals.services.close": ("referral.close", ("do",), lambda call: referrals.close(call, NONE)),
    "referrals.services.propose_to_close": (
        "referral.close_child_named",
        ("propose",),
        lambda call: referrals.propose_to_close(call, NONE),
    ),
    "referrals.services.second_the_close": (
        "referral.close_child_named",
        ("second",),
        lambda call: referrals.second_the_close(call, NONE),
    ),
    "linking.judging.judge": ("link.decide", ("do",), lambda call: judging.judge(call, NONE, OTHER, Verdict.UNSURE)),
    "linking.judging.withdraw": ("link.decide", ("do",), lambda call: judging.withdraw(call, NONE)),
    "subjects.services.open_from": ("link.decide", ("do",), lambda call: subjects.open_from(call, NONE)),
    "subjects.services.merge": ("subject.merge_split", ("do",), lambda call: subjects.merge(call, NONE, OTHER)),
    "subjects.services.split": ("subject.merge_split", ("do",), lambda call: subjects.split(call, NONE, [OTHER])),
    "tasks.leaving.deactivate": ("access.role", ("propose",), lambda call: leaving.deactivate(call, "nobody")),
    "organisations.services.add_person": (
        "access.role",
        ("propose",),
        lambda call: organisations.add_person(call, as_("CO-2"), "nowhere", "somebody", ["IO"]),
    ),
    "organisations.services.change_person": (
        "access.role",
        ("propose",),
        lambda call: organisations.change_person(call, as_("CO-2"), "nobody", ["IO"], rank=None, supervisor=None),
    ),
    "organisations.services.grant_compartment": (
        "access.compartment",
        ("propose",),
        lambda call: organisations.grant_compartment(call, as_("AP-2"), "nobody", "common", days=1),
    ),
    "organisations.services.end_compartment": (
        "access.compartment",
        ("propose",),
        lambda call: organisations.end_compartment(call, "nobody", "common"),
    ),
    "subjects.restricting.propose": (
        "access.restrict",
        ("propose",),
        lambda call: restricting.propose(call, NONE, restricting.Kind.POLICE, {}),
    ),
    "subjects.restricting.propose_to_lift": (
        "access.restrict",
        ("propose",),
        lambda call: restricting.propose_to_lift(call, NONE),
    ),
    "subjects.restricting.complete": ("access.restrict", ("second",), lambda call: restricting.complete(call, NONE)),
    "subjects.assessing.assess": ("risk.confirm", ("do",), lambda call: assessing.assess(call, NONE)),
    "subjects.flags.review_basis": (
        "subject.merge_split",
        ("do",),
        lambda call: flags.review_basis(call, NONE),
    ),
    "subjects.flags.propose_size": ("subject.close", ("propose",), lambda call: flags.propose_size(call, NONE)),
    "subjects.flags.accept_size": ("subject.close", ("second",), lambda call: flags.accept_size(call, NONE)),
    "subjects.eliminating.propose": (
        "subject.eliminate",
        ("propose",),
        lambda call: eliminating.propose(call, NONE),
    ),
    "subjects.eliminating.complete": (
        "subject.eliminate",
        ("second",),
        lambda call: eliminating.complete(call, NONE),
    ),
    "checks.services.record": (
        "check.record",
        ("do",),
        lambda call: checks.record(call, NONE, Asked(CheckKind.PNC, CheckResult.UNKNOWN)),
    ),
    "checks.services.record_all": (
        "check.record",
        ("do",),
        lambda call: checks.record_all(call, NONE, [Asked(CheckKind.PNC, CheckResult.UNKNOWN)]),
    ),
    "checks.services.import_nominals": (
        "check.record",
        ("do",),
        lambda call: checks.import_nominals(call, b"name\nZo\xc3\xab Example\n"),
    ),
    "checks.services.confirm_match": ("check.record", ("do",), lambda call: checks.confirm_match(call, NONE)),
    "checks.services.decline_match": ("check.record", ("do",), lambda call: checks.decline_match(call, NONE)),
    "trust.services.record": (
        "trust.record",
        ("do",),
        lambda call: trust.record(call, NONE, TrustKind.OTHER, "Example", Bool3.UNKNOWN),
    ),
    "risk.services.recompute_for": ("risk.confirm", ("do",), lambda call: risks.recompute_for(call, NONE)),
    "risk.services.state": ("risk.confirm", ("do",), lambda call: risks.state(call, NONE, "R1", "yes", "invented")),
    "risk.services.state_all": (
        "risk.confirm",
        ("do",),
        lambda call: risks.state_all(call, NONE, [risks.Said("R1", "yes", "invented")]),
    ),
    "risk.services.confirm": ("risk.confirm", ("do",), lambda call: risks.confirm(call, NONE, Band.HIGH)),
    "risk.lowering.propose": ("risk.lower", ("propose",), lambda call: lowering.propose(call, NONE, Band.LOW)),
    "risk.lowering.complete": ("risk.lower", ("second",), lambda call: lowering.complete(call, NONE)),
    "proposals.services.decline": (
        "referral.close_child_named",
        ("propose", "second", "do"),
        lambda call: proposals.decline(call, NONE, "referral.close_child_named"),
    ),
    "organisations.services.add_force": (
        "config.change",
        ("propose",),
        lambda call: organisations.add_force(call, as_("CO-2"), "E23000001", "there already", "EW"),
    ),
    "organisations.services.add_partner": (
        "config.change",
        ("propose",),
        lambda call: organisations.add_partner(call, as_("CO-2"), "examplechat", "there already", {}),
    ),
    "organisations.services.set_source": (
        "config.change",
        ("propose",),
        lambda call: organisations.set_source(call, as_("CO-2"), "nobody", {}),
    ),
    **{
        f"identity.services.{name}": ("resolution.record", ("do",), service)
        for name, service in {
            "ask": lambda call: identity.ask(call, NONE, "Example Telecom", "invented"),
            "answer": lambda call: identity.answer(call, NONE, b'{"subscriber": "S1"}'),
            "corroborate": lambda call: identity.corroborate(call, NONE, KIND, "register", BEGAN, "invented"),
            "name": lambda call: identity.name(call, NONE, OTHER),
            "preserve": lambda call: identity.preserve(call, NONE, "Example Telecom", "invented", FAR),
            "preserved": lambda call: identity.preserved(call, NONE),
        }.items()
    },
    "premises.services.record": (
        "resolution.record",
        ("do",),
        lambda call: premises.record(call, NONE, Place("14 Example Street")),
    ),
    "children.services.record": (
        "child.record",
        ("do",),
        lambda call: children.record(call, NONE, Known(Bool3.YES, "invented"), Tie()),
    ),
    "children.deciding.assess": ("child.decide", ("do",), lambda call: deciding.assess(call, NONE, Bool3.NO)),
    "children.deciding.decide": ("child.decide", ("do",), lambda call: deciding.decide(call, NONE, [])),
    "children.deciding.add": ("child.decide", ("do",), lambda call: deciding.add(call, NONE, [])),
    "children.deciding.review": ("child.decide", ("do",), lambda call: deciding.review(call, NONE, FAR)),
    "children.deciding.done": ("child.action", ("do",), lambda call: deciding.done(call, NONE, "invented")),
    "children.deciding.escalate": ("child.action", ("do",), lambda call: deciding.escalate(call, NONE, Bool3.YES)),
    "children.closing.propose": ("child.close", ("propose",), lambda call: closing.propose(call, NONE, "invented")),
    "children.closing.complete": ("child.close", ("second",), lambda call: closing.complete(call, NONE)),
    "children.identities.name": ("child.identity", ("do",), lambda call: identities.name(call, NONE, "Invented")),
    "children.identities.seen": (
        "child.identity",
        ("do", "read"),
        lambda call: identities.seen(call, NONE, "a test"),
    ),
    "children.services.link": ("child.record", ("do",), lambda call: children.link(call, "C-0", NONE, Tie())),
    "identity.services.propose_override": (
        "identity.override",
        ("propose",),
        lambda call: identity.propose_override(call, NONE, FAR),
    ),
    "identity.services.override": ("identity.override", ("second",), lambda call: identity.override(call, NONE)),
    "organisations.services.set_link_rules": (
        "config.change",
        ("propose",),
        lambda call: organisations.set_link_rules(call, as_("CO-2"), Rules()),
    ),
    "linking.reconsidering.reconsider": ("link.decide", ("do",), reconsidering.reconsider),
    "deconfliction.offering.offer": (
        "selector.add",
        ("do",),
        lambda call: offering.offer(call, SelectorKind.EMAIL, "nobody@example.org", "a test"),
    ),
    "deconfliction.offering.ask": ("deconfliction.answer", ("do",), lambda call: offering.ask(call, NONE, "a test")),
    "deconfliction.answering.acknowledge": (
        "deconfliction.answer",
        ("do",),
        lambda call: answering.acknowledge(call, NONE),
    ),
    "deconfliction.answering.answer": (
        "deconfliction.answer",
        ("do",),
        lambda call: answering.answer(call, NONE, answering.Outcome.SAME),
    ),
    "deconfliction.answering.rule": (
        "deconfliction.answer",
        ("do",),
        lambda call: answering.rule(call, NONE, answering.Outcome.SAME),
    ),
    "deconfliction.rotating.rotate": (
        "config.change",
        ("propose",),
        lambda call: rotating.rotate(call, as_("CO-2")),
    ),
    "organisations.services.add_compartment": (
        "config.change",
        ("propose",),
        lambda call: organisations.add_compartment(call, as_("CO-2"), "common"),
    ),
    "packages.drafting.draft": (
        "package.draft",
        ("do",),
        lambda call: drafting.draft(call, NONE, PackageKind.DEVELOPMENT),
    ),
    "packages.submitting.submit": (
        "package.approve",
        ("propose",),
        lambda call: submitting.submit(call, NONE, KEY),
    ),
    "packages.submitting.approve": ("package.approve", ("second",), lambda call: submitting.approve(call, NONE, KEY)),
    "packages.submitting.reject": ("package.approve", ("second",), lambda call: submitting.reject(call, NONE)),
    "packages.sending.send": ("package.send", ("do",), lambda call: sending.send(call, NONE, NO_KEYS)),
    "packages.withdrawing.withdraw": ("package.withdraw", ("do",), lambda call: withdrawing.withdraw(call, NONE)),
    "packages.bringing_in.exported": ("package.send", ("do",), lambda call: bringing_in.exported(call, NONE)),
    "packages.bringing_in.bring_in": (
        "package.send",
        ("do",),
        lambda call: bringing_in.bring_in(call, a_receipt(), NO_KEYS),
    ),
    "packages.answering.receive": ("receipt.sign", ("do",), lambda call: desk.receive(call, NONE, None, KEY)),
    "packages.answering.accept": (
        "dissemination.accept",
        ("do",),
        lambda call: desk.accept(call, NONE, "nobody", KEY),
    ),
    "packages.answering.return_": (
        "dissemination.return",
        ("do",),
        lambda call: desk.return_(call, NONE, ReturnReason.OTHER, None, KEY),
    ),
    "packages.answering.action": (
        "dissemination.action",
        ("do",),
        lambda call: desk.action(call, NONE, Action.SEARCH, KEY),
    ),
    "packages.destroying.destroyed": ("receipt.sign", ("do",), lambda call: destroying.destroyed(call, NONE, KEY)),
    "packages.leading.rule": (
        "subject.lead_force",
        ("do",),
        lambda call: leading.rule(call, NONE, "E23000032"),
    ),
    "packages.leading.propose": (
        "subject.lead_force",
        ("propose",),
        lambda call: leading.propose(call, NONE, "E23000032"),
    ),
    "packages.leading.complete": (
        "subject.lead_force",
        ("second",),
        lambda call: leading.complete(call, NONE),
    ),
    "packages.rerouting.propose": (
        "dissemination.reroute",
        ("propose",),
        lambda call: rerouting.propose(call, NONE, "E23000032", KEY),
    ),
    "packages.rerouting.complete": (
        "dissemination.reroute",
        ("second",),
        lambda call: rerouting.complete(call, NONE, KEY),
    ),
    "packages.rerouting.rule": (
        "dissemination.reroute",
        ("do",),
        lambda call: rerouting.rule(call, NONE, "E23000032", KEY),
    ),
    "packages.rerouting.countersign": (
        "dissemination.reroute",
        ("second",),
        lambda call: rerouting.countersign(call, NONE, KEY),
    ),
    "organisations.services.set_operator_table": (
        "config.change",
        ("propose",),
        lambda call: organisations.set_operator_table(call, as_("CO-2"), "offences", ()),
    ),
    **{name: each for room in matrices.ALL for name, each in room.BY_ACTION.items()},
}

# What only shows: open to who reads the entity by any of its actions (specification §2, *Reading*).
BY_ENTITY: Mapping[str, tuple[str, Service]] = {
    "referrals.reading.opened": ("referral", lambda call: referral_reading.opened(call, NONE)),
    "referrals.reading.original": ("referral", lambda call: referral_reading.original(call, NONE)),
    "identity.reading.of_subject": ("resolution", lambda call: identity_reading.of_subject(call, "S-0")),
    "identity.reading.opened": ("resolution", lambda call: identity_reading.opened(call, NONE)),
    "linking.reading.offered": ("link", links.offered),
    "linking.reading.around": ("link", lambda call: links.around(call, NONE)),
    "selectors.reading.of_referral": ("selector", lambda call: selectors.of_referral(call, NONE)),
    "selectors.reading.opened": ("selector", lambda call: selectors.opened(call, "email", "nobody@example.org")),
    "deconfliction.reading.listed": ("deconfliction", hits.listed),
    "deconfliction.reading.missing": ("deconfliction", lambda call: hits.missing(call, NONE)),
    "subjects.reading.opened": ("subject", lambda call: subject_reading.opened(call, "S-0", "a test")),
    "subjects.reading.listed": ("subject", subject_reading.listed),
    "subjects.reading.key_of": ("subject", lambda call: subject_reading.key_of(call, "S-0")),
    "checks.reading.of_subject": ("check", lambda call: check_reading.of_subject(call, "S-0", "a test")),
    "children.reading.standing": ("child", lambda call: child_reading.standing(call, NONE)),
    "children.reading.key_of": ("child", lambda call: child_reading.key_of(call, "C-0")),
    "children.reading.listed": ("child", child_reading.listed),
    "children.reading.of_subject": ("child", lambda call: child_reading.of_subject(call, "S-0", "a test")),
    "checks.reading.waiting": ("check", check_reading.waiting),
    "risk.reading.opened": ("risk", lambda call: risk_reading.opened(call, "S-0", "a test")),
    "packages.reading.listed": ("package", package_reading.listed),
    "packages.reading.inbox": ("dissemination", package_reading.inbox),
    "packages.leading.others": ("dissemination", lambda call: leading.others(call, NONE)),
    "packages.reading.previewed": ("package", lambda call: package_reading.previewed(call, NONE, "a test")),
    "packages.answering.read": ("package", lambda call: desk.read(call, NONE, None, KEY, "a test")),
    **{name: each for room in matrices.ALL for name, each in room.BY_ENTITY.items()},
}

# permissions.csv names no action on tasks: who causes the event, states.csv says.
BY_EVENT: Mapping[str, tuple[str, Service]] = {
    "tasks.taking.take": ("leased", lambda call: taking.take(call, NONE)),
    "tasks.taking.release": ("leased", lambda call: taking.release(call, NONE)),
    "tasks.taking.done": ("done", lambda call: taking.done(call, NONE, "done")),
    "tasks.handing_over.offer": ("leased", lambda call: handing_over.offer(call, "nobody", [NONE])),
    "tasks.handing_over.accept": ("leased", lambda call: handing_over.accept(call, [NONE])),
    "tasks.handing_over.decline": ("leased", lambda call: handing_over.decline(call, [NONE])),
    "tasks.supervising.extend": ("extended", lambda call: supervising.extend(call, NONE, FAR)),
    "tasks.supervising.reassign": ("reassigned", lambda call: supervising.reassign(call, [NONE], "nobody")),
}

# Actions of the table that have no service yet: each leaves this list with the service that does it.
LATER = frozenset({"ledger.verify", "retention.dispose"}).union(*(room.LATER for room in matrices.ALL))


@pytest.fixture(scope="module", autouse=True)
def settled() -> Iterator[None]:
    with fresh_operation() as (_, owner):
        settle(owner)
        yield


def in_role(role: str) -> Call:
    pseudonym = f"{role}-1" if role in AGENCY_ROLES else f"{role}-E23000001"
    return Call(as_(pseudonym), reason="an invented reason", expected=1)


def refused(service: Service, role: str, kind: type[OperationError]) -> bool:
    try:
        service(in_role(role))
    except OperationError as error:
        return type(error) is kind
    return False


@pytest.mark.parametrize("name", BY_ACTION)
def test_a_service_is_for_the_roles_whose_level_is_enough(name: str) -> None:
    action, enough, service = BY_ACTION[name]
    allowed = {role for role in ROLES if not refused(service, role, NotPermitted)}
    assert allowed == {role for role in ROLES if LEVEL[action, role] in enough}
    assert allowed


@pytest.mark.parametrize("name", BY_ENTITY)
def test_what_shows_an_entity_is_for_who_reads_it(name: str) -> None:
    entity, service = BY_ENTITY[name]
    allowed = {role for role in ROLES if not refused(service, role, NotPermitted)}
    of_it = [action for action in ACTIONS if action.split(".")[0] == entity]
    assert allowed == {role for role in ROLES if any(LEVEL[action, role] in READING for action in of_it)}
    assert allowed


@pytest.mark.parametrize("name", BY_EVENT)
def test_a_service_on_tasks_is_for_the_roles_of_its_transition(name: str) -> None:
    event, service = BY_EVENT[name]
    (row,) = [row for row in _table("states") if (row["machine"], row["event"]) == ("task", event)]
    allowed = {role for role in ROLES if not refused(service, role, TransitionRefused)}
    assert allowed == set(row["roles"].split()) - {"SYS"}


SECONDED: Mapping[str, Callable[[Call, Actor], object]] = {
    "config.change": lambda call, second: organisations.add_compartment(call, second, "common"),
    "access.role": lambda call, second: organisations.add_person(call, second, "nowhere", "somebody", ["IO"]),
    "access.compartment": lambda call, second: organisations.grant_compartment(call, second, "no", "no", days=1),
}


@pytest.mark.parametrize("action", SECONDED)
def test_who_seconds_at_once_has_the_role_that_the_table_names(action: str) -> None:
    proposer = next(role for role in ROLES if LEVEL[action, role] == "propose")
    allowed = set()
    for role in ROLES:
        second = as_(f"{role}-2" if role in AGENCY_ROLES else f"{role}-E23000001")
        if not refused(lambda call, second=second: SECONDED[action](call, second), proposer, NotPermitted):  # type: ignore[misc]
            allowed.add(role)
    assert allowed == {role for role in ROLES if LEVEL[action, role] == "second"}
    assert allowed


def test_every_role_of_the_table_has_somebody() -> None:
    assert set(ROLES) == {*AGENCY_ROLES, *FORCE_ROLES}


def test_every_action_of_the_table_has_its_service_or_waits_for_it() -> None:
    served = {action for action, _, _ in BY_ACTION.values()}
    assert served | LATER == set(ACTIONS)
    assert not served & LATER


MODULES = (
    premises, children, child_reading, deciding, closing, identities,
    identity, identity_reading, intake, judging, links, reconsidering, organisations, proposals, repairing,
    referral_reading, referrals, restricting, assessing, flags, eliminating, selectors, subject_reading, subjects,
    handing_over, leaving, supervising, taking, checks, check_reading, trust, risks, lowering, risk_reading,
    answering, desk, offering, rotating, hits, bringing_in, destroying, drafting, package_reading, leading, rerouting,
    sending, submitting, withdrawing, *(module for room in matrices.ALL for module in room.MODULES),
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.removeprefix("understone.operation."))
def test_every_service_stands_in_the_matrix(module: ModuleType) -> None:
    """A service is a public function whose first argument is the call."""
    own = {
        f"{module.__name__.removeprefix('understone.operation.')}.{name}"
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and not name.startswith("_")
        and next(iter(inspect.signature(made).parameters), "") == "call"
    }
    assert own
    assert own <= {*BY_ACTION, *BY_ENTITY, *BY_EVENT}
