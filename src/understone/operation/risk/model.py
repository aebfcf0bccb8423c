"""The risk model: what is known of twelve factors in, score and band out (specification §9). No database, no clock.

A factor of which something is known and something is not (an officer's answer after which a later check gave none)
counts what is known, and stands among the unknowns: not knowing never takes away what is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from understone.exchange.package_terms import Band
from understone.operation.risk import table
from understone.operation.risk.table import IMMEDIATE, UNKNOWN


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a factor: its value, or at least that value; and what that rests on, in sentences."""

    value: str = UNKNOWN
    at_least: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor:
    """One line of the score. The points are those that count: where two are capped, the second has what is left."""

    code: str
    value: str
    points: int
    at_least: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the model makes of the facts; the points of its factors sum to the score."""

    model: str
    factors: tuple[Factor, ...]
    score: int
    unknowns: tuple[str, ...]
    band: Band


@dataclass(frozen=True, slots=True)
class Change:
    """A factor that is another one than before; `points` are what it adds or takes."""

    code: str
    old: str
    new: str
    points: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check or statement answered to a factor's question, and when it was asked or stated."""

    value: str
    at: datetime
    evidence: str


def assess(facts: Mapping[str, Known]) -> Assessed:
    """Return score, unknowns and band of what is known; a factor that is not named is unknown. Raises `KeyError`."""
    known = {row.code: facts.get(row.code, Known()) for row in table.factors()}
    points = {row.code: row.points[known[row.code].value] for row in table.factors()}
    for (first, second), most in table.caps():
        points[second] = min(points[second], max(0, most - points[first]))
    child = facts.get(IMMEDIATE, Known())
    lines = [Factor(code, each.value, points[code], each.at_least, each.evidence) for code, each in known.items()]
    lines.append(Factor(IMMEDIATE, child.value, 0, child.at_least, child.evidence))
    score = sum(points.values())
    unknowns = tuple(line.code for line in lines if unsure(line))
    return Assessed(table.version(), tuple(lines), score, unknowns, _band(score, lines))


def unsure(line: Factor) -> bool:
    """Say whether a factor is unknown, or known in part."""
    return line.value == UNKNOWN or line.at_least


def blocking(unknowns: Sequence[str]) -> tuple[str, ...]:
    """Return those unknowns that rule out low and medium."""
    return tuple(row.code for row in table.factors() if row.blocks and row.code in unknowns)


def _band(score: int, lines: Sequence[Factor]) -> Band:
    values = {line.code: line.value for line in lines}
    found = next(row.band for row in table.bands() if _reached(table.row_of(row.band), score, values))
    if found in (Band.MEDIUM, Band.LOW) and blocking([line.code for line in lines if unsure(line)]):
        return Band.UNKNOWN
    return found


def _reached(row: table.BandRow, score: int, values: Mapping[str, str]) -> bool:
    if row.score is not None and score >= row.score:
        return True
    return any(all(any(values[code] == value for code, value in group) for group in clause) for clause in row.any_of)


def differences(old: Sequence[Factor], new: Sequence[Factor]) -> list[Change]:
    """Return the factors whose value, points or certainty changed; before there is an assessment all are unknown."""
    before = {line.code: line for line in old}
    found = []
    for line in new:
        was = before.get(line.code, Factor(line.code, UNKNOWN, 0, at_least=False, evidence=()))
        if (line.value, line.points, line.at_least) != (was.value, was.points, was.at_least):
            found.append(Change(line.code, _told(was), _told(line), line.points - was.points))
    return found


def _told(line: Factor) -> str:
    return f"at least {line.value}" if line.at_least else line.value


def by_time_alone(change: Change, old: Sequence[Factor], new: Sequence[Factor]) -> bool:
    """Say whether a factor fell though it rests on the very same evidence: the age of the last event (R9) grew."""
    before = {line.code: line.evidence for line in old}
    after = {line.code: line.evidence for line in new}
    return change.code == "R9" and change.points < 0 and before.get("R9") == after.get("R9")


def standing(code: str, answers: Sequence[Answer]) -> Known:
    """Return what answers to one question come to, in whatever order they were recorded: the latest holds.

    An answer of unknown after a known one does not take it away: at least that stands, and the question is open. Of
    answers given at the same time the gravest holds.
    """
    gravity = _gravity(code)
    ordered = sorted(answers, key=lambda each: (each.at, each.value != UNKNOWN, gravity[each.value], each.evidence))
    told = tuple(each.evidence for each in ordered)
    if not ordered:
        return Known()
    if ordered[-1].value != UNKNOWN:
        return Known(ordered[-1].value, evidence=told)
    last = next((each for each in reversed(ordered) if each.value != UNKNOWN), None)
    if last is None or gravity[last.value] == 0:
        return Known(evidence=told)
    return Known(last.value, at_least=True, evidence=told)


def gravest(code: str, parts: Sequence[Known]) -> Known:
    """Return what several records come to, each of which has to be asked: the gravest counts.

    Where one of them is open, nothing graver is ruled out: then the rest is known at least.
    """
    points = _gravity(code)
    worst = max(parts, key=lambda each: points[each.value], default=Known())
    told = tuple(line for part in parts for line in part.evidence)
    most = max(points.values())
    is_open = not parts or any(part.value == UNKNOWN or part.at_least for part in parts)
    if points[worst.value] == 0 and is_open:
        return Known(evidence=told)
    return Known(worst.value, at_least=is_open and points[worst.value] < most, evidence=told)


def _gravity(code: str) -> Mapping[str, int]:
    return {row.code: row.points for row in table.factors()}.get(code, {"no": 0, "yes": 1, UNKNOWN: 0})
