"""Custody of exhibits (guard CUSTODY): the holder gives, the taker confirms, each for themselves, the seal stated.

Until the taker has confirmed, the giver holds it. What was said wrongly is corrected by a further entry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from understone.operation import machines
from understone.operation.bare_text import bare
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.exhibits import continuity, duties, seals
from understone.operation.exhibits.models import Exhibit
from understone.operation.organisations.models import User
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import setting

ACTION = "exhibit.move"
_HOLDERS = ["IN", "DE", "SV"]


@dataclass(frozen=True, slots=True)
class To:
    """To whom something goes, and where it then is: a store or a laboratory is a place with a person who holds it."""

    person: str
    place: str


def hand_over(call: Call, key: UUID, to: To, seal: str, *, new_seal: str | None = None) -> Exhibit:
    """Give an exhibit to somebody, who still has to take it. `new_seal`: what the giver put on it, with the reason.

    Guards: CUSTODY, SEAL, REASON for a new seal. Ledger: exhibit.moved, task.set; exhibit.seal_mismatch where the seal
    as found differs. Raises `GuardRefused`, `SealMismatch`, `ReasonMissing`, `InputRefused`, `TransitionRefused`,
    `NoSuchRecord`, `Conflict`.
    """
    return hand_over_all(call, {key: seal}, to, {} if new_seal is None else {key: new_seal})[0]


def hand_over_all(
    call: Call, found: Mapping[UUID, str], to: To, new: Mapping[UUID, str] | None = None
) -> list[Exhibit]:
    """Give exhibits, each with its seal as found, to one person; all of them or none. Raises as `hand_over`."""
    fresh = {key: seal.strip() for key, seal in (new or {}).items()}
    with seals.told(call, ACTION), acting(call, ACTION) as act:
        rows = duties.locked(act, list(found))
        _may_move(act, rows)
        for row in rows:
            last = continuity.holder(row.continuity)
            if last != act.actor.pseudonym:
                why = f"you are not the last recorded holder, {last or 'nobody'} is"
                raise GuardRefused("CUSTODY", f"exhibit {row.ref}", why, "let them hand it over")
        seals.compare(rows, found)
        return _pass_on(act, rows, to, fresh, continuity.HANDED_OVER)


def correct(call: Call, key: UUID, to: To, seal: str) -> Exhibit:
    """Say, as a supervisor, who has an exhibit in fact and where, by a further entry; whoever has it confirms.

    Guards: CUSTODY, REASON. Ledger: exhibit.moved, task.set. Raises `ReasonMissing`, `GuardRefused`, `InputRefused`,
    `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, ACTION) as act:
        (row,) = duties.locked(act, [key])
        _may_move(act, [row])
        where = f"exhibit {row.ref}"
        act.reason(where)
        if act.actor.role != "SV":
            raise GuardRefused("CUSTODY", where, "a supervisor corrects who holds it", "ask one of yours")
        if not seal.strip():
            raise GuardRefused("CUSTODY", where, "the seal number is not stated", "read it off the bag")
        return _pass_on(act, [row], to, {key: seal.strip()}, continuity.CORRECTED)[0]


def take(call: Call, key: UUID, seal: str) -> Exhibit:
    """Confirm that one took over what was handed over: only then one holds it. Raises as `take_all`."""
    return take_all(call, {key: seal})[0]


def take_all(call: Call, found: Mapping[UUID, str]) -> list[Exhibit]:
    """Confirm that one took over exhibits, each with its seal as found; all of them or none.

    Guards: CUSTODY, SEAL. Ledger: exhibit.moved, task.done; exhibit.seal_mismatch where a seal differs. Raises
    `GuardRefused`, `SealMismatch`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with seals.told(call, ACTION), acting(call, ACTION) as act:
        rows = duties.locked(act, list(found))
        _may_move(act, rows)
        for row in rows:
            waiting = continuity.pending(row.continuity)
            if waiting is None or waiting["to"] != act.actor.pseudonym:
                whom = "nobody hands it over" if waiting is None else f"it is handed over to {waiting['to']}"
                raise GuardRefused("CUSTODY", f"exhibit {row.ref}", whom, "let its holder hand it over to you")
        seals.compare(rows, found)
        act.change_all(rows, [{"continuity": continuity.taken(row.continuity, act.now)} for row in rows])
        for row in rows:
            _tell(act, row)
        duties.done(act, rows, "taken over", (duties.TAKE,))
        return rows


def _may_move(act: Act, rows: Sequence[Exhibit]) -> None:
    for state in {row.state for row in rows}:
        machines.transition(duties.MACHINE, state, "moved", act.actor.role)


def _pass_on(act: Act, rows: Sequence[Exhibit], to: To, fresh: Mapping[UUID, str], what: str) -> list[Exhibit]:
    where = f"exhibit {rows[0].ref}"
    if not to.place.strip():
        raise GuardRefused("CUSTODY", where, "it is not said where it then is", "name the store, laboratory or room")
    giver = act.actor.pseudonym
    if what == continuity.HANDED_OVER and to.person == giver:
        raise GuardRefused("CUSTODY", where, "giver and taker are one person", "name who takes it")
    if fresh:
        act.reason(where)
    if not all(fresh.values()):
        raise InputRefused(where, "the new seal has no number", "give it")
    taker = _taker(act, where, to.person, rows)
    reason = bare(act.call.reason)
    changed = []
    for row in rows:
        seal = fresh.get(row.pk, row.seal)
        before = row.seal if seal != row.seal else None
        entry = continuity.handed_over(
            row.continuity, what, giver, to.person, act.now,
            place=to.place.strip(), seal=seal, seal_before=before, reason=reason,
        )  # fmt: skip
        changed.append({"continuity": [*row.continuity, entry], "seal": seal})
    act.change_all(rows, changed)
    for row in rows:
        _tell(act, row)
    duties.done(act, rows, "handed over anew", (duties.TAKE,))
    setting.set_for(act, rows, duties.TAKE, owner=taker, due=duties.by_then(act), beside=True)
    return list(rows)


def _taker(act: Act, where: str, pseudonym: str, rows: Sequence[Exhibit]) -> UUID:
    """Return who takes it over: an active colleague who may hold exhibits and can see these."""
    people = User.objects.filter(org=act.actor.org, pseudonym=pseudonym, active=True, roles__overlap=_HOLDERS)
    for comp in {row.comp_id for row in rows}:
        people = people.filter(memberships__comp=comp, memberships__until__gt=act.now)
    key = people.values_list("pk", flat=True).first()
    if key is None:
        why = f"{pseudonym} is no colleague who may hold it"
        raise InputRefused(where, why, "name an active investigator, examiner or supervisor of the force")
    return key


def _tell(act: Act, row: Exhibit) -> None:
    entry = row.continuity[-1]
    told = {name: entry[name] for name in ("from", "to", "place", "seal", "reason")}
    act.record("exhibit.moved", row, {**told, "signatures": continuity.signatures(entry)}, naming=[row])
