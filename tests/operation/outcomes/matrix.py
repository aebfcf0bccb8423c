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

from understone.operation.service import Call

BY_ACTION: Mapping[str, tuple[str, tuple[str, ...], Callable[[Call], object]]] = {}
BY_ENTITY: Mapping[str, tuple[str, Callable[[Call], object]]] = {}
MODULES: tuple[ModuleType, ...] = ()
LATER = frozenset({"arrest.record", "charge.record", "outcome.conclude"})
BY_KEY: Mapping[str, tuple[str, Callable[[Any, Call, UUID], object]]] = {}
READERS: tuple[str, ...] = ()
NOT_BY_KEY: frozenset[str] = frozenset()
