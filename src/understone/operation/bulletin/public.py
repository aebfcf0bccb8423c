"""The public edition of a bulletin (specification §13; figures.csv, column *public rule*). No database.

No split by force. A cell of 1 to 4 reads `FEW`, and the next smallest cell of the same sum is hidden with it, so that
subtraction does not give it back. Zero is said only where nothing is unknown. A sum that stands in the table beside
its cells never leaves one hidden cell, nor hidden cells that only one set of numbers fits; where that cannot be had, no
cell of the sum is shown. What two bulletins of different times give by subtraction is not looked at: a person decides
on that before they publish.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from understone.operation.bulletin.definitions import NOT_STATED

FEW, HIDDEN = "fewer than 5", "not shown"
_FEWEST = 5
_NOT_PUBLISHED = frozenset({"F13"})

Cells = Mapping[str, int]
Shown = dict[str, int | str]


def edition(figures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the public figures of a bulletin, from its full ones as they are stored."""
    by_code = {each["code"]: each for each in figures}
    registered, contact = _people(by_code["F2"], by_code["F3"], by_code["F4"])
    children = _children(by_code["F9"], by_code["F10"])
    told: dict[str, tuple[int | str, Shown, Shown]] = {
        "F3": (registered, {}, {}),
        "F4": (contact["none"], contact, {}),
        "F5": _parted(by_code["F5"]),
        "F9": (children[0], {}, {}),
        "F10": (children[1], {}, {}),
        "F11": _parted(by_code["F11"]),
    }
    return [
        _told(each, *told.get(each["code"], _as_counted(each)))
        for each in figures
        if each["code"] not in _NOT_PUBLISHED
    ]


def suppressed(cells: Cells, total: int | None) -> Shown:
    """Return cells as they may be shown beside their sum (`total`; None where it is not shown).

    Small cells first, then the next smallest, until no hidden cell follows from the sum; else all are hidden.
    """
    shown: Shown = {name: FEW if 0 < value < _FEWEST else value for name, value in cells.items()}
    if total is None or FEW not in shown.values():
        return shown
    others = sorted((value, name) for name, value in cells.items() if value >= _FEWEST)
    while True:
        if _safe(shown, total):
            return shown
        if not others:
            return dict.fromkeys(cells, HIDDEN)
        shown[others.pop(0)[1]] = HIDDEN


def _safe(shown: Shown, total: int) -> bool:
    """Tell whether each hidden cell may still be at least two numbers, for all that is known of it."""
    left = total - sum(value for value in shown.values() if isinstance(value, int))
    hidden = [
        range(1, _FEWEST) if value == FEW else range(_FEWEST, left + 1)
        for value in shown.values()
        if isinstance(value, str)
    ]
    for place, own in enumerate(hidden):
        sums = {0}
        for other in (*hidden[:place], *hidden[place + 1 :]):
            sums = {one + more for one in sums for more in other if one + more <= left}
        if sum(left - value in sums for value in own) < 2:
            return False
    return True


def _people(
    arrested: Mapping[str, Any], registered: Mapping[str, Any], contact: Mapping[str, Any]
) -> tuple[int | str, Shown]:
    """F3 and the cells of F4 add up to F2, which is as counted: they are one sum."""
    shown = suppressed({"registered": registered["value"], **contact["cells"]}, arrested["value"])
    no_check = {"registered"} if registered["unknown"] else set()
    not_known = {"prior", "none"} if contact["cells"]["unknown"] else set()
    for name in no_check | not_known:
        shown[name] = NOT_STATED if shown[name] == 0 else shown[name]
    return shown.pop("registered"), shown


def _children(safeguarded: Mapping[str, Any], immediate: Mapping[str, Any]) -> tuple[int | str, int | str]:
    """F10 and the rest of F9 add up to F9."""
    whole, part = safeguarded["value"], immediate["value"]
    if 0 < whole < _FEWEST:
        return FEW, FEW if part else _zero(part, immediate)
    shown = suppressed({"part": part, "rest": whole - part}, whole)["part"]
    return _zero(whole, safeguarded), _zero(shown, immediate)


def _parted(figure: Mapping[str, Any]) -> tuple[int | str, Shown, Shown]:
    """A figure with its cells and the people beside it: its sum is shown unless it is small itself."""
    whole = figure["value"]
    small = 0 < whole < _FEWEST
    cells = {
        name: _zero(value, figure) for name, value in suppressed(figure["cells"], None if small else whole).items()
    }
    beside = {name: _zero(FEW if 0 < value < _FEWEST else value, figure) for name, value in figure["beside"].items()}
    return _zero(FEW if small else whole, figure), cells, beside


def _as_counted(figure: Mapping[str, Any]) -> tuple[int | str, Shown, Shown]:
    return _zero(figure["value"], figure), dict(figure["cells"]), dict(figure["beside"])


def _zero(value: int | str, figure: Mapping[str, Any]) -> int | str:
    return NOT_STATED if value == 0 and figure["unknown"] else value


def _told(figure: Mapping[str, Any], value: int | str, cells: Shown, beside: Shown) -> dict[str, Any]:
    words = (*cells.values(), *beside.values(), value)
    hidden = any(each in (FEW, HIDDEN) for each in words)
    return {
        **figure,
        "value": value,
        "cells": cells,
        "beside": beside,
        "by_force": {},
        "unknown": None,
        "suppressed": hidden,
    }
