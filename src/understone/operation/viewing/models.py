"""Views (specification §4)."""

from django.db import models

from understone.operation.organisations.models import User
from understone.operation.rows import Row, tracked


@tracked()
class Viewlog(Row):
    """Somebody looked at one picture or one sensitive record, and why. Written before it was shown."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    entity = models.TextField()
    object = models.UUIDField()
    kind = models.TextField()  # image, record
    full_size = models.BooleanField(default=False)
    sha256 = models.TextField(null=True)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "viewlog"
        indexes = [models.Index(fields=["user", "at"], name="viewlog_of_user")]
