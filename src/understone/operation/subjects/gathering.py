"""Subjects follow components: referrals believed to be about one person are of one subject, whatever came when.

A component with several subjects merges them into the oldest; a subject that lies in several components is split, and
keeps the one with its oldest referral. What people and rules changed in the components arrives here. An eliminated
subject was the wrong person: it keeps what it had, and nothing is gathered to it; what is new is somebody's to look at.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from understone.operation import machines
from understone.operation.access import hiding
from understone.operation.access.permissions import SYSTEM
from understone.operation.identifiers import NIL
from understone.operation.linking.models import LinkNode
from understone.operation.referrals.models import Referral
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects import closing, naming
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

APART = "its referrals are no longer tied to one person"
ELIMINATED = "eliminated"
LOOK = "look whether it is about somebody else"  # of the subject that was eliminated


def gather(act: Act, referral: Referral) -> bool:
    """Link a graded referral to its component's subject, opening one where others are tied to it; tell if it was.

    A referral that nothing ties to another, or to an eliminated subject alone, stays for a person to decide.
    """
    others = [each for each in _remaining(component_of(act, bytes(referral.node))) if each.pk != referral.pk]
    if not others:
        return False
    members = [referral, *others]
    mark(act, _place(act, members, _subjects(others), system=True), members)
    return True


def follow(act: Act, components: Iterable[Collection[bytes]]) -> None:
    """Bring subjects after components that changed: join, merge, split, and mark what blocks submission."""
    groups = [set(keys) for keys in components]
    graded = Q(subject__isnull=False) | Q(state="triaged")  # nothing follows for those who wait to be graded
    about = Referral.objects.filter(_own(act), graded, node__among=set().union(*groups))
    concerned = {bytes(node) for node in about.values_list("node", flat=True)}
    for keys in groups:
        if keys.isdisjoint(concerned):
            continue
        _settle(act, list(Referral.objects.select_for_update().filter(_own(act), node__in=list(keys)).order_by("pk")))


def _own(act: Act) -> Q:
    return Q(org_id=act.actor.org, comp_id=act.actor.comp)


def _settle(act: Act, component: Sequence[Referral]) -> None:
    members = _remaining(component)
    keys = [each.pk for each in members]
    for subject in _subjects(members):
        whole = family(subject)
        outside = Referral.objects.filter(subject__in=whole).exclude(pk__in=keys).order_by("pk").first()
        inside = [each for each in members if each.subject_id in whole]
        if outside is not None and outside.pk < inside[0].pk:
            _split_off(act, subject, inside)
    subjects = _subjects(members)
    for other in subjects[1:]:
        _merge(act, subjects[0], other, "their referrals are tied to one person")
    if subjects:
        mark(act, _place(act, members, subjects, system=True), members)
    elif len(members) > 1 and _waiting(members):
        _place(act, members, subjects, system=True)


def _remaining(members: Sequence[Referral]) -> list[Referral]:
    """Return the referrals that are of no eliminated subject."""
    subjects = {each.subject_id for each in members}
    gone = set(Subject.objects.filter(pk__in=subjects, state=ELIMINATED).values_list("pk", flat=True))
    return [each for each in members if each.subject_id not in gone]


def component_of(act: Act, node: bytes) -> list[Referral]:
    """Return the referrals of a node's component, oldest first."""
    component = LinkNode.objects.filter(_own(act), key=node).values_list("component", flat=True).first()
    keys = LinkNode.objects.filter(_own(act), component=component).values_list("key", flat=True)
    return list(Referral.objects.select_for_update().filter(_own(act), node__in=list(keys)).order_by("pk"))


def canonical(keys: Collection[Any]) -> list[Subject]:
    """Return the subjects at the ends of the chains of aliases, oldest first."""
    found: dict[Any, Subject] = {}
    for key in keys:
        subject = Subject.objects.select_for_update().get(pk=key)
        while subject.alias_of_id is not None:
            subject = Subject.objects.select_for_update().get(pk=subject.alias_of_id)
        found[subject.pk] = subject
    return sorted(found.values(), key=lambda each: each.pk)


def family(subject: Subject) -> set[Any]:
    """Return the keys of a subject and of everything that became its alias."""
    found, front = {subject.pk}, {subject.pk}
    while front:
        front = set(Subject.objects.filter(alias_of__in=front).values_list("pk", flat=True)) - found
        found |= front
    return found


def referrals_of(subject: Subject) -> list[Referral]:
    """Return the referrals of a subject and of its aliases, oldest first."""
    return list(Referral.objects.select_related("source").filter(subject__in=family(subject)).order_by("pk"))


def open_around(act: Act, referral: Referral) -> Subject:
    """Link a graded referral, as a person asks, to its component's subject, or open one for all that wait there."""
    machines.transition("referral", referral.state, "linked", act.actor.role)
    members = _remaining(component_of(act, bytes(referral.node)))
    subject = _place(act, members, _subjects(members), system=False)
    mark(act, subject, members)
    return subject


def _place(act: Act, members: Sequence[Referral], subjects: Sequence[Subject], *, system: bool) -> Subject:
    """Link the graded referrals of a component that wait to its oldest subject, or to one opened for them."""
    waiting = _waiting(members)
    if not subjects:
        return open_for(act, waiting, system=system)
    assign(act, waiting, subjects[0], system=system)
    return subjects[0]


def _subjects(members: Sequence[Referral]) -> list[Subject]:
    return canonical({each.subject_id for each in members if each.subject_id is not None})


def _waiting(members: Sequence[Referral]) -> list[Referral]:
    return [each for each in members if each.state == "triaged" and each.subject_id is None]


def open_for(act: Act, referrals: Sequence[Referral], *, system: bool) -> Subject:
    """Open a subject for graded referrals, and link them to it."""
    role = SYSTEM if system else act.actor.role
    state = machines.transition("subject", machines.START, "opened", role).next_state
    (subject,) = act.insert(
        [
            Subject(
                **act.made(
                    code=naming.next_code(),
                    state=state,
                    owner_id=Rota(act, "AN").next(),
                    due=act.now + clocks.span(*clocks.ANY_OPEN_STATE),
                    **_walls_of(referrals),
                )
            )
        ]
    )
    if subject.restricted:
        hiding.same_readers(subject.pk, act.op_id)
    told: dict[str, Any] = {"code": subject.code, "referrals": [str(each.pk) for each in referrals]}
    act.record("subject.opened", subject, told, naming=[subject], system=system)
    setting.set_for(act, [subject], "identify")
    assign(act, referrals, subject, system=system)
    return subject


def assign(act: Act, referrals: Sequence[Referral], subject: Subject, *, system: bool = True) -> None:
    """Link graded referrals to a subject: they are no longer open by themselves."""
    role = SYSTEM if system else act.actor.role
    for referral in referrals:
        walls = {"subject_id": subject.pk, **_walls_of([subject, referral], also=subject.pk)}
        if referral.state == "linked":
            act.change(referral, **walls)
        else:
            state = machines.transition("referral", referral.state, "linked", role).next_state
            setting.done_for(act, referral, "linked")
            act.change(referral, state=state, owner_id=None, due=None, **walls)
        told: dict[str, Any] = {"selectors": [], "edges": [subject.code]}
        act.record("referral.linked", referral, told, naming=[referral], system=system)
    if referrals:
        closing.met_by_something_new(act, subject, "a new tip")
    act.touch(subject.pk)


def _walls_of(rows: Sequence[Row], *, also: UUID | None = None) -> dict[str, Any]:
    """Return the walls of a row that descends from these: what hides one of them hides it too."""
    roots = [root for row in rows if row.restricted for root in row.roots]
    roots = list(dict.fromkeys([*roots, *([] if also is None else [also])]))
    hidden = next((row for row in rows if row.restricted), None)
    return {"restricted": hidden is not None, "roots": roots, "wall": NIL if hidden is None else hidden.wall}


def supplemented(act: Act, referrals: Iterable[Referral]) -> None:
    """Note that tips were supplemented: of the subjects that they are of, those that were closed are open again.

    Where it was eliminated, somebody is to look whether the new part is about another person.
    """
    about = {each.pk: each for each in referrals if each.subject_id is not None}
    for referral in about.values():
        (subject,) = canonical([referral.subject_id])
        closing.met_by_something_new(act, subject, "a supplement to a tip")
        if subject.state == ELIMINATED:
            due = act.now + clocks.span(*clocks.ANY_OPEN_STATE)
            n = setting.again(referral, LOOK)
            setting.set_for(act, [referral], LOOK, owner=Rota(act, "AN").next(), due=due, n=n)
    act.touch(*(each.subject_id for each in about.values() if each.subject_id is not None))


def _merge(act: Act, kept: Subject, alias: Subject, reason: str) -> None:
    setting.done_for(act, alias, f"merged into {kept.code}")
    act.change(alias, alias_of_id=kept.pk, owner_id=None, due=None)
    told = {"kept": kept.code, "alias": alias.code, "reason": reason}
    act.record("subject.merged", kept, told, naming=[alias], system=True)
    if alias.state != closing.STATE:
        closing.met_by_something_new(act, kept, f"{alias.code} is the same person")
    act.touch(kept.pk)


def _split_off(act: Act, subject: Subject, referrals: Sequence[Referral]) -> None:
    act.touch(subject.pk)
    back = _former(subject, referrals)
    if back is not None:  # what a merge had made an alias stands by itself again
        due = act.now + clocks.span(*clocks.ANY_OPEN_STATE)
        owner = Rota(act, "AN").next()
        act.change(back, alias_of_id=None, owner_id=owner, due=due)
        told: dict[str, Any] = {"from": subject.code, "new": back.code, "negatives": [], "reason": APART}
        act.record("subject.split", back, told, naming=[back], system=True)
        setting.set_for(act, [back], "identify")
        assign(act, [each for each in referrals if each.subject_id != back.pk], back)
        return
    new = open_for(act, referrals, system=True)
    told = {"from": subject.code, "new": new.code, "negatives": [], "reason": APART}
    act.record("subject.split", new, told, naming=[], system=True)


def _former(subject: Subject, referrals: Sequence[Referral]) -> Subject | None:
    """Return the alias of `subject` that the referrals had before the merge, if they all lie in one."""
    had = {each.subject_id for each in referrals if each.subject_id not in (subject.pk, None)}
    if len(had) != 1:
        return None
    (key,) = had
    assert key is not None
    alias = Subject.objects.select_for_update().get(pk=key)
    # What had become an alias of the alias would go with it, though its referrals stay.
    others = Referral.objects.filter(subject__in=family(alias)).exclude(pk__in=[each.pk for each in referrals])
    return alias if alias.alias_of_id == subject.pk and not others.exists() else None


def mark(act: Act, subject: Subject, members: Sequence[Referral]) -> None:
    """Set the flags that block submission as the component has them."""
    node = LinkNode.objects.filter(_own(act), key=bytes(members[0].node)).first() if members else None
    oversized = node is not None and node.oversized and len(members) > (subject.accepted_size or 0)
    if node is None or (subject.oversized, subject.contradiction) == (oversized, node.contradiction):
        return
    changed = subject.basis_changed or subject.op_id != act.op_id  # nothing rests on one that is opened now
    act.change(subject, oversized=oversized, contradiction=node.contradiction, basis_changed=changed)
    facts = [name for name in ("oversized", "contradiction") if getattr(subject, name)]
    told: dict[str, Any] = {"reason": "the component of its referrals changed", "facts": facts}
    act.record("subject.basis_reviewed", subject, told, naming=[subject], system=True)
