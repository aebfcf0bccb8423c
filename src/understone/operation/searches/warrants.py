"""Warrants as the court gave them: which premises, by what power, what the paper says, and until when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.bare_text import bare
from understone.operation.errors import InputRefused
from understone.operation.organisations import agencies
from understone.operation.organisations.models import Organisation
from understone.operation.packages import with_force
from understone.operation.searches import powers
from understone.operation.searches.models import Warrant
from understone.operation.service import Call, acting, looking

ACTION, ENTITY = "search.plan", "search"  # the table names no action on warrants: they follow the search


def record(call: Call, place: UUID, ref: str, power: str, address_text: str, expires_at: datetime) -> Warrant:
    """Store a warrant for premises of which the force has a package. `address_text`: what it says, word for word.

    The same again returns what is stored. Ledger: warrant.recorded. Raises `InputRefused`, `NoSuchRecord`,
    `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        number, address = bare(ref), bare(address_text)
        where = f"warrant {number}"
        found = with_force.place(place)
        force = Organisation.objects.get(pk=act.actor.org)
        if number is None or address is None:
            raise InputRefused(where, "its number or its address is missing", "copy both from the warrant")
        if not powers.one(where, power, force.jurisdiction).warrant:
            raise InputRefused(where, f"{power} needs no warrant", "name the power that the court used")
        if expires_at.tzinfo is None:
            raise InputRefused(
                where, "its time of expiry has no offset from UTC", "write it like 2027-02-01T09:00+00:00"
            )
        said = {"premises_id": found.id, "power": power, "address_text": address, "expires_at": expires_at}
        place_of = with_force.walls([found])
        known = Warrant.objects.filter(force=force, ref=number, org=act.actor.org, comp=found.comp).first()
        if known is not None:
            if any(getattr(known, name) != value for name, value in said.items()):
                raise InputRefused(where, "another one with this number is stored", "check the number")
            return known
        if expires_at <= act.now:
            raise InputRefused(where, f"it expired on {expires_at:%Y-%m-%d %H:%M}", "ask the court for another one")
        made: dict[str, Any] = {**place_of, "shared_to": agencies.keys(), "force": force, "ref": number, **said}
        (row,) = act.insert([Warrant(**act.made(**made))])
        told: dict[str, Any] = {"ref": number, "power": power, "expires_at": expires_at.isoformat()}
        act.record("warrant.recorded", row, told, naming=[row])
        return row


def listed(call: Call, *, place: UUID | None = None, limit: int = 100) -> tuple[int, list[Warrant]]:
    """Return how many warrants the reader may see, and the first of them to expire. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        found = Warrant.objects.all() if place is None else Warrant.objects.filter(premises=place)
        return found.count(), list(found.select_related("force").order_by("expires_at", "pk")[:limit])
