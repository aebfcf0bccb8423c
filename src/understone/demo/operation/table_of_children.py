"""How the children of the demonstration stand: each in one state with an owner, those at immediate risk in time."""

from dataclasses import dataclass

from understone.database.connection import connect

# Of a child that was at immediate risk in any revision: was it decided on within two hours, or did its task rise?
_TABLE = """
WITH clock AS (
    SELECT e.pgh_obj_id AS id, min(e.recorded_at) AS since
    FROM operation_childevent AS e WHERE e.immediate = 'yes' GROUP BY e.pgh_obj_id
), judged AS (
    SELECT c.state, k.id IS NOT NULL AS immediate,
           c.state = 'closed' OR c.owner_id IS NOT NULL AND c.due IS NOT NULL AS owned,
           EXISTS (SELECT 1 FROM operation_childevent AS e WHERE e.pgh_obj_id = c.id AND e.state = 'decided'
                   AND e.recorded_at <= k.since + interval '2 hours') AS in_time,
           EXISTS (SELECT 1 FROM operation_taskevent AS t
                   WHERE t.entity = 'child' AND t.object = c.id AND t.level > 0) AS escalated
    FROM child AS c LEFT JOIN clock AS k ON k.id = c.id
)
SELECT state, count(*), count(*) FILTER (WHERE owned), count(*) FILTER (WHERE immediate),
       count(*) FILTER (WHERE immediate AND in_time), count(*) FILTER (WHERE immediate AND NOT in_time AND escalated)
FROM judged GROUP BY state ORDER BY state
"""


@dataclass(frozen=True, slots=True)
class Line:
    """The children in one state; `owned`: with an owner and a due time, or closed; `in_time`: within two hours."""

    state: str
    children: int
    owned: int
    immediate: int
    in_time: int
    escalated: int

    @property
    def holds(self) -> bool:
        """Tell whether none of them is nobody's, and each at immediate risk was decided on in time or rose."""
        return self.children == self.owned and self.immediate == self.in_time + self.escalated


def table_of_children(owner: str) -> tuple[Line, ...]:
    """Return one line for each state, read from the database at `owner`'s address."""
    with connect(owner, autocommit=True) as db:
        return tuple(Line(*row) for row in db.execute(_TABLE))
