"""Two leads who do the same for a child at once: it is done once, and the other is told."""

import pytest

from operation.children.test_deciding import LEAD, actions, by, in_, known, seen, tasks
from operation.subjects.test_restricting import named_once
from operation.test_races import race, row_of, sorted_out
from understone.exchange.package_terms import Bool3
from understone.operation.children import deciding
from understone.operation.children.actions import ActionKind
from understone.operation.errors import Conflict, InputRefused, TransitionRefused
from understone.operation.models import Child, SafeguardingAction, Subject


@pytest.mark.parametrize("aware", [False, True], ids=["from where it stands", "with the revision that they saw"])
def test_of_two_who_decide_on_a_child_one_does(operation: str, subject: Subject, aware: bool) -> None:
    child = known(subject)
    row = deciding.assess(by(), child.pk, Bool3.NO)
    call = by(expected=row.rev) if aware else by()
    what = [in_(1, ActionKind.STRATEGY_DISCUSSION), in_(5)]
    contest = [lambda: deciding.decide(call, child.pk, what)] * 2
    won, refused = sorted_out(race(operation, row_of(Child, child.pk), *contest))
    assert (len(won), [type(each) for each in refused]) == (1, [Conflict if aware else TransitionRefused])
    assert (seen(child).state, seen(child).rev) == ("decided", 3)
    assert [each.kind for each in actions(child)] == ["strategy_discussion", "safety_plan"]
    assert set(tasks(child)) == {"have it done", "do"}
    assert named_once(operation) == []


def test_what_two_say_was_done_was_done_once(operation: str, subject: Subject) -> None:
    child = known(subject)
    deciding.assess(by(), child.pk, Bool3.NO)
    deciding.decide(by(), child.pk, [in_(5)])
    (action,) = actions(child)
    contest = [
        lambda said=said: deciding.done(by(), action.pk, said) for said in ("he moved out", "he lives elsewhere")
    ]
    won, refused = sorted_out(race(operation, row_of(SafeguardingAction, action.pk), *contest))
    assert (len(won), [type(each) for each in refused]) == (1, [InputRefused])
    assert (seen(child).state, seen(child).owner.pseudonym) == ("safeguarded", LEAD)  # type: ignore[union-attr]
    assert set(tasks(child)) == {"review"}
    assert named_once(operation) == []
