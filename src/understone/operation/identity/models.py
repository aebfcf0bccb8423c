"""What was asked of providers about captures, what they answered, and what speaks for it besides."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.rows import OpenRow, Row, open_means_owned, tracked


@tracked()
class IdentityResolution(Row):
    """One question to a provider about one capture. What is asked is copied from the capture, never typed.

    Findings, verdict and confidence are empty until it is answered. An override opens the gate for an enforcement
    package at confidence C; it changes neither the grade nor the findings.
    """

    capture = models.ForeignKey("operation.Capture", models.PROTECT, related_name="resolutions")
    provider = models.TextField()
    n = models.IntegerField()
    authority_ref = models.TextField()
    request_tokens = models.JSONField()
    sent_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    reply_digest = models.TextField(null=True)
    reply_tokens = models.JSONField(null=True)
    lease_start = models.DateTimeField(null=True)
    lease_end = models.DateTimeField(null=True)
    subscriber = models.TextField(null=True)
    premises = models.ForeignKey("operation.Premises", models.PROTECT, null=True, related_name="resolutions")
    findings = models.JSONField(default=list)
    corroborators = ArrayField(models.UUIDField(), default=list)
    verdict = models.TextField(null=True)
    confidence = models.TextField(null=True)
    override_by1 = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")
    override_by2 = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")
    override_reason = models.TextField(null=True)
    override_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_resolution"
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "provider", "n", "org", "comp", "wall"], name="identity_resolution_natural_key"
            ),
            models.CheckConstraint(
                condition=models.Q(override_until__isnull=True) | models.Q(confidence="C"),
                name="identity_resolution_override_is_of_c",
            ),
        ]


@tracked()
class Corroboration(Row):
    """Something of another kind than a provider's answer that supports who the subscriber is."""

    class Kind(models.TextChoices):
        """Where it comes from (specification §8)."""

        OCCUPANCY = "occupancy"
        VERIFIED_ACCOUNT = "verified_account"
        PAYMENT = "payment"
        OBSERVATION = "observation"

    resolution = models.ForeignKey(IdentityResolution, models.PROTECT, related_name="supports")
    kind = models.TextField(choices=Kind)
    source = models.TextField()
    observed_at = models.DateTimeField()
    said = models.TextField()

    class Meta:
        db_table = "corroboration"
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "kind", "source", "observed_at", "org", "comp", "wall"],
                name="corroboration_natural_key",
            )
        ]


@tracked()
class Preservation(OpenRow):
    """A request to a provider to keep data about a capture before its log expires; open until it is confirmed."""

    capture = models.ForeignKey("operation.Capture", models.PROTECT, related_name="preservations")
    provider = models.TextField()
    authority_ref = models.TextField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "preservation"
        constraints = [
            open_means_owned("confirmed"),
            models.UniqueConstraint(
                fields=["capture", "provider", "org", "comp", "wall"], name="preservation_natural_key"
            ),
        ]
