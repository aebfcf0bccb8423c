"""Tips as received, their supplements, what they identify, and what could not be read (specification §4)."""

from django.db import models

from understone.operation.organisations.models import Organisation
from understone.operation.rows import OpenRow, Row, Walled, open_means_owned, tracked


class Closing(models.TextChoices):
    """Why a referral was closed, for figure F12."""

    INSUFFICIENT = "insufficient"
    NO_NEXUS = "no nexus"
    OTHER = "other"


@tracked()
class Referral(OpenRow):
    """One tip. `originals` (bytes) lie in a table of their own, so that lists stay small."""

    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    source_ref = models.TextField(null=True)
    received_at = models.DateTimeField()
    original_digest = models.TextField()
    content_digest = models.TextField()
    format = models.TextField()
    parsed = models.JSONField()
    notes = models.JSONField(default=list)
    source_eval = models.SmallIntegerField(null=True)
    intel = models.TextField(null=True)
    handling = models.TextField(null=True)
    conditions = models.TextField(null=True)
    urgent = models.BooleanField(default=False)
    child_named = models.BooleanField(default=False)
    closing_reason = models.TextField(null=True)  # a `Closing`: the ledger has the person's own words
    node = models.BinaryField()
    subject = models.ForeignKey(
        "operation.Subject", models.PROTECT, null=True, related_name="referrals", db_index=False
    )  # referral_subject

    class Meta:
        db_table = "referral"
        constraints = [
            models.UniqueConstraint(
                fields=["content_digest", "source", "org", "comp", "wall"], name="referral_natural_key"
            ),
            open_means_owned("linked", "closed"),
        ]
        indexes = [
            models.Index(fields=["org", "comp", "source", "source_ref"], name="referral_source_ref"),
            models.Index(fields=["original_digest"], name="referral_original_digest"),
            models.Index(fields=["subject"], name="referral_subject"),
            models.Index(fields=["node"], name="referral_node"),
            models.Index(fields=["state", "due"], name="referral_state_due"),
        ]


@tracked()
class ReferralPart(Row):
    """A supplement: new content under the same reference of the same source."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="parts")
    received_at = models.DateTimeField()
    original_digest = models.TextField()
    content_digest = models.TextField()
    format = models.TextField()
    parsed = models.JSONField()
    notes = models.JSONField(default=list)

    class Meta:
        db_table = "referral_part"
        constraints = [
            models.UniqueConstraint(
                fields=["content_digest", "referral", "org", "comp", "wall"], name="referral_part_natural_key"
            )
        ]


class Original(Walled):
    """The bytes of a tip, untouched, once by their digest within organisation and compartment."""

    digest = models.TextField()
    content = models.BinaryField()

    class Meta:
        db_table = "original"
        constraints = [models.UniqueConstraint(fields=["digest", "org", "comp", "wall"], name="original_natural_key")]


@tracked()
class Quarantined(OpenRow):
    """Bytes that could not be read: never dropped, counted, repaired by a person."""

    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    original_digest = models.TextField()
    place = models.TextField()
    error_code = models.TextField()
    error_text = models.TextField()
    repaired_as = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="repaired_from")

    class Meta:
        db_table = "quarantined"
        constraints = [
            models.UniqueConstraint(
                fields=["original_digest", "source", "org", "comp", "wall"], name="quarantined_natural_key"
            ),
            open_means_owned("received"),
        ]


@tracked()
class Capture(Row):
    """One event or identifier inside a referral, its characters as received."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="captures")
    part = models.ForeignKey(ReferralPart, models.PROTECT, null=True, related_name="captures")
    json_path = models.TextField()
    kind = models.TextField()
    value = models.TextField()
    port = models.IntegerField(null=True)
    occurred_at = models.DateTimeField(null=True)
    raw_time = models.TextField(null=True)
    offset_known = models.BooleanField()
    event = models.TextField()
    proxy = models.TextField()
    viewed_by_source = models.TextField()
    selector = models.ForeignKey(
        "operation.Selector", models.PROTECT, null=True, related_name="captures", db_index=False
    )  # capture_selector
    refused = models.TextField(null=True)  # why no selector was made of it

    class Meta:
        db_table = "capture"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "json_path", "part", "org", "comp", "wall"],
                name="capture_natural_key",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["selector", "referral"], name="capture_selector")]
