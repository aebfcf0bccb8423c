"""PEERS.md, *Intake and linking*, as far as it takes the whole operation; the rest stands beside what it is about.

strict streamed import, coverage by richness, text-only tips, offsets kept, header counts distrusted, bad date is
"unknown": tests/operation/referrals; only rare values link, link growth bounded: tests/operation/linking; explained
priority: tests/cli/test_subjects.py; reversible merge: tests/operation/subjects.
"""

import psycopg
import pytest

from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import by, grade, referral, subject_of
from operation.world import as_
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.access.context import working
from understone.operation.errors import NoSuchRecord, OperationError
from understone.operation.linking import judging
from understone.operation.models import SubjectLink, Task
from understone.operation.referrals import services
from understone.operation.referrals.intake import Fate
from understone.operation.referrals.parsed import Tip, Unreadable
from understone.operation.service import Call
from understone.operation.subjects import services as subjects


def test_follow_up_after_a_report_links_and_reopens(operation: str) -> None:
    """Coop skips later tips on a reported user."""
    take(tip(0, device(IMEI[0]), ref="A-0"))
    services.close(Call(as_("IO-1"), reason="no nexus to the UK"), referral("A-0").pk)
    assert take(tip(1, device(IMEI[1]), ref="A-0")) == {Fate.SUPPLEMENTED: 1}
    again = referral("A-0")
    assert (again.state, again.owner_id is not None, again.due is not None) == ("triaged", True, True)
    with working(as_("AN-1")):
        assert Task.objects.get(object=again.pk, kind="look_again").state == "open"
    take(tip(2, device(IMEI[1]), ref="A-2"))
    with working(as_("AN-1")):
        assert SubjectLink.objects.get().state == "positive"
    assert subject_of("A-0") == "S-1"
    assert holds(operation) > 0


def test_skips_are_never_silent(operation: str) -> None:
    """Every tip of a batch ends in exactly one way, and the ways add up."""
    broken = Tip(b"{", Unreadable("$", "truncated", "it ends in the middle"))
    fates = take(tip(0, ref="A"), tip(1, ref="A"), tip(0, ref="A"), broken, broken, tip(2))
    assert fates == {Fate.IMPORTED: 2, Fate.SUPPLEMENTED: 1, Fate.SEEN_AGAIN: 2, Fate.QUARANTINED: 1}
    told = events(operation)
    assert (
        fates.total()
        == 6
        == sum(
            told[name]
            for name in ("referral.imported", "referral.supplemented", "referral.seen_again", "referral.quarantined")
        )
    )


def test_merge_needs_sight_of_all(operation: str) -> None:
    """OpenCTI merges what the user cannot see. A restricted referral in either subject, and the merge is refused."""
    take(*(tip(number, device(IMEI[value]), ref=f"A-{number}") for number, value in enumerate((0, 0, 1))))
    for number in range(3):
        grade(f"A-{number}")
    subjects.open_from(by(), referral("A-2").pk)
    keys = [referral(f"A-{number}").pk for number in range(3)]
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE referral SET restricted = true, rev = rev + 1 WHERE id = %s", (keys[1],))
    with pytest.raises(NoSuchRecord, match="out of your sight"):
        judging.judge(by(), keys[0], keys[2], Verdict.POSITIVE)
    assert subject_of("A-0") != subject_of("A-2")


def test_not_the_same_can_be_overturned_by_a_person_who_is_asked(operation: str) -> None:
    """A strong selector that comes later does not pass a person's no: it is offered, and a person decides."""
    take(tip(0, device(IMEI[0]), ref="A-0"), tip(1, device(IMEI[1]), ref="A-1"))
    for ref in ("A-0", "A-1"):
        grade(ref)
    a, b = referral("A-0").pk, referral("A-1").pk
    no = judging.judge(by(), a, b, Verdict.NEGATIVE)
    take(tip(3, device(IMEI[0]), ref="A-1"))
    with working(as_("AN-1")):
        (offered,) = SubjectLink.objects.filter(kind="suggestion", state="suggested")
        assert "edge" in offered.best_of
    with pytest.raises(OperationError, match="judged negative"):
        judging.judge(by("AN-2"), a, b, Verdict.POSITIVE)
    judging.withdraw(by("AN-1", "the same handset after all"), no.pk)
    assert subject_of("A-0") == subject_of("A-1") == "S-1"
    with working(as_("AN-1")):
        assert not SubjectLink.objects.filter(kind="suggestion", state="suggested").exists()
    assert holds(operation) > 0
