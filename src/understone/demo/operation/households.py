"""Children at risk: whose they are, who is at immediate risk, which are tied to two, and which no figure counts."""

import random
from collections import Counter

from understone.demo.operation import allotting
from understone.demo.operation.decks import Decks
from understone.demo.operation.drafts import Draft
from understone.demo.operation.homes import Home
from understone.demo.operation.plan import Child, Outcome, Trap
from understone.exchange.package_terms import Band

_MOST = 4  # children of one person
_AT_HOME = 0.7  # of them are recorded as living at the person's premises
_AGE_BANDS = ("0-4", "5-9", "10-12", "13-15", "16-17")


def deal(draw: random.Random, cards: Decks, people: list[Draft], premises: list[Home]) -> list[Child]:
    """Give children to people whose band allows for it."""
    counts, traps = cards.items("children safeguarded"), cards.items("child traps")
    could = [
        each
        for each in allotting.shuffled(draw, people)
        if each.outcome is not Outcome.NOT_SENT and each.shares is None and each.trap is not Trap.REROUTED
    ]
    many: Counter[int] = Counter()
    found: list[Child] = []

    def give(person: Draft, *others: Draft, immediate: bool, in_care: bool = True, safeguarded: bool = True) -> None:
        many[person.number] += 1
        for each in (person, *others):
            each.cares = each.cares or in_care
            each.immediate = each.immediate or immediate
        home = person.homes[0] if person.homes and in_care and not others and draw.random() < _AT_HOME else None
        if home is not None:
            premises[home].children = True
        both = tuple(each.number for each in (person, *others))
        band = draw.choice(_AGE_BANDS)
        found.append(Child(len(found), both, home, immediate, in_care, safeguarded, band))

    def one_of(among: list[Draft]) -> Draft:
        free = [each for each in among if many[each.number] < _MOST]
        fewer = [each for each in free if each.cares or draw.random() < 0.5]
        return draw.choice(fewer or free)

    urgent = [each for each in could if each.band is Band.VERY_HIGH]
    for _ in range(counts["immediate"]):
        give(one_of(urgent), immediate=True)
    caring = [each for each in could if each.cares or each.possible(cares=True)]
    twice = traps["child links"] - counts["immediate"] - counts["not immediate"]
    for _ in range(twice):
        first = draw.choice([each for each in caring if _neighbours(each, caring)])
        give(first, draw.choice(_neighbours(first, caring)), immediate=False)
    for _ in range(counts["not immediate"] - twice):
        give(one_of(caring[: max(10, len(caring) // 2)]), immediate=False)
    undecided = [each for each in caring if each.outcome is Outcome.STILL_OPEN]
    for number in range(traps["not counted"]):
        if number % 2 and undecided:
            give(one_of(undecided), immediate=False, safeguarded=False)
        else:
            give(one_of(could), immediate=False, in_care=False)
    return found


def _neighbours(person: Draft, caring: list[Draft]) -> list[Draft]:
    """Return who else may have the care of the same child: of the same force."""
    return [each for each in caring if each is not person and each.force == person.force]
