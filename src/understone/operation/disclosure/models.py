"""Items that may have to be disclosed (specification §14)."""

from django.db import models

from understone.operation.rows import Row, tracked
from understone.operation.subjects.models import Subject


@tracked()
class DisclosureItem(Row):
    """One item of a subject's schedule: a row of the operation, and whether a person calls it sensitive or relevant."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    number = models.IntegerField()
    entity = models.TextField()
    object = models.UUIDField()
    description = models.TextField()
    date = models.DateField()
    origin = models.TextField()
    location = models.TextField()
    holder = models.TextField()
    sensitive = models.BooleanField(null=True)
    sensitive_reason = models.TextField(null=True)
    relevant = models.BooleanField(null=True)
    relevant_reason = models.TextField(null=True)
    digest = models.TextField(null=True)

    class Meta:
        db_table = "disclosure_item"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "entity", "object", "org", "comp", "wall"], name="disclosure_item_natural_key"
            ),
            models.UniqueConstraint(
                fields=["subject", "number", "org", "comp", "wall"], name="disclosure_item_number_is_one"
            ),
        ]
