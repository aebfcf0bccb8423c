"""What somebody has to do, by when, and how far up the ladder it has gone."""

from django.db import models

from understone.operation.rows import Row, tracked


@tracked()
class Task(Row):
    """`level`: 0 owner, 1 supervisor, 2 AP or SV, 3 commander; it never falls while the task is open."""

    entity = models.TextField()
    object = models.UUIDField()
    kind = models.TextField()
    n = models.IntegerField(default=1)
    state = models.TextField()
    owner = models.ForeignKey("operation.User", models.PROTECT, related_name="tasks")
    set_at = models.DateTimeField()
    due = models.DateTimeField()
    level = models.SmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    leased_by = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")
    leased_until = models.DateTimeField(null=True)
    offered_to = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "task"
        constraints = [
            models.UniqueConstraint(fields=["object", "kind", "n", "org", "comp", "wall"], name="task_natural_key"),
            models.CheckConstraint(condition=models.Q(level__range=(0, 3)), name="task_level_is_on_the_ladder"),
        ]
        indexes = [
            models.Index(fields=["owner", "due"], condition=models.Q(state="open"), name="task_open_of_owner"),
            models.Index(fields=["due"], condition=models.Q(state="open"), name="task_open_due"),
        ]
