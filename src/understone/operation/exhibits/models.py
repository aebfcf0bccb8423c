"""Exhibits and their examinations (specification §4)."""

from django.db import models

from understone.operation.organisations.models import Organisation
from understone.operation.outcomes.models import Arrest
from understone.operation.rows import OpenRow, Row, open_means_owned, tracked
from understone.operation.searches.models import Search

KINDS = ("computer", "phone", "drive", "other")


@tracked()
class Exhibit(OpenRow):
    """Something seized, by the force's own reference. `parent`: what it was found in, as a card in a phone.

    `continuity` is every hand that it went through, first to last. `placed`: where a supervisor put it in the queue
    against the order by risk, with the reason.
    """

    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ref = models.TextField()
    search = models.ForeignKey(Search, models.PROTECT, null=True, related_name="exhibits")
    arrest = models.ForeignKey(Arrest, models.PROTECT, null=True, related_name="exhibits")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    kind = models.TextField()
    subtype = models.TextField()
    description = models.TextField(null=True)
    seal = models.TextField()
    continuity = models.JSONField(default=list)
    queued_at = models.DateTimeField(null=True)
    placed = models.JSONField(null=True)
    report_digest = models.TextField(null=True)
    disposal = models.TextField(null=True)

    class Meta:
        db_table = "exhibit"
        constraints = [
            models.UniqueConstraint(fields=["force", "ref", "org", "comp", "wall"], name="exhibit_natural_key"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="exhibit_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(search__isnull=False, arrest__isnull=True)
                | models.Q(search__isnull=True, arrest__isnull=False),
                name="exhibit_comes_from_one_place",
            ),
            open_means_owned("disposed"),
        ]
        indexes = [models.Index(fields=["state", "org"], name="exhibit_state")]


@tracked()
class Examination(Row):
    """One case file joined to an exhibit, by the digest of its canonical export; nothing of its pictures is kept."""

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="examinations")
    case_file_digest = models.TextField()
    tool = models.TextField()
    known_sets = models.JSONField()
    status = models.TextField()
    counts = models.JSONField()

    class Meta:
        db_table = "examination"
        constraints = [
            models.UniqueConstraint(
                fields=["exhibit", "case_file_digest", "org", "comp", "wall"], name="examination_natural_key"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("complete", "partial", "failed")), name="examination_status_is_known"
            ),
        ]
