"""Where the work of a task is done, and what roles are called."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from understone.operation.tasks.listing import TaskSeen

ROLES = {
    "IO": "Intake officer",
    "AN": "Analyst",
    "AP": "Approver",
    "CO": "Commander",
    "AU": "Auditor",
    "AD": "Administrator",
    "SP": "Single point of contact of a force",
    "IN": "Investigator",
    "DE": "Digital examiner",
    "GR": "Grader",
    "SL": "Safeguarding lead",
    "SV": "Supervisor",
}


def of(task: TaskSeen, names: Mapping[UUID, str]) -> str | None:
    """Return the address of the page on which a task's work is done; None where there is none yet."""
    if task.entity == "referral" and task.object is not None:
        return reverse("referral", args=[task.object])
    code = names.get(task.object) if task.object is not None else None
    if code is None or task.entity != "subject":
        return None
    return reverse("subject-risk" if task.kind in {"confirm risk", "fill gaps"} else "subject", args=[code])
