"""From findings and corroborators to a verdict and a confidence A to E (specification §8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from understone.exchange.package_terms import Letter, Verdict
from understone.operation.identity.findings import NONE, Finding, reason_of

_STRICTNESS = (Verdict.OK, Verdict.WARN, Verdict.BLOCK)
_EARNED = (Letter.C, Letter.B, Letter.A)


@dataclass(frozen=True, slots=True)
class Grade:
    """How sure it is. `reasons`: the codes to show, `none` where nothing but remarks was found."""

    verdict: Verdict
    ceiling: Letter
    confidence: Letter
    reasons: tuple[str, ...]


def grade(findings: Sequence[Finding], corroborators: int = 0) -> Grade:
    """Combine the two: the worse of the lowest ceiling and of what is earned; the strictest verdict stands.

    `corroborators`: how many independent ones; none earns C, one B, two or more A. They never soften a verdict, and a
    low earned grade never hardens it.
    """
    known = [reason_of(each) for each in findings]
    ceiling = max((each.ceiling for each in known), default=Letter.A)
    verdict = max((each.verdict for each in known), key=_STRICTNESS.index, default=Verdict.OK)
    codes = tuple(each.code for each in known)
    if verdict is Verdict.OK:
        codes = (NONE, *codes)
    return Grade(verdict, ceiling, max(ceiling, _EARNED[min(corroborators, 2)]), codes)
