"""What kind of line or account a reply names, from the provider's own word for it."""

import re
from enum import StrEnum

from understone.operation.identity.statements import Statement, number, text


class Line(StrEnum):
    """What a service type says of who may have used it."""

    HOME = "home"
    SHARED_ADDRESS = "shared address"
    PUBLIC = "public"
    RELAY = "relay"
    ACCOUNT = "account"
    UNKNOWN = "unknown"


class Sharing(StrEnum):
    """Whether other subscribers had the address at the same moment."""

    ALONE = "alone"
    SHARED = "shared"
    UNKNOWN = "unknown"


_KNOWN = {
    "fixed": Line.HOME, "fixed_line": Line.HOME, "dsl": Line.HOME, "cable": Line.HOME, "fibre": Line.HOME,
    "fixed_cgnat": Line.SHARED_ADDRESS, "mobile_cgnat": Line.SHARED_ADDRESS, "mobile_data": Line.SHARED_ADDRESS,
    "business": Line.PUBLIC, "hotel": Line.PUBLIC, "cafe": Line.PUBLIC, "university": Line.PUBLIC,
    "public_wifi": Line.PUBLIC, "hosting": Line.RELAY, "vpn": Line.RELAY, "mobile_number": Line.ACCOUNT,
    "email_account": Line.ACCOUNT, "social_account": Line.ACCOUNT,
}  # fmt: skip
_RELAY = re.compile(r"vpn|proxy|\btor\b|relay|hosting|datacent|data_cent|cloud|server|vps|colocation|anonymi")
_PUBLIC = re.compile(
    r"business|office|shop|retail|hotel|guest|cafe|bar\b|restaurant|pub\b|wifi|wi_fi|hotspot|librar|school|college|"
    r"universit|campus|hospital|clinic|airport|station|train|coach|event|venue|church|council|corporate|compan|hostel"
)
_SHARED = re.compile(r"cgnat|cgn\b|nat444|carrier_grade|ds_?lite|464xlat|map_[et]\b|shared_ip|mobile_(?:data|internet)")


def line_of(reply: Statement) -> Line:
    """Return what the reply's service type is; a word that nobody listed is recognised by what it speaks of."""
    word = re.sub(r"[\s\-]+", "_", text(reply, "service_type").strip().lower())
    if word in _KNOWN:
        return _KNOWN[word]
    for pattern, line in ((_RELAY, Line.RELAY), (_SHARED, Line.SHARED_ADDRESS), (_PUBLIC, Line.PUBLIC)):
        if pattern.search(word):
            return line
    return Line.UNKNOWN


def listed(service_type: str) -> bool:
    """Tell whether a service type is one of those that are known by their names."""
    return service_type in _KNOWN


def public(premises: str) -> bool:
    """Tell whether premises are open to others than those who live there."""
    return bool(_PUBLIC.search(re.sub(r"[\s\-]+", "_", premises.strip().lower())))


def sharing(reply: Statement) -> Sharing:
    """Tell whether several subscribers had the address at once."""
    count = number(reply, "shared_by")
    if count is not None:
        return Sharing.SHARED if count > 1 else Sharing.ALONE
    line = line_of(reply)
    if line is Line.SHARED_ADDRESS or text(reply, "ports"):
        return Sharing.SHARED
    return Sharing.UNKNOWN if line is Line.UNKNOWN or line is Line.ACCOUNT else Sharing.ALONE
