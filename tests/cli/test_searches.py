"""`understone search`, `warrant`, `welfare` and `breach` as a force runs them, from a package to an opened door."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cli.commands import Commands
from operation.installed import fresh_operation
from operation.searches import force
from operation.searches.force import IN, OTHER, SL, SV
from understone.operation.london import day_of

Run = Commands


@pytest.fixture
def run() -> Iterator[Run]:
    """Return what runs commands on an operation in which a force has accepted a package."""
    with fresh_operation(force.template()) as (session, owner):
        yield Commands(session, owner)


def at(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")


def planned(run: Run) -> tuple[str, str]:
    """Return a search that was planned for today, and its premises."""
    (place,) = run("search", "places", "--as", IN)["places"]
    said = ("--at", place["id"], "--power", "PACE-8")
    address = ("--address", "14 Example Street, London", "--expires", at(240))
    warrant = run("warrant", "record", "W-1", *said, *address, "--as", IN)
    day = ("--day", day_of(datetime.now(UTC)).isoformat())
    made = run("search", "plan", "S-1", *said, *day, "--warrant", warrant["id"], "--as", IN)
    assert made["state"] == "planned"
    assert [each["part"] for each in made["gate"] if not each["holds"]] == ["G2.2", "G2.4", "G2.6"]
    return made["id"], place["id"]


def test_a_force_goes_from_a_package_to_a_door(run: Run) -> None:
    key, place = planned(run)
    (error,) = run("search", "ready", key, "--as", IN, code=3)
    assert "G2.2: the address was not re-checked today" in error["what"]
    run("search", "arrange", key, "--on-call", SL, "--told", at(-1), "--as", IN)
    plan = ("--risk", "high", "--do", "family liaison there", "--contact", at(24))
    run("welfare", "record", "household", place, *plan, "--as", IN)
    run("welfare", "record", "self_harm", "S-1", *plan, "--as", SL)
    assert "family liaison there" in run("welfare", "list", "--as", IN, as_json=False)
    seen = run("search", "recheck", key, "--address", "14 Example Street, London", "--as", OTHER)
    assert all(each["holds"] for each in seen["gate"])
    gate = " ".join(run("search", "gate", key, "--as", SL, as_json=False).split())
    assert "G2.5 holds every linked child is decided on" in gate
    ready = run("search", "ready", key, "--as", IN)
    said = ("--revision", str(ready["rev"]), "--reason", "as briefed")
    assert run("search", "authorise", key, *said, "--as", SV)["state"] == "authorised"
    assert run("search", "execute", key, "--result", "three phones", "--as", IN)["state"] == "executed"
    (line,) = run("search", "list", "--as", SV)["searches"]
    assert (line["state"], line["address"], line["result"]) == ("executed", "14 Example Street, London", "three phones")
    assert "three phones" in run("search", "show", key, "--as", SL, as_json=False)
    assert "W-1 PACE-8" in " ".join(run("warrant", "list", "--as", IN, as_json=False).split())


def test_an_entry_outside_the_gate_is_recorded_and_explained(run: Run) -> None:
    key, _ = planned(run)
    (error,) = run("search", "execute", key, "--result", "a child safe", "--outside", "--as", IN, code=2)
    assert "go together" in error["what"]
    said = ("--outside", "--circumstances", "screams were heard")
    made = run("search", "execute", key, "--result", "a child safe", *said, "--as", IN)
    assert made["guard"] == "G2.2 G2.4 G2.6 G4"
    assert "screams were heard" in run("breach", "list", "--state", "open", "--as", SV, as_json=False)
    run("breach", "explain", made["breach"], "--text", "a neighbour had called", "--as", SV)
    when = ("--when", at(-1), "--circumstances", "the seal was not noted")
    run("breach", "record", "search", key, "--guard", "G2.3", *when, "--as", SL)
    found = run("breach", "list", "--as", IN)["breaches"]
    assert [each["state"] for each in found] == ["open", "explained"]
