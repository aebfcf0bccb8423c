"""Guard G6: all five checks of a subject were asked."""

from understone.operation.checks import rules
from understone.operation.checks.models import SubjectCheck
from understone.operation.errors import GuardRefused
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject


def all_five(subject: Subject) -> None:
    """Let pass a subject of which, or of whose aliases, all five were asked. Raises `GuardRefused` with the others."""
    asked = SubjectCheck.objects.filter(subject__in=gathering.family(subject)).values_list("kind", flat=True)
    missing = rules.unasked(asked)
    if missing:
        names = ", ".join(kind.value for kind in missing)
        raise GuardRefused(
            "G6", f"checks of {subject.code}", f"not asked: {names}", "ask them: an answer of unknown is one too"
        )
