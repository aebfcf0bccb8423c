"""Who takes what comes in: the active person of the role with the least open work; without one, the commander."""

import heapq
from collections import Counter
from uuid import UUID

from understone.operation.errors import OperationError
from understone.operation.organisations.models import User
from understone.operation.service import Act
from understone.operation.tasks.models import Task

NO_HEIR = "US001"  # the state with which the database says that neither a supervisor nor a commander is there


class NobodyOnDuty(OperationError):
    """Neither the role nor a commander has an active person: nothing may be taken in unowned."""

    code = "nobody_on_duty"

    def __init__(self, role: str) -> None:
        super().__init__(
            f"no active person has the role {role}, and none is commander", "rota", "let an administrator add one"
        )


class Rota:
    """Deals work to the people of a role where the actor works, the least loaded first."""

    def __init__(self, act: Act, role: str, *, without_actor: bool = False) -> None:
        people = _active(act, role, without_actor) or _active(act, "CO", without_actor)
        if not people:
            raise NobodyOnDuty(role)
        load = Counter(
            Task.objects.filter(owner_id__in=people.values(), state="open").values_list("owner_id", flat=True)
        )
        self._heap = [(load[key], name, key) for name, key in people.items()]
        heapq.heapify(self._heap)

    def next(self) -> UUID:
        """Return who takes the next piece of work."""
        load, name, key = self._heap[0]
        heapq.heapreplace(self._heap, (load + 1, name, key))
        return key


def _active(act: Act, role: str, without_actor: bool) -> dict[str, UUID]:
    who = act.actor
    people = User.objects.filter(
        org=who.org, active=True, roles__contains=[role], memberships__comp=who.comp, memberships__until__gt=act.now
    )
    people = people.exclude(pk=who.user) if without_actor else people
    return dict(people.values_list("pseudonym", "id"))
