"""IP addresses: the one of the event, the one that was typed, and the one that was answered."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Any

from understone.operation.identity import spelling
from understone.operation.identity.findings import Finding
from understone.operation.identity.statements import Statements, number, text

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_DEFANGED = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[:\]|^hxxps?://|[\[\]]", re.IGNORECASE)
_WILDCARDS = re.compile(r"[*?%]|\s-\s|\d-\d|\bx{1,3}\b", re.IGNORECASE)
_DOCUMENTATION = [
    ipaddress.ip_network(each)
    for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
]
_INTERNAL = [
    ipaddress.ip_network(each)
    for each in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "::1/128", "::/128", "0.0.0.0/8",
    )
]  # fmt: skip
_RESERVED = [
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32", "192.88.99.0/24",
        "100::/64", "ff00::/8", "2001::/23", "2002::/16",
    )
]  # fmt: skip
_ONE_CUSTOMER = 56  # the shortest prefix that providers commonly give to one line (RFC 6177)


def restored(written: str) -> str:
    """Return an address as a source wrote it, without blanks, invisible characters and defanging marks."""

    def put_back(found: "re.Match[str]") -> str:
        return ":" if ":" in found[0] and not found[0].lower().startswith("hxxp") else "." if _dotted(found[0]) else ""

    visible = "".join(each for each in written if not spelling.invisible(each))
    return _DEFANGED.sub(put_back, visible)


def _dotted(mark: str) -> bool:
    return "." in mark or "dot" in mark.lower()


def parsed(written: str) -> Address | Network | None:
    """Return an address or a prefix; a mapped IPv4 address as what it stands for (RFC 4291 §2.5.5.2)."""
    try:
        if "/" in written:
            network = ipaddress.ip_network(written, strict=False)
            return network if network.num_addresses > 1 else _plain(network.network_address)
        return _plain(ipaddress.ip_address(written.split("%", maxsplit=1)[0]))
    except ValueError:
        return None


def _plain(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def check(said: Statements) -> Iterator[Finding]:
    """Yield what is wrong with the addresses of a request by address."""
    if not said.by_address:
        return
    reported, typed, answered = (text(each, "ip") for each in (said.referral, said.request, said.reply))
    event, asked, reply = parsed(restored(reported)), parsed(typed), parsed(answered)
    both = ("referral.ip", "request.ip")
    if event is None:
        yield Finding("unlisted_oddity", ("referral.ip",), f"{reported!r:.60} is no address")
    else:
        yield from _kind(event, "referral.ip", documentation=said.documentation)
        yield from _prefix(said, event, reply)
    if asked is not None and asked != event:
        yield from _kind(asked, "request.ip", documentation=said.documentation)
    yield from _wildcard(said, typed)
    reached = reply if reply is not None else asked
    if asked == event and event is not None:
        return
    if event is not None and reached is not None and asked is None and _covers(reached, event):
        said_so = f"{typed!r:.60} was typed, and yet {answered} was looked up: what the event says"
        yield Finding("unlisted_oddity", ("request.ip", "reply.ip"), said_so)
        return
    yield Finding("request_differs_from_referral", both, f"{typed!r:.60} was asked for, {reported!r:.60} reported")
    yield from _how(reported, typed, event, asked)


def _covers(reached: Address | Network, event: Address | Network) -> bool:
    if isinstance(reached, Network):
        return not isinstance(event, Network) and event.version == reached.version and event in reached
    return reached == event


def _how(
    reported: str, typed: str, event: Address | Network | None, asked: Address | Network | None
) -> Iterator[Finding]:
    """Say by which slip the typed address differs; several may be true."""
    both = ("referral.ip", "request.ip")
    clean = restored(reported)
    if asked is None and (spelling.invisible(typed) or _DEFANGED.search(typed)):
        yield Finding("whitespace_or_defanged_ip", ("request.ip", "reply.ip"), f"{typed!r:.60} was typed")
    if spelling.foreign(typed) or spelling.foreign(reported):
        yield Finding("homoglyph", both, "a letter of another script stands in the address")
    if spelling.look_alike(clean, typed) or (asked is None and re.search(r"[OoIl]", typed) and ":" not in typed):
        yield Finding("letter_o_digit_zero", both, f"{typed!r:.60} holds letters that look like digits")
    if spelling.swapped(clean, typed) or spelling.swapped(_full(event), _full(asked)):
        yield Finding("digit_transposed", both, f"neighbouring digits of {clean} and {typed} are exchanged")
    if _cut_off(clean, typed, event, asked):
        yield Finding("truncated_ipv6", both, f"{typed} is {clean} cut off")
    if isinstance(event, ipaddress.IPv4Address) and ":" in clean and asked is not None:
        yield Finding("v4_mapped_v6", both, f"{clean} stands for {event}, and {asked} was asked for")
    elif isinstance(event, ipaddress.IPv4Address) and ":" in typed and asked is not None:
        yield Finding("v4_mapped_v6", both, f"{typed} stands for {asked}, and {event} was reported")


def _full(value: Address | Network | None) -> str:
    return "" if value is None else value.exploded


def _cut_off(clean: str, typed: str, event: Any, asked: Any) -> bool:
    if not isinstance(event, ipaddress.IPv6Address) or not isinstance(asked, ipaddress.IPv6Address | Network):
        return False
    if isinstance(asked, Network):
        return asked.version == 6 and event in asked
    short, whole = typed.lower().rstrip(":"), {clean.lower(), str(event), event.exploded}
    return any(each.startswith(short) and each != short for each in whole)


def _kind(address: Address | Network, place: str, *, documentation: bool) -> Iterator[Finding]:
    first = address.network_address if isinstance(address, Network) else address
    if any(first.version == each.version and first in each for each in _INTERNAL):
        yield Finding("not_public_address", (place,), f"{address} is not unique in the world")
    elif any(first.version == each.version and first in each for each in _DOCUMENTATION):
        if not documentation:
            yield Finding("reserved_or_documentation_range", (place,), f"{address} is reserved for documentation")
    elif any(first.version == each.version and first in each for each in _RESERVED):
        yield Finding("reserved_or_documentation_range", (place,), f"{address} lies in a reserved range")


def _prefix(said: Statements, event: Address | Network, reply: Address | Network | None) -> Iterator[Finding]:
    """A prefix names one line only where the provider gives it to one."""
    customers = number(said.reply, "customers_in_range")
    fields = ("referral.ip", "reply.ip", "reply.customers_in_range")
    if customers is not None and customers > 1:
        yield Finding("ipv6_prefix_only", fields, f"the prefix covers {customers:g} customers")
        return
    if not isinstance(event, Network) or customers == 1:
        return
    narrow = isinstance(reply, Network) and reply.version == event.version and reply.prefixlen <= event.prefixlen
    if event.version == 6 and event.prefixlen >= _ONE_CUSTOMER and narrow:
        return
    yield Finding("ipv6_prefix_only", fields, f"only {event} is known, and nobody says that it is one customer's")


def _wildcard(said: Statements, typed: str) -> Iterator[Finding]:
    rows = number(said.reply, "rows_returned")
    if (typed and _WILDCARDS.search(typed)) or (rows is not None and rows > 1):
        count = "several customers" if rows is None else f"{rows:g} customers"
        yield Finding("wildcard_result", ("request.ip", "reply.rows_returned"), f"{typed!r:.60} gave {count}")


def about(reply: Address | Network, asked: Address | Network) -> bool:
    """Tell whether a reply about one address or prefix answers a request about another."""
    if reply == asked:
        return True
    if isinstance(reply, Network):
        first = asked.network_address if isinstance(asked, Network) else asked
        return first.version == reply.version and first in reply
    return isinstance(asked, Network) and reply.version == asked.version and reply in asked
