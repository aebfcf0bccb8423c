"""The guards of a package: READY here, G1, G3 and G9 by the rooms of identity, risk and deconfliction.

A room that is not there cannot say that its guard holds: then no enforcement package passes. A development package
passes, and says under its limits what nobody has looked at.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from understone.exchange.package_terms import PackageKind
from understone.operation.errors import GuardRefused
from understone.operation.service import Act
from understone.operation.subjects.models import Subject

_ENFORCEMENT = frozenset({"assessed", "with_force", "actioned"})
_NEVER = frozenset({"closed", "eliminated"})
_FLAGS = ("basis_changed", "contradiction", "oversized")


@dataclass(frozen=True, slots=True)
class Asked:
    """A guard of another room: where it is, its function for an enforcement package and for a development one."""

    guard: str
    room: str
    module: str
    enforcement: str
    development: str
    absent: str


ROOMS: Sequence[Asked] = (
    Asked(
        "G1",
        "understone.operation.identity",
        "gate",
        "enforceable",
        "developable",
        "Identity is not graded here: nobody has been named, and no search rests on this.",
    ),
    Asked(
        "G3",
        "understone.operation.risk",
        "guarding",
        "confirmed_lately",
        "confirmed_lately",
        "Risk has not been assessed: treat it as high.",
    ),
    Asked(
        "G9",
        "understone.operation.deconfliction",
        "guard",
        "demand",
        "demand",
        "Nobody has asked whether others already work on these identifiers.",
    ),
)


def check(act: Act, subject: Subject, kind: PackageKind) -> list[str]:
    """Let a package pass to submission or approval; return the guards that were asked. Raises `GuardRefused`."""
    ready(subject, kind)
    passed = ["READY"]
    for each in ROOMS:
        if not there(each):
            if kind is PackageKind.ENFORCEMENT:
                raise GuardRefused(
                    each.guard,
                    f"subject {subject.code}",
                    "nothing here can say that it holds",
                    "send a development package: it says what is not known",
                )
            continue
        room = importlib.import_module(f"{each.room}.{each.module}")
        getattr(room, each.enforcement if kind is PackageKind.ENFORCEMENT else each.development)(act, subject)
        passed.append(each.guard)
    return passed


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


def not_asked() -> tuple[str, ...]:
    """Return what a package has to say of guards that nothing here can answer, in sentences."""
    return tuple(each.absent for each in ROOMS if not there(each))


def there(asked: Asked) -> bool:
    """Say whether the room of a guard is there."""
    return find_spec(asked.room) is not None and find_spec(f"{asked.room}.{asked.module}") is not None
