"""Welfare plans (specification §4)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.rows import Row, tracked

KINDS = ("household", "self_harm", "release")
ABOUT = {"household": "premises", "self_harm": "subject", "release": "arrest"}


@tracked()
class WelfarePlan(Row):
    """What is done for the welfare of a household, a subject, or somebody released. Shared to nobody.

    `entity` and `about` name the premises, the subject or the arrest. `handover_to`: who took it over, and when.
    """

    kind = models.TextField()
    entity = models.TextField()
    about = models.UUIDField()
    n = models.IntegerField()
    risk = models.TextField()
    actions = ArrayField(models.TextField())
    contact_due = models.DateTimeField()
    handover_to = models.TextField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "welfare_plan"
        constraints = [
            models.UniqueConstraint(fields=["about", "kind", "n", "org", "comp", "wall"], name="welfare_natural_key"),
            models.CheckConstraint(
                condition=models.Q(risk__in=("high", "medium", "low", "unknown")), name="welfare_risk_is_a_level"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="release") | models.Q(handover_to__isnull=False),
                name="welfare_of_a_release_is_handed_over",
            ),
            models.CheckConstraint(condition=models.Q(actions__len__gt=0), name="welfare_does_something"),
        ]
