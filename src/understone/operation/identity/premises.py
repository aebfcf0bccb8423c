"""From the line to the premises, and from the premises to a person."""

import re
from collections.abc import Iterator

from understone.operation.identity.findings import Finding
from understone.operation.identity.lines import Line, line_of, listed, public
from understone.operation.identity.statements import Statements, number, text, truth
from understone.operation.identity.timeline import Timeline, instant

_MANY_HOMES = re.compile(
    r"multiple|hmo\b|lodg|bedsit|shared_h|student|hostel|flats|apartments|rooms|let_rooms|care_home"
)
_HOME = re.compile(r"dwelling|house|flat|home|bungalow|cottage|apartment|maisonette|residen|caravan|boat|farm")
_NOT_THE_LINE = re.compile(r"bill|correspond|postal|invoice|payer|account_holder|registered_office|po_?box")
_THE_LINE = frozenset(
    {"installation", "install", "service", "line", "supply", "premises", "connection", "delivery_point"}
)
_AWAY = re.compile(r"custod|prison|remand|detain|detention|deceas|dead|died|hospital|abroad|imprison|in_care|secure")
_HERE = frozenset({"", "released", "alive", "at_large", "at_liberty", "free", "resident", "bailed"})
_RELAYS = ("tor_relay_at_time", "vpn_at_time", "proxy_at_time", "open_proxy", "relay_at_time", "exit_node")


def check(said: Statements, times: Timeline) -> Iterator[Finding]:
    """Yield what stands between the line that the reply names and one person."""
    yield from _line(said)
    yield from _occupation(said)
    yield from _address(said, times)
    yield from _person(said, times)


def _word(said: Statements, key: str) -> str:
    return re.sub(r"[\s\-]+", "_", text(said.reply, key).strip().lower())


def _line(said: Statements) -> Iterator[Finding]:
    kind, fields = _word(said, "service_type"), ("reply.service_type", "reply.premises")
    line, premises = line_of(said.reply), _word(said, "premises")
    for key in _RELAYS:
        if truth(said.reply, key):
            yield Finding("vpn_or_hosting", (f"reply.{key}",), "the line relayed the traffic of others at that time")
    if line is Line.RELAY:
        yield Finding("vpn_or_hosting", fields, f"the line is {kind}: its holder is not the user")
    elif line is Line.PUBLIC or (premises and public(premises) and not _MANY_HOMES.search(premises)):
        yield Finding(
            "business_or_public_premises", fields, f"the line is {kind}, the premises {premises or 'not said'}"
        )
    elif line is Line.UNKNOWN and said.by_address:
        words = f"{kind!r:.60} is no service that is known" if kind else "the reply does not say what service it is"
        yield Finding("unlisted_oddity", ("reply.service_type",), words)
    if line is Line.SHARED_ADDRESS and not listed(kind):
        yield Finding("unlisted_oddity", ("reply.service_type",), f"{kind!r:.60} is taken for a {line} line")
    by_account = line is Line.ACCOUNT
    if kind and by_account is said.by_address:
        words = f"the reply is about a {kind}, the request about a {said.selector_type or 'address'}"
        yield Finding("reply_for_other_request", ("request.selector_type", "reply.service_type"), words)


def _occupation(said: Statements) -> Iterator[Finding]:
    premises = _word(said, "premises")
    people = {key: number(said.reply, key) for key in ("occupants", "households", "lodgers", "adults", "units")}
    fields = ("reply.premises", "reply.occupants")
    if _MANY_HOMES.search(premises) or (people["households"] or 0) > 1 or (people["lodgers"] or 0) > 0:
        yield Finding("multi_occupancy", (*fields, "reply.households"), f"the premises are {premises or 'shared'}")
    elif (people["occupants"] or 0) > 1 or (people["adults"] or 0) > 1:
        yield Finding("not_sole_adult", ("reply.occupants",), "others live there")
    if truth(said.reply, "account_holder_resident") is False:
        fields = ("reply.account_holder_resident", "reply.premises")
        yield Finding("landlord_account", fields, "the account holder does not live at the premises")
    if (number(said.reply, "device_users") or 0) > 1:
        yield Finding("device_shared_by_household", ("reply.device_users",), "several people use the device")
    if (people["units"] or 0) > 1 and not text(said.reply, "unit").strip():
        yield Finding("unit_missing", ("reply.units", "reply.unit"), "the premises have several units, none is named")
    known = not premises or _HOME.search(premises) or _MANY_HOMES.search(premises) or public(premises)
    if not known:
        yield Finding("unlisted_oddity", ("reply.premises",), f"{premises!r:.60} are no premises that are known")


def _address(said: Statements, times: Timeline) -> Iterator[Finding]:
    """The address has to be that of the line, at the time of the event, and somebody's who is still there."""
    kind = _word(said, "address_type")
    if _NOT_THE_LINE.search(kind):
        words = f"the address is the {kind} one, not that of the line"
        yield Finding("billing_not_installation_address", ("reply.address_type",), words)
    elif kind and kind not in _THE_LINE and not kind.startswith("install"):
        yield Finding("unlisted_oddity", ("reply.address_type",), f"{kind!r:.60} is no kind of address that is known")
    since, until, as_of = (instant(said.reply, f) for f in ("address_valid_from", "address_valid_to", "record_as_of"))
    subscriber, now_there = text(said.reply, "subscriber").strip(), text(said.reply, "current_occupier").strip()
    fields = ("reply.address_valid_from", "reply.address_valid_to", "reply.record_as_of", "referral.timestamp")
    if times.instants:
        first, last = min(times.instants), max(times.instants)
        if since is not None and last < since:
            words = f"the address is valid since {since:%-d %B %Y}, after the event"
            yield Finding("stale_address", fields, words)
        elif until is not None and first > until:
            yield Finding("stale_address", fields, f"the address was valid until {until:%-d %B %Y}, before the event")
        elif until is not None:
            words = f"the subscriber left on {until:%-d %B %Y}"
            yield Finding("moved_house_since", (*fields, "reply.current_occupier"), words)
        if as_of is not None and as_of < first:
            yield Finding("stale_address", fields, f"the record is of {as_of:%-d %B %Y}, before the event")
    if now_there and now_there != subscriber:
        words = f"{now_there} lives there now"
        yield Finding("moved_house_since", ("reply.current_occupier", "reply.subscriber"), words)


def _person(said: Statements, times: Timeline) -> Iterator[Finding]:
    """Somebody in custody, or dead, did not use the line."""
    status = said.reply.get("person_status")
    for each in status if isinstance(status, list) else [status]:
        if not isinstance(each, dict) or not times.instants:
            continue
        word = re.sub(r"[\s\-]+", "_", text(each, "status").strip().lower())
        who, named = text(each, "subscriber").strip(), text(said.reply, "subscriber").strip()
        since, until = instant(each, "from"), instant(each, "to")
        inside = (since is None or max(times.instants) >= since) and (until is None or min(times.instants) <= until)
        if not inside or (who and who != named):
            continue
        fields = ("reply.person_status", "referral.timestamp")
        if _AWAY.search(word):
            yield Finding(
                "person_deceased_or_in_custody_at_time", fields, f"{who or 'the person'}: {word} at that time"
            )
        elif word not in _HERE:
            yield Finding("unlisted_oddity", ("reply.person_status",), f"{word!r:.60} is no status that is known")
