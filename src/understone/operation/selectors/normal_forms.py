"""The normal form of each kind of selector, exactly as `selectors.csv` says; what has none is refused with a reason.

A normal form is for matching only. Nothing is guessed: no country for a number, no order of day and month, no time
without its zone, no service for a name.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import assert_never

from understone.exchange.package_terms import Bool3, Strength
from understone.operation.selectors import checksums, letters, online_services
from understone.operation.selectors.kinds import Normal, Refused, SelectorKind, strength
from understone.operation.selectors.online_services import Service

_DOCUMENTATION = tuple(
    ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)
_FACTORY_DEFAULTS = frozenset(
    {"UNKNOWN", "NULL", "NONE", "DEFAULT", "DEFAULTSTRING", "TOBEFILLEDBYOEM", "SYSTEMSERIALNUMBER", "NOTAPPLICABLE",
     "0123456789ABCDEF", "123456789", "1234567890", "9774D56D682E549C", "004999010640000", "020000000000"}
)  # fmt: skip
_BASE58_CHAINS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x1E: "doge", 0x16: "doge", 0x41: "trx"}
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")
_UNIT = re.compile(r"\b(?:FLAT|APARTMENT|APT|UNIT|ROOM|STUDIO)\.? ([0-9]+[A-Z]?|[A-Z])\b,?")
_NUMBER = re.compile(r"(?:^|,)\s*([0-9]+[A-Z]?(?:-[0-9]+[A-Z]?)?)\b")
_DOMAIN_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the source said beside a value; `named` is the line of the table for its service."""

    service: str | None
    named: Service | None
    country: str | None
    port: int | None
    occurred_at: datetime | None
    born: str | None
    uprn: str | None
    chain: str | None
    documentation: bool


class _No(Exception):
    """A value has no normal form."""

    def __init__(self, code: str, reason: str, *, keep_raw: bool = False) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.keep_raw = keep_raw


def normalise(
    kind: SelectorKind,
    value: str,
    *,
    service: str | None = None,
    country: str | None = None,
    verified: Bool3 = Bool3.UNKNOWN,
    port: int | None = None,
    occurred_at: datetime | None = None,
    born: str | None = None,
    uprn: str | None = None,
    chain: str | None = None,
    documentation: bool = False,
    table: Mapping[str, Service] | None = None,
) -> Normal | Refused:
    """Return the normal form of a value, or why it has none. Raises nothing for what a source sent.

    The source stated `service` (code or name), `country` (ISO 3166-1 alpha-2), `born` (ISO date), `uprn` and `chain`
    beside the value. Documentation addresses, public in tests, are refused unless `documentation` is set. `table` is
    the operator's table of services; without it the one that was shipped.
    """
    known = online_services.shipped() if table is None else table
    named = None if service is None else known.get(service.strip().lower())
    stated = _Stated(service, named, country, port, occurred_at, born, uprn, chain, documentation)
    try:
        normal, confusable = _form(kind)(_readable(value), stated)
    except _No as no:
        raw = value.strip()
        kept = Normal(kind, raw, Strength.W, letters.confusable(raw)) if no.keep_raw and raw else None
        return Refused(kind, value, no.code, no.reason, kept)
    if kind is SelectorKind.ACCOUNT:  # exactly as given, whatever it holds
        normal = normal.partition("/")[0] + "/" + value
    hidden = letters.without_invisible(value) != value
    return Normal(kind, normal, strength(kind, verified), confusable or hidden)


def _readable(value: str) -> str:
    """Return the value without what nobody sees or types."""
    if any(0xD800 <= ord(c) < 0xE000 for c in value):
        raise _No("not_text", "half a character (a lone surrogate)")
    return letters.without_invisible(value).strip()


_Form = Callable[[str, _Stated], tuple[str, bool]]


def _form(kind: SelectorKind) -> _Form:
    match kind:
        case SelectorKind.ACCOUNT:
            return _account
        case SelectorKind.EMAIL:
            return _email
        case SelectorKind.PHONE:
            return _phone
        case SelectorKind.DEVICE:
            return _device
        case SelectorKind.HANDLE:
            return _handle
        case SelectorKind.WALLET:
            return _wallet
        case SelectorKind.NAME_DOB:
            return _name_dob
        case SelectorKind.IP_PORT_TIME:
            return _ip_port_time
        case SelectorKind.ADDRESS:
            return _address
        case SelectorKind.ONION:
            return _onion
        case _:
            assert_never(kind)


def _service(stated: _Stated) -> Service:
    if stated.service is None or not stated.service.strip():
        raise _No("no_service", "no service")
    if stated.named is None:
        raise _No("unknown_service", "the service is not in the operator's table")
    return stated.named


def _account(text: str, stated: _Stated) -> tuple[str, bool]:
    service = _service(stated)
    if not text:
        raise _No("empty", "empty id")
    return f"{service.code}/{text}", letters.confusable(text)


def _email(text: str, _: _Stated) -> tuple[str, bool]:
    import idna

    plain = unicodedata.normalize("NFKC", text)
    local, at, domain = plain.rpartition("@")
    if not at or not domain:
        raise _No("no_domain", "no domain")
    if not local or "@" in local or len(local.encode()) > 64 or any(c.isspace() or not c.isprintable() for c in local):
        raise _No("no_local_part", "no local part, or one that cannot be")
    try:
        coded = idna.encode(domain.lower(), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        coded = ""
    parts = coded.split(".")
    if len(parts) < 2 or not all(_DOMAIN_LABEL.fullmatch(part) for part in parts):
        raise _No("no_domain", "what follows the @ is no domain")
    # Lower-casing can itself decompose (İ): NFKC once more makes the form stable.
    return f"{unicodedata.normalize('NFKC', local.lower())}@{coded}", letters.confusable(text)


def _phone(text: str, stated: _Stated) -> tuple[str, bool]:
    import phonenumbers

    by_table = stated.named.country if stated.named else None
    country = (stated.country or by_table or "").strip().upper() or None
    if country not in phonenumbers.SUPPORTED_REGIONS:
        country = None
    if country is None and not unicodedata.normalize("NFKC", text).startswith("+"):
        raise _No("no_country", "country unknown: kept raw as strength W, never assumed", keep_raw=True)
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise _No("no_number", "not a telephone number", keep_raw=True) from None
    if number.extension:
        raise _No("extension", "a number with an extension is shared: kept raw as strength W", keep_raw=True)
    if not phonenumbers.is_possible_number(number):
        raise _No("no_number", "no number of that country has this length", keep_raw=True)
    changed = not text.isascii() or any(c.isalpha() for c in text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), changed


def _device(text: str, _: _Stated) -> tuple[str, bool]:
    kind, _separator, rest = re.sub(r"[:\s]+", " ", text).partition(" ")
    if not kind.isascii() or not kind.isalnum() or not rest:
        raise _No("no_type", "neither a type nor a value")
    value = "".join(c for c in unicodedata.normalize("NFKC", rest) if c.isalnum()).upper()
    if len(set(value)) < 2 or value in _FACTORY_DEFAULTS:
        raise _No("factory_default", "null or factory default id")
    if len(value) < 6:
        raise _No("too_short", "too short to be one device's own")
    kind = kind.upper()
    if kind == "IMEI" and not (len(value) == 15 and value.isascii() and value.isdigit() and checksums.luhn(value)):
        raise _No("check_digit", "an IMEI has 15 digits and a Luhn check digit")
    return f"{kind}:{value}", letters.confusable(rest)


def _handle(text: str, stated: _Stated) -> tuple[str, bool]:
    service = _service(stated)
    name = unicodedata.normalize("NFC", text.removeprefix("@"))
    if not name:
        raise _No("empty", "empty name")
    if service.case == "ignored":
        name = unicodedata.normalize("NFC", name.lower())
    return f"{service.code}/{name}", letters.confusable(text)


def _wallet(text: str, stated: _Stated) -> tuple[str, bool]:
    chain, address = _chain(text)
    wanted = (stated.chain or "").strip().lower()
    if wanted and wanted != chain:
        raise _No("other_chain", f"the address is one of {chain}, not of {wanted}")
    return f"{chain}:{address}", False


def _chain(text: str) -> tuple[str, str]:
    """Return the chain and the canonical form of an address whose checksum holds."""
    lower = text.lower()
    if lower.startswith(("bc1", "ltc1")):
        prefix = lower[: lower.index("1")]
        if text not in (lower, text.upper()) or not checksums.segwit(lower, prefix):
            raise _No("checksum", "checksum fails")
        return ("btc" if prefix == "bc" else "ltc"), lower
    if re.fullmatch(r"0x[0-9a-f]{40}", lower):
        if not checksums.eip55(text[2:]):
            raise _No("checksum", "checksum fails")
        return "eth", lower
    payload = checksums.base58check(text)
    if payload is None or len(payload) != 21:
        raise _No("checksum", "checksum fails, or the chain is not known here")
    if payload[0] not in _BASE58_CHAINS:
        raise _No("unknown_chain", "the chain is not known here")
    return _BASE58_CHAINS[payload[0]], text


def _name_dob(text: str, stated: _Stated) -> tuple[str, bool]:
    tokens = letters.plain_name(text).split()
    if not tokens:
        raise _No("no_name", "no letters")
    born = (stated.born or "").strip()
    try:
        day = date.fromisoformat(born) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", born) else None
    except ValueError:
        day = None
    if day is None:
        raise _No("no_date", "date order and century not stated" if born else "no date of birth")
    return f"{' '.join(sorted(tokens))};{day.isoformat()}", letters.confusable(text)


def _ip_port_time(text: str, stated: _Stated) -> tuple[str, bool]:
    address = _public_address(text, documentation=stated.documentation)
    at = stated.occurred_at
    if at is None or at.utcoffset() is None:
        raise _No("no_time", "no time whose zone is certain")
    if stated.port is not None and not 0 <= stated.port <= 0xFFFF:
        raise _No("no_port", "no such port")
    port = str(stated.port) if stated.port else "-"
    return f"{address}/{port}/{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", False


def _public_address(text: str, *, documentation: bool) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise _No("no_address", "not an IP address") from None
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            raise _No("not_public", "address is not public")
        address = address.ipv4_mapped or address
    in_tests = any(address in network for network in _DOCUMENTATION if network.version == address.version)
    if in_tests and not documentation:
        raise _No("documentation", "a documentation address, public in tests only")
    if not in_tests and (not address.is_global or address.is_multicast):
        raise _No("not_public", "address is not public")
    return str(address)


def _address(text: str, stated: _Stated) -> tuple[str, bool]:
    uprn = (stated.uprn or "").strip()
    if uprn:
        if not re.fullmatch(r"[0-9]{1,12}", uprn) or not int(uprn):
            raise _No("no_uprn", "a UPRN has 1 to 12 digits")
        return str(int(uprn)), False
    upper = " ".join(unicodedata.normalize("NFKC", text).upper().split())
    postcodes = list(_POSTCODE.finditer(upper))
    if not postcodes:
        raise _No("no_address", "neither UPRN nor postcode with number")
    last = postcodes[-1]
    rest = f"{upper[: last.start()]},{upper[last.end() :]}"
    unit = _UNIT.search(rest)
    number = _NUMBER.search(_UNIT.sub(",", rest))
    if number is None:
        raise _No("no_address", "neither UPRN nor postcode with number")
    return f"{last[1]}{last[2]}/{number[1]}/{unit[1] if unit else '-'}", letters.confusable(text)


def _onion(text: str, _: _Stated) -> tuple[str, bool]:
    host = re.split(r"[/?#]", text.lower().rpartition("://")[2])[0].rpartition("@")[2].partition(":")[0].rstrip(".")
    name, _dot, ending = host.rpartition(".")
    label = name.rpartition(".")[2]
    if ending != "onion" or not re.fullmatch(r"[a-z2-7]{56}", label):
        raise _No("no_onion", "not an onion address of version 3")
    if not checksums.onion_v3(label):
        raise _No("checksum", "checksum fails")
    return f"{label}.onion", False
