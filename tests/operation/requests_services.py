"""Requests of services: their lists, and each service that takes a key, with keys from everywhere."""

import csv
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from operation import matrices
from operation.compartments import BEGAN
from operation.requests_asking import FAR, Asking, compare, undone
from understone.errors import UnderstoneError
from understone.exchange.directory import SCHEMA, Directory
from understone.exchange.keys import new_signing_key
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, PackageKind, TrustKind
from understone.exchange.package_terms import Judgement as Verdict
from understone.exchange.receipt import Action, ReturnReason
from understone.operation import tables
from understone.operation.access.context import us_now
from understone.operation.checks import reading as check_reading
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.children import closing, deciding, identities
from understone.operation.children import reading as child_reading
from understone.operation.children import services as children
from understone.operation.children.actions import ActionKind
from understone.operation.children.deciding import ToDo
from understone.operation.children.services import Known, Tie
from understone.operation.deconfliction import answering, offering
from understone.operation.deconfliction import reading as deconfliction_reading
from understone.operation.deconfliction.answering import Outcome
from understone.operation.errors import NoSuchRecord, NotPermitted, OperationError
from understone.operation.exhibits import reading as exhibit_reading
from understone.operation.identity import reading as identity_reading
from understone.operation.identity import services as identity
from understone.operation.identity.models import Corroboration
from understone.operation.linking import judging
from understone.operation.linking import reading as link_reading
from understone.operation.organisations.models import Organisation
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
from understone.operation.packages.signing import Signing
from understone.operation.premises import services as premises
from understone.operation.premises.places import Place
from understone.operation.proposals import reading as proposal_reading
from understone.operation.proposals import services as proposals
from understone.operation.referrals import reading, repairing, services
from understone.operation.referrals.intake import take_in
from understone.operation.referrals.parsed import ParsedReferral, Tip
from understone.operation.referrals.storing import Source
from understone.operation.risk import lowering
from understone.operation.risk import reading as risk_reading
from understone.operation.risk import services as risks
from understone.operation.selectors import reading as selector_reading
from understone.operation.service import Call
from understone.operation.subjects import assessing, eliminating, flags, restricting
from understone.operation.subjects import reading as subject_reading
from understone.operation.subjects import services as subjects
from understone.operation.tasks import handing_over, listing, supervising, taking
from understone.operation.trust import services as trust

Kind = Corroboration.Kind


def _levels() -> dict[tuple[str, str], str]:
    """Return how much each role may read of each entity, of permissions.csv itself (specification §2, *Reading*)."""
    found: dict[tuple[str, str], str] = {}
    with (Path(tables.__file__).parent / "permissions.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            place = (row["action"].split(".")[0], row["role"])
            much = {"none": "none", "metadata": "metadata"}.get(row["level"], "read")
            found[place] = max(found.get(place, "none"), much, key=["none", "metadata", "read"].index)
    matches = {("nominal_match", role): much for (entity, role), much in found.items() if entity == "check"}
    return {**found, **matches}


LEVELS = _levels()


def own_lists(asking: Asking) -> list[str]:
    """The lists that services make: what is seen, as far as the role reads it."""
    world, who, role = asking.world, asking.who, asking.role
    level = LEVELS["referral", role]
    wrong = []
    for table, service in (("referral", reading.listed), ("quarantined", reading.quarantined)):
        expected = {row.id for row in world.seen(who, table)}
        try:
            count, lines = service(asking.actor, limit=10_000)
        except NotPermitted:
            wrong += [f"{table} is refused to {role}"] if level != "none" else []
            continue
        wrong += compare(f"listed {table}", {line.id for line in lines}, expected if level != "none" else set())
        wrong += [] if count == len(lines) else [f"{table}: the count is {count}, the list has {len(lines)}"]
        if level == "metadata" and any(
            getattr(line, "source_ref", None) or getattr(line, "text", "") for line in lines
        ):
            wrong.append(f"{table}: {role} reads more than states, times and owners")
    seen = world.seen(who, "task")
    shown = [row for row in seen if LEVELS[row.values["entity"], role] != "none"]
    found = listing.tasks(asking.actor, listing.Which.ALL, limit=10_000)
    wrong += compare("listed tasks", {task.id for task in found}, {row.id for row in shown})
    told = {task.object for task in found if task.object is not None}
    wrong += compare(
        "listed objects",
        told,
        {row.values["object"] for row in shown if LEVELS[row.values["entity"], role] == "read"},
    )
    lists = (
        ("subject", subject_reading.listed),
        ("child", child_reading.listed),
        ("exhibit", exhibit_reading.listed),
        ("subject_link", link_reading.offered),
        ("deconfliction_hit", deconfliction_reading.listed),
    )
    for table, lister in lists:
        entity = {"subject_link": "link", "deconfliction_hit": "deconfliction"}.get(table, table)
        expected = {
            row.id for row in world.seen(who, table) if table != "subject_link" or row.values["state"] == "suggested"
        }
        try:
            count, rows = lister(Call(asking.actor, reason="a test"), limit=10_000)
        except NotPermitted:
            wrong += [f"{table} is refused to {role}"] if LEVELS[entity, role] == "read" else []
            continue
        keys = {each.key if table == "deconfliction_hit" else each.id for each in rows}
        wrong += compare(f"listed {table}", keys, expected)
        wrong += (
            [] if LEVELS[entity, role] == "read" and count == len(rows) else [f"{table} is shown to {role}: {count}"]
        )
    numbers = listing.counts(asking.actor)
    if numbers.lists[listing.Which.ALL] != len(shown) or sum(numbers.levels) != len(shown):
        wrong.append(f"{len(shown)} tasks are there, the counts say {numbers}")
    return wrong


Service = Callable[[Asking, Call, UUID], object]


def _other(asking: Asking, table: str) -> UUID:
    """Return a row that the asker sees, if there is one: only the key in question is not theirs."""
    seen = asking.world.seen(asking.who, table)
    return seen[len(seen) // 2].id if seen else UUID(int=9)


def _code(asking: Asking) -> str:
    return f"C-{_other(asking, 'child')}"


def _colleague(asking: Asking) -> str:
    same = [each for each in asking.world.people if each.org == asking.who.org and each.id != asking.who.id]
    return next((each for each in same if asking.role in each.roles), same[0]).pseudonym


NO_KEYS = Directory(SCHEMA, "AGENCY", ())
DO = ToDo(ActionKind.SAFETY_PLAN, "invented", FAR)
KEY = Signing(new_signing_key(), NO_KEYS)  # of nobody: what is in sight is refused for that, and nothing is signed

# Every service that takes the key of a row, with the table that the key is of.
BY_KEY: Mapping[str, tuple[str, Service]] = {
    "triage": ("referral", lambda a, call, key: services.triage(call, key, 2, "B", "P")),
    "close": ("referral", lambda a, call, key: services.close(call, key)),
    "propose_to_close": ("referral", lambda a, call, key: services.propose_to_close(call, key)),
    "second_the_close": ("proposal", lambda a, call, key: services.second_the_close(call, key)),
    "opened": ("referral", lambda a, call, key: reading.opened(call, key)),
    "original": ("referral", lambda a, call, key: reading.original(call, key)),
    "original of quarantined": ("quarantined", lambda a, call, key: reading.original(call, key)),
    "opened subject": ("subject", lambda a, call, key: subject_reading.opened(call, f"S-{key}", "a test")),
    "selectors of_referral": ("referral", lambda a, call, key: selector_reading.of_referral(call, key)),
    "links around": ("referral", lambda a, call, key: link_reading.around(call, key)),
    "repair": ("quarantined", lambda a, call, key: repairing.repair(call, key, b"{}")),
    "judge": (
        "referral",
        lambda a, call, key: judging.judge(call, key, _other(a, "referral"), Verdict.NEGATIVE),
    ),
    "judge the other way": (
        "referral",
        lambda a, call, key: judging.judge(call, _other(a, "referral"), key, Verdict.POSITIVE),
    ),
    "withdraw": ("subject_link", lambda a, call, key: judging.withdraw(call, key)),
    "open_from": ("referral", lambda a, call, key: subjects.open_from(call, key)),
    "merge": ("subject", lambda a, call, key: subjects.merge(call, key, _other(a, "subject"))),
    "merge into": ("subject", lambda a, call, key: subjects.merge(call, _other(a, "subject"), key)),
    "split": ("subject", lambda a, call, key: subjects.split(call, key, [_other(a, "referral")])),
    "split off": ("referral", lambda a, call, key: subjects.split(call, _other(a, "subject"), [key])),
    "take": ("task", lambda a, call, key: taking.take(call, key)),
    "release": ("task", lambda a, call, key: taking.release(call, key)),
    "done": ("task", lambda a, call, key: taking.done(call, key, "done")),
    "extend": ("task", lambda a, call, key: supervising.extend(call, key, FAR)),
    "reassign": ("task", lambda a, call, key: supervising.reassign(call, [key], _colleague(a))),
    "offer": ("task", lambda a, call, key: handing_over.offer(call, _colleague(a), [key])),
    "accept": ("task", lambda a, call, key: handing_over.accept(call, [key])),
    "decline": ("task", lambda a, call, key: handing_over.decline(call, [key])),
    "decline a proposal": ("proposal", lambda a, call, key: proposals.decline(call, key, services.CHILD_NAMED)),
    "shown": ("proposal", lambda a, call, key: proposal_reading.shown(call.actor, key)),
    "propose": ("subject", lambda a, call, key: restricting.propose(call, key, restricting.Kind.POLICE, {})),
    "propose_to_lift": ("subject", lambda a, call, key: restricting.propose_to_lift(call, key)),
    "ask": ("capture", lambda a, call, key: identity.ask(call, key, "Example Telecom", "invented")),
    "answer": ("identity_resolution", lambda a, call, key: identity.answer(call, key, b'{"subscriber": "S1"}')),
    "corroborate": (
        "identity_resolution",
        lambda a, call, key: identity.corroborate(call, key, Kind.OCCUPANCY, "register", BEGAN, "invented"),
    ),
    "record premises": (
        "identity_resolution",
        lambda a, call, key: premises.record(call, key, Place("14 Example Street", multi_unit=Bool3.YES)),
    ),
    "record child": (
        "subject",
        lambda a, call, key: children.record(call, key, Known(Bool3.YES, "invented", force="E23000001"), Tie()),
    ),
    "record child at": (
        "premises",
        lambda a, call, key: children.record(
            call, _other(a, "subject"), Known(Bool3.NO, "invented", force="E23000001"), Tie(premises=key)
        ),
    ),
    "link": ("child", lambda a, call, key: children.link(call, f"C-{key}", _other(a, "subject"), Tie(Bool3.YES))),
    "link to": ("subject", lambda a, call, key: children.link(call, _code(a), key, Tie(Bool3.YES))),
    "assess child": ("child", lambda a, call, key: deciding.assess(call, key, Bool3.NO)),
    "decide": ("child", lambda a, call, key: deciding.decide(call, key, [DO])),
    "add": ("child", lambda a, call, key: deciding.add(call, key, [DO])),
    "done with it": ("safeguarding_action", lambda a, call, key: deciding.done(call, key, "invented")),
    "review": ("child", lambda a, call, key: deciding.review(call, key, FAR)),
    "escalate": ("child", lambda a, call, key: deciding.escalate(call, key, Bool3.YES)),
    "closing propose": ("child", lambda a, call, key: closing.propose(call, key, "invented")),
    "closing complete": ("proposal", lambda a, call, key: closing.complete(call, key)),
    "name child": ("child", lambda a, call, key: identities.name(call, key, "Invented Name")),
    "seen": ("child", lambda a, call, key: identities.seen(call, key, "a test")),
    "standing": ("child", lambda a, call, key: child_reading.standing(call, key)),
    "key_of": ("child", lambda a, call, key: child_reading.key_of(call, f"C-{key}")),
    "of_subject children": ("subject", lambda a, call, key: child_reading.of_subject(call, f"S-{key}", "a test")),
    "propose_override": ("identity_resolution", lambda a, call, key: identity.propose_override(call, key, FAR)),
    "override": ("proposal", lambda a, call, key: identity.override(call, key)),
    "name": ("subject", lambda a, call, key: identity.name(call, key, UUID(int=9))),
    "preserve": ("capture", lambda a, call, key: identity.preserve(call, key, "Example Mobile", "invented", FAR)),
    "preserved": ("preservation", lambda a, call, key: identity.preserved(call, key)),
    "opened resolution": ("identity_resolution", lambda a, call, key: identity_reading.opened(call, key)),
    "assess": ("subject", lambda a, call, key: assessing.assess(call, key)),
    "review_basis": ("subject", lambda a, call, key: flags.review_basis(call, key)),
    "propose_size": ("subject", lambda a, call, key: flags.propose_size(call, key)),
    "accept_size": ("proposal", lambda a, call, key: flags.accept_size(call, key)),
    "eliminating propose": ("subject", lambda a, call, key: eliminating.propose(call, key)),
    "eliminating complete": ("proposal", lambda a, call, key: eliminating.complete(call, key)),
    "complete": ("proposal", lambda a, call, key: restricting.complete(call, key)),
    "record": ("subject", lambda a, call, key: checks.record(call, key, Asked(CheckKind.PND, CheckResult.NONE))),
    "record_all checks": (
        "subject",
        lambda a, call, key: checks.record_all(call, key, [Asked(CheckKind.PND, CheckResult.NONE)]),
    ),
    "confirm_match": ("nominal_match", lambda a, call, key: checks.confirm_match(call, key)),
    "decline_match": ("nominal_match", lambda a, call, key: checks.decline_match(call, key)),
    "of_subject checks": ("subject", lambda a, call, key: check_reading.of_subject(call, f"S-{key}", "a test")),
    "record trust": (
        "subject",
        lambda a, call, key: trust.record(call, key, TrustKind.DOCTOR, "Example Hospital", Bool3.YES),
    ),
    "recompute_for": ("subject", lambda a, call, key: risks.recompute_for(call, key)),
    "state": ("subject", lambda a, call, key: risks.state(call, key, "R2", "yes", "invented")),
    "state_all": (
        "subject",
        lambda a, call, key: risks.state_all(call, key, [risks.Said("R2", "yes", "invented")]),
    ),
    "confirm": ("subject", lambda a, call, key: risks.confirm(call, key, Band.HIGH)),
    "propose to lower": ("subject", lambda a, call, key: lowering.propose(call, key, Band.HIGH)),
    "complete lowering": ("proposal", lambda a, call, key: lowering.complete(call, key)),
    "opened risk": ("subject", lambda a, call, key: risk_reading.opened(call, f"S-{key}", "a test")),
    "acknowledge": ("deconfliction_hit", lambda a, call, key: answering.acknowledge(call, key)),
    "answer hit": ("deconfliction_hit", lambda a, call, key: answering.answer(call, key, Outcome.SAME)),
    "rule": ("deconfliction_hit", lambda a, call, key: answering.rule(call, key, Outcome.SAME)),
    "ask others": ("subject", lambda a, call, key: offering.ask(call, key, "a test")),
    "missing": ("subject", lambda a, call, key: deconfliction_reading.missing(call, key)),
    "draft": ("subject", lambda a, call, key: drafting.draft(call, key, PackageKind.DEVELOPMENT)),
    "submit": ("package", lambda a, call, key: submitting.submit(call, key, KEY, places=["E09000033"])),
    "approve": ("package", lambda a, call, key: submitting.approve(call, key, KEY)),
    "reject": ("package", lambda a, call, key: submitting.reject(call, key)),
    "send": ("package", lambda a, call, key: sending.send(call, key, NO_KEYS)),
    "withdraw a package": ("package", lambda a, call, key: withdrawing.withdraw(call, key)),
    "receive": ("dissemination", lambda a, call, key: desk.receive(call, key, None, KEY)),
    "accept a sending": ("dissemination", lambda a, call, key: desk.accept(call, key, "nobody", KEY)),
    "return_": ("dissemination", lambda a, call, key: desk.return_(call, key, ReturnReason.OTHER, None, KEY)),
    "action": ("dissemination", lambda a, call, key: desk.action(call, key, Action.SEARCH, KEY)),
    "rule who leads": ("subject", lambda a, call, key: leading.rule(call, key, "E23000002")),
    "propose who leads": ("subject", lambda a, call, key: leading.propose(call, key, "E23000002")),
    "complete who leads": ("proposal", lambda a, call, key: leading.complete(call, key)),
    "who else has it": ("dissemination", lambda a, call, key: leading.others(call, key)),
    "propose a reroute": ("dissemination", lambda a, call, key: rerouting.propose(call, key, "E23000002", KEY)),
    "complete a reroute": ("proposal", lambda a, call, key: rerouting.complete(call, key, KEY)),
    "rule on a reroute": ("dissemination", lambda a, call, key: rerouting.rule(call, key, "E23000002", KEY)),
    "countersign": ("dissemination", lambda a, call, key: rerouting.countersign(call, key, KEY)),
    "exported": ("dissemination", lambda a, call, key: bringing_in.exported(call, key)),
    "destroyed": ("dissemination", lambda a, call, key: destroying.destroyed(call, key, KEY)),
    "read": ("dissemination", lambda a, call, key: desk.read(call, key, None, KEY, "a test")),
    "previewed": ("package", lambda a, call, key: package_reading.previewed(call, key, "a test")),
    **{name: each for room in matrices.ALL for name, each in room.BY_KEY.items()},
}
ANSWERS = ("receive", "accept a sending", "return_", "action", "read")
READERS = (
    "previewed",
    "who else has it",
    "opened resolution",
    "shown",
    "opened",
    "opened subject",
    "of_subject checks",
    "of_subject children",
    "standing",
    "key_of",
    "link",  # the child is the force's row; the tie is the linker's own
    "opened risk",
    "selectors of_referral",
    "links around",
    "original",
    "original of quarantined",
    "missing",
    "ask others",  # writes nothing but when it was asked
    "rule",  # the commander rules on a hit of which a side is shared to them
    *(name for room in matrices.ALL for name in room.READERS),
)
PERSONAL = ("offer", "accept", "decline")  # for a task that is one's own, or was offered to one


def service(asking: Asking) -> list[str]:
    """A service answers of a hidden row what it answers of an absent one; of another organisation's, to writers too."""
    world, who = asking.world, asking.who
    name, (table, service) = asking.chance.choice(list(BY_KEY.items()))
    hidden = world.hidden(who, table)
    foreign = [row for row in world.seen(who, table) if row.org != who.org and name not in READERS]
    pool = foreign if foreign and asking.chance.random() < 0.3 else hidden
    if asking.chance.random() < 0.3:
        pool = world.seen(who, table) or hidden
    row = asking.chance.choice(pool)
    absent = UUID(int=row.id.int ^ 1)
    said, fresh = (_answer(asking, service, key) for key in (row.id, absent))
    there = world.may_read(who, row) if name in READERS else world.may_write(who, row)
    if name in ANSWERS:  # the agency's row, answered by the force that it is addressed to
        there = world.may_read(who, row) and who.org in (row.org, row.values["force_id"])
    hidden_here = not (world.may_read(who, row) if name in READERS else there)
    if hidden_here and said != fresh:
        return [f"{name} of {row.table} {row.id}: hidden says {said}, absent says {fresh}"]
    if name == "original":  # the row and its bytes
        at = (row.org, row.comp, row.values["original_digest"])
        kept = world.seen(who, "original")
        there = there and at in {(each.org, each.comp, each.values["digest"]) for each in kept}
    if there and name not in PERSONAL and said[0] is NoSuchRecord and f"{row.table} ID" in said[1]:
        return [f"{name}: {row.table} {row.id} is missing"]
    return [f"{name} of {row.id}: {said}"] if issubclass(said[0], DatabaseError | AssertionError) else []


def _answer(asking: Asking, service: Service, key: UUID) -> tuple[type, str]:
    """Return what a service says, with the key that was asked for left out; what it did is undone."""
    with undone(asking.actor):
        now = us_now()
        call = Call(asking.actor, reason="an invented reason", expected=1, signed_in_at=now - timedelta(minutes=1))
        try:
            answer = service(asking, call, key)
        except UnderstoneError as error:  # the packages of this world hold no body
            text = f"{error.what} | {error.where} | {error.remedy}"
            return type(error), text.replace(str(key), "ID")
        except (DatabaseError, AssertionError) as error:
            return type(error), str(error)
        return type(answer), ""


def lease(asking: Asking) -> list[str]:
    """A call that names a lease on a hidden task is told what one on an absent task is."""
    hidden = asking.chance.choice(asking.world.hidden(asking.who, "task"))
    mine = _other(asking, "task")

    def service(asking: Asking, call: Call, key: UUID) -> object:
        return taking.take(Call(call.actor, lease=key), mine)

    said, fresh = (_answer(asking, service, key) for key in (hidden.id, UUID(int=hidden.id.int ^ 1)))
    return [] if said == fresh else [f"a lease on {hidden.id}: hidden says {said}, absent says {fresh}"]


def import_(asking: Asking) -> list[str]:
    """The content of a hidden tip comes in as if nobody had it; where its number is in sight, as a supplement."""
    world, who, actor = asking.world, asking.who, asking.actor
    if asking.role != "IO":  # permissions.csv lets AN import too, states.csv does not
        return []
    number = asking.chance.randrange(4)
    content: dict[str, Any] = {"number": number, "text": "invented"}
    read = ParsedReferral("made", f"R-{number}", False, False, (), (), content)
    tip = Tip(b"{%d}" % number, read)
    supplemented = any(
        row.values["source_ref"] == f"R-{number}" and row.comp == actor.comp and row.org == who.org
        for row in world.seen(who, "referral")
    )
    with undone(actor):
        source = Source(Organisation.objects.get(pk=world.partner))
        try:
            fates = take_in(Call(actor), source, [tip])
        except OperationError as error:
            return [] if error.code == "nobody_on_duty" else [f"R-{number}: {error}"]
        except (DatabaseError, AssertionError) as error:
            return [f"R-{number}: {type(error).__name__} {error}"]
    expected = "supplemented" if supplemented else "imported"
    return [] if dict(fates) == {expected: 1} else [f"R-{number} should be {expected}: {dict(fates)}"]
