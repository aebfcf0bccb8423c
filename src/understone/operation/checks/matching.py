"""Who of a file may be a subject: by name and date of birth, or by an identifier. A person decides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from understone.operation.checks.nominals import Nominal
from understone.operation.referrals.models import Capture
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.referrals.recognising import recognise
from understone.operation.selectors.letters import plain_name
from understone.operation.service import Act
from understone.operation.subjects.models import Subject

_Key = tuple[str, str]  # a selector's kind and normal form


@dataclass(frozen=True, slots=True)
class Match:
    """A nominal that may be a subject, and why, in sentences."""

    nominal: Nominal
    subject: UUID
    reasons: tuple[str, ...]


def matches(act: Act, nominals: Sequence[Nominal]) -> list[Match]:
    """Return the suggestions for a file, in its order, as far as the reader sees subjects."""
    wanted = [_keys(each) for each in nominals]
    carried = _carriers(act, {key for keys in wanted for key in keys})
    named = _named(act, nominals)
    found = []
    for nominal, keys in zip(nominals, wanted, strict=True):
        reasons: dict[UUID, list[str]] = defaultdict(list)
        for subject in named.get(_person(nominal.name, nominal.born), ()):
            reasons[subject].append("the subject has this name and date of birth")
        for key, why in keys.items():
            for subject in carried.get(key, ()):
                reasons[subject].append(why)
        found += [Match(nominal, subject, tuple(reasons[subject])) for subject in sorted(reasons)]
    return found


def _keys(nominal: Nominal) -> dict[_Key, str]:
    """Return the normal forms of what a nominal states, each with the reason that a match on it is."""
    born = nominal.born.isoformat() if nominal.born else None
    stated = [(CaptureKind.NAME, nominal.name, "a referral states this name and date of birth")] if born else []
    stated += [(CaptureKind.ADDRESS, each, f"a referral states the address {each}") for each in nominal.addresses]
    stated += [(CaptureKind.EMAIL, each, f"a referral states the e-mail address {each}") for each in nominal.emails]
    stated += [(CaptureKind.PHONE, each, f"a referral states the telephone number {each}") for each in nominal.phones]
    found = {}
    for kind, value, why in stated:
        made = recognise(ParsedCapture("$", kind, value, born=born if kind is CaptureKind.NAME else None), None)
        if made.selector is not None and made.refused is None:
            found[made.selector.kind.value, made.selector.normal] = why
    return found


def _carriers(act: Act, keys: set[_Key]) -> Mapping[_Key, list[UUID]]:
    """Return the canonical subjects whose referrals carry each selector; one in too many referrals says nothing."""
    found: dict[_Key, set[UUID]] = defaultdict(set)
    captures = Capture.objects.filter(
        org_id=act.actor.org,
        selector__kind__in={kind for kind, _ in keys},
        selector__normal__in={normal for _, normal in keys},
        selector__capped=False,
        referral__subject__isnull=False,
    )
    for kind, normal, subject in captures.values_list("selector__kind", "selector__normal", "referral__subject"):
        if (kind, normal) in keys:
            found[kind, normal].add(subject)
    ends = _ends({each for group in found.values() for each in group})
    return {key: sorted({ends[each] for each in group}) for key, group in found.items()}


def _ends(keys: set[UUID]) -> dict[UUID, UUID]:
    """Return the end of each chain of aliases, as far as it is in sight."""
    above: dict[UUID, UUID] = {}
    front = set(keys)
    while front:
        rows = Subject.objects.filter(pk__in=front).values_list("pk", "alias_of")
        step = {key: end for key, end in rows if end is not None}
        above |= step
        front = set(step.values()) - set(above)
    ends = {}
    for key in keys:
        end = key
        while end in above:
            end = above[end]
        ends[key] = end
    return ends


def _named(act: Act, nominals: Sequence[Nominal]) -> Mapping[_Key, list[UUID]]:
    born = {each.born for each in nominals if each.born is not None}
    own = Q(org_id=act.actor.org, alias_of__isnull=True, name__isnull=False, dob__in=born)
    found: dict[_Key, list[UUID]] = defaultdict(list)
    for key, name, dob in Subject.objects.filter(own).values_list("pk", "name", "dob"):
        found[_person(str(name), dob)].append(key)
    return found


def _person(name: str, born: date | None) -> _Key:
    """Return a name, whatever the order of its words, with a day; without one it matches nobody."""
    return (" ".join(sorted(plain_name(name).split())), born.isoformat() if born else "no date of birth")
