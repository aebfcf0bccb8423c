"""Guard G9 on a subject as it stands: asked within 24 hours, every hit acknowledged by both and agreed or ruled."""

from understone.operation.deconfliction import tagging
from understone.operation.deconfliction.standing import Standing, faults
from understone.operation.errors import GuardRefused
from understone.operation.referrals.models import Capture
from understone.operation.selectors.models import Selector
from understone.operation.service import Act
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks

GUARD = "G9"
_CLOCK = ("deconfliction query", "age when a package is submitted, approved or a search made ready")


def selectors_of(subject: Subject) -> list[Selector]:
    """Return the selectors that the referrals of a subject and of its aliases carry, as far as the actor sees them."""
    carried = Capture.objects.filter(referral__subject__in=gathering.family(subject), selector__isnull=False)
    return list(Selector.objects.filter(pk__in=carried.values("selector")).order_by("pk"))


def missing(act: Act, subject: Subject) -> list[str]:
    """Return what of G9 does not hold of a subject, as sentences; nothing where it holds."""
    rows = selectors_of(subject)
    asked = dict(tagging.called("us_deconf_asked", [row.pk for row in rows if tagging.eligible(row)]))
    hits = [Standing(*each) for each in tagging.called("us_deconf_hits", [row.pk for row in rows])]
    return faults(asked, hits, act.now, clocks.span(*_CLOCK))


def demand(act: Act, subject: Subject) -> None:
    """Let pass a subject of which G9 holds now; for packages and searches. Raises `GuardRefused`."""
    wrong = missing(act, subject)
    if wrong:
        raise GuardRefused(
            GUARD,
            f"subject {subject.code}",
            "; ".join(wrong),
            "ask again (`understone deconflict ask`); acknowledge and answer the hits, or let the commander rule",
        )
