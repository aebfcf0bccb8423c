"""Who a child is, apart from all else: for the safeguarding lead and the supervisors of its force alone.

The database shows these rows to no other role (access/children.sql), and the agency never.
"""

from datetime import date
from typing import Any
from uuid import UUID

from understone.operation.access.permissions import Level
from understone.operation.bare_text import bare
from understone.operation.children.models import Child, ChildIdentity
from understone.operation.errors import InputRefused
from understone.operation.service import Call, acting

ACTION = "child.identity"
FIELDS = ("name", "dob", "address")


def name(
    call: Call, key: UUID, name: str | None = None, dob: date | None = None, address: str | None = None
) -> ChildIdentity:
    """Store who a child is, or what is known of that now; what is left out stays as it was.

    Ledger: child.named, which says only what was set. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        child = act.get(Child, key)
        said = {"name": bare(name), "dob": dob, "address": bare(address)}
        given = {field: value for field, value in said.items() if value is not None}
        if not given:
            raise InputRefused(
                f"child {child.code}", "nothing is said of it", "give a name, a birth date or an address"
            )
        row = ChildIdentity.objects.filter(child=child).first()
        if row is None:
            (row,) = act.insert([ChildIdentity(**act.made(comp_id=child.comp_id, child=child, **said))])
        else:
            row = act.get(ChildIdentity, row.pk, expected=call.expected)
            if all(getattr(row, field) == value for field, value in given.items()):
                return row
            act.change(row, **given)
        act.record("child.named", f"child/{child.pk}", {"fields_set": sorted(given)}, naming=[row])
        return row


def seen(call: Call, key: UUID, purpose: str) -> dict[str, Any]:
    """Return who a child is, as far as that is known; that it was seen stands on the ledger first.

    Raises `NoSuchRecord`, `NotPermitted`, `InputRefused` without a purpose.
    """
    with acting(call, ACTION, Level.DO, Level.READ) as act:
        child = act.get(Child, key)
        if not purpose.strip():
            raise InputRefused(f"child {child.code}", "it is not said what for", "say it: it stands in the ledger")
        told = {"entity": "child_identity", "id": str(child.pk), "purpose": purpose}
        act.record("view.record", child, told, naming=[])
        row = ChildIdentity.objects.filter(child=child).first()
        found = {field: None if row is None else getattr(row, field) for field in FIELDS}
    return {"code": child.code, **found, "dob": found["dob"] and found["dob"].isoformat()}
