"""Recording which premises an answer leads to; risk and packages of all whose answers lead there follow."""

from typing import Any
from uuid import UUID

from understone.operation.errors import InputRefused
from understone.operation.identity.models import IdentityResolution
from understone.operation.linking import services as linking
from understone.operation.premises import leading, places
from understone.operation.premises.models import Premises
from understone.operation.premises.places import Place
from understone.operation.service import Call, acting
from understone.operation.tasks import setting

ACTION = "resolution.record"  # the table names no action on premises: they follow the answer that leads there


def record(call: Call, key: UUID, place: Place) -> Premises:
    """Say to which premises an answered resolution leads, or what is known of them now; the same again writes nothing.

    The force follows from the district. Ledger: premises.recorded, risk.computed. Raises `InputRefused`,
    `NoSuchRecord`, `NotPermitted`, `Conflict`, `ReasonMissing` where a force is named and not why.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)  # the subjects whose answers lead there are locked one after the other
        where = f"premises of resolution {key}"
        found = act.get(IdentityResolution, key, expected=call.expected)
        if found.reply_digest is None:
            raise InputRefused(where, "nobody has answered it", "store the provider's answer first")
        said = places.tidied(where, place)
        row = places.standing(found, said)
        fields = places.fields(act, where, said, row)
        changed: list[Any] = []
        if row is None:
            own = {"comp_id": found.comp_id, "shared_to": found.shared_to, **setting.walls(found)}
            (row,) = act.insert([Premises(**act.made(**fields, **own))])
            changed.append(row)
        elif any(getattr(row, name) != value for name, value in fields.items()):
            row = act.get(Premises, row.pk)
            _same_unit(where, row, fields["unit"], found)
            act.change(row, **fields)
            changed.append(row)
        if found.premises_id != row.pk:
            act.change(found, premises_id=row.pk)
            changed.append(found)
        if changed:
            told: dict[str, Any] = {"uprn_or_address": row.uprn or row.address, "lad": row.lad}
            told |= {"force": row.force and row.force.code, "children": row.children}
            act.record("premises.recorded", row, told, naming=changed)
            act.touch(*leading.subjects_of(row))
        return row


def _same_unit(where: str, row: Premises, unit: str | None, found: IdentityResolution) -> None:
    """A unit is corrected by whom alone it concerns; to others it would be another home. Raises `InputRefused`."""
    if row.unit in (None, unit) or not IdentityResolution.objects.filter(premises=row).exclude(pk=found.pk).exists():
        return
    why = f"another answer leads to unit {row.unit} of it: {unit} is another home"
    raise InputRefused(where, why, "give the UPRN of the unit, or write the unit into the address")
