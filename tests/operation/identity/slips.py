"""One slip a code of the reason table, put into fault-free scenarios: what people and machines get wrong."""

import random
from datetime import datetime, timedelta
from typing import Any

from operation.identity.scenarios import Scenario, Slip


def _by_address(made: Scenario) -> bool:
    return made["request"]["selector_type"] == "ip"


def _plain_v4(made: Scenario) -> bool:
    return _by_address(made) and ":" not in made["request"]["ip"]


def _z(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _move_window(made: Scenario, by: timedelta) -> None:
    for key in ("start", "end"):
        moment = datetime.strptime(made["request"][key], "%Y-%m-%d %H:%M:%S") + by
        made["request"][key] = f"{moment:%Y-%m-%d %H:%M:%S}"


def _swap(text: str, chance: random.Random) -> str | None:
    places = [i for i in range(len(text) - 1) if text[i].isalnum() and text[i + 1].isalnum() and text[i] != text[i + 1]]
    if not places:
        return None
    i = chance.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _transposed(chance: random.Random, made: Scenario, at: datetime) -> bool:
    key = "ip" if _by_address(made) else "selector"
    swapped = _swap(made["request"][key].split("@")[0], chance)
    if swapped is None or made["request"]["selector_type"] not in ("ip", "phone"):
        return False
    if made["request"]["selector_type"] == "phone" and made["request"][key].startswith("+"):
        return False
    if (
        key == "ip"
        and ":" not in swapped
        and any(int(part) > 255 or part.startswith("0") for part in swapped.split("."))
    ):
        return False
    made["request"][key] = made["reply"][key] = swapped
    return True


def _other_day(chance: random.Random, made: Scenario, at: datetime) -> bool:
    _move_window(made, timedelta(days=chance.choice((-9, -2, 3, 16))))
    return True


def _typed_blank(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _plain_v4(made) or made["request"]["ip"][-2] == ".":
        return False
    gap, typed = chance.choice((" ", "\u200b")), made["request"]["ip"]
    made["request"]["ip"] = typed[:-1] + gap + typed[-1]
    made["reply"]["ip"] = made["request"]["ip"][:-2]
    return True


def _cut(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _by_address(made) or ":" not in made["request"]["ip"]:
        return False
    made["request"]["ip"] = made["reply"]["ip"] = made["request"]["ip"][:-2].rstrip(":")
    return made["request"]["ip"].count(":") >= 3 and len(made["request"]["ip"].rsplit(":", 1)[1]) > 0


def _prefix(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _by_address(made) or ":" not in made["request"]["ip"]:
        return False
    for each in made.values():
        each["ip"] = "2001:db8:31::/48"
    made["reply"]["customers_in_range"] = chance.randint(2, 500)
    return True


def _internal(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _by_address(made):
        return False
    address = chance.choice(("10.3.4.5", "172.20.1.1", "192.168.0.17", "100.70.1.2", "127.0.0.1", "fe80::1", "fd00::7"))
    for each in made.values():
        each["ip"] = address
    return True


def _no_port(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if made["referral"]["port"] is None:
        return False
    for each in made.values():
        each["port"] = None
    return True


def _service_port(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if made["referral"]["port"] is None:
        return False
    port = chance.choice((53, 80, 443, 8080, 8443))
    for each in made.values():
        each["port"] = port
    made["reply"].pop("ports")
    return True


def _no_zone(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"] |= {"timestamp": f"{at:%Y-%m-%d %H:%M:%S}", "stated_tz": None}
    made["referral"].pop("epoch_unit", None)
    made["reply"] |= {"alloc_start": _z(at - timedelta(hours=1)), "alloc_end": _z(at + timedelta(hours=2))}
    made["reply"].pop("rows", None)
    return _by_address(made)


def _wrong_zone(chance: random.Random, made: Scenario, at: datetime) -> bool:
    _move_window(made, timedelta(hours=chance.choice((-8, -5, -1, 1, 2, 5.5, 7))))
    return _by_address(made)


def _abbreviation(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"] |= {"timestamp": f"{at:%Y-%m-%d %H:%M:%S} {chance.choice(('CST', 'IST', 'BST', 'EST', 'PST'))}"}
    made["referral"]["stated_tz"] = None
    return True


def _contradicted(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"] |= {"timestamp": f"{at:%Y-%m-%dT%H:%M:%S}-07:00", "stated_tz": chance.choice(("UTC", "+02:00"))}
    return True


def _repeated_hour(chance: random.Random, made: Scenario, at: datetime) -> bool:
    local = chance.choice(("2025-10-26 01:20:00", "2026-03-29 01:40:00"))
    made["referral"] |= {"timestamp": local, "stated_tz": "Europe/London"}
    return True


def _day_month(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if at.day > 12 or at.day == at.month or not _by_address(made):
        return False
    _move_window(made, at.replace(day=at.month, month=at.day) - at)
    made["referral"] |= {"timestamp": _z(at), "stated_tz": None}
    made["referral"].pop("epoch_unit", None)
    return True


def _either_order(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if at.day > 12 or at.day == at.month:
        return False
    made["referral"] |= {"timestamp": f"{at:%d/%m/%Y %H:%M:%S} UTC", "stated_tz": None}
    made["referral"].pop("date_format", None)
    return True


def _short_year(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if at.day > 25 or at.day < 20 or at.day == at.year % 100:
        return False
    made["referral"] |= {"timestamp": f"{at:%d-%m-%y %H:%M:%S}Z", "stated_tz": None}
    made["referral"].pop("date_format", None)
    return True


def _half_day(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"] |= {"timestamp": f"{at:%Y-%m-%d %I:%M:%S %p} UTC", "stated_tz": None}
    _move_window(made, timedelta(hours=-12 if at.hour >= 12 else 12))
    return _by_address(made)


def _thousandfold(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _by_address(made):
        return False
    made["referral"] |= {"timestamp": str(int(at.timestamp())), "stated_tz": None}
    made["referral"].pop("epoch_unit", None)
    _move_window(made, datetime.fromtimestamp(int(at.timestamp()) / 1000, at.tzinfo) - at)
    return True


def _midnight(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _by_address(made):
        return False
    day = at.replace(hour=0, minute=0, second=0)
    made["referral"] |= {"timestamp": f"{day - timedelta(days=1):%Y-%m-%d}T24:00:00Z", "stated_tz": None}
    made["referral"].pop("epoch_unit", None)
    _move_window(made, day - timedelta(days=1) - at)
    return True


def _other_year(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if (at.month, at.day) == (2, 29):
        return False
    year = at.year + chance.choice((-1, 1))
    _move_window(made, at.replace(year=year) - at)
    made["referral"] |= {"timestamp": _z(at), "stated_tz": None}
    made["referral"].pop("epoch_unit", None)
    return True


def _outside(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["reply"] |= {"alloc_start": _z(at + timedelta(seconds=chance.choice((1, 40, 3000)))), "alloc_end": None}
    made["reply"].pop("rows", None)
    return _by_address(made)


def _edge(chance: random.Random, made: Scenario, at: datetime) -> bool:
    near = timedelta(seconds=chance.randint(0, 119))
    start, end = (at - near, at + timedelta(days=1)) if chance.random() < 0.5 else (at - timedelta(days=1), at + near)
    made["reply"] |= {"alloc_start": _z(start), "alloc_end": _z(end)}
    made["reply"].pop("rows", None)
    return _by_address(made)


def _wrong_row(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _by_address(made):
        return False
    taken = {"subscriber": "S1", "alloc_start": _z(at + timedelta(hours=2)), "alloc_end": _z(at + timedelta(days=1))}
    right = {"subscriber": "S2", "alloc_start": _z(at - timedelta(days=1)), "alloc_end": _z(at + timedelta(hours=1))}
    made["reply"] |= {**taken, "rows": [right, taken]}
    return True


def _other_reply(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["reply"]["req_no"] = "Q-99999"
    return True


def _wildcard(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _plain_v4(made):
        return False
    made["request"]["ip"] = made["reply"]["ip"] = made["request"]["ip"][:-1] + "*"
    made["reply"]["rows_returned"] = chance.randint(2, 20)
    return True


def _slow_clock(chance: random.Random, made: Scenario, at: datetime) -> bool:
    slow = chance.randint(200, 4000)
    made["referral"] |= {"clock_offset_s": -slow, "clock_source": "capture server log"}
    made["reply"] |= {"alloc_start": _z(at - timedelta(days=1)), "alloc_end": _z(at + timedelta(seconds=slow - 130))}
    made["reply"].pop("rows", None)
    return _by_address(made) and slow > 300


def _login(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"] |= {"event": chance.choice(("Login", "Registration", "Sign-in")), "upload_ip": None}
    made["referral"]["upload_time"] = _z(at - timedelta(days=4))
    made["referral"].pop("report_time", None)
    return True


def _report_time(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"] |= {"event": "Upload", "report_time": _z(at), "upload_time": _z(at - timedelta(days=40))}
    return True


def _one_event(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"]["events_in_referral"] = 1
    return True


def _conflict(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["reply"]["other_resolutions"] = [{"event": 2, "subscriber": "S1"}, {"event": 3, "subscriber": "S4"}]
    return True


def _reply_says(**facts: Any) -> Slip:
    def slip(chance: random.Random, made: Scenario, at: datetime) -> bool:
        made["reply"].update(facts)
        return _by_address(made)

    return slip


def _of(kind: str, **service: Any) -> Slip:
    def slip(chance: random.Random, made: Scenario, at: datetime) -> bool:
        made["reply"] |= service
        made["reply"].pop("ports", None)
        if service["service_type"] is None:
            for each in made.values():
                each["port"] = None
        return made["request"]["selector_type"] == kind

    return slip


def _stale(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["reply"]["address_valid_from"] = _z(at + timedelta(days=chance.randint(1, 300)))
    return True


def _moved(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["reply"] |= {"address_valid_to": _z(at + timedelta(days=50)), "current_occupier": "S2"}
    return True


def _recycled(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"].pop("phone_verified", None)
    made["referral"]["phone_registered"] = _z(at - timedelta(days=4000))
    return made["request"]["selector_type"] == "phone"


def _assumed_country(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if made["request"]["selector_type"] != "phone":
        return False
    digits = made["request"]["selector"].removeprefix("+44").removeprefix("0")
    made["referral"] |= {"phone": digits, "account_country": chance.choice(("US", "IN", "PL"))}
    made["request"]["selector"] = made["reply"]["selector"] = f"+44{digits}"
    return True


def _dots(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if made["request"]["selector_type"] != "email" or "." not in made["referral"]["email"].split("@")[0]:
        return False
    made["referral"]["mail_dots_significant"] = True
    name, _, host = made["referral"]["email"].partition("@")
    made["request"]["selector"] = made["reply"]["selector"] = f"{name.replace('.', '')}@{host}"
    return True


def _unconfirmed(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["referral"]["email_verified"] = False
    return made["request"]["selector_type"] == "email"


def _other_service(chance: random.Random, made: Scenario, at: datetime) -> bool:
    made["request"]["to"] = "PicNest"
    return made["request"]["selector_type"] == "username"


def _name(change: str, to: str) -> Slip:
    def slip(chance: random.Random, made: Scenario, at: datetime) -> bool:
        if made["request"]["selector_type"] != "username" or change not in made["request"]["selector"]:
            return False
        made["request"]["selector"] = made["reply"]["selector"] = made["request"]["selector"].replace(change, to, 1)
        return True

    return slip


def _custody(chance: random.Random, made: Scenario, at: datetime) -> bool:
    status = chance.choice(("in_custody", "deceased", "in prison"))
    span = {"from": _z(at - timedelta(days=9)), "to": None if status == "deceased" else _z(at + timedelta(days=9))}
    made["reply"]["person_status"] = {"subscriber": "S1", "status": status, **span}
    return True


def _mapped(chance: random.Random, made: Scenario, at: datetime) -> bool:
    if not _plain_v4(made):
        return False
    first, second, third, fourth = (int(part) for part in made["request"]["ip"].split("."))
    made["referral"]["ip"] = f"::ffff:{first:02x}{second:02x}:{third:02x}{fourth:02x}"
    wrong = (fourth + chance.randint(1, 200)) % 254 + 1
    made["request"]["ip"] = made["reply"]["ip"] = f"{first}.{second}.{third}.{wrong}"
    return wrong != fourth


# Code → (verdict, slip).
SLIPS: dict[str, tuple[str, Slip]] = {
    "request_differs_from_referral": ("block", _other_day),
    "digit_transposed": ("block", _transposed),
    "letter_o_digit_zero": ("block", _name("0", "o")),
    "homoglyph": ("block", _name("a", "а")),
    "whitespace_or_defanged_ip": ("block", _typed_blank),
    "truncated_ipv6": ("block", _cut),
    "ipv6_prefix_only": ("block", _prefix),
    "v4_mapped_v6": ("block", _mapped),
    "not_public_address": ("block", _internal),
    "port_missing_for_cgnat": ("block", _no_port),
    "port_not_source": ("block", _service_port),
    "timestamp_without_zone": ("block", _no_zone),
    "zone_conversion_wrong": ("block", _wrong_zone),
    "zone_abbreviation_ambiguous": ("block", _abbreviation),
    "zone_contradiction": ("block", _contradicted),
    "dst_gap_or_overlap": ("block", _repeated_hour),
    "date_day_month_swapped": ("block", _day_month),
    "date_order_ambiguous": ("block", _either_order),
    "two_digit_year": ("block", _short_year),
    "am_pm_lost": ("block", _half_day),
    "epoch_seconds_vs_millis": ("block", _thousandfold),
    "leap_second_or_24_00": ("block", _midnight),
    "year_rollover": ("block", _other_year),
    "outside_allocation": ("block", _outside),
    "boundary_within_tolerance": ("warn", _edge),
    "wrong_subscriber_row": ("block", _wrong_row),
    "reply_for_other_request": ("block", _other_reply),
    "wildcard_result": ("block", _wildcard),
    "clock_skew_known": ("block", _slow_clock),
    "esp_event_is_login_not_upload": ("warn", _login),
    "esp_time_is_report_time": ("block", _report_time),
    "single_event_only": ("warn", _one_event),
    "conflicting_resolutions": ("block", _conflict),
    "multi_occupancy": ("warn", _reply_says(premises="house_in_multiple_occupation", occupants=9)),
    "landlord_account": ("warn", _reply_says(account_holder_resident=False)),
    "device_shared_by_household": ("warn", _reply_says(device_users=3)),
    "business_or_public_premises": ("block", _of("ip", service_type="hotel", shared_by=1)),
    "vpn_or_hosting": ("block", _of("ip", service_type="vpn", shared_by=1)),
    "stale_address": ("block", _stale),
    "moved_house_since": ("block", _moved),
    "billing_not_installation_address": ("block", _reply_says(address_type="billing")),
    "recycled_number": ("block", _recycled),
    "phone_country_code_lost": ("block", _assumed_country),
    "email_local_part_dots_or_case": ("block", _dots),
    "unverified_email": ("block", _unconfirmed),
    "username_reused_other_service": ("block", _other_service),
    "username_punctuation_lost": ("block", _name("_", "")),
    "person_deceased_or_in_custody_at_time": ("block", _custody),
    "provider_disowns": ("block", _reply_says(note="This address is not one of ours.", subscriber=None)),
    "port_absent_sharing_unknown": ("warn", _of("ip", service_type=None, shared_by=None)),
    "unlisted_oddity": ("warn", _reply_says(line_tested_by="a neighbour")),
}
