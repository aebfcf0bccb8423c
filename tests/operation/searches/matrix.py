"""What the tests that hold every service to the tables need of this room; they gather it by themselves.

BY_ACTION: each service with its action and the levels that are enough (test_role_matrix). BY_ENTITY: what only shows,
with the entity. MODULES: the modules of services. LATER: the actions of the room that have no service yet.
BY_KEY: each service that takes the key of a row, with the table that the key is of (test_compartments); READERS: which
of these only show; NOT_BY_KEY: public names of MODULES that take no key.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

from understone.operation.searches import doing, planning, reading, warrants
from understone.operation.searches.planning import Change, Planned
from understone.operation.service import Call

NONE, FAR = UUID(int=7), datetime(2089, 1, 1, tzinfo=UTC)
PLAN = Planned([NONE], NONE, date(2089, 1, 1), "PACE-18")
Service = Callable[[Call, UUID], object]

PLANS: Mapping[str, Service] = {
    "change": lambda call, key: planning.change(call, key, Change()),
    "recheck": lambda call, key: planning.recheck(call, key, "14 Example Street"),
    "arrange": lambda call, key: planning.arrange(call, key, on_call="nobody"),
}
STEPS: Mapping[str, tuple[str, tuple[str, ...], Service]] = {
    "ready": ("search.authorise", ("propose",), doing.ready),
    "authorise": ("search.authorise", ("second",), doing.authorise),
    "execute": ("search.execute", ("do",), lambda call, key: doing.execute(call, key, "invented")),
    "execute_outside": (
        "search.execute",
        ("do",),
        lambda call, key: doing.execute_outside(call, key, "invented", "invented"),
    ),
    "abort": ("search.abort", ("do",), doing.abort),
}
BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "searches.planning.plan": ("search.plan", ("do",), lambda call: planning.plan(call, PLAN)),
    "searches.planning.waive": ("search.authorise", ("second",), lambda call: planning.waive(call, NONE)),
    "searches.warrants.record": (
        "search.plan",
        ("do",),
        lambda call: warrants.record(call, NONE, "W-1", "PACE-8", "14 Example Street", FAR),
    ),
    **{
        f"searches.planning.{name}": ("search.plan", ("do",), lambda call, service=service: service(call, NONE))
        for name, service in PLANS.items()
    },
    **{
        f"searches.doing.{name}": (action, levels, lambda call, service=service: service(call, NONE))
        for name, (action, levels, service) in STEPS.items()
    },
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "searches.reading.listed": ("search", reading.listed),
    "searches.reading.places": ("search", reading.places),
    "searches.reading.opened": ("search", lambda call: reading.opened(call, NONE, "a test")),
    "searches.reading.gated": ("search", lambda call: reading.gated(call, NONE)),
    "searches.reading.subject_of": ("search", lambda call: reading.subject_of(call, "S-0")),
    "searches.warrants.listed": ("search", warrants.listed),
}
MODULES: tuple[ModuleType, ...] = (doing, planning, reading, warrants)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "search opened": ("search", lambda a, call, key: reading.opened(call, key, "a test")),
    "search gated": ("search", lambda a, call, key: reading.gated(call, key)),
    "search waive": ("search", lambda a, call, key: planning.waive(call, key)),
    **{
        f"search {name}": ("search", lambda a, call, key, service=service: service(call, key))
        for name, service in PLANS.items()
    },
    **{
        f"search {name}": ("search", lambda a, call, key, service=service: service(call, key))
        for name, (_, _, service) in STEPS.items()
    },
}
READERS: tuple[str, ...] = ("search opened",)
# What a force plans for it knows by its packages, which these worlds do not hold: force.py does.
NOT_BY_KEY: frozenset[str] = frozenset(
    {"plan", "places", "subject_of", "lines", "held", "known_facts", "due_again", "record"}
)
