"""A form that was not sent: whose it is, where it goes, and what was typed, under the pages' secret."""

from django.conf import settings
from django.db import models


class ParkedForm(models.Model):
    """`body`: pairs of a field and what was typed, as JSON, encrypted."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    path = models.TextField()
    body = models.TextField()
    parked_at = models.DateTimeField()

    class Meta:
        db_table = "parked_form"

    def __str__(self) -> str:
        return self.path
