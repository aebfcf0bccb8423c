"""The guards of a package: READY here, G1, G3 and G9 by the rooms of identity, risk and deconfliction."""

from understone.exchange.package_terms import PackageKind
from understone.operation.deconfliction.guard import demand as others_asked
from understone.operation.errors import GuardRefused
from understone.operation.identity import gate
from understone.operation.referrals import sources
from understone.operation.risk.guarding import confirmed_lately
from understone.operation.service import Act
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject

_ENFORCEMENT = frozenset({"assessed", "with_force", "actioned"})
_NEVER = frozenset({"closed", "eliminated"})
_FLAGS = ("basis_changed", "contradiction", "oversized")


def check(act: Act, subject: Subject, kind: PackageKind) -> list[str]:
    """Let a package pass to submission or approval; return the guards that were asked. Raises `GuardRefused`."""
    ready(subject, kind)
    live(subject)
    if kind is PackageKind.ENFORCEMENT:
        gate.enforceable(act, subject)
    else:
        gate.developable(subject)
    confirmed_lately(act, subject)
    others_asked(act, subject)
    return ["READY", "G1", "G3", "G9"]


def live(subject: Subject) -> None:
    """READY: nothing of it comes of a source in test. Raises `GuardRefused`."""
    found = {each.source.code for each in gathering.referrals_of(subject) if sources.in_test(each.source)}
    if found:
        raise GuardRefused(
            "READY",
            f"subject {subject.code}",
            f"among its tips are some of a source in test: {', '.join(sorted(found))}",
            "split them off (`understone subject split`): they are about nobody, and go to no force",
        )


def ready(subject: Subject, kind: PackageKind) -> None:
    """READY: the subject's state fits the kind, and no flag blocks. Raises `GuardRefused`."""
    where = f"subject {subject.code}"
    if subject.alias_of_id is not None:
        raise GuardRefused("READY", where, "it is an alias", "name the subject that it became part of")
    fits = subject.state in _ENFORCEMENT if kind is PackageKind.ENFORCEMENT else subject.state not in _NEVER
    if not fits:
        raise GuardRefused(
            "READY",
            where,
            f"it is {subject.state}: no {kind} package",
            "see docs/reference/states for what comes first",
        )
    flags = [name for name in _FLAGS if getattr(subject, name)]
    if flags:
        raise GuardRefused("READY", where, f"blocked by {', '.join(flags)}", "look at what changed, and draft it anew")
