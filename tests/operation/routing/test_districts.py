"""The district of a place gives its force, row for row as published; what the tables lack is not guessed."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.operation.organisations import forces
from understone.operation.routing.districts import RoutingUndecided, force_of, forces_of

COLUMNS = {
    "lookup_lad24_csp24_pfa24_EW": ("ltla24_code", "pfa24_code"),
    "lad19_csp19_pfa19_ons": ("LAD19CD", "PFA19CD"),
    "lad18_csp18_pfa18_ons": ("LAD18CD", "PFA18CD"),
}


def published(shared_data: Path, name: str) -> list[tuple[str, str]]:
    district, force = COLUMNS[name]
    with (shared_data / "geo" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as source:
        return [(row[district], row[force]) for row in csv.DictReader(source)]


def test_every_row_of_the_newest_table_routes_to_its_force(shared_data: Path) -> None:
    rows = published(shared_data, "lookup_lad24_csp24_pfa24_EW")
    assert len(rows) == 332
    assert [(district, force_of(district)) for district, _ in rows] == rows


def test_no_district_of_the_newest_table_lies_in_two_forces(shared_data: Path) -> None:
    """Else one of them would be chosen by the order of rows."""
    rows = set(published(shared_data, "lookup_lad24_csp24_pfa24_EW"))
    assert len(rows) == len({district for district, _ in rows})


@pytest.mark.parametrize("name", ["lad18_csp18_pfa18_ons", "lad19_csp19_pfa19_ons"])
def test_a_district_that_was_abolished_is_left_to_a_person(shared_data: Path, name: str) -> None:
    now = {district for district, _ in published(shared_data, "lookup_lad24_csp24_pfa24_EW")}
    gone = {district for district, _ in published(shared_data, name)} - now
    assert len(gone) >= 28
    for district in gone:
        with pytest.raises(RoutingUndecided, match="no longer has it") as caught:
            force_of(district)
        assert "2024" in caught.value.where


def test_scotland_and_northern_ireland_have_one_force_each() -> None:
    """Aberdeen, Edinburgh, Belfast, Derry and Strabane."""
    assert [force_of(code) for code in ("S12000033", "S12000036")] == ["S23000009"] * 2
    assert [force_of(code) for code in ("N09000003", "N09000005")] == ["N99999999"] * 2


def test_the_city_of_london_is_not_the_metropolitan_police() -> None:
    assert (force_of("E09000001"), force_of("E09000033")) == ("E23000034", "E23000001")


def test_all_forces_are_reached_and_no_other(shared_data: Path) -> None:
    reached = {force for _, force in published(shared_data, "lookup_lad24_csp24_pfa24_EW")}
    assert reached | {"S23000009", "N99999999"} == {force.code for force in forces.shipped()}


@given(st.text(max_size=12) | st.from_regex(r"[EWSN]\d{2}\d{5,7}", fullmatch=True))
def test_what_is_no_district_of_a_table_is_never_guessed(text: str) -> None:
    known = {"S12": "S23000009", "N09": "N99999999"}
    try:
        force = force_of(text)
    except RoutingUndecided:
        return
    assert len(text) == 9
    assert text.isascii()
    assert force == known.get(text[:3], force)
    assert text[0] in "EWSN"


@pytest.mark.parametrize("text", ["", "ZZ99 3VZ", "E09000001 ", "e09000001", "S1200003", "S120000331", "E23000001"])
def test_postcodes_forces_and_slips_of_the_pen_are_undecided(text: str) -> None:
    with pytest.raises(RoutingUndecided):
        force_of(text)


def test_several_places_give_each_force_once_in_their_order() -> None:
    assert forces_of(["E09000033", "S12000033", "E09000002"]) == ("E23000001", "S23000009")


def test_the_shipped_tables_are_those_that_were_published(shared_data: Path) -> None:
    from understone.operation import tables

    shipped = {2018: "lad18_csp18_pfa18_ons", 2019: "lad19_csp19_pfa19_ons", 2024: "lookup_lad24_csp24_pfa24_EW"}
    for year, name in shipped.items():
        ours = Path(tables.__file__).with_name(f"districts_{year}.csv").read_bytes()
        assert ours == (shared_data / "geo" / f"{name}.csv").read_bytes()
