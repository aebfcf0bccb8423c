"""New material: the safeguarding lead hears of it at once, and once."""

from datetime import timedelta

import pytest

from operation.grading.findings import by, examined, found, seen
from operation.grading.test_voting import entries
from operation.packages.office import MET
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import ReasonMissing
from understone.operation.grading import new_material
from understone.operation.models import Task
from understone.operation.tasks import listing, taking


def test_the_safeguarding_lead_looks_for_the_child_within_two_hours(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    with pytest.raises(ReasonMissing):
        new_material.flag(by(f"GR-{MET}", reason=""), finding.pk)
    new_material.flag(by(f"GR-{MET}"), finding.pk)
    assert seen(finding).new_material
    (task,) = listing.tasks(as_(f"SL-{MET}"), listing.Which.MINE)
    assert (task.kind, task.object, task.due - task.set_at) == (new_material.TASK, finding.pk, timedelta(hours=2))
    ((_, told),) = entries(operation, "task.set")
    assert {each["entity"] for each in told["revisions"]} == {"task", "finding"}
    new_material.flag(by(f"GR-{MET}"), finding.pk)
    assert len(entries(operation, "task.set")) == 1
    taking.done(by(f"SL-{MET}"), task.id, "opened as C-7K2M9QXA")
    with working(as_(f"SL-{MET}")):
        assert Task.objects.get(pk=task.id).state == "done"
