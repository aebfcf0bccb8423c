"""Has a form that waited leave no copy once it was sent, and opens its record for it."""

from typing import Any

from django.http import HttpResponse
from django.utils.deprecation import MiddlewareMixin

from understone.web.parking import keeping


class Parking(MiddlewareMixin):
    """Stands after signing in: what it does is for whoever the form belongs to."""

    def process_view(self, request: Any, view: Any, _: Any, __: Any) -> None:
        """Take a form up that waited. What signing in sends elsewhere first does not come here, and waits on."""
        if request.method == "POST" and request.user.is_authenticated:
            request.taken_up = request.POST.get(keeping.CAME_FROM)
            if request.taken_up:
                keeping.take_up(request)

    def process_response(self, request: Any, response: HttpResponse) -> HttpResponse:
        """Forget it when it was answered, whatever the answer, unless the fault was ours."""
        taken_up = getattr(request, "taken_up", None)
        if taken_up and response.status_code < 500:
            keeping.forget(request, taken_up)
        return response
