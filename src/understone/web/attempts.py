"""A form's deed: done once, or refused with what was typed still there and the reason beside the field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from understone.operation.errors import Conflict, DoneBefore, GuardRefused, InputRefused, TransitionRefused
from understone.operation.service import Call
from understone.web.signed_in import call

CHANGED = "It changed while you read it. This is how it stands now; what you typed is still here"
Errors = list[tuple[str, str]]  # the field, or nothing, and what is wrong


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of it: nothing wrong and 200, or errors with the status of the page that shows them."""

    errors: Errors
    status: int = 200

    @property
    def done(self) -> bool:
        """Tell whether it is done, now or by the same form before."""
        return not self.errors


def tried(field: str, deed: Callable[[], object]) -> Attempt:
    """Do it. What the operation refuses is told beside `field`; permission and absence are pages."""
    try:
        deed()
    except DoneBefore:
        return Attempt([])
    except Conflict:
        return Attempt([(field, CHANGED)], 409)
    except (GuardRefused, InputRefused, TransitionRefused) as refused:
        return Attempt([(field, f"{refused.what}: {refused.remedy}")], 422)
    return Attempt([])


def settled(attempt: Attempt, *, to: str, outcome: str, page: Callable[[Errors, int], HttpResponse]) -> HttpResponse:
    """Go on to `to`, which says what came of it; of what was refused show the page again, with the errors."""
    return HttpResponseRedirect(f"{to}?done={outcome}") if attempt.done else page(attempt.errors, attempt.status)


def asked(request: Any) -> Call:
    """Return the call of a form: with its reason, sent once, on the revision that it was made of."""
    typed = request.POST
    return call(
        request,
        reason=typed.get("reason", "").strip() or None,
        once=_key(typed.get("once")),
        expected=revision(typed.get("rev")),
    )


def _key(said: str | None) -> UUID | None:
    """Return the key under which a form is sent once; None where it has none."""
    try:
        return UUID(said or "")
    except ValueError:
        return None


def revision(said: str | None) -> int | None:
    """Return the revision that a form was made of; None where it names none that could be."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else None
