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

from understone.operation.bulletin import drilling, publishing, reading
from understone.operation.service import Call

NONE = UUID(int=7)
THEN = datetime(2026, 1, 5, tzinfo=UTC)

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "bulletin.publishing.draft": ("bulletin.draft", ("do",), lambda call: publishing.draft(call, THEN, "nobody")),
    "bulletin.publishing.redraft": ("bulletin.draft", ("do",), lambda call: publishing.redraft(call, NONE)),
    "bulletin.publishing.propose": ("bulletin.publish", ("propose",), lambda call: publishing.propose(call, NONE)),
    "bulletin.publishing.publish": ("bulletin.publish", ("second",), lambda call: publishing.publish(call, NONE)),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "bulletin.publishing.recompute": ("bulletin", lambda call: publishing.recompute(call, NONE)),
    "bulletin.reading.listed": ("bulletin", reading.listed),
    "bulletin.reading.opened": ("bulletin", lambda call: reading.opened(call, NONE)),
    "bulletin.reading.live": ("bulletin", reading.live),
    "bulletin.drilling.drill": ("bulletin", lambda call: drilling.drill(call, "F2", key=NONE)),
}
MODULES: tuple[ModuleType, ...] = (publishing, reading, drilling)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "bulletin redraft": ("bulletin", lambda a, call, key: publishing.redraft(call, key)),
    "bulletin propose": ("bulletin", lambda a, call, key: publishing.propose(call, key)),
    "bulletin publish": ("proposal", lambda a, call, key: publishing.publish(call, key)),
    "bulletin recompute": ("bulletin", lambda a, call, key: publishing.recompute(call, key)),
    "bulletin opened": ("bulletin", lambda a, call, key: reading.opened(call, key)),
    "bulletin drill": ("bulletin", lambda a, call, key: drilling.drill(call, "F2", key=key)),
}
READERS: tuple[str, ...] = ("bulletin recompute", "bulletin opened", "bulletin drill")
NOT_BY_KEY: frozenset[str] = frozenset({"draft", "listed", "live", "compared", "for_the_public"})
