"""Checks of a subject (specification §4), and people of a file who may be a subject: for somebody to decide."""

from django.db import models

from understone.operation.rows import OpenRow, Row, open_means_owned, tracked


@tracked()
class SubjectCheck(Row):
    """One record that was asked about a subject, and what it answered; unknown is not none."""

    subject = models.ForeignKey("operation.Subject", models.PROTECT, related_name="checks")
    kind = models.TextField()
    asked_at = models.DateTimeField()
    result = models.TextField()
    registered = models.TextField(null=True)
    prior = models.TextField(null=True)
    evidence = models.TextField(null=True)
    second_by = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "subject_check"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "asked_at", "org", "comp", "wall"], name="subject_check_natural_key"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="public_office") | models.Q(evidence__isnull=False, second_by__isnull=False),
                name="subject_check_of_public_office_has_two",
            ),
        ]


@tracked()
class NominalMatch(OpenRow):
    """A person of a file who may be the subject. Nothing follows from it until somebody confirms it.

    `nominal` is the line as read, `digest` that of its canonical form, `reasons` why it may be the subject; `as_of` is
    the time that the file is of.
    """

    subject = models.ForeignKey("operation.Subject", models.PROTECT, related_name="nominal_matches")
    digest = models.TextField()
    file_digest = models.TextField()
    line = models.IntegerField()
    nominal = models.JSONField()
    reasons = models.JSONField()
    as_of = models.DateTimeField()
    reason = models.TextField(null=True)

    class Meta:
        db_table = "nominal_match"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "digest", "org", "comp", "wall"], name="nominal_match_natural_key"
            ),
            open_means_owned("confirmed", "declined"),
        ]
