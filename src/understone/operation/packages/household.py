"""Where a subject lives and which children are around it, as a package tells it.

Only places to which an answer of confidence A, B or C leads are told: below that no address is (guard G1).
"""

from understone.exchange.package import Child
from understone.exchange.package import Premises as Place
from understone.exchange.package_terms import Bool3
from understone.operation.children import models
from understone.operation.children.ties import Around
from understone.operation.errors import InputRefused
from understone.operation.premises import leading
from understone.operation.premises.models import Premises


def premises(around: Around) -> tuple[Place, ...]:
    """Return each place with its force. Raises `InputRefused` where a place is of no force: it could not be routed."""
    return tuple(_place(around, each) for each in around.places)


def _place(around: Around, row: Premises) -> Place:
    if row.force is None:
        why = "neither its district nor its force is known"
        remedy = "find out where it lies today: `understone identity premises`, with its district, or its force and why"
        raise InputRefused(f"premises {leading.told(row)}", why, remedy)
    children, source = around.children_at(row)
    return Place(row.uprn, row.address, row.unit, row.lad, row.force.code, Bool3(row.multi_unit), children, source)


def addresses(around: Around) -> tuple[str, ...]:
    """Return each address once, to be read."""
    return tuple(dict.fromkeys(leading.told(each) for each in around.places))


def children(around: Around) -> tuple[Child, ...]:
    """Return each child by its code: those tied to the subject, and those at its places. Never an identity."""
    return tuple(
        Child(row.code, row.age_band, around.ccc(row), _relation(around, row), Bool3(row.immediate))
        for row in around.children()
    )


def _relation(around: Around, row: models.Child) -> str | None:
    at = around.place_of(row)
    parts = [around.relation(row), None if at is None else f"lives at {leading.told(at)} or visits it"]
    return "; ".join(part for part in parts if part) or None


def not_known(around: Around) -> list[str]:
    """Return what nobody has said of places and children."""
    told = []
    if not around.places:
        told.append("No place is known, and whether children live with the subject is not known.")
    for each in around.places:
        where = leading.told(each)
        if around.children_at(each)[0] is Bool3.UNKNOWN:
            told.append(f"Whether children live at {where} or visit it is not known: plan as if they do.")
        if each.multi_unit == Bool3.UNKNOWN:
            told.append(f"Whether {where} has several units is not known.")
        elif each.multi_unit == Bool3.YES and each.unit is None:
            told.append(f"{where} has several units; which one it is is not known.")
    if not around.children():
        told.append("Which children are at risk is not known. That does not say that there are none.")
    for child in around.children():
        if child.immediate == Bool3.UNKNOWN:
            told.append(f"Whether child {child.code} is at immediate risk is not known.")
        if around.ccc(child) is Bool3.UNKNOWN:
            told.append(f"Whether the subject has care, custody or control of child {child.code} is not known.")
    return told
