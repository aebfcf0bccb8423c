"""A position of trust (specification §4)."""

from django.db import models

from understone.operation.rows import Row, tracked


@tracked()
class PositionOfTrust(Row):
    """Work with children or vulnerable people. `lado_at`: when the authority's designated officer was told."""

    subject = models.ForeignKey("operation.Subject", models.PROTECT, related_name="positions")
    kind = models.TextField()
    employer = models.TextField()
    current = models.TextField()
    verified_at = models.DateTimeField(null=True)
    lado_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "position_of_trust"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "employer", "org", "comp", "wall"], name="position_of_trust_natural_key"
            )
        ]
