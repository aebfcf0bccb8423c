"""Text from evidence, made safe to show: a file name is hostile input to a terminal, a page or a spreadsheet.

Nothing is lost: what is replaced is written as an escape that names the code point.
"""

import unicodedata

_SPREADSHEET_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Controls, format characters (bidi overrides, zero-width), surrogates, private use, line and paragraph separators.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def plain(text: str) -> str:
    r"""Return text with every invisible or controlling character as an escape (`\x1b`, `\u202e`); a backslash stays."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in _HIDDEN else c for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8 (PEP 383)
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def cell(text: str) -> str:
    """Return text for a CSV cell that a spreadsheet will not run as a formula (OWASP: CSV injection)."""
    shown = plain(text)
    return f"'{shown}" if shown.startswith(_SPREADSHEET_STARTS) else shown


def size(count: int) -> str:
    """Return a number of bytes in decimal units, as disks are sold: `1.2 GB`."""
    value = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000:
            return f"{count:,} bytes" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:,.1f} TB"


def duration(seconds: float) -> str:
    """Return a span of time for people: `45 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,} h {minutes} min"
