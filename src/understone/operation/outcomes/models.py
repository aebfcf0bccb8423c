"""Arrests and charges (specification §4)."""

from django.db import models

from understone.operation.organisations.models import Organisation
from understone.operation.rows import OpenRow, Row, open_means_owned, tracked
from understone.operation.searches.models import Search
from understone.operation.subjects.models import Subject


@tracked()
class Arrest(OpenRow):
    """An arrest of a subject by a force; its state is that of the machine `outcome`. `mode`: of the latest release."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="arrests")
    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    power = models.TextField()
    search = models.ForeignKey(Search, models.PROTECT, null=True, related_name="arrests")
    mode = models.TextField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "arrest"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "force", "at", "org", "comp", "wall"], name="arrest_natural_key"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__isnull=True) | models.Q(mode__in=("bail", "RUI", "remand", "none")),
                name="arrest_mode_is_known",
            ),
            open_means_owned("concluded", "nfa"),
        ]


@tracked()
class Charge(Row):
    """A charge of a subject with an offence of the operator's table, by its code."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="charges")
    offence = models.TextField()
    n = models.IntegerField()
    charged_at = models.DateTimeField()
    offence_date = models.DateField()
    arrest = models.ForeignKey(Arrest, models.PROTECT, null=True, related_name="charges")
    outcome = models.TextField(null=True)

    class Meta:
        db_table = "charge"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "offence", "n", "org", "comp", "wall"], name="charge_natural_key"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__isnull=True)
                | models.Q(outcome__in=("convicted", "acquitted", "discontinued")),
                name="charge_outcome_is_known",
            ),
        ]
