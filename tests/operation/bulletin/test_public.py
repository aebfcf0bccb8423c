"""The public edition: no hidden cell can be computed from what is shown. No database."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from understone.operation.bulletin.definitions import NOBODY_IN_OFFICE, NOT_STATED, definitions
from understone.operation.bulletin.public import FEW, HIDDEN, edition, suppressed


def figures(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return thirteen figures of an invented operation, some of them changed."""
    made: dict[str, dict[str, Any]] = {
        code: {
            "code": code, "figure": each.name, "definition": each.words, "query_hash": each.query_hash, "value": 40,
            "cells": {}, "beside": {}, "by_force": {"E23000001": 3}, "unknown": 0, "suppressed": False,
        }
        for code, each in definitions().items()
    }  # fmt: skip
    contact = {"value": 20, "cells": {"prior": 9, "none": 20, "unknown": 5}}
    for code, more in {
        "F3": {"value": 6},
        "F4": contact,
        "F6": {"value": NOBODY_IN_OFFICE},
        "F10": {"value": 12},
    }.items():
        made[code] |= more
    for code in ("F5", "F11"):
        made[code] |= {"cells": {"a": 20, "b": 20}, "beside": {"subjects": 33}}
    for code, more in changes.items():
        made[code] |= more
    return list(made.values())


def told(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in edition(figures(**changes))}


def consistent(shown: dict[str, int | str], total: int) -> list[tuple[int, ...]]:
    """Return every table that a reader may still think of: by the words in its cells, and its sum."""
    choices = [
        range(1, 5) if value == FEW else range(total + 1) if value == HIDDEN else [value] for value in shown.values()
    ]
    return [table for table in product(*choices) if sum(table) == total]  # type: ignore[arg-type]


def test_no_hidden_cell_of_any_small_table_follows_from_its_sum() -> None:
    """Every table of up to four cells with a sum of up to sixteen."""
    for width in (2, 3, 4):
        for values in product(range(17), repeat=width):
            if (total := sum(values)) > 16:
                continue
            cells = {f"c{number}": value for number, value in enumerate(values)}
            shown = suppressed(cells, total)
            hidden = [place for place, value in enumerate(shown.values()) if isinstance(value, str)]
            assert all(not 0 < value < 5 for value in shown.values() if isinstance(value, int)), values
            if not hidden:
                continue
            assert len(hidden) >= 2, values
            tables = consistent(shown, total)
            assert values in tables
            assert all(len({table[place] for table in tables}) >= 2 for place in hidden), (values, shown)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_a_sum_of_any_table_leaves_no_cell_or_at_least_two_unknown(values: list[int]) -> None:
    cells = {f"c{number}": value for number, value in enumerate(values)}
    if len(values) == 1:
        return
    shown = suppressed(cells, sum(values))
    hidden = [name for name, value in shown.items() if isinstance(value, str)]
    assert len(hidden) != 1
    assert all(not 0 < value < 5 for value in shown.values() if isinstance(value, int))
    assert all(shown[name] == cells[name] for name in cells if name not in hidden)
    small = [name for name, value in cells.items() if 0 < value < 5]
    assert set(small) <= set(hidden)


def test_the_next_smallest_cell_is_hidden_with_a_small_one() -> None:
    assert suppressed({"a": 3, "b": 40, "c": 9}, 52) == {"a": FEW, "b": 40, "c": HIDDEN}
    assert suppressed({"a": 3, "b": 4, "c": 9}, 16) == {"a": FEW, "b": FEW, "c": 9}
    assert suppressed({"a": 1, "b": 1, "c": 9}, 11) == {"a": FEW, "b": FEW, "c": HIDDEN}
    assert suppressed({"a": 1, "b": 0}, 1) == {"a": HIDDEN, "b": HIDDEN}
    assert suppressed({"a": 7, "b": 0}, 7) == {"a": 7, "b": 0}


def test_registered_and_the_cells_of_prior_contact_are_one_sum() -> None:
    """F3 alone small: F2 and the cells of F4 would give it."""
    found = told(F2={"value": 37}, F3={"value": 3})
    assert found["F3"]["value"] == FEW
    assert found["F4"]["cells"] == {"prior": 9, "none": 20, "unknown": HIDDEN}
    assert found["F2"]["value"] == 37
    assert found["F3"]["suppressed"]
    assert found["F4"]["suppressed"]
    assert not found["F2"]["suppressed"]


def test_zero_is_said_only_where_nothing_is_unknown() -> None:
    known = {"value": 0, "cells": {"prior": 0, "none": 0, "unknown": 0}}
    unsure = {"value": 0, "cells": {"prior": 0, "none": 0, "unknown": 34}}
    assert told(F2={"value": 6}, F4=known)["F4"]["cells"] == {"prior": 0, "none": 0, "unknown": 0}
    assert told(F2={"value": 40}, F4=unsure)["F4"]["cells"] == {"prior": NOT_STATED, "none": NOT_STATED, "unknown": 34}
    assert told(F2={"value": 34}, F3={"value": 0})["F3"]["value"] == 0
    assert told(F2={"value": 34}, F3={"value": 0, "unknown": 2})["F3"]["value"] == NOT_STATED
    for code in ("F9", "F10"):
        assert told(**{"F10": {"value": 0}, code: {"value": 0, "unknown": 1}})[code]["value"] == NOT_STATED


def test_the_rest_of_the_children_is_no_small_number_either() -> None:
    assert told(F9={"value": 15})["F10"]["value"] == HIDDEN  # 12 at immediate risk would leave 3
    assert told(F9={"value": 15}, F10={"value": 2})["F10"]["value"] == FEW
    assert told(F9={"value": 4}, F10={"value": 4})["F9"]["value"] == FEW
    found = told(F9={"value": 30})
    assert (found["F9"]["value"], found["F10"]["value"]) == (30, 12)


def test_a_small_sum_is_hidden_with_its_cells() -> None:
    found = told(F5={"value": 3, "cells": {"a": 2, "b": 1}, "beside": {"subjects": 2}})["F5"]
    assert (found["value"], found["cells"], found["beside"]) == (FEW, {"a": FEW, "b": FEW}, {"subjects": FEW})


def test_nothing_is_split_by_force_overdue_work_is_not_published_and_the_sentence_is() -> None:
    found = told()
    assert list(found) == [f"F{number}" for number in range(1, 13)]
    assert all(each["by_force"] == {} and each["unknown"] is None for each in found.values())
    assert found["F6"]["value"] == NOBODY_IN_OFFICE
    assert found["F1"]["value"] == 40
