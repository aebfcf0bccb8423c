"""The rows and the ledger entries of what intake decided, a batch at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from understone.exchange.package_terms import Bool3
from understone.operation import bulk, machines
from understone.operation.access.permissions import SYSTEM
from understone.operation.linking import local_rules
from understone.operation.linking.models import LinkValue
from understone.operation.linking.nodes import SelectorKey
from understone.operation.linking.rules import Rules
from understone.operation.organisations.models import Organisation
from understone.operation.referrals.models import Capture, Original, Quarantined, Referral, ReferralPart
from understone.operation.referrals.parsed import ParsedReferral, Tip, Unreadable
from understone.operation.referrals.recognising import Recognised
from understone.operation.selectors.models import Selector
from understone.operation.service import Act
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota


@dataclass(frozen=True, slots=True)
class Source:
    """Whose tips these are, and the country that its entry states for national numbers.

    `documentation` lets addresses reserved for documentation pass as public: in tests and the demonstration alone.
    """

    organisation: Organisation
    country: str | None = None
    documentation: bool = False


@dataclass(slots=True)
class Incoming:
    """A tip on its way in, with its digests, its node, and what is made of its captures."""

    tip: Tip
    original_digest: str
    read: ParsedReferral | None
    content_digest: str = ""
    node: bytes = b""
    recognised: list[Recognised] = field(default_factory=list)


@dataclass(slots=True)
class Selectors:
    """The selectors of a batch by kind and normal form; those that are new, and those that were there."""

    rows: dict[tuple[str, str], Selector]
    new: list[Selector]
    there: list[Selector]
    capped: dict[tuple[str, str], int]


def write_originals(act: Act, incoming: Sequence[Incoming]) -> None:
    """Keep the bytes of each, once."""
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
    rows = [Original(digest=each.original_digest, content=each.tip.original, **own) for each in incoming]
    bulk.insert(rows, skip_conflicts=True)


def write_referrals(act: Act, source: Source, new: Sequence[Incoming], received_at: datetime) -> Sequence[Referral]:
    """Write new referrals, each with its owner and due time."""
    if not new:
        return []
    rota = Rota(act, "IO")
    state = machines.transition("referral", machines.START, "imported", act.actor.role).next_state
    return act.insert([_referral(act, source, each, state, rota, received_at) for each in new])


def _referral(act: Act, source: Source, each: Incoming, state: str, rota: Rota, received_at: datetime) -> Referral:
    read = _read(each)
    return Referral(
        **act.made(
            state=state,
            owner_id=rota.next(),
            due=act.now + clocks.referral_received(urgent=read.urgent, child_named=read.child_named),
            source=source.organisation,
            source_ref=read.source_ref,
            urgent=read.urgent,
            child_named=read.child_named,
            node=each.node,
            **_content(each, received_at),
        )
    )


def _content(each: Incoming, received_at: datetime) -> dict[str, Any]:
    read = _read(each)
    return {
        "received_at": read.received_at or received_at,
        "original_digest": each.original_digest,
        "content_digest": each.content_digest,
        "format": read.format,
        "parsed": read.content,
        "notes": [[note.json_path, note.code, note.text] for note in read.notes],
    }


def _read(each: Incoming) -> ParsedReferral:
    assert each.read is not None
    return each.read


def write_parts(act: Act, parts: Sequence[tuple[Incoming, Referral]], received_at: datetime) -> Sequence[ReferralPart]:
    """Write supplements."""
    return act.insert(
        [ReferralPart(**act.made(referral=whole, **_content(each, received_at))) for each, whole in parts]
    )


def write_selectors(act: Act, incoming: Sequence[Incoming]) -> Selectors:
    """Write each selector that the batch met: new, or with a new spelling, strength or degree."""
    met: dict[tuple[str, str], list[Recognised]] = {}
    for each in incoming:
        for found in each.recognised:
            if found.selector is not None:
                met.setdefault((found.selector.kind.value, found.selector.normal), []).append(found)
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp, "normal__among": [normal for _, normal in met]}
    held = {
        key: row
        for row in Selector.objects.select_for_update().filter(**own).order_by("pk")
        if (key := (row.kind, row.normal)) in met
    }
    degrees = {
        (kind, normal): degree
        for kind, normal, degree in LinkValue.objects.filter(**own).values_list("kind", "normal", "degree")
    }
    rules = local_rules.current().rules
    missing: list[dict[str, Any]] = []
    there: list[Selector] = []
    fields: list[dict[str, Any]] = []
    passed: dict[tuple[str, str], int] = {}
    for key, ways in met.items():
        row = held.get(key)
        told = _selector_fields(ways, row, degrees.get(key, 0), rules)
        if told["capped"] and (row is None or not row.capped):
            passed[key] = told["degree"]
        if row is None:
            missing.append({"kind": key[0], "normal": key[1], **told})
        else:
            there.append(row)
            fields.append(told)
    new = act.many(Selector, missing)
    act.insert(new)
    act.change_all(there, fields)
    return Selectors({**held, **{(row.kind, row.normal): row for row in new}}, new, there, passed)


def _selector_fields(found: Sequence[Recognised], row: Selector | None, degree: int, rules: Rules) -> dict[str, Any]:
    raw = {each.capture.value for each in found}
    verified = {each.capture.verified for each in found}
    strengths = {each.selector.strength.value for each in found if each.selector is not None}
    odd = all(each.selector is not None and each.selector.confusable for each in found)
    if row is not None:
        raw |= set(row.raw)
        verified.add(Bool3(row.verified))
        strengths.add(row.strength)
        odd = odd and row.confusable
    strength = min(strengths, key="SMW".index)
    return {
        "raw": sorted(raw),
        "verified": next(each.value for each in (Bool3.YES, Bool3.NO, Bool3.UNKNOWN) if each in verified),
        "strength": strength,
        "degree": degree,
        "capped": rules.caps(strength, degree),
        "confusable": odd,
    }


def write_captures(
    act: Act, places: Sequence[tuple[Incoming, Referral, ReferralPart | None]], selectors: Selectors
) -> dict[int, list[Capture]]:
    """Write the captures of each tip; return them by the identity of the tip."""
    fields: list[dict[str, Any]] = []
    counts: list[int] = []
    for each, referral, part in places:
        counts.append(len(each.recognised))
        for found in each.recognised:
            said, selector = found.capture, found.selector
            fields.append(
                {
                    "referral_id": referral.pk,
                    "part_id": None if part is None else part.pk,
                    "json_path": said.json_path,
                    "kind": said.kind.value,
                    "value": said.value,
                    "port": said.port,
                    "occurred_at": said.occurred_at,
                    "raw_time": said.raw_time,
                    "offset_known": said.offset_known,
                    "event": said.event.value,
                    "proxy": said.proxy.value,
                    "viewed_by_source": said.viewed_by_source.value,
                    "selector_id": None
                    if selector is None
                    else selectors.rows[selector.kind.value, selector.normal].pk,
                    "refused": found.refused,
                }
            )
    rows = iter(act.insert(act.many(Capture, fields)))
    return {id(each): list(islice(rows, count)) for (each, _, _), count in zip(places, counts, strict=True)}


def record_import(act: Act, source: Source, each: Incoming, referral: Referral, captures: Sequence[Capture]) -> None:
    """Tell the ledger of a new referral and its captures."""
    told: dict[str, Any] = {
        "source": source.organisation.code,
        "source_ref": referral.source_ref,
        "format": referral.format,
        "original_digest": each.original_digest,
        "content_digest": each.content_digest,
        "urgent": referral.urgent,
    }
    act.record("referral.imported", referral, told, naming=[referral, *captures])


def lock_as_they_are(act: Act, referrals: Sequence[Referral]) -> None:
    """Lock referrals that get supplements, and bring them up to date: one may have been closed since it was read."""
    rows = {row.pk: row for row in referrals if row.pk not in act.unnamed}
    fields = ("state", "rev", "owner_id", "due", "urgent", "child_named", "subject_id", "roots")
    for now in Referral.objects.select_for_update().filter(pk__among=list(rows)).order_by("pk"):
        for name in fields:
            setattr(rows[now.pk], name, getattr(now, name))


def supplement(act: Act, referral: Referral, part: ReferralPart, captures: Sequence[Capture]) -> None:
    """Tell of a supplement; a closed referral opens again, and somebody has to look at it anew."""
    state = referral.state
    after = machines.transition("referral", state, "supplemented", SYSTEM).next_state
    named: list[Any] = [part, *captures]
    if after != state:
        rota = Rota(act, "IO")
        due = act.now + clocks.referral_received(urgent=referral.urgent, child_named=referral.child_named)
        act.change(referral, state=after, owner_id=rota.next(), due=due)
        named.append(referral)
    told: dict[str, Any] = {"part_digest": part.content_digest, "reopened": after != state}
    act.record("referral.supplemented", referral, told, naming=named, system=True)
    if after != state:
        setting.set_for(act, [referral], "look_again")


def record_selectors(act: Act, selectors: Selectors, unsure: Mapping[SelectorKey, int]) -> None:
    """Tell of selectors that were added, and of those that passed their cap, with how many edges that made unsure."""
    for row in (*selectors.new, *selectors.there):
        degree = selectors.capped.get((row.kind, row.normal))
        if degree is not None:
            edges = unsure.get(SelectorKey(row.kind, row.normal), 0)
            told: dict[str, Any] = {"kind": row.kind, "degree": degree, "edges_unsure": edges}
            act.record("selector.capped", row, told, naming=[row], system=True)
        else:
            told = {"kind": row.kind, "strength": row.strength, "degree": row.degree}
            act.record("selector.added", row, told, naming=[row], system=True)


def quarantine(act: Act, source: Source, unread: Sequence[Incoming], received_at: datetime) -> None:
    """Keep what could not be read, with an owner who repairs it."""
    if not unread:
        return
    rota = Rota(act, "IO")
    state = machines.transition("referral", machines.START, "quarantined", SYSTEM).next_state
    rows = []
    for each in unread:
        why = each.tip.read
        assert isinstance(why, Unreadable)
        rows.append(
            Quarantined(
                **act.made(
                    state=state,
                    owner_id=rota.next(),
                    due=act.now + clocks.span("referral quarantined"),
                    source=source.organisation,
                    received_at=received_at,
                    original_digest=each.original_digest,
                    place=why.where,
                    error_code=why.code,
                    error_text=why.text,
                )
            )
        )
    act.insert(rows)
    for row in rows:
        told = {
            "source": source.organisation.code,
            "original_digest": row.original_digest,
            "error_code": row.error_code,
        }
        act.record("referral.quarantined", row, told, naming=[row], system=True)
    setting.set_for(act, rows, "repair")


def record_seen_again(act: Act, source: Source, each: Incoming, received_at: datetime) -> None:
    """Tell that the same bytes or content came again: nothing else changes."""
    told: dict[str, Any] = {
        "source": source.organisation.code,
        "source_ref": None if each.read is None else each.read.source_ref,
        "original_digest": each.original_digest,
        "received_at": received_at.isoformat(),
    }
    act.record("referral.seen_again", None, told, naming=[])
