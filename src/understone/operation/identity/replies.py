"""Is the reply the answer to this request, and does it name somebody?"""

import re
from collections.abc import Iterator

from understone.operation.identity import addresses
from understone.operation.identity.findings import Finding
from understone.operation.identity.statements import Statements, number, parts, text

_DISOWNS = re.compile(
    r"\bnot (?:(?:one )?of )?(?:ours|our (?:own )?(?:customers?|subscribers?|address|range|number|account))|"
    r"\b(?:does|do|did) not belong to (?:us|our)|\bnot (?:allocated|assigned|routed|registered) (?:to|by|with) us|"
    r"\bno such (?:account|address|number|customer|subscriber|user)|\bnever (?:issued|allocated|assigned)|"
    r"\bported (?:out|away)|\bnot (?:known|recogni[sz]ed)|\bunknown (?:account|number|address|customer)",
    re.IGNORECASE,
)
_PLAIN_NOTES = re.compile(
    r"(?:subscriber details as requested|lease still running when the reply was written"
    r"|single-address customer(?: \(no delegated prefix\))?)?\.?",
    re.IGNORECASE,
)
_NOBODY = frozenset({"", "none", "null", "unknown", "n/a", "not found", "-"})


def check(said: Statements) -> Iterator[Finding]:
    """Yield what is wrong between request and reply."""
    request, reply = said.request, said.reply
    for key in ("req_no", "ref"):
        asked, answered = text(request, key).strip(), text(reply, key).strip()
        if asked and answered and asked != answered:
            yield Finding(
                "reply_for_other_request", (f"request.{key}", f"reply.{key}"), f"{answered} answers, not {asked}"
            )
    reported, asked = text(said.referral, "ref").strip(), text(request, "ref").strip()
    if reported and asked and reported != asked:
        words = f"the request is about {asked}, not {reported}"
        yield Finding("request_differs_from_referral", ("referral.ref", "request.ref"), words)
    yield from _address(said)
    asked_port, port = number(request, "port"), number(reply, "port")
    if asked_port is not None and port is not None and asked_port != port:
        words = f"port {asked_port:g} was asked for, {port:g} answered"
        yield Finding("reply_for_other_request", ("request.port", "reply.port"), words)
    asked, answered = text(request, "selector").strip(), text(reply, "selector").strip()
    if asked and answered and _plain(asked) != _plain(answered):
        words = f"{asked!r:.80} was asked for, {answered!r:.80} answered"
        yield Finding("reply_for_other_request", ("request.selector", "reply.selector"), words)
    yield from _person(said)
    yield from _others(said)


def _plain(selector: str) -> str:
    """Return a selector without what providers change when they write it back."""
    digits = re.sub(r"[\s().\-]", "", selector)
    return digits if re.fullmatch(r"\+?\d+", digits) else selector.casefold().removeprefix("@")


def _address(said: Statements) -> Iterator[Finding]:
    typed, answered = text(said.request, "ip"), text(said.reply, "ip")
    if not said.by_address or not answered.strip():
        return
    asked, reply = addresses.parsed(addresses.restored(typed)), addresses.parsed(addresses.restored(answered))
    fields = ("request.ip", "reply.ip")
    if reply is None:
        if typed.strip() != answered.strip():
            yield Finding("reply_for_other_request", fields, f"{typed!r:.60} was asked for, {answered!r:.60} answered")
    elif asked is None or not addresses.about(reply, asked):
        yield Finding("reply_for_other_request", fields, f"{typed!r:.60} was asked for, {answered!r:.60} answered")


def _person(said: Statements) -> Iterator[Finding]:
    note = text(said.reply, "note").strip()
    if _DISOWNS.search(note):
        yield Finding("provider_disowns", ("reply.note",), f"the provider writes: {note:.200}")
    elif not _PLAIN_NOTES.fullmatch(note):
        yield Finding("unlisted_oddity", ("reply.note",), f"the provider writes: {note:.200}")
    if text(said.reply, "subscriber").strip().lower() in _NOBODY:
        yield Finding("unlisted_oddity", ("reply.subscriber",), "the reply names no subscriber")


def _others(said: Statements) -> Iterator[Finding]:
    """What further events of the same account resolved to."""
    named = text(said.reply, "subscriber").strip()
    found = {text(each, "subscriber").strip() for each in parts(said.reply, "other_resolutions")}
    others = sorted(each for each in found if each.lower() not in _NOBODY and each != named)
    if others:
        words = f"events of one account lead to {named} and to {', '.join(others)}"
        yield Finding("conflicting_resolutions", ("reply.other_resolutions", "reply.subscriber"), words)
