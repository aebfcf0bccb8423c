"""What forces say of children reaches the agency's risk by the clock: a force may neither read nor write that."""

from datetime import timedelta

from understone.operation.access.context import Actor
from understone.operation.queries import fetched
from understone.operation.service import Call, acting

LOOKED_BACK = timedelta(days=7)  # for which a clock that stood still is made up
# Subjects with a child of theirs, or at a place of theirs, that somebody changed after their risk was last computed.
_CHANGED = """
    SELECT DISTINCT r.subject FROM (
        SELECT l.subject_id AS subject, l.child_id AS child FROM child_link AS l
        UNION SELECT t.subject_id, a.child_id FROM child_at_premises AS a
        JOIN identity_resolution AS i ON i.premises_id = a.premises_id JOIN capture AS c ON c.id = i.capture_id
        JOIN referral AS t ON t.id = c.referral_id WHERE t.subject_id IS NOT NULL
    ) AS r JOIN child AS c ON c.id = r.child
    WHERE c.recorded_at > us_now() - %s
      AND c.recorded_at > coalesce((SELECT max(a.recorded_at) FROM risk_assessment AS a WHERE a.subject_id = r.subject),
                                   '-infinity')
"""


def follow(system: Actor) -> int:
    """Compute the risk of subjects whose children were changed since; return how many were looked at.

    Ledger: risk.computed, if something changed. Raises `NotPermitted` for anybody but the system.
    """
    with acting(Call(system), "risk.computed") as act:
        keys = [key for (key,) in fetched(_CHANGED, (LOOKED_BACK,))]
        act.touch(*keys)
    return len(keys)
