"""An operation played from tips to packages in forces' hands, in random order, the clock turning over a weekend.

After each day's work everything is counted: each tip is in one place, each subject, package and sending in one state,
and what is open is an active person's, with a due time and a task in their organisation.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from operation.identity.test_services import reply_to
from operation.packages import office
from operation.packages.office import KENT, MET, by, force_by, ring
from operation.referrals.test_intake import source
from operation.tasks.desk import turn
from operation.test_replay import assert_in_one_place_each
from operation.world import as_
from understone.errors import UnderstoneError
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, PackageKind
from understone.exchange.receipt import Action, ReturnReason
from understone.operation.access.context import system, us_now, working
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.deconfliction import offering
from understone.operation.identity import services as identity
from understone.operation.identity.models import Corroboration
from understone.operation.models import Capture, Dissemination, IdentityResolution, Organisation, Package, Subject
from understone.operation.packages import answering, destroying, drafting, rerouting, sending, submitting, withdrawing
from understone.operation.referrals import services as referrals
from understone.operation.referrals.intake import take_in
from understone.operation.referrals.parsed import Tip
from understone.operation.risk import services as risk
from understone.operation.service import Call
from understone.operation.subjects import assessing, eliminating, flags
from understone.operation.subjects import services as subjects
from understone.operation.tasks import ladder

FRIDAY = datetime(2027, 3, 26, 16, 0, tzinfo=UTC)  # in the night to Sunday the clocks of London go forward
PLACES = ("E09000033", "E07000105")  # districts of the two forces

# Open things that nobody active owns until a due time, or of which no open task stands in their owner's organisation.
UNOWNED = """
WITH thing AS (
    SELECT 'subject' AS kind, id, state, owner_id, due FROM subject
    WHERE alias_of_id IS NULL AND state NOT IN ('closed', 'eliminated')
    UNION ALL SELECT 'package', id, state, owner_id, due FROM package WHERE state NOT IN ('superseded', 'withdrawn')
    UNION ALL SELECT 'dissemination', id, state, owner_id, due FROM dissemination
    WHERE state NOT IN ('closed', 'actioned'))
SELECT kind, id::text, state FROM thing WHERE due IS NULL
    OR NOT EXISTS (SELECT 1 FROM person AS o WHERE o.id = thing.owner_id AND o.active)
    OR NOT EXISTS (SELECT 1 FROM task AS t JOIN person AS w ON w.id = t.owner_id
                   JOIN person AS o ON o.id = thing.owner_id WHERE t.object = thing.id AND t.state = 'open'
                     AND w.active AND w.org_id = o.org_id)
"""
# Receipts whose task is not due in four hours of elapsed time, or at the act-by time if that is sooner.
LATE = """
SELECT d.id::text, d.sent_at, t.due FROM dissemination AS d JOIN task AS t ON t.object = d.id AND t.kind = 'receive'
WHERE t.due <> d.sent_at + interval '4 hours' AND t.due <> d.act_by
"""
# Subjects of whom a provider can be asked: a source saw an address of theirs at a time that is certain.
ASKABLE = """state = 'open' AND EXISTS (SELECT 1 FROM referral AS r JOIN capture AS c ON c.referral_id = r.id
    WHERE r.subject_id = subject.id AND c.kind = 'ip' AND c.occurred_at IS NOT NULL)"""
# What no step may leave behind, by the number of the invariant.
BROKEN = {
    8: "SELECT id::text FROM package WHERE approver_id = author_id",
    21: """SELECT d.id::text FROM dissemination AS d JOIN package AS p ON p.id = d.package_id
        WHERE p.kind = 'enforcement' AND d.n = 1 AND NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(p.body -> 'identity') AS i
            WHERE i ->> 'confidence' IN ('A', 'B')
               OR (i ->> 'confidence' = 'C' AND (i -> 'override' ->> 'until')::timestamptz > d.sent_at))""",
    31: """SELECT id::text FROM dissemination AS d WHERE state = 'returned' AND NOT EXISTS (
        SELECT 1 FROM task AS t WHERE t.object = d.id AND t.state = 'open' AND t.kind = 'redraft or re-route')""",
    32: """SELECT s.id::text FROM subject AS s WHERE s.lead_rule <> 'ruled' AND s.alias_of_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM package AS p JOIN dissemination AS d ON d.package_id = p.id
        WHERE p.subject_id = s.id AND d.force_id = s.lead_force_id AND d.state IN ('accepted', 'actioned'))""",
    35: """SELECT r.id::text FROM receipt AS r LEFT JOIN receipt AS b
        ON b.dissemination_id = r.dissemination_id AND b.seq = r.seq - 1
        WHERE r.prev IS DISTINCT FROM b.digest OR (r.seq > 1 AND b.id IS NULL)""",
}
STATES = "SELECT '{0}', state, count(*) FROM {0} {1} GROUP BY state"


@dataclass
class Operation:
    """An operation under way: what came in, and what people were refused."""

    owner: str
    draw: random.Random
    came: list[Tip] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    levels: dict[str, int] = field(default_factory=dict)

    def take_in_all(self, tips: Sequence[Tip], *, graded: int) -> None:
        """Take in tips, grade so many of them, and open subjects for those that a person decides on."""
        for first in range(0, len(tips), 500):
            batch = tips[first : first + 500]
            take_in(Call(as_("IO-1")), source(), batch)
            self.came += batch
            self.counted()
        for number, key in enumerate(self.keys("referral", "state = 'received'")[:graded]):
            referrals.triage(Call(as_(f"IO-{1 + number % 2}")), key, 2, "B", "P")
        for key in self.keys("referral", "state = 'triaged'")[: graded // 8]:
            self.attempt(lambda key=key: subjects.open_from(Call(as_("AN-1")), key))
        self.counted()

    def keys(self, table: str, which: str) -> list[UUID]:
        with psycopg.connect(self.owner) as db:
            rows = db.execute(f"SELECT id FROM {table} WHERE {which} ORDER BY id".encode()).fetchall()
        return [key for (key,) in rows]

    def attempt(self, step: Callable[[], object]) -> None:
        """Let somebody try; that a guard refuses is part of the work."""
        try:
            step()
        except UnderstoneError as error:
            self.refused[f"{type(error).__name__} {error}"[:200]] += 1

    def day(self, steps: int, hours: int) -> Counter[tuple[str, str]]:
        """Let people do so many things, then let time pass; return what is where."""
        for _ in range(steps):
            self.attempt(self._something)
        turn(self.owner, timedelta(hours=self.draw.randrange(hours)))
        for code in ("AGENCY", MET, KENT):
            ladder.climb(system(Organisation.objects.get(code=code)))
        return self.counted()

    def counted(self) -> Counter[tuple[str, str]]:
        """Return how many subjects, packages and sendings are in which state; all that came in is there."""
        with psycopg.connect(self.owner, autocommit=True) as db:
            assert assert_in_one_place_each(db, self.came).total() == len(self.came)
            assert db.execute(UNOWNED.encode()).fetchall() == []
            assert db.execute(LATE.encode()).fetchall() == []
            for number, query in BROKEN.items():
                assert db.execute(query.encode()).fetchall() == [], f"invariant {number}"
            rows = db.execute("SELECT id::text, level, state FROM task").fetchall()
            for key, level, state in rows:
                assert state != "open" or level >= self.levels.get(key, 0), key
                self.levels[key] = level
            several = "SELECT subject_id FROM package WHERE state IN ('draft', 'submitted', 'approved') GROUP BY 1"
            assert not db.execute(f"{several} HAVING count(*) > 1".encode()).fetchall()
            found: Counter[tuple[str, str]] = Counter()
            for table, which in (("subject", "WHERE alias_of_id IS NULL"), ("package", ""), ("dissemination", "")):
                for name, state, count in db.execute(STATES.format(table, which).encode()).fetchall():
                    found[name, state] = count
                (total,) = db.execute(f"SELECT count(*) FROM {table} {which}".encode()).fetchone() or (0,)
                assert sum(count for (name, _), count in found.items() if name == table) == total
        return found

    def _something(self) -> None:
        """Do the next thing with a subject, a package or a sending, now and then another than the usual one."""
        kind = self.draw.choice(("subject", "subject", "package", "package", "sending", "sending", "late fact"))
        if kind == "subject":
            self._subject()
        elif kind == "package":
            self._package()
        elif kind == "sending":
            self._sending()
        else:
            self._late_fact()

    def _one(self, table: str, which: str) -> UUID | None:
        keys = self.keys(table, which)
        return self.draw.choice(keys) if keys else None

    def _subject(self) -> None:
        which = "state IN ('identified', 'assessed')" if self.draw.random() < 0.5 else ASKABLE
        key = self._one("subject", f"alias_of_id IS NULL AND {which}")
        if key is None:
            return
        with working(as_("AN-1")):
            row = Subject.objects.get(pk=key)
        if row.basis_changed:
            flags.review_basis(by("AN-1"), key)
        elif self.draw.random() < 0.02:
            proposal = eliminating.propose(by("AN-1"), key)
            eliminating.complete(by("AP-1", expected=proposal.rev), proposal.pk)
        elif row.state == "open":
            self._identify(row)
        elif row.state == "identified":
            self._assess(row)
        else:
            self._override(row)
            drafting.draft(by("AN-1"), key, PackageKind.ENFORCEMENT, office.COVER)

    def _identify(self, row: Subject) -> None:
        with working(as_("AN-1")):
            captures = Capture.objects.filter(referral__subject=row, kind="ip", occurred_at__isnull=False)
            asked = list(IdentityResolution.objects.filter(capture__in=captures).order_by("pk"))
            free = list(captures.exclude(pk__in=[each.capture_id for each in asked]).order_by("pk"))
        answered = [each for each in asked if each.confidence in ("A", "B", "C")]
        if answered and self.draw.random() < 0.7:
            if self.draw.random() < 0.7:
                with working(as_("AN-1")):
                    now = us_now()
                identity.corroborate(
                    by("AN-1"), answered[0].pk, Corroboration.Kind.OCCUPANCY, "the register", now, "lives there alone"
                )
            identity.name(by("AN-1"), row.pk, answered[0].pk, "Invented Person")
        elif free:
            self._ask(self.draw.choice(free), row)
        elif any(each.confidence not in (None, "E") for each in asked):
            risk.confirm(by("AN-1"), row.pk, Band.HIGH)
            drafting.draft(by("AN-1"), row.pk, PackageKind.DEVELOPMENT, office.COVER)

    def _ask(self, capture: Capture, row: Subject) -> None:
        """Ask a provider, whose answer is good, about a shared address, or about an hour that it did not allot."""
        asked = identity.ask(by("AN-1"), capture.pk, "Example Telecom", f"RIPA-{self.draw.randrange(10**6)}")
        assert capture.occurred_at is not None
        start = capture.occurred_at - timedelta(hours=self.draw.choice((9, 9, 9, 90)))
        said = reply_to(
            asked,
            subscriber=f"Subscriber of {row.code}",
            service_type=self.draw.choice(("fixed", "fixed", "mobile")),
            occupants=self.draw.choice((1, 1, 3)),
            alloc_start=f"{start:%Y-%m-%dT%H:%M:%SZ}",
            alloc_end=f"{start + timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}",
        )
        identity.answer(by("AN-1"), asked.pk, said)

    def _assess(self, row: Subject) -> None:
        for kind in CheckKind:
            said: dict[str, Any] = {"registered": Bool3.NO} if kind is CheckKind.REGISTER else {}
            said |= {"second_by": "AN-2", "evidence": "asked"} if kind is CheckKind.PUBLIC_OFFICE else {}
            checks.record(by("AN-1"), row.pk, Asked(kind, CheckResult.NONE, **said))
        risk.confirm(by("AN-1"), row.pk, self.draw.choice((Band.HIGH, Band.VERY_HIGH)))
        assessing.assess(by("AN-1"), row.pk)

    def _override(self, row: Subject) -> None:
        """Let two persons open the gate for a name that one event alone supports."""
        with working(as_("AN-1")):
            found, until = IdentityResolution.objects.get(pk=row.identified_by_id), us_now() + timedelta(days=10)
        if found.confidence == "C" and found.override_until is None:
            proposal = identity.propose_override(by("AN-1"), found.pk, until)
            identity.override(by("AP-1", expected=proposal.rev), proposal.pk)

    def _package(self) -> None:
        key = self._one("package", "state IN ('draft', 'submitted', 'approved', 'sent')")
        if key is None:
            return
        package = office.seen(Package, key)
        if self.draw.random() < 0.03:
            withdrawing.withdraw(by("AP-1"), key)
        elif package.state == "draft":
            urgent = package.body["risk"]["band"] == Band.VERY_HIGH
            risk.confirm(by("AN-1"), package.subject_id, Band.VERY_HIGH if urgent else Band.HIGH)
            drafting.draft(by("AN-1"), package.subject_id, PackageKind(package.kind), office.COVER)
            offering.ask(by("AN-1"), package.subject_id, "a package")
            places = self.draw.sample(PLACES, self.draw.choice((1, 1, 2)))
            submitting.submit(by("AN-1"), key, ring().of("AN-1"), places=places)
        elif package.state == "submitted" and (
            self.draw.random() < 0.1 or office.seen(Subject, package.subject_id).basis_changed
        ):
            submitting.reject(by("AP-1"), key)
        elif package.state == "submitted":
            offering.ask(by("AN-1"), package.subject_id, "a package")
            submitting.approve(by("AP-1", expected=package.rev), key, ring().of("AP-1"))
        elif package.state == "sent":
            if self.draw.random() < 0.4:
                drafting.draft(by("AN-1"), package.subject_id, PackageKind(package.kind), office.COVER)
        else:
            sending.send(Call(as_("AP-1"), "agreed", once=uuid4(), signed_in_at=us_now()), key, ring().directory)

    def _sending(self) -> None:
        key = self._one("dissemination", "state NOT IN ('closed', 'actioned')")
        if key is None:
            return
        row: Dissemination = office.seen(Dissemination, key)
        force = row.force.code
        other = KENT if force == MET else MET
        if row.state == "sent":
            office.received(key, force)
        elif row.state == "received" and self.draw.random() < 0.3:
            answering.return_(force_by("SP", force), key, ReturnReason.AREA, other, ring().of(force))
        elif row.state == "received":
            office.accepted(key, force)
        elif row.state == "accepted":
            answering.action(force_by("IN", force), key, self.draw.choice(list(Action)), ring().of(force))
        else:
            proposal = rerouting.propose(by("AN-1"), key, other, ring().of("AN-1"))
            rerouting.complete(by("AP-1", expected=proposal.rev), proposal.pk, ring().of("AP-1"))
            destroying.destroyed(force_by("SP", force), key, ring().of(force))

    def _late_fact(self) -> None:
        """Somebody states something new about a subject of which a package waits or was sent."""
        key = self._one("package", "state IN ('submitted', 'approved', 'sent')")
        if key is None or self.draw.random() < 0.5:
            return
        subject = office.seen(Package, key).subject_id
        risk.state(by("AN-1"), subject, "R12", self.draw.choice(("yes", "no")), "a ticket")
