"""A service call is one transaction: permission, guard, row and history, ledger entry, tasks (specification §3).

with acting(call, "referral.triage") as act:
    referral = act.get(Referral, key, expected=call.expected)
    act.change(referral, intel="B")
    act.record("referral.triaged", referral, {...})
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from django.db import OperationalError, connection, transaction
from django.db.models.base import ModelState
from psycopg.errors import DeadlockDetected

from understone.canonical_json import Value
from understone.ledger.appending import append, record_clock_step
from understone.ledger.entries import Author, Draft
from understone.ledger.errors import ClockSteppedBack
from understone.ledger.postgres_store import PostgresStore
from understone.operation import at_most_once, bulk
from understone.operation.access import hiding, permissions
from understone.operation.access.context import Actor, enter, us_now
from understone.operation.access.hiding import Written
from understone.operation.access.permissions import Level
from understone.operation.errors import Conflict, Crossed, DoneBefore, NoSuchRecord, OperationError, ReasonMissing
from understone.operation.identifiers import new_id
from understone.operation.rows import Row
from understone.operation.tasks import leases

_AnyRow = TypeVar("_AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Call:
    """What a service is asked with: who, why, and on which revision they decided.

    `once`: a key of the caller's making; of two calls with the same one the second does nothing, and raises
    `DoneBefore`. `lease`: the task that a queue leased; the call is held to it. `signed_in_at`: when they last proved
    who they are; a second person does so within five minutes.
    """

    actor: Actor
    reason: str | None = None
    expected: int | None = None
    once: UUID | None = None
    lease: UUID | None = None
    signed_in_at: datetime | None = None


@dataclass(slots=True)
class Act:
    """A service call under way: what it changed, and what it tells the ledger. Every change is named by one entry."""

    call: Call
    op_id: UUID
    now: datetime
    drafts: list[Draft] = field(default_factory=list)
    by_system: list[Draft] = field(default_factory=list)
    untold: list[Draft] = field(default_factory=list)
    unnamed: dict[UUID, list[dict[str, Value]]] = field(default_factory=dict)
    touched: set[UUID] = field(default_factory=set)

    @property
    def actor(self) -> Actor:
        """Return who acts."""
        return self.call.actor

    def reason(self, where: str) -> str:
        """Return the reason given. Raises `ReasonMissing`."""
        if not (self.call.reason or "").strip():
            raise ReasonMissing(where)
        return cast(str, self.call.reason)

    def get(self, model: type[_AnyRow], key: UUID, *, expected: int | None = None) -> _AnyRow:
        """Return a row, locked to the end of the call. Raises `NoSuchRecord`, and `Conflict` if it was changed."""
        name = entity(model)
        row = model._default_manager.select_for_update(of=("self",)).filter(pk=key).first()
        if row is None:
            raise NoSuchRecord(name, str(key))
        if expected is not None and row.rev != expected:
            raise Conflict(name, str(key), expected, row.rev)
        return row

    def made(self, **fields: Any) -> dict[str, Any]:
        """Return the fields that every new row of this call has, beside those given."""
        return {
            "org_id": self.actor.org,
            "comp_id": self.actor.comp,
            "op_id": self.op_id,
            "recorded_at": self.now,
            "recorded_by": self.actor.user,
            **fields,
        }

    def many(self, model: type[_AnyRow], fields: Sequence[Mapping[str, Any]]) -> list[_AnyRow]:
        """Return new rows of one model, each with its own `fields` (`owner_id`, not owner); all name the same ones.

        As `model(**act.made(**fields))` for each, and ten times as fast: what the rows have alike is made once.
        """
        if not fields:
            return []
        like = dict(vars(model(**self.made(**fields[0]))))
        rows = []
        for own in fields:
            row = model.__new__(model)
            vars(row).update(like)
            vars(row).update(own, id=new_id(), _state=ModelState())
            rows.append(row)
        return rows

    def insert(self, rows: Sequence[_AnyRow]) -> Sequence[_AnyRow]:
        """Write new rows of one model."""
        if rows:
            bulk.insert(rows)
            self._changed(rows, [None] * len(rows))
        return rows

    def change(self, row: Row, **fields: Any) -> None:
        """Write a row's next revision."""
        self.change_all([row], [fields])

    def change_all(self, rows: Sequence[Row], fields: Sequence[Mapping[str, Any]]) -> None:
        """Write the next revision of many rows of one model; each names the same attributes (`owner_id`, not owner)."""
        if not rows:
            return
        before = [row.rev for row in rows]
        for row, new in zip(rows, fields, strict=True):
            for name, value in new.items():
                setattr(row, name, value)
            row.rev, row.op_id, row.recorded_at, row.recorded_by = row.rev + 1, self.op_id, self.now, self.actor.user
        bulk.update(rows, [*fields[0], "rev", "op_id", "recorded_at", "recorded_by"])
        self._changed(rows, before)

    def written(self, rows: Sequence[Row]) -> None:
        """Take note of revisions that a function of the database wrote in this call: an entry has to name them too."""
        for row in rows:
            self._changed([row], [row.rev - 1])

    def noted(self, written: Sequence[Written]) -> None:
        """Take note of revisions that a function of the database wrote in this call, of one row perhaps several."""
        for row in written:
            told: dict[str, Value] = {"entity": row.entity, "id": str(row.key), "before": row.rev - 1 or None}
            self.unnamed.setdefault(row.key, []).append({**told, "after": row.rev})

    def touch(self, *subjects: UUID) -> None:
        """Say that a fact of these subjects changed: at the end of the call their risk and packages follow it."""
        self.touched.update(subjects)

    def record(
        self,
        event: str,
        about: Row | str | None,
        payload: Mapping[str, Value],
        *,
        naming: Sequence[Row] | None = None,
        system: bool = False,
        untold: bool = False,
    ) -> None:
        """Tell the ledger. The entry names the revisions of the rows in `naming`, or all that no entry names yet.

        `system`: it follows by rule from what the person did, and the entry says so. `untold`: so too, and of something
        that the person is not to hear of, not even when they ask what their call did.
        """
        keys = list(self.unnamed) if naming is None else [row.pk for row in naming]
        revisions = [revision for key in keys for revision in self.unnamed.pop(key)]
        named = {**payload, "revisions": revisions} if revisions else payload
        rev = about.rev if isinstance(about, Row) else None
        if isinstance(about, Row):
            about = f"{entity(type(about))}/{about.pk}"
        drafts = self.untold if untold else self.by_system if system else self.drafts
        drafts.append(Draft(event, about, rev, named))

    def _changed(self, rows: Sequence[Row], before: Sequence[int | None]) -> None:
        name = entity(type(rows[0]))
        for row, old in zip(rows, before, strict=True):
            assert row.pk not in self.unnamed, f"{name} {row.pk} has a revision that no entry names"
            self.unnamed[row.pk] = [{"entity": name, "id": str(row.pk), "before": old, "after": row.rev}]


def entity(model: type[Row]) -> str:
    """Return the name under which the ledger speaks of a model's rows."""
    return model._meta.db_table


@contextmanager
def acting(call: Call, action: str, *enough: Level) -> Iterator[Act]:
    """Run one service call. Raises `NotPermitted`, and what the call itself raises: then nothing of it has happened."""
    with _calling(call, action, lambda: permissions.demand(action, call.actor.role, *enough)) as act:
        yield act
        if act.touched:
            from understone.operation.subjects import late_facts  # it is made of service calls itself

            late_facts.follow(act)
        if call.actor.role != permissions.SYSTEM:
            _hide_new(act)


@contextmanager
def looking(call: Call, kind: str) -> Iterator[Act]:
    """Run one call that shows rows of a kind (`subject`, `link` …) to a role that may read them; its views come first.

    What it yields is to be shown only once the block has ended: then its entries stand. Raises `NotPermitted`.
    """
    with _calling(call, f"{kind}.read", lambda: permissions.demand_reading(kind, call.actor.role)) as act:
        yield act


@contextmanager
def _calling(call: Call, action: str, demand: Callable[[], None]) -> Iterator[Act]:
    try:
        demand()
        with transaction.atomic():
            enter(call.actor)
            claimed = None if call.once is None else at_most_once.claim(call.actor, call.once, _asked(call, action))
            act = Act(call, uuid4(), us_now())
            leases.honour(call.lease, call.actor.user, act.now)
            yield act
            if claimed is not None:
                claimed.keep(act.op_id, act.now, [*act.drafts, *act.by_system])
            _finish(act)
    except DoneBefore:
        raise
    except OperationalError as error:
        if isinstance(error.__cause__, DeadlockDetected):
            raise Crossed(action) from error
        raise
    except OperationError as error:
        _record_refusal(call, action, error)
        raise
    except ClockSteppedBack:
        with transaction.atomic():
            enter(call.actor)
            record_clock_step(PostgresStore(connection.connection), _author(call.actor), uuid4(), us_now())
        raise


def _hide_new(act: Act) -> None:
    """Let what the call added to a restricted subject go behind its wall with it."""
    hidden = hiding.hide_new(act.op_id)
    act.noted(hidden)
    if hidden:
        act.record("subject.restricted", None, {"kind": "what descends", "readers": [], "until": None}, system=True)


def _asked(call: Call, action: str) -> list[Value]:
    return [action, call.actor.role, str(call.actor.comp), call.reason, call.expected]


def _record_refusal(call: Call, action: str, error: OperationError) -> None:
    """Tell the ledger that a permission or a guard refused, in a transaction of its own: nothing else is left of it."""
    tell_alone(call, "access.refused", None, {"action": action, "object": error.where, "code": error.code})


def tell_alone(call: Call, event: str, about: str | None, payload: Mapping[str, Value]) -> None:
    """Tell the ledger of something that left no row, in a transaction of its own."""
    with transaction.atomic():
        enter(call.actor)
        draft = Draft(event, about, None, payload)
        append(PostgresStore(connection.connection), [draft], _author(call.actor), uuid4(), us_now)


def _finish(act: Act) -> None:
    """Append to the ledger, the last step before the commit."""
    assert not act.unnamed, f"no entry names {list(act.unnamed.values())[:3]}"
    store = PostgresStore(connection.connection)
    append(store, act.drafts, _author(act.actor), act.op_id, us_now)
    append(
        store,
        [*act.by_system, *act.untold],
        Author(act.actor.org_code, "system", permissions.SYSTEM),
        act.op_id,
        us_now,
    )


def _author(actor: Actor) -> Author:
    return Author(actor.org_code, actor.pseudonym, actor.role)
