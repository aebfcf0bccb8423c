"""CyberTips as police receive them: JSON from NCMEC's case management tool (formats.md §1b). No schema is published.

The keys are those that two tools of working police officers read. Any of them may be missing or null. Identifiers of
intended recipients and victims are kept in `content`, with a note, but are no captures: two offenders who wrote to the
same child would become one person.
"""

from collections.abc import Mapping

from understone.canonical_json import Value
from understone.operation.referrals.formats import facts
from understone.operation.referrals.formats.gathering import Gathering, inside, items, objects, says_anything
from understone.operation.referrals.formats.json_text import JsonRecord, NotJson, records
from understone.operation.referrals.formats.known_keys import Tree, note_strangers
from understone.operation.referrals.formats.paths import ROOT, under
from understone.operation.referrals.formats.settings import SourceSettings
from understone.operation.referrals.parsed import CaptureKind, ParsedReferral, Tip, Unreadable

NAME = "cybertip-json"

_TEXTS: Tree = {"value": None, "additionalInformations": {"value": None}}
_CAPTURES: Tree = {
    "sourceCaptures": dict.fromkeys(
        ("captureType", "value", "eventName", "dateTime", "port", "possibleProxy", "verified")
    )
}
_VERIFIED: Tree = {"value": None, "verified": None}
_PERSON: Tree = {
    **dict.fromkeys(
        ("firstName", "middleName", "lastName", "preferredName", "dateOfBirth", "approximateAge", "gender")
    ),
    **dict.fromkeys(("espUserId", "espService", "vehicleDescription", "accessToChildren", "accessToChildVictim")),
    **dict.fromkeys(("relationshipToChildVictim", "accessToFirearms", "convictedSexOffender")),
    "screenName": {"value": None},
    "emails": {"emails": _VERIFIED, **_VERIFIED},
    "phones": {"phones": _VERIFIED, **_VERIFIED},
    "addresses": {
        "addresses": dict.fromkeys(("street1", "street2", "city", "state", "postalCode", "country")),
    },
    "sourceInformation": _CAPTURES,
    "additionalInformations": _TEXTS,
}
_INCIDENT: Tree = {
    "sourceInformation": _CAPTURES,
    "additionalInformations": _TEXTS,
    "contents": _TEXTS,
    "url": None,
}
_FILE: Tree = {
    **dict.fromkeys(("filename", "originalFilename", "submittalId", "verificationHash", "viewedByEsp")),
    "industryClassification": None,
    "ncmecTags": {"groups": {"tags": {"value": None}}},
    "espMetadata": {"metadatas": {"name": None, "value": None}},
    "sourceInformation": _CAPTURES,
    "additionalInformations": _TEXTS,
}
_PEOPLE_NOT_REPORTED = ("intendedRecipients", "victims", "childVictims")
_PRIORITIES = ("escalateToHighPriority", "highPriority", "priorityLevel", "priority", "urgent")
_INFORMATION: Tree = {
    "reportingEsp": {"espName": None, "lastName": None},
    "incidentSummary": {
        **dict.fromkeys(("incidentType", "incidentDateTime", "incidentDateTimeDescription", *_PRIORITIES)),
    },
    "incidentDetails": {"webpageIncident": _INCIDENT, "emailIncident": _INCIDENT},
    "reportedPeople": {"reportedPersons": _PERSON},
    **{key: {key: _PERSON} for key in _PEOPLE_NOT_REPORTED},
    "uploadedFiles": {"uploadedFiles": _FILE},
    "additionalInformations": _TEXTS,
    **dict.fromkeys(_PRIORITIES),
}
KEYS: Tree = {
    "reportId": None,
    "dateReceived": None,
    "reportedInformation": _INFORMATION,
    **dict.fromkeys(_PRIORITIES),
}

_KINDS = {
    "ipaddress": CaptureKind.IP,
    "ip": CaptureKind.IP,
    "url": CaptureKind.URL,
    "profileurl": CaptureKind.URL,
    "email": CaptureKind.EMAIL,
    "emailaddress": CaptureKind.EMAIL,
    "phone": CaptureKind.PHONE,
    "phonenumber": CaptureKind.PHONE,
    "deviceid": CaptureKind.DEVICE,
    "screenname": CaptureKind.HANDLE,
    "screenusername": CaptureKind.HANDLE,
    "username": CaptureKind.HANDLE,
    "espuserid": CaptureKind.ACCOUNT,
    "userid": CaptureKind.ACCOUNT,
    "paymentinformation": CaptureKind.PAYMENT,
    "cryptocurrencyaddress": CaptureKind.PAYMENT,
    "walletaddress": CaptureKind.PAYMENT,
}


def read(data: bytes, source: SourceSettings) -> tuple[Tip, ...]:
    """Read one CyberTip, an array of them, or one a line. A file that is cut off is one `Unreadable`, whole."""
    try:
        found = records(data)
    except NotJson as error:
        return (Tip(data, Unreadable("the whole file", error.code, error.text)),)
    return tuple(Tip(record.original, _tip(record, source)) for record in found)


def _tip(record: JsonRecord, source: SourceSettings) -> ParsedReferral | Unreadable:
    if record.broken is not None:
        return Unreadable(record.where, record.broken.code, record.broken.text)
    content = record.value
    if not isinstance(content, dict):
        return Unreadable(record.where, "not_a_tip", "it is no JSON object")
    if not says_anything(content):
        return Unreadable(record.where, "nothing_in_it", "no text, number or truth value stands in it")
    if not content.keys() & KEYS.keys():
        return Unreadable(
            record.where, "not_a_tip", "it has none of a CyberTip's keys: its source needs a mapping file"
        )
    gathering = Gathering(source)
    for code, text in record.oddities:
        gathering.note(ROOT, code, text)
    note_strangers(gathering, content, KEYS)
    information, path = inside(content, ROOT, "reportedInformation", gathering)
    esp, esp_path = inside(information, path, "reportingEsp", gathering)
    gathering.esp = gathering.text(esp.get("espName"), under(esp_path, "espName"))
    _incidents(gathering, information, path)
    child_named = _people(gathering, information, path)
    for place, file in objects(gathering, information, path, "uploadedFiles"):
        _file(gathering, file, place)
    summary, summary_path = inside(information, path, "incidentSummary", gathering)
    gathering.time(summary, "incidentDateTime", summary_path)  # for its oddities; the incident is no capture
    places = ((content, ROOT), (information, path), (summary, summary_path))
    marks = [_urgent(gathering, node, place) for node, place in places]
    return ParsedReferral(
        NAME,
        gathering.text(content.get("reportId"), under(ROOT, "reportId")),
        urgent=any(marks),
        child_named=child_named,
        captures=tuple(gathering.captures),
        received_at=gathering.instant(content, "dateReceived", ROOT),
        notes=gathering.notes(),
        content=content,
    )


def _urgent(gathering: Gathering, node: Mapping[str, Value], path: str) -> bool:
    marked = False
    for key in _PRIORITIES:
        if key in node:
            said, understood = facts.urgent(node[key])
            if not understood:
                gathering.note(under(path, key), "priority_not_understood", "neither urgent nor not: look at it soon")
            marked = marked or said
    return marked


def _incidents(gathering: Gathering, information: Mapping[str, Value], path: str) -> None:
    details, path = inside(information, path, "incidentDetails", gathering)
    for key in details:
        for place, incident in objects(gathering, details, path, key):
            _source_captures(gathering, incident, place)
            for url_place, url in items(incident, place, "url"):
                gathering.capture(url_place, CaptureKind.URL, url)


def _people(gathering: Gathering, information: Mapping[str, Value], path: str) -> bool:
    """Read the reported persons; note the others. Return whether a child is named."""
    child_named = False
    reported = 0
    for place, person in objects(gathering, information, path, "reportedPeople", "reportedPersons"):
        reported += 1
        named = _person(gathering, person, place)
        child_named = child_named or (named and facts.under_18(person.get("approximateAge")))
    if reported > 1:
        gathering.note(path, "several_reported", f"{reported} persons are reported: their identifiers stand together")
    for key in _PEOPLE_NOT_REPORTED:
        for place, person in objects(gathering, information, path, key):
            if not says_anything(person):
                continue
            text = "not the reported person: the identifiers are kept, and are no captures, so that they link nobody"
            gathering.note(place, "other_person", text)
            is_child = key != "intendedRecipients" or facts.under_18(person.get("approximateAge"))
            child_named = child_named or (is_child and bool(name_of(gathering, person, place)))
    return child_named


def name_of(gathering: Gathering, person: Mapping[str, Value], path: str) -> str:
    """Return the parts of a name that are given, joined."""
    parts = [gathering.text(person.get(key), under(path, key)) for key in ("firstName", "middleName", "lastName")]
    return " ".join(part for part in parts if part)


def _person(gathering: Gathering, person: Mapping[str, Value], path: str) -> bool:
    """Read a reported person. Return whether a name is given."""
    born = gathering.born(person, "dateOfBirth", path)
    name = name_of(gathering, person, path)
    gathering.capture(path, CaptureKind.NAME, name, born=born)
    preferred = person.get("preferredName")
    gathering.capture(under(path, "preferredName"), CaptureKind.NAME, preferred, born=born)
    user, handles = person.get("espUserId"), list(items(person, path, "screenName"))
    service = gathering.service(person, path, "espService") if user or handles else None
    gathering.capture(under(path, "espUserId"), CaptureKind.ACCOUNT, user, service=service)
    for place, handle in handles:
        _valued(gathering, handle, place, CaptureKind.HANDLE, service=service)
    for place, email in items(person, path, "emails"):
        _valued(gathering, email, place, CaptureKind.EMAIL)
    for place, phone in items(person, path, "phones"):
        _valued(gathering, phone, place, CaptureKind.PHONE, country=gathering.settings.country)
    for place, address in items(person, path, "addresses"):
        if isinstance(address, dict):
            keys = ("street1", "street2", "city", "state", "postalCode", "country")
            parts = [gathering.text(address.get(key), under(place, key)) for key in keys]
            gathering.capture(place, CaptureKind.ADDRESS, ", ".join(part for part in parts if part))
        else:
            gathering.capture(place, CaptureKind.ADDRESS, address)
    _source_captures(gathering, person, path)
    return bool(name or gathering.text(preferred, path))


def _valued(gathering: Gathering, node: Value, path: str, kind: CaptureKind, **said: str | None) -> None:
    """Read `{value, verified}`, or a bare text."""
    if isinstance(node, dict):
        verified = gathering.bool3(node, "verified", path)
        gathering.capture(under(path, "value"), kind, node.get("value"), verified=verified, **said)
    else:
        gathering.capture(path, kind, node, **said)


def _file(gathering: Gathering, file: Mapping[str, Value], path: str) -> None:
    """Read a file: by its hash, else by its name. Neither the picture nor its words are ever here."""
    viewed = gathering.bool3(file, "viewedByEsp", path)
    for key in ("verificationHash", "originalFilename", "filename"):
        if (value := gathering.text(file.get(key), under(path, key))) is not None:
            gathering.capture(under(path, key), CaptureKind.FILE, value, viewed_by_source=viewed)
            break
    _source_captures(gathering, file, path)


def _source_captures(gathering: Gathering, node: Mapping[str, Value], path: str) -> None:
    for place, capture in objects(gathering, node, path, "sourceInformation", "sourceCaptures"):
        said = gathering.text(capture.get("captureType"), under(place, "captureType"))
        kind = _KINDS.get("".join(c for c in (said or "").lower() if c.isalnum()))
        if kind is None:
            text = f"{said!r:.60} is no kind of capture that we know: kept, and not taken for an identifier"
            gathering.note(place, "unknown_capture_type", text)
            continue
        service = gathering.service({}, place) if kind in (CaptureKind.HANDLE, CaptureKind.ACCOUNT) else None
        gathering.capture(
            under(place, "value"),
            kind,
            capture.get("value"),
            port=gathering.port(capture, "port", place),
            event=gathering.event(capture, "eventName", place),
            proxy=gathering.bool3(capture, "possibleProxy", place),
            verified=gathering.bool3(capture, "verified", place),
            service=service,
            country=gathering.settings.country if kind is CaptureKind.PHONE else None,
            **gathering.time(capture, "dateTime", place),
        )
