"""Acts that weigh most need a code of the last minutes: whoever sits down at an open screen cannot do them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from understone.web.parking import keeping as parking
from understone.web.signed_in import since_proof


def proved(request: Any, within: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT) -> bool:
    """Tell whether they gave a code in the last `within` seconds."""
    ago = since_proof(request)
    return ago is not None and ago < within


def needed(back: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Have a code asked before the view; afterwards go on with the form that was sent, else on the page `back`."""

    def made(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Any, *args: Any, **named: Any) -> HttpResponse:
            if proved(request):
                return view(request, *args, **named)
            parked = parking.park(request) if request.method == "POST" else None
            following = reverse("parked", args=[parked]) if parked else reverse(back, kwargs=named)
            query = urlencode({"next": following})
            return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{query}")

        return guarded

    return made
