"""Bulletins (specification §4)."""

from django.db import models

from understone.operation.organisations.models import User
from understone.operation.rows import Row, tracked


@tracked()
class Bulletin(Row):
    """The figures as of a time, for commanders or for the public; published by two people and then frozen."""

    as_of = models.DateTimeField()
    audience = models.TextField()
    state = models.TextField()  # draft, published
    checkpoint = models.TextField()
    figures = models.JSONField()
    figures_digest = models.TextField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bulletin"
        constraints = [
            models.UniqueConstraint(fields=["as_of", "audience", "org", "comp", "wall"], name="bulletin_natural_key"),
            models.CheckConstraint(
                condition=models.Q(audience__in=("command", "public")), name="bulletin_audience_is_known"
            ),
        ]
