"""Guard BASIS: what a package relies on is as it was, and nothing has come to its subject since."""

from collections.abc import Sequence

from understone.operation.children import ties
from understone.operation.errors import GuardRefused
from understone.operation.packages import assessed, basis, identified, parts
from understone.operation.packages.basis import Changed
from understone.operation.packages.models import Package
from understone.operation.service import entity
from understone.operation.subjects import gathering


def drifted(package: Package, *, lock: bool) -> list[Changed]:
    """Return what changed, went, or came since the body was built; `lock` keeps what it relied on to the call's end."""
    said = {(str(each["entity"]), str(each["id"])) for each in package.basis}
    stale = basis.changed(package.basis, lock=lock)
    rows = parts.facts(gathering.referrals_of(package.subject)).rows()
    rows += identified.answers(package.subject).rows()
    rows += assessed.of(package.subject).rows()
    rows += ties.around(gathering.family(package.subject)).rows()
    came = {(entity(type(row)), row.pk): row for row in rows if (entity(type(row)), str(row.pk)) not in said}
    return stale + [Changed(name, key, row.rev, row.rev) for (name, key), row in came.items()]


def demand(package: Package) -> None:
    """Refuse where a fact changed since the body was built. Raises `GuardRefused`."""
    stale = drifted(package, lock=True)
    if stale:
        why = f"{len(stale)} facts changed since it was built: {named(stale)}"
        raise GuardRefused("BASIS", f"package {package.pk}", why, "draft it anew, and look at what changed")


def named(stale: Sequence[Changed]) -> str:
    """Return the first of what changed, to be read."""
    return ", ".join(f"{each.entity} {each.id}" for each in stale[:3])
