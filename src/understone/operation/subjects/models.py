"""A subject: referrals believed to be about one person."""

from django.db import models

from understone.operation.organisations.models import Organisation
from understone.operation.rows import OpenRow, tracked


@tracked()
class Subject(OpenRow):
    """`code` is what is spoken; `alias_of` leads to the canonical subject; `identified_by` is what the name rests on.

    Three flags block submission.
    """

    code = models.TextField(unique=True)
    name = models.TextField(null=True)
    dob = models.DateField(null=True)
    alias_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases")
    restricted_kind = models.TextField(null=True)
    lead_force = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    lead_rule = models.TextField(null=True)
    identified_by = models.ForeignKey("operation.IdentityResolution", models.PROTECT, null=True, related_name="+")
    basis_changed = models.BooleanField(default=False)
    contradiction = models.BooleanField(default=False)
    oversized = models.BooleanField(default=False)
    accepted_size = models.IntegerField(null=True)  # in referrals, as two persons accepted it
    category = models.TextField(default="unconfirmed")
    basis = models.TextField(default="assessment")

    class Meta:
        db_table = "subject"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["closed", "eliminated"])
                | models.Q(alias_of__isnull=False)
                | models.Q(owner__isnull=False, due__isnull=False),
                name="subject_open_is_owned",
            ),
            models.CheckConstraint(
                condition=models.Q(lead_force__isnull=True, lead_rule__isnull=True)
                | models.Q(lead_force__isnull=False, lead_rule__isnull=False),
                name="subject_leads_by_a_rule",
            ),
            models.CheckConstraint(
                condition=models.Q(alias_of__isnull=True) | ~models.Q(alias_of=models.F("id")),
                name="subject_is_no_alias_of_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due"], name="subject_state_due"),
            models.Index(fields=["due", "id"], name="subject_due"),
        ]
