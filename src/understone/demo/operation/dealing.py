"""Dealing the decks: from scale and seed the whole demonstration, every count exact. No database.

Each deck is shuffled; cards that do not fit somebody (a low band and a conviction) go to somebody else whom they fit.
"""

import random
from collections import defaultdict

from understone.demo.operation import allotting, answers, days, decks, homes, households, seizures
from understone.demo.operation.decks import Decks, Scale
from understone.demo.operation.drafts import Draft
from understone.demo.operation.plan import Again, Closed, Outcome, Plan, Prior, Trap
from understone.exchange.package_terms import Band, Letter, TrustKind
from understone.operation import tables

_CHILD_NAMED = 10  # of so many tips that nothing follows from, one names a child: two persons close it
_PRIORS = ("intelligence", "arrest", "sexual conviction")
_GRADES = {"A": Letter.A, "B": Letter.B, "C with override": Letter.C}


def deal(scale: Scale, seed: int) -> Plan:
    """Lay out the demonstration."""
    draw = random.Random(f"understone demonstration {scale} {seed}")
    cards = decks.of(scale)
    forces = tuple(force.code for force in decks.forces(scale))
    people = _people(draw, cards)
    _bands(draw, cards, people)
    _forces(draw, cards, people, forces)
    _priors(draw, cards, people)
    _grades(draw, cards, people)
    _trust(draw, cards, people)
    premises = homes.deal(draw, cards, people)
    _traps(draw, cards, people, forces)
    homes.shared_by_two(draw, cards, people, premises)
    children = households.deal(draw, cards, people, premises)
    for person in people:
        person.said = draw.choice(answers.ways(person.standing())[:3])
    late, supplemented = _supplemented(draw, cards, people)
    days.deal(draw, cards, people, premises)
    _charges(draw, cards, people)
    return Plan(
        scale,
        seed,
        forces,
        tuple(person.settled() for person in people),
        tuple(place.settled() for place in premises),
        tuple(children),
        tuple(seizures.deal(draw, cards, premises)),
        _closed(draw, cards),
        _redelivered(draw, cards, people),
        _supplements(draw, late, supplemented),
    )


def _people(draw: random.Random, cards: Decks) -> list[Draft]:
    sizes = [int(item.split()[0]) for item in cards.cards("referrals per subject")]
    outcomes = [Outcome(item) for item in cards.cards("subjects")]
    assert len(sizes) == len(outcomes), "each subject has referrals"
    draw.shuffle(sizes)
    draw.shuffle(outcomes)
    return [Draft(number, *both) for number, both in enumerate(zip(outcomes, sizes, strict=True))]


def _bands(draw: random.Random, cards: Decks, people: list[Draft]) -> None:
    """Whoever is not assessed, or low, is not sent yet; very high are arrested."""
    bands = allotting.shuffled(draw, [Band(item) for item in cards.cards("risk band")])
    bands.sort(key=lambda band: (band is not Band.UNKNOWN, band is not Band.LOW))
    waiting = [person for person in people if person.outcome is Outcome.NOT_SENT]
    for person in waiting:
        person.band = bands.pop(0)
    bands.sort(key=lambda band: band is not Band.VERY_HIGH)
    arrested = [person for person in people if person.outcome is Outcome.ARRESTED]
    very_high = [band for band in bands if band is Band.VERY_HIGH]
    for person in arrested[: len(very_high)]:
        person.band = Band.VERY_HIGH
    rest = allotting.shuffled(draw, bands[len(very_high) :])
    others = [person for person in people if person.outcome not in (Outcome.NOT_SENT, Outcome.ARRESTED)]
    for person, band in zip([*arrested[len(very_high) :], *others], rest, strict=True):
        person.band = band


def _forces(draw: random.Random, cards: Decks, people: list[Draft], forces: tuple[str, ...]) -> None:
    """Every force has an arrest, the rest by number of districts."""
    arrested = allotting.shuffled(draw, [person for person in people if person.outcome is Outcome.ARRESTED])
    for nation, count in cards.items("arrested by nation").items():
        own = [force for force in forces if decks.nation(force) == nation]
        for force, number in allotting.spread(count, own, least=1).items():
            for _ in range(number):
                arrested.pop().force = force
    assert not arrested, "the nations have all who were arrested"
    others = allotting.shuffled(draw, [person for person in people if not person.force])
    for force, number in allotting.spread(len(others), forces).items():
        for _ in range(number):
            others.pop().force = force


def _priors(draw: random.Random, cards: Decks, people: list[Draft]) -> None:
    free = allotting.shuffled(draw, [person for person in people if person.outcome is Outcome.ARRESTED])
    items = cards.items("prior contact of arrested")
    for prior in (Prior.UNKNOWN, Prior.REGISTERED, Prior.PRIOR):
        for _ in range(items[prior]):
            records: list[str] = ["unknown"] if prior is Prior.UNKNOWN else allotting.shuffled(draw, _PRIORS)
            if prior is Prior.REGISTERED:
                records = ["sexual conviction", "none"]
            found = next(
                (person, record) for person in free for record in records if person.possible(prior=prior, record=record)
            )
            person, person.record = found[0], found[1]
            person.prior = prior
            free.remove(person)


def _grades(draw: random.Random, cards: Decks, people: list[Draft]) -> None:
    grades = allotting.shuffled(draw, [_GRADES[item] for item in cards.cards("identity of subjects sent")])
    sent = [person for person in people if person.outcome is not Outcome.NOT_SENT]
    for person, grade in zip(sent, grades, strict=True):
        person.grade = grade


def _trust(draw: random.Random, cards: Decks, people: list[Draft]) -> None:
    """Some hold two positions; whoever has one fits the points that it adds."""
    kinds = allotting.shuffled(draw, [TrustKind(item) for item in cards.cards("positions of trust")])
    number = cards.items("persons in positions of trust")["persons"]
    arrested = allotting.shuffled(draw, [person for person in people if person.outcome is Outcome.ARRESTED])
    holders: list[Draft] = []
    while kinds:
        kind = kinds.pop()
        among = arrested if len(holders) < number else holders
        person = next(
            each
            for each in among
            if kind not in each.trust
            and (among is holders or not each.trust)
            and len(each.trust) < 2
            and each.possible(trust=[*each.trust, kind])
        )
        if not person.trust:
            holders.append(person)
        person.trust.append(kind)


def _traps(draw: random.Random, cards: Decks, people: list[Draft], forces: tuple[str, ...]) -> None:
    items = cards.items("package traps")

    def usual(person: Draft) -> bool:
        return (
            person.outcome is Outcome.ARRESTED
            and person.plain
            and person.grade is not Letter.C
            and person.band is not Band.VERY_HIGH
        )

    two = allotting.picked(
        draw,
        items[Trap.TWO_FORCES],
        people,
        lambda each: each.outcome is Outcome.ARRESTED and len(each.homes) == 2 and each.force[0] in "EW",
        Trap.TWO_FORCES,
    )
    for person in two:
        near = [force for force in forces if force[0] in "EW" and force != person.force]
        person.trap, person.other_force = Trap.TWO_FORCES, draw.choice(near)
    one_home = [person for person in people if len(person.homes) == 1]
    for person in allotting.picked(draw, items[Trap.REROUTED], one_home, usual, Trap.REROUTED):
        person.trap = Trap.REROUTED
        person.other_force = draw.choice([force for force in forces if force != person.force])
    for person in allotting.picked(draw, items[Trap.AMENDED], one_home, usual, Trap.AMENDED):
        person.trap = Trap.AMENDED


def _charges(draw: random.Random, cards: Decks, people: list[Draft]) -> None:
    """Each person charged has a charge; the others go to any of them, within the jurisdiction of their force."""
    by_law: dict[str, list[str]] = defaultdict(list)
    law_of = {row["code"]: row["jurisdiction"] for row in tables.rows("offences")}
    for offence in cards.cards("charges"):
        by_law[law_of[offence]].append(offence)
    for law, count in cards.items("persons charged").items():
        arrested = [person for person in people if person.outcome is Outcome.ARRESTED and _law(person.force) == law]
        charged = allotting.shuffled(draw, arrested)[:count]
        assert len(charged) == count, f"{count} are charged in {law}, {len(arrested)} arrested"
        offences = allotting.shuffled(draw, by_law[law])
        for number, offence in enumerate(offences):
            (charged[number] if number < count else draw.choice(charged)).charges.append(offence)
        for person in charged:
            person.charged_on = min(person.arrested_on[0] + draw.randrange(40), decks.DAYS - 2)


def _law(force: str) -> str:
    return {"S": "SC", "N": "NI"}.get(force[0], "EW")


def _closed(draw: random.Random, cards: Decks) -> tuple[Closed, ...]:
    items = cards.items("referrals")
    reasons = [reason for reason in ("insufficient", "no nexus") for _ in range(items[reason])]
    draw.shuffle(reasons)
    return tuple(
        Closed(number, reason, number % _CHILD_NAMED == _CHILD_NAMED - 1, draw.randrange(decks.DAYS - 3))
        for number, reason in enumerate(reasons)
    )


def _redelivered(draw: random.Random, cards: Decks, people: list[Draft]) -> tuple[Again, ...]:
    """The same bytes again, days later: nothing follows from them."""
    found = []
    for person in allotting.shuffled(draw, people)[: cards.items("deliveries")["redelivered"]]:
        tip = draw.randrange(person.tips)
        found.append(Again(person.number, tip, min(person.tip_days[tip] + draw.randrange(1, 9), decks.DAYS - 1)))
    return tuple(found)


def _supplemented(draw: random.Random, cards: Decks, people: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Return of whom something more is said: late, so that a package has to be amended; and in time."""
    count = cards.items("deliveries")["supplements"]
    late = [person for person in people if person.trap is Trap.AMENDED]
    rest = allotting.picked(
        draw, count - len(late), people, lambda each: each.trap is not Trap.AMENDED, "supplements in time"
    )
    return late, rest


def _supplements(draw: random.Random, late: list[Draft], in_time: list[Draft]) -> tuple[Again, ...]:
    found = [Again(person.number, 0, person.named_on + 1) for person in late]
    for person in in_time:
        tip = draw.randrange(person.tips)
        found.append(Again(person.number, tip, person.tip_days[-1]))
    return tuple(found)
