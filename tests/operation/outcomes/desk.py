"""A force at work on a case: a subject whose package it took up, somebody under arrest, plans for their welfare."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from operation.packages import office
from operation.packages.office import MET
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.identifiers import new_id
from understone.operation.models import Arrest, Proposal, Subject, Task, WelfarePlan
from understone.operation.outcomes import arresting
from understone.operation.proposals import completing
from understone.operation.service import Call, acting
from understone.operation.tasks import setting
from understone.operation.welfare import services as welfare

INVESTIGATOR, SUPERVISOR = f"IN-{MET}", f"SV-{MET}"
PACE = "PACE s24"


def by(pseudonym: str = INVESTIGATOR, reason: str | None = "an invented reason", **said: Any) -> Call:
    return Call(as_(pseudonym, comp="common"), reason, **said)


def now() -> datetime:
    with working(as_(INVESTIGATOR)):
        return us_now()


def case(number: int = 0, places: tuple[str, ...] = (office.WESTMINSTER,), forces: tuple[str, ...] = (MET,)) -> Subject:
    """A subject whose package was accepted by each of these forces."""
    subject = office.subject(number)
    for sending in office.sent(subject.pk, places):
        office.received(sending.pk, sending.force.code)
        if sending.force.code in forces:
            office.accepted(sending.pk, sending.force.code)
    return office.seen(Subject, subject.pk)  # type: ignore[no-any-return]


def arrested(subject: Subject, ago: timedelta = timedelta(hours=1), who: str = INVESTIGATOR) -> Arrest:
    return arresting.arrest(by(who), subject.pk, now() - ago, PACE)


def planned(row: Arrest, contact: timedelta = timedelta(hours=24), *, handed_over: bool = True) -> None:
    """Record a release plan; one that nobody took over as an older system may have left it."""
    if handed_over:
        plan = welfare.Plan("medium", ["a call"], now() + contact, "the custody nurse")
        welfare.record(by(), "release", row.pk, plan)
        return
    with acting(by(), "welfare.record") as act:
        n = WelfarePlan.objects.filter(about=row.pk).count() + 1
        made = act.made(
            comp_id=row.comp_id, kind="release", entity="arrest", about=row.pk, n=n, risk="medium",
            actions=["a call"], contact_due=act.now + contact, handover_to="the custody nurse",
            handed_over_at=None, **setting.walls(row),
        )  # fmt: skip
        (plan,) = act.insert([WelfarePlan(**made)])
        told = {"about": f"arrest/{row.pk}", "kind": "release", "risk": "medium", "handover": "the custody nurse"}
        act.record("welfare.recorded", plan, told, naming=[plan])


def seen(row: Arrest, who: str = INVESTIGATOR) -> Arrest:
    with working(as_(who)):
        return Arrest.objects.get(pk=row.pk)


def tasks(row: Any, who: str = INVESTIGATOR) -> dict[str, float]:
    """Return in how many hours each open task about a row is due, by kind."""
    with working(as_(who)):
        at = us_now()
        return {
            each.kind: round((each.due - at).total_seconds() / 3600, 1)
            for each in Task.objects.filter(object=row.pk, state="open")
        }


def seconded(proposal: UUID, who: str = SUPERVISOR, **said: Any) -> str:
    with working(as_(who)):
        rev = Proposal.objects.get(pk=proposal).rev
    return completing.complete(by(who, expected=rev, signed_in_at=now(), **said), proposal)


def fresh_key() -> UUID:
    return new_id()
