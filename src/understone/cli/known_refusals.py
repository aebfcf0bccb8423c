"""How the verbs that take in lists tell what they did not take."""

from collections.abc import Mapping
from dataclasses import asdict

from understone.known.deliveries import Counted, Refused
from understone.shown import plain

_SHOWN = 10
_WORDS = {
    "rejected": "rejected",
    "faulty": "kept without a field",
    "nothing_withdrawn": "withdrawals that found nothing",
}


def show(refused: Refused, files: Mapping[int, str]) -> None:
    """Print each kind with its count and the first ones; `files` are names by the number of a source."""
    for name, words in _WORDS.items():
        counted: Counted = getattr(refused, name)
        if not counted.count:
            continue
        print()
        print(f"{words}: {counted.count:,}" + (f", the first {_SHOWN}:" if counted.count > _SHOWN else ":"))
        for number, rejected in counted.first[:_SHOWN]:
            print(f"  {plain(files[number])}, {rejected.where}: {plain(rejected.reason)}")


def data(refused: Refused) -> dict[str, object]:
    """Return the same for JSON, with all that were kept."""
    return {name: _data(getattr(refused, name)) for name in _WORDS}


def _data(counted: Counted) -> dict[str, object]:
    first = [{"source": number, **asdict(rejected)} for number, rejected in counted.first]
    return {"count": counted.count, "first": first}
