"""What the operation refuses, as pages: who is not permitted is told whom to ask, everybody else what to do instead."""

import logging
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from understone.database.errors import Unreachable
from understone.operation import running
from understone.operation.errors import Conflict, LeaseHeld, NoSuchRecord, NotPermitted, OperationError
from understone.web.parking import keeping as parking

_LOG = logging.getLogger("understone.web")


class Refusals(MiddlewareMixin):
    """Turns errors of the operation into answers with the right status; what nobody foresaw gets an incident number."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of an error."""
        if isinstance(error, NoSuchRecord | Http404):
            return absent(request)
        if isinstance(error, NotPermitted | PermissionDenied):
            return refused(request, error)
        if isinstance(error, Conflict | LeaseHeld):
            return _page(request, "refusals/conflict.html", 409, error=error)
        if isinstance(error, OperationError):
            return _page(request, "refusals/not_done.html", 422, error=error)
        if isinstance(error, Unreachable) or running.lost(error):
            return _page(request, "refusals/unreachable.html", 503, headers={"Retry-After": "10"})
        return failed(request, error)


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the one answer to what does not exist and to what lies behind somebody else's wall."""
    return _page(request, "refusals/absent.html", 404)


def refused(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """Return the answer to somebody whose role does not do this."""
    return _page(request, "refusals/not_permitted.html", 403, error=error)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the answer to a form that this session did not make; what was typed before signing in anew waits.

    Django calls it for a form whose token is missing or of another session.
    """
    parked = parking.park(request)
    if parked is not None:  # who is not signed in is sent there by way of signing in
        return HttpResponseRedirect(reverse("parked", args=[parked]))
    return _page(request, "refusals/not_ours.html", 403)


def failed(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """Return the answer to a fault of ours; its number stands in the log, and nothing else of it here."""
    incident = secrets.token_hex(4)
    match = getattr(request, "resolver_match", None)
    more = {"incident": incident, "page": match.route if match else None, "status": 500, "event": "failed"}
    _LOG.error("failed", exc_info=error, extra=more)
    return _page(request, "refusals/failed.html", 500, incident=incident)


def _page(
    request: HttpRequest, template: str, status: int, *, headers: dict[str, str] | None = None, **told: Any
) -> HttpResponse:
    response = render(request, template, told, status=status)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response
