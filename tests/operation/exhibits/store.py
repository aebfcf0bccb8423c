"""A force's exhibit store: a search that was executed, people, and each step by somebody who may do it."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from operation.packages.office import MET
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import services as children
from understone.operation.children.services import Known, Tie
from understone.operation.exhibits import attaching, moving, queueing, seizing
from understone.operation.exhibits.moving import To
from understone.operation.exhibits.seizing import Seized
from understone.operation.models import Arrest, Child, Examination, Exhibit, Organisation, Premises, Search, Subject
from understone.operation.service import Call, acting

IN, DE, SV = f"IN-{MET}", f"DE-{MET}", f"SV-{MET}"
LAB = To(DE, "laboratory, bench 3")


def by(pseudonym: str = IN, reason: str | None = "an invented reason", **said: Any) -> Call:
    return Call(as_(pseudonym, comp="common"), reason, **said)


def second(pseudonym: str, proposal: Any) -> Call:
    return by(pseudonym, expected=proposal.rev, signed_in_at=us_now())


def searched(subject: Subject, place: Premises, state: str = "executed", force: str = MET) -> Search:
    """Write a search of the force as the room of searches leaves it; its own tests are there."""
    call = by(f"IN-{force}")
    with acting(call, "search.plan") as act:
        agency = Organisation.objects.get(kind="agency")
        closed = state == "executed"
        (row,) = act.insert([
            Search(**act.made(
                comp_id=subject.comp_id, shared_to=[agency.pk], restricted=subject.restricted,
                roots=[subject.pk], wall=subject.wall, force_id=act.actor.org, premises_id=place.pk, power="PACE-8",
                subjects=[subject.pk], day=date(2026, 11, 2), planner_id=act.actor.user, state=state,
                owner_id=None if closed else act.actor.user, due=None if closed else act.now,
                executed_at=act.now if closed else None, result="invented" if closed else None,
            ))
        ])  # fmt: skip
        told = {"executed_at": "invented", "guards": [], "result": "invented"}
        act.record("search.executed", row, told, naming=[row])
        return row


def arrested(subject: Subject) -> Arrest:
    """Write an arrest of the force as the room of outcomes leaves it."""
    with acting(by(), "arrest.record") as act:
        agency = Organisation.objects.get(kind="agency")
        (row,) = act.insert([
            Arrest(**act.made(
                comp_id=subject.comp_id, shared_to=[agency.pk], restricted=subject.restricted,
                roots=[subject.pk], wall=subject.wall, force_id=act.actor.org, subject_id=subject.pk, at=act.now,
                power="PACE-17", state="custody", owner_id=act.actor.user, due=act.now,
            ))
        ])  # fmt: skip
        act.record("outcome.arrested", row, {"at": "invented", "power": row.power, "search": None}, naming=[row])
        return row


def thing(search: Search, number: int = 1, device: str = "smartphone", **said: Any) -> Seized:
    named = {"ref": f"AB/{number}", "seal": f"M{number:06}", "place": "the front room", **said}
    return Seized(device=device, search=search.pk, **named)


def seized(search: Search, number: int = 1, device: str = "smartphone", **said: Any) -> Exhibit:
    return seizing.seize(by(), thing(search, number, device, **said))


def moved(exhibit: Exhibit, to: To = LAB, giver: str = IN) -> Exhibit:
    moving.hand_over(by(giver), exhibit.pk, to, exhibit.seal)
    return moving.take(by(to.person), exhibit.pk, exhibit.seal)


def queued(exhibit: Exhibit) -> Exhibit:
    return queueing.queue(by(SV), exhibit.pk)


def started(exhibit: Exhibit) -> Exhibit:
    return queueing.start(by(DE), queued(exhibit).pk, exhibit.seal)


def examined(exhibit: Exhibit, case: Path, stated: Any = None, **said: Any) -> Examination:
    return attaching.attach(by(DE), started(exhibit).pk, case, stated, **said)


def seen(key: UUID, who: str = IN) -> Exhibit:
    with working(as_(who, comp="common")):
        return Exhibit.objects.select_related("owner").get(pk=key)


def child(subject: Subject, immediate: Bool3, place: Premises | None = None) -> Child:
    tie = Tie(Bool3.YES, "invented", None if place is None else place.pk)
    return children.record(by("AN-1"), subject.pk, Known(immediate, "the school", force=MET), tie)
