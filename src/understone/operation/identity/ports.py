"""Source ports: without one, an address that many share at once names nobody."""

from collections.abc import Iterator

from understone.operation.identity import spelling
from understone.operation.identity.findings import Finding
from understone.operation.identity.lines import Sharing, sharing
from understone.operation.identity.statements import Statements, number, text

_SERVICES = frozenset({1080, 1194, 1433, 1723, 3128, 3306, 3389, 5060, 5222, 5223, 5228, 8000, 8008, 8080, 8443, 8888})
_WELL_KNOWN = 1023


def check(said: Statements) -> Iterator[Finding]:
    """Yield what is wrong with the ports of a request by address."""
    if not said.by_address:
        return
    event, asked = (number(each, "port") for each in (said.referral, said.request))
    shared = sharing(said.reply)
    line = ("referral.port", "reply.service_type", "reply.shared_by")
    if event is None:
        if shared is Sharing.SHARED:
            yield Finding("port_missing_for_cgnat", line, "many share the address, and no source port was recorded")
        elif shared is Sharing.UNKNOWN:
            said_so = "no source port, and the reply does not say whether the address was shared"
            yield Finding("port_absent_sharing_unknown", line, said_so)
    elif not 1 <= event <= 65535 or event != int(event):
        yield Finding("unlisted_oddity", ("referral.port",), f"{event:g} is no port")
    elif event <= _WELL_KNOWN or event in _SERVICES:
        code = "unlisted_oddity" if shared is Sharing.ALONE else "port_not_source"
        yield Finding(code, ("referral.port",), f"{event:g} is the port of a service, not of a customer")
    if event is not None and event != asked and (asked is not None or shared is not Sharing.ALONE):
        both = ("referral.port", "request.port")
        said_so = f"port {event:g} was reported, {'none' if asked is None else f'{asked:g}'} asked for"
        yield Finding("request_differs_from_referral", both, said_so)
        if asked is not None and spelling.swapped(f"{event:g}", f"{asked:g}"):
            yield Finding("digit_transposed", both, f"neighbouring digits of {event:g} and {asked:g} are exchanged")
    yield from _block(said, event)


def _block(said: Statements, event: float | None) -> Iterator[Finding]:
    """The provider names the ports that the subscriber had."""
    first, _, last = text(said.reply, "ports").replace("–", "-").partition("-")
    if not (first.strip().isdecimal() and last.strip().isdecimal()) or event is None:
        return
    if not int(first) <= event <= int(last):
        said_so = f"the reply is about ports {first}-{last}, the event came from {event:g}"
        yield Finding("reply_for_other_request", ("referral.port", "reply.ports"), said_so)
