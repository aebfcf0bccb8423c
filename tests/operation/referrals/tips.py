"""Invented tips of three degrees of richness, and a reader of places that shares no code with ours."""

import json
import re
from typing import Any

from understone.operation.referrals.parsed import ParsedReferral, Tip, Unreadable

POOR: dict[str, Any] = {"reportId": "900000010", "additionalInformations": None, "reportedInformation": {
    "additionalInformations": [{"value": "A caller says that somebody shares pictures. No more is known."}],
}}  # fmt: skip


def ordinary_json() -> dict[str, Any]:
    """A tip as most are: one account, one address, one upload."""
    return {
        "reportId": "900000011",
        "dateReceived": "2026-10-05T08:00:00Z",
        "reportedInformation": {
            "reportingEsp": {"espName": "Example Social Ltd", "lastName": "Trust and Safety"},
            "incidentSummary": {"incidentType": "Child Pornography", "incidentDateTime": "2026-10-04T21:14:05Z"},
            "reportedPeople": {
                "reportedPersons": [
                    {
                        "espUserId": "12345",
                        "espService": "Example Social",
                        "screenName": {"value": "invented_user"},
                        "emails": {"emails": [{"value": "invented@example.org", "verified": True}]},
                        "sourceInformation": {
                            "sourceCaptures": [
                                {
                                    "captureType": "IP Address",
                                    "value": "192.0.2.44",
                                    "eventName": "LOGIN",
                                    "dateTime": "2026-10-04T21:10:00Z",
                                    "port": "52113",
                                }
                            ]
                        },
                    }
                ]
            },
        },
    }


def rich_json() -> dict[str, Any]:
    """A tip with every key that formats.md §1b names, and some that it does not."""

    def captures(*found: dict[str, Any]) -> dict[str, Any]:
        return {"sourceCaptures": list(found)}

    return {
        "reportId": "900000012",
        "dateReceived": "2026-10-05T08:00:00Z",
        "priorityLevel": "1",
        "reportedInformation": {
            "reportingEsp": {"espName": "Example Chat Ltd", "lastName": "Safety Desk"},
            "incidentSummary": {
                "incidentType": "Online Enticement of Children for Sexual Acts",
                "incidentDateTime": "2026-10-04T16:14:05-05:00",
                "incidentDateTimeDescription": "Time of the last message",
            },
            "incidentDetails": {
                "webpageIncident": [
                    {
                        "sourceInformation": captures({"captureType": "URL", "value": "https://chat.example/r/9"}),
                        "additionalInformations": [{"value": "Type: room"}],
                    }
                ],
                "emailIncident": [{"contents": [{"value": "Words of a message"}]}],
            },
            "reportedPeople": {
                "reportedPersons": [
                    {
                        "firstName": "Zoë",
                        "middleName": "Q",
                        "lastName": "Example-Test",
                        "preferredName": "Zo",
                        "dateOfBirth": "1981-03-02",
                        "approximateAge": 45,
                        "gender": "F",
                        "screenName": {"value": "Sam_01"},
                        "espUserId": 1413617112501850121,
                        "espService": "Example Chat",
                        "emails": {
                            "emails": [
                                {"value": "zoe@example.org", "verified": "Yes"},
                                {"value": "z2@example.com", "verified": "false"},
                                {"value": "z3@example.com"},
                            ]
                        },
                        "phones": {"phones": [{"value": "07700 900123", "verified": 1}]},
                        "addresses": {
                            "addresses": [
                                {
                                    "street1": "14 Example Street",
                                    "street2": "Flat 2",
                                    "city": "Exampleton",
                                    "state": "Exshire",
                                    "postalCode": "ZZ99 3VZ",
                                    "country": "GB",
                                }
                            ]
                        },
                        "vehicleDescription": "A blue van",
                        "accessToChildren": "Coaches",
                        "accessToChildVictim": True,
                        "relationshipToChildVictim": "Neighbour",
                        "accessToFirearms": False,
                        "convictedSexOffender": None,
                        "sourceInformation": captures(
                            {
                                "captureType": "IP Address",
                                "value": "2001:db8::7",
                                "eventName": "Purchase",
                                "dateTime": "2026-10-04T16:10:00-05:00",
                                "port": 443,
                                "possibleProxy": "no",
                            },
                            {"captureType": "Profile URL", "value": "https://chat.example/u/Sam_01"},
                            {"captureType": "Device ID", "value": "IMEI 490154203237518"},
                            {"captureType": "Cryptocurrency Address", "value": "bc1-invented"},
                            {"captureType": "Shoe size", "value": "44"},
                        ),
                        "additionalInformations": [{"value": "Says that he is a coach"}],
                        "shoeSize": 44.5,
                    }
                ]
            },
            "intendedRecipients": {
                "intendedRecipients": [
                    {
                        "firstName": "Robin",
                        "lastName": "Invented",
                        "approximateAge": "12",
                        "emails": {"emails": [{"value": "robin@example.net", "verified": None}]},
                    }
                ]
            },
            "uploadedFiles": {
                "numberOfFiles": 1,
                "uploadedFiles": [
                    {
                        "filename": "kettle1.jpg",
                        "originalFilename": "IMG_1.JPG",
                        "submittalId": "f-1",
                        "verificationHash": "a54a94e3692040af43bca54a5311a505",
                        "viewedByEsp": None,
                        "industryClassification": "B2",
                        "ncmecTags": {"groups": [{"tags": [{"value": "Hash Match"}]}]},
                        "sourceInformation": captures(
                            {"captureType": "IP Address", "value": "198.51.100.4", "dateTime": "2026-10-04 21:14:05"}
                        ),
                        "espMetadata": {"metadatas": [{"name": "Width", "value": "640"}]},
                        "additionalInformations": [{"value": "a kettle"}],
                    },
                    {"originalFilename": "IMG_2.JPG", "viewedByEsp": "true"},
                    {"filename": "kettle3.jpg", "viewedByEsp": "perhaps"},
                ],
            },
            "additionalInformations": [{"value": "Invented. No real person."}],
        },
        "newKey": {"deep": [1, {"deeper": "kept"}]},
    }


def rich_xml() -> bytes:
    """A report with elements of both generations of the schema."""
    return b"""<?xml version="1.0" encoding="UTF-8"?>
<report>
 <incidentSummary>
  <incidentType>Online Enticement of Children for Sexual Acts</incidentType>
  <platform>Example Chat</platform>
  <escalateToHighPriority>The child said that they will meet tomorrow</escalateToHighPriority>
  <reportAnnotations><sextortion/></reportAnnotations>
  <incidentDateTime>2026-10-04T21:14:05Z</incidentDateTime>
 </incidentSummary>
 <internetDetails><webPageIncident thirdPartyHostedContent="true"><url>https://chat.example/a</url>
  <url>https://chat.example/b</url></webPageIncident></internetDetails>
 <internetDetails><peer2peerIncident><client>Example Share</client><ipCaptureEvent><ipAddress>203.0.113.9</ipAddress>
  </ipCaptureEvent></peer2peerIncident></internetDetails>
 <reporter><reportingPerson><firstName>Trust</firstName><email>desk@example.org</email></reportingPerson></reporter>
 <personOrUserReported>
  <personOrUserReportedPerson><firstName>Zo\xc3\xab</firstName><lastName>Example-Test</lastName>
   <phone type="Mobile" verified="true" countryCallingCode="+44">07700 900123</phone>
   <email verified="false">zoe@example.org</email><email>z2@example.com</email>
   <address type="Home"><address>14 Example Street</address><city>Exampleton</city><zipCode>ZZ99 3VZ</zipCode></address>
   <age>45</age><dateOfBirth>1981-03-02</dateOfBirth></personOrUserReportedPerson>
  <espIdentifier>00417-A</espIdentifier><espService>Example Chat</espService>
  <compromisedAccount>false</compromisedAccount><screenName>Sam_01</screenName>
  <displayName>Sam</displayName><profileUrl>https://chat.example/u/Sam_01</profileUrl>
  <ipCaptureEvent><ipAddress>198.51.100.7</ipAddress><eventName>Login</eventName>
   <dateTime>2026-10-14T21:07:33+01:00</dateTime><possibleProxy>true</possibleProxy><port>51234</port></ipCaptureEvent>
  <ipCaptureEvent><ipAddress>198.51.100.8</ipAddress><dateTime>2026-10-14T21:07:33</dateTime></ipCaptureEvent>
  <deviceId><idType>IMEI</idType><idValue>49-015420-323751-8</idValue></deviceId>
  <associatedAccount accountType="Linked"><espService>Example Mail</espService><espIdentifier>m-1</espIdentifier>
  </associatedAccount>
  <associatedAccount accountType="Parent/Guardian"><espIdentifier>m-2</espIdentifier></associatedAccount>
 </personOrUserReported>
 <victim><victimPerson><firstName>Robin</firstName><age>12</age></victimPerson><screenName>robin_12</screenName></victim>
 <additionalInfo>Invented. No real person.</additionalInfo>
</report>
"""


HOTLINE_HEADER = (
    b"Report no,Received,Priority,Child's name,Category,Comment,Analyst,Address of page,IP address,Port,Seen at,"
    b"What happened,VPN suspected,User name,Site,E-mail,E-mail confirmed,Telephone,First name,Surname,Date of birth\r\n"
)
HOTLINE_ROW = (
    b'H-17,04/10/2026 22:14,1,Robin,images,"Two lines,\r\nof comment",ab,https://chat.example/a,198.51.100.7,51234,'
    b"2026-10-14T21:07:33+01:00,Login,no,Sam_01,Example Chat,zoe@example.org,Confirmed,07700 900123,Zoe,Example-Test,"
    b"1981-03-02\r\n"
)
PARTNER_RECORD: dict[str, Any] = {
    "id": "P-1",
    "sent_at": "2026-10-05T08:00:00Z",
    "service": "Example Chat",
    "escalated": True,
    "summary": "Words",
    "child": {"named": "no", "age": 12},
    "users": [
        {
            "account_id": 1413617112501850121,
            "nick": "Sam_01",
            "name": "Zoë Example-Test",
            "born": "1981-03-02",
            "notes": ["kept"],
            "emails": [{"address": "zoe@example.org", "verified": True}, {"address": "z2@example.com"}],
            "phones": [{"number": "07700 900123", "country": "GB", "verified": False}],
            "sessions": [{"ip": "198.51.100.7", "port": 51234, "at": 1791148053000, "kind": "login"}],
            "devices": [{"type": "IMEI", "id": "490154203237518"}],
        }
    ],
    "files": [{"md5": "a54a94e3692040af43bca54a5311a505", "seen_by_us": None}],
    "payments": [{"wallet": "bc1-invented"}],
}


def dumped(value: object) -> bytes:
    """Write JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode()


def referral(tip: Tip) -> ParsedReferral:
    """Return what was read of a tip that can be read."""
    assert isinstance(tip.read, ParsedReferral), tip.read
    return tip.read


def unreadable(tip: Tip) -> Unreadable:
    """Return why a tip could not be read."""
    assert isinstance(tip.read, Unreadable), tip.read
    return tip.read


def codes(read: ParsedReferral) -> list[str]:
    """Return the code words of the notes."""
    return [note.code for note in read.notes]


_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]", re.DOTALL)


def resolve(content: object, path: str) -> Any:
    """Follow a place such as `$.a['b c'][0]` through JSON (RFC 9535, one node)."""
    assert path.startswith("$")
    node: Any = content
    pos = 1
    while pos < len(path):
        found = _STEP.match(path, pos)
        assert found is not None, path[pos:]
        key, index, quoted = found.groups()
        if index is not None:
            node = node[int(index)]
        else:
            node = node[key if key is not None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)]
        pos = found.end()
    return node


def leaves(value: object, path: str = "$") -> list[str]:
    """Return every text, number and truth value in JSON, as text."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [] if value is None else [str(value)]
