"""What the operation holds about a subject, row by row, as far as the session sees it: what may have to be disclosed.

A child stands there by its code, a welfare plan only as that there is one, findings as a count (specification §14).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps

from understone.operation.breaches.models import Breach
from understone.operation.checks.models import SubjectCheck
from understone.operation.children.models import ChildLink
from understone.operation.exhibits.models import Examination, Exhibit
from understone.operation.grading.models import Finding
from understone.operation.identity.models import IdentityResolution
from understone.operation.london import day_of
from understone.operation.organisations.models import Organisation
from understone.operation.outcomes.models import Arrest, Charge
from understone.operation.packages.models import Dissemination, Package, PackageFile, Receipt
from understone.operation.premises.models import Premises
from understone.operation.referrals.models import Referral, ReferralPart
from understone.operation.risk.models import RiskAssessment, RiskFact
from understone.operation.rows import Row
from understone.operation.searches.models import Search, Warrant
from understone.operation.trust.models import PositionOfTrust
from understone.operation.welfare.models import WelfarePlan

HERE = "the operation's database"
Family = Collection[UUID]
_AnyRow = TypeVar("_AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held. `date` is a Europe/London day; `digest` that of its bytes, where it has some."""

    entity: str
    object: UUID
    description: str
    date: date
    origin: str
    location: str
    holder: str
    digest: str | None = None


def all_of(family: Family) -> list[Held]:
    """Return what the session sees of a subject and its aliases, oldest first."""
    names = dict(Organisation.objects.values_list("pk", "code"))
    found = [held for source in _SOURCES for held in source(family, names)]
    return sorted(found, key=lambda each: (each.date, each.entity, each.object))


def _first(found: Iterable[_AnyRow]) -> Iterator[tuple[_AnyRow, datetime]]:
    """Yield each row with the time at which it was first recorded: later revisions date no item anew."""
    rows = list(found)
    if rows:
        history = apps.get_model("operation", f"{type(rows[0]).__name__}Event")
        first = history._default_manager.filter(pgh_obj_id__in=[row.pk for row in rows], rev=1)
        times = dict(first.values_list("pgh_obj_id", "recorded_at"))
        yield from ((row, times.get(row.pk, row.recorded_at)) for row in rows)


def _held(row: Row, names: dict[UUID, str], at: datetime, what: str, **more: Any) -> Held:
    said = {"origin": names[row.org_id], "location": HERE, "holder": names[row.org_id], **more}
    return Held(row._meta.db_table, row.pk, what, day_of(at), **said)


def _tips(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    for row in Referral.objects.select_related("source").filter(subject__in=family):
        what = f"tip {row.source_ref or 'without a number'} from {row.source.code}, as received"
        yield _held(row, names, row.received_at, what, origin=row.source.code, digest=row.original_digest)
    for part in ReferralPart.objects.select_related("referral__source").filter(referral__subject__in=family):
        source = part.referral.source.code
        what = f"supplement to tip {part.referral.source_ref or 'without a number'} from {source}, as received"
        yield _held(part, names, part.received_at, what, origin=source, digest=part.original_digest)


def _answers(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    rows = IdentityResolution.objects.select_related("capture").filter(capture__referral__subject__in=family)
    for row in rows:
        answered = "request and answer" if row.reply_digest else "request without an answer"
        what = f"{answered} about one {row.capture.kind}, authority {row.authority_ref}"
        at = row.replied_at or row.sent_at
        yield _held(row, names, at, what, origin=row.provider, digest=row.reply_digest)


def _checks(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    for row in SubjectCheck.objects.filter(subject__in=family):
        yield _held(row, names, row.asked_at, f"check {row.kind}: {row.result}", origin=row.kind)


def _places(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    """Yield the premises to which an answer leads, sound or not: that it did is what may be relevant."""
    led = Premises.objects.filter(resolutions__capture__referral__subject__in=family).distinct()
    for row, at in _first(led.order_by("pk")):
        yield _held(row, names, at, f"record of premises, children there: {row.children}")


def _trust(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    for row, at in _first(PositionOfTrust.objects.filter(subject__in=family)):
        checked = "verified" if row.verified_at else "not verified"
        yield _held(
            row, names, at, f"position of trust: {row.kind} at {row.employer}, current {row.current}, {checked}"
        )


def _risk(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    """Yield what people stated, and the bands that people confirmed: of what was only computed nobody decided."""
    for fact in RiskFact.objects.filter(subject__in=family):
        yield _held(fact, names, fact.stated_at, f"statement on risk factor {fact.factor}: {fact.value}")
    for row in RiskAssessment.objects.filter(subject__in=family, confirmed_at__isnull=False):
        seconded = ", by two persons" if row.second_by_id else ""
        what = f"risk assessment {row.n}: {row.confirmed} confirmed{seconded}"
        yield _held(row, names, row.confirmed_at or row.computed_at, what)


def _packages(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    bodies = PackageFile.objects.filter(package__subject__in=family, path="package.json").order_by("created")
    digests = dict(bodies.values_list("package", "digest"))
    for row, at in _first(Package.objects.filter(subject__in=family)):
        what = f"{row.kind} package, version {row.version}"
        yield _held(row, names, at, what, digest=digests.get(row.pk))
    # By its walls, since a force sees what was sent to it and not the package inside.
    for sent in Dissemination.objects.filter(roots__overlap=list(family)):
        what = f"sealed package to {names[sent.force_id]}, sending {sent.n}"
        yield _held(sent, names, sent.sent_at, what, digest=sent.sealed_digest)
    for receipt in Receipt.objects.filter(roots__overlap=list(family)):
        what = f"signed receipt {receipt.seq}: {receipt.state}"
        yield _held(receipt, names, receipt.at, what, digest=receipt.digest)


def _searches(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    rows = list(Search.objects.filter(subjects__overlap=list(family)))
    for row, at in _first(rows):
        what = f"search planned for {row.day:%Y-%m-%d} by {row.power}: {row.state}"
        yield _held(row, names, row.executed_at or at, what, origin=names[row.force_id])
    for warrant, at in _first(Warrant.objects.filter(pk__in={row.warrant_id for row in rows if row.warrant_id})):
        what = f"warrant {warrant.ref} under {warrant.power}"
        yield _held(warrant, names, at, what, origin=names[warrant.force_id])


def _arrests(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    for row in Arrest.objects.filter(subject__in=family):
        yield _held(row, names, row.at, f"arrest under {row.power}", origin=names[row.force_id])
    for charge in Charge.objects.filter(subject__in=family):
        result = f": {charge.outcome}" if charge.outcome else ""
        what = f"charge {charge.n} with {charge.offence}, of {charge.offence_date:%Y-%m-%d}{result}"
        yield _held(charge, names, charge.charged_at, what)


def _breaches(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    searches = Search.objects.filter(subjects__overlap=list(family)).values_list("pk", flat=True)
    arrests = Arrest.objects.filter(subject__in=family).values_list("pk", flat=True)
    for row in Breach.objects.filter(object__in=[*searches, *arrests]):
        yield _held(row, names, row.at, f"breach of guard {row.guard}: {row.state}")


def _exhibits(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    searches = list(Search.objects.filter(subjects__overlap=list(family)).values_list("pk", flat=True))
    of = Exhibit.objects.filter(arrest__subject__in=family) | Exhibit.objects.filter(search__in=searches)
    exhibits = {row.pk: row for row in of.distinct()}
    for row, at in _first(exhibits.values()):
        taken = [each for each in row.continuity if each["to_confirmed_at"]]
        last = taken[-1] if taken else {}
        where = {"location": last.get("place") or "not recorded", "holder": last.get("to") or names[row.force_id]}
        what = f"exhibit {row.ref}: {row.subtype}, seal {row.seal}"
        yield _held(row, names, at, what, origin=names[row.force_id], **where)
    for made, at in _first(Examination.objects.filter(exhibit__in=list(exhibits))):
        ref = exhibits[made.exhibit_id].ref
        what = f"case file of exhibit {ref}, {made.status}, by {made.tool}"
        yield _held(made, names, at, what, digest=made.case_file_digest)
        counted = Counter(Finding.objects.filter(examination=made).values_list("category", flat=True))
        if counted:
            parts = ", ".join(
                f"{counted[name]} {f'of category {name}' if name else 'not settled'}"
                for name in sorted(counted, key=str)
            )
            yield Held(
                "finding",
                made.pk,
                f"findings in exhibit {ref}: {parts}",
                day_of(at),
                names[made.org_id],
                HERE,
                names[made.org_id],
                made.case_file_digest,
            )


def _welfare(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    for row, at in _first(WelfarePlan.objects.filter(roots__overlap=list(family))):
        yield _held(row, names, at, "a welfare plan")


def _children(family: Family, names: dict[UUID, str]) -> Iterator[Held]:
    links = ChildLink.objects.select_related("child").filter(subject__in=family).order_by("pk")
    first = {link.child: at for link, at in reversed(list(_first(links)))}
    for child, at in first.items():
        yield _held(child, names, at, f"record of child {child.code}")


_SOURCES: tuple[Callable[[Family, dict[UUID, str]], Iterator[Held]], ...] = (
    _tips, _answers, _places, _checks, _trust, _risk, _packages, _searches, _arrests, _breaches, _exhibits, _welfare,
    _children,
)  # fmt: skip
