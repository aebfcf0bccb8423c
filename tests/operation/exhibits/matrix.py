"""What the tests that hold every service to the tables need of this room; they gather it by themselves.

BY_ACTION: each service with its action and the levels that are enough (test_role_matrix). BY_ENTITY: what only shows,
with the entity. MODULES: the modules of services. LATER: the actions of the room that have no service yet.
BY_KEY: each service that takes the key of a row, with the table that the key is of (test_compartments); READERS: which
of these only show; NOT_BY_KEY: public names of MODULES that take no key.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from understone.operation.exhibits import (
    attaching,
    disposing,
    labels,
    moving,
    queueing,
    reading,
    reporting,
    seizing,
    waiting,
)
from understone.operation.exhibits.disposing import Manner
from understone.operation.exhibits.moving import To
from understone.operation.exhibits.seizing import Seized
from understone.operation.service import Call

_NONE, _NOWHERE, _TO = UUID(int=7), Path("/nowhere/none.case"), To("nobody", "nowhere")


def _thing(search: UUID | None = None, arrest: UUID | None = None, parent: str | None = None) -> Seized:
    return Seized("AB/1", "smartphone", "M1", "nowhere", search, arrest, None, parent)


BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "exhibits.seizing.seize": ("exhibit.record", ("do",), lambda call: seizing.seize(call, _thing(_NONE))),
    "exhibits.seizing.seize_all": ("exhibit.record", ("do",), lambda call: seizing.seize_all(call, [_thing(_NONE)])),
    "exhibits.moving.hand_over": ("exhibit.move", ("do",), lambda call: moving.hand_over(call, _NONE, _TO, "M1")),
    "exhibits.moving.hand_over_all": (
        "exhibit.move",
        ("do",),
        lambda call: moving.hand_over_all(call, {_NONE: "M1"}, _TO),
    ),
    "exhibits.moving.take": ("exhibit.move", ("do",), lambda call: moving.take(call, _NONE, "M1")),
    "exhibits.moving.take_all": ("exhibit.move", ("do",), lambda call: moving.take_all(call, {_NONE: "M1"})),
    "exhibits.moving.correct": ("exhibit.move", ("do",), lambda call: moving.correct(call, _NONE, _TO, "M1")),
    "exhibits.queueing.queue": ("exhibit.queue", ("do",), lambda call: queueing.queue(call, _NONE)),
    "exhibits.queueing.queue_all": ("exhibit.queue", ("do",), lambda call: queueing.queue_all(call, [_NONE])),
    "exhibits.queueing.requeue": ("exhibit.queue", ("do",), lambda call: queueing.requeue(call, _NONE)),
    "exhibits.queueing.place": ("exhibit.queue", ("do",), lambda call: queueing.place(call, _NONE)),
    "exhibits.queueing.by_risk": ("exhibit.queue", ("do",), lambda call: queueing.by_risk(call, _NONE)),
    "exhibits.queueing.start": ("examination.run", ("do",), lambda call: queueing.start(call, _NONE, "M1")),
    "exhibits.queueing.start_all": (
        "examination.run",
        ("do",),
        lambda call: queueing.start_all(call, {_NONE: "M1"}),
    ),
    "exhibits.queueing.fail": ("examination.run", ("do",), lambda call: queueing.fail(call, _NONE)),
    "exhibits.attaching.attach": (
        "examination.run",
        ("do",),
        lambda call: attaching.attach(call, _NONE, _NOWHERE),
    ),
    "exhibits.reporting.propose": ("examination.report", ("propose",), lambda call: reporting.propose(call, _NONE)),
    "exhibits.reporting.complete": ("examination.report", ("second",), lambda call: reporting.complete(call, _NONE)),
    "exhibits.disposing.propose": (
        "exhibit.dispose",
        ("propose",),
        lambda call: disposing.propose(call, _NONE, Manner.RETURNED),
    ),
    "exhibits.disposing.complete": ("exhibit.dispose", ("second",), lambda call: disposing.complete(call, _NONE)),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "exhibits.queueing.queue_listed": ("exhibit", queueing.queue_listed),
    "exhibits.reading.listed": ("exhibit", reading.listed),
    "exhibits.reading.key_of": ("exhibit", lambda call: reading.key_of(call, "AB/0")),
    "exhibits.reading.keys_of": ("exhibit", lambda call: reading.keys_of(call, ["AB/0"])),
    "exhibits.reading.standing": ("exhibit", lambda call: reading.standing(call, _NONE)),
    "exhibits.labels.labels": ("exhibit", lambda call: labels.labels(call, [_NONE])),
    "exhibits.waiting.outlook": ("exhibit", waiting.outlook),
    "exhibits.reporting.written": ("examination", lambda call: list(reporting.written(call, _NONE))),
}
MODULES: tuple[ModuleType, ...] = (
    attaching, disposing, labels, moving, queueing, reading, reporting, seizing, waiting,
)  # fmt: skip
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "exhibit seize": ("search", lambda a, call, key: seizing.seize(call, _thing(key))),
    "exhibit seize_all": ("arrest", lambda a, call, key: seizing.seize_all(call, [_thing(None, key)])),
    "exhibit hand_over": ("exhibit", lambda a, call, key: moving.hand_over(call, key, _TO, "A1")),
    "exhibit hand_over_all": ("exhibit", lambda a, call, key: moving.hand_over_all(call, {key: "A1"}, _TO)),
    "exhibit take": ("exhibit", lambda a, call, key: moving.take(call, key, "A1")),
    "exhibit take_all": ("exhibit", lambda a, call, key: moving.take_all(call, {key: "A1"})),
    "exhibit correct": ("exhibit", lambda a, call, key: moving.correct(call, key, _TO, "A1")),
    "exhibit queue": ("exhibit", lambda a, call, key: queueing.queue(call, key)),
    "exhibit queue_all": ("exhibit", lambda a, call, key: queueing.queue_all(call, [key])),
    "exhibit requeue": ("exhibit", lambda a, call, key: queueing.requeue(call, key)),
    "exhibit place": ("exhibit", lambda a, call, key: queueing.place(call, key)),
    "exhibit by_risk": ("exhibit", lambda a, call, key: queueing.by_risk(call, key)),
    "exhibit start": ("exhibit", lambda a, call, key: queueing.start(call, key, "A1")),
    "exhibit start_all": ("exhibit", lambda a, call, key: queueing.start_all(call, {key: "A1"})),
    "exhibit fail": ("exhibit", lambda a, call, key: queueing.fail(call, key)),
    "exhibit attach": ("exhibit", lambda a, call, key: attaching.attach(call, key, _NOWHERE)),
    "exhibit propose report": ("exhibit", lambda a, call, key: reporting.propose(call, key)),
    "exhibit written": ("exhibit", lambda a, call, key: list(reporting.written(call, key))),
    "exhibit complete report": ("proposal", lambda a, call, key: reporting.complete(call, key)),
    "exhibit propose disposal": ("exhibit", lambda a, call, key: disposing.propose(call, key, Manner.RETURNED)),
    "exhibit complete disposal": ("proposal", lambda a, call, key: disposing.complete(call, key)),
    "exhibit standing": ("exhibit", lambda a, call, key: reading.standing(call, key)),
    "exhibit labels": ("exhibit", lambda a, call, key: labels.labels(call, [key])),
}
READERS: tuple[str, ...] = ("exhibit written", "exhibit standing", "exhibit labels")
NOT_BY_KEY: frozenset[str] = frozenset({"queue_listed", "in_order", "listed", "key_of", "keys_of", "outlook", "load"})
