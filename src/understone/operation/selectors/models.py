"""A normalised identifier, with every spelling that was received."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.rows import Row, tracked


@tracked()
class Selector(Row):
    """`degree` counts the referrals that carry it; over its kind's cap it carries no automatic edges."""

    kind = models.TextField()
    normal = models.TextField()
    raw = ArrayField(models.TextField(), default=list)
    verified = models.TextField()
    strength = models.TextField()
    degree = models.IntegerField(default=0)
    capped = models.BooleanField(default=False)
    confusable = models.BooleanField(default=False)

    class Meta:
        db_table = "selector"
        constraints = [
            models.UniqueConstraint(fields=["normal", "kind", "org", "comp", "wall"], name="selector_natural_key")
        ]
