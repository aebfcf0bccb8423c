"""CyberTips as platforms send them: NCMEC's reporting XML, `report` and `fileDetails` (formats.md §1a).

Both generations of the schema are read; the newer one adds elements and renames none. Namespaces and a wrong order are
tolerated. Document types and entities are refused before any is expanded ("billion laughs"; OWASP, "XML External Entity
Prevention"). Reporters, law enforcement, recipients and victims are kept in `content` and are no captures: the desk of
one platform stands in thousands of tips and would make one person of them all.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from understone.canonical_json import Value
from understone.exchange.package_terms import EventKind
from understone.operation.referrals.formats import facts
from understone.operation.referrals.formats.gathering import Gathering, inside, items, objects, says_anything
from understone.operation.referrals.formats.json_text import DEEPEST
from understone.operation.referrals.formats.paths import ROOT, under
from understone.operation.referrals.formats.settings import SourceSettings
from understone.operation.referrals.formats.xml_order import note_order
from understone.operation.referrals.parsed import CaptureKind, ParsedReferral, Tip, Unreadable

NAME = "cybertip-xml"
ROOTS = ("report", "fileDetails")
_TEXT = "#text"


def read(data: bytes, source: SourceSettings) -> tuple[Tip, ...]:
    """Read one report, or the details of one file of a report."""
    return (Tip(data, _read(data, source)),)


def _read(data: bytes, source: SourceSettings) -> ParsedReferral | Unreadable:
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    where = "the whole file"
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return Unreadable(
            where, "document_type", "it declares a document type or entities, which can hide or fetch more"
        )
    except ParseError as error:
        line, column = error.position
        return Unreadable(f"line {line}, column {column}", "not_xml", f"it is no XML, or cut off: {error}")
    except (ValueError, LookupError) as error:
        return Unreadable(where, "not_text", f"its encoding cannot be read: {error}")
    name = _local(root.tag)
    if name not in ROOTS:
        return Unreadable(where, "not_a_tip", f"its root is {name[:60]}, not report or fileDetails")
    if _deeper(root):
        return Unreadable(where, "too_deep", f"it is nested more than {DEEPEST} levels deep")
    gathering = Gathering(source)
    content = {name: _json(root)}
    if not says_anything(content):
        return Unreadable(where, "nothing_in_it", "no text stands in it")
    note_order(gathering, root, under(ROOT, name), _local)
    node, path = inside(content, ROOT, name, gathering)
    urgent = child_named = False
    if name == "report":
        urgent, child_named = _report(gathering, node, path)
    else:
        _file(gathering, node, path)
    return ParsedReferral(
        NAME,
        gathering.text(_plain(node.get("reportId")), under(path, "reportId")),
        urgent=urgent,
        child_named=child_named,
        captures=tuple(gathering.captures),
        notes=gathering.notes(),
        content=content,
    )


def _local(tag: str) -> str:
    return tag[tag.find("}") + 1 :]


def _deeper(root: Element) -> bool:
    """Tell whether elements are nested deeper than `DEEPEST`, without recursion."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)


def _json(element: Element) -> Value:
    """Return an element as JSON: text, or an object of its attributes (`@name`), children and `#text`.

    What stands more than once is a list. The order of different children is not kept; equal content stays equal.
    """
    text = (element.text or "").strip()
    if not len(element) and not element.attrib:
        return text
    found: dict[str, Value] = {f"@{_local(key)}": value for key, value in element.attrib.items()}
    repeated: dict[str, list[Value]] = {}
    for child in element:
        repeated.setdefault(_local(child.tag), []).append(_json(child))
        text = f"{text} {(child.tail or '').strip()}".strip()
    found.update({name: values[0] if len(values) == 1 else values for name, values in repeated.items()})
    if text:
        found[_TEXT] = text
    return found


def _plain(value: Value) -> Value:
    """Return an element's text, whether it has attributes or not."""
    return value.get(_TEXT) if isinstance(value, dict) else value


def _keep(gathering: Gathering, path: str, kind: CaptureKind, value: Value, **said: Any) -> None:
    """Capture an element's text at its own place."""
    if isinstance(value, dict):
        gathering.capture(under(path, _TEXT), kind, value.get(_TEXT), **said)
    else:
        gathering.capture(path, kind, value, **said)


def _report(gathering: Gathering, report: Mapping[str, Value], path: str) -> tuple[bool, bool]:
    """Read a report. Return whether it is urgent, and whether a child is named."""
    child_named = False
    people = list(objects(gathering, report, path, "personOrUserReported", wrapped=False))
    for place, person in people:
        named = _reported(gathering, person, place)
        block, _ = inside(person, place, "personOrUserReportedPerson", gathering)
        child_named = child_named or (named and facts.under_18(_plain(block.get("age"))))
    if len(people) > 1:
        gathering.note(path, "several_reported", f"{len(people)} are reported: their identifiers stand together")
    for place, details in objects(gathering, report, path, "internetDetails", wrapped=False):
        for key in details:
            for incident_place, incident in objects(gathering, details, place, key, wrapped=False):
                _incident(gathering, incident, incident_place)
    for key, block_key in (("intendedRecipient", "intendedRecipientPerson"), ("victim", "victimPerson")):
        for place, person in objects(gathering, report, path, key, wrapped=False):
            text = "not the reported person: the identifiers are kept, and are no captures, so that they link nobody"
            gathering.note(place, "other_person", text)
            block, block_path = inside(person, place, block_key, gathering)
            is_child = key == "victim" or facts.under_18(_plain(block.get("age")))
            child_named = child_named or (is_child and bool(_name(gathering, block, block_path)))
    summary, summary_path = inside(report, path, "incidentSummary", gathering)
    gathering.time(summary, "incidentDateTime", summary_path)
    return _escalated(summary), child_named


def _escalated(summary: Mapping[str, Value]) -> bool:
    """Tell whether a platform asks for high priority: the element holds its reason in words."""
    words = _plain(summary.get("escalateToHighPriority"))
    return isinstance(words, str) and bool(words) and words.lower() not in ("false", "no", "0", "none")


def _name(gathering: Gathering, block: Mapping[str, Value], path: str) -> str:
    keys = ("firstName", "middleName", "lastName")
    parts = [gathering.text(_plain(block.get(key)), under(path, key)) for key in keys]
    return " ".join(part for part in parts if part)


def _reported(gathering: Gathering, person: Mapping[str, Value], path: str) -> bool:
    """Read who is reported, with accounts linked to theirs. Return whether a name is given."""
    block, block_path = inside(person, path, "personOrUserReportedPerson", gathering)
    named = _person(gathering, block, block_path)
    _account(gathering, person, path)
    for place, account in objects(gathering, person, path, "associatedAccount", wrapped=False):
        theirs = str(account.get("@accountType", "")).lower() == "linked"
        if theirs and gathering.bool3(account, "@thirdPartyUser", place) != "yes":
            _account(gathering, account, place)
            _person(gathering, account, place)
        else:
            text = "an account that may be somebody else's (billing, guardian, business): kept, and no capture"
            gathering.note(place, "other_person", text)
    return named


def _person(gathering: Gathering, block: Mapping[str, Value], path: str) -> bool:
    name = _name(gathering, block, path)
    gathering.capture(path, CaptureKind.NAME, name, born=gathering.born(block, "dateOfBirth", path))
    for place, email in items(block, path, "email", wrapped=False):
        _keep(gathering, place, CaptureKind.EMAIL, email, **_verified(gathering, email, place))
    for place, phone in items(block, path, "phone", wrapped=False):
        country = phone.get("@countryCallingCode") if isinstance(phone, dict) else None
        said = _verified(gathering, phone, place)
        _keep(gathering, place, CaptureKind.PHONE, phone, country=country or gathering.settings.country, **said)
    for place, address in objects(gathering, block, path, "address", wrapped=False):
        keys = ("address", "city", "zipCode", "state", "nonUsaState", "country")
        parts = [gathering.text(_plain(address.get(key)), under(place, key)) for key in keys]
        gathering.capture(place, CaptureKind.ADDRESS, ", ".join(part for part in parts if part))
    return bool(name)


def _verified(gathering: Gathering, value: Value, path: str) -> dict[str, Any]:
    return {"verified": gathering.bool3(value, "@verified", path)} if isinstance(value, dict) else {}


def _account(gathering: Gathering, node: Mapping[str, Value], path: str) -> None:
    """Read what an account is known by, and its events."""
    service = gathering.service(node, path, "espService", "platform")
    for key, kind in (("espIdentifier", CaptureKind.ACCOUNT), ("screenName", CaptureKind.HANDLE)):
        for place, value in items(node, path, key, wrapped=False):
            _keep(gathering, place, kind, value, service=service)
    for place, value in items(node, path, "displayName", wrapped=False):
        _keep(gathering, place, CaptureKind.NAME, value)
    for place, value in items(node, path, "profileUrl", wrapped=False):
        _keep(gathering, place, CaptureKind.URL, value)
    _events(gathering, node, path)


def _incident(gathering: Gathering, incident: Mapping[str, Value], path: str) -> None:
    for place, url in items(incident, path, "url", wrapped=False):
        _keep(gathering, place, CaptureKind.URL, url)
    _events(gathering, incident, path)


def _events(gathering: Gathering, node: Mapping[str, Value], path: str) -> None:
    for place, event in objects(gathering, node, path, "ipCaptureEvent", wrapped=False):
        gathering.capture(
            under(place, "ipAddress"),
            CaptureKind.IP,
            event.get("ipAddress"),
            port=gathering.port(event, "port", place),
            event=gathering.event(event, "eventName", place),
            proxy=gathering.bool3(event, "possibleProxy", place),
            **gathering.time(event, "dateTime", place),
        )
    for place, device in objects(gathering, node, path, "deviceId", wrapped=False):
        parts = [gathering.text(device.get(key), under(place, key)) for key in ("idType", "idValue")]
        if parts[1] is None:
            continue
        said = gathering.time(device, "dateTime", place)
        event_kind = gathering.event(device, "eventName", place)
        value = " ".join(part for part in parts if part)
        gathering.capture(place, CaptureKind.DEVICE, value, event=event_kind, **said)


def _file(gathering: Gathering, file: Mapping[str, Value], path: str) -> None:
    """Read a file's details: by its hashes, else by its name."""
    said = gathering.time(file, "uploadedToEspTimestamp", path)
    if said:
        said["event"] = EventKind.UPLOAD
    said["viewed_by_source"] = gathering.bool3(file, "fileViewedByEsp", path)
    before = len(gathering.captures)
    for key in ("originalFileHash", "originalFileName"):
        for place, value in items(file, path, key, wrapped=False):
            _keep(gathering, place, CaptureKind.FILE, value, **said)
        if len(gathering.captures) > before:
            break
    for place, url in items(file, path, "locationOfFile", wrapped=False):
        _keep(gathering, place, CaptureKind.URL, url)
    _events(gathering, file, path)
