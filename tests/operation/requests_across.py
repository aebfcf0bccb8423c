"""Random requests of random people, with keys of rows from everywhere; each says what it saw that it should not have.

A request returns sentences: nothing, or one for each row that came across, was missing, or answered differently from an
absent one. What a request changes is rolled back, so that the oracle stays right.
"""

import random
from collections.abc import Callable, Mapping

from operation import requests_services, requests_tables
from operation.compartments import Person, World
from operation.requests_asking import Asking
from understone.operation.access import context
from understone.operation.errors import NotPermitted


def ask(world: World, chance: random.Random) -> tuple[str, list[str]]:
    """Make one random request; return its name, and what was wrong."""
    name = chance.choices(list(REQUESTS), [weight for weight, _ in REQUESTS.values()])[0]
    who = chance.choice(world.people)
    role = chance.choice(who.roles)
    wrong = _keys_that_ended(world, who, role, chance)
    if not who.live:
        return name, wrong
    home = chance.choice(sorted(who.live))
    code = next(code for code, key in world.codes.items() if key == home)
    actor = context.actor(who.pseudonym, role, code)
    if frozenset(actor.comps) != who.live:
        wrong.append("the context holds other compartments than are live")
    said = REQUESTS[name][1](Asking(world, who, role, actor, chance))
    return name, [f"{who.pseudonym} as {role} in {code}, {name}: {each}" for each in (*wrong, *said)]


def _keys_that_ended(world: World, who: Person, role: str, chance: random.Random) -> list[str]:
    code, comp = chance.choice(sorted(world.codes.items()))
    try:
        context.actor(who.pseudonym, role, code)
    except NotPermitted:
        return [f"a live key to {code} does not open"] if comp in who.live else []
    return [] if comp in who.live else [f"a key to {code} opens that ended or never was"]


REQUESTS: Mapping[str, tuple[int, Callable[[Asking], list[str]]]] = {
    "list": (12, requests_tables.list_),
    "count": (10, requests_tables.count),
    "search": (12, requests_tables.search),
    "by key": (10, requests_tables.by_key),
    "history": (10, requests_tables.history),
    "sly select": (10, requests_tables.sly_select),
    "write": (6, requests_tables.write),
    "insert": (6, requests_tables.insert),
    "without context": (3, requests_tables.without_context),
    "own lists": (5, requests_services.own_lists),
    "service": (24, requests_services.service),
    "lease": (2, requests_services.lease),
    "import": (4, requests_services.import_),
}
