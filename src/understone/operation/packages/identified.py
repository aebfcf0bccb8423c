"""What providers said about a subject, as a package tells it: each answer with its grade, and what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from understone.exchange.package import Capture, Identity, Lease, Override
from understone.exchange.package_terms import EventKind, Letter, Verdict
from understone.exchange.typed_json import moment_text
from understone.operation.identity import gate, grading_again
from understone.operation.identity.models import Corroboration, IdentityResolution
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers about a subject, and what else supports them."""

    resolutions: Sequence[IdentityResolution]
    supports: Sequence[Corroboration]

    def rows(self) -> list[Row]:
        """Return every row that they rest on."""
        return [*self.resolutions, *self.supports]


def answers(subject: Subject) -> Answers:
    """Read what was asked and answered about a subject."""
    found = grading_again.of_subject(subject)
    supports = Corroboration.objects.filter(resolution__in=[row.pk for row in found]).order_by("pk")
    return Answers(found, list(supports))


def named(subject: Subject) -> bool:
    """Tell whether a name may be used: it rests on an answer of confidence A, B or C (guard G1)."""
    return gate.confidence_of(subject) in gate.NAMING


def identities(act: Act, found: Answers) -> tuple[Identity, ...]:
    """Return each answer as the package tells it; below confidence C nobody is named by it."""
    words = {row.pk: _of_answer(row) for row in found.resolutions} | {row.pk: _of(row) for row in found.supports}
    return tuple(_identity(act, row, words) for row in found.resolutions)


def _identity(act: Act, row: IdentityResolution, words: Mapping[UUID, str]) -> Identity:
    capture = row.capture
    confidence = None if row.confidence is None else Letter(row.confidence)
    occurred = capture.occurred_at
    return Identity(
        Capture(
            capture.value,
            capture.port,
            None if occurred is None else moment_text(occurred),
            capture.raw_time,
            EventKind(capture.event),
        ),
        row.provider,
        None if row.lease_start is None else Lease(moment_text(row.lease_start), _end(row)),
        row.subscriber if confidence in gate.NAMING else None,
        tuple(dict.fromkeys(each["code"] for each in row.findings if each["code"] != "none")),
        tuple(words[key] for key in row.corroborators if key in words),
        None if row.verdict is None else Verdict(row.verdict),
        confidence,
        _override(act, row),
    )


def _end(row: IdentityResolution) -> str | None:
    return None if row.lease_end is None else moment_text(row.lease_end)


def _override(act: Act, row: IdentityResolution) -> Override | None:
    by: tuple[Any, Any] = (row.override_by1, row.override_by2)
    if not gate.overridden(row, act.now) or row.override_until is None or None in by:
        return None
    one, other = (each.pseudonym for each in by)
    return Override(one, other, row.override_reason or "no reason stated", moment_text(row.override_until))


def _of_answer(row: IdentityResolution) -> str:
    at = row.capture.occurred_at
    return f"{row.provider}, another event{f' of {at:%d %B %Y}' if at else ''}: the same subscriber"


def _of(row: Corroboration) -> str:
    return f"{row.kind.replace('_', ' ')}, {row.source}, {row.observed_at:%d %B %Y}: {row.said}"
