"""The tables that are shipped are those of the specification, and what is made of them says the same."""

from pathlib import Path

import pytest

from understone.operation import machines, tables
from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.operation.errors import NotPermitted, TransitionRefused

TABLES = (
    *("permissions", "states", "guards", "clocks", "risk_factors", "risk_bands"),
    *("offences", "figures", "demo_decks"),
)


@pytest.mark.parametrize("name", TABLES)
def test_a_shipped_table_is_the_specification_s(name: str, shared_operation: Path) -> None:
    shipped = (Path(tables.__file__).parent / f"{name}.csv").read_bytes()
    assert shipped == (shared_operation / f"{name}.csv").read_bytes()


MACHINES = sorted({row["machine"] for row in tables.rows("states")})
EVENTS = {
    machine: sorted({row["event"] for row in tables.rows("states") if row["machine"] == machine})
    for machine in MACHINES
}
ROLES = ("SYS", *permissions.roles())


def allowed_by_the_table(machine: str, state: str, event: str, who: str) -> str | None:
    """Return the next state as the row of the table itself says, read anew; None where no row allows it."""
    for row in tables.rows("states"):
        if (row["machine"], row["event"]) == (machine, event) and state in row["state"].split():
            if who not in row["roles"].split():
                continue
            return state if row["next_state"] == "same" else row["next_state"]
    return None


@pytest.mark.parametrize("machine", MACHINES)
def test_each_state_event_and_role_is_allowed_or_refused_as_the_table_says(machine: str) -> None:
    """Every combination, pairs of roles among them; there is no transition that the table does not hold."""
    pairs = [f"{one}+{two}" for one in ROLES for two in ROLES]
    allowed = 0
    for state in ("start", *machines.states(machine)):
        for event in EVENTS[machine]:
            for who in (*ROLES, *pairs):
                role, _, second = who.partition("+")
                expected = allowed_by_the_table(machine, state, event, who)
                if expected is None:
                    with pytest.raises(TransitionRefused):
                        machines.transition(machine, state, event, role, second or None)
                else:
                    assert machines.transition(machine, state, event, role, second or None).next_state == expected
                    allowed += 1
    assert allowed >= len(EVENTS[machine])


@pytest.mark.parametrize("row", tables.rows("permissions"), ids=lambda row: f"{row['action']}-{row['role']}")
def test_each_role_has_the_level_of_the_table_for_each_action(row: dict[str, str]) -> None:
    assert permissions.level(row["action"], row["role"]) == row["level"]
    for enough in (Level.DO, Level.PROPOSE, Level.SECOND):
        if enough == row["level"]:
            permissions.demand(row["action"], row["role"], enough)
        else:
            with pytest.raises(NotPermitted):
                permissions.demand(row["action"], row["role"], enough)


def test_every_action_states_a_level_for_every_role() -> None:
    stated = {(row["action"], row["role"]) for row in tables.rows("permissions")}
    assert stated == {(action, role) for action in permissions.actions() for role in permissions.roles()}


def test_an_action_that_the_table_does_not_name_is_nobody_s() -> None:
    with pytest.raises(NotPermitted):
        permissions.demand("referral.delete", "CO")
