"""Where a picture stands nationally, by its digest: what the functions of access/grading.sql say to a session."""

from collections.abc import Collection, Mapping
from typing import cast
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.grading.models import Finding
from understone.operation.queries import fetched
from understone.operation.service import Act

SCHEME = "UK A-C"
NOT_INDECENT = "not_indecent"


def settled(digests: Collection[str], *, held: bool = False) -> Mapping[str, str]:
    """Return the category of each of these pictures that is settled, of the SHA-256 in hexadecimal.

    `held`: for a call that stores findings by the answer; until it ends nothing more is settled anywhere. Take it as
    the last lock before they are written. Roles GR, DE, SV, IN and the system itself.
    """
    return dict(fetched("SELECT sha256, category FROM us_settled(%s, %s)", (list(digests), held)))


def finding_of(act: Act, key: UUID) -> Finding:
    """Return a finding of the actor's own force, not locked: its picture is locked before it. Raises `NoSuchRecord`."""
    found = Finding.objects.filter(pk=key, org=act.actor.org).first()
    if found is None:
        raise NoSuchRecord("finding", str(key))
    return found


def hold(finding: Finding) -> tuple[str, str | None]:
    """Return state and category of the finding's picture, held to the end of the call: votes come one by one."""
    ((state, category),) = fetched("SELECT state, category FROM us_hold_picture(%s)", (finding.sha256,))
    return cast(str, state), category
