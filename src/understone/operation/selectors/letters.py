"""Letters that look like other letters: compatibility forms, invisible characters, mixed scripts."""

import unicodedata

_ONE_WRITING = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def without_invisible(text: str) -> str:
    """Return text without format characters (zero-width joiners, bidi marks), which nobody sees or types."""
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def confusable(text: str) -> bool:
    """Tell whether text may pass for another: it has invisible or compatibility characters, or scripts are mixed.

    The script is the first word of a letter's Unicode name, which is rough (UTS #39 has the exact property, Python has
    not) and errs to doubt. East Asian scripts that are written together count as one.
    """
    if text.isascii():
        return False
    if without_invisible(text) != text or unicodedata.normalize("NFKC", text) != unicodedata.normalize("NFC", text):
        return True
    names = {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}
    return len({"EAST ASIAN" if name in _ONE_WRITING else name for name in names}) > 1


def plain_name(text: str) -> str:
    """Return a name for comparing: NFKD, marks dropped, casefolded, its tokens of letters and digits in order."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())
