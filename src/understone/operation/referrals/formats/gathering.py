"""What a reader collects while it goes through one tip: captures and notes, each with its place, none twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from understone.canonical_json import Value
from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.referrals.formats import facts
from understone.operation.referrals.formats.paths import ROOT, at, under
from understone.operation.referrals.formats.settings import SourceSettings
from understone.operation.referrals.formats.times import read_date, read_time
from understone.operation.referrals.parsed import CaptureKind, Note, ParsedCapture

MOST_NOTES = 200
"""A hostile tip can hold a million oddities: beyond these, they are counted in one last note."""


@dataclass(slots=True)
class Gathering:
    """The captures and notes of one tip, and who sent it. `esp` is the platform that it names as its reporter."""

    settings: SourceSettings
    esp: str | None = None
    captures: list[ParsedCapture] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)
    _more: int = 0
    _places: set[str] = field(default_factory=set)

    def note(self, path: str, code: str, text: str) -> None:
        """Keep an oddity; beyond `MOST_NOTES` it is only counted."""
        if len(self._notes) < MOST_NOTES:
            self._notes.append(Note(path, code, text))
        else:
            self._more += 1

    def notes(self) -> tuple[Note, ...]:
        """Return the notes, the last of which says how many more there were."""
        if not self._more:
            return tuple(self._notes)
        return (*self._notes, Note(ROOT, "more_notes", f"{self._more} more oddities, not named one by one"))

    def capture(self, path: str, kind: CaptureKind, value: Value, **said: Any) -> None:
        """Keep one event or identifier, unless nothing stands there. `said` are further fields of `ParsedCapture`."""
        text = self.text(value, path)
        if text is None:
            return
        if path in self._places:
            self.note(path, "captured_twice", "this place was already read as something else; the first reading holds")
            return
        self._places.add(path)
        self.captures.append(ParsedCapture(path, kind, text, **said))

    def text(self, value: Value, path: str) -> str | None:
        """Return a value's characters as received; None for nothing, and for what is no text or whole number."""
        if isinstance(value, str):
            return value if value and not value.isspace() else None
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self.note(path, "not_text", "text is expected here; what stands here is kept, and not taken for an identifier")
        return None

    def bool3(self, node: Mapping[str, Value], key: str, path: str) -> Bool3:
        """Read a yes, no or unknown at `key`."""
        answer, understood = facts.bool3(node.get(key))
        if not understood:
            self.note(under(path, key), "bool_not_understood", f"{node[key]!r:.60} is neither yes nor no: unknown")
        return answer

    def event(self, node: Mapping[str, Value], key: str, path: str) -> EventKind:
        """Read what happened at `key`."""
        kind, understood = facts.event(node.get(key))
        if not understood:
            self.note(under(path, key), "event_not_known", f"{node[key]!r:.60} is no event that we know: {kind}")
        return kind

    def port(self, node: Mapping[str, Value], key: str, path: str) -> int | None:
        """Read a port at `key`."""
        number, understood = facts.port(node.get(key))
        if not understood:
            self.note(under(path, key), "bad_port", f"{node[key]!r:.60} is no port from 1 to 65535: unknown")
        return number

    def time(self, node: Mapping[str, Value], key: str, path: str) -> dict[str, Any]:
        """Read a time at `key` as the fields of a capture."""
        text = self.text(node.get(key), under(path, key))
        if text is None:
            return {}
        moment = read_time(text)
        if moment.oddity is not None:
            self.note(under(path, key), *moment.oddity)
        return {"occurred_at": moment.at, "raw_time": text, "offset_known": moment.offset_known}

    def instant(self, node: Mapping[str, Value], key: str, path: str) -> datetime | None:
        """Read a time at `key`, None unless its zone is certain."""
        found: datetime | None = self.time(node, key, path).get("occurred_at")
        return found

    def born(self, node: Mapping[str, Value], key: str, path: str) -> str | None:
        """Read a date of birth at `key`, None unless the order of day and month is certain."""
        text = self.text(node.get(key), under(path, key))
        if text is None:
            return None
        date = read_date(text)
        if date is None:
            self.note(under(path, key), "bad_date", f"{text[:60]!r} is no date with a certain day and month: unknown")
        return date

    def service(self, node: Mapping[str, Value], path: str, *keys: str) -> str | None:
        """Return the service that the tip states at one of `keys`, or the platform's own if it has just one."""
        for key in keys:
            if (stated := self.text(node.get(key), under(path, key))) is not None:
                return stated
        services = self.settings.services or {}
        for name in (self.esp, self.settings.name):
            if name is not None and name in services:
                return name
        return None


def objects(
    gathering: Gathering, node: Mapping[str, Value], path: str, *keys: str, wrapped: bool = True
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Yield the objects of a list with their places, as `items` finds them; note what is none."""
    for place, item in items(node, path, *keys, wrapped=wrapped):
        if isinstance(item, dict):
            yield place, item
        else:
            gathering.note(place, "not_an_object", "an object is expected here; what stands here is kept, and not read")


def items(node: Mapping[str, Value], path: str, *keys: str, wrapped: bool = True) -> Iterator[tuple[str, Value]]:
    """Yield what a list holds with its places; `keys` are the wrapper's name and that of the list in it.

    CyberTips in JSON wrap: `emails{emails[…]}`, `reportedPeople{reportedPersons[…]}`; XML does not, and an `address`
    has a line of that name. A single value stands for a list of one.
    """
    found, place = node.get(keys[0]), under(path, keys[0])
    while wrapped and isinstance(found, dict) and keys[-1] in found:
        found, place = found[keys[-1]], under(place, keys[-1])
    if found is None:
        return
    if isinstance(found, list):
        for index, item in enumerate(found):
            if item is not None:
                yield at(place, index), item
    else:
        yield place, found


def inside(node: Mapping[str, Value], path: str, key: str, gathering: Gathering) -> tuple[Mapping[str, Value], str]:
    """Return the object at `key` with its place; an empty one where there is none."""
    found, place = node.get(key), under(path, key)
    if isinstance(found, dict):
        return found, place
    if found is not None:
        gathering.note(place, "not_an_object", "an object is expected here; what stands here is kept, and not read")
    return {}, place


def says_anything(value: Value) -> bool:
    """Tell whether any text, number or truth value stands in a parsed form."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    if isinstance(value, dict):
        return any(says_anything(item) for item in value.values())
    if isinstance(value, list):
        return any(says_anything(item) for item in value)
    return value is not None
