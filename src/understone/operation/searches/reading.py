"""Searches as people see them: a list by due time, one opened, the eight lines of its gate, where answers lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.packages import with_force
from understone.operation.packages.with_force import Known, Place
from understone.operation.queries import fetched
from understone.operation.searches import facts, gate
from understone.operation.searches.gate import Line
from understone.operation.searches.models import Search
from understone.operation.service import Act, Call, looking

ENTITY = "search"


@dataclass(frozen=True, slots=True)
class Listed:
    """A search in a list; `address` and `subjects` are what its force knows by its packages."""

    id: UUID
    rev: int
    state: str
    day: date
    force: str
    address: str
    subjects: Sequence[str]
    power: str
    owner: str | None
    due: datetime | None
    executed_at: datetime | None
    result: str | None


def listed(
    call: Call, *, state: str | None = None, place: UUID | None = None, limit: int = 100
) -> tuple[int, list[Listed]]:
    """Return how many searches the reader may see, and the first of them: open ones by due time, then by day.

    `place`: only those of these premises. Raises `NotPermitted`.
    """
    with looking(call, ENTITY):
        found = Search.objects.all()
        found = found.filter(state=state) if state else found
        found = found.filter(premises=place) if place else found
        page = list(found.select_related("owner", "force").order_by("due", "-day", "pk")[:limit])
        told = _told(page)
        return found.count(), [_line(row, told) for row in page]


def opened(call: Call, key: UUID, purpose: str) -> dict[str, Any]:
    """Return a search with everything that is planned and recorded; that it was seen stands on the ledger first.

    Raises `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        row = _seen(key)
        act.record("view.record", row, {"entity": ENTITY, "id": str(key), "purpose": purpose})
        line = _line(row, _told([row]))
    return {
        "id": str(row.pk),
        "rev": row.rev,
        "state": row.state,
        "day": row.day.isoformat(),
        "force": line.force,
        "premises": str(row.premises_id),
        "address": line.address,
        "subjects": list(line.subjects),
        "power": row.power,
        "warrant": None if row.warrant is None else row.warrant.ref,
        "planner": row.planner.pseudonym,
        "owner": line.owner,
        "due": _text(row.due),
        "recheck": None
        if row.recheck_by is None
        else {
            "at": _text(row.recheck_at),
            "by": row.recheck_by.pseudonym,
            "address": row.recheck_address,
            "unit": row.recheck_unit,
        },
        "on_call": None if row.on_call is None else row.on_call.pseudonym,
        "services_told_at": _text(row.services_told_at),
        "waiver": row.waiver,
        "executed_at": _text(row.executed_at),
        "result": row.result,
    }


def gated(call: Call, key: UUID) -> list[Line]:
    """Return the eight lines of the gate of a search of the reader's force, as they stand now.

    Raises `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        return lines(act, key)


def lines(act: Act, key: UUID) -> list[Line]:
    """Return the eight lines in a call under way. Raises `NoSuchRecord`."""
    known = facts.read(key)
    if known is None:
        raise NoSuchRecord(ENTITY, str(key))
    return gate.lines(known, act.now)


def places(call: Call, codes: Sequence[str] = ()) -> list[Place]:
    """Return the premises to which answers about the force's subjects lead, or about those of these codes.

    Raises `NotPermitted`.
    """
    with looking(call, ENTITY):
        return with_force.places(list(codes) or None)


def subject_of(call: Call, code: str) -> Known:
    """Return the subject of a code, of whom the force has accepted a package. Raises `NoSuchRecord`, `NotPermitted`."""
    with looking(call, ENTITY):
        return with_force.subject(code)


def _seen(key: UUID) -> Search:
    found = Search.objects.select_related("owner", "force", "planner", "warrant", "recheck_by", "on_call")
    row = found.filter(pk=key).first()
    if row is None:
        raise NoSuchRecord(ENTITY, str(key))
    return row


def _told(rows: Sequence[Search]) -> dict[UUID, tuple[str, list[str]]]:
    query = "SELECT search, address, codes FROM us_told_of_searches(%s)"
    return {key: (address, codes) for key, address, codes in fetched(query, ([row.pk for row in rows],))}


def _line(row: Search, told: dict[UUID, tuple[str, list[str]]]) -> Listed:
    address, codes = told[row.pk]
    return Listed(
        row.pk,
        row.rev,
        row.state,
        row.day,
        row.force.code,
        address,
        codes,
        row.power,
        row.owner.pseudonym if row.owner else None,
        row.due,
        row.executed_at,
        row.result,
    )


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
