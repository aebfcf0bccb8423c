"""A child by its code, what ties it to subjects, and the premises that it lives at or visits (specification §4)."""

from django.db import models
from django.db.models import Q

from understone.operation.rows import OpenRow, Row, open_means_owned, tracked

AGE_BANDS = ("0-4", "5-9", "10-12", "13-15", "16-17")


@tracked()
class Child(OpenRow):
    """A child at risk. It holds no identity, and is the force's own, shared to the agency; no subject is its root.

    A restricted subject hides the child's links, and never the child.
    """

    code = models.TextField(unique=True)
    force = models.ForeignKey("operation.Organisation", models.PROTECT, related_name="+")
    immediate = models.TextField()
    age_band = models.TextField(null=True)

    class Meta:
        db_table = "child"
        constraints = [
            open_means_owned("closed"),
            models.CheckConstraint(condition=Q(force=models.F("org")), name="child_is_the_force_s_own"),
            models.CheckConstraint(
                condition=Q(age_band__isnull=True) | Q(age_band__in=AGE_BANDS), name="child_age_is_a_band"
            ),
        ]


@tracked()
class ChildLink(Row):
    """A child tied to a subject. `ccc`: the subject has care, custody or control of the child."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="links")
    subject = models.ForeignKey("operation.Subject", models.PROTECT, related_name="children")
    ccc = models.TextField()
    relation = models.TextField(null=True)

    class Meta:
        db_table = "child_link"
        constraints = [
            models.UniqueConstraint(fields=["child", "subject", "org", "comp", "wall"], name="child_link_natural_key")
        ]


@tracked()
class ChildAtPremises(Row):
    """A child who lives at premises, or visits them."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="places")
    premises = models.ForeignKey("operation.Premises", models.PROTECT, related_name="children_there")

    class Meta:
        db_table = "child_at_premises"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "premises", "org", "comp", "wall"], name="child_at_premises_natural_key"
            )
        ]


@tracked()
class SafeguardingAction(OpenRow):
    """Something to be done for a child with a partner agency, by its due time."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="actions")
    kind = models.TextField()
    n = models.IntegerField()
    partner = models.TextField()
    done_at = models.DateTimeField(null=True)
    result = models.TextField(null=True)

    class Meta:
        db_table = "safeguarding_action"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind", "n", "org", "comp", "wall"], name="safeguarding_action_natural_key"
            ),
            open_means_owned("done"),
        ]


@tracked()
class ChildIdentity(Row):
    """Who a child is. Shared to nobody; of its force only the safeguarding lead and the supervisors see it."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    name = models.TextField(null=True)
    dob = models.DateField(null=True)
    address = models.TextField(null=True)

    class Meta:
        db_table = "child_identity"
        constraints = [
            models.UniqueConstraint(fields=["child", "org", "comp", "wall"], name="child_identity_natural_key")
        ]
