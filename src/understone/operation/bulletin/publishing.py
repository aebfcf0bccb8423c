"""Bulletins: an analyst drafts one as of a time and proposes it, the commander publishes it (guard G4): it is frozen.

The figures are those of history as of `as_of`: facts recorded and occurred not after it. A published time lies five
minutes back and no transaction that began before it is still open, so that nothing can come to be recorded before it.
`checkpoint` is the ledger as it stood when the figures had been counted, before the entry of the draft itself: its size
and root, which any later signed checkpoint is to be consistent with, and the size of the newest signed one. Everything
that was counted lies in that tree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from understone import canonical_json
from understone.ledger import tree
from understone.ledger.postgres_store import PostgresStore
from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.bulletin import figures, public
from understone.operation.bulletin.definitions import ENTITY, definitions
from understone.operation.bulletin.models import Bulletin
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.organisations import limits
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.queries import fetched
from understone.operation.service import Call, acting, looking

DRAFT, PUBLISH = "bulletin.draft", "bulletin.publish"
AUDIENCES = ("command", "public")
_ALONE = 0x554E444552424C54  # "UNDERBLT": drafts are made one after the other


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What history says today of a bulletin.

    `differ`: the figures that it now gives otherwise; `redefined`: those whose query is another one than that of the
    bulletin. `intact`: the stored figures have the digest that stands with them.
    """

    equal: bool
    intact: bool
    differ: tuple[str, ...]
    redefined: tuple[str, ...]


def draft(call: Call, as_of: datetime, audience: str) -> Bulletin:
    """Compute the figures as of a time. One that is there for this time and audience already is returned as it is.

    Ledger: bulletin.drafted. Raises `InputRefused` (a time to come), `NotPermitted`.
    """
    with acting(call, DRAFT) as act:
        _past(as_of, act.now)
        if audience not in AUDIENCES:
            raise InputRefused("audience", f"{audience} is no audience", f"one of {', '.join(AUDIENCES)}")
        fetched("SELECT pg_advisory_xact_lock(%s)", (_ALONE,))
        own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
        there = Bulletin.objects.filter(as_of=as_of, audience=audience, **own).first()
        if there is not None:
            return there
        step = machines.transition("bulletin", machines.START, "drafted", act.actor.role)
        counted = _counted(as_of, audience)
        made = {"as_of": as_of, "audience": audience, "state": step.next_state, "checkpoint": _checkpoint(), **counted}
        (row,) = act.insert([Bulletin(**act.made(**made))])
        act.record("bulletin.drafted", row, _told(row))
        return row


def redraft(call: Call, key: UUID, as_of: datetime | None = None) -> Bulletin:
    """Compute the figures of a draft anew, as of its own time or of another one. Ledger: bulletin.drafted.

    Raises `NoSuchRecord`, `Conflict`, `TransitionRefused` (it is published), `InputRefused`, `NotPermitted`.
    """
    with acting(call, DRAFT) as act:
        fetched("SELECT pg_advisory_xact_lock(%s)", (_ALONE,))
        row = act.get(Bulletin, key, expected=call.expected)
        step = machines.transition("bulletin", row.state, "redrafted", act.actor.role)
        at = row.as_of if as_of is None else as_of
        _past(at, act.now)
        like = Bulletin.objects.filter(as_of=at, audience=row.audience, org_id=row.org_id, comp_id=row.comp_id)
        if like.exclude(pk=row.pk).exists():
            raise InputRefused(f"bulletin {key}", f"there is one as of {at.isoformat()} already", "choose another time")
        counted = _counted(at, row.audience)
        act.change(row, as_of=at, state=step.next_state, checkpoint=_checkpoint(), **counted)
        act.record("bulletin.drafted", row, _told(row))
        return row


def propose(call: Call, key: UUID) -> Proposal:
    """Propose to publish a draft; the commander decides. Ledger: task.set. Guards: REASON, G4.

    Raises `NoSuchRecord`, `Conflict`, `TransitionRefused`, `InputRefused` (the time is too near, or the figures are no
    longer those of the time), `GuardRefused`, `NotPermitted`.
    """
    with acting(call, PUBLISH, Level.PROPOSE) as act:
        row = act.get(Bulletin, key, expected=call.expected)
        machines.transition("bulletin", row.state, "published", "CO")
        _demand_settled(row, act.now)
        payload = {"as_of": row.as_of.isoformat(), "audience": row.audience, "figures_digest": row.figures_digest}
        return proposals.propose(act, row, PUBLISH, "CO", payload)


def publish(call: Call, key: UUID) -> Bulletin:
    """Publish, as the second person, what was proposed (`key` is the proposal's). Ledger: bulletin.published.

    Raises as `propose`.
    """
    with acting(call, PUBLISH, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, PUBLISH)
        row = act.get(Bulletin, proposal.object)
        proposals.matched(proposal, row)
        step = machines.transition("bulletin", row.state, "published", act.actor.role)
        _demand_settled(row, act.now)
        proposals.complete(act, proposal)
        act.change(row, state=step.next_state, published_by_id=act.actor.user, published_at=act.now)
        told: dict[str, Any] = {"figures_digest": row.figures_digest, "second_by": act.actor.pseudonym}
        act.record("bulletin.published", row, told, naming=[row, proposal])
        return row


def recompute(call: Call, key: UUID) -> Recomputed:
    """Count a bulletin's figures anew from history, and say whether they are the same. Raises `NoSuchRecord`."""
    with looking(call, ENTITY):
        row = Bulletin.objects.filter(pk=key).first()
        if row is None:
            raise NoSuchRecord(ENTITY, str(key))
        return compared(row)


def compared(row: Bulletin) -> Recomputed:
    """Hold a bulletin against history, in the open transaction of a reader of bulletins."""
    now = {each["code"]: each for each in _counted(row.as_of, row.audience)["figures"]}
    then = {each["code"]: each for each in row.figures}
    codes = [code for code in definitions() if code in now or code in then]
    redefined = [c for c in codes if (now.get(c) or {}).get("query_hash") != (then.get(c) or {}).get("query_hash")]
    differ = [c for c in codes if _counts(now.get(c)) != _counts(then.get(c))]
    intact = figures.digest(row.figures) == row.figures_digest
    return Recomputed(intact and now == then, intact, tuple(differ), tuple(redefined))


def _counts(figure: dict[str, Any] | None) -> Any:
    return None if figure is None else [figure[name] for name in ("value", "cells", "beside", "by_force", "unknown")]


def _counted(as_of: datetime, audience: str) -> dict[str, Any]:
    found: Sequence[dict[str, Any]] = [each.told() for each in figures.compute(as_of)]
    if audience == "public":
        found = public.edition(found)
    return {"figures": list(found), "figures_digest": figures.digest(found)}


def _checkpoint() -> str:
    """Return the tree as it stands now, after the figures were counted."""
    store = PostgresStore(connection.connection)
    size = store.size()
    root = tree.in_one_reading(lambda node: tree.root(size, node), store.nodes_at)
    signed = max((at for at, _ in store.checkpoints()), default=None)
    return canonical_json.dumps({"size": size, "root": root.hex(), "signed": signed}).decode()


def _told(row: Bulletin) -> dict[str, Any]:
    return {"as_of": row.as_of.isoformat(), "audience": row.audience, "checkpoint": row.checkpoint}


def _past(as_of: datetime, now: datetime) -> None:
    if as_of.tzinfo is None or as_of > now:
        raise InputRefused(
            f"as of {as_of.isoformat()}", "that is still to come, or has no zone", "give a time that was"
        )


def _demand_settled(row: Bulletin, now: datetime) -> None:
    """Refuse while something may still come to be recorded before the time, or where it has since the draft."""
    where = f"bulletin {row.pk}"
    minutes = limits.held("bulletin_settled")
    if row.as_of > now - timedelta(minutes=minutes):
        raise InputRefused(where, f"its time lies less than {minutes} minutes back", "wait until it does")
    # What a transaction records is stamped after it began: one that began after the time comes after it.
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND xact_start + (us_now() - clock_timestamp()) <= %s"
    )
    ((running,),) = fetched(query, (row.as_of,))
    if running:
        raise InputRefused(where, "a transaction from before its time is still open", "try again in a minute")
    if not compared(row).equal:
        raise InputRefused(where, "history gives other figures for its time now", "draft it anew: `redraft`")
