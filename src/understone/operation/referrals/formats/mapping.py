"""The mapping file of a source: which column or path of its tips is what (docs/how-to/map-a-source.md). TOML.

A mapping is read once and checked whole: a key that is not ours, a place that says nothing, a column read twice are
errors with their place, since a misspelt word would lose an identifier from every tip of that source.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast

from understone.errors import UnderstoneError
from understone.operation.referrals.formats.times import zone_named
from understone.operation.referrals.parsed import CaptureKind

SHAPES = ("csv", "json")
_RECORD_KEYS = frozenset(
    {"reference", "received", "received_format", "received_zone", "urgent", "urgent_words", "child_named", "child_name"}
    | {"keep", "list", "delimiter", "encoding"}
)
_PLACES = ("port", "time", "event", "proxy", "viewed", "verified", "service", "country", "born")
_CAPTURE_KEYS = frozenset({"kind", "each", "value", "parts", "time_format", "zone", *_PLACES})
_TOP_KEYS = frozenset({"name", "version", "shape", "record", "words", "capture"})


class MappingError(UnderstoneError):
    """A mapping file cannot be used."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: keys from the element that `each` gives, or `from_root`, from the record."""

    keys: tuple[str, ...]
    from_root: bool = False


@dataclass(frozen=True, slots=True)
class Constant:
    """What holds for every tip of a source, whatever it says."""

    text: str


Said = Place | Constant


@dataclass(frozen=True, slots=True)
class CaptureRule:
    """How one kind of capture is read. `value` has one place, or several that are joined (a name, an address).

    `each` leads to the elements of lists: keys, each with whether it holds a list.
    """

    kind: CaptureKind
    value: tuple[Place, ...]
    each: tuple[tuple[str, bool], ...] = ()
    said: Mapping[str, Said] = field(default_factory=dict)
    time_format: str | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """One source's mapping. `name` and `version` stand in each tip read by it; a change raises the version."""

    name: str
    version: int
    shape: Literal["csv", "json"]
    captures: tuple[CaptureRule, ...]
    reference: Place | None = None
    received: Place | None = None
    received_format: str | None = None
    received_zone: tzinfo | None = None
    urgent: Place | None = None
    urgent_words: frozenset[str] = frozenset()
    child_named: Place | None = None
    child_name: Place | None = None
    records: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    keep: tuple[Place, ...] = ()

    def places(self) -> list[tuple[str, ...]]:
        """Return every place that the mapping names, as keys from the record."""
        own = [self.reference, self.received, self.urgent, self.child_named, self.child_name, *self.keep]
        found = [place.keys for place in own if place is not None]
        for rule in self.captures:
            before = tuple(key for key, _ in rule.each)
            for place in [*rule.value, *rule.said.values()]:
                if isinstance(place, Place):
                    found.append(place.keys if place.from_root else before + place.keys)
        return found


def load_mapping(path: Path) -> SourceMapping:
    """Read a mapping file. Raises `MappingError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"the mapping cannot be read: {error}", str(path), "give a TOML file in UTF-8") from error
    return read_mapping(text, str(path))


def shipped_mappings() -> dict[str, SourceMapping]:
    """Return the example mappings that come with Understone, by name."""
    folder = resources.files("understone.operation.referrals") / "mappings"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    read = [read_mapping(file.read_text(encoding="utf-8"), file.name) for file in found]
    return {mapping.name: mapping for mapping in read}


def read_mapping(text: str, where: str) -> SourceMapping:
    """Read and check a mapping's text. Raises `MappingError` with the place of what is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"the mapping is no TOML: {error}", where, "correct the line that it names") from error
    _known_keys(table, _TOP_KEYS, where)
    shape = table.get("shape")
    if shape not in SHAPES:
        raise MappingError(
            f"shape is {shape!r}", where, 'say shape = "csv" (also TSV) or shape = "json" (also JSON Lines)'
        )
    record, record_at = _table(table, "record", where), f"{where}, [record]"
    words, words_at = _table(table, "words", where), f"{where}, [words]"
    _known_keys(record, _RECORD_KEYS, record_at)
    _known_keys(words, frozenset({"yes", "no"}), words_at)
    rules = table.get("capture", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise MappingError("capture is no list of tables", where, "begin each with a line [[capture]]")
    mapping = SourceMapping(
        name=_text(table, "name", where) or _missing("name", where),
        version=_version(table, where),
        shape=cast(Literal["csv", "json"], shape),
        captures=tuple(_rule(rule, shape, f"{where}, capture {n}") for n, rule in enumerate(rules, 1)),
        reference=_own_place(record, "reference", shape, record_at),
        received=_own_place(record, "received", shape, record_at),
        received_format=_text(record, "received_format", record_at),
        received_zone=_zone(record, "received_zone", record_at),
        urgent=_own_place(record, "urgent", shape, record_at),
        urgent_words=_word_list(record, "urgent_words", record_at),
        child_named=_own_place(record, "child_named", shape, record_at),
        child_name=_own_place(record, "child_name", shape, record_at),
        records=_place(record["list"], shape, f"{record_at}, list").keys if "list" in record else (),
        delimiter=_delimiter(record, record_at),
        encoding=_encoding(record, record_at),
        yes=_word_list(words, "yes", words_at),
        no=_word_list(words, "no", words_at),
        keep=tuple(_place(kept, shape, f"{record_at}, keep") for kept in _list(record, "keep", record_at)),
    )
    _check_whole(mapping, where)
    return mapping


def _check_whole(mapping: SourceMapping, where: str) -> None:
    """Refuse what is right line by line and wrong as a whole."""
    if mapping.records and mapping.shape == "csv":
        raise MappingError("a table has no list", f"{where}, [record]", 'leave out list, or say shape = "json"')
    if mapping.yes & mapping.no:
        raise MappingError(f"{min(mapping.yes & mapping.no)!r} is both yes and no", f"{where}, [words]", "choose one")
    seen: dict[tuple[str, ...], int] = {}
    for number, rule in enumerate(mapping.captures, 1):
        first = rule.value[0]
        keys = first.keys if first.from_root else (*(key for key, _ in rule.each), *first.keys)
        if keys in seen:
            text = f"{'.'.join(keys)} is the value of capture {seen[keys]} and of capture {number}"
            raise MappingError(text, where, "one place is one identifier: choose its kind")
        seen[keys] = number
    if not mapping.places():
        raise MappingError("the mapping names no column or path", where, "add [record] and [[capture]] tables")


def _rule(table: Mapping[str, Any], shape: str, where: str) -> CaptureRule:
    _known_keys(table, _CAPTURE_KEYS, where)
    kinds = [kind.value for kind in CaptureKind]
    if table.get("kind") not in kinds:
        raise MappingError(f"kind is {table.get('kind')!r}", where, f"choose one of {', '.join(kinds)}")
    if ("value" in table) == ("parts" in table):
        raise MappingError("it needs either value or parts", where, "value for one place, parts for several")
    kind = CaptureKind(table["kind"])
    if "parts" in table and kind not in (CaptureKind.NAME, CaptureKind.ADDRESS, CaptureKind.DEVICE):
        raise MappingError(f"a {kind} has no parts", where, "only names, addresses and devices are joined from parts")
    written = [table["value"]] if "value" in table else _list(table, "parts", where)
    places = tuple(_place(item, shape, f"{where}, {'value' if 'value' in table else 'parts'}") for item in written)
    if not places:
        raise MappingError("parts is empty", where, "name at least one place")
    if any(place.from_root for place in places) and "each" in table:
        raise MappingError(
            "a value outside of each would be read once an element", where, "write it as its own capture"
        )
    if "zone" in table and "time" not in table:
        raise MappingError("it has a zone and no time", where, "name the place of the time, or leave out the zone")
    return CaptureRule(
        kind,
        places,
        _each(table, shape, where),
        {key: _said(table[key], shape, f"{where}, {key}") for key in _PLACES if key in table},
        _text(table, "time_format", where),
        _zone(table, "zone", where),
    )


def _each(table: Mapping[str, Any], shape: str, where: str) -> tuple[tuple[str, bool], ...]:
    each = _text(table, "each", where)
    if each is None:
        return ()
    if shape == "csv":
        raise MappingError("a row of a table has no lists", where, "leave out each")
    steps = each.removeprefix("$.").split(".")
    found = tuple((step.removesuffix("[*]"), step.endswith("[*]")) for step in steps)
    if not all(key and "[" not in key for key, _ in found) or not any(many for _, many in found):
        raise MappingError(f"each is {each!r}", where, "write it as persons[*] or persons[*].emails[*]")
    return found


def _said(value: object, shape: str, where: str) -> Said:
    if isinstance(value, dict):
        if set(value) != {"constant"} or not isinstance(value["constant"], str) or not value["constant"].strip():
            raise MappingError(f"{value!r:.80} is no constant", where, 'write it as { constant = "GB" }')
        return Constant(value["constant"])
    return _place(value, shape, where)


def _place(value: object, shape: str, where: str) -> Place:
    remedy = "name a column" if shape == "csv" else 'write a path: a.b, $.a.b from the record, or ["a.b"] for odd keys'
    if isinstance(value, list) and shape == "json" and value and all(isinstance(key, str) and key for key in value):
        return Place(tuple(value))
    if not isinstance(value, str) or not value.strip():
        raise MappingError(f"{value!r:.80} is no place", where, remedy)
    if shape == "csv":
        return Place((value,))
    keys = tuple(value.removeprefix("$.").split("."))
    if not all(keys) or any("[" in key for key in keys) or keys == ("$",):
        raise MappingError(f"{value!r:.80} is no place", where, f"{remedy}; lists belong into each")
    return Place(keys, value.startswith("$."))


def _own_place(table: Mapping[str, Any], key: str, shape: str, where: str) -> Place | None:
    return _place(table[key], shape, f"{where}, {key}") if key in table else None


def _known_keys(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if strangers := sorted(set(table) - known):
        raise MappingError(f"{strangers[0]!r} is not known here", where, f"use one of {', '.join(sorted(known))}")


def _table(table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise MappingError(f"{key} is no table", where, f"begin it with a line [{key}]")
    return found


def _text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    found = table.get(key)
    if found is not None and (not isinstance(found, str) or not found.strip()):
        raise MappingError(f"{key} is {found!r:.80}", where, "give a text")
    return found


def _list(table: Mapping[str, Any], key: str, where: str) -> Sequence[Any]:
    found = table.get(key, [])
    if not isinstance(found, list):
        raise MappingError(f"{key} is {found!r:.80}", where, f'give a list: {key} = ["…", "…"]')
    return found


def _word_list(table: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    found = _list(table, key, where)
    if not all(isinstance(word, str) and word.strip() for word in found):
        raise MappingError(f"{key} holds something that is no word", where, "give words in quotation marks")
    return frozenset(word.strip().lower() for word in found)


def _zone(table: Mapping[str, Any], key: str, where: str) -> tzinfo | None:
    name = _text(table, key, where)
    if name is None:
        return None
    try:
        return zone_named(name)
    except ValueError as error:
        remedy = (
            "give UTC, an offset such as +01:00 or an IANA name such as Europe/London, only if the source states it"
        )
        raise MappingError(str(error), where, remedy) from error


def _version(table: Mapping[str, Any], where: str) -> int:
    found = table.get("version")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise MappingError(f"version is {found!r:.80}", where, "count from 1, and raise it with each change")
    return found


def _delimiter(table: Mapping[str, Any], where: str) -> str | None:
    found = _text(
        {"delimiter": {"\t": "tab"}.get(str(table.get("delimiter")), table.get("delimiter"))}, "delimiter", where
    )
    if found not in (None, "tab", ",", ";", "|"):
        raise MappingError(
            f"delimiter is {found!r:.20}", where, 'give ",", ";", "|" or "tab"; without it, it is detected'
        )
    return "\t" if found == "tab" else found


def _encoding(table: Mapping[str, Any], where: str) -> str | None:
    found = _text(table, "encoding", where)
    if found not in (None, "utf-8", "utf-16", "cp1252"):
        raise MappingError(
            f"encoding is {found!r:.20}", where, 'give "utf-8", "utf-16" or "cp1252"; without it, it is detected'
        )
    return found


def _missing(key: str, where: str) -> str:
    raise MappingError(f"{key} is missing", where, f"add a line {key} = …")
