"""Tips of hotlines and partners in forms of their own, read by a mapping file of the source: CSV, TSV, JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from understone.canonical_json import Value
from understone.exchange.package_terms import Bool3
from understone.operation.referrals.formats import facts
from understone.operation.referrals.formats.gathering import Gathering, says_anything
from understone.operation.referrals.formats.json_text import NotJson, records, storable
from understone.operation.referrals.formats.known_keys import Tree, note_strangers
from understone.operation.referrals.formats.mapping import CaptureRule, Constant, Place, Said, SourceMapping
from understone.operation.referrals.formats.paths import ROOT, at, under
from understone.operation.referrals.formats.settings import SourceSettings
from understone.operation.referrals.formats.table import NoTable, read_table
from understone.operation.referrals.formats.times import read_date, read_time_as
from understone.operation.referrals.parsed import CaptureKind, ParsedReferral, Tip, Unreadable

NAME = "mapped"


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a rule reads: a record, and the element of one of its lists with its place."""

    record: Mapping[str, Value]
    node: Mapping[str, Value]
    path: str

    def find(self, place: Place) -> tuple[Value, str]:
        """Return what stands at a place, and its path."""
        value: Value = self.record if place.from_root else self.node
        path = ROOT if place.from_root else self.path
        for key in place.keys:
            value = value.get(key) if isinstance(value, dict) else None
            path = under(path, key)
        return value, path


def read(data: bytes, source: SourceSettings, mapping: SourceMapping) -> tuple[Tip, ...]:
    """Read a delivery by its source's mapping: a `Tip` each row or record, broken ones among them."""
    return _read_table(data, source, mapping) if mapping.shape == "csv" else _read_json(data, source, mapping)


def _read_table(data: bytes, source: SourceSettings, mapping: SourceMapping) -> tuple[Tip, ...]:
    wanted = {keys[0] for keys in mapping.places()}
    try:
        table = read_table(data, wanted, mapping.delimiter, mapping.encoding)
    except NoTable as error:
        return (Tip(data, Unreadable("the whole file", error.code, error.text)),)
    missing = sorted(wanted - set(table.columns))
    oddities = list(table.oddities)
    if missing:
        oddities.append(("column_missing", f"the mapping's column {', '.join(missing)[:200]} is not in the header"))
    tree, tips = _tree(mapping), list[Tip]()
    for row in table.rows:
        where = f"line {row.line}"
        if row.broken is not None:
            tips.append(Tip(row.original, Unreadable(where, "broken_row", row.broken)))
            continue
        cells: dict[str, Value] = {column: storable(cell) for column, cell in row.cells.items()}
        escaped = [("text_escaped", "U+0000 stands in it; written as an escape")] if cells != row.cells else []
        tips.append(Tip(row.original, _tip(cells, where, [*oddities, *escaped], source, mapping, tree)))
    return tuple(tips) or (Tip(data, Unreadable("the whole file", "no_records", "it has a header and no row")),)


def _read_json(data: bytes, source: SourceSettings, mapping: SourceMapping) -> tuple[Tip, ...]:
    try:
        found = records(data, mapping.records)
    except NotJson as error:
        return (Tip(data, Unreadable("the whole file", error.code, error.text)),)
    tree, tips = _tree(mapping), list[Tip]()
    for record in found:
        if record.broken is not None:
            read_as: ParsedReferral | Unreadable = Unreadable(record.where, record.broken.code, record.broken.text)
        elif isinstance(record.value, dict):
            read_as = _tip(record.value, record.where, record.oddities, source, mapping, tree)
        else:
            read_as = Unreadable(record.where, "not_a_tip", "it is no JSON object")
        tips.append(Tip(record.original, read_as))
    return tuple(tips)


def _tree(mapping: SourceMapping) -> Tree:
    """Return the keys that a mapping names as a tree; what stands beneath a named place is known with it."""
    tree: dict[str, Any] = {}
    for keys in sorted(mapping.places(), key=len, reverse=True):
        node = tree
        for key in keys[:-1]:
            node = node.setdefault(key, {})
        node[keys[-1]] = None
    return tree


def _tip(
    content: dict[str, Value],
    where: str,
    oddities: Sequence[tuple[str, str]],
    source: SourceSettings,
    mapping: SourceMapping,
    tree: Tree,
) -> ParsedReferral | Unreadable:
    if not says_anything(content):
        return Unreadable(where, "nothing_in_it", "no text, number or truth value stands in it")
    gathering = Gathering(source)
    for code, text in oddities:
        gathering.note(ROOT, code, text)
    note_strangers(gathering, content, tree)
    here = _Here(content, content, ROOT)
    for rule in mapping.captures:
        for element in _elements(gathering, here, rule):
            _capture(gathering, element, rule, mapping)
    received = _time(gathering, here, mapping.received, mapping.received_format, mapping.received_zone)
    return ParsedReferral(
        f"mapped:{mapping.name}:{mapping.version}",
        None if mapping.reference is None else gathering.text(*here.find(mapping.reference)),
        urgent=_urgent(gathering, here, mapping),
        child_named=_child_named(gathering, here, mapping),
        captures=tuple(gathering.captures),
        received_at=received.get("occurred_at"),
        notes=gathering.notes(),
        content=content,
    )


def _elements(gathering: Gathering, here: _Here, rule: CaptureRule) -> Iterator[_Here]:
    """Yield where a rule reads: the record itself, or each element of the lists that `each` goes through."""
    level: list[tuple[Value, str]] = [(here.node, here.path)]
    for key, many in rule.each:
        below: list[tuple[Value, str]] = []
        for node, path in level:
            value = node.get(key) if isinstance(node, dict) else None
            place = under(path, key)
            if many and isinstance(value, list):
                below += [(item, at(place, index)) for index, item in enumerate(value)]
            elif value is not None:
                below.append((value, place))
        level = below
    for node, path in level:
        if isinstance(node, dict):
            yield _Here(here.record, node, path)
        elif node is not None:
            gathering.note(path, "not_an_object", "an object is expected here; what stands here is kept, and not read")


def _capture(gathering: Gathering, here: _Here, rule: CaptureRule, mapping: SourceMapping) -> None:
    found = [(text, path) for place in rule.value for text, path in [_text(gathering, here, place)] if text is not None]
    if not found:
        return
    value = (", " if rule.kind is CaptureKind.ADDRESS else " ").join(text for text, _ in found)
    said: dict[str, Any] = {}
    for field, key in (("proxy", "proxy"), ("viewed_by_source", "viewed"), ("verified", "verified")):
        if key in rule.said:
            said[field] = _bool3(gathering, here, rule.said[key], mapping)
    if "port" in rule.said:
        said["port"] = _fact(gathering, here, rule.said["port"], facts.port, "bad_port")
    if "event" in rule.said:
        said["event"] = _fact(gathering, here, rule.said["event"], facts.event, "event_not_known")
    service = _said_text(gathering, here, rule.said.get("service"))
    if rule.kind in (CaptureKind.ACCOUNT, CaptureKind.HANDLE):
        service = service or gathering.service({}, here.path)
    country = _said_text(gathering, here, rule.said.get("country"))
    if rule.kind is CaptureKind.PHONE:
        country = country or gathering.settings.country
    said.update(_time(gathering, here, rule.said.get("time"), rule.time_format, rule.zone))
    gathering.capture(
        found[0][1], rule.kind, value, service=service, country=country, born=_born(gathering, here, rule), **said
    )


def _text(gathering: Gathering, here: _Here, place: Place) -> tuple[str | None, str]:
    value, path = here.find(place)
    return gathering.text(value, path), path


def _said(here: _Here, said: Said) -> tuple[Value, str]:
    return (said.text, here.path) if isinstance(said, Constant) else here.find(said)


def _said_text(gathering: Gathering, here: _Here, said: Said | None) -> str | None:
    return None if said is None else gathering.text(*_said(here, said))


def _fact(gathering: Gathering, here: _Here, said: Said, read_fact: Any, code: str) -> Any:
    value, path = _said(here, said)
    answer, understood = read_fact(value)
    if not understood:
        gathering.note(path, code, f"{value!r:.60} is not understood: {answer}")
    return answer


def _bool3(gathering: Gathering, here: _Here, said: Said, mapping: SourceMapping) -> Bool3:
    value, path = _said(here, said)
    answer, understood = facts.bool3(value, mapping.yes, mapping.no)
    if not understood:
        gathering.note(path, "bool_not_understood", f"{value!r:.60} is neither yes nor no: unknown")
    return answer


def _time(gathering: Gathering, here: _Here, said: Said | None, form: str | None, zone: Any) -> dict[str, Any]:
    if said is None:
        return {}
    value, path = _said(here, said)
    text = gathering.text(value, path)
    if text is None:
        return {}
    moment = read_time_as(text, form, zone)
    if moment.oddity is not None:
        gathering.note(path, *moment.oddity)
    return {"occurred_at": moment.at, "raw_time": text, "offset_known": moment.offset_known}


def _born(gathering: Gathering, here: _Here, rule: CaptureRule) -> str | None:
    if "born" not in rule.said:
        return None
    value, path = _said(here, rule.said["born"])
    text = gathering.text(value, path)
    date = None if text is None else read_date(text)
    if text is not None and date is None:
        gathering.note(path, "bad_date", f"{text[:60]!r} is no date with a certain day and month: unknown")
    return date


def _urgent(gathering: Gathering, here: _Here, mapping: SourceMapping) -> bool:
    if mapping.urgent is None:
        return False
    value, path = here.find(mapping.urgent)
    if isinstance(value, str | int) and str(value).strip().lower() in mapping.urgent_words:
        return True
    marked, understood = facts.urgent(value)
    own_words = bool(mapping.urgent_words)  # to some sources 1 is the lowest
    if not understood or (own_words and marked):
        gathering.note(path, "priority_not_understood", "neither urgent nor not: look at it soon")
    return marked and not own_words


def _child_named(gathering: Gathering, here: _Here, mapping: SourceMapping) -> bool:
    """Tell whether a child is named. A flag that nobody understands counts as yes: closing then needs two persons."""
    named = False
    if mapping.child_name is not None:
        text, _ = _text(gathering, here, mapping.child_name)
        named = text is not None and facts.bool3(text, mapping.yes, mapping.no) == (Bool3.UNKNOWN, False)
    if mapping.child_named is not None:
        value, path = here.find(mapping.child_named)
        answer, understood = facts.bool3(value, mapping.yes, mapping.no)
        if not understood:
            gathering.note(path, "bool_not_understood", f"{value!r:.60} is neither yes nor no: taken for yes")
        named = named or answer is Bool3.YES or not understood
    return named
