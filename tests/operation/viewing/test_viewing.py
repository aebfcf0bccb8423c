"""Views: on the ledger before anything is shown, never of what is settled, with breaks, and counted for all forces."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from operation.grading.findings import by, digest, examined, found, graders
from operation.grading.test_voting import disputed, entries
from operation.packages.office import KENT, MET
from operation.world import as_
from understone.exchange import keys
from understone.operation.access.context import us_now, working
from understone.operation.errors import InputRefused, LeaseHeld, ReasonMissing, TransitionRefused
from understone.operation.grading import queues, voting
from understone.operation.grading.queues import Which
from understone.operation.models import Viewlog
from understone.operation.viewing import ceilings, reading, services
from understone.operation.viewing.ceilings import CeilingReached, Ceilings
from understone.showing import tokens

KEY = keys.new_signing_key()
GR = f"GR-{MET}"


def view(who: str, finding: Any, **said: Any) -> services.View:
    return services.view(by(who), finding.pk, "to grade it", KEY, **said)


def viewed(owner: str, sha256: str) -> int:
    with psycopg.connect(owner) as db:
        row = db.execute("SELECT views FROM national_picture WHERE sha256 = %s", (sha256,)).fetchone()
    return 0 if row is None else int(row[0])


def test_a_view_is_logged_and_its_token_names_one_file_for_one_minute(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    shown = view(GR, finding)
    ((_, told),) = entries(operation, "view.image")
    assert (told["sha256"], told["reason"]) == (digest("one"), "to grade it")
    assert [each["id"] for each in told["revisions"]] == [str(shown.log)]
    with working(as_("AU-1", comp=f"force-{MET}")):
        row = Viewlog.objects.get(pk=shown.log)
        assert (row.user.pseudonym, row.object, row.full_size) == (GR, finding.pk, False)
    token = tokens.verified(shown.token, KEY.public_key(), us_now())
    assert (token.sha256, token.path, token.inode, token.size) == (digest("one"), finding.path, "0", "reduced")
    assert token.case == "00" * 32
    with pytest.raises(Exception, match="has ended"):
        tokens.verified(shown.token, KEY.public_key(), us_now() + timedelta(seconds=61))


def test_views_are_counted_for_all_forces_together(operation: str) -> None:
    (mine,) = found(examined(operation), "one")
    (theirs,) = found(examined(operation, KENT), "one", force=KENT)
    assert [view(GR, mine).views, view(GR, mine).views, view(f"GR-{KENT}", theirs).views] == [1, 2, 3]


def test_a_settled_picture_is_never_shown_again(operation: str) -> None:
    (mine,) = found(examined(operation), "one")
    (theirs,) = found(examined(operation, KENT), "one", force=KENT)
    view(GR, mine)
    for name in graders(operation, 3):
        voting.grade(by(name), mine.pk, "B")
    for who, finding in ((GR, mine), (f"GR-{KENT}", theirs)):
        with pytest.raises(TransitionRefused, match="settled as B: nobody need look again"):
            view(who, finding)
    assert viewed(operation, digest("one")) == 1
    assert len(entries(operation, "view.image")) == 1


def test_reasons_are_needed_one_to_see_and_another_to_see_it_large(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    with pytest.raises(ReasonMissing):
        services.view(by(GR), finding.pk, "  ", KEY)
    for second in (None, "to grade it"):
        with pytest.raises(InputRefused, match="a second reason of its own"):
            view(GR, finding, full_size=True, second_reason=second)
    assert entries(operation, "view.image") == []
    shown = view(GR, finding, full_size=True, second_reason="a small mark decides")
    assert tokens.verified(shown.token, KEY.public_key(), us_now()).size == "full"
    ((_, told),) = entries(operation, "view.image")
    assert told["reason"] == "to grade it; full size: a small mark decides"


def test_a_picture_in_a_colleagues_hands_is_theirs_and_a_supervisor_views_disputes_alone(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    first, second = graders(operation, 2)
    assert queues.next_(by(first), Which.UNKNOWN) is not None
    with pytest.raises(LeaseHeld, match=first):
        view(second, finding)
    view(first, finding)
    with pytest.raises(TransitionRefused, match="views what is disputed"):
        view(f"SV-{MET}", finding)


def test_a_supervisor_views_a_disputed_picture(operation: str) -> None:
    (finding,) = found(examined(operation), "one")
    disputed(operation, finding.pk)
    assert view(f"SV-{MET}", finding).views == 1
    with pytest.raises(TransitionRefused, match="for its panel of supervisors"):
        view(GR, finding)


def test_after_so_many_pictures_there_is_a_break_and_the_ledger_says_so(operation: str) -> None:
    few = Ceilings(views=2)
    findings = found(examined(operation), "one", "two", "three")
    view(GR, findings[0], limits=few)
    view(GR, findings[1], limits=few)
    with pytest.raises(CeilingReached, match="2 pictures without a break") as reached:
        view(GR, findings[2], limits=few)
    assert "take a break until" in reached.value.remedy
    assert [told["cause"] for _, told in entries(operation, "grading.stopped")] == ["2 pictures without a break"]
    assert len(entries(operation, "view.image")) == 2
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("ALTER TABLE viewlog DISABLE TRIGGER USER")
        db.execute("UPDATE viewlog SET at = at - interval '11 minutes'")
    view(GR, findings[2], limits=few)


def test_a_grader_stops_without_a_reason_and_what_they_had_is_free(operation: str) -> None:
    found(examined(operation), "one")
    first, second = graders(operation, 2)
    assert queues.next_(by(first), Which.UNKNOWN) is not None
    assert queues.next_(by(second), Which.UNKNOWN) is None
    services.stop(by(first))
    assert queues.next_(by(second), Which.UNKNOWN) is not None
    assert len(entries(operation, "grading.stopped")) == 1


def test_supervisors_see_totals_of_their_force_and_no_picture(operation: str) -> None:
    (mine,) = found(examined(operation), "one")
    (theirs,) = found(examined(operation, KENT), "two", force=KENT)
    view(GR, mine)
    view(f"GR-{KENT}", theirs, full_size=True, second_reason="a small mark decides")
    (total,) = reading.totals(by(f"SV-{MET}"))
    assert (total.person, total.views, total.full_size) == (GR, 1, 0)
    assert {each.person for each in reading.totals(by("CO-1"))} == {GR, f"GR-{KENT}"}
    assert [each.views for each in reading.mine(by(f"GR-{KENT}"))] == [1]
    assert reading.listed(by("AU-1"))[0] == 2


AT = datetime(2026, 11, 30, 10, tzinfo=UTC)


def minutes(*numbers: float) -> list[datetime]:
    return [AT + timedelta(minutes=number) for number in numbers]


def test_a_view_lasts_until_the_next_one_and_a_minute_at_most() -> None:
    assert ceilings.looked(minutes(0, 0.5, 30), AT + timedelta(minutes=30.25)) == timedelta(seconds=30 + 60 + 15)
    assert ceilings.looked([], AT) == timedelta()


@pytest.mark.parametrize(
    ("times", "now", "why"),
    [
        ([*range(50)], 50, "50 pictures without a break"),
        ([0, 9, 18], 20, "20 minutes without a break"),
        ([0, 9, 18], 19, None),
        ([0, 5, 16], 19, None),  # eleven minutes between two were a break
        ([*range(49)], 59, None),
        ([*(20 * n + m for n in range(8) for m in range(10)), *range(200, 250)], 300, "120 minutes of viewing today"),
    ],
)
def test_breaks_come_after_fifty_pictures_or_twenty_minutes_and_a_day_has_two_hours(
    times: list[float], now: float, why: str | None
) -> None:
    limits = Ceilings() if why is None or "20" in why else Ceilings(stretch=timedelta(days=1))
    if why is None:
        ceilings.hold(minutes(*times), AT + timedelta(minutes=now), limits)
        return
    with pytest.raises(CeilingReached, match=why):
        ceilings.hold(minutes(*times), AT + timedelta(minutes=now), limits)
