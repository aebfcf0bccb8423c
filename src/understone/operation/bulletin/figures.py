"""The thirteen figures as of a time, counted from history by the database's own role (access/bulletin.sql).

The same query serves now and any time before. What is not known to the figure, it says: `unknown`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from understone import canonical_json
from understone.operation.bulletin.definitions import NOBODY_IN_OFFICE, NOT_STATED, Definition, definitions
from understone.operation.queries import fetched


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `value` is a number, or words: F6 in the bulletin, what is hidden in its public edition.

    `cells` are its parts by name, `beside` what stands next to it, `by_force` the same figure by force, each in the
    order of the definition or of names. `unknown`: how many records the facts do not tell about; they are not counted.
    """

    code: str
    figure: str
    definition: str
    query_hash: str
    value: int | str
    cells: dict[str, int | str]
    beside: dict[str, int | str]
    by_force: dict[str, int]
    unknown: int | None
    suppressed: bool = False

    def told(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self)


def compute(as_of: datetime) -> tuple[Figure, ...]:
    """Return all figures as of a time, in the open transaction of a reader of bulletins."""
    return tuple(one(each, as_of) for each in definitions().values())


def one(about: Definition, as_of: datetime) -> Figure:
    """Return one figure as of a time, in the open transaction of a reader of bulletins."""
    query = f"SELECT cell, force, value, people, unknown FROM us_figure_{about.code.lower()}(%s)"  # noqa: S608
    lines = fetched(query, (as_of,))
    found = {cell: value for cell, _, value, *_ in lines if cell is not None}
    (whole,) = [line for line in lines if line[0] is None and line[1] is None]
    cells: dict[str, int | str] = {}
    if about.parted:
        cells = {name: found.get(name, 0) for name in (*about.cells, *sorted(found.keys() - set(about.cells)))}
    beside: dict[str, int | str] = {}
    if about.people is not None:
        beside[about.people] = whole[3]
    if about.apart is not None:
        beside[about.apart] = found.get(about.apart, 0)
    by_force = {
        force: count for _, force, count, *_ in sorted(lines, key=lambda line: line[1] or "") if force and count
    }
    value, unknown = whole[2] if about.main is None else found.get(about.main, 0), whole[4]
    if about.code == "F6":
        value, unknown = NOT_STATED if value else NOBODY_IN_OFFICE, value
    by_force = {} if about.apart else by_force
    return Figure(about.code, about.name, about.words, about.query_hash, value, cells, beside, by_force, unknown)


def digest(figures: Sequence[dict[str, Any]]) -> str:
    """Return the SHA-256 of stored figures: of the figures and their definitions alone."""
    return hashlib.sha256(canonical_json.dumps(list(figures))).hexdigest()
