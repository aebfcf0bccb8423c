"""Lists by pages that stay right while rows come and go: each page begins after the last row of the one before.

The place stands in the address, signed, so that nobody asks from a place of their own making.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest

from understone.operation.due_order import Place
from understone.operation.machines import states

SHOWN = 50
_SALT = "understone.lists"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a list: its rows, and the addresses of what comes after and of the beginning."""

    rows: Sequence[Any]
    further: str | None
    first: str | None


def after(request: HttpRequest) -> Place | None:
    """Return the place from which the asked page goes on. Raises `Http404` where it was not ours."""
    said = request.GET.get("after")
    if not said:
        return None
    try:
        due, key = signing.loads(said, salt=_SALT)
        return (None if due is None else datetime.fromisoformat(due)), UUID(key)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None


def by_state(request: HttpRequest, machine: str) -> tuple[str, list[str]]:
    """Return the state that a list is narrowed to, nothing where it is none, and the states to choose from."""
    known = sorted(states(machine))
    said = request.GET.get("state", "")
    return (said if said in known else ""), known


def shown(request: HttpRequest, rows: Sequence[Any]) -> Shown:
    """Return one page of rows that were fetched one more than are shown; each has `due` and `id`."""
    page = rows[:SHOWN]
    further = None
    if len(rows) > SHOWN:
        last = page[-1]
        place = signing.dumps([last.due and last.due.isoformat(), str(last.id)], salt=_SALT)
        further = _address(request, {"after": place})
    return Shown(page, further, _address(request, {}) if "after" in request.GET else None)


def _address(request: HttpRequest, more: Mapping[str, str]) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "after"}
    told = {**kept, **more}
    return request.path + (f"?{urlencode(told)}" if told else "")
