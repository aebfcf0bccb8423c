"""Organisations, people, compartments. Reference data: every session may read it, only an administrator changes it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from understone.operation.identifiers import new_id


class Organisation(models.Model):
    """The agency, a force (by its police force area code), or a partner, which is only a source."""

    class Kind(models.TextChoices):
        """What an organisation is to the operation."""

        AGENCY = "agency"
        FORCE = "force"
        PARTNER = "partner"

    class Jurisdiction(models.TextChoices):
        """England and Wales, Scotland, Northern Ireland."""

        EW = "EW"
        SC = "SC"
        NI = "NI"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.TextField(choices=Kind)
    code = models.TextField(unique=True)
    name = models.TextField()
    jurisdiction = models.TextField(choices=Jurisdiction, null=True)
    source = models.JSONField(null=True)  # of a partner: format, mapping, stated country

    class Meta:
        db_table = "organisation"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["agency", "force", "partner"]), name="organisation_kind_is_known"
            ),
        ]


class Compartment(models.Model):
    """A wall inside the operation. One is common; each force has its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.TextField(unique=True)
    force = models.OneToOneField(Organisation, models.PROTECT, null=True, related_name="compartment")

    class Meta:
        db_table = "compartment"


class User(models.Model):
    """A person, by pseudonym. An auditor and an administrator hold no other role; nobody supervises themselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    pseudonym = models.TextField(unique=True)
    roles = ArrayField(models.TextField())
    rank = models.TextField(null=True)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, related_name="staff")
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "person"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(supervisor__isnull=True) | ~models.Q(supervisor=models.F("id")),
                name="person_does_not_supervise_themselves",
            ),
        ]


class Membership(models.Model):
    """A person's key to a compartment, until a time."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    comp = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        db_table = "membership"
        constraints = [models.UniqueConstraint(fields=["user", "comp"], name="membership_is_one")]


class OperatorTable(models.Model):
    """A version of a table that the operator keeps: every session reads it, two persons add the next."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    number = models.IntegerField()
    rows = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "operator_table"
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="operator_table_version_is_one")]
