"""Readers of restricted subjects."""

from django.db import models

from understone.operation.identifiers import new_id


class ReaderGrant(models.Model):
    """A named reader of a restricted subject, for at most 90 days (specification §2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField()
    user = models.ForeignKey("operation.User", models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        db_table = "reader_grant"
        constraints = [models.UniqueConstraint(fields=["subject", "user"], name="reader_grant_is_one")]
