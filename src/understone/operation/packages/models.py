"""Packages, to whom they go, what was signed and sealed, and what the forces answered (specification §4)."""

from django.db import models

from understone.operation.organisations.models import Organisation, User
from understone.operation.rows import OpenRow, Row, Walled, open_means_owned, tracked
from understone.operation.subjects.models import Subject


@tracked()
class Package(OpenRow):
    """One version of what is told of a subject. `basis`: every entity, id and revision that its body relies on."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="packages")
    version = models.IntegerField()
    kind = models.TextField()
    body = models.JSONField()
    basis = models.JSONField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    approver = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    valid_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "package"
        constraints = [
            models.UniqueConstraint(fields=["subject", "version", "org", "comp", "wall"], name="package_natural_key"),
            models.CheckConstraint(
                condition=models.Q(approver__isnull=True) | ~models.Q(approver=models.F("author")),
                name="package_is_approved_by_another",
            ),
            open_means_owned("superseded", "withdrawn"),
        ]


class PackageFile(Walled):
    """A file of a package as it was when it was submitted: package.json and both views, which were signed."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="files")
    created = models.DateTimeField()  # of the submission
    path = models.TextField()
    digest = models.TextField()
    content = models.BinaryField()

    class Meta:
        db_table = "package_file"
        constraints = [
            models.UniqueConstraint(
                fields=["package", "created", "path", "org", "comp", "wall"], name="package_file_natural_key"
            )
        ]


@tracked()
class SignedManifest(Row):
    """What is to go to one force: number and time fixed, its manifest's text, and who signed that, first to last."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="manifests")
    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    dissemination = models.UUIDField()
    n = models.IntegerField()
    created = models.DateTimeField()
    files_of = models.DateTimeField()  # the submission whose files it names
    manifest = models.TextField()
    signatures = models.JSONField()  # {"keyid", "sig"} of each signer
    void = models.BooleanField(default=False)

    class Meta:
        db_table = "signed_manifest"
        constraints = [
            models.UniqueConstraint(fields=["dissemination", "org", "comp", "wall"], name="signed_manifest_natural_key")
        ]


@tracked()
class Dissemination(OpenRow):
    """One sending of a package to one force. `envelope_digest` is what its receipts answer to."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="disseminations")
    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    n = models.IntegerField()
    sealed_digest = models.TextField()
    envelope_digest = models.TextField()
    sent_at = models.DateTimeField()
    return_reason = models.TextField(null=True)
    suggested_force = models.TextField(null=True)
    superseded_by = models.IntegerField(null=True)
    band = models.TextField()  # of the package: it sets the clocks of the answers
    act_by = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "dissemination"
        constraints = [
            models.UniqueConstraint(
                fields=["package", "force", "n", "org", "comp", "wall"], name="dissemination_natural_key"
            ),
            open_means_owned("actioned", "closed"),
        ]


class Sealed(Walled):
    """The sealed file of a dissemination, byte for byte as the force gets it."""

    dissemination = models.ForeignKey(Dissemination, models.PROTECT, related_name="sealed")
    digest = models.TextField()
    content = models.BinaryField()

    class Meta:
        db_table = "sealed"
        constraints = [models.UniqueConstraint(fields=["dissemination"], name="sealed_once")]


@tracked()
class Receipt(Row):
    """A force's signed answer, chained to the one before; `envelope` is the text that was signed and sent."""

    dissemination = models.ForeignKey(Dissemination, models.PROTECT, related_name="receipts")
    seq = models.IntegerField()
    state = models.TextField()
    at = models.DateTimeField()
    envelope_digest = models.TextField()
    prev = models.TextField(null=True)
    digest = models.TextField()
    signature = models.TextField()
    envelope = models.TextField()

    class Meta:
        db_table = "receipt"
        constraints = [
            models.UniqueConstraint(fields=["dissemination", "seq", "org", "comp", "wall"], name="receipt_natural_key"),
            models.CheckConstraint(
                condition=models.Q(seq=1, prev__isnull=True) | models.Q(seq__gt=1, prev__isnull=False),
                name="receipt_is_chained",
            ),
        ]
