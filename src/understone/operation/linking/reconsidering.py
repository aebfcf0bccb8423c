"""What is linked already follows rules that were changed: selector by selector, until all are as the rules say.

Each call does some of them and says how many: stopped and begun again it goes on, for what is done is as it should be.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from understone.operation.linking import engine, kept, local_rules
from understone.operation.linking import services as linking
from understone.operation.linking.models import LinkCarrier
from understone.operation.linking.nodes import NodeKey, SelectorKey
from understone.operation.linking.rules import Rules
from understone.operation.queries import fetched
from understone.operation.selectors.models import Selector
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering

ACTION = "link.decide"
SOME = 200


def reconsider(call: Call, *, at_most: int = SOME) -> int:
    """Link some of what an older version of the rules led to anew; return how many selectors and components: 0 is all.

    Ledger: each link that changed, selector.capped, selector.added. Raises `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)
        now = local_rules.current()
        selectors = _selectors(act, now.rules, at_most)
        components = _components(act, now.rules, at_most)
        keys = {*_carriers(act, selectors), *components}
        if not keys:
            return 0
        outcome = engine.reconsider(keys, kept.PostgresPostings(act), now.rules)
        linked = linking.Linked(outcome, kept.write(act, outcome, now.number))
        linking.record(act, linked)
        act.change_all(selectors, [{"capped": not row.capped} for row in selectors])
        for row in selectors:
            told: dict[str, Any] = {"kind": row.kind, "degree": row.degree}
            if row.capped:
                edges = linked.unsure.get(SelectorKey(row.kind, row.normal), 0)
                act.record("selector.capped", row, {**told, "edges_unsure": edges}, naming=[row], system=True)
            else:
                act.record("selector.added", row, {**told, "strength": row.strength}, naming=[row], system=True)
        gathering.follow(act, [group.component.members for group in outcome.regrouped])
        return len(selectors) + len(components)


def _selectors(act: Act, rules: Rules, at_most: int) -> list[Selector]:
    """Return selectors whose mark does not say what the rules say."""
    over = Q(strength="S", degree__gt=rules.cap_strong) | Q(strength="M", degree__gt=rules.cap_medium)
    wrong = (over & Q(capped=False)) | (~over & Q(capped=True))
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
    return list(Selector.objects.select_for_update().filter(wrong, **own).order_by("pk")[:at_most])


def _carriers(act: Act, selectors: Sequence[Selector]) -> set[NodeKey]:
    wanted = {(row.kind, row.normal) for row in selectors}
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp, "normal__among": [normal for _, normal in wanted]}
    found = LinkCarrier.objects.filter(**own).values_list("kind", "normal", "node")
    return {bytes(node) for kind, normal, node in found if (kind, normal) in wanted}


def _components(act: Act, rules: Rules, at_most: int) -> list[NodeKey]:
    """Return a node of each component whose mark of its size does not say what the rules say."""
    found = fetched(
        "SELECT component FROM link_node WHERE org_id = %s AND comp_id = %s"
        " GROUP BY component HAVING (count(*) > %s) <> bool_or(oversized) LIMIT %s",
        (act.actor.org, act.actor.comp, rules.oversized, at_most),
    )
    return [bytes(component) for (component,) in found]
