"""Unknown is never clean, and no outcome falls through the table."""

from itertools import product
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from understone.examine.reports.media_table import media_rows
from understone.examine.states import NearState, Recognised

KEYS = list(
    product(("picture", "video"), get_args(Recognised), ("decoded", "undecodable", "not decoded"), get_args(NearState))
)


@given(st.dictionaries(st.sampled_from(KEYS), st.integers(1, 10**9)))
def test_the_table_adds_up_to_everything_that_was_counted(counts: dict[tuple[str, str, str, str], int]) -> None:
    rows = media_rows(counts)
    for family, column in (("picture", "pictures"), ("video", "videos")):
        assert sum(getattr(row, column) for row in rows) == sum(
            count for key, count in counts.items() if key[0] == family
        )


def test_a_state_that_is_added_later_cannot_be_forgotten() -> None:
    """Every combination that a case file can hold lies in exactly one row."""
    for key in KEYS:
        assert len(media_rows({key: 1})) == 1
