"""The schedule of what is held about a subject (CPIA; specification §14): made, refreshed, and judged item by item.

Each organisation keeps its own, of what it sees. An item keeps its number for good. *Check with a lawyer.*
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from understone import canonical_json
from understone.operation.access.permissions import Level
from understone.operation.disclosure import sources
from understone.operation.disclosure.models import DisclosureItem
from understone.operation.disclosure.sources import Held
from understone.operation.errors import InputRefused
from understone.operation.service import Act, Call, acting, looking
from understone.operation.subjects import cases
from understone.operation.subjects.cases import Case

ACTION, ENTITY = "disclosure.make", "disclosure"
COLUMNS = (
    "number",
    "description",
    "date",
    "origin",
    "location",
    "holder",
    "sensitive",
    "sensitive_reason",
    "relevant",
    "relevant_reason",
    "digest",
)
_JUDGED = ("sensitive", "sensitive_reason", "relevant", "relevant_reason")
_UNJUDGED = dict.fromkeys(_JUDGED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of an item: yes or no, each with its reason."""

    sensitive: bool
    sensitive_reason: str
    relevant: bool
    relevant_reason: str


def make(call: Call, key: UUID) -> list[DisclosureItem]:
    """List what is held about a subject, or bring the list up to date: new items are added, and none is renumbered.

    What reads otherwise than when it was judged is to be judged anew. The same again writes nothing. Ledger:
    disclosure.scheduled. Raises `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        case = cases.held(act, key)
        there = items(act, case)
        new, changed = _compared(there, sources.all_of(case.family))
        added = _added(act, case, there, new)
        act.change_all([row for row, _ in changed], [_brought_up(row, held) for row, held in changed])
        whole = [*there, *added]
        if added or changed:
            _tell(act, case, whole, [*added, *(row for row, _ in changed)])
        return whole


def judge(call: Call, key: UUID, said: Judgement) -> DisclosureItem:
    """Say of an item whether it is sensitive and whether it is relevant, each with a reason.

    Ledger: disclosure.scheduled. Raises `InputRefused`, `NoSuchRecord`, `Conflict`, `NotPermitted`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = act.get(DisclosureItem, key, expected=call.expected)
        if not said.sensitive_reason.strip() or not said.relevant_reason.strip():
            raise InputRefused(f"item {row.number}", "a judgement has its reason", "give one for each of the two")
        fields = asdict(said)
        if all(getattr(row, name) == value for name, value in fields.items()):
            return row
        case = cases.seen(act, row.subject_id)
        act.change(row, **fields)
        _tell(act, case, items(act, case), [row])
        return row


def listed(call: Call, code: str, purpose: str) -> dict[str, Any]:
    """Return the schedule of a subject; that it was seen stands on the ledger first. Raises as `make`."""
    with looking(call, ENTITY) as act:
        case = cases.seen(act, cases.key_in(code))
        told = {"entity": ENTITY, "id": str(case.subject.pk), "purpose": purpose}
        act.record("view.record", f"subject/{case.subject.pk}", told, naming=[])
        rows = items(act, case)
        plain = [{"id": str(row.pk), "rev": row.rev, **line(row)} for row in rows]
        return {"code": case.subject.code, "subject": str(case.subject.pk), "items": plain}


def items(act: Act, case: Case) -> list[DisclosureItem]:
    """Return the items of the actor's own schedule in the order of their numbers."""
    found = DisclosureItem.objects.filter(subject__in=case.family, org=act.actor.org)
    return list(found.order_by("number", "pk"))


def line(row: DisclosureItem) -> dict[str, Any]:
    """Return an item as it is written, shown and digested."""
    return {**{name: getattr(row, name) for name in COLUMNS}, "date": row.date.isoformat()}


def new_since(rows: Sequence[DisclosureItem], case: Case) -> int:
    """Return how many items are missing in the list or read otherwise by now."""
    new, changed = _compared(rows, sources.all_of(case.family))
    return len(new) + len(changed)


def _compared(
    there: Sequence[DisclosureItem], found: Sequence[Held]
) -> tuple[list[Held], list[tuple[DisclosureItem, Held]]]:
    known = {(row.entity, row.object): row for row in there}
    new = [held for held in found if (held.entity, held.object) not in known]
    both = [(known[held.entity, held.object], held) for held in found if (held.entity, held.object) in known]
    return new, [
        (row, held) for row, held in both if _as_fields(held) != {n: getattr(row, n) for n in _as_fields(held)}
    ]


def _brought_up(row: DisclosureItem, held: Held) -> dict[str, Any]:
    """Return an item's fields as they are now: where it lies and with whom changes nothing of what was judged."""
    same = (row.description, row.digest) == (held.description, held.digest)
    return {**_as_fields(held), **({name: getattr(row, name) for name in _JUDGED} if same else _UNJUDGED)}


def _as_fields(held: Held) -> dict[str, Any]:
    return asdict(held)


def _added(act: Act, case: Case, there: Sequence[DisclosureItem], new: Sequence[Held]) -> list[DisclosureItem]:
    place = case.place()
    place["shared_to"] = [each for each in place["shared_to"] if each != act.actor.org]
    last = max((row.number for row in there), default=0)
    rows = [
        DisclosureItem(**act.made(**place, number=number, **_as_fields(held)))
        for number, held in enumerate(new, start=last + 1)
    ]
    act.insert(rows)
    return rows


def _tell(act: Act, case: Case, rows: Sequence[DisclosureItem], naming: Sequence[DisclosureItem]) -> None:
    lines = [line(row) for row in sorted(rows, key=lambda each: (each.number, each.pk))]
    digest = hashlib.sha256(canonical_json.dumps(lines)).hexdigest()
    told: dict[str, Any] = {"list_digest": digest, "rows": len(lines)}
    act.record("disclosure.scheduled", f"subject/{case.subject.pk}", told, naming=naming)
