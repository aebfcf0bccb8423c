"""What is seized at each search: devices by kind, what waits, what was in something else, what is examined twice."""

import random
from collections.abc import Sequence

from understone.demo.operation import allotting
from understone.demo.operation.decks import Decks
from understone.demo.operation.homes import Home
from understone.demo.operation.plan import Device
from understone.operation import tables

REAL, REAL_OF_FEW = 24, 3  # exhibits with a case file of a real examination: of the full demonstration, of the small
_FEW = 1000
_INSIDE = {"computer": ("hard_disk", "solid_state_disk"), "phone": ("sim", "memory_card")}


def deal(draw: random.Random, cards: Decks, premises: Sequence[Home]) -> list[Device]:
    """Spread the devices over the searches; every search finds something, some find much."""
    examined = cards.items("devices examined")
    traps = cards.items("exhibit traps")
    kinds = allotting.shuffled(draw, [(kind, 1) for kind, count in examined.items() for _ in range(count)])
    again = set(draw.sample(range(len(kinds)), traps["examined twice"]))
    kinds = [(kind, 2 if number in again else 1) for number, (kind, _) in enumerate(kinds)]
    kinds += [(draw.choice(tuple(examined)), 0) for _ in range(traps["waiting"])]
    kinds += [("other", 0) for _ in range(traps["other, not examined"])]
    searches = [(place.number, search) for place in premises for search in range(place.searches)]
    weights = [draw.expovariate(1) + 0.3 for _ in searches]
    where = [*searches, *draw.choices(searches, weights, k=len(kinds) - len(searches))]
    real = set(draw.sample(range(sum(examined.values())), REAL if sum(examined.values()) > _FEW else REAL_OF_FEW))
    made = [
        Device(number, *where[number], kind, _subtype(draw, kind), None, times, number in real)
        for number, (kind, times) in enumerate(kinds)
    ]
    parents = [each for each in made if each.examined and each.kind in _INSIDE]
    for parent in draw.sample(parents, traps["sub-exhibits"]):
        subtype = draw.choice(_INSIDE[parent.kind])
        kind = next(row["kind"] for row in tables.rows("device_subtypes") if row["code"] == subtype)
        place = (parent.premises, parent.search)
        made.append(Device(len(made), *place, kind, subtype, parent.number, int(kind != "other"), False))
    return made


def _subtype(draw: random.Random, kind: str) -> str:
    return draw.choice([row["code"] for row in tables.rows("device_subtypes") if row["kind"] == kind])
