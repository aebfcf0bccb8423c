"""What becomes of a batch of tips: each ends in exactly one way, and the ways add up (specification §4 and §7).

A new referral, a supplement of one that is there, seen again, or quarantined.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from understone import canonical_json
from understone.operation.access import hiding
from understone.operation.deconfliction import tagging
from understone.operation.linking import services as linking
from understone.operation.linking.nodes import node_key
from understone.operation.referrals import storing
from understone.operation.referrals.models import Quarantined, Referral, ReferralPart
from understone.operation.referrals.parsed import Tip, Unreadable
from understone.operation.referrals.recognising import node, recognise
from understone.operation.referrals.storing import Incoming, Source
from understone.operation.service import Act
from understone.operation.subjects import gathering
from understone.operation.tasks import clocks, setting

_LOOK_ACROSS = ("deconfliction hit", "acknowledgement by each side")


class Fate(StrEnum):
    """What became of a tip."""

    IMPORTED = "imported"
    SUPPLEMENTED = "supplemented"
    SEEN_AGAIN = "seen_again"
    QUARANTINED = "quarantined"


def understood(source: Source, tips: Sequence[Tip]) -> list[Incoming]:
    """Return tips with digests, node, and what is made of their captures: all that needs no database."""
    return [_incoming(source, tip) for tip in tips]


def take_in_within(
    act: Act, source: Source, incoming: Sequence[Incoming], received_at: datetime, *, by_hand: bool = False
) -> Counter[Fate]:
    """Take in a batch of one source in a call under way; return how many ended how: they add up.

    `by_hand`: a person wrote these bytes, and may store so many selectors an hour. Raises `LimitReached`.
    """
    linking.alone(act)
    return _take_in(act, source, incoming, received_at, by_hand=by_hand)


def _incoming(source: Source, tip: Tip) -> Incoming:
    digest = hashlib.sha256(tip.original).hexdigest()
    if isinstance(tip.read, Unreadable):
        return Incoming(tip, digest, None)
    content = hashlib.sha256(canonical_json.dumps(tip.read.content)).digest()
    node = node_key(source.organisation.code, tip.read.source_ref, content)
    found = [recognise(each, source.country, documentation=source.documentation) for each in tip.read.captures]
    return Incoming(tip, digest, tip.read, content.hex(), node, found)


def _take_in(
    act: Act, source: Source, incoming: Sequence[Incoming], received_at: datetime, *, by_hand: bool
) -> Counter[Fate]:
    sorted_out = _sort_out(_There.of(act, source, incoming), incoming)
    new, unread = sorted_out.new, sorted_out.unread
    storing.write_originals(act, [*new, *unread, *(each for each, _ in sorted_out.parts)])
    rows = dict(zip(map(id, new), storing.write_referrals(act, source, new, received_at), strict=True))
    parts = [(each, whole if isinstance(whole, Referral) else rows[id(whole)]) for each, whole in sorted_out.parts]
    part_rows = storing.write_parts(act, parts, received_at)
    nodes = [node(each.node, each.recognised) for each in (*new, *(each for each, _ in parts))]
    links = linking.link(act, nodes)
    selectors = storing.write_selectors(act, [*new, *(each for each, _ in parts)])
    places: list[tuple[Incoming, Referral, ReferralPart | None]] = [(each, rows[id(each)], None) for each in new]
    places += [(each, whole, part) for (each, whole), part in zip(parts, part_rows, strict=True)]
    captures = storing.write_captures(act, places, selectors)
    for each in new:
        storing.record_import(act, source, each, rows[id(each)], captures[id(each)])
    storing.lock_as_they_are(act, [whole for _, whole in parts])
    for (each, whole), part in zip(parts, part_rows, strict=True):
        storing.supplement(act, whole, part, captures[id(each)])
    gathering.supplemented(act, [whole for _, whole in parts])
    storing.record_selectors(act, selectors, links.unsure)
    linking.record(act, links)
    gathering.follow(act, [group.component.members for group in links.outcome.regrouped if group.before])
    setting.set_for(act, list(rows.values()), "triage")
    _ask_keepers(act, [*rows.values(), *(whole for _, whole in parts)])
    storing.quarantine(act, source, unread, received_at)
    for each in sorted_out.again:
        storing.record_seen_again(act, source, each, received_at)
    if by_hand:
        tagging.count_stored(act, selectors.new)
    tagging.tag(act, [*selectors.new, *selectors.there], "repair" if by_hand else "import")
    ended = {
        Fate.IMPORTED: len(new),
        Fate.SUPPLEMENTED: len(parts),
        Fate.SEEN_AGAIN: len(sorted_out.again),
        Fate.QUARANTINED: len(unread),
    }
    return +Counter(ended)


def _ask_keepers(act: Act, referrals: Sequence[Referral]) -> None:
    """Let those who keep a restricted subject know of tips that meet it; whoever takes them in does not."""
    keys = list({row.pk for row in referrals})
    for asked in hiding.ask_keepers(keys, clocks.span(*_LOOK_ACROSS), act.op_id):
        act.noted([hiding.Written("task", asked.task, 1)])
        told = setting.as_told(f"referral/{asked.tip}", "look across", asked.owner, asked.due)
        act.record("task.set", f"task/{asked.task}", told, untold=True)


@dataclass(slots=True)
class _SortedOut:
    """A batch by what becomes of each tip. A supplement goes to a referral that is there, or to one of the batch."""

    new: list[Incoming] = field(default_factory=list)
    parts: list[tuple[Incoming, "Referral | Incoming"]] = field(default_factory=list)
    again: list[Incoming] = field(default_factory=list)
    unread: list[Incoming] = field(default_factory=list)


def _sort_out(there: "_There", incoming: Sequence[Incoming]) -> _SortedOut:
    made = _SortedOut()
    refs: dict[str, Referral | Incoming] = dict(there.by_ref)
    for each in incoming:
        if each.read is None:
            (made.again if each.original_digest in there.quarantined else made.unread).append(each)
            there.quarantined.add(each.original_digest)
            continue
        if each.content_digest in there.contents:
            made.again.append(each)
            continue
        there.contents.add(each.content_digest)
        ref = each.read.source_ref
        if ref is not None and ref in refs:
            made.parts.append((each, refs[ref]))
            continue
        made.new.append(each)
        if ref is not None:
            refs[ref] = each
    return made


@dataclass(slots=True)
class _There:
    """What is there already of the tips that come in."""

    contents: set[str]
    quarantined: set[str]
    by_ref: dict[str, Referral]

    @classmethod
    def of(cls, act: Act, source: Source, incoming: Sequence[Incoming]) -> "_There":
        own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
        digests = [each.content_digest for each in incoming if each.read is not None]
        originals = [each.original_digest for each in incoming if each.read is None]
        refs = [each.read.source_ref for each in incoming if each.read is not None and each.read.source_ref is not None]
        whose = {"source": source.organisation, **own}
        contents = set(
            Referral.objects.filter(content_digest__among=digests, **whose).values_list("content_digest", flat=True)
        )
        contents |= set(
            ReferralPart.objects.filter(
                content_digest__among=digests, referral__source=source.organisation, **own
            ).values_list("content_digest", flat=True)
        )
        quarantined = Quarantined.objects.filter(original_digest__among=originals, **whose)
        return cls(
            contents,
            set(quarantined.values_list("original_digest", flat=True)),
            {
                str(referral.source_ref): referral
                for referral in Referral.objects.filter(source_ref__among=refs, **whose).order_by("-id")
            },
        )
