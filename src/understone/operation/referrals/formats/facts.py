"""Single facts as sources spell them. Each reader of a fact says whether it understood what stood there.

`bool("false")` is True, and one tool of the field counted every picture as seen over that: yes, no and unknown are
three answers here, and what nobody can read is unknown.
"""

import re

from understone.canonical_json import Value
from understone.exchange.package_terms import Bool3, EventKind

_YES = frozenset({"yes", "true", "y", "t", "1"})
_NO = frozenset({"no", "false", "n", "f", "0"})
_NOT_SAID = frozenset({"", "unknown", "null", "none", "n/a", "na", "not known", "not stated", "-"})
_EVENTS = {
    "login": EventKind.LOGIN,
    "logon": EventKind.LOGIN,
    "signin": EventKind.LOGIN,
    "registration": EventKind.REGISTRATION,
    "register": EventKind.REGISTRATION,
    "signup": EventKind.REGISTRATION,
    "accountcreation": EventKind.REGISTRATION,
    "upload": EventKind.UPLOAD,
    "purchase": EventKind.PURCHASE,
    "other": EventKind.OTHER,
    "unknown": EventKind.UNKNOWN,
}
_URGENT = re.compile(r"(?:level\s*|priority\s*)?(?:1|high|urgent|critical|immediate|emergency)\b.*", re.DOTALL)
_NOT_URGENT = re.compile(
    r"(?:level\s*|priority\s*)?(?:[2-9]|e|low|normal|medium|routine|standard|no|none|false|0)\b.*", re.DOTALL
)
_AGE = re.compile(r"\d{1,3}")

NOTHING_MORE: frozenset[str] = frozenset()


def bool3(said: Value, yes: frozenset[str] = NOTHING_MORE, no: frozenset[str] = NOTHING_MORE) -> tuple[Bool3, bool]:
    """Return what was said, and whether it was understood; `yes` and `no` are a source's own words, in lower case."""
    if said is None:
        return Bool3.UNKNOWN, True
    if isinstance(said, bool):
        return (Bool3.YES if said else Bool3.NO), True
    if not isinstance(said, str | int):
        return Bool3.UNKNOWN, False
    word = str(said).strip().lower()
    if word in yes:
        return Bool3.YES, True
    if word in no:
        return Bool3.NO, True
    if word in _YES:
        return Bool3.YES, True
    if word in _NO:
        return Bool3.NO, True
    return Bool3.UNKNOWN, word in _NOT_SAID


def event(said: Value) -> tuple[EventKind, bool]:
    """Return what happened; a word that is not ours is `other`, and not understood."""
    if said is None:
        return EventKind.UNKNOWN, True
    if not isinstance(said, str):
        return EventKind.UNKNOWN, False
    plain = "".join(c for c in said.lower() if c.isalpha())
    if plain in _EVENTS:
        return _EVENTS[plain], True
    return (EventKind.OTHER, False) if plain else (EventKind.UNKNOWN, not said.strip())


def port(said: Value) -> tuple[int | None, bool]:
    """Return a port, 1 to 65535, from a number or its text."""
    if said is None:
        return None, True
    if isinstance(said, bool) or not isinstance(said, str | int):
        return None, False
    text = str(said).strip()
    if not text:
        return None, True
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    return (number, True) if 1 <= number <= 65535 else (None, False)


def urgent(said: Value) -> tuple[bool, bool]:
    """Tell whether a source's priority means: now. NCMEC's highest level is 1; E only says that a platform wrote."""
    if said is None or isinstance(said, bool):
        return bool(said), True
    if not isinstance(said, str | int):
        return False, False
    word = str(said).strip().lower()
    if not word or _NOT_URGENT.fullmatch(word) or word in _NOT_SAID:
        return False, True
    found = bool(_URGENT.fullmatch(word)) or word in _YES
    return found, found


def under_18(said: Value) -> bool:
    """Tell whether a stated age is that of a child."""
    text = "" if said is None or isinstance(said, bool) else str(said).strip()
    return bool(_AGE.fullmatch(text)) and int(text) < 18
