"""Which rows somebody owns while they are open, and in which states that ends: each table's own CHECK says it."""

from django.db.models import CheckConstraint, Q

from understone.operation.rows import OpenRow, by_table
from understone.operation.tasks.models import Task


def models() -> dict[str, type[OpenRow]]:
    """Return every model of open things by the name that tasks call it by."""
    return {name: model for name, model in by_table().items() if issubclass(model, OpenRow)}


def final_states(model: type[OpenRow]) -> tuple[str, ...]:
    """Return the states in which a row of the model needs no owner, as its constraint *open is owned* states them."""
    for constraint in model._meta.constraints:
        if constraint.name.endswith("_open_is_owned"):
            assert isinstance(constraint, CheckConstraint)
            assert isinstance(constraint.condition, Q)
            field, states = constraint.condition.children[0]  # type: ignore[misc]
            assert field == "state__in", f"{constraint.name} does not begin with the final states"
            return tuple(str(state) for state in states)
    raise AssertionError(f"{model.__name__} may be open and unowned: it lacks `open_means_owned`")


def owned_tables() -> dict[str, list[str]]:
    """Return each table whose open rows have an owner, tasks too, with the states in which they need none."""
    found = {name: list(final_states(model)) for name, model in models().items()}
    return {**found, Task._meta.db_table: ["done"]}
