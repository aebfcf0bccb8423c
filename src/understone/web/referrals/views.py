"""P4 and P6: the list of tips, and one of them as its source sent it beside what was read, to be graded or closed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.operation.identifiers import new_id
from understone.operation.referrals import reading, services
from understone.operation.referrals.models import Closing
from understone.web import attempts, lists, purposes
from understone.web.attempts import Errors
from understone.web.signed_in import call

ENTITY = "referral"
EVALUATIONS = ((1, "reliable"), (2, "untested"), (3, "not reliable"))
ASSESSMENTS = (
    ("A", "known directly"), ("B", "known indirectly but corroborated"), ("C", "known indirectly"),
    ("D", "not known"), ("E", "suspected to be false"),
)  # fmt: skip
HANDLING = (("P", "may be passed on lawfully"), ("C", "may be passed on under conditions"))
CLOSINGS = {Closing.INSUFFICIENT: "it says too little", Closing.NO_NEXUS: "nothing leads here", Closing.OTHER: "other"}
_DONE = {"graded": "The grade stands. What ties it to other tips links it at once.", "closed": "The tip is closed."}


@require_GET
def listed(request: Any) -> HttpResponse:
    """P4: which tip next? By due time, fifty at a time."""
    state, known = lists.by_state(request, ENTITY)
    total, rows = reading.listed(request.actor, state=state or None, limit=lists.SHOWN + 1, after=lists.after(request))
    told = {
        "page": lists.shown(request, rows),
        "total": total,
        "state": state,
        "states": known,
        "opens": permissions.reading(ENTITY, request.actor.role) is Level.READ,
    }
    return render(request, "referrals/list.html", told)


@require_http_methods(["GET", "POST"])
def opened(request: Any, key: UUID) -> HttpResponse:
    """P6: did we read it right?"""
    purpose = purposes.of(request, ENTITY, str(key))
    if purpose is None or request.method == "POST":
        return purposes.asked(request, ENTITY, str(key))
    return _page(request, key, purpose)


@require_POST
def grade(request: Any, key: UUID) -> HttpResponse:
    """Give the tip its 3x5x2 grade: the source, what it says, how it may be handled."""
    typed = request.POST
    chosen = typed.get("source_eval", "")
    source_eval = int(chosen) if chosen in {"1", "2", "3"} else 0
    return _done(
        request,
        key,
        "source_eval-1",
        "graded",
        lambda asked: services.triage(
            asked, key, source_eval, typed.get("intel", ""), typed.get("handling", ""), typed.get("conditions") or None
        ),
    )


@require_POST
def close(request: Any, key: UUID) -> HttpResponse:
    """Close a tip that nothing follows from, with a reason."""
    why = request.POST.get("why", "")
    if why not in set(Closing):
        return _refused(request, key, [("why-1", "Choose why nothing follows from it")], 422)
    return _done(request, key, "reason", "closed", lambda asked: services.close(asked, key, Closing(why)))


def _done(request: Any, key: UUID, field: str, outcome: str, deed: Any) -> HttpResponse:
    asked, to = attempts.asked(request), reverse("referral", args=[key])
    attempt = attempts.tried(field, lambda: deed(asked))
    return attempts.settled(
        attempt, to=to, outcome=outcome, page=lambda errors, status: _refused(request, key, errors, status)
    )


def _refused(request: Any, key: UUID, errors: Errors, status: int) -> HttpResponse:
    purpose = purposes.of(request, ENTITY, str(key))
    if purpose is None:  # the session is another one: what for is asked anew
        return HttpResponseRedirect(reverse("referral", args=[key]))
    return _page(request, key, purpose, errors=errors, status=status)


def _page(request: Any, key: UUID, purpose: str, *, errors: Errors | None = None, status: int = 200) -> HttpResponse:
    tip = reading.opened(call(request, reason=purpose), key)
    role = request.actor.role
    told = {
        "tip": tip,
        "purpose": purpose,
        "errors": errors or [],
        "typed": request.POST,
        "may_grade": tip["state"] == "received" and permissions.level("referral.triage", role) is Level.DO,
        "may_close": tip["state"] in {"received", "triaged"}
        and not tip["child_named"]
        and permissions.level("referral.close", role) is Level.DO,
        "evaluations": [(value, f"{value}, {text}") for value, text in EVALUATIONS],
        "assessments": [(value, f"{value}, {text}") for value, text in ASSESSMENTS],
        "handling": [(value, f"{value}, {text}") for value, text in HANDLING],
        "closings": [(why.value, text) for why, text in CLOSINGS.items()],
        "keys": {"grade": new_id(), "close": new_id()},  # each form is sent once
        "done": _DONE.get(request.GET.get("done", "")),
    }
    return render(request, "referrals/referral.html", told, status=status)
