"""Guard G5: nobody is released before their welfare plan is handed over and every child tied to them is decided on."""

from datetime import datetime

from understone.operation.errors import GuardRefused
from understone.operation.outcomes.models import Arrest
from understone.operation.queries import fetched
from understone.operation.tasks import clocks
from understone.operation.welfare.models import WelfarePlan

GUARD = "G5"
CONTACT_WITHIN = ("release", "first welfare contact")


def demand(row: Arrest, at: datetime) -> WelfarePlan:
    """Return the plan under which somebody under arrest may be released at a time. Raises `GuardRefused`."""
    where = f"arrest {row.pk}"
    plan = WelfarePlan.objects.filter(kind="release", entity="arrest", about=row.pk).order_by("n").last()
    if plan is None:
        raise GuardRefused(GUARD, where, "no plan for their welfare is recorded", "record it: `understone welfare`")
    if not plan.handover_to or plan.handed_over_at is None:
        raise GuardRefused(GUARD, where, "the welfare plan is not handed over", "hand it over to a named person")
    if plan.contacted_at is not None or not at <= plan.contact_due <= at + clocks.span(*CONTACT_WITHIN):
        why = f"the first contact is due {plan.contact_due:%Y-%m-%d %H:%M} UTC, not within 48 hours of the release"
        raise GuardRefused(GUARD, where, why, "record a plan with a contact within 48 hours")
    left = children_not_decided(row)
    if left:
        why = f"{left} of the children tied to them {'is' if left == 1 else 'are'} not decided on"
        raise GuardRefused(GUARD, where, why, "ask the safeguarding lead of each child's force")
    return plan


def children_not_decided(row: Arrest) -> int:
    """Return how many children tied to somebody under arrest no safeguarding lead, of whatever force, decided on."""
    ((count,),) = fetched("SELECT us_children_not_decided(%s)", (row.pk,))
    return int(count)
