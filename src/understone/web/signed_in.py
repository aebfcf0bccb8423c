"""Who asks: a signed-in person, in one role and compartment, as the operation knows them at this moment.

`request.actor` and `request.now`, the operation's time, are made anew for each request: who lost a role or a key has
lost it at once. A page whose view is marked
`open_to_all` (sign-in, health) is answered without.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from understone.operation.access import context
from understone.operation.errors import NotPermitted
from understone.operation.service import Call
from understone.web.parking import keeping as parking

_View = TypeVar("_View", bound=Callable[..., Any])
ROLE, COMPARTMENT, STARTED = "role", "compartment", "started"
SEEN, CODES = "seen", "codes"  # when last, to a minute; that they have codes
_WHILE_SETTING_UP = frozenset(
    {
        "mfa_activate_totp",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def open_to_all(view: _View) -> _View:
    """Mark a view that answers people who are not signed in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class SignedIn(MiddlewareMixin):
    """Lets through who is signed in, with a code, in a role of theirs; sends everybody else where they get that."""

    def process_view(self, request: Any, view: Any, _: Any, __: Any) -> HttpResponse | None:
        """Return where to go first, or nothing."""
        if getattr(view, "open_to_all", False):
            return None
        name = request.resolver_match.url_name
        if not request.user.is_authenticated:
            return _to("account_login", next=_afterwards(request))
        if time.time() - request.session.setdefault(STARTED, time.time()) > settings.LONGEST_SESSION:
            afterwards = _afterwards(request)
            logout(request)
            return _to("account_login", next=afterwards)
        if time.time() - request.session.get(SEEN, 0) > settings.SESSION_SAVED_EVERY:
            extend(request)
        if name not in _WHILE_SETTING_UP:
            if request.user.must_change_password:
                return _to("account_change_password")
            if not request.session.get(CODES):
                if not is_mfa_enabled(request.user):
                    return _to("mfa_activate_totp")
                request.session[CODES] = True
        if name is None or name.startswith(("account_", "mfa_")):
            return None
        return _enter(request, name)


def _afterwards(request: Any) -> str:
    """Return where to go after signing in: the page that was asked for, or the form whose deed was not done."""
    if request.method != "POST":
        return str(request.get_full_path())
    parked = parking.park(request)
    return reverse("parked", args=[parked]) if parked else ""


def _enter(request: Any, name: str) -> HttpResponse | None:
    said = request.session
    try:
        found = context.acting_now(request.user.pseudonym, said.get(ROLE), said.get(COMPARTMENT))
        request.actor, request.now = found
    except NotPermitted:
        if said.get(ROLE) is None and said.get(COMPARTMENT) is None:
            return None if name == "role" else _to("role")  # several roles, or none any more
        said.pop(ROLE, None)
        said.pop(COMPARTMENT, None)
        return _to("role")
    return None


def ends(request: Any) -> datetime:
    """Return when the session ends if nobody goes on: for idleness, or because it is as long as any may be."""
    said = request.session
    idle = said.get(SEEN, 0) + settings.SESSION_COOKIE_AGE
    return datetime.fromtimestamp(min(idle, said.get(STARTED, 0) + settings.LONGEST_SESSION), UTC)


def extend(request: Any) -> None:
    """Have the idle time begin anew."""
    request.session[SEEN] = int(time.time())


def _to(name: str, **query: str) -> HttpResponse:
    told = {key: value for key, value in query.items() if value}
    return HttpResponseRedirect(reverse(name) + (f"?{urlencode(told)}" if told else ""))


def call(request: Any, reason: str | None = None, **more: Any) -> Call:
    """Return the call of the person who asks; `signed_in_at` is when they last proved by a code who they are.

    It is told by the operation's clock, which an invented operation may have turned.
    """
    ago = since_proof(request)
    proved = None if ago is None else request.now - timedelta(seconds=ago)
    return Call(request.actor, reason=reason, signed_in_at=proved, **more)


def since_proof(request: Any) -> float | None:
    """Return how many seconds ago they last proved who they are, by a code or a passkey; None if never."""
    records = get_authentication_records(request, request.user)
    return min((time.time() - each["at"] for each in records if each.get("method") == "mfa"), default=None)
