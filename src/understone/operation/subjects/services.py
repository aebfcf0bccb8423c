"""What a person does with subjects: opens one from a referral, joins two, takes one apart."""

from collections.abc import Sequence
from uuid import UUID

from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.errors import InputRefused
from understone.operation.linking import services as linking
from understone.operation.linking.judging import judge_in
from understone.operation.linking.models import LinkNode, SubjectLink
from understone.operation.referrals.models import Referral
from understone.operation.service import Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject

MERGE_SPLIT = "subject.merge_split"


def open_from(call: Call, key: UUID) -> Subject:
    """Open a subject for a graded referral; where others are tied to it, it is theirs too, or that which they have."""
    with acting(call, "link.decide") as act:
        linking.alone(act)
        referral = act.get(Referral, key, expected=call.expected)
        return gathering.open_around(act, referral)


def merge(call: Call, first: UUID, second: UUID) -> Subject:
    """Say that two subjects are one person: the oldest is kept, the other becomes its alias.

    Raises `InputRefused` for an alias, and for one that was eliminated as the wrong person.
    """
    with acting(call, MERGE_SPLIT) as act:
        linking.alone(act)
        ours, theirs = (act.get(Subject, key) for key in (first, second))
        _demand_not_eliminated(ours, theirs)
        if ours.alias_of_id is not None or theirs.alias_of_id is not None or ours.pk == theirs.pk:
            raise InputRefused(f"subject {second}", "one of the two is an alias, or both are one", "name two subjects")
        judge_in(act, gathering.referrals_of(ours)[0], gathering.referrals_of(theirs)[0], Verdict.POSITIVE)
        return gathering.canonical([first])[0]


def split(call: Call, key: UUID, apart: Sequence[UUID]) -> Subject:
    """Say that these referrals of a subject are about another person; return the subject that they are of then."""
    with acting(call, MERGE_SPLIT) as act:
        linking.alone(act)
        subject = act.get(Subject, key, expected=call.expected)
        _demand_not_eliminated(subject)
        members = gathering.referrals_of(subject)
        taken = [each for each in members if each.pk in set(apart)]
        rest = [each for each in members if each.pk not in set(apart)]
        if len(taken) != len(set(apart)) or not taken or not rest:
            raise InputRefused(
                f"subject {subject.code}", "these are not some of its referrals", "name some, and not all, of them"
            )
        parted: set[frozenset[bytes]] = set()
        while pairs := [
            each for each in (*_to_be_parted(taken, rest), *_together(taken, rest)) if _ends(each) not in parted
        ]:  # what held the two apart before may tie others now: look again after each
            judge_in(act, *pairs[0], Verdict.NEGATIVE)
            parted.add(_ends(pairs[0]))
        found = Referral.objects.get(pk=taken[0].pk)
        assert found.subject is not None
        return gathering.canonical([found.subject.pk])[0]


def _demand_not_eliminated(*subjects: Subject) -> None:
    for subject in subjects:
        if subject.state == gathering.ELIMINATED:
            raise InputRefused(
                f"subject {subject.code}", "it was eliminated: the wrong person", "open another from the referral"
            )


def _ends(pair: tuple[Referral, Referral]) -> frozenset[bytes]:
    return frozenset(bytes(each.node) for each in pair)


def _together(taken: Sequence[Referral], rest: Sequence[Referral]) -> list[tuple[Referral, Referral]]:
    """Return a pair of each component that holds some of both sides: a tip that nobody has graded may tie them."""
    nodes = [bytes(each.node) for each in (*taken, *rest)]
    own = {"org_id": taken[0].org_id, "comp_id": taken[0].comp_id}
    found = LinkNode.objects.filter(key__in=nodes, **own).values_list("key", "component")
    component = {bytes(key): bytes(name) for key, name in found}
    theirs = {component[bytes(each.node)]: each for each in reversed(rest)}
    pairs = ((ours, theirs.get(component[bytes(ours.node)])) for ours in taken)
    return [(ours, other) for ours, other in pairs if other is not None and bytes(ours.node) != bytes(other.node)]


def _to_be_parted(taken: Sequence[Referral], rest: Sequence[Referral]) -> list[tuple[Referral, Referral]]:
    """Return the pairs that an edge or a person joins across the cut; the first of both sides in any case.

    A person's judgement there is not overruled: judging against it says whose it is, and who has to withdraw it.
    """
    ours, theirs = ({bytes(each.node): each for each in side} for side in (taken, rest))
    pairs = {(taken[0].pk, rest[0].pk): (taken[0], rest[0])}
    edges = SubjectLink.objects.filter(
        kind__in=["edge", "judgement"], state="positive", a__in=[*ours, *theirs], b__in=[*ours, *theirs]
    )
    for edge in edges:
        for one, other in ((bytes(edge.a), bytes(edge.b)), (bytes(edge.b), bytes(edge.a))):
            if one in ours and other in theirs:
                pairs[ours[one].pk, theirs[other].pk] = (ours[one], theirs[other])
    return [pairs[key] for key in sorted(pairs)]
