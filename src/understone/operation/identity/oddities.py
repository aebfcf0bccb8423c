"""What no rule knows: a field nobody has listed, a value of another kind than its field has. A person looks at it."""

from collections.abc import Iterator, Mapping
from typing import Any

from understone.operation.identity.findings import Finding
from understone.operation.identity.statements import Statement, Statements, leaves

_MOST = 20
_REFERRAL = frozenset(
    {
        "ref", "service", "event", "ip", "port", "timestamp", "stated_tz", "events_in_referral", "other_events",
        "username", "screen_name", "handle", "phone", "phone_number", "msisdn", "email", "email_address", "device",
        "date_format", "epoch_unit", "clock_offset_s", "clock_source", "report_time", "upload_time", "upload_ip",
        "email_verified", "phone_registered", "phone_verified", "email_registered", "account_country",
        "mail_dots_significant", "possible_proxy", "account_takeover", "proxy",
    }
)  # fmt: skip
_REQUEST = frozenset(
    {
        "req_no",
        "ref",
        "selector_type",
        "selector",
        "to",
        "ip",
        "port",
        "start",
        "end",
        "tz",
        "provider",
        "authority_ref",
    }
)
_REPLY = frozenset(
    {
        "req_no", "ref", "ip", "port", "ports", "selector", "service", "subscriber", "address", "service_type",
        "alloc_start", "alloc_end", "tz", "other_resolutions", "note", "customers_in_range", "shared_by", "rows",
        "rows_returned", "premises", "occupants", "households", "lodgers", "adults", "units", "unit",
        "account_holder_resident", "device_users", "tor_relay_at_time", "vpn_at_time", "proxy_at_time", "open_proxy",
        "relay_at_time", "exit_node", "address_valid_from", "address_valid_to", "record_as_of", "current_occupier",
        "address_type", "number_previously_held_until", "previously_held_until", "person_status",
    }
)  # fmt: skip
_WITHIN: Mapping[str, frozenset[str]] = {
    "other_events": frozenset({"ip", "port", "timestamp", "stated_tz", "event"}),
    "other_resolutions": frozenset({"event", "subscriber"}),
    "rows": frozenset({"subscriber", "alloc_start", "alloc_end", "tz", "ip", "port", "address"}),
    "person_status": frozenset({"subscriber", "status", "from", "to"}),
}
_BOOLEANS = frozenset(
    {
        "email_verified", "mail_dots_significant", "possible_proxy", "account_takeover", "account_holder_resident",
        "tor_relay_at_time", "vpn_at_time", "proxy_at_time", "open_proxy", "relay_at_time", "exit_node",
    }
)  # fmt: skip


def check(said: Statements) -> Iterator[Finding]:
    """Yield what nobody has listed, each shown as it stands."""
    for name, statement, known in (
        ("referral", said.referral, _REFERRAL),
        ("request", said.request, _REQUEST),
        ("reply", said.reply, _REPLY),
    ):
        strange = list(_strange(name, statement, known))
        for place, value in strange[:_MOST]:
            yield Finding("unlisted_oddity", (place,), f"{place} is {value!r:.80}, and no rule knows it")
        if len(strange) > _MOST:
            yield Finding("unlisted_oddity", (name,), f"{len(strange) - _MOST} more fields that no rule knows")


def _strange(name: str, statement: Statement, known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for key, value in statement.items():
        place = f"{name}.{key}"
        if value is None:
            continue
        if key not in known:
            yield from leaves(value, place)
        elif key in _WITHIN:
            yield from _inside(place, value, _WITHIN[key])
        elif isinstance(value, dict | list) or (key in _BOOLEANS and not _is_bool3(value)):
            yield place, value


def _is_bool3(value: Any) -> bool:
    return str(value).strip().lower() in {"true", "false", "yes", "no", "unknown"}


def _inside(place: str, value: Any, known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for index, each in enumerate(value if isinstance(value, list) else [value]):
        at = f"{place}[{index}]" if isinstance(value, list) else place
        if not isinstance(each, dict):
            yield at, each
            continue
        for key, inner in each.items():
            if inner is not None and (key not in known or isinstance(inner, dict | list)):
                yield f"{at}.{key}", inner
