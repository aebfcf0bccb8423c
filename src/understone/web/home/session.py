"""How long the session lasts: one press has its idle time begin anew, in whatever page it is pressed."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from understone.web import signed_in
from understone.web.templatetags.shown import moment


@require_POST
def extend(request: Any) -> HttpResponse:
    """Extend it, and say until when: to a script, or on a page that may be closed."""
    signed_in.extend(request)
    ends = signed_in.ends(request)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"ends": ends.isoformat(), "shown": moment(ends)})
    return render(request, "home/extended.html", {"until": ends})
