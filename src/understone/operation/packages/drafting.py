"""Drafting a package: its body from what is stored now, with everything that it rests on (specification §11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from understone.errors import UnderstoneError
from understone.exchange import package as bodies
from understone.exchange.package import Contact, Handling, Head, Limits, Operation
from understone.exchange.package import Subject as Person
from understone.exchange.package_terms import Bool3, Marking, PackageKind
from understone.exchange.typed_json import moment, moment_text
from understone.operation import machines
from understone.operation.access.context import turnable
from understone.operation.children import ties
from understone.operation.children.ties import Around
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.identifiers import new_id
from understone.operation.organisations.models import Organisation, User
from understone.operation.packages import assessed, basis, household, identified, parts
from understone.operation.packages.models import Package
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.descending import unaliased, walls
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting

ACTION = "package.draft"
OPEN = ("draft", "submitted", "approved")
INVENTED = "It was made in a database for tests or the demonstration: nobody in it exists. Do nothing on it."
NOT_STATED = "not stated: ask the duty officer"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the author says beside the facts: how to reach them, how it is marked, until when it holds, its limits."""

    telephone: str = NOT_STATED
    out_of_hours: str = NOT_STATED
    marking: Marking = Marking.OFFICIAL_SENSITIVE
    valid_for: timedelta | None = None
    operation: str = "Understone"
    not_known: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ("It is intelligence, not evidence: do not put it to anybody or exhibit it.",)


def draft(call: Call, key: UUID, kind: PackageKind, cover: Cover | None = None) -> Package:
    """Draft the next version of a subject's package, or build the open draft anew from what is stored now.

    Ledger: package.drafted. Due: 7 days, or the act-by time if sooner. Raises `InputRefused`, `GuardRefused`.
    """
    with acting(call, ACTION) as act:
        subject = unaliased(act, key)
        versions = list(Package.objects.select_for_update().filter(subject=subject).order_by("version"))
        waiting = next((each for each in versions if each.state in OPEN), None)
        if waiting is not None and waiting.state != "draft":
            raise InputRefused(
                f"subject {subject.code}",
                f"version {waiting.version} is {waiting.state}",
                "have it sent, rejected or withdrawn first",
            )
        state = machines.transition("package", machines.START, "drafted", act.actor.role).next_state
        old = next((each for each in reversed(versions) if each.state == "sent"), None)
        head = Head(
            str(new_id() if waiting is None else waiting.pk),
            (versions[-1].version if versions else 0) + (waiting is None),
            kind,
            None if old is None else str(old.pk),
            None if cover is None or cover.valid_for is None else moment_text(act.now + cover.valid_for),
        )
        body, rests_on = _body(act, subject, head, cover or Cover())
        fields = {
            "kind": kind.value,
            "body": bodies.to_json(body),
            "basis": basis.of(rests_on),
            "author_id": act.actor.user,
            "approver_id": None,
            "valid_until": None if head.valid_until is None else moment(head.valid_until),
            "owner_id": act.actor.user,
            "due": due(act.now, clocks.ANY_OPEN_STATE, body.risk.act_by),
        }
        if waiting is not None:
            setting.done_for(act, waiting, "drafted anew")
            act.change(waiting, **fields)
            return _told(act, waiting, subject)
        made = Package(
            **act.made(
                id=UUID(head.id),
                comp_id=subject.comp_id,
                subject=subject,
                version=head.version,
                state=state,
                **fields,
                **walls(subject),
            )
        )
        act.insert([made])
        return _told(act, made, subject)


def due(now: datetime, clock: tuple[str, str], act_by: str) -> datetime:
    """Return when a step is due by a line of clocks.csv; one that it does not list, by the act-by time if sooner."""
    end = now + clocks.span(*clock)
    return min(end, moment(act_by)) if clock == clocks.ANY_OPEN_STATE else end


def _told(act: Act, made: Package, subject: Subject) -> Package:
    told: dict[str, Any] = {"subject": subject.code, "version": made.version, "kind": made.kind}
    act.record("package.drafted", made, told, naming=[made])
    setting.set_for(act, [made], "submit")
    return made


def _body(act: Act, subject: Subject, head: Head, cover: Cover) -> tuple[bodies.Package, list[Row]]:
    found = parts.facts(gathering.referrals_of(subject))
    graded, conditions = parts.grade(found.referrals)
    if graded is None:
        raise GuardRefused(
            "GRADED",
            f"subject {subject.code}",
            "none of its referrals is graded",
            "grade them: it says how sure they are",
        )
    answers = identified.answers(subject)
    identity = identified.identities(act, answers)
    known = assessed.of(subject)
    at = ties.around(gathering.family(subject))
    places = household.premises(at)
    agency = Organisation.objects.get(pk=act.actor.org)
    author = User.objects.get(pk=act.actor.user)
    try:
        body = bodies.Package(
            bodies.SCHEMA,
            head,
            Operation(cover.operation, agency.name, f"duty officer, {cover.out_of_hours}"),
            Handling(cover.marking, graded, conditions),
            _person(subject, at, named=identified.named(subject)),
            parts.selectors(found),
            identity,
            assessed.risk(known, act.now, subject.due),
            assessed.checks(known),
            assessed.positions(known),
            places,
            household.children(at),
            parts.links(found),
            parts.referrals(found),
            parts.hashes(found),
            Contact("analyst", author.pseudonym, cover.telephone, cover.out_of_hours),
            Limits(
                (*known.not_known(), *household.not_known(at), *_not_known(subject, found), *cover.not_known),
                _not_for(cover),
            ),
        )
        bodies.to_bytes(body)
    except UnderstoneError as error:
        raise InputRefused(f"package of subject {subject.code}", error.what, error.remedy) from None
    return body, [subject, *found.rows(), *answers.rows(), *known.rows(), *at.rows()]


def _person(subject: Subject, at: Around, *, named: bool) -> Person:
    """Return who it is about: by the code alone, unless a name rests on a good enough answer (guard G1)."""
    if not named:
        return Person(subject.code, None, None, (), ())
    aliases = tuple(each.name for each in Subject.objects.filter(alias_of=subject, name__isnull=False) if each.name)
    born = None if subject.dob is None else subject.dob.isoformat()
    return Person(subject.code, subject.name, born, aliases, household.addresses(at))


def _not_known(subject: Subject, found: parts.Facts) -> tuple[str, ...]:
    told = []
    ungraded = sum(each.source_eval is None for each in found.referrals)
    if ungraded:
        told.append(f"{ungraded} of {len(found.referrals)} referrals are not graded yet.")
    proxied = sum(capture.proxy == Bool3.YES for capture in found.captures)
    if proxied:
        told.append(f"The source suspects a proxy behind {proxied} of the captures.")
    told += [f"The subject is marked: {name.replace('_', ' ')}." for name in _flags(subject)]
    return tuple(told)


def _not_for(cover: Cover) -> tuple[str, ...]:
    return (INVENTED, *cover.not_for) if turnable() else cover.not_for


def _flags(subject: Subject) -> tuple[str, ...]:
    return tuple(name for name in ("contradiction", "oversized") if getattr(subject, name))


def body_of(package: Package) -> bodies.Package:
    """Return the body of a package as it is stored."""
    return bodies.from_json(cast(dict[str, Any], package.body), f"package {package.pk}")
