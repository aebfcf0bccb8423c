"""A grader's two queues: what a list nearly knows, and what none knows; each picture once, best first by their order.

The order is made of neutral facts, never of what a picture may show, and is each grader's own. Who takes a picture has
it for ten minutes, so that no colleague of the force looks at it too. Passing one over stores nothing.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from understone.operation.errors import InputRefused
from understone.operation.grading.models import Finding
from understone.operation.grading.voting import ACTION
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, acting

LEASE = timedelta(minutes=10)
LARGE = 100_000  # bytes, as us_neutral has it
_BITS = {"camera_original": 1, "burst": 2, "folder": 4, "size": 8}
FACTS = tuple(_BITS)
_AHEAD = 8


class Which(StrEnum):
    """Which of the two queues."""

    MATCHES = "matches"  # a list knows it, nearly or without consensus
    UNKNOWN = "unknown"  # none does


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in their queue: at which rank of their order, behind which picture."""

    rank: int = 1
    after: str = ""

    def text(self) -> str:
        """Return it in one word."""
        return f"{self.rank}.{self.after}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Return the place that `text` gave. Raises `InputRefused`."""
        rank, _, after = text.partition(".")
        if not rank.isdecimal() or not 1 <= int(rank) <= 1 << len(FACTS):
            raise InputRefused("queue", f"{text} is no place in a queue", "give what the queue said after `next`")
        return cls(int(rank), after)


@dataclass(frozen=True, slots=True)
class Line:
    """A picture to grade, by one of its findings; `why` says what put it here, `place` where it stands."""

    finding: UUID
    sha256: str
    match: str
    distance: int | None
    lists: tuple[str, ...]
    path: str
    why: str
    place: Place


def next_(call: Call, which: Which, after: Place = Place()) -> Line | None:
    """Take the next picture after a place for ten minutes; None where there is none. Raises `NotPermitted`."""
    with acting(call, ACTION) as act:
        return _taken(act, which, after)


def pass_(call: Call, which: Which, place: Place) -> Line | None:
    """Let go of the picture at a place without a word, and take the next one. Nothing of it is stored."""
    with acting(call, ACTION) as act:
        fetched("SELECT us_let_go()")
        return _taken(act, which, place)


def listed(call: Call, which: Which, after: Place = Place(), *, limit: int = 20) -> Sequence[Line]:
    """Return what comes next after a place, and take none of it. Raises `NotPermitted`."""
    with acting(call, ACTION) as act:
        facts = _order(act)
        return [_line(*row, facts) for row in _ahead(which, facts, after, limit)]


def order(call: Call) -> tuple[str, ...]:
    """Return by which facts the grader's queue goes, the first first. Raises `NotPermitted`."""
    with acting(call, ACTION) as act:
        return _order(act)


def set_order(call: Call, facts: Sequence[str]) -> tuple[str, ...]:
    """Let the grader's own queue go by these facts; those left out come last. Raises `InputRefused`, `NotPermitted`."""
    with acting(call, ACTION) as act:
        if len(set(facts)) != len(facts) or not set(facts) <= set(FACTS):
            why = f"{', '.join(facts)} is no order"
            raise InputRefused("settings of the queue", why, f"name each of {', '.join(FACTS)} once at most")
        whole = [*facts, *(fact for fact in FACTS if fact not in facts)]
        fetched(
            "INSERT INTO grading_order (user_id, facts) VALUES (%s, %s)"
            " ON CONFLICT (user_id) DO UPDATE SET facts = excluded.facts RETURNING user_id",
            (act.actor.user, whole),
        )
        return tuple(whole)


def _order(act: Act) -> tuple[str, ...]:
    found = fetched("SELECT facts FROM grading_order WHERE user_id = %s", (act.actor.user,))
    return tuple(found[0][0]) if found else FACTS


@cache
def _tiers(facts: tuple[str, ...]) -> list[int]:
    """Return every combination of facts as its bits, that with the first fact before that without it, and so on."""
    return [
        sum(_BITS[fact] for fact, there in zip(facts, those, strict=True) if there)
        for those in itertools.product((True, False), repeat=len(facts))
    ]


def _taken(act: Act, which: Which, after: Place) -> Line | None:
    facts, place = _order(act), after
    while ahead := _ahead(which, facts, place, _AHEAD):
        for row in ahead:
            line = _line(*row, facts)
            if not leased_by_another(line.sha256):
                return line
            place = line.place
    return None


def leased_by_another(sha256: str) -> tuple[str, str] | None:
    """Take a picture for ten minutes, or say which colleague of the force has it, and until when."""
    held = fetched("SELECT who, until FROM us_lease_picture(%s, %s)", (sha256, LEASE))
    return (held[0][0], f"{held[0][1]:%Y-%m-%d %H:%M} UTC") if held else None


def _ahead(which: Which, facts: tuple[str, ...], place: Place, wanted: int) -> list[tuple[Finding, Place]]:
    query = "SELECT key, digest, tier FROM us_to_grade(%s, %s::smallint[], %s, %s, %s)"
    unknown = which is Which.UNKNOWN
    rows = fetched(query, (unknown, _tiers(facts), place.rank, place.after, wanted))
    by_key = Finding.objects.in_bulk([key for key, _, _ in rows])
    return [(by_key[key], Place(tier, digest)) for key, digest, tier in rows if key in by_key]


def _line(finding: Finding, place: Place, facts: Sequence[str]) -> Line:
    return Line(
        finding.pk,
        finding.sha256,
        finding.match,
        finding.distance,
        tuple(finding.lists),
        finding.path,
        why(finding.facts, facts),
        place,
    )


def why(facts: dict[str, Any], order: Sequence[str]) -> str:
    """Return in words which facts put a picture where it is, the leading one first."""
    told = []
    burst, folder, words = facts.get("burst"), facts.get("known_in_folder"), facts.get("folder_words")
    for fact in order:
        if fact == "camera_original" and facts.get("camera_original") is True:
            told.append("camera original")
        elif fact == "burst" and burst:
            told.append("known pictures in the same burst" if burst is True else _counted(burst, "in the same burst"))
        elif fact == "folder" and folder:
            told.append(_counted(folder, "in the same folder"))
        elif fact == "folder" and words:
            told.append(f"its folder is called {', '.join(words)}")
        elif fact == "size" and isinstance(size := facts.get("size"), int) and size >= LARGE:
            told.append(f"{size:,} bytes")
    return f"first because: {'; '.join(told)}" if told else "no fact puts it forward"


def _counted(number: int, where: str) -> str:
    return f"{number} known picture{'s' if number != 1 else ''} {where}"
