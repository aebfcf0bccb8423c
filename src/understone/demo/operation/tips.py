"""Tips about people, as three invented sources write them: CyberTips in JSON and in XML, and a hotline's table.

Every tip of a person carries their confirmed e-mail address, which ties them to one subject; nothing ties two people.
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from understone.demo.operation import identifiers
from understone.demo.operation.identifiers import Known
from understone.demo.operation.plan import Again, Closed, Person
from understone.exchange.package_terms import Letter

CHAT, PHOTOS, HOTLINE = "example-chat", "example-photos", "example-hotline"
NAMES = {CHAT: "Example Chat", PHOTOS: "Example Photos", HOTLINE: "Example Hotline"}
HEADER = [
    "Report no",
    "Received",
    "Priority",
    "Child's name",
    "Category",
    "Comment",
    "Analyst",
    "Address of page",
    "IP address",
    "Port",
    "Seen at",
    "What happened",
    "VPN suspected",
    "User name",
    "Site",
    "E-mail",
    "E-mail confirmed",
    "Telephone",
    "First name",
    "Surname",
    "Date of birth",
]
_CLOSED_FROM = 500_000  # numbers of the people in tips that nothing follows from
_URGENT_EVERY = 12


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did on a line, as the source's server saw it."""

    address: str
    port: int
    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Written:
    """A tip as it is delivered: whose, under which number, its bytes."""

    source: str
    ref: str
    content: bytes


def of(person: Person, tip: int, begin: datetime) -> Written:
    """Return a tip about a person. The first tells of every line of theirs, from which they are named."""
    source = (CHAT, PHOTOS)[person.number % 2] if tip == 0 else (CHAT, PHOTOS, HOTLINE)[(person.number + tip) % 3]
    known = identifiers.of(person.number)
    return _written(source, _ref(source, person.number, tip), known, _events(person, tip, begin), person.number + tip)


def supplement(person: Person, again: Again, begin: datetime) -> Written:
    """Return something more under the number of a tip: one event more, on a line that is known by then."""
    first = of(person, again.tip, begin)
    known, events = identifiers.of(person.number), _events(person, again.tip, begin)
    more = Event(events[0].address, events[0].port, events[0].at + timedelta(minutes=7), "LOGIN")
    return _written(first.source, first.ref, known, [*events, more], person.number + again.tip, more=True)


def closed(tip: Closed, begin: datetime) -> Written:
    """Return a tip that nothing will follow from."""
    number = _CLOSED_FROM + tip.number
    source = (CHAT, PHOTOS, HOTLINE)[tip.number % 3]
    at = _moment(begin, tip.day, number, 0)
    address, port = identifiers.line(number, 0, 0)
    child = "Invented Child" if tip.child_named else None
    ref = _ref(source, number, 0)
    return _written(source, ref, identifiers.of(number), [Event(address, port, at, "LOGIN")], number, child=child)


def _ref(source: str, number: int, tip: int) -> str:
    return f"{source.split('-')[1][:2].upper()}-{number:06d}-{tip:02d}"


def _events(person: Person, tip: int, begin: datetime) -> list[Event]:
    """One upload alone where the identity is to stay doubtful; else another event of the same line beside it."""
    day = person.tips[tip]
    lines = range(max(1, len(person.homes))) if tip == 0 else range(1)
    found = []
    for which in lines:
        address, port = identifiers.line(person.number, tip, which)
        at = _moment(begin, day, person.number, tip) - timedelta(days=which)
        found.append(Event(address, port, at, "UPLOAD"))
    if person.grade is not Letter.C:
        found.append(Event(found[0].address, found[0].port, found[0].at - timedelta(hours=2, minutes=13), "LOGIN"))
    return found


def _moment(begin: datetime, day: int, number: int, tip: int) -> datetime:
    """Return a moment of the days before a tip came in."""
    minutes = (number * 37 + tip * 101) % 2400
    return begin + timedelta(days=day) - timedelta(hours=20, minutes=minutes)


def _written(
    source: str, ref: str, known: Known, events: list[Event], turn: int, *, child: str | None = None, more: bool = False
) -> Written:
    urgent = turn % _URGENT_EVERY == 0
    if source == HOTLINE:
        content = _table(ref, known, events, urgent=urgent, child=child, more=more)
    elif source == PHOTOS:
        content = _xml(ref, known, events, urgent=urgent, child=child)
    else:
        content = _json(ref, known, events, urgent=urgent, child=child)
    return Written(source, ref, content)


def _json(ref: str, known: Known, events: list[Event], *, urgent: bool, child: str | None) -> bytes:
    captures: list[dict[str, Any]] = [
        {
            "captureType": "IP Address",
            "value": e.address,
            "eventName": e.kind,
            "dateTime": _z(e.at),
            "port": str(e.port),
        }
        for e in events
    ]
    captures.append({"captureType": "Device ID", "value": known.device})
    person: dict[str, Any] = {
        "firstName": known.given, "lastName": known.family, "dateOfBirth": f"{known.born:%Y-%m-%d}",
        "espUserId": known.account, "espService": NAMES[CHAT], "screenName": {"value": known.handle},
        "emails": {"emails": [{"value": known.email, "verified": True}]},
        "phones": {"phones": [{"value": known.phone, "verified": False}] if known.phone else []},
        "sourceInformation": {"sourceCaptures": captures},
    }  # fmt: skip
    information: dict[str, Any] = {
        "reportingEsp": {"espName": NAMES[CHAT]},
        "incidentSummary": {"incidentType": "Invented", "incidentDateTime": _z(events[0].at)},
        "reportedPeople": {"reportedPersons": [person]},
        "uploadedFiles": {
            "uploadedFiles": [
                {
                    "filename": "invented.jpg",
                    "verificationHash": identifiers.picture(ref),
                    "viewedByEsp": len(events) > 2,
                }
            ]
        },
        "additionalInformations": [{"value": "Synthetic. No real person."}],
    }
    if child:
        information["victims"] = {"victims": [{"firstName": child.split()[0], "lastName": child.split()[1]}]}
    report = {"reportId": ref, "reportedInformation": information, "priorityLevel": "1" if urgent else "3"}
    return json.dumps(report, indent=1).encode()


def _xml(ref: str, known: Known, events: list[Event], *, urgent: bool, child: str | None) -> bytes:
    report = ElementTree.Element("report")

    def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
        made = ElementTree.SubElement(parent, name, attributes)
        made.text = text
        return made

    add(report, "reportId", ref)
    summary = add(report, "incidentSummary")
    add(summary, "incidentType", "Invented")
    add(summary, "incidentDateTime", _z(events[0].at))
    if urgent:
        add(summary, "escalateToHighPriority", "a child may be in danger now")
    reported = add(report, "personOrUserReported")
    person = add(reported, "personOrUserReportedPerson")
    add(person, "firstName", known.given)
    add(person, "lastName", known.family)
    add(person, "email", known.email, verified="true")
    add(person, "dateOfBirth", f"{known.born:%Y-%m-%d}")
    add(reported, "espIdentifier", known.account.replace("ec", "ep"))
    add(reported, "espService", NAMES[PHOTOS])
    for each in events:
        event = add(reported, "ipCaptureEvent")
        add(event, "ipAddress", each.address)
        add(event, "eventName", each.kind.title())
        add(event, "dateTime", _z(each.at))
        add(event, "port", str(each.port))
    if child:
        victim = add(add(report, "victim"), "victimPerson")
        add(victim, "firstName", child.split()[0])
        add(victim, "lastName", child.split()[1])
    add(report, "additionalInfo", "Synthetic. No real person.")
    return bytes(ElementTree.tostring(report, encoding="utf-8", xml_declaration=True))


def _table(ref: str, known: Known, events: list[Event], *, urgent: bool, child: str | None, more: bool) -> bytes:
    first = events[0]
    row = {
        "Report no": ref, "Received": f"{first.at + timedelta(hours=9):%d/%m/%Y %H:%M}",
        "Priority": "immediate" if urgent else "3", "Child's name": child or "", "Category": "invented",
        "Comment": "Synthetic. No real person." + (" Seen again." if more else ""), "Analyst": "H-1",
        "Address of page": f"https://forum.example.org/{ref}", "IP address": first.address, "Port": str(first.port),
        "Seen at": _z(first.at), "What happened": "upload", "VPN suspected": "no",
        "User name": known.handle, "Site": "Example Forum", "E-mail": known.email, "E-mail confirmed": "confirmed",
        "Telephone": known.phone or "", "First name": known.given, "Surname": known.family,
        "Date of birth": f"{known.born:%Y-%m-%d}",
    }  # fmt: skip
    sink = io.StringIO()
    writer = csv.DictWriter(sink, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return sink.getvalue().encode()


def _z(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
