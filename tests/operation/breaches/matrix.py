"""What the tests that hold every service to the tables need of this room; they gather it by themselves.

BY_ACTION: each service with its action and the levels that are enough (test_role_matrix). BY_ENTITY: what only shows,
with the entity. MODULES: the modules of services. LATER: the actions of the room that have no service yet.
BY_KEY: each service that takes the key of a row, with the table that the key is of (test_compartments); READERS: which
of these only show; NOT_BY_KEY: public names of MODULES that take no key.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

from understone.operation.breaches import services
from understone.operation.service import Call

NONE, PAST = UUID(int=7), datetime(2026, 1, 1, tzinfo=UTC)

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "breaches.services.explain": ("breach.record", ("do",), lambda call: services.explain(call, NONE, "invented")),
    "breaches.services.record_later": (
        "breach.record",
        ("do",),
        lambda call: services.record_later(call, "search", NONE, "G2.4", PAST, "invented"),
    ),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "breaches.services.listed": ("breach", services.listed),
}
MODULES: tuple[ModuleType, ...] = (services,)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "breach explain": ("breach", lambda a, call, key: services.explain(call, key, "invented")),
    **{
        f"breach record_later {entity}": (
            entity,
            lambda a, call, key, entity=entity: services.record_later(call, entity, key, "G5", PAST, "invented"),
        )
        for entity in ("search", "arrest", "exhibit", "child")
    },
}
READERS: tuple[str, ...] = ()
NOT_BY_KEY: frozenset[str] = frozenset()
