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

from understone.operation.outcomes import arresting, charging, concluding, reading, releasing
from understone.operation.outcomes.releasing import Mode
from understone.operation.service import Call
from understone.operation.subjects import closing

NONE, BEFORE = UUID(int=7), datetime(2026, 1, 6, 9, tzinfo=UTC)

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "outcomes.arresting.arrest": (
        "arrest.record",
        ("do",),
        lambda call: arresting.arrest(call, NONE, BEFORE, "invented"),
    ),
    "outcomes.releasing.release": ("arrest.record", ("do",), lambda call: releasing.release(call, NONE, Mode.BAIL)),
    "outcomes.releasing.release_outside": (
        "arrest.record",
        ("do",),
        lambda call: releasing.release_outside(call, NONE, Mode.BAIL, "invented"),
    ),
    "outcomes.charging.charge": (
        "charge.record",
        ("do",),
        lambda call: charging.charge(call, NONE, "PCA78-1", BEFORE.date(), BEFORE),
    ),
    "outcomes.concluding.propose": (
        "outcome.conclude",
        ("propose",),
        lambda call: concluding.propose(call, NONE, {}),
    ),
    "outcomes.concluding.propose_nfa": (
        "outcome.conclude",
        ("propose",),
        lambda call: concluding.propose_nfa(call, NONE),
    ),
    "outcomes.concluding.complete": ("outcome.conclude", ("second",), lambda call: concluding.complete(call, NONE)),
    "subjects.closing.propose": ("subject.close", ("propose",), lambda call: closing.propose(call, NONE)),
    "subjects.closing.complete": ("subject.close", ("second",), lambda call: closing.complete(call, NONE)),
    "subjects.closing.reopen": ("subject.merge_split", ("do",), lambda call: closing.reopen(call, NONE, "invented")),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "outcomes.reading.listed": ("arrest", reading.listed),
    "outcomes.reading.of_subject": ("arrest", lambda call: reading.of_subject(call, "S-0", "a test")),
    "outcomes.reading.opened": ("arrest", lambda call: reading.opened(call, NONE, "a test")),
}
MODULES: tuple[ModuleType, ...] = (arresting, releasing, charging, concluding, reading, closing)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "outcomes arrest": ("subject", lambda a, call, key: arresting.arrest(call, key, BEFORE, "invented")),
    "outcomes arrest after": (
        "search",
        lambda a, call, key: arresting.arrest(call, _subject(a), BEFORE, "invented", search=key),
    ),
    "outcomes release": ("arrest", lambda a, call, key: releasing.release(call, key, Mode.BAIL)),
    "outcomes release_outside": (
        "arrest",
        lambda a, call, key: releasing.release_outside(call, key, Mode.BAIL, "invented"),
    ),
    "outcomes charge": (
        "arrest",
        lambda a, call, key: charging.charge(call, key, "PCA78-1", date(2026, 1, 1), BEFORE),
    ),
    "outcomes propose": ("arrest", lambda a, call, key: concluding.propose(call, key, {})),
    "outcomes propose_nfa": ("arrest", lambda a, call, key: concluding.propose_nfa(call, key)),
    "outcomes complete": ("proposal", lambda a, call, key: concluding.complete(call, key)),
    "outcomes opened": ("arrest", lambda a, call, key: reading.opened(call, key, "a test")),
    "outcomes of_subject": ("subject", lambda a, call, key: reading.of_subject(call, f"S-{key}", "a test")),
    "outcomes propose to close": ("subject", lambda a, call, key: closing.propose(call, key)),
    "outcomes complete a close": ("proposal", lambda a, call, key: closing.complete(call, key)),
    "outcomes reopen": ("subject", lambda a, call, key: closing.reopen(call, key, "invented")),
}
READERS: tuple[str, ...] = ()
NOT_BY_KEY = frozenset(
    {"planned", "not_to_come", "held", "end_but_visit", "demand_offence", "listed", "met_by_something_new"}
)


def _subject(asking: Any) -> UUID:
    """Return a subject that the asker's organisation owns, if there is one."""
    seen = [row for row in asking.world.seen(asking.who, "subject") if row.org == asking.who.org]
    return seen[0].id if seen else NONE
