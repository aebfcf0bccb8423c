"""Two persons change linking's numbers; what is there follows, and what the old ones led to can be found again."""

from dataclasses import replace

import pytest

from operation.linking.worlds import state
from operation.looking_on import key_of
from operation.referrals.test_intake import events, holds, take, tip
from operation.subjects.test_gathering import by, grade, subject_of
from operation.subjects.test_restricting import mail, named_once
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import InputRefused, NotPermitted
from understone.operation.linking import engine, local_rules
from understone.operation.linking.memory import MemoryPostings
from understone.operation.linking.reconsidering import reconsider
from understone.operation.linking.rules import Rules
from understone.operation.models import Referral, Selector, SubjectLink
from understone.operation.organisations.services import set_link_rules
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.referrals.recognising import node, recognise
from understone.operation.service import Call


def handle(value: str) -> ParsedCapture:
    return ParsedCapture(f"$.handle[{value}]", CaptureKind.HANDLE, value, service="examplechat")


TIPS = [tip(number, mail("shared@example.org"), handle("sam_01"), ref=f"A-{number}") for number in range(8)]


def set_rules(rules: Rules, who: str = "AD-1", second: str = "CO-1") -> int:
    return set_link_rules(Call(as_(who), reason="one school, one network"), as_(second), rules)


def follow() -> int:
    total = 0
    while done := reconsider(by("AN-1"), at_most=1):
        total += done
    return total


def edges() -> set[str]:
    with working(as_("AN-1")):
        return set(SubjectLink.objects.filter(kind="edge").values_list("state", flat=True))


def test_capped_values_link_again_under_a_higher_cap_and_no_more_under_a_lower_one(operation: str) -> None:
    """Eight tips share an address and a handle: too many by the rules that are shipped, few by the changed ones."""
    take(*TIPS)
    for number in range(8):
        grade(f"A-{number}")
    assert subject_of("A-0") is None
    assert set_rules(Rules(cap_medium=10)) == 1
    assert follow() > 0
    assert edges() == {"positive"}
    assert {subject_of(f"A-{number}") for number in range(8)} == {"S-1"}
    with working(as_("AN-1")):
        assert not Selector.objects.filter(capped=True).exists()
    assert set_rules(Rules()) == 2
    assert follow() > 0
    assert "positive" not in edges()
    assert len({subject_of(f"A-{number}") for number in range(8)}) == 8
    assert follow() == 0
    assert events(operation)["config.changed"] == 2
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_component_is_oversized_by_the_rules_of_the_day(operation: str) -> None:
    take(*TIPS[:4])
    set_rules(Rules(oversized=3))
    assert follow() == 1
    with working(as_("AN-1")):
        keys = set(Referral.objects.values_list("pk", flat=True))
    assert len(keys) == 4
    set_rules(Rules())
    assert follow() == 1
    assert follow() == 0


def test_an_old_result_is_made_again_by_its_version_of_the_rules(operation: str) -> None:
    """PEERS.md, versioned local rules (AviaTor): each link says of which version it follows."""
    set_rules(Rules(cap_medium=10))
    take(*TIPS)
    set_rules(Rules())
    with working(as_("AN-1")):
        assert set(SubjectLink.objects.values_list("rules", flat=True)) == {1}
    again = MemoryPostings()
    nodes = []
    for each in TIPS:
        assert hasattr(each.read, "captures")
        recognised = [recognise(capture, None, documentation=True) for capture in each.read.captures]
        nodes.append(node(key_of("examplechat", each.read), recognised))
    again.write(engine.link(nodes, again, local_rules.version(1).rules))
    (component,) = {component.members for component in again.all_components.values()}
    assert len(component) == 8
    now = MemoryPostings()
    now.write(engine.link(nodes, now, local_rules.current().rules))
    assert state(now) != state(again)
    assert local_rules.version(0).rules == Rules()


def test_only_two_persons_and_only_numbers_that_make_sense(operation: str) -> None:
    for who, second in (("AN-1", "CO-1"), ("AD-1", "AP-1"), ("CO-1", "CO-2")):
        with pytest.raises(NotPermitted):
            set_rules(Rules(cap_medium=10), who, second)
    for wrong in (Rules(), Rules(cap_medium=60), Rules(cap_strong=1), replace(Rules(), proposals=0)):
        with pytest.raises(InputRefused):
            set_rules(wrong)
    assert local_rules.current().number == 0
