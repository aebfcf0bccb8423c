"""P8 and P9: the list of subjects, and one of them with its tips and its gaps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from understone.operation.subjects import reading
from understone.web import lists, purposes
from understone.web.signed_in import call

ENTITY = "subject"


@require_GET
def listed(request: Any) -> HttpResponse:
    """P8: who needs work? By due time, fifty at a time."""
    state, known = lists.by_state(request, ENTITY)
    total, rows = reading.listed(call(request), state=state or None, limit=lists.SHOWN + 1, after=lists.after(request))
    told = {"page": lists.shown(request, rows), "total": total, "state": state, "states": known}
    return render(request, "subjects/list.html", told)


@require_http_methods(["GET", "POST"])
def opened(request: Any, code: str) -> HttpResponse:
    """P9: what is known, what is missing?"""
    purpose = purposes.of(request, ENTITY, code)
    if purpose is None or request.method == "POST":
        return purposes.asked(request, ENTITY, code)
    subject = reading.opened(call(request), code, purpose)
    return render(request, "subjects/subject.html", {"subject": subject, "purpose": purpose, "sub": "overview"})
