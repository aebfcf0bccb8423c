"""A proposal waits, with an owner and a due time, until a second person completes or declines it."""

from django.db import models

from understone.operation.rows import OpenRow, open_means_owned, tracked


@tracked()
class Proposal(OpenRow):
    """`payload` is what the second person is shown; `seen_rev` the revision of the object that the first decided on."""

    entity = models.TextField()
    object = models.UUIDField()
    action = models.TextField()
    payload = models.JSONField()
    reason = models.TextField()
    seen_rev = models.IntegerField()
    proposed_by = models.ForeignKey("operation.User", models.PROTECT, related_name="+")
    proposed_role = models.TextField()

    class Meta:
        db_table = "proposal"
        constraints = [
            open_means_owned("done", "declined"),
            models.UniqueConstraint(
                fields=["org", "comp", "object", "action"],
                condition=models.Q(state="open"),
                name="proposal_open_is_one",
            ),
        ]
