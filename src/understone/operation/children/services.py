"""Recording that a child is at risk, and what ties it to a subject; risk and packages follow in the same transaction.

No identity is taken here: a child is a code, an age band, and what it is to the subject.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from understone.exchange.package_terms import Bool3
from understone.operation.bare_text import bare
from understone.operation.children import opening
from understone.operation.children.models import AGE_BANDS, Child, ChildAtPremises, ChildLink
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.linking import services as linking
from understone.operation.organisations import agencies, forces_here
from understone.operation.organisations.models import Organisation
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.descending import canonical, place
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting

ACTION = "child.record"


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a child to a subject: care, custody or control, and the relation in a few words without a name.

    `premises`: the key of those at which the child lives or which it visits, if that is known.
    """

    ccc: Bool3 = Bool3.UNKNOWN
    relation: str | None = None
    premises: UUID | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a child at risk. `source` says where from; `force`: the one that looks after it."""

    immediate: Bool3
    source: str
    age_band: str | None = None
    force: str | None = None


def record(call: Call, key: UUID, known: Known, tie: Tie) -> Child:
    """Open a child at risk from a subject: its code is made here, and the force's safeguarding lead owns it at once.

    The force is that of the child's place, else of the subject's, unless it is named. Due: 2 hours, 24 where immediate
    risk is known to be none. Ledger: child.identified, child.linked, task.set, risk.computed. Raises `InputRefused`,
    `NoSuchRecord`, `NotPermitted`, `NobodyOnDuty`.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)  # the subjects that live at the child's place are locked one after the other
        subject = canonical(act, key)
        where = f"child of {subject.code}"
        if not known.source.strip():
            raise InputRefused(where, "it is not said where that is known from", "say who or what says so")
        if known.age_band not in (None, *AGE_BANDS):
            raise InputRefused(where, f"{known.age_band} is no age band", f"say one of {', '.join(AGE_BANDS)}")
        at = None if tie.premises is None else act.get(Premises, tie.premises)
        force = _force(where, known.force, [at] if at is not None else leading.sound(gathering.family(subject)))
        if act.actor.org not in _may_open_in(force):
            raise InputRefused(where, f"{force.code} looks after it, not your force", "tell the agency's analyst")
        child = opening.open_in(act, force.pk, subject.comp_id, known.immediate, known.age_band, known.source.strip())
        _tie(act, child, subject, tie, at)
        return child


def link(call: Call, code: str, key: UUID, tie: Tie) -> Child:
    """Tie a child that is known by its code to a subject, or say what is known of that tie now.

    What is left out, or unknown, leaves what is known; the same again writes nothing. Ledger: child.linked,
    risk.computed. Raises `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)
        subject = canonical(act, key)
        child = Child.objects.filter(code=code).first()
        if child is None:
            raise NoSuchRecord("child", code)
        _tie(act, child, subject, tie, None if tie.premises is None else act.get(Premises, tie.premises))
        return child


def _force(where: str, named: str | None, places: Collection[Premises]) -> Organisation:
    if named is not None:
        return forces_here.one(where, named)
    codes = sorted({each.force.code for each in places if each.force is not None})
    if len(codes) != 1:
        why = f"{' and '.join(codes)} come into question" if codes else "no place of a known force is recorded"
        raise InputRefused(where, f"which force looks after it is not clear: {why}", "name the force")
    return forces_here.one(where, codes[0])


def _may_open_in(force: Organisation) -> set[UUID]:
    return {force.pk, *agencies.keys()}


def _tie(act: Act, child: Child, subject: Subject, tie: Tie, at: Premises | None) -> None:
    row = ChildLink.objects.filter(
        child=child, subject__in=gathering.family(subject), org=act.actor.org, comp=subject.comp_id, wall=subject.wall
    ).first()
    shared = {child.org_id, *child.shared_to, *subject.shared_to} - {act.actor.org}
    relation = bare(tie.relation)
    if row is None:
        made = {
            **place(subject),
            "shared_to": sorted(shared),
            "child": child,
            "ccc": tie.ccc.value,
            "relation": relation,
        }
        (row,) = act.insert([ChildLink(**act.made(**made))])
    else:
        ccc = row.ccc if tie.ccc is Bool3.UNKNOWN else tie.ccc.value
        if (row.ccc, row.relation) != (ccc, relation or row.relation):
            row = act.get(ChildLink, row.pk)
            act.change(row, ccc=ccc, relation=relation or row.relation)
    if row.pk in act.unnamed:
        told = {"link": f"subject {subject.code}", "ccc": row.ccc, "relation": row.relation}
        act.record("child.linked", row, told, naming=[row])
        act.touch(subject.pk)
    if at is not None:
        _put(act, child, at, sorted(shared))


def _put(act: Act, child: Child, at: Premises, shared: list[UUID]) -> None:
    own = {"child": child, "premises": at, "org_id": act.actor.org, "comp_id": at.comp_id, "wall": at.wall}
    if ChildAtPremises.objects.filter(**own).exists():
        return
    made = {**own, **setting.walls(at), "shared_to": shared}
    (row,) = act.insert([ChildAtPremises(**act.made(**made))])
    told = {"link": f"premises {at.pk}", "ccc": Bool3.UNKNOWN.value, "relation": None}
    act.record("child.linked", row, told, naming=[row])
    act.touch(*leading.subjects_of(at))
