"""The purposes that somebody said in this session, by record."""

from collections.abc import Mapping
from typing import Any

_KEPT, _MOST = "purposes", 200


def of(request: Any, entity: str, code: str) -> str | None:
    """Return the purpose that was said for a record, or None."""
    name = f"{entity}/{code}"
    said = request.session.get(_KEPT, {}).get(name)
    if said:
        request.purposes_used = {**used(request), name: str(said)}
    return str(said) if said else None


def used(request: Any) -> Mapping[str, str]:
    """Return the purposes that this request asked for, by record: a form that it shows is sent for the same."""
    return getattr(request, "purposes_used", {})


def keep(request: Any, said: Mapping[str, str]) -> None:
    """Keep purposes for this session."""
    kept = {**request.session.get(_KEPT, {}), **said}
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
