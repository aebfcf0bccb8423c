"""What for? A sensitive record is opened with a purpose (DPA 2018 s62), asked once a record a session."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from understone.operation.service import looking
from understone.shown import plain
from understone.web.kept_purposes import keep, of
from understone.web.signed_in import call

__all__ = ["asked", "of"]

_LONGEST = 200


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
            keep(request, {f"{entity}/{code}": said})
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
