"""Has a form that waited leave no copy once it was sent, and opens its record for it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.deprecation import MiddlewareMixin

from understone.web.parking import keeping


class Parking(MiddlewareMixin):
    """Stands after signing in: what it does is for whoever the form belongs to."""

    def process_view(self, request: Any, view: Any, _: Any, __: Any) -> None:
        """Take a form up that waited."""
        if request.method == "POST" and keeping.CAME_FROM in request.POST and request.user.is_authenticated:
            keeping.take_up(request)

    def process_response(self, request: Any, response: HttpResponse) -> HttpResponse:
        """Forget it when it was answered, whatever the answer, unless the fault was ours."""
        if request.method == "POST" and response.status_code < 500 and keeping.CAME_FROM in request.POST:
            try:
                key = UUID(request.POST[keeping.CAME_FROM])
            except ValueError:
                return response
            if request.user.is_authenticated and not response.headers.get("Location", "").startswith("/sign-in"):
                keeping.forget(request, key)
        return response
