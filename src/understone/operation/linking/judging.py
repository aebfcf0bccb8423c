"""People's judgements on two referrals: one person, two persons, not sure; and the undoing of one."""

from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.linking import engine, kept, local_rules
from understone.operation.linking import services as linking
from understone.operation.linking.edges import Judgement, pair
from understone.operation.linking.models import LinkNode, SubjectLink
from understone.operation.referrals.models import Referral
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering

ACTION = "link.decide"
_EVENTS = {Verdict.POSITIVE: "link.made", Verdict.NEGATIVE: "link.declined", Verdict.UNSURE: "link.unsure"}


def judge(call: Call, first: UUID, second: UUID, verdict: Verdict) -> SubjectLink:
    """Let a person's judgement count, and bring the subjects after it. Raises `Disagreement`, `NoSuchRecord`."""
    with acting(call, ACTION) as act:
        linking.alone(act)
        return judge_in(act, act.get(Referral, first), act.get(Referral, second), verdict)


def judge_in(act: Act, first: Referral, second: Referral, verdict: Verdict) -> SubjectLink:
    """The same inside a call that holds the compartment alone."""
    reason = act.reason(f"referrals {first.pk} and {second.pk}")
    a, b = pair(bytes(first.node), bytes(second.node))
    if a == b:
        raise InputRefused(f"referral {first.pk}", "both are one tip and its supplement", "name two different tips")
    in_sight(act, [a, b])
    (row,) = act.insert(
        [
            SubjectLink(
                **act.made(
                    kind=SubjectLink.Kind.JUDGEMENT,
                    a=a,
                    b=b,
                    via="",
                    by_id=act.actor.user,
                    state=verdict.value,
                    reason=reason,
                    at=act.now,
                )
            )
        ]
    )
    told: dict[str, Any] = {"referral_a": str(first.pk), "referral_b": str(second.pk), "via": "judgement"}
    act.record(_EVENTS[verdict], row, {**told, "reason": reason}, naming=[row])
    said = Judgement(a, b, verdict, str(act.actor.user), act.now, reason)
    _conclude(act, said, kept.PostgresPostings(act, without=row.pk))
    return row


def withdraw(call: Call, key: UUID) -> SubjectLink:
    """Undo a judgement; the row stays and says when."""
    with acting(call, ACTION) as act:
        linking.alone(act)
        row = act.get(SubjectLink, key, expected=call.expected)
        if row.kind != SubjectLink.Kind.JUDGEMENT or row.withdrawn_at is not None:
            raise NoSuchRecord("judgement that stands", str(key))
        reason = act.reason(f"link {key}")
        said = Judgement(
            bytes(row.a), bytes(row.b), Verdict(row.state), str(row.by_id), row.at, row.reason or "", withdrawn=True
        )
        in_sight(act, [said.a, said.b])
        act.change(row, state="withdrawn", withdrawn_at=act.now)
        act.record("link.withdrawn", row, {"link_id": str(row.pk), "reason": reason}, naming=[row])
        _conclude(act, said, kept.PostgresPostings(act))
        return row


def in_sight(act: Act, keys: list[bytes]) -> None:
    """Refuse where the components hold a referral that the actor may not see. Raises `NoSuchRecord`."""
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
    components = LinkNode.objects.filter(key__in=keys, **own).values_list("component", flat=True)
    nodes = set(
        map(bytes, LinkNode.objects.filter(component__in=list(components), **own).values_list("key", flat=True))
    )
    seen = set(map(bytes, Referral.objects.filter(node__in=list(nodes), **own).values_list("node", flat=True)))
    if nodes - seen:
        raise NoSuchRecord("way to judge this here", "a part of it is out of your sight: call the duty commander")


def _conclude(act: Act, said: Judgement, postings: kept.PostgresPostings) -> None:
    now = local_rules.current()
    outcome = engine.judge(said, postings, now.rules)
    linking.record(act, linking.Linked(outcome, kept.write(act, outcome, now.number)))
    gathering.follow(act, [group.component.members for group in outcome.regrouped])
