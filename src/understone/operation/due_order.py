"""Lists by due time and id, those without a due time last: where the next page of one begins."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

Place = tuple[datetime | None, UUID]  # due time and id of the last row that was seen


def beyond(place: Place) -> Q:
    """Return the condition of what comes after a place."""
    due, key = place
    if due is None:
        return Q(due=None, pk__gt=key)
    return Q(due__gt=due) | Q(due=due, pk__gt=key) | Q(due=None)
