"""Allotting cards to forces and to people: in proportion, at random, and only where they fit."""

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from understone.operation import tables

_Any = TypeVar("_Any")
# Scotland and Northern Ireland have one force each; a few of their districts stand for all.
_ELSEWHERE = {
    "S23000009": (32, ("S12000033", "S12000036", "S12000049", "S12000050")),
    "N99999999": (11, ("N09000001", "N09000003", "N09000005", "N09000011")),
}


@cache
def _of_2024() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in tables.rows("districts_2024"):
        found.setdefault(row["pfa24_code"], {})[row["ltla24_code"]] = None
    return {force: tuple(codes) for force, codes in found.items()}


def districts(force: str) -> tuple[str, ...]:
    """Return districts of a force."""
    return _ELSEWHERE[force][1] if force in _ELSEWHERE else _of_2024()[force]


def number_of_districts(force: str) -> int:
    """Return how many districts a force serves."""
    return _ELSEWHERE[force][0] if force in _ELSEWHERE else len(_of_2024()[force])


def spread(count: int, forces: Sequence[str], *, least: int = 0) -> Mapping[str, int]:
    """Return how many of `count` each force has: `least` each, the rest by number of districts (largest remainder)."""
    rest = count - least * len(forces)
    assert rest >= 0, f"{count} are not enough for {len(forces)} forces"
    weights = {force: number_of_districts(force) for force in forces}
    shares = {force: rest * weight / sum(weights.values()) for force, weight in weights.items()}
    found = {force: least + int(share) for force, share in shares.items()}
    by_remainder = sorted(forces, key=lambda force: (int(shares[force]) - shares[force], force))
    for force in by_remainder[: count - sum(found.values())]:
        found[force] += 1
    return found


def shuffled(draw: random.Random, cards: Sequence[_Any]) -> list[_Any]:
    """Return the cards in random order."""
    found = list(cards)
    draw.shuffle(found)
    return found


def picked(
    draw: random.Random, count: int, among: Sequence[_Any], fits: Callable[[_Any], bool], what: str
) -> list[_Any]:
    """Return so many at random of those that fit."""
    found = [each for each in shuffled(draw, among) if fits(each)]
    assert len(found) >= count, f"{what}: {count} are wanted, {len(found)} fit"
    return found[:count]
