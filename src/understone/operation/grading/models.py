"""Findings, votes, and the national standing of a picture (specification §4)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.exhibits.models import Examination
from understone.operation.organisations.models import User
from understone.operation.rows import Row, tracked


@tracked()
class Finding(Row):
    """A file of an examination that a list knows, or a picture that none knows (`match` none). Shared to nobody.

    `facts`: what is neutral about it and orders the queue (camera-original, burst with known material, folder).
    """

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="findings")
    volume = models.TextField()
    inode = models.TextField()
    stream = models.TextField()
    path = models.TextField()
    sha256 = models.TextField()
    state = models.TextField()  # provisional, settled, disputed
    match = models.TextField()  # exact, near, none
    lists = ArrayField(models.TextField(), default=list)
    distance = models.SmallIntegerField(null=True)
    provisional = models.BooleanField()
    votes = models.SmallIntegerField(default=0)
    category = models.TextField(null=True)
    scheme = models.TextField(null=True)
    facts = models.JSONField(default=dict)
    new_material = models.BooleanField(default=False)

    class Meta:
        db_table = "finding"
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "volume", "inode", "stream", "path", "sha256", "org", "comp", "wall"],
                name="finding_natural_key",
            ),
            models.CheckConstraint(
                condition=models.Q(match__in=("exact", "near", "none")), name="finding_match_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("provisional", "settled", "disputed")), name="finding_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="finding_sha256"),
            models.Index(fields=["org", "match"], condition=models.Q(state="provisional"), name="finding_to_grade"),
        ]


@tracked()
class Grade(Row):
    """One person's vote on a picture, by its digest. Nobody who has yet to vote sees it."""

    sha256 = models.TextField()
    grader = models.ForeignKey(User, models.PROTECT, related_name="+")
    value = models.TextField()
    panel = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "grade"
        constraints = [
            models.UniqueConstraint(fields=["sha256", "grader", "org", "comp", "wall"], name="grade_natural_key"),
            models.CheckConstraint(
                condition=models.Q(value__in=("A", "B", "C", "not_indecent", "unsure")), name="grade_value_is_known"
            ),
        ]


class NationalPicture(models.Model):
    """What the whole operation knows of a picture, by its digest alone: how often seen, and what was settled.

    Without organisation and walls: it tells neither where a picture was found nor that it was. Sessions read it by
    functions of the database (access/grading.sql), for digests that they name.
    """

    sha256 = models.TextField(primary_key=True)
    state = models.TextField(default="open")  # open, settled, disputed
    votes = models.SmallIntegerField(default=0)
    views = models.IntegerField(default=0)
    category = models.TextField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "national_picture"
