"""Recording what was seized at a search or with an arrest, many at a time, each under its seal (specification §4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.bare_text import bare
from understone.operation.errors import InputRefused
from understone.operation.exhibits import continuity, devices, duties
from understone.operation.exhibits.models import Exhibit
from understone.operation.outcomes.models import Arrest
from understone.operation.queries import fetched
from understone.operation.searches.models import Search
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import setting
from understone.operation.tasks.rota import Rota

ACTION = "exhibit.record"
_LOCK = 0x45584849  # "EXHI"


@dataclass(frozen=True, slots=True)
class Seized:
    """One thing seized: the force's own reference, what it is (a code of the device table), its seal, where it is.

    It comes from exactly one search or arrest. `parent`: the reference of the exhibit that it was found in, as a card
    in a phone. `at`: when it was seized; now, if not given.
    """

    ref: str
    device: str
    seal: str
    place: str
    search: UUID | None = None
    arrest: UUID | None = None
    description: str | None = None
    parent: str | None = None
    at: datetime | None = None


def seize(call: Call, what: Seized) -> Exhibit:
    """Record one thing that was seized. Ledger: exhibit.seized, task.set. Raises as `seize_all`."""
    return seize_all(call, [what])[0]


def seize_all(call: Call, what: Sequence[Seized]) -> list[Exhibit]:
    """Record what was seized at one search, or with one arrest: all of it or nothing, in the order given.

    Whoever records it is its first holder; a supervisor has the task to queue it. What is recorded already under its
    reference is given back as it stands, and nothing is written of it. Ledger: exhibit.seized and task.set, one each.
    Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`, `NobodyOnDuty`.
    """
    with acting(call, ACTION) as act:
        source = _source(act, what)
        # Whoever seizes for a force comes one after the other: two searches must not both take a reference.
        fetched("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK, act.actor.org.int & 0x7FFFFFFF))
        there = _there(act, source, what)
        known = devices.known()
        fresh = [_checked(act, each, known) for each in what if each.ref.strip() not in there]
        step = machines.transition(duties.MACHINE, machines.START, "seized", act.actor.role)
        rows = _rows(act, source, fresh, known, step.next_state, there)
        if rows:
            act.insert(rows)
            for row in rows:
                told = {"kind": f"{row.kind}: {row.subtype}", "seal": row.seal, "search_or_arrest": _named(source)}
                act.record("exhibit.seized", row, told, naming=[row])
            setting.set_for(act, rows, duties.QUEUE)
        made = there | {row.ref: row for row in rows}
        return [made[each.ref.strip()] for each in what]


def _source(act: Act, what: Sequence[Seized]) -> Search | Arrest:
    """Return, locked, the one search or arrest that everything comes from."""
    if not what:
        raise InputRefused("seized", "nothing is named", "name what was seized")
    for each in what:
        if (each.search is None) == (each.arrest is None):
            why = "it comes from neither a search nor an arrest" if each.search is None else "it comes from both"
            raise InputRefused(f"exhibit {each.ref}", why, "name the one search, or the one arrest, that it comes from")
    if len({(each.search, each.arrest) for each in what}) > 1:
        raise InputRefused("seized", "it comes from several places", "record each search by itself")
    if what[0].arrest is not None:
        return act.get(Arrest, what[0].arrest)
    assert what[0].search is not None
    search = act.get(Search, what[0].search)
    if search.state != "executed":
        raise InputRefused(f"search {search.pk}", f"it is {search.state}", "record first that it was executed")
    return search


def _named(source: Search | Arrest) -> str:
    return f"{source._meta.db_table}/{source.pk}"


def _of(source: Search | Arrest) -> dict[str, Any]:
    return {
        "search_id": source.pk if isinstance(source, Search) else None,
        "arrest_id": source.pk if isinstance(source, Arrest) else None,
    }


def _there(act: Act, source: Search | Arrest, what: Sequence[Seized]) -> dict[str, Exhibit]:
    """Return what is recorded under these references already. Raises `InputRefused` where that is something else."""
    said = {each.ref.strip(): each for each in what}
    if len(said) < len(what):
        raise InputRefused("seized", "a reference is given to two things", "give each its own")
    own = {"force_id": act.actor.org, "comp_id": source.comp_id, "wall": source.wall}
    found = {row.ref: row for row in Exhibit.objects.filter(ref__among=list(said), **own)}
    for ref, row in found.items():
        first = row.continuity[0]["seal"] if row.continuity else row.seal
        asked = (*_of(source).values(), said[ref].device, said[ref].seal.strip())
        if (row.search_id, row.arrest_id, row.subtype, first) != asked:
            why = f"{ref} is recorded already as another thing: {row.subtype} under seal {first}"
            raise InputRefused(f"exhibit {ref}", why, "give it a reference of its own")
    return found


def _checked(act: Act, what: Seized, known: dict[str, devices.Device]) -> Seized:
    where = f"exhibit {what.ref.strip() or 'without a reference'}"
    for name in ("ref", "seal", "place"):
        if not getattr(what, name).strip():
            raise InputRefused(where, f"its {name} is not said", f"give its {name}")
    devices.named(where, what.device, known)
    if what.at is not None and (what.at.tzinfo is None or what.at > act.now):
        raise InputRefused(where, "it was seized at no time past", "give the time with its offset from UTC")
    return what


def _rows(
    act: Act,
    source: Search | Arrest,
    fresh: Sequence[Seized],
    known: dict[str, devices.Device],
    state: str,
    there: Mapping[str, Exhibit],
) -> list[Exhibit]:
    if not fresh:
        return []
    supervisors = Rota(act, "SV")
    due = duties.by_then(act)
    rows = act.many(
        Exhibit,
        [
            {
                "comp_id": source.comp_id,
                "shared_to": source.shared_to,
                **setting.walls(source),
                **_of(source),
                "force_id": act.actor.org,
                "parent_id": None,
                "ref": each.ref.strip(),
                "kind": known[each.device].kind,
                "subtype": each.device,
                "description": bare(each.description),
                "seal": each.seal.strip(),
                "continuity": [
                    continuity.seized(act.actor.pseudonym, each.at or act.now, each.place.strip(), each.seal.strip())
                ],
                "state": state,
                "owner_id": supervisors.next(),
                "due": due,
            }
            for each in fresh
        ],
    )
    _put_in_parents(act, source, fresh, rows, there)
    return _parents_first(rows)


def _put_in_parents(
    act: Act,
    source: Search | Arrest,
    fresh: Sequence[Seized],
    rows: Sequence[Exhibit],
    there: Mapping[str, Exhibit],
) -> None:
    wanted = {each.parent for each in fresh if each.parent is not None}
    own = {"force_id": act.actor.org, "comp_id": source.comp_id, "wall": source.wall}
    found = {row.ref: row for row in Exhibit.objects.filter(ref__in=wanted, **own)} if wanted else {}
    found |= {**there, **{row.ref: row for row in rows}}
    for each, row in zip(fresh, rows, strict=True):
        if each.parent is None:
            continue
        parent = found.get(each.parent)
        if parent is None or parent is row:
            why = f"there is no exhibit {each.parent}, in which it was found"
            raise InputRefused(f"exhibit {row.ref}", why, "record that first, or together")
        if (parent.search_id, parent.arrest_id) != (row.search_id, row.arrest_id):
            why = f"{parent.ref}, in which it was found, comes from somewhere else"
            raise InputRefused(f"exhibit {row.ref}", why, "a part comes from the search or arrest of the whole")
        row.parent_id = parent.pk


def _parents_first(rows: Sequence[Exhibit]) -> list[Exhibit]:
    """Order rows so that each comes after what it is part of. Raises `InputRefused` for a ring."""
    left, placed = list(rows), []
    mine = {row.pk for row in rows}
    while left:
        ready = [row for row in left if row.parent_id not in mine]
        if not ready:
            raise InputRefused(f"exhibit {left[0].ref}", "it would be part of itself", "say which was found in which")
        placed += ready
        mine -= {row.pk for row in ready}
        left = [row for row in left if row not in ready]
    return placed
