"""The vocabulary of the ledger: every event, its payload fields and its kind of Data Protection Act 2018 s62.

`events.csv` beside this module is the operation's list; nothing outside it can be written.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from understone.ledger.errors import UnknownEvent, WrongPayload

OPTIONAL = frozenset({"revisions", "reason", "guards", "justification"})
"""What every payload may hold beside its event's fields."""

_REVISION = {"entity", "id", "before", "after"}


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of entry. `op` is the kind of s62 (`none` where no personal data is touched)."""

    name: str
    fields: frozenset[str]
    op: str


@cache
def vocabulary() -> Mapping[str, Event]:
    """Return every event by its name."""
    text = files("understone.ledger").joinpath("events.csv").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            row["name"]: Event(row["name"], frozenset(row["payload fields"].split()), row["DPA s62 kind"])
            for row in csv.DictReader(text.splitlines())
        }
    )


def event_named(name: str) -> Event:
    """Return the event. Raises `UnknownEvent`."""
    event = vocabulary().get(name)
    if event is None:
        raise UnknownEvent(name)
    return event


def check_payload(event: Event, payload: Mapping[str, object]) -> None:
    """Hold a payload to exactly its event's fields, and the optional ones. Raises `WrongPayload`."""
    missing = sorted(event.fields - payload.keys())
    if missing:
        raise WrongPayload(event.name, f"the payload lacks {', '.join(missing)}")
    foreign = sorted(payload.keys() - event.fields - OPTIONAL)
    if foreign:
        raise WrongPayload(event.name, f"the payload has {', '.join(foreign)}, which the event does not know")
    revisions = payload.get("revisions", [])
    if "revisions" not in event.fields and (
        not isinstance(revisions, list | tuple)
        or not all(isinstance(each, Mapping) and set(each) == _REVISION for each in revisions)
    ):
        raise WrongPayload(event.name, "revisions is no list of entity, id, before, after")
