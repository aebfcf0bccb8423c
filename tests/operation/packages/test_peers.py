"""PEERS.md, *Packages*, what is not beside the code that it concerns: test and live apart, leaving, what goes back."""

import base64
import json

import psycopg
import pytest

from operation.packages import office
from operation.packages.office import MET, by, ring, seen
from operation.tasks.desk import supervise
from operation.world import as_
from understone.exchange.package_terms import PackageKind
from understone.operation.access.context import working
from understone.operation.errors import GuardRefused
from understone.operation.models import Dissemination, Organisation, Package, Receipt, Task
from understone.operation.organisations import services as organisations
from understone.operation.packages import drafting, reading, sending, submitting
from understone.operation.referrals import sources
from understone.operation.service import Call
from understone.operation.tasks.leaving import deactivate


def in_test(*, on: bool) -> None:
    stored = sources.as_stored("examplechat", test=on)
    organisations.set_source(Call(as_("AD-1"), "it tries out its way to us"), as_("CO-1"), "examplechat", stored)


def test_a_test_tip_cannot_be_dispatched(operation: str) -> None:
    """Test and live apart (Coop), at each step: whatever is done, it goes to no force until it is said to be live."""
    subject = office.subject()
    in_test(on=True)
    assert sources.in_test(Organisation.objects.get(code="examplechat"))
    draft = office.drafted(subject.pk)
    with pytest.raises(GuardRefused, match="a source in test: examplechat"):
        submitting.submit(by("AN-1"), draft.pk, ring().of("AN-1"), places=[office.WESTMINSTER])
    in_test(on=False)
    waiting = submitting.submit(by("AN-1"), draft.pk, ring().of("AN-1"), places=[office.WESTMINSTER])
    in_test(on=True)
    with pytest.raises(GuardRefused, match="a source in test"):
        submitting.approve(by("AP-1", expected=waiting.rev), draft.pk, ring().of("AP-1"))
    in_test(on=False)
    submitting.approve(by("AP-1", expected=waiting.rev), draft.pk, ring().of("AP-1"))
    in_test(on=True)
    with pytest.raises(GuardRefused, match="a source in test"):
        sending.send(by("AP-1"), draft.pk, ring().directory)
    with working(as_("AN-1")):
        assert not Dissemination.objects.exists()
    in_test(on=False)
    assert len(sending.send(by("AP-1"), draft.pk, ring().directory)) == 1


def test_what_is_made_in_a_database_for_tests_says_so_first_of_all(operation: str) -> None:
    package = office.drafted(office.subject().pk)
    body = drafting.body_of(package)
    assert body.limits.not_for[0] == drafting.INVENTED
    shown = reading.previewed(by("AN-1"), package.pk, "a look")
    assert drafting.INVENTED in shown["view.html"].decode()
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute(
            "CREATE OR REPLACE FUNCTION us_turnable() RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT false $$"
        )
    live = drafting.draft(by("AN-1"), package.subject_id, PackageKind.DEVELOPMENT, office.COVER)
    assert drafting.INVENTED not in drafting.body_of(live).limits.not_for


def test_what_somebody_had_open_moves_when_they_leave(operation: str) -> None:
    """Deleting a queue moves its work: packages and sendings on both sides."""
    supervise(operation, AN_1="AN-2", **{f"SP_{MET}": f"SV-{MET}"})
    draft = office.drafted(office.subject(1).pk)
    (here,) = office.sent(office.subject().pk)
    deactivate(Call(as_("AD-1"), "moved"), f"SP-{MET}")
    deactivate(Call(as_("AD-1"), "moved"), "AN-1")
    with working(as_("AN-2")):
        assert Package.objects.get(pk=draft.pk).owner.pseudonym == "AN-2"  # type: ignore[union-attr]
        assert {each.owner.pseudonym for each in Task.objects.filter(object=draft.pk, state="open")} == {"AN-2"}
        assert Dissemination.objects.get(pk=here.pk).owner.pseudonym == f"SV-{MET}"  # type: ignore[union-attr]
    with working(as_(f"SV-{MET}", comp="common")):
        assert {each.owner.pseudonym for each in Task.objects.filter(object=here.pk, state="open")} == {f"SV-{MET}"}


def test_what_a_force_tells_back_names_nobody(operation: str) -> None:
    """Outcome feedback upstream: a minimal message only."""
    subject = office.subject()
    (sent,) = office.sent(subject.pk)
    office.received(sent.pk)
    office.accepted(sent.pk)
    office.actioned(sent.pk)
    with working(as_("AN-1")):
        last = Receipt.objects.filter(dissemination=sent).order_by("-seq")[0]
    said = json.loads(base64.b64decode(json.loads(last.envelope)["payload"]))
    assert said["action"] == "search"
    of_the_message = {"schema", "dissemination", "force", "seq", "state", "at", "prev", "action", "envelope_digest"}
    assert {name for name, value in said.items() if value is not None} <= of_the_message


def test_a_list_that_is_cut_says_of_how_many(operation: str) -> None:
    """An export is complete, or says that it is not."""
    for number in range(3):
        office.drafted(office.subject(number).pk)
    count, lines = reading.listed(by("AN-1"), limit=2)
    assert (count, len(lines)) == (3, 2)
    assert seen(Package, lines[0].id).state == "draft"
