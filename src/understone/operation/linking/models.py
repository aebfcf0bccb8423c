"""What ties referrals: nodes with their values, automatic edges, suggestions, people's judgements.

A node is one or more referrals that count as one; its key follows from source and reference, never from import order.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.rows import Derived, Row, tracked

LIVE = ("positive", "suggested", "negative", "unsure")


class LinkNode(Derived):
    """What a node says of the person reported. `component` is the key of the first node of its component."""

    key = models.BinaryField()
    component = models.BinaryField()
    oversized = models.BooleanField(default=False)
    contradiction = models.BooleanField(default=False)
    carried = models.JSONField()  # [kind, normal, strength, confusable] …
    given = ArrayField(models.TextField())
    family = ArrayField(models.TextField())
    born = ArrayField(models.TextField())
    born_verified = ArrayField(models.TextField())

    class Meta:
        db_table = "link_node"
        constraints = [models.UniqueConstraint(fields=["key", "org", "comp", "wall"], name="link_node_natural_key")]
        indexes = [models.Index(fields=["component"], name="link_node_component")]


class LinkValue(Derived):
    """A value that nodes carry, and how many do: a selector, or a look-alike of one."""

    kind = models.TextField()
    normal = models.TextField()
    degree = models.IntegerField()
    strong = models.IntegerField()
    medium = models.IntegerField()

    class Meta:
        db_table = "link_value"
        constraints = [models.UniqueConstraint(fields=["normal", "kind", "org", "comp"], name="link_value_natural_key")]


class LinkCarrier(Derived):
    """That a node carries a value."""

    kind = models.TextField()
    normal = models.TextField()
    node = models.BinaryField()

    class Meta:
        db_table = "link_carrier"
        constraints = [
            models.UniqueConstraint(
                fields=["normal", "kind", "node", "org", "comp", "wall"], name="link_carrier_natural_key"
            )
        ]


@tracked()
class SubjectLink(Row):
    """An edge, a suggestion or a judgement between two nodes, `a` before `b`; `state` follows the machine `link`.

    `by` is the person who judged, None for the system. A row stays when it is undone: it says when and why.
    """

    class Kind(models.TextChoices):
        """Who says it, and how firmly."""

        EDGE = "edge"
        SUGGESTION = "suggestion"
        JUDGEMENT = "judgement"

    kind = models.TextField(choices=Kind)
    a = models.BinaryField()
    b = models.BinaryField()
    via = models.TextField()
    by = models.ForeignKey("operation.User", models.PROTECT, null=True, related_name="+")
    state = models.TextField()
    reasons = models.JSONField(default=list)
    score = models.IntegerField(default=0)
    best_of = models.JSONField(default=list)  # of a suggestion: for which end it is the best, or for which edge
    rules = models.IntegerField(default=0)  # the version of linking's numbers that it follows from
    reason = models.TextField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "subject_link"
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b", "kind", "via", "by", "at", "org", "comp", "wall"],
                name="subject_link_natural_key",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(a__lt=models.F("b")), name="subject_link_is_ordered"),
        ]
        indexes = [
            # The statements of `kept` name the same states: only then is a partial index theirs.
            models.Index(fields=["a"], condition=models.Q(state__in=LIVE), name="subject_link_a"),
            models.Index(fields=["b"], condition=models.Q(state__in=LIVE), name="subject_link_b"),
            models.Index(fields=["state", "score"], condition=models.Q(kind="suggestion"), name="subject_link_offered"),
        ]


class LinkRules(models.Model):
    """A version of linking's numbers. Reference data: every session reads it, two persons add the next (access)."""

    number = models.IntegerField(primary_key=True)
    values = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "link_rules"
