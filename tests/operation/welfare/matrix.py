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

from understone.operation.service import Call
from understone.operation.welfare import services

NONE, FAR = UUID(int=7), datetime(2089, 1, 1, tzinfo=UTC)
PLAN = services.Plan("unknown", ["invented"], FAR, "somebody")

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "welfare.services.record": (
        "welfare.record",
        ("do",),
        lambda call: services.record(call, "release", NONE, PLAN),
    ),
    "welfare.services.contacted": ("welfare.record", ("do",), lambda call: services.contacted(call, NONE, "well")),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "welfare.services.listed": ("welfare", services.listed),
}
MODULES: tuple[ModuleType, ...] = (services,)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "welfare record release": ("arrest", lambda a, call, key: services.record(call, "release", key, PLAN)),
    "welfare contacted": ("welfare_plan", lambda a, call, key: services.contacted(call, key, "well")),
}
READERS: tuple[str, ...] = ()
NOT_BY_KEY: frozenset[str] = frozenset()
