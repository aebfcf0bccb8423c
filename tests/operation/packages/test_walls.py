"""Packages of a restricted subject are for its readers alone, with all that was sent, signed and answered."""

from typing import Any

import pytest

from operation.packages import office
from operation.packages.office import KENT, MET, WESTMINSTER, by, ring
from operation.packages.test_hosted import named_once
from operation.referrals.test_intake import holds
from operation.subjects.test_restricting import lift, restrict
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import NoSuchRecord
from understone.operation.models import Dissemination, Package, PackageFile, Receipt, Sealed, SignedManifest, Task
from understone.operation.packages import reading, sending, submitting

MODELS: tuple[Any, ...] = (Package, PackageFile, SignedManifest, Dissemination, Sealed, Receipt)
READERS = ("AN-2", "AP-1", "CO-1")
OUTSIDE = ("AN-1", "AP-2", "CO-2", "AU-1", "AD-1", f"SP-{MET}", f"IN-{MET}", f"SP-{KENT}")


def counts(pseudonym: str) -> list[int]:
    with working(as_(pseudonym, comp="common")):
        return [model.objects.count() for model in MODELS]


def test_everything_about_its_packages_goes_behind_the_wall_and_comes_back(operation: str) -> None:
    (made,) = office.sent(office.subject().pk)
    office.received(made.pk)
    whole, of_force = counts("AN-1"), counts(f"SP-{MET}")
    assert whole == [1, 3, 1, 1, 1, 1]
    assert of_force == [0, 0, 0, 1, 1, 1]
    restrict()
    for who in OUTSIDE:
        assert counts(who) == [0] * 6, who
        with working(as_(who, comp="common")):
            assert not Task.objects.filter(object__in=[made.pk, made.package_id]).exists(), who
    for who in READERS:
        assert counts(who) == whole, who
    with pytest.raises(NoSuchRecord):
        reading.previewed(by("AP-2"), made.package_id, "curious")
    with working(as_("AN-2")):
        row = Dissemination.objects.get()
        assert row.owner is not None
        assert row.owner.pseudonym in READERS
    assert named_once(operation) == []
    lift()
    assert counts("AN-1") == whole
    assert counts(f"SP-{MET}") == of_force
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_readers_draft_and_send_behind_the_wall_to_a_force_that_is_on_the_list(operation: str) -> None:
    """A force nobody of which is on the list has no inbox here: whoever sends it brings the receipts in."""
    subject = office.subject()
    restrict("S-1", "AN-2", "AP-1", "CO-1", f"SP-{MET}", who="AN-1")
    package = office.drafted(subject.pk, "AN-2")
    submitting.submit(by("AN-2"), package.pk, ring().of("AN-2"), places=[WESTMINSTER])
    with working(as_("AN-2")):
        rev = Package.objects.get().rev
    submitting.approve(by("CO-1", expected=rev), package.pk, ring().of("CO-1"))
    (made,) = sending.send(by("AP-1"), package.pk, ring().directory)
    for who in ("AN-1", "AP-2", f"IN-{MET}", f"SP-{KENT}"):
        assert counts(who) == [0] * 6, who
    assert counts(f"SP-{MET}") == [0, 0, 0, 1, 1, 0]
    assert office.received(made.pk).new
    assert counts("AP-1") == [1, 3, 1, 1, 1, 1]
    assert named_once(operation) == []
