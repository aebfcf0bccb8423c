"""Requests about a telephone number, a mailbox or a user name: was the one asked for the one reported?"""

import re
from collections.abc import Iterator

from understone.operation.identity import spelling
from understone.operation.identity.findings import Finding
from understone.operation.identity.statements import Statements, text, truth
from understone.operation.identity.timeline import instant

_REPORTED = {
    "phone": ("phone", "phone_number", "msisdn"),
    "email": ("email", "email_address"),
    "username": ("username", "screen_name", "handle"),
}
# The code, and the countries whose numbers carry it; enough to tell a stated country from an assumed one.
_CODES = {"44": {"GB", "GG", "JE", "IM"}, "1": {"US", "CA"}, "353": {"IE"}, "33": {"FR"}, "49": {"DE"}, "34": {"ES"},
          "39": {"IT", "VA"}, "31": {"NL"}, "32": {"BE"}, "48": {"PL"}, "61": {"AU"}, "64": {"NZ"}, "91": {"IN"},
          "92": {"PK"}, "7": {"RU", "KZ"}, "86": {"CN"}, "81": {"JP"}, "27": {"ZA"}, "234": {"NG"}}  # fmt: skip

_AT_HOME = 10  # digits of a British number without its 0 or +44


def check(said: Statements) -> Iterator[Finding]:
    """Yield what is wrong with a request that is not by address."""
    if said.by_address:
        return
    kind = said.selector_type
    names = _REPORTED.get(kind, ())
    field = next((name for name in names if text(said.referral, name)), None)
    both = (f"referral.{field or kind}", "request.selector")
    if field is None:
        yield Finding("request_differs_from_referral", both, f"the referral names no {kind or 'such value'}")
        return
    reported, asked = text(said.referral, field).strip(), text(said.request, "selector").strip()
    if kind == "phone":
        yield from _phone(said, reported, asked, both)
    elif kind == "email":
        yield from _email(said, reported, asked, both)
    else:
        yield from _username(said, reported, asked, both)


def _differs(reported: str, asked: str, both: tuple[str, str]) -> Iterator[Finding]:
    """Yield that the two differ, and by which slips of the pen they do."""
    yield Finding("request_differs_from_referral", both, f"{asked!r:.80} was asked for, {reported!r:.80} reported")
    if spelling.swapped(reported, asked):
        yield Finding("digit_transposed", both, "neighbouring characters are exchanged")
    if spelling.look_alike(reported, asked):
        yield Finding("letter_o_digit_zero", both, "letters and digits that look alike are exchanged")
    strange = "".join(dict.fromkeys(spelling.foreign(reported) + spelling.foreign(asked)))
    if strange:
        marks = ", ".join(f"U+{ord(each):04X}" for each in strange)
        yield Finding("homoglyph", both, f"a letter of another script stands in one of them: {marks}")
    if any(spelling.invisible(each) for each in (reported, asked)):
        yield Finding("unlisted_oddity", both, "blanks or invisible characters stand in one of them")


def _phone(said: Statements, reported: str, asked: str, both: tuple[str, str]) -> Iterator[Finding]:
    ours, theirs = _number(reported), _number(asked)
    country = text(said.referral, "account_country").strip().upper()
    where = (*both, "referral.account_country")
    if not _same_number(ours, theirs):
        yield from _differs("".join(ours), "".join(theirs), both)
        forms = (theirs[1], theirs[1][-_AT_HOME:])
        if any(spelling.swapped(form + ours[1][-_AT_HOME:], other) for form in ("", "0") for other in forms):
            yield Finding("digit_transposed", both, "neighbouring digits are exchanged")
    code = _added(ours, theirs)
    if code is not None and country not in _CODES.get(code, set()):
        yield Finding("phone_country_code_lost", where, f"the country +{code} was assumed: the number came without one")
    elif code is None and not ours[0] and not theirs[0] and country not in ("", *_CODES["44"]):
        yield Finding("phone_country_code_lost", where, f"a number of {country} was asked for as a British one")
    yield from _held(said, "phone", "recycled_number")


def _number(written: str) -> tuple[str, str]:
    """Return the country code with what follows as ('+', digits), or ('', digits as dialled at home)."""
    plain = re.sub(r"\(0\)", "", written)
    digits = re.sub(r"\D", "", plain)
    if plain.strip().startswith("+"):
        return "+", digits
    return ("+", digits[2:]) if digits.startswith("00") else ("", digits)


def _same_number(first: tuple[str, str], second: tuple[str, str]) -> bool:
    if first[0] == second[0]:
        return first[1] == second[1]
    international, home = (first, second) if first[0] else (second, first)
    national = home[1].lstrip("0")
    code = international[1].removesuffix(national)
    return international[1].endswith(national) and code in _CODES and len(national) >= 6


def _added(reported: tuple[str, str], asked: tuple[str, str]) -> str | None:
    """Return the country code that the request has and the referral has not."""
    if reported[0] or not asked[0]:
        return None
    found = [code for code in _CODES if asked[1].startswith(code)]
    return max(found, key=len, default=asked[1][:2])


def _held(said: Statements, name: str, code: str) -> Iterator[Finding]:
    """Who holds a value now may not have held it when the account was tied to it."""
    fields = (f"referral.{name}_registered", f"referral.{name}_verified", "reply.alloc_start")
    ties = [instant(said.referral, f"{name}_{what}") for what in ("registered", "verified")]
    tied = max((each for each in ties if each is not None), default=None)
    since = instant(said.reply, "alloc_start")
    until = next((at for key in ("number_previously_held_until", "previously_held_until")
                  if (at := instant(said.reply, key)) is not None), None)  # fmt: skip
    if tied is None:
        return
    if since is not None and tied < since:
        yield Finding(
            code, fields, f"the account was tied to it on {tied:%-d %B %Y}, held only since {since:%-d %B %Y}"
        )
    elif until is not None and tied <= until:
        yield Finding(code, fields, f"another holder had it until {until:%-d %B %Y}")


def _email(said: Statements, reported: str, asked: str, both: tuple[str, str]) -> Iterator[Finding]:
    if truth(said.referral, "email_verified") is False:
        yield Finding("unverified_email", ("referral.email_verified",), "the mailbox's owner never confirmed it")
    yield from _held(said, "email", "outside_allocation")
    (ours, _, host), (theirs, _, other_host) = reported.rpartition("@"), asked.rpartition("@")
    if (ours, host.lower()) == (theirs, other_host.lower()):
        return
    where = (*both, "referral.mail_dots_significant")
    matter = truth(said.referral, "mail_dots_significant")
    alike = ours.replace(".", "").lower() == theirs.replace(".", "").lower() and host.lower() == other_host.lower()
    if alike:
        dots = ours.lower() != theirs.lower()
        if matter is False:
            return
        if matter or dots:
            yield Finding("email_local_part_dots_or_case", where, "dots or case in front of the @ were changed")
        else:
            yield Finding("unlisted_oddity", where, "the case of letters was changed; whether it matters is not said")
        return
    yield from _differs(reported, asked, both)


def _username(said: Statements, reported: str, asked: str, both: tuple[str, str]) -> Iterator[Finding]:
    service, to = text(said.referral, "service"), text(said.request, "to")
    answered = text(said.reply, "service")
    services = ("referral.service", "request.to", "reply.service")
    for other in (to, answered):
        if service and other and other.strip().casefold() != service.strip().casefold():
            yield Finding("username_reused_other_service", services, f"reported on {service}, asked of {other}")
            break
    if reported.removeprefix("@") == asked.removeprefix("@"):
        return
    if reported.casefold() == asked.casefold() and reported.isascii():
        yield Finding("unlisted_oddity", both, "the case of letters was changed; whether it matters is not said")
        return
    yield from _differs(reported, asked, both)
    if spelling.same_but_punctuation(reported, asked):
        yield Finding("username_punctuation_lost", both, "dots, underscores or hyphens were left out or put in")
