"""What an analyst says of premises, made ready to be stored: which row it is, and what changes in it."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from understone.exchange.package_terms import Bool3
from understone.operation.bare_text import bare
from understone.operation.errors import InputRefused
from understone.operation.identity.models import IdentityResolution
from understone.operation.organisations import forces_here
from understone.operation.premises.models import Premises
from understone.operation.routing import districts
from understone.operation.service import Act

_UPRN = re.compile(r"0*([1-9]\d{0,11})")


@dataclass(frozen=True, slots=True)
class Place:
    """What is said of premises; what is left out, or unknown, leaves what is known of them already.

    `lad`: the district's code. `force`: named by the analyst where no district is known, with the call's reason.
    `children`: whether any live there or visit, and `children_source` who or what says so.
    """

    address: str | None = None
    uprn: str | None = None
    unit: str | None = None
    lad: str | None = None
    force: str | None = None
    multi_unit: Bool3 = Bool3.UNKNOWN
    children: Bool3 = Bool3.UNKNOWN
    children_source: str | None = None


def tidied(where: str, place: Place) -> Place:
    """Return it without needless blanks and zeros. Raises `InputRefused` where it says no place, or not who says so."""
    address, unit, source = (bare(text) for text in (place.address, place.unit, place.children_source))
    uprn = bare(place.uprn)
    if uprn is not None:
        found = _UPRN.fullmatch(uprn)
        if found is None:
            remedy = "give the 1 to 12 digits, or the address alone"
            raise InputRefused(where, f"{uprn} is no Unique Property Reference Number", remedy)
        uprn = found[1]
    if address is None and uprn is None:
        raise InputRefused(where, "no place is named", "give its UPRN, or its address where there is none")
    if place.children is not Bool3.UNKNOWN and source is None:
        why = f"children {place.children} is said, and not by whom"
        raise InputRefused(where, why, "say who or what says so, or leave it unknown: unknown is planned as yes")
    lad, force = bare(place.lad), bare(place.force)
    return Place(address, uprn, unit, lad, force, place.multi_unit, place.children, source)


def standing(resolution: IdentityResolution, place: Place) -> Premises | None:
    """Return the premises that this is already: by the UPRN, else by an address of which no other UPRN is known.

    They lie behind the same wall as the resolution, or are those to which it leads by now, which come first.
    """
    near = Premises.objects.filter(
        Q(address=place.address) | Q(uprn__in=[each for each in (place.uprn,) if each]),
        Q(wall=resolution.wall) | Q(resolutions=resolution.pk),
        org=resolution.org_id,
        comp=resolution.comp_id,
    )
    known = sorted(near.distinct(), key=lambda row: (row.pk != resolution.premises_id, row.pk))
    unnumbered = [row for row in known if row.uprn is None]
    if place.uprn is not None:
        same = [row for row in known if row.uprn == place.uprn]
        return next(iter([*same, *(row for row in unnumbered if _may_be(row, place))]), None)
    numbered = [row for row in known if _may_be(row, place)]
    return unnumbered[0] if unnumbered else numbered[0] if len(numbered) == 1 else None


def _may_be(row: Premises, place: Place) -> bool:
    """Say whether nothing speaks against it that a place is these premises: two units are two homes."""
    return None in (row.unit, place.unit) or row.unit == place.unit


def fields(act: Act, where: str, place: Place, row: Premises | None) -> dict[str, Any]:
    """Return what the row is to hold. Raises `InputRefused`, `ReasonMissing`."""
    known = row or Premises(multi_unit=Bool3.UNKNOWN.value, children=Bool3.UNKNOWN.value)
    if not (place.address or known.address):
        raise InputRefused(where, f"no address of UPRN {place.uprn} is known", "give its address too")
    answered = place.children is not Bool3.UNKNOWN
    lad = place.lad or known.lad
    return {
        "uprn": place.uprn or known.uprn,
        "address": place.address or known.address,
        "unit": place.unit or known.unit,
        "lad": lad,
        "force_id": _force(act, where, lad, place.force) or known.force_id,
        "multi_unit": known.multi_unit if place.multi_unit is Bool3.UNKNOWN else place.multi_unit.value,
        "children": place.children.value if answered else known.children,
        "children_source": place.children_source
        if answered or known.children == Bool3.UNKNOWN
        else known.children_source,
    }


def _force(act: Act, where: str, lad: str | None, named: str | None) -> Any:
    """Return the force that serves the district, or the one that the analyst names where none is known."""
    if lad is None:
        if named is None:
            return None
        act.reason(where)
        return forces_here.one(where, named).pk
    try:
        code = districts.force_of(lad)
    except districts.RoutingUndecided as error:
        remedy = "give the district of today; if nobody knows it, leave it out and name the force with your reason"
        raise InputRefused(where, error.what, remedy) from None
    if named not in (None, code):
        raise InputRefused(where, f"{lad} lies in {code}, not in {named}", "leave the force out: it follows")
    return forces_here.one(where, code).pk
