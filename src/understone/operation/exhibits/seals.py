"""The seal on an exhibit (guard SEAL): one that differs from the record stops the step and stands on the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from understone.operation.errors import GuardRefused
from understone.operation.exhibits import duties
from understone.operation.exhibits.models import Exhibit
from understone.operation.service import Call, acting
from understone.operation.tasks import setting
from understone.operation.tasks.models import Task
from understone.operation.tasks.rota import Rota


@dataclass(frozen=True, slots=True)
class Differs:
    """An exhibit on which another seal was found than the record has."""

    key: UUID
    ref: str
    expected: str
    found: str


class SealMismatch(GuardRefused):
    """SEAL: a seal as found is not the one of the record."""

    code = "seal_mismatch"

    def __init__(self, differing: Sequence[Differs]) -> None:
        first = differing[0]
        more = f" ({len(differing) - 1} more differ)" if len(differing) > 1 else ""
        super().__init__(
            "SEAL",
            f"exhibit {first.ref}",
            f"the seal found is {first.found}, the record has {first.expected}{more}",
            "leave it as it is: a supervisor looks into it, and has a task for that",
        )
        self.differing = tuple(differing)


def compare(rows: Sequence[Exhibit], found: Mapping[UUID, str]) -> None:
    """Hold the seals as found against the record. Raises `SealMismatch`, `GuardRefused` where one is not said."""
    for row in rows:
        if not found[row.pk].strip():
            raise GuardRefused("SEAL", f"exhibit {row.ref}", "the seal number is not stated", "read it off the bag")
    said = [(row, found[row.pk].strip()) for row in rows]
    differing = [Differs(row.pk, row.ref, row.seal, seal) for row, seal in said if seal != row.seal]
    if differing:
        raise SealMismatch(differing)


@contextmanager
def told(call: Call, action: str) -> Iterator[None]:
    """Tell the ledger of a mismatch that refuses the call within, and set a supervisor a task; nothing else is kept.

    Ledger: exhibit.seal_mismatch, task.set.
    """
    try:
        yield
    except SealMismatch as error:
        _tell(replace(call, once=None, lease=None, expected=None), action, error)
        raise


def _tell(call: Call, action: str, error: SealMismatch) -> None:
    with acting(call, action) as act:
        rows = {row.pk: row for row in duties.locked(act, [each.key for each in error.differing])}
        before: dict[UUID, int] = {}
        waiting: set[UUID] = set()
        about = Task.objects.filter(object__among=list(rows), kind=duties.LOOK_INTO_SEAL)
        for key, state in about.values_list("object", "state"):
            before[key] = before.get(key, 0) + 1
            if state == "open":
                waiting.add(key)
        supervisors = Rota(act, "SV")
        for each in error.differing:
            row = rows[each.key]
            act.record("exhibit.seal_mismatch", row, {"expected": each.expected, "found": each.found}, naming=[])
            if each.key not in waiting:
                n = before.get(each.key, 0) + 1
                due = duties.by_then(act)
                setting.set_for(act, [row], duties.LOOK_INTO_SEAL, owner=supervisors.next(), due=due, n=n, beside=True)
