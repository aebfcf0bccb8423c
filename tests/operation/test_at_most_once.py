"""A call sent twice under one key is done once: in turn, and at the same moment (DESIGN §7)."""

from uuid import UUID, uuid4

import psycopg
import pytest

from operation.referrals.test_intake import IMEI, device, events, take, tip
from operation.subjects.test_gathering import by, referral, subject_of, three
from operation.test_races import race
from operation.world import as_
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.access.context import working
from understone.operation.errors import DoneBefore, GuardRefused, InputRefused, OperationError
from understone.operation.linking import judging
from understone.operation.models import DoneCall, SubjectLink
from understone.operation.referrals import services
from understone.operation.service import Call
from understone.operation.subjects import services as subjects


def under(key: UUID, pseudonym: str = "AN-1", reason: str | None = "the same room") -> Call:
    return Call(as_(pseudonym), reason=reason, once=key)


def test_a_call_sent_again_does_nothing_and_says_what_the_first_did(operation: str) -> None:
    three(0, 1)
    key = uuid4()
    link = judging.judge(under(key), referral("A-0").pk, referral("A-1").pk, Verdict.POSITIVE)
    before = events(operation)
    with pytest.raises(DoneBefore) as again:
        judging.judge(under(key), referral("A-0").pk, referral("A-1").pk, Verdict.POSITIVE)
    assert again.value.entries[0] == {"event": "link.made", "object": f"subject_link/{link.pk}", "rev": 1}
    assert again.value.op_id == link.op_id
    assert events(operation) == before, "not even a refusal: nothing was refused"
    with working(as_("AN-1")):
        assert SubjectLink.objects.filter(kind="judgement").count() == 1


def test_of_two_at_once_one_is_done_and_the_other_is_told(operation: str) -> None:
    take(tip(0, device(IMEI[0]), ref="A-0"))
    services.triage(Call(as_("IO-1")), referral("A-0").pk, 2, "B", "P")
    row, key = referral("A-0").pk, uuid4()
    outcomes = race(
        operation,
        f"SELECT pg_advisory_xact_lock(hashtextextended('once {as_('AN-1').user} {key}', 0))",
        lambda: subjects.open_from(under(key), row),
        lambda: subjects.open_from(under(key), row),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["DoneBefore", "Subject"]
    assert subject_of("A-0") == "S-1"


def test_a_refused_call_leaves_its_key_free(operation: str) -> None:
    take(tip(0, ref="A-0"))
    key, row = uuid4(), referral("A-0").pk
    with pytest.raises(GuardRefused):
        services.triage(under(key, "IO-1"), row, 4, "B", "P")
    assert services.triage(under(key, "IO-1"), row, 2, "B", "P").state == "triaged"
    with pytest.raises(DoneBefore):
        services.triage(under(key, "IO-1"), row, 2, "B", "P")


def test_a_key_is_of_one_person_and_of_one_call(operation: str) -> None:
    three(0, 1, 2)
    key = uuid4()
    subjects.open_from(under(key), referral("A-0").pk)
    with pytest.raises(InputRefused, match="another call"):
        subjects.open_from(under(key, reason="another one"), referral("A-1").pk)
    assert subjects.open_from(under(key, "AN-2"), referral("A-1").pk).code == "S-2", "their key, not the first one's"
    with working(as_("AN-2")):
        assert [row.user_id for row in DoneCall.objects.all()] == [as_("AN-2").user]


def test_what_was_done_stays_as_it_is_told(operation: str) -> None:
    three(0)
    subjects.open_from(under(uuid4()), referral("A-0").pk)
    for statement in ("UPDATE done_call SET entries = '[]'", "DELETE FROM done_call"):
        with pytest.raises(Exception, match="permission denied"), working(as_("AN-1")):
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute(statement)
    with psycopg.connect(operation) as db:
        row = db.execute("SELECT count(*) FROM done_call").fetchone()
        assert row == (1,)


def test_nothing_is_kept_of_a_call_without_a_key(operation: str) -> None:
    three(0)
    subjects.open_from(by(), referral("A-0").pk)
    with working(as_("AN-1")):
        assert not DoneCall.objects.exists()
    assert issubclass(DoneBefore, OperationError)
