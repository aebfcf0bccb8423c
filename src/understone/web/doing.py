"""How the service is doing: alive (`healthy`), and able to answer (`ready`)."""

from django.db import Error, connections
from django.http import HttpRequest, JsonResponse

from understone.operation import installing
from understone.web.signed_in import open_to_all


@open_to_all
def healthy(_: HttpRequest) -> JsonResponse:
    """Answer that the process runs; it asks nothing else of anybody."""
    return JsonResponse({"healthy": True})


@open_to_all
def ready(_: HttpRequest) -> JsonResponse:
    """Answer whether both databases are there and of this version: 200, or 503 with which is not."""
    found = {"operation": False, "web": False}
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT us_installed()")
            found["operation"] = cursor.fetchone() == (installing.version(),)
        with connections["web"].cursor() as cursor:
            cursor.execute("SELECT 1 FROM account LIMIT 1")
            found["web"] = True
    except Error:
        pass
    return JsonResponse(found, status=200 if all(found.values()) else 503)
