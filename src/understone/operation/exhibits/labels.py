"""Labels for the bags of exhibits, as PDF: the reference, the seal, both as a barcode. Nothing about the suspect."""

import json
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from typing import Any
from uuid import UUID

from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.exhibits import code128, devices
from understone.operation.exhibits.models import Exhibit
from understone.operation.london import day_of
from understone.operation.service import Call, looking

ENTITY = "exhibit"
_WIDE, _NARROW, _ROOM = 0.33, 0.19, 84.0  # millimetres: of a module at best and at least, of the bars at most


def labels(call: Call, keys: Sequence[UUID]) -> bytes:
    """Return a PDF with one label for each exhibit, ten on a page. Raises `InputRefused`, `NoSuchRecord`."""
    with looking(call, ENTITY):
        found = {row.pk: row for row in Exhibit.objects.select_related("force").filter(pk__among=list(keys))}
        known = devices.known()
    for key in keys:
        if key not in found:
            raise NoSuchRecord(ENTITY, str(key))
    return _pdf([_label(found[key], known) for key in keys])


def _label(row: Exhibit, known: dict[str, devices.Device]) -> dict[str, Any]:
    code = f"{row.ref} {row.seal}"
    if not code128.holds(code):
        raise InputRefused(f"exhibit {row.ref}", f"{code} does not go into a barcode", "use plain letters and digits")
    widths = code128.widths(code)
    module = min(_WIDE, _ROOM / (sum(widths) + 2 * code128.QUIET))
    if module < _NARROW:
        raise InputRefused(f"exhibit {row.ref}", f"{code} is too long for a barcode", "use shorter numbers")
    name = known[row.subtype].name if row.subtype in known else row.subtype
    at = row.recorded_at
    if row.continuity:
        at = datetime.fromisoformat(row.continuity[0]["to_confirmed_at"])
    return {
        "ref": row.ref,
        "force": row.force.code,
        "kind": name if row.kind == "other" else f"{row.kind}: {name}",
        "seal": row.seal,
        "source": f"search {row.search_id}" if row.search_id else f"arrest {row.arrest_id}",
        "date": f"{day_of(at):%Y-%m-%d}",
        "code": code,
        "widths": widths,
        "module": module,
        "quiet": code128.QUIET,
    }


def _pdf(content: Sequence[dict[str, Any]]) -> bytes:
    import typst  # late: 30 MB that nothing else here needs

    template = resources.files("understone.operation.exhibits").joinpath("labels.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"labels": json.dumps(list(content), ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    assert isinstance(made, bytes)
    return made
