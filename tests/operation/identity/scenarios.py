"""Invented scenarios beyond the shared rows: fault-free ones written in many ways, and one slip put into each.

Nothing here uses the rules or their tables: a scenario is made of an event, a lease around it, and how people write.
"""

import ipaddress
import random
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

Scenario = dict[str, dict[str, Any]]
LONDON = ZoneInfo("Europe/London")
STREETS = (
    "1 Old Hotel Yard",
    "12 Officers Row",
    "3 College Lane",
    "40 Server Street",
    "7 Church Close",
    "9 Barley Rise",
)


def fault_free(chance: random.Random) -> Scenario:
    """Return a scenario in which event, request, reply and person fit, in one of the ways that people write them."""
    at = datetime(2025, 1, 5, tzinfo=UTC) + timedelta(seconds=chance.randrange(380 * 86400))
    kind = chance.choice(("ip", "ip", "ip", "phone", "email", "username"))
    number = f"{chance.randrange(10**4):04d}"
    referral: dict[str, Any] = {
        "ref": f"T-{number}", "service": "PicNest", "event": chance.choice(("Upload", "Message", "File offered")),
        "ip": None, "port": None, "stated_tz": None, "events_in_referral": chance.randint(2, 6),
    }  # fmt: skip
    _write_time(chance, referral, at)
    request: dict[str, Any] = {
        "req_no": f"Q-{number}",
        "ref": f"T-{number}",
        "selector_type": kind,
        "ip": None,
        "port": None,
    }
    reply: dict[str, Any] = {
        "req_no": f"Q-{number}", "ip": None, "port": None, "subscriber": "S1", "address": chance.choice(STREETS),
        "note": chance.choice(("Subscriber details as requested.", None)),
    }  # fmt: skip
    made = {"referral": referral, "request": request, "reply": reply}
    if kind == "ip":
        _by_address(chance, made, at)
    else:
        _by_account(chance, made, at, kind)
    _harmless_facts(chance, made, at)
    return made


def _write_time(chance: random.Random, referral: dict[str, Any], at: datetime) -> None:
    """Write the instant in one of the ways that leave no doubt."""
    way = chance.randrange(10)
    away = timezone(timedelta(hours=chance.choice((-8, -7, -5, -3.5, 0, 1, 2, 5.5, 9))))
    there = at.astimezone(away)
    if way <= 2:
        referral["timestamp"] = f"{at:%Y-%m-%dT%H:%M:%S}Z"
    elif way == 3:
        referral["timestamp"] = there.isoformat()
    elif way == 4:
        referral["timestamp"], referral["epoch_unit"] = str(int(at.timestamp() * 1000)), "ms"
    elif way == 5:
        referral["timestamp"], referral["epoch_unit"] = str(int(at.timestamp())), "s"
    elif way == 6:
        referral["timestamp"], referral["date_format"] = f"{at:%m/%d/%Y %H:%M:%S} UTC", "MM/DD/YYYY"
    elif way == 7:
        referral["timestamp"] = f"{at:%Y-%m-%d %I:%M:%S %p} UTC"
    elif way == 8:
        referral["timestamp"] = f"{at:%-d %b %Y %H:%M:%S} UTC"
    else:
        local = at.astimezone(LONDON)
        ambiguous = (
            local.replace(tzinfo=None, fold=0).replace(tzinfo=LONDON).utcoffset()
            != local.replace(tzinfo=None, fold=1).replace(tzinfo=LONDON).utcoffset()
        )
        if ambiguous:
            referral["timestamp"] = f"{at:%Y-%m-%dT%H:%M:%S}Z"
        else:
            referral["timestamp"], referral["stated_tz"] = f"{local:%Y-%m-%d %H:%M:%S}", "Europe/London"


def _window(chance: random.Random, request: dict[str, Any], at: datetime, half: timedelta) -> None:
    zone = chance.choice(("UTC", "GMT", "BST"))
    shift = timedelta(hours=1) if zone == "BST" else timedelta()
    request["start"] = f"{at - half + shift:%Y-%m-%d %H:%M:%S}"
    request["end"] = f"{at + half + shift:%Y-%m-%d %H:%M:%S}"
    request["tz"] = zone


def _by_address(chance: random.Random, made: Scenario, at: datetime) -> None:
    referral, request, reply = made["referral"], made["request"], made["reply"]
    _window(chance, request, at, timedelta(seconds=chance.choice((30, 60, 300))))
    if chance.random() < 0.3:
        address = ipaddress.IPv6Address((0x20010DB8 << 96) | chance.getrandbits(64) << 16 | chance.getrandbits(16))
        prefix = ipaddress.ip_network(f"{address}/56", strict=False)
        written = chance.choice((str(address), address.exploded, address.exploded.upper()))
        referral["ip"], request["ip"], reply["ip"] = written, str(address), chance.choice((str(prefix), str(address)))
    else:
        plain = f"{chance.choice(('192.0.2', '198.51.100', '203.0.113'))}.{chance.randint(1, 254)}"
        written = chance.choice((plain, plain, plain.replace(".", "[.]"), f" {plain}", f"::ffff:{plain}"))
        referral["ip"], request["ip"], reply["ip"] = written, plain, plain
    reply["service_type"] = chance.choice(("fixed", "fixed", "fixed", "mobile_cgnat", "fixed_cgnat"))
    if reply["service_type"] != "fixed":
        port = chance.randint(10_000, 65_000)
        first = port // 512 * 512
        referral["port"] = request["port"] = reply["port"] = port
        reply["ports"], reply["shared_by"] = f"{first}-{first + 511}", chance.randint(2, 500)
    before, after = (timedelta(seconds=chance.choice((120, 121, 600, 4000, 86400, 900_000))) for _ in range(2))
    _lease(chance, reply, at - before, None if chance.random() < 0.15 else at + after)
    if chance.random() < 0.15:
        rows = [
            {"subscriber": "S2", "alloc_start": f"{at - before - timedelta(days=2):%Y-%m-%dT%H:%M:%S}Z",
             "alloc_end": f"{at - before - timedelta(seconds=1):%Y-%m-%dT%H:%M:%S}Z"},
            {key: value for key, value in reply.items() if key in ("subscriber", "alloc_start", "alloc_end")},
        ]  # fmt: skip
        chance.shuffle(rows)
        reply["rows"] = rows


def _lease(chance: random.Random, reply: dict[str, Any], start: datetime, end: datetime | None) -> None:
    zone = chance.choice((UTC, timezone(timedelta(hours=1))))

    def written(moment: datetime) -> str:
        text = moment.astimezone(zone).isoformat()
        return text.replace("+00:00", "Z") if zone is UTC else text

    reply["alloc_start"], reply["alloc_end"] = written(start), None if end is None else written(end)


def _by_account(chance: random.Random, made: Scenario, at: datetime, kind: str) -> None:
    referral, request, reply = made["referral"], made["request"], made["reply"]
    referral["service"] = "ChatLoom"
    _window(chance, request, at, timedelta(days=1))
    since = at - timedelta(days=chance.randint(200, 3000))
    _lease(chance, reply, since, None)
    tied = f"{since + timedelta(days=chance.randint(1, 100)):%Y-%m-%dT%H:%M:%S}Z"
    if kind == "phone":
        digits = f"7700900{chance.randrange(1000):03d}"
        home = f"0{digits[:4]} {digits[4:]}"
        referral["phone"] = chance.choice((home, f"+44 {digits}", f"+44 (0){digits[:4]} {digits[4:]}", f"0044{digits}"))
        asked = [f"0{digits}"]
        if referral["phone"] != home:
            asked.append(f"+44{digits}")
        else:
            referral["account_country"] = "GB"
            asked.append(f"+44{digits}")
        request["selector"], request["to"], reply["service_type"] = chance.choice(asked), "operator", "mobile_number"
        referral["phone_registered" if chance.random() < 0.5 else "phone_verified"] = tied
    elif kind == "email":
        name = f"{chance.choice(('a.finch', 'o0.heron', 'm_reed'))}{chance.randrange(100)}"
        referral["email"], referral["email_verified"] = f"{name}@example.org", True
        request["selector"], request["to"], reply["service_type"] = referral["email"], "mail provider", "email_account"
        if chance.random() < 0.3:
            referral["mail_dots_significant"] = False
            request["selector"] = f"{name.replace('.', '')}@example.org"
        elif chance.random() < 0.3:
            request["selector"] = f"{name}@Example.org"
    else:
        name = f"{chance.choice(('o0o_heron', 'marsh-wren', 'l1l.loam', 'зимородок'))}{chance.randrange(1000)}"
        referral["username"], request["selector"], request["to"] = name, name, "ChatLoom"
        reply["service_type"] = "social_account"
    reply["selector"] = request["selector"]


def _harmless_facts(chance: random.Random, made: Scenario, at: datetime) -> None:
    """Add facts that sound like a fault, and are none."""
    referral, reply = made["referral"], made["reply"]

    def written(moment: datetime) -> str:
        return f"{moment:%Y-%m-%dT%H:%M:%S}Z"

    facts: list[Callable[[], None]] = [
        lambda: reply.update(premises="dwelling", occupants=1),
        lambda: reply.update(premises="detached_house", occupants=chance.randint(1, 4)),
        lambda: reply.update(address_type="installation"),
        lambda: reply.update(address_valid_from=written(at - timedelta(days=400))),
        lambda: reply.update(record_as_of=written(at + timedelta(days=30))),
        lambda: reply.update(current_occupier="S1"),
        lambda: reply.update(account_holder_resident=True),
        lambda: reply.update(device_users=1),
        lambda: reply.update(tor_relay_at_time=False),
        lambda: reply.update(
            person_status={"subscriber": "S1", "status": "in_custody", "from": written(at - timedelta(days=90)),
                           "to": written(at - timedelta(days=30))}
        ),
        lambda: referral.update(upload_time=written(at), report_time=written(at + timedelta(hours=3))),
        lambda: reply.update(other_resolutions=[{"event": 2, "subscriber": "S1"}, {"event": 3, "subscriber": None}]),
        lambda: referral.update(
            other_events=[{"ip": "192.0.2.9", "timestamp": written(at - timedelta(days=3)), "event": "Upload"}]
        ),
    ]  # fmt: skip
    for fact in chance.sample(facts, chance.randint(0, 4)):
        fact()
    if made["request"]["selector_type"] == "ip" and chance.random() < 0.3:
        referral["clock_offset_s"], referral["clock_source"] = 0, "capture server log"
    if made["request"]["selector_type"] == "ip" and chance.random() < 0.1:
        referral.update(event="Login", upload_ip=referral["ip"], upload_time=written(at))


Slip = Callable[[random.Random, Scenario, datetime], bool]
"""Puts one slip into a scenario; tells whether it could."""


def faulty(chance: random.Random, slip: Slip) -> Scenario:
    """Return a fault-free scenario with one slip in it."""
    while True:
        made = deepcopy(fault_free(chance))
        if slip(chance, made, _event_of(made)):
            return made


def _event_of(made: Scenario) -> datetime:
    """Return the instant that a scenario was made around: the middle of the window that was asked for."""
    request = made["request"]
    start, end = (datetime.strptime(request[key], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) for key in ("start", "end"))
    return start + (end - start) / 2 - (timedelta(hours=1) if request["tz"] == "BST" else timedelta())
