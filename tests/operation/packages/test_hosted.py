"""From a draft to a force's answers, all in one operation: each step once, by who may, with its tasks and entries.

PEERS.md, *Packages*: failed sends kept and retried, accepted never sent again: test_killed, test_deciding; settings
frozen at start: test_races, and here; receipt required, clocks by band: test_clocks; wrong force, return keeps the
clock: test_forces; size linear in items: here.
"""

import psycopg

from operation.looking_on import Onlooker
from operation.packages import office
from operation.packages.office import MET, by, ring, seen
from operation.referrals.test_intake import events, holds
from operation.world import as_
from understone.exchange import receipt
from understone.operation.access.context import working
from understone.operation.models import Dissemination, PackageFile, Receipt, SignedManifest, Subject, Task
from understone.operation.packages import answering, submitting


def named_once(owner: str) -> list[str]:
    onlooker = Onlooker()
    with psycopg.connect(owner) as onlooker.db:
        return onlooker.named_once()


def open_tasks(key: object, who: str = "AN-1") -> list[tuple[str, str]]:
    with working(as_(who, comp="common")):
        found = Task.objects.filter(object=key, state="open").order_by("pk")
        return [(task.kind, task.owner.pseudonym) for task in found]


def test_a_package_goes_from_a_draft_to_an_action(operation: str) -> None:
    subject = office.subject()
    (sending,) = office.sent(subject.pk)
    assert (sending.state, sending.force.code, sending.n) == ("sent", MET, 1)
    assert open_tasks(sending.pk) == [("receive", f"SP-{MET}")]
    assert seen(Subject, subject.pk).state == "with_force"
    first = office.received(sending.pk)
    assert first.new
    assert open_tasks(sending.pk) == [("accept or return", f"SP-{MET}")]
    office.accepted(sending.pk)
    assert open_tasks(sending.pk) == [("act on it", f"IN-{MET}")]
    assert seen(Dissemination, sending.pk).owner.pseudonym == f"IN-{MET}"
    office.actioned(sending.pk)
    assert open_tasks(sending.pk) == []
    assert seen(Dissemination, sending.pk).state == "actioned"
    assert seen(Subject, subject.pk).state == "actioned"
    with working(as_("AN-1")):
        chain = [each.envelope.encode() for each in Receipt.objects.order_by("seq")]
    told = receipt.verify_chain(
        chain,
        ring().directory,
        dissemination=str(sending.pk),
        force=MET,
        envelope_digest=sending.envelope_digest,
    )
    assert [each.state.value for each in told] == ["received", "accepted", "actioned"]
    assert named_once(operation) == []
    assert holds(operation) > 0
    counts = events(operation)
    for name in ("package.drafted", "package.submitted", "package.approved", "package.sent", "dissemination.sent"):
        assert counts[name] == 1, name
    assert counts["subject.disseminated"] == counts["subject.actioned"] == 1


def rows(owner: str) -> dict[str, int]:
    with psycopg.connect(owner) as db:
        tables = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            name: int(str(db.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()[0]))  # type: ignore[index]
            for (name,) in tables
        }


def test_one_more_force_costs_one_more_row_of_each_kind_and_no_copy_of_the_files(operation: str) -> None:
    """PEERS: size is linear in items; a package's files are kept once, its sealed file once for each force."""
    office.sent(office.subject(0).pk)
    one = rows(operation)
    office.sent(office.subject(1).pk, (office.WESTMINSTER, office.ASHFORD))
    both = rows(operation)
    more = {name: both[name] - one[name] for name in ("package_file", "signed_manifest", "dissemination", "sealed")}
    assert more == {"package_file": 3, "signed_manifest": 2, "dissemination": 2, "sealed": 2}


def test_who_receives_it_and_what_it_says_are_fixed_when_it_is_submitted(operation: str) -> None:
    """PEERS: settings frozen at start: what is renamed after that is not in it."""
    package = office.submitted(office.subject().pk)
    with working(as_("AN-1")):
        signed = SignedManifest.objects.get(package=package)
        files = {each.path: bytes(each.content) for each in PackageFile.objects.filter(package=package)}
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE organisation SET name = 'Another Example Force'")
    submitting.approve(by("AP-1", expected=package.rev), package.pk, ring().of("AP-1"))
    (sending,) = office.sending.send(by("AP-1"), package.pk, ring().directory)
    assert sending.pk == signed.dissemination
    office.received(sending.pk)
    opened = answering.read(office.force_by("IN"), sending.pk, ring().seal(MET), ring().of(MET), "a test")
    assert opened == files
