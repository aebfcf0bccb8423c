"""Police ranks, where a rule asks for one: which are at least inspector."""

_FROM_INSPECTOR = frozenset(
    {
        "inspector",
        "chief inspector",
        "superintendent",
        "chief superintendent",
        "commander",
        "deputy assistant commissioner",
        "assistant commissioner",
        "deputy commissioner",
        "commissioner",
        "assistant chief constable",
        "deputy chief constable",
        "chief constable",
    }
)
_OF_DETECTIVES = ("detective ", "temporary ", "acting ", "t/", "a/", "det ")


def at_least_inspector(rank: str | None) -> bool:
    """Say whether a rank, in words, is inspector or above; whoever is a detective, or holds it for a time, holds it.

    What is not understood is not enough.
    """
    words = " ".join((rank or "").casefold().split())
    while words.startswith(_OF_DETECTIVES):
        words = next(words.removeprefix(each) for each in _OF_DETECTIVES if words.startswith(each)).strip()
    return words in _FROM_INSPECTOR
