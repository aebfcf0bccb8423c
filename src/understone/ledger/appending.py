"""Appending: the last step of the transaction that the entries record.

Whoever calls has done all work and holds an open transaction; here the log is locked, read, written, and left to the
caller's commit. So entries and rows commit together or not at all, and the order has no gap.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from understone import canonical_json
from understone.ledger.entries import SALT_BYTES, VERSION, Author, Draft, Entry, as_text, commitment
from understone.ledger.errors import ClockSteppedBack, WrongPayload
from understone.ledger.events import Event, check_payload, event_named
from understone.ledger.hashing import leaf_hash
from understone.ledger.store import Head, Row, Store
from understone.ledger.tree import new_nodes

STEPPED = "clock.stepped"


def append(
    store: Store, drafts: Sequence[Draft], by: Author, op_id: UUID, clock: Callable[[], datetime]
) -> tuple[Entry, ...]:
    """Append the entries of one transaction in one step, and return them.

    `clock` (aware) is asked once the log is locked, since who waited for the lock must not come before who had it; all
    entries carry that time as `at`. Raises `UnknownEvent` and `WrongPayload` before anything is locked,
    `ClockSteppedBack` where the time lies before the last entry: then roll back and call `record_clock_step`.
    """
    checked = [_checked(draft) for draft in drafts]
    if not checked:
        return ()
    store.lock()
    head, now = store.head(), clock()
    if head.last_at is not None and now < head.last_at:
        raise ClockSteppedBack(as_text(head.last_at), as_text(now))
    return _write(store, head, checked, by, op_id, now)


def record_clock_step(store: Store, by: Author, op_id: UUID, now: datetime) -> tuple[Entry, ...]:
    """Record once, in a transaction of its own, that the clock stepped back to `now`; return the entry, if it was new.

    It carries the last entry's time, so that times never descend.
    """
    store.lock()
    head = store.head()
    if head.last_at is None or now >= head.last_at or head.last_event == STEPPED:
        return ()
    draft = Draft(STEPPED, None, None, {"from": as_text(head.last_at), "to": as_text(now)})
    return _write(store, head, [_checked(draft)], by, op_id, head.last_at)


def _checked(draft: Draft) -> tuple[Draft, Event, bytes]:
    """Return a draft with its event and its payload in canonical JSON."""
    event = event_named(draft.event)
    check_payload(event, draft.payload)
    try:
        return draft, event, canonical_json.dumps(draft.payload)
    except (ValueError, TypeError, AttributeError) as error:
        raise WrongPayload(draft.event, f"the payload is no canonical JSON: {error}") from error


def _write(
    store: Store,
    head: Head,
    checked: Sequence[tuple[Draft, Event, bytes]],
    by: Author,
    op_id: UUID,
    at: datetime,
) -> tuple[Entry, ...]:
    rows = []
    for seq, (draft, event, payload) in enumerate(checked, start=head.size):
        salt = secrets.token_bytes(SALT_BYTES)
        entry = Entry(
            v=VERSION,
            seq=seq,
            op_id=op_id,
            at=at,
            occurred_at=draft.occurred_at,
            org=by.org,
            actor=by.actor,
            role=by.role,
            event=event.name,
            object=draft.object,
            rev=draft.rev,
            op=event.op,
            commit=commitment(salt, payload),
            recipients=draft.recipients,
        )
        leaf = entry.leaf()
        rows.append(Row(entry, leaf, leaf_hash(leaf), payload, salt))
    made = new_nodes(head.size, [row.leaf_hash for row in rows], store.node)
    store.insert(rows)
    store.insert_nodes(made)
    return tuple(row.entry for row in rows)
