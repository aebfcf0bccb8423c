"""Who is on the operation, as lists. Reference data: every session may read it, and it says nothing of any case."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import connection

from understone.operation.access.context import us_now
from understone.operation.organisations.models import Compartment, Membership, Organisation, User

_SOON = timedelta(days=30)


def overview() -> dict[str, Any]:
    """Return counts, keys that end within 30 days, the length of the ledger, and whether the clock can be turned."""
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    now = us_now()
    ending = Membership.objects.filter(user__active=True, until__gt=now, until__lte=now + _SOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq) + 1, 0), us_turnable() FROM ledger.ledger_entry")
        entries, turnable = cursor.fetchone()
    return {
        "agency": Organisation.objects.filter(kind="agency").values_list("name", flat=True).first(),
        "forces": kinds["force"],
        "partners": kinds["partner"],
        "compartments": Compartment.objects.count(),
        "people": User.objects.filter(active=True).count(),
        "keys_ending_in_30_days": ending.count(),
        "ledger_entries": entries,
        "clock_can_be_turned": bool(turnable),
    }


def organisations() -> list[dict[str, Any]]:
    """Return every organisation by kind and code."""
    return [
        {
            "kind": each.kind,
            "code": each.code,
            "name": each.name,
            "jurisdiction": each.jurisdiction,
            "format": (each.source or {}).get("format"),
            "mapping": "yes" if (each.source or {}).get("mapping") else None,
            "country": (each.source or {}).get("country"),
        }
        for each in Organisation.objects.order_by("kind", "code")
    ]


def people() -> list[dict[str, Any]]:
    """Return every person with the compartments that they hold now."""
    held: dict[object, list[str]] = {}
    for key in Membership.objects.filter(until__gt=us_now()).select_related("comp").order_by("comp__code"):
        held.setdefault(key.user_id, []).append(f"{key.comp.code} until {key.until:%Y-%m-%d}")
    return [
        {
            "user": each.pseudonym,
            "organisation": each.org.code,
            "roles": " ".join(each.roles),
            "rank": each.rank,
            "supervisor": each.supervisor.pseudonym if each.supervisor else None,
            "active": "yes" if each.active else "no",
            "compartments": ", ".join(held.get(each.pk, [])),
        }
        for each in User.objects.select_related("org", "supervisor").order_by("org__code", "pseudonym")
    ]
