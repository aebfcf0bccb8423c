"""Generated tips as police get them: CyberTip JSON about invented people, read by the project's own reader.

A person is reported 2.5 times on average. A tip names an account of a service, a user name (70 %), an e-mail (60 %, of
which two thirds confirmed), a device (40 %), a name with a date of birth (35 %), an address of a house (30 %), two or
three addresses of the Internet with times, and one to three files. Where the facts of people come from a formula, the
same people can be made in bulk by SQL (`intake_bulk.sql`). Reserved identifiers alone: no telephone, since the thousand
reserved ones would all be beyond the cap.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from understone.operation.referrals.formats import SourceSettings, read
from understone.operation.referrals.parsed import Tip

SOURCE = SourceSettings("examplechat", "cybertip-json", None, "GB", {"Example Chat": "examplechat"})
FROM = datetime(2026, 4, 1, tzinfo=UTC)
GIVEN = ("Ada", "Bela", "Cato", "Dara", "Enno", "Fina", "Gero", "Hila", "Ivo", "Jola", "Kuno", "Lida")


def email(person: int) -> str:
    """Return the e-mail of a person."""
    return f"person{person}@example.org"


def device(person: int) -> str:
    """Return the device of a person, without its type."""
    return f"{person:08x}ab"


def handle(person: int) -> str:
    """Return the user name of a person."""
    return f"user_{person}"


def tips(size: int, people: int, seed: int) -> Iterator[Tip]:
    """Yield `size` tips about people numbered below `people`, read from their JSON."""
    draw = random.Random(seed)
    for number in range(size):
        (tip,) = read(json.dumps(record(draw, seed * 100_000_000 + number, draw.randrange(people))).encode(), SOURCE)
        yield tip


def record(draw: random.Random, number: int, person: int) -> dict[str, object]:
    """Return one tip about a person."""
    at = FROM + timedelta(seconds=draw.randrange(182 * 86_400))
    told: dict[str, object] = {"espService": "examplechat"}
    if draw.random() < 0.7:
        told["screenName"] = {"value": handle(person)}
    if draw.random() < 0.6:
        confirmed = draw.choice((True, True, None))
        told["emails"] = {"emails": [{"value": email(person), "verified": confirmed}]}
    captures: list[dict[str, object]] = []
    if draw.random() < 0.4:
        captures.append({"captureType": "Device ID", "value": f"ANDROID {device(person)}"})
    if draw.random() < 0.35:
        told["firstName"] = GIVEN[person % len(GIVEN)]
        told["lastName"] = f"Invented{person % 5000}"
        told["dateOfBirth"] = f"{1950 + person % 50}-{1 + person % 12:02d}-{1 + person % 28:02d}"
    if draw.random() < 0.3:
        told["addresses"] = {
            "addresses": [{"street1": f"{1 + person % 300} Example Street", "postalCode": f"ZZ{1 + person % 99} 3VZ"}]
        }
    for _ in range(draw.randrange(2, 4)):
        seen = at - timedelta(minutes=draw.randrange(100_000))
        captures.append(
            {
                "captureType": "IP Address",
                "value": f"2001:db8:{person >> 16:x}:{person & 0xFFFF:x}::{draw.randrange(1, 4)}",
                "eventName": draw.choice(("LOGIN", "UPLOAD")),
                "dateTime": f"{seen:%Y-%m-%dT%H:%M:%SZ}",
                "port": str(draw.randrange(1024, 65_000)),
            }
        )
    told["sourceInformation"] = {"sourceCaptures": captures}
    files = [
        {"filename": f"picture{k}.jpg", "verificationHash": f"{draw.getrandbits(128):032x}", "viewedByEsp": True}
        for k in range(draw.randrange(1, 4))
    ]
    return {
        "reportId": str(number),
        "dateReceived": f"{at + timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}",
        "reportedInformation": {
            "reportingEsp": {"espName": "Example Chat", "lastName": "Trust and Safety"},
            "incidentSummary": {
                "incidentType": "Apparent Child Sexual Abuse Material",
                "incidentDateTime": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            },
            "reportedPeople": {"reportedPersons": [told]},
            "uploadedFiles": {"numberOfFiles": len(files), "uploadedFiles": files},
            "additionalInformations": [{"value": "Invented. No real person."}],
        },
    }
