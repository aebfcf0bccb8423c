"""Holding findings against the truth: what is planted by hand here is small enough to check by eye."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.demo.compare import FoundItem, compare, lines, summary
from understone.demo.planted import Planted, PlantedItem, PlantedVolume

ITEMS = (
    PlantedItem("coffee", 1001, 1, "home/coffee.png", "original", "exact"),
    PlantedItem("coffee", 1001, 1, "home/small.jpg", "resized to 50 %", "near", distance=12, quality=100),
    PlantedItem("china", 1002, 2, "DCIM/IMG_0442.JPG", "deleted, short name", "exact", deleted=True),
    PlantedItem("china", 1002, 2, "mirror.jpg", "mirrored", "beyond reach", "PDQ distance 130"),
    PlantedItem("page", 1003, 1, "home/pictures.zip", "inside a ZIP archive", "beyond reach", "not opened yet"),
    PlantedItem(None, None, 1, "home/night.png", "flat picture", "no match"),
)
PLANTED = Planted(Path("device.raw"), Path("known.json"), 1, "", (PlantedVolume(1, "ext4", 0, 0, 9, 6),), ITEMS)
ALL = (
    FoundItem(1, "home/coffee.png", "exact", None, 1001),
    FoundItem(1, "/home/small.jpg", "near", 14, 1001),
    FoundItem(2, "DCIM/_MG_0442.JPG", "exact", None, 1002),
)


def _verdicts(*found: FoundItem) -> list[str]:
    return [outcome.verdict for outcome in compare(PLANTED, found).outcomes]


def test_everything_found_as_planted_is_said_so() -> None:
    comparison = compare(PLANTED, ALL)
    assert _verdicts(*ALL) == ["found", "found", "found", "not found", "not found", "no match"]
    assert comparison.is_as_planted
    assert summary(comparison) == "3 of 3 found as planted; 2 beyond reach and not found; 0 false matches."


def test_nothing_found_is_three_misses() -> None:
    comparison = compare(PLANTED, ())
    assert _verdicts() == ["missed", "missed", "missed", "not found", "not found", "no match"]
    assert not comparison.is_as_planted
    assert summary(comparison).startswith("0 of 3 found as planted, 3 missed; 2 beyond reach")


@pytest.mark.parametrize("absent", range(3))
def test_each_miss_shows(absent: int) -> None:
    found = [match for place, match in enumerate(ALL) if place != absent]
    comparison = compare(PLANTED, found)
    assert [o.item for o in comparison.outcomes if o.verdict == "missed"] == [ITEMS[absent]]
    assert not comparison.is_as_planted


def test_a_digest_that_should_have_matched_but_only_came_near_is_no_success() -> None:
    near = replace(ALL[0], how="near", distance=0)
    assert _verdicts(near, *ALL[1:])[0] == "found otherwise"
    assert not compare(PLANTED, (near, *ALL[1:])).is_as_planted


def test_an_exact_match_counts_before_a_near_one_on_the_same_file() -> None:
    near = replace(ALL[0], how="near", distance=0)
    assert _verdicts(near, *ALL)[0] == "found"


def test_a_match_on_a_decoy_is_a_false_match() -> None:
    decoy = FoundItem(1, "home/Pictures/photo-0001.jpg", "near", 30, 1001)
    comparison = compare(PLANTED, (*ALL, decoy))
    assert [false.found for false in comparison.false_matches] == [decoy]
    assert not comparison.is_as_planted
    assert "1 false match." in summary(comparison)


def test_a_match_on_what_must_not_match_is_a_false_match_and_shows_on_its_line() -> None:
    flat = FoundItem(1, "home/night.png", "near", 0, 1902)
    comparison = compare(PLANTED, (*ALL, flat))
    assert comparison.outcomes[5].verdict == "FALSE MATCH"
    assert [false.found for false in comparison.false_matches] == [flat]


def test_the_right_file_under_another_pictures_number_is_a_miss_and_a_false_match() -> None:
    wrong = replace(ALL[0], media_id=1002)
    comparison = compare(PLANTED, (wrong, *ALL[1:]))
    assert comparison.outcomes[0].verdict == "missed"
    assert comparison.false_matches[0].reason == "this is coffee, number 1001"


def test_the_same_path_on_another_volume_is_another_file() -> None:
    comparison = compare(PLANTED, (replace(ALL[0], volume=2), *ALL[1:]))
    assert comparison.outcomes[0].verdict == "missed"
    assert len(comparison.false_matches) == 1


def test_only_a_deleted_name_may_differ_in_its_first_letter() -> None:
    assert compare(PLANTED, (FoundItem(1, "home/_offee.png", "exact", None, 1001),)).outcomes[0].verdict == "missed"


@pytest.mark.parametrize("path", ["mirror.jpg", "/mirror.jpg"])
def test_what_is_found_beyond_reach_is_no_fault(path: str) -> None:
    comparison = compare(PLANTED, (*ALL, FoundItem(2, path, "near", 9, 1002)))
    assert comparison.outcomes[3].verdict == "found beyond reach"
    assert comparison.is_as_planted
    assert "1 found beyond reach" in summary(comparison)


@pytest.mark.parametrize("mark", "/!:|")
def test_a_match_inside_a_planted_archive_belongs_to_it(mark: str) -> None:
    comparison = compare(PLANTED, (*ALL, FoundItem(1, f"home/pictures.zip{mark}page.png", "exact", None, 1003)))
    assert comparison.outcomes[4].verdict == "found beyond reach"
    assert comparison.is_as_planted


@given(st.lists(st.sampled_from([*ALL, FoundItem(1, "x", "near", 3, 1001), FoundItem(1, "home/night.png", "exact")])))
def test_no_match_is_dropped(found: list[FoundItem]) -> None:
    """Every match stands for an item that had to be found, or among the false ones."""
    comparison = compare(PLANTED, found)
    right = [match for match in found if match in ALL]
    assert len(comparison.false_matches) == len(found) - len(right)
    assert comparison.count("found") == len(set(right))


def test_each_item_has_a_line_of_its_own_and_no_name_can_drive_a_terminal() -> None:
    evil = PlantedItem("rocket", 1004, 1, "home/\x1b[2Jred\u202e\udcff.jpg", "terminal escapes", "exact")
    text = lines(compare(replace(PLANTED, items=(*ITEMS, evil)), ALL))
    assert all(line.isprintable() for line in text)
    for item in ITEMS:
        assert sum(line.endswith(f" {item.path}") for line in text) == 1
    assert sum(line.endswith("home/\\x1b[2Jred\\u202e\\xff.jpg") for line in text) == 1
    assert text[0] == "Must be found (4)"
    assert text[1].split() == ["found", "exact", "coffee:", "original", "partition", "1", "home/coffee.png"]
    assert text[-1] == summary(compare(replace(PLANTED, items=(*ITEMS, evil)), ALL))
