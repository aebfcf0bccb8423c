"""What the tests that hold every service to the tables need of this room; they gather it by themselves.

BY_ACTION: each service with its action and the levels that are enough (test_role_matrix). BY_ENTITY: what only shows,
with the entity. MODULES: the modules of services. LATER: the actions of the room that have no service yet.
BY_KEY: each service that takes the key of a row, with the table that the key is of (test_compartments); READERS: which
of these only show; NOT_BY_KEY: public names of MODULES that take no key.
"""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any
from uuid import UUID

from understone.operation.disclosure import exporting, listing, making
from understone.operation.disclosure.exporting import Format
from understone.operation.disclosure.listing import Judgement
from understone.operation.disclosure.making import Recipient
from understone.operation.service import Call

NONE, SAID = UUID(int=7), Judgement(False, "invented", True, "invented")

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {
    "disclosure.listing.make": ("disclosure.make", ("propose",), lambda call: listing.make(call, NONE)),
    "disclosure.listing.judge": ("disclosure.make", ("propose",), lambda call: listing.judge(call, NONE, SAID)),
    "disclosure.making.propose": (
        "disclosure.make",
        ("propose",),
        lambda call: making.propose(call, NONE, Recipient.PROSECUTOR),
    ),
    "disclosure.making.complete": ("disclosure.make", ("second",), lambda call: making.complete(call, NONE)),
}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "disclosure.listing.listed": ("disclosure", lambda call: listing.listed(call, "S-0", "a test")),
    "disclosure.exporting.export": ("disclosure", lambda call: exporting.export(call, NONE, Format.JSON)),
}
MODULES: tuple[ModuleType, ...] = (listing, making, exporting)
LATER: frozenset[str] = frozenset()
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {
    "disclosure make": ("subject", lambda a, call, key: listing.make(call, key)),
    "disclosure judge": ("disclosure_item", lambda a, call, key: listing.judge(call, key, SAID)),
    "disclosure propose": ("subject", lambda a, call, key: making.propose(call, key, Recipient.PROSECUTOR)),
    "disclosure complete": ("proposal", lambda a, call, key: making.complete(call, key)),
    "disclosure export": ("proposal", lambda a, call, key: exporting.export(call, key, Format.CSV)),
    "disclosure listed": ("subject", lambda a, call, key: listing.listed(call, f"S-{key}", "a test")),
}
READERS: tuple[str, ...] = ("disclosure export",)
NOT_BY_KEY = frozenset({"items", "line", "new_since", "written", "digest"})
