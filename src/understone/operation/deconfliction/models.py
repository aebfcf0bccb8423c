"""A hit as one of its two sides sees it."""

from django.db import models

from understone.operation.organisations.models import User
from understone.operation.rows import OpenRow, open_means_owned, tracked


@tracked()
class DeconflictionHit(OpenRow):
    """One side of a hit: `hit` is what both sides know it by, a random number that tells nothing, not even the time.

    What met is with the role `deconf` alone, and so is which row is the other side: access/deconfliction.sql.
    `contact` was this side's duty contact when it came; while it is open, its owner is. `said` is this side's answer.
    """

    hit = models.UUIDField()
    contact = models.ForeignKey(User, models.PROTECT, related_name="+")
    acked_at = models.DateTimeField(null=True)
    acked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    said = models.TextField(null=True)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    outcome = models.TextField(null=True)

    class Meta:
        db_table = "deconfliction_hit"
        constraints = [
            models.UniqueConstraint(fields=["hit", "org", "comp", "wall"], name="deconfliction_hit_natural_key"),
            models.CheckConstraint(
                condition=models.Q(said__in=["same", "different", "joint"]) | models.Q(said__isnull=True),
                name="deconfliction_hit_answer_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", outcome__isnull=True)
                | models.Q(state="resolved", outcome__in=["same", "different", "joint"]),
                name="deconfliction_hit_resolved_has_outcome",
            ),
            open_means_owned("resolved"),
        ]
        indexes = [models.Index(fields=["hit"], name="deconfliction_hit_number")]
