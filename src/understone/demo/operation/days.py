"""On which days things happen: tips, naming, search, arrest. What is over at the end has begun in time for it."""

import random

from understone.demo.operation.decks import DAYS, Decks
from understone.demo.operation.drafts import Draft
from understone.demo.operation.homes import Home
from understone.demo.operation.plan import Outcome, Trap
from understone.exchange.package_terms import Band

_TIPS_WITHIN = 3  # days in which all tips of a person come in: their band is acted on within a week of the first
_LAST_NAMED = 145  # so that searches, examinations and charges of it are done by the end
_OPEN_FROM, _WAITING_FROM = DAYS - 10, DAYS - 30
_AFTER_NAMING = 7  # days within which a search follows, while the answers that it rests on are new


def deal(draw: random.Random, cards: Decks, people: list[Draft], premises: list[Home]) -> None:
    """Set every day."""
    done: set[int] = set()
    for person in people:
        if person.number in done:
            continue
        named, searched = _days(draw, person)
        both = [person] if person.shares is None else [person, people[person.shares]]
        for each in both:
            first = named - 1 - draw.randrange(min(_TIPS_WITHIN, each.tips))
            each.tip_days = tuple(sorted(draw.randint(first, named - 1) for _ in range(each.tips)))
            each.named_on = -1 if each.outcome is Outcome.NOT_SENT else named
            each.searched_on = searched if each.outcome not in (Outcome.NOT_SENT, Outcome.STILL_OPEN) else -1
            done.add(each.number)
    arrested = [each for each in people if each.outcome is Outcome.ARRESTED]
    for person in arrested:
        person.arrested_on.append(person.searched_on)
    records = cards.items("arrest records")["records"]
    for person in draw.sample(arrested, records - len(arrested)):
        person.arrested_on.append(person.searched_on + draw.randrange(10, 20))
    for place in premises:
        day = place.people[0].searched_on
        place.searched_on = [day, *(day + 2 + draw.randrange(3) for _ in range(place.searches - 1))]


def _days(draw: random.Random, person: Draft) -> tuple[int, int]:
    """Return on which day somebody is named, and on which a search follows."""
    if person.outcome is Outcome.NOT_SENT:
        return draw.randrange(_WAITING_FROM, DAYS), -1
    if person.outcome is Outcome.STILL_OPEN:
        return draw.randrange(_OPEN_FROM, DAYS - 1), -1
    named = draw.randrange(_TIPS_WITHIN + 1, _LAST_NAMED)
    if person.band is Band.VERY_HIGH:
        return named, named
    least = 4 if person.trap in (Trap.AMENDED, Trap.REROUTED) else 1
    return named, named + draw.randrange(least, _AFTER_NAMING)
