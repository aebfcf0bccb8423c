"""What follows when facts of subjects changed in a call (specification §7, *Late facts*), once, at its end.

Whoever changes a fact says `act.touch(subject)`. Each subject's risk is computed anew; what was approved on facts that
are no longer current is void, and its author is asked to draft anew.
"""

from understone.operation.packages import voiding
from understone.operation.risk import recomputing
from understone.operation.service import Act
from understone.operation.subjects import gathering
from understone.operation.tasks import open_rows


def follow(act: Act) -> None:
    """Compute the risk of the subjects that the call touched, then look at what was made of their facts."""
    while act.touched:  # what follows may touch others
        subjects = gathering.canonical(act.touched)
        act.touched.clear()
        for subject in subjects:
            if subject.state not in open_rows.final_states(type(subject)):
                recomputing.recompute(act, subject)
        family = set().union(*map(gathering.family, subjects))
        for subject in voiding.concerned(family):
            voiding.facts_changed(act, subject)
