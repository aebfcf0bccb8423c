"""A form that was not sent, shown to its author: to be sent now, or thrown away."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from understone.web.parking import keeping

_OURS = frozenset({keeping.TOKEN, "once", "rev", "seen", "stood"})


@require_GET
def shown(request: Any, key: UUID) -> HttpResponse:
    """Show what was typed, and where it would go."""
    form = keeping.opened(request, key)
    told = {"form": form, "said": [(name, said) for name, said in form.typed if name not in _OURS and said]}
    return render(request, "parked.html", told)


@require_POST
def throw_away(request: Any, key: UUID) -> HttpResponse:
    """Keep it no more."""
    keeping.opened(request, key)
    keeping.forget(request, key)
    return HttpResponseRedirect(reverse("home"))
