"""What a plan comes to, counted as demo_decks.csv names it: every line, from people and things, not from the table."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from understone.demo.operation.decks import nation
from understone.demo.operation.plan import Outcome, Person, Plan
from understone.exchange.package_terms import Letter

_Count = Callable[[str, Iterable[str]], None]
_LAWS = {"England": "EW", "Wales": "EW", "Scotland": "SC", "Northern Ireland": "NI"}


def counts(plan: Plan) -> Mapping[tuple[str, str], int]:
    """Return the count of every deck and item that there is any of."""
    found: Counter[tuple[str, str]] = Counter()

    def count(deck: str, items: Iterable[str]) -> None:
        for item in items:
            found[deck, item] += 1

    arrested = [each for each in plan.people if each.outcome is Outcome.ARRESTED]
    sent = [each for each in plan.people if each.sent]
    count("forces", ["forces"] * len({each.force for each in arrested}))
    count("referrals", ["linked" for each in plan.people for _ in each.tips])
    count("referrals", [each.reason for each in plan.closed])
    count("deliveries", ["redelivered"] * len(plan.redelivered) + ["supplements"] * len(plan.supplements))
    count("referrals per subject", [f"{len(each.tips)} referrals" for each in plan.people])
    count("subjects", [each.outcome for each in plan.people])
    count("identity of subjects sent", [_grade(each) for each in sent])
    count("risk band", [each.band for each in plan.people])
    count("arrested by nation", [nation(each.force) for each in arrested])
    count("arrest records", ["records" for each in arrested for _ in each.arrested_on])
    count("prior contact of arrested", [each.prior for each in arrested])
    count("positions of trust", [kind for each in arrested for kind in each.trust])
    count("persons in positions of trust", ["persons" for each in arrested if each.trust])
    count("public office check", ["none, signed twice"] * len(arrested))
    count("package traps", [each.trap for each in sent if each.trap is not None])
    count("subject and premises pairs", [each.outcome for each in plan.people for _ in each.homes])
    _premises(plan, count)
    _devices(plan, count)
    _children(plan, count)
    charged = [each for each in plan.people if each.charges]
    count("persons charged", [_LAWS[nation(each.force)] for each in charged])
    count("charges", [offence for each in charged for offence in each.charges])
    return found


def _grade(person: Person) -> str:
    return "C with override" if person.grade is Letter.C else str(person.grade)


def _premises(plan: Plan, count: _Count) -> None:
    count("premises", ["shared by two subjects" for each in plan.premises if len(each.people) == 2])
    count("premises", ["premises searched" for each in plan.premises if each.searched_on])
    count("premises", ["searches executed" for each in plan.premises for _ in each.searched_on])


def _devices(plan: Plan, count: _Count) -> None:
    count("devices examined", [each.kind for each in plan.devices if each.parent is None and each.examined])
    whole = [each for each in plan.devices if each.parent is None]
    count("exhibit traps", ["waiting" for each in whole if each.kind != "other" and not each.examined])
    count("exhibit traps", ["other, not examined" for each in whole if each.kind == "other"])
    count("exhibit traps", ["sub-exhibits" for each in plan.devices if each.parent is not None])
    count("exhibit traps", ["examined twice" for each in whole if each.examined == 2])


def _children(plan: Plan, count: _Count) -> None:
    counted = [each for each in plan.children if each.counted]
    count("children safeguarded", ["immediate" if each.immediate else "not immediate" for each in counted])
    count("child traps", ["child links" for each in counted for _ in each.people])
    count("child traps", ["not counted" for each in plan.children if not each.counted])
