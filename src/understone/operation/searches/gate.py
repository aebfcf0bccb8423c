"""Guard G2, warrant-ready: eight parts, each of which holds or says why not and what to do (guards.csv).

They are asked when a search is made ready, authorised and executed, and again by the clock. Of the eight only G2.1 can
be waived, and G1 within G2.7 and G9 within G2.8 be overridden as they are anywhere.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from understone.exchange.package_terms import Bool3
from understone.operation.deconfliction.standing import faults
from understone.operation.errors import GuardRefused
from understone.operation.identity import gate as identity
from understone.operation.identity.models import IdentityResolution
from understone.operation.london import LONDON, day_of
from understone.operation.searches.facts import Facts, Paper, Person
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks

GUARD = "G2"
_ASKED = ("deconfliction query", "age when a package is submitted, approved or a search made ready")


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the gate: whether it holds, why in a sentence, and what to do where it does not."""

    part: str
    holds: bool
    why: str
    remedy: str | None = None


def lines(facts: Facts, at: datetime) -> list[Line]:
    """Return all eight parts as they stand at a moment, in their order."""
    return [part(facts, at) for part in _PARTS]


def failing(found: Sequence[Line]) -> list[Line]:
    """Return the parts that do not hold."""
    return [each for each in found if not each.holds]


def demand(where: str, found: Sequence[Line]) -> list[str]:
    """Let pass a search of which every part holds; return the parts. Raises `GuardRefused`, with all that fail."""
    wrong = failing(found)
    if wrong:
        why = "; ".join(f"{each.part}: {each.why}" for each in wrong)
        raise GuardRefused(GUARD, where, why, "; ".join(each.remedy for each in wrong if each.remedy))
    return [f"{each.part} waived" if each.why.startswith(_WAIVED) else each.part for each in found]


def answers_are_fresh(facts: Facts, at: datetime) -> Line:
    """G2.1: every answer relied on was obtained within 14 days (`limits`), or an inspector let it be older."""
    relied = facts.relied_on()
    if not relied:
        why = "no answer of confidence A, B or C about a subject leads to these premises"
        return Line("G2.1", False, why, "ask the agency which premises its answers lead to now")
    old = [each for each in relied if at - each.at > facts.answers_last]
    oldest = min(each.at for each in relied)
    told = f"the oldest answer relied on is of {oldest:%d %B %Y}"
    if not old:
        return Line("G2.1", True, told)
    waiver = facts.waiver
    if waiver is not None and {str(each.id) for each in relied} <= set(waiver["resolutions"]):
        return Line("G2.1", True, f"{_WAIVED} {waiver['by']}, {waiver['rank']}: {waiver['reason']}")
    remedy = "have the agency ask the provider anew, or let a supervisor of at least inspector rank waive it"
    return Line("G2.1", False, f"{told}, more than {facts.answers_last.days} days ago", remedy)


def address_was_rechecked(facts: Facts, at: datetime) -> Line:
    """G2.2: somebody other than the planner saw the address today, and it is the warrant's and the unit's."""
    today = day_of(at)
    if facts.day != today:
        why = f"the search is planned for {facts.day:%d %B %Y}, and today is {today:%d %B %Y}"
        return Line("G2.2", False, why, "plan it for today, and have the address re-checked")
    remedy = "have somebody other than the planner look today: `understone search recheck`"
    seen_at = facts.recheck_at
    if seen_at is None or facts.recheck_address is None or day_of(seen_at) != today or seen_at > at:
        return Line("G2.2", False, "the address was not re-checked today", remedy)
    if facts.recheck_by == facts.planner:
        return Line("G2.2", False, "who planned the search re-checked the address", remedy)
    if facts.unit is None and facts.multi_unit == Bool3.YES:
        return Line(
            "G2.2", False, "the premises have several units, and none is named", "ask the agency which one it is"
        )
    if spelled(facts.recheck_unit) != spelled(facts.unit):
        why = f"the unit seen today is {facts.recheck_unit or 'none'}, planned is {facts.unit or 'none'}"
        return Line("G2.2", False, why, "do not enter: ask the agency which one it is")
    seen = whole(facts.recheck_unit, facts.recheck_address)
    meant = facts.warrant.address if facts.warrant is not None else whole(facts.unit, facts.address)
    if spelled(seen) != spelled(meant):
        whose = "the warrant" if facts.warrant is not None else "the plan"
        return Line(
            "G2.2", False, f"the address seen today is {seen}, {whose} says {meant}", "do not enter: find out why"
        )
    return Line("G2.2", True, f"seen on {seen_at.astimezone(LONDON):%d %B %Y at %H:%M}: {seen}")


def power_is_live(facts: Facts, at: datetime) -> Line:
    """G2.3: a warrant that has not expired and names these premises, or a power that needs none."""
    if facts.needs_warrant is None:
        return Line("G2.3", False, f"{facts.power} is no power of your jurisdiction", "plan it by a power of the table")
    if not facts.needs_warrant:
        return Line("G2.3", True, f"{facts.power} needs no warrant")
    why = _why_dead(facts.warrant, facts.power, at)
    if why is not None or facts.warrant is None:
        return Line("G2.3", False, why or "", "record a live warrant for these premises: `understone warrant record`")
    until = facts.warrant.expires_at.astimezone(LONDON)
    return Line("G2.3", True, f"warrant {facts.warrant.ref}, {facts.power}, until {until:%d %B %Y %H:%M}")


def _why_dead(warrant: Paper | None, power: str, at: datetime) -> str | None:
    if warrant is None:
        return f"{power} needs a warrant, and none is named"
    if not warrant.here:
        return f"warrant {warrant.ref} is for other premises"
    if warrant.power != power:
        return f"warrant {warrant.ref} is by {warrant.power}, the search by {power}"
    if warrant.expires_at <= at:
        return f"warrant {warrant.ref} expired on {warrant.expires_at.astimezone(LONDON):%d %B %Y at %H:%M}"
    return None


def children_are_answered(facts: Facts, at: datetime) -> Line:
    """G2.4: no children, by somebody's word; else the safeguarding lead is on call and children's services are told."""
    if facts.children == Bool3.NO:
        return Line("G2.4", True, "no children live at the premises or visit them")
    said = "children live at the premises or visit them"
    said = said if facts.children == Bool3.YES else "whether children live there is not known: planned as if they do"
    missing = []
    if not facts.on_call:
        missing.append("no safeguarding lead is on call")
    if facts.services_told_at is None or facts.services_told_at > at:
        missing.append("children's services are not told")
    if missing:
        return Line("G2.4", False, f"{said}; {' and '.join(missing)}", "arrange both: `understone search arrange`")
    return Line("G2.4", True, f"{said}; the safeguarding lead is on call, and children's services are told")


def children_are_decided(facts: Facts, _: datetime) -> Line:
    """G2.5: every child linked to the premises or a subject, of whatever force, is decided, safeguarded or closed."""
    if facts.undecided:
        many = "1 linked child is" if facts.undecided == 1 else f"{facts.undecided} linked children are"
        remedy = "let their safeguarding leads decide first; of another force's, call its single point of contact"
        return Line("G2.5", False, f"{many} not decided on", remedy)
    return Line("G2.5", True, "every linked child is decided on")


def welfare_is_planned(facts: Facts, _: datetime) -> Line:
    """G2.6: a household plan for the premises, and a self-harm plan for every subject."""
    without = [each.code for each in facts.subjects if not each.self_harm]
    missing = [] if facts.household else ["no household welfare plan exists for the premises"]
    if without:
        missing.append(f"no self-harm plan exists for {' and '.join(without)}")
    if missing:
        return Line("G2.6", False, "; ".join(missing), "make it: `understone welfare record`")
    return Line("G2.6", True, "the household and every subject have a welfare plan")


def identities_hold(facts: Facts, at: datetime) -> Line:
    """G2.7: guard G1 holds for every subject, of whom a package is still with the force."""
    wrong = [why for each in facts.subjects if (why := _why_not_named(each, at)) is not None]
    if wrong:
        return Line("G2.7", False, "; ".join(wrong), "ask the agency: independent support, or its two-person override")
    told = ", ".join(f"{each.code} {each.confidence}" for each in facts.subjects)
    return Line("G2.7", True, f"identity confidence: {told}")


def _why_not_named(person: Person, at: datetime) -> str | None:
    if not person.with_force:
        return f"{person.code}: no accepted package of this subject is with your force any more"
    answer = IdentityResolution(
        confidence=person.confidence,
        findings=[{"code": each} for each in person.findings],
        override_until=person.override_until,
    )
    subject = Subject(code=person.code, identified_by=answer if person.confidence is not None else None)
    try:
        identity.enforceable_at(at, subject)
    except GuardRefused as error:
        return f"{person.code}: {error.what.removeprefix('G1: ')}"
    return None


def others_agree(facts: Facts, at: datetime) -> Line:
    """G2.8: guard G9 holds for every subject. Of other sides it says how many hits are open, and no more."""
    within = clocks.span(*_ASKED)
    wrong = []
    for each in facts.subjects:
        late = faults({UUID(int=n): when for n, when in enumerate(each.asked)}, [], at, within)
        wrong += [f"{each.code}: {why}" for why in late]
        still = sum(bool(faults({}, [hit], at, within)) for hit in each.hits)
        if still:
            wrong.append(
                f"{each.code}: {'1 hit is' if still == 1 else f'{still} hits are'} not agreed on by both sides"
            )
    if wrong:
        remedy = "have the agency ask again and agree with the other side, or let the commander rule"
        return Line("G2.8", False, "; ".join(wrong), remedy)
    return Line("G2.8", True, "asked within the last 24 hours, and nothing is open with others")


def whole(unit: str | None, address: str) -> str:
    """Return an address as it is read, with its unit."""
    return address if unit is None else f"{unit}, {address}"


def spelled(text: str | None) -> list[str]:
    """Return the words of an address in their order: capitals, commas and blanks tell no two places apart."""
    return re.findall(r"\w+", (text or "").casefold())


_WAIVED = "waived by"
_PARTS: tuple[Callable[[Facts, datetime], Line], ...] = (
    answers_are_fresh,
    address_was_rechecked,
    power_is_live,
    children_are_answered,
    children_are_decided,
    welfare_is_planned,
    identities_hold,
    others_agree,
)
