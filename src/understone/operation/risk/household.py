"""Children at a subject's places, and tied to it, as answers to the model's questions: R1, R2, and immediate risk.

The gravest that is known counts, and unknown is not no: a place of which nobody has said whether children live there
keeps R1 open, as does a child of whom nobody has said whether the subject has its care.
"""

from understone.exchange.package_terms import Bool3
from understone.operation.children.models import Child
from understone.operation.children.ties import Around
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.risk.model import Answer, Known
from understone.operation.risk.table import UNKNOWN


def r1(around: Around) -> list[Known]:
    """Return what each place and each child says of children in the household or family."""
    tied = [_tied(around, child) for child in around.children()]
    return [*(_at_place(around, place) for place in around.places), *(each for each in tied if each is not None)]


def _at_place(around: Around, place: Premises) -> Known:
    children, source = around.children_at(place)
    told = f"children at {leading.told(place)}: {children}"
    return Known(children.value, evidence=(f"{told}, {source}" if source else told,))


def _tied(around: Around, child: Child) -> Known | None:
    """A child outside their care, and at no place of theirs, says nothing of household and family."""
    ccc = around.ccc(child)
    if around.place_of(child) is not None or ccc is Bool3.NO:
        return None
    return Known(ccc.value, evidence=(f"care, custody or control of child {child.code}: {ccc}",))


def opens_r2(around: Around) -> list[Answer]:
    """Return that access outside the household is open anew, from when a child without their care was tied to them.

    Somebody states afterwards whether there is access: a tie alone does not say it.
    """
    return [
        Answer(UNKNOWN, each.recorded_at, f"child {each.child.code} is tied to the subject, care {each.ccc}")
        for each in around.links
        if each.ccc != Bool3.YES and around.place_of(each.child) is None
    ]


def immediate(around: Around) -> list[Known]:
    """Return what is known of the immediate risk to each child."""
    return [
        Known(each.immediate, evidence=(f"child {each.code} at immediate risk: {each.immediate}",))
        for each in around.children()
    ]
