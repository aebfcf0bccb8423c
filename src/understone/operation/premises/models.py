"""Premises (specification §4)."""

from django.db import models
from django.db.models import Q

from understone.operation.rows import Row, tracked


@tracked()
class Premises(Row):
    """A place to which providers' answers lead. `children`: whether any live at it or visit it, with who says so.

    Its key is the Unique Property Reference Number, or the address where there is none. `force` follows from the
    district; without one an analyst names it.
    """

    uprn = models.TextField(null=True)
    address = models.TextField()
    unit = models.TextField(null=True)
    lad = models.TextField(null=True)
    force = models.ForeignKey("operation.Organisation", models.PROTECT, null=True, related_name="+")
    multi_unit = models.TextField()
    children = models.TextField()
    children_source = models.TextField(null=True)

    class Meta:
        db_table = "premises"
        constraints = [
            models.UniqueConstraint(
                fields=["uprn", "org", "comp", "wall"],
                condition=Q(uprn__isnull=False),
                name="premises_natural_key",
            ),
            models.UniqueConstraint(
                fields=["address", "org", "comp", "wall"],
                condition=Q(uprn__isnull=True),
                name="premises_natural_key_without_uprn",
            ),
            models.CheckConstraint(
                condition=Q(children="unknown") | Q(children_source__isnull=False),
                name="premises_children_known_have_a_source",
            ),
        ]
        indexes = [models.Index(fields=["address"], name="premises_address")]
