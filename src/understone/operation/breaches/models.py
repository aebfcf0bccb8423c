"""Breaches (specification §4)."""

from django.db import models

from understone.operation.rows import OpenRow, open_means_owned, tracked


@tracked()
class Breach(OpenRow):
    """A fact about `object`, a row of the table `entity`, that a guard would have stopped. Explained within an hour."""

    entity = models.TextField()
    object = models.UUIDField()
    guard = models.TextField()
    at = models.DateTimeField()
    circumstances = models.TextField()
    explanation = models.TextField(null=True)

    class Meta:
        db_table = "breach"
        constraints = [
            models.UniqueConstraint(fields=["object", "guard", "at", "org", "comp", "wall"], name="breach_natural_key"),
            open_means_owned("explained"),
        ]
