"""Readers of restricted subjects, and calls that were done under a key."""

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


class DoneCall(models.Model):
    """A call that was done under its key; those who did it alone can see it. The rows they changed tell the rest."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey("operation.Organisation", models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey("operation.User", models.PROTECT, related_name="+", db_index=False)
    once = models.UUIDField()
    asked = models.TextField()
    op_id = models.UUIDField()
    done_at = models.DateTimeField()
    entries = models.JSONField()

    class Meta:
        db_table = "done_call"
        constraints = [models.UniqueConstraint(fields=["org", "user", "once"], name="done_call_is_one")]
