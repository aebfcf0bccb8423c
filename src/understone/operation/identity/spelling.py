"""How two written values differ: exchanged digits, look-alikes, letters of another script, lost characters."""

import re
import unicodedata

_INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp"}
_LOOK_ALIKE = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "|": "1"})
_PUNCTUATION = re.compile(r"[._\-\s]")
# What other scripts lend to Latin readers; NFKC folds wide and mathematical letters, these it leaves.
_LATIN = dict(
    zip(
        "аеорсухіјѕԁһԛԝьвАВЕКМНОРСТХІЈЅҮαοντρικυεΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡıⅼ",
        "aeopcyxijsdhqwbbABEKMHOPCTXIJSYaovtpikueABEZHIKMNOPTYXgil",
        strict=True,
    )
)


def invisible(value: str) -> bool:
    """Tell whether blanks or invisible characters stand in a value."""
    return any(unicodedata.category(each) in _INVISIBLE for each in value)


def as_latin(value: str) -> str:
    """Return a value with letters of other scripts replaced by the Latin ones that look like them."""
    return "".join(_LATIN.get(each, each) for each in unicodedata.normalize("NFKC", value))


def foreign(value: str) -> str:
    """Return the characters in a value that look like Latin letters and are none."""
    return "".join(each for each in value if each in _LATIN or (ord(each) > 127 and as_latin(each).isascii()))


def swapped(first: str, second: str) -> bool:
    """Tell whether exchanging two neighbouring characters, perhaps over a separator, makes one of the other."""
    ours, theirs = (re.sub(r"[.:\s\-]", "", each) for each in (first, second))
    if len(ours) != len(theirs) or ours == theirs:
        return False
    places = [place for place, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    a, b = places
    return ours[a] == theirs[b] and ours[b] == theirs[a]


def look_alike(first: str, second: str) -> bool:
    """Tell whether two different values are the same to somebody who takes O for 0, and l or I for 1."""
    return first != second and first.translate(_LOOK_ALIKE) == second.translate(_LOOK_ALIKE)


def same_but_punctuation(first: str, second: str) -> bool:
    """Tell whether two different values differ in dots, underscores, hyphens or blanks alone."""
    return first != second and _PUNCTUATION.sub("", first) == _PUNCTUATION.sub("", second)
