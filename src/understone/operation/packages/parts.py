"""The parts of a package's body, from what is stored of a subject; with each the rows that it rests on.

What is not known is left empty and said under `limits`: an absent fact is never a "no".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from understone.exchange.package import (
    Grade,
    Link,
    MediaHash,
    Risk,
    Selector,
)
from understone.exchange.package import Referral as Source
from understone.exchange.package_terms import (
    Band,
    Bool3,
    HandlingCode,
    HashAlgorithm,
    Judgement,
    Letter,
    Strength,
)
from understone.exchange.typed_json import moment_text
from understone.operation.linking.models import SubjectLink
from understone.operation.referrals.models import Capture, Referral, ReferralPart
from understone.operation.rows import Row
from understone.operation.tasks import clocks

_JUDGED = {"positive": Judgement.POSITIVE, "negative": Judgement.NEGATIVE, "unsure": Judgement.UNSURE}
_HASHES = {32: HashAlgorithm.MD5, 40: HashAlgorithm.SHA1, 64: HashAlgorithm.SHA256}
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the referrals of a subject say, read once."""

    referrals: Sequence[Referral]
    parts: Sequence[ReferralPart]
    captures: Sequence[Capture]
    links: Sequence[SubjectLink]

    def rows(self) -> list[Row]:
        """Return every row that a body made of them rests on."""
        selectors = [capture.selector for capture in self.captures if capture.selector is not None]
        return [*self.referrals, *self.parts, *self.captures, *self.links, *selectors]


def facts(referrals: Sequence[Referral]) -> Facts:
    """Read what is stored of these referrals."""
    nodes = [bytes(each.node) for each in referrals]
    whose = {"org_id__in": {r.org_id for r in referrals}, "comp_id__in": {r.comp_id for r in referrals}}
    captures = Capture.objects.select_related("selector").filter(referral__in=referrals).order_by("pk")
    links = SubjectLink.objects.filter(a__in=nodes, b__in=nodes, state__in=list(_JUDGED), withdrawn_at=None, **whose)
    return Facts(
        referrals,
        list(ReferralPart.objects.filter(referral__in=referrals).order_by("pk")),
        list(captures),
        list(links.order_by("pk")),
    )


def grade(referrals: Iterable[Referral]) -> tuple[Grade | None, str | None]:
    """Return the weakest 3x5x2 grade of those graded, and the conditions of all: a chain is as its worst link."""
    graded = [each for each in referrals if each.source_eval is not None and each.intel and each.handling]
    if not graded:
        return None, None
    conditions = list(dict.fromkeys(each.conditions for each in graded if each.handling == "C" and each.conditions))
    made = Grade(
        max(each.source_eval or 1 for each in graded),
        Letter(max(str(each.intel) for each in graded)),
        HandlingCode.C if conditions else HandlingCode.P,
    )
    return made, "\n".join(conditions) or None


def referrals(found: Facts) -> tuple[Source, ...]:
    """Return the referrals that a package rests on."""
    return tuple(
        Source(str(each.pk), each.content_digest, grade([each])[0], moment_text(each.received_at))
        for each in found.referrals
    )


def selectors(found: Facts) -> tuple[Selector, ...]:
    """Return the identifiers of a subject, each with when its captures were seen, as far as their zone is certain."""
    by_key: dict[object, list[Capture]] = {}
    for capture in found.captures:
        if capture.selector_id is not None:
            by_key.setdefault(capture.selector_id, []).append(capture)
    made = []
    for captures in by_key.values():
        row = captures[0].selector
        assert row is not None
        seen = sorted(each.occurred_at for each in captures if each.occurred_at is not None)
        first, last = (moment_text(seen[0]), moment_text(seen[-1])) if seen else (None, None)
        raw = tuple(dict.fromkeys(each.value for each in captures))
        made.append(Selector(row.kind, row.normal, raw, Bool3(row.verified), Strength(row.strength), first, last))
    return tuple(sorted(made, key=lambda each: (list(Strength).index(each.strength), each.kind, each.normal)))


def links(found: Facts) -> tuple[Link, ...]:
    """Return why the referrals are held to be about one person, or what speaks against it."""
    first = {bytes(each.node): each for each in reversed(found.referrals)}
    return tuple(
        Link(
            str(first[bytes(each.a)].pk),
            str(first[bytes(each.b)].pk),
            each.via.replace("\x1f", " + ") or each.kind,
            _JUDGED[each.state],
            each.reason or "automatic: they share it",
        )
        for each in found.links
    )


def hashes(found: Facts) -> tuple[MediaHash, ...]:
    """Return the hashes that sources gave of files; what is no hash of a known length stays with the referral."""
    made = []
    for capture in found.captures:
        if capture.kind != "file" or not capture.value or not set(capture.value) <= _HEXADECIMAL:
            continue
        algorithm = _HASHES.get(len(capture.value))
        if algorithm is not None:
            made.append(MediaHash(algorithm, capture.value.lower(), Bool3(capture.viewed_by_source)))
    return tuple(dict.fromkeys(made))


def not_assessed(now: datetime, due: datetime | None) -> Risk:
    """Return the risk of a subject that nobody has assessed: the time to fill the gaps, never longer than its own."""
    act_by = now + _to_fill()
    return Risk(
        Band.UNKNOWN,
        moment_text(min(act_by, due) if due is not None and due > now else act_by),
        0,
        (),
        ("R1", "R2", "R3", "R5", "R6"),
        None,
        None,
    )


def _to_fill() -> timedelta:
    return clocks.span("risk", "band unknown")
