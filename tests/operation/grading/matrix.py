"""What the tests that hold every service to the tables need of the rooms of grading and viewing (see matrices)."""

import io
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any
from uuid import UUID

from understone.exchange import keys
from understone.operation.grading import new_material, panel, queues, updates, voting
from understone.operation.grading.queues import Place, Which
from understone.operation.service import Call
from understone.operation.viewing import reading, services

NONE = UUID(int=7)
KEY = keys.new_signing_key()

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "grading.voting.grade": ("finding.grade", ("do",), lambda call: voting.grade(call, NONE, "A")),
    "grading.panel.vote": ("finding.panel", ("do",), lambda call: panel.vote(call, NONE, "A")),
    "grading.panel.disputes": ("finding.panel", ("do",), panel.disputes),
    "grading.new_material.flag": ("finding.grade", ("do",), lambda call: new_material.flag(call, NONE)),
    "grading.queues.next_": ("finding.grade", ("do",), lambda call: queues.next_(call, Which.UNKNOWN)),
    "grading.queues.pass_": ("finding.grade", ("do",), lambda call: queues.pass_(call, Which.UNKNOWN, Place())),
    "grading.queues.listed": ("finding.grade", ("do",), lambda call: queues.listed(call, Which.MATCHES)),
    "grading.queues.order": ("finding.grade", ("do",), queues.order),
    "grading.queues.set_order": ("finding.grade", ("do",), lambda call: queues.set_order(call, ["burst"])),
    "grading.updates.export_known": (
        "examination.run",
        ("do",),
        lambda call: updates.export_known(call, io.StringIO()),
    ),
    "viewing.services.stop": ("finding.grade", ("do",), services.stop),
    "viewing.reading.mine": ("finding.grade", ("do",), reading.mine),
    "viewing.reading.totals": ("viewlog.read", ("read", "metadata"), reading.totals),
    "viewing.reading.listed": ("viewlog.read", ("read",), reading.listed),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "viewing.services.view": ("finding", lambda call: services.view(call, NONE, "a test", KEY)),
}
MODULES: tuple[ModuleType, ...] = (voting, panel, new_material, queues, updates, services, reading)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "grade a finding": ("finding", lambda a, call, key: voting.grade(call, key, "A")),
    "grading panel vote": ("finding", lambda a, call, key: panel.vote(call, key, "A")),
    "grading flag": ("finding", lambda a, call, key: new_material.flag(call, key)),
    "grading view": ("finding", lambda a, call, key: services.view(call, key, "a test", KEY)),
}
READERS: tuple[str, ...] = ()
NOT_BY_KEY: frozenset[str] = frozenset(
    {
        "cast_vote", "disputes", "export_known", "leased_by_another", "mine", "next_", "order", "pass_", "set_order",
        "stop", "totals", "why",
    }
)  # fmt: skip
