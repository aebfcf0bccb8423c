"""What for? A sensitive record is opened with a purpose (DPA 2018 s62), asked once a record a session."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from understone.operation.service import looking
from understone.shown import plain
from understone.web.signed_in import call

_KEPT, _MOST, _LONGEST = "purposes", 200, 200


def of(request: Any, entity: str, code: str) -> str | None:
    """Return the purpose that was said for a record, or None."""
    said = request.session.get(_KEPT, {}).get(f"{entity}/{code}")
    return str(said) if said else None


def asked(request: Any, entity: str, code: str) -> HttpResponse:
    """Ask for the purpose; with an answer, keep it and go on to the page that was wanted.

    Whoever may not read such records is refused before they are asked. Raises `NotPermitted`.
    """
    with looking(call(request), entity):
        pass
    error = None
    said = plain(" ".join(request.POST.get("purpose", "").split()))
    if request.method == "POST":
        if 3 <= len(said) <= _LONGEST:
            kept = request.session.get(_KEPT, {})
            newest = dict(list(kept.items())[-_MOST + 1 :])
            request.session[_KEPT] = {**newest, f"{entity}/{code}": said}
            return HttpResponseRedirect(request.get_full_path())
        error = f"Say in 3 to {_LONGEST} letters what you open it for"
    told = {
        "entity": entity,
        "code": code,
        "said": said,
        "error": error,
        "errors": [("purpose", error)] if error else [],
        "longest": _LONGEST,
    }
    return render(request, "purpose.html", told, status=422 if error else 200)
