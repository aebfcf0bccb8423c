"""A task that an analyst can take, and a form that waits for somebody who is not here."""

from operation.world import as_
from understone.operation.access.context import working
from understone.operation.models import Task
from web.rooms import Records


def prepare(records: Records) -> None:
    """Add them."""
    with working(as_("AN-1")):
        task = Task.objects.filter(owner__pseudonym="AN-1", state="open").order_by("due").first()
        assert task is not None
    records["parked"] = {"nobody here": "019ab000-0000-7000-8000-000000000002"}
    records["task"] = {"AGENCY": str(task.pk)}
