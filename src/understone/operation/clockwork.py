"""What happens by the clock alone: a process calls `tick` once a minute."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from understone.errors import UnderstoneError
from understone.operation import connecting

if TYPE_CHECKING:
    from understone.operation.tasks.ladder import Climbed


def tick(url: str | None = None) -> Mapping[str, "Climbed"]:
    """Let the open tasks of every organisation climb the ladder, and the agency's risk follow what forces said.

    Searches of forces lapse at midnight, and when they are warrant-ready no more; what forces have queued for
    examination follows what is known of children and of risk.

    Returns how the tasks climbed, by the organisation's code.

    `url`: the database, as sessions work on it; without one, the one that this process works on. Where one organisation
    fails the others go on; then an `ExceptionGroup` of all failures is raised. Missed minutes are made up for.
    """
    if url is not None:
        connecting.use(url)
    from django.db import Error

    from understone.operation.access.context import system
    from understone.operation.exhibits import following as exhibits
    from understone.operation.organisations.models import Organisation
    from understone.operation.risk.following import follow
    from understone.operation.searches.lapsing import lapse
    from understone.operation.tasks.ladder import climb

    done: dict[str, Climbed] = {}
    failed: list[Exception] = []
    for org in Organisation.objects.exclude(kind=Organisation.Kind.PARTNER).order_by("code"):
        try:
            if org.kind == Organisation.Kind.AGENCY:
                follow(system(org))
            else:
                lapse(system(org))
                exhibits.follow(system(org))
            done[org.code] = climb(system(org))
        except (UnderstoneError, Error) as error:
            error.add_note(f"organisation {org.code}")
            failed.append(error)
    if failed:
        raise ExceptionGroup("the clock stands still in some organisations", failed)
    return done
