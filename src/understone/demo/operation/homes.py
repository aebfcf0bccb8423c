"""Where people live: premises of one or of two, some searched twice."""

import random
from dataclasses import dataclass, field

from understone.demo.operation import allotting
from understone.demo.operation.decks import Decks
from understone.demo.operation.drafts import Draft
from understone.demo.operation.plan import Outcome, Premises
from understone.exchange.package_terms import Letter


@dataclass(slots=True)
class Home:
    """Premises under the dealer's hands."""

    number: int
    people: list[Draft]
    searches: int = 1
    district: str = ""
    force: str = ""
    children: bool = False
    searched_on: list[int] = field(default_factory=list)

    def settled(self) -> Premises:
        """Return them as the plan has them."""
        people = tuple(person.number for person in self.people)
        return Premises(self.number, self.force, self.district, people, self.children, tuple(self.searched_on))


def deal(draw: random.Random, cards: Decks, people: list[Draft]) -> list[Home]:
    """Give each person arrested a home, some a second one, and homes to some of the others."""
    premises: list[Home] = []

    def home(person: Draft) -> None:
        person.homes.append(len(premises))
        premises.append(Home(len(premises), [person]))

    for outcome, count in cards.items("subject and premises pairs").items():
        whose = allotting.shuffled(draw, [each for each in people if each.outcome == outcome])
        for person in whose[:count]:
            home(person)
        more = count - min(count, len(whose))
        for person in allotting.picked(draw, more, whose, lambda each: each.grade is not Letter.C, "a second home"):
            home(person)
    return premises


def shared_by_two(draw: random.Random, cards: Decks, people: list[Draft], premises: list[Home]) -> None:
    """Let pairs of one force share a home, say where each lies, and which are searched twice."""
    counts = cards.items("premises")
    free = [
        person
        for person in people
        if person.plain and len(person.homes) == 1 and person.outcome is not Outcome.STILL_OPEN
    ]
    for _ in range(counts["shared by two subjects"]):
        first = draw.choice([each for each in free if _housemates(each, free)])
        second = draw.choice(_housemates(first, free))
        first.shares, second.shares = second.number, first.number
        premises[first.homes[0]].people.append(second)
        premises[second.homes[0]].people.clear()
        second.homes = list(first.homes)
        free = [each for each in free if each not in (first, second)]
    _close_ranks(people, premises)
    assert len(premises) == counts["premises searched"], f"{len(premises)} premises"
    for place in premises:
        person = place.people[0]
        second_of_two = person.other_force is not None and len(person.homes) == 2 and person.homes[1] == place.number
        place.force = str(person.other_force) if second_of_two else person.force
        place.district = draw.choice(allotting.districts(place.force))
    twice = counts["searches executed"] - counts["premises searched"]
    arrested = [place for place in premises if place.people[0].outcome is Outcome.ARRESTED]
    for place in allotting.picked(draw, twice, arrested, lambda each: each.people[0].plain, "searched twice"):
        place.searches = 2


def _housemates(person: Draft, free: list[Draft]) -> list[Draft]:
    return [
        each
        for each in free
        if each is not person
        and each.force == person.force
        and each.band == person.band
        and Outcome.ARRESTED in (each.outcome, person.outcome)
    ]


def _close_ranks(people: list[Draft], premises: list[Home]) -> None:
    """Take out the homes that nobody lives in any more, and number the others anew."""
    kept = [place for place in premises if place.people]
    new = {place.number: number for number, place in enumerate(kept)}
    for person in people:
        person.homes = [new[number] for number in person.homes]
    for place in kept:
        place.number = new[place.number]
    premises[:] = kept
