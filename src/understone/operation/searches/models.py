"""Warrants and searches of premises (specification §4)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.organisations.models import Organisation, User
from understone.operation.premises.models import Premises
from understone.operation.rows import OpenRow, Row, open_means_owned, tracked


@tracked()
class Warrant(Row):
    """A court's warrant. `address_text` is what it says, word for word; it is live until `expires_at`."""

    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ref = models.TextField()
    premises = models.ForeignKey(Premises, models.PROTECT, related_name="warrants")
    power = models.TextField()
    address_text = models.TextField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "warrant"
        constraints = [
            models.UniqueConstraint(fields=["force", "ref", "org", "comp", "wall"], name="warrant_natural_key")
        ]


@tracked()
class Search(OpenRow):
    """A search of premises on one day (Europe/London), for one or more subjects.

    `resolutions`: the answers that the address rests on. `recheck_*`: the address as somebody else saw it on the day.
    `waiver`: who let the answers be older than the gate allows, and why.
    """

    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    premises = models.ForeignKey(Premises, models.PROTECT, related_name="searches")
    power = models.TextField()
    subjects = ArrayField(models.UUIDField())
    day = models.DateField()
    planner = models.ForeignKey(User, models.PROTECT, related_name="+")
    warrant = models.ForeignKey(Warrant, models.PROTECT, null=True, related_name="searches")
    resolutions = ArrayField(models.UUIDField(), default=list)
    recheck_at = models.DateTimeField(null=True)
    recheck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recheck_address = models.TextField(null=True)
    recheck_unit = models.TextField(null=True)
    on_call = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # the safeguarding lead of the day
    services_told_at = models.DateTimeField(null=True)  # children's services
    waiver = models.JSONField(null=True)
    executed_at = models.DateTimeField(null=True)
    result = models.TextField(null=True)

    class Meta:
        db_table = "search"
        constraints = [
            open_means_owned("executed", "aborted"),
            models.CheckConstraint(
                condition=~models.Q(state="executed") | models.Q(executed_at__isnull=False, result__isnull=False),
                name="search_executed_says_when_and_what",
            ),
        ]
