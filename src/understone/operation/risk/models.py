"""What people state about a subject's risk, and each assessment made of it (specification §4 and §9)."""

from django.db import models

from understone.operation.rows import Row, tracked


@tracked()
class RiskFact(Row):
    """What somebody stated about one factor, and what it rests on. `stated_at`: since when that is known."""

    subject = models.ForeignKey("operation.Subject", models.PROTECT, related_name="risk_facts")
    factor = models.TextField()
    value = models.TextField()
    evidence = models.TextField()
    stated_at = models.DateTimeField()

    class Meta:
        db_table = "risk_fact"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "factor", "stated_at", "org", "comp", "wall"], name="risk_fact_natural_key"
            )
        ]


@tracked()
class RiskAssessment(Row):
    """One computation. `computed` is the model's band; `band` holds: the model never lowers it, only two persons do.

    `since`: when the band that holds was first computed; `computed_at`: when this row was.
    """

    subject = models.ForeignKey("operation.Subject", models.PROTECT, related_name="assessments")
    n = models.IntegerField()
    model = models.TextField()
    factors = models.JSONField()
    score = models.IntegerField()
    computed = models.TextField()
    unknowns = models.JSONField()
    diff = models.JSONField()
    computed_at = models.DateTimeField()
    band = models.TextField()
    since = models.DateTimeField()
    act_by = models.DateTimeField()
    confirmed = models.TextField(null=True)
    by = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    reason = models.TextField(null=True)
    second_by = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "risk_assessment"
        constraints = [
            models.UniqueConstraint(fields=["subject", "n", "org", "comp", "wall"], name="risk_assessment_natural_key")
        ]
