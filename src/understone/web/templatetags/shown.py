"""How things are shown: times with their zone, how late something is, words of the specification as people say them."""

import json
from datetime import UTC, datetime
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString

from understone.operation.london import LONDON
from understone.shown import plain as made_visible

register = template.Library()
_BANDS = {
    "very_high": ("■", "red", "Very high"),
    "high": ("▲", "orange", "High"),
    "medium": ("◆", "yellow", "Medium"),
    "low": ("●", "green", "Low"),
    "unknown": ("?", "grey", "Not assessed"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@register.filter
def moment(at: datetime | str | None) -> str:
    """Return `14 Oct 2026, 21:07:33 BST (20:07:33 UTC)`: the people's time, its zone, and the world's."""
    found = _parsed(at)
    if found is None:
        return "not stated"
    here, world = found.astimezone(LONDON), found.astimezone(UTC)
    other = f"{world:%H:%M:%S} UTC" if here.date() == world.date() else f"{world.day} {world:%b %Y, %H:%M:%S} UTC"
    return f"{here.day} {here:%b %Y, %H:%M:%S} {here.tzname()} ({other})"


@register.simple_tag(takes_context=True)
def due(context: dict[str, Any], at: datetime | str | None) -> SafeString | str:
    """Return how late something is, or how much time is left, with the exact time in its title and for machines."""
    found = _parsed(at)
    if found is None:
        return "no time set"
    left = (found - context["request"].now).total_seconds()
    text = f"{_span(-left)} overdue" if left <= 0 else f"{_span(left)} left"
    return format_html('<time datetime="{}" title="{}">{}</time>', found.isoformat(), moment(found), text)


@register.simple_tag
def band(said: str) -> SafeString:
    """Return how urgent somebody is, as a word with a sign and a colour, none of which stands alone."""
    sign, colour, text = _BANDS.get(said, _BANDS["unknown"])
    return format_html(
        '<strong class="govuk-tag govuk-tag--{}"><span aria-hidden="true">{}</span> {}</strong>', colour, sign, text
    )


@register.filter
def words(said: str) -> str:
    """Return a name of the tables as people say it: `with_force` as `with force`."""
    return said.replace("_", " ")


@register.filter
def plain(said: object) -> str:
    """Return a text that came from outside with its control and direction characters made visible."""
    return made_visible(str(said))


@register.filter
def as_json(said: object) -> str:
    """Return what a script of ours reads from an attribute."""
    return json.dumps(said, cls=DjangoJSONEncoder)


def _span(seconds: float) -> str:
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min"
    if seconds < 2 * _DAY:
        return f"{int(seconds // _HOUR)} h"
    return f"{int(seconds // _DAY)} days"


def _parsed(at: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(at) if isinstance(at, str) and at else at or None
