"""Readers of restricted subjects, and service calls that were answered already."""

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


class AnsweredCall(models.Model):
    """The answer to a service call with an idempotency key: given again, it is answered again and not done again."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey("operation.User", models.PROTECT, related_name="+")
    key = models.UUIDField()
    action = models.TextField()
    asked_digest = models.TextField()
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "answered_call"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answered_call_is_one")]
