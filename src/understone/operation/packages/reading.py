"""Packages and sendings as people see them: lists by due time, and a package as it would be sent, to be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from understone.exchange import manifest, redacting, rendering
from understone.exchange import package as bodies
from understone.operation.errors import NoSuchRecord
from understone.operation.packages import drafting
from understone.operation.packages.models import Dissemination, Package
from understone.operation.service import Call, looking


@dataclass(frozen=True, slots=True)
class Line:
    """A package in a list. `rev` is what a second person states to have been shown."""

    id: UUID
    rev: int
    subject: str
    version: int
    kind: str
    state: str
    author: str
    approver: str | None
    owner: str | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A sending to one force in a list."""

    id: UUID
    package: UUID
    force: str
    n: int
    state: str
    sent_at: datetime
    act_by: datetime
    return_reason: str | None
    suggested_force: str | None
    superseded_by: int | None
    owner: str | None
    due: datetime | None


def listed(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Line]]:
    """Return how many packages the reader may see, and the first of them by due time. Raises `NotPermitted`."""
    with looking(call, "package"):
        found = Package.objects.filter(state=state) if state else Package.objects.all()
        rows = found.select_related("subject", "author", "approver", "owner").order_by("due", "pk")[:limit]
        return found.count(), [_line(row) for row in rows]


def _line(row: Package) -> Line:
    return Line(
        row.pk,
        row.rev,
        row.subject.code,
        row.version,
        row.kind,
        row.state,
        row.author.pseudonym,
        row.approver.pseudonym if row.approver else None,
        row.owner.pseudonym if row.owner else None,
        row.due,
    )


def inbox(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Sending]]:
    """Return how many sendings the reader may see (a force: those to it), and the first of them by due time."""
    with looking(call, "dissemination"):
        found = Dissemination.objects.filter(state=state) if state else Dissemination.objects.all()
        rows = found.select_related("force", "owner").order_by("due", "pk")[:limit]
        return found.count(), [_sending(row) for row in rows]


def _sending(row: Dissemination) -> Sending:
    return Sending(
        row.pk,
        row.package_id,
        row.force.code,
        row.n,
        row.state,
        row.sent_at,
        row.act_by,
        row.return_reason,
        row.suggested_force,
        row.superseded_by,
        row.owner.pseudonym if row.owner else None,
        row.due,
    )


def previewed(call: Call, key: UUID, purpose: str, *, redacted: bool = False) -> Mapping[str, bytes]:
    """Return package.json and both views of a package; that it was seen stands on the ledger first.

    `redacted`: a copy for disclosure, in which what identifies others than the subject is masked. Raises
    `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, "package") as act:
        package = Package.objects.filter(pk=key).first()
        if package is None:
            raise NoSuchRecord("package", str(key))
        body = drafting.body_of(package)
        what = f"{purpose} (redacted)" if redacted else purpose
        act.record("view.record", package, {"entity": "package", "id": str(key), "purpose": what})
    shown = redacting.redacted(body) if redacted else body
    return {
        manifest.BODY: bodies.to_bytes(shown),
        "view.html": rendering.html(shown),
        "view.pdf": rendering.pdf(shown),
    }
