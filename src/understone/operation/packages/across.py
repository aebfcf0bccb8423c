"""What packages ask of the database's own functions, across organisations (access/packages.sql)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from understone.operation.across import Done, called, tell
from understone.operation.packages.models import Dissemination
from understone.operation.queries import fetched
from understone.operation.service import Act


def inbox_of(force: UUID, comp: UUID, roots: Sequence[UUID]) -> UUID | None:
    """Return the force's single point of contact with the least to do; None where it works outside of here."""
    ((found,),) = fetched("SELECT us_inbox_of(%s, %s, %s)", (force, comp, list(roots)))
    return found if found is None else UUID(str(found))


def give_to_force(act: Act, sending: UUID) -> None:
    """Set the task of the force for what was sent to it in this call."""
    tell(act, _about(sending), called("us_give_to_force(%s, %s)", sending, act.op_id))


def take_back(act: Act, sending: UUID, span: timedelta) -> bool:
    """End the force's tasks about what was closed in this call, and ask it to destroy it; say whether it was asked."""
    done = called("us_take_back(%s, %s, %s)", sending, span, act.op_id)
    tell(act, _about(sending), done)
    return any(each.kind is not None for each in done)


def answer(
    act: Act,
    sending: Dissemination,
    event: str,
    until: datetime,
    *,
    holder: UUID | None = None,
    why: str | None = None,
    suggested: str | None = None,
) -> list[Done]:
    """Let a force's step happen; return what was written, the sending's own revision first."""
    return called("us_answer(%s, %s, %s, %s, %s, %s, %s)", sending.pk, event, holder, until, why, suggested, act.op_id)


def _about(sending: UUID) -> str:
    return f"dissemination/{sending}"
