"""Why a service refuses, each with its remedy. A hidden record and an absent one are one error: `NoSuchRecord`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from understone.errors import UnderstoneError
from understone.exit_codes import ExitCode


class OperationError(UnderstoneError):
    """Base of what the operation's services refuse; `code` is the word that the API uses."""

    code: ClassVar[str]


class NotPermitted(OperationError):
    """The role may not do this."""

    code = "not_permitted"

    def __init__(self, action: str, role: str) -> None:
        super().__init__(
            f"the role {role} may not do {action}", action, "ask a colleague whose role may: docs/reference/permissions"
        )


class NoSuchRecord(OperationError):
    """No such record, or none that this person may see."""

    code = "no_such_record"

    def __init__(self, entity: str, key: str) -> None:
        super().__init__(f"there is no {entity} {key}", entity, "check the number; it may be in another compartment")


class Conflict(OperationError):
    """Somebody changed the record since it was read."""

    code = "conflict"

    def __init__(self, entity: str, key: str, expected: int, found: int) -> None:
        super().__init__(
            f"{entity} {key} was changed: you saw revision {expected}, it is {found} now",
            entity,
            "read it again, look at what changed, then decide anew",
        )


class Crossed(OperationError):
    """Two calls took the same records in two orders, and the database let the other one pass."""

    code = "crossed"

    def __init__(self, action: str) -> None:
        super().__init__(
            "somebody else's change crossed this one: nothing of it has happened", action, "do it again: it will pass"
        )


class TransitionRefused(OperationError):
    """The state machine has no such transition for this state and role."""

    code = "transition_refused"

    def __init__(self, machine: str, state: str, event: str, why: str) -> None:
        super().__init__(f"{machine} in state {state}: {event} is refused, {why}", machine, "see docs/reference/states")


class GuardRefused(OperationError):
    """A guard does not hold."""

    code = "guard_refused"

    def __init__(self, guard: str, where: str, why: str, remedy: str) -> None:
        super().__init__(f"{guard}: {why}", where, remedy)
        self.guard = guard


class ReasonMissing(GuardRefused):
    """REASON: a reason is needed."""

    def __init__(self, where: str) -> None:
        super().__init__("REASON", where, "a reason is needed", "give one: it stands in the ledger")


class LeaseHeld(OperationError):
    """Somebody else works on it."""

    code = "lease_held"

    def __init__(self, task: str, by: str, until: str) -> None:
        super().__init__(f"{by} works on this until {until}", task, "take another one, or ask them")


class Disagreement(OperationError):
    """A judgement contradicts another person's."""

    code = "judgement_conflict"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(why, where, "talk to them; one of the two judgements has to be withdrawn first")


class InputRefused(OperationError):
    """What was given makes no sense for this service."""

    code = "input_refused"

    def __init__(self, where: str, why: str, remedy: str) -> None:
        super().__init__(why, where, remedy)


class DoneBefore(OperationError):
    """The call was done already under its idempotency key: nothing more happens, and this says what did.

    `entries`: event, object and revision of each entry that the ledger has of it, in order.
    """

    code = "done_before"

    def __init__(self, where: str, op_id: UUID, at: datetime, entries: Sequence[dict[str, Any]]) -> None:
        super().__init__(
            f"this was done on {at:%Y-%m-%d at %H:%M:%S} UTC, once", where, "nothing needs doing: look at what it did"
        )
        self.op_id = op_id
        self.at = at
        self.entries = tuple(entries)


class DatabaseNotInstalled(OperationError):
    """The database holds no operation, or one of another version."""

    code = "not_installed"
    exit_code = ExitCode.INPUT

    def __init__(self, where: str) -> None:
        super().__init__("this database holds no operation", where, "run `understone operation install`")
