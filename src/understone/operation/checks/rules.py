"""What a check may say, and which of the five were asked (guard G6). No database."""

from collections.abc import Iterable

from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior


def why_not(
    kind: CheckKind, result: CheckResult, registered: Bool3 | None, prior: Prior | None, evidence: str | None
) -> str | None:
    """Say what a check lacks or says against itself; None where it is whole.

    Unknown is not none: an answer of unknown states nothing, neither that somebody is registered nor that they are not.
    """
    if (registered is not None) != (kind is CheckKind.REGISTER):
        return "whether registered is said of the register, and always of it"
    if kind is CheckKind.PUBLIC_OFFICE and not (evidence or "").strip():
        return "a check of public office says what it rests on"
    if result is CheckResult.UNKNOWN and (prior is not None or registered in (Bool3.YES, Bool3.NO)):
        return "an answer of unknown says nothing of a prior record, nor of a registration"
    if result is CheckResult.NONE and (prior not in (None, Prior.NONE) or registered is Bool3.YES):
        return "an answer of none goes with no prior record and no registration"
    if result is CheckResult.NONE and registered is Bool3.UNKNOWN:
        return "an answer of none says that nobody is registered: unknown is not none"
    return None


def unasked(asked: Iterable[str]) -> tuple[CheckKind, ...]:
    """Return which of the five kinds were not asked, whatever the others answered (G6)."""
    there = set(asked)
    return tuple(kind for kind in CheckKind if kind.value not in there)
