"""What stands above every page: who acts in which role, and the pages that this role may open."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.web import signed_in

if TYPE_CHECKING:
    from understone.web.pages import Page


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page shows."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    from understone.web.pages import PAGES

    here = request.resolver_match.url_name if request.resolver_match else None
    return {
        "actor": actor,
        "ends": signed_in.ends(request),
        "menu": [
            {"text": page.menu, "href": reverse(page.name), "here": page.name == here}
            for page in PAGES
            if page.menu and _open_to(page, actor.role)
        ],
    }


def _open_to(page: "Page", role: str) -> bool:
    if page.reads is None:
        return True
    level = permissions.reading(page.reads, role)
    return level is Level.READ or (page.metadata and level is Level.METADATA)
