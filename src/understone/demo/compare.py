"""What was found, held against what was planted: each item by name, and every false match. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from understone.demo.planted import Planted, PlantedItem
from understone.shown import plain

Verdict = Literal["found", "found otherwise", "missed", "not found", "found beyond reach", "no match", "FALSE MATCH"]
"""`found otherwise`: near where the digest had to say exact, or the reverse; `not found`: beyond reach, as expected."""

_GOOD: frozenset[Verdict] = frozenset({"found", "not found", "found beyond reach", "no match"})
_CONTAINER_MARKS = "/!:|"


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One match of an examination.

    `volume` is the partition's number in the MBR (an evidence volume of the scheme `mbr 2`, or the one at its
    offset, is 2). `path` is as the examination gives it, with or without a leading slash. `media_id` is None where
    the match names no record.
    """

    volume: int
    path: str
    how: Literal["exact", "near"]
    distance: int | None = None
    media_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted item. `match` is the best match that names the right picture, if there is one."""

    item: PlantedItem
    verdict: Verdict
    match: FoundItem | None


@dataclass(frozen=True, slots=True)
class FalseMatch:
    """A match that should not be: on a decoy, on an innocent item, or on a known picture under another's number."""

    found: FoundItem
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every planted item with its outcome, every false match, and how many unnamed decoys there were to fall for."""

    outcomes: tuple[Outcome, ...]
    false_matches: tuple[FalseMatch, ...]
    decoys: int

    def count(self, verdict: Verdict) -> int:
        """Return the number of items of that verdict."""
        return sum(outcome.verdict == verdict for outcome in self.outcomes)

    @property
    def must_be_found(self) -> int:
        """Number of items that had to be found."""
        return sum(outcome.item.expected in ("exact", "near") for outcome in self.outcomes)

    @property
    def is_as_planted(self) -> bool:
        """True if everything that had to be found was, as it had to be, and nothing else was."""
        return not self.false_matches and all(outcome.verdict in _GOOD for outcome in self.outcomes)


def compare(planted: Planted, found: Iterable[FoundItem]) -> Comparison:
    """Hold matches against the truth. Each match counts for one item, or is a false match: none is dropped."""
    places = _Places(planted.items)
    by_item: dict[int, list[FoundItem]] = {}
    false: list[FalseMatch] = []
    for match in found:
        place = places.of(match)
        if place is None:
            false.append(FalseMatch(match, "no known picture was planted there"))
            continue
        item = planted.items[place]
        if item.expected == "no match":
            by_item.setdefault(place, []).append(match)
            false.append(FalseMatch(match, item.done))
        elif match.media_id is not None and item.media_id is not None and match.media_id != item.media_id:
            false.append(FalseMatch(match, f"this is {item.picture}, number {item.media_id}"))
        else:
            by_item.setdefault(place, []).append(match)
    outcomes = tuple(_outcome(item, by_item.get(place, [])) for place, item in enumerate(planted.items))
    return Comparison(outcomes, tuple(false), planted.decoys)


class _Places:
    """Finds the item that a match lies on."""

    def __init__(self, items: Sequence[PlantedItem]) -> None:
        self._items = items
        self._exactly = {(item.volume, item.path): place for place, item in enumerate(items)}
        # FAT overwrites the first letter of a deleted short name; readers put one of their own there.
        self._deleted = {
            (item.volume, _without_first_letter(item.path)): n for n, item in enumerate(items) if item.deleted
        }

    def of(self, match: FoundItem) -> int | None:
        path = match.path.lstrip("/")
        place = self._exactly.get((match.volume, path))
        if place is None:
            place = self._deleted.get((match.volume, _without_first_letter(path)))
        return self._inside(match.volume, path) if place is None else place

    def _inside(self, volume: int, path: str) -> int | None:
        """Find the planted file that the match lies inside of (`pictures.zip/page.png`)."""
        for length in range(len(path) - 1, 0, -1):
            if path[length] in _CONTAINER_MARKS:
                place = self._exactly.get((volume, path[:length]))
                if place is not None:
                    return place
        return None


def _without_first_letter(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return folder + slash + name[1:]


def _outcome(item: PlantedItem, matches: Sequence[FoundItem]) -> Outcome:
    best = min(matches, key=lambda match: (match.how != "exact", match.distance or 0), default=None)
    return Outcome(item, _verdict(item, best), best)


def _verdict(item: PlantedItem, best: FoundItem | None) -> Verdict:
    if item.expected == "no match":
        return "no match" if best is None else "FALSE MATCH"
    if item.expected == "beyond reach":
        return "not found" if best is None else "found beyond reach"
    if best is None:
        return "missed"
    return "found" if best.how == item.expected else "found otherwise"


def lines(comparison: Comparison) -> list[str]:
    """Return the comparison as text, one line an item, in three groups, the false matches, and the sum."""
    groups = (
        (f"Must be found ({comparison.must_be_found})", ("exact", "near")),
        ("Known, but beyond reach: not found is no fault, and is shown", ("beyond reach",)),
        (f"Must not match ({comparison.decoys:,} decoys without a name beside these)", ("no match",)),
    )
    text: list[str] = []
    for heading, expected in groups:
        text += [heading, *_aligned(_row(o) for o in comparison.outcomes if o.item.expected in expected), ""]
    text.append(f"False matches ({len(comparison.false_matches)})")
    text += _aligned(_false_row(false) for false in comparison.false_matches)
    text += ["", summary(comparison)]
    return text


def summary(comparison: Comparison) -> str:
    """Return one line that says it all."""
    count = comparison.count
    sentence = f"{count('found')} of {comparison.must_be_found} found as planted"
    failures: tuple[Verdict, ...] = ("found otherwise", "missed")
    for verdict in failures:
        if count(verdict):
            sentence += f", {count(verdict)} {verdict}"
    sentence += f"; {count('not found')} beyond reach and not found"
    if count("found beyond reach"):
        sentence += f", {count('found beyond reach')} found beyond reach"
    matches = len(comparison.false_matches)
    return f"{sentence}; {matches} false {'match' if matches == 1 else 'matches'}."


def _row(outcome: Outcome) -> tuple[str, ...]:
    item = outcome.item
    name = f"{item.picture}: {item.done}" if item.picture else item.done
    return outcome.verdict, _how(outcome.match), name, item.reason, f"partition {item.volume}", plain(item.path)


def _false_row(false: FalseMatch) -> tuple[str, ...]:
    number = "" if false.found.media_id is None else f"as number {false.found.media_id}"
    return _how(false.found), number, false.reason, f"partition {false.found.volume}", plain(false.found.path)


def _how(match: FoundItem | None) -> str:
    if match is None:
        return ""
    return match.how if match.distance is None or match.how == "exact" else f"{match.how}, {match.distance} bits"


def _aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Pad the columns and leave out those that are empty throughout."""
    table = list(rows)
    if not table:
        return ["  none"]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip()
        for row in table
    ]
