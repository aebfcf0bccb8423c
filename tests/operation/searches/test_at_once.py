"""Two at once about one search: it is authorised once, and no child that is recorded meanwhile slips past the gate."""

from operation.children.test_children import HERS, SAID
from operation.searches import force
from operation.searches.force import OTHER, Made, call, fails, second
from operation.subjects.test_gathering import by
from operation.tasks.desk import events, named_once
from operation.test_races import race
from understone.operation.children import services as children
from understone.operation.clockwork import tick
from understone.operation.errors import Conflict, GuardRefused, TransitionRefused
from understone.operation.models import Search
from understone.operation.searches import doing

HOLD = "SELECT 1 FROM subject FOR UPDATE"


def test_of_two_who_authorise_a_search_at_once_one_does(search: Made) -> None:
    owner, key = search
    rev = doing.ready(call(), key).rev
    found = race(owner, HOLD, lambda: doing.authorise(second(rev), key), lambda: doing.authorise(second(rev), key))
    (lost,) = [each for each in found if isinstance(each, Exception)]
    assert isinstance(lost, Conflict | TransitionRefused)
    assert len(events(owner, "search.authorised")) == 1
    named_once(owner)


def test_of_two_who_make_it_ready_at_once_one_does(search: Made) -> None:
    owner, key = search
    found = race(owner, HOLD, lambda: doing.ready(call(), key), lambda: doing.ready(call(OTHER), key))
    (lost,) = [each for each in found if isinstance(each, Exception)]
    assert isinstance(lost, TransitionRefused)
    assert len(events(owner, "search.ready")) == 1


def test_a_child_that_is_recorded_while_a_search_is_made_ready_stops_it_before_or_after(search: Made) -> None:
    owner, key = search
    about, _ = force.subject()
    made, child = race(
        owner, HOLD, lambda: doing.ready(call(), key), lambda: children.record(by(), about.pk, SAID, HERS)
    )
    assert not isinstance(child, Exception)
    if isinstance(made, Exception):
        assert isinstance(made, GuardRefused)
    else:
        tick()
    assert fails(key) == {"G2.5"}
    assert force.seen(Search, key).state == "planned"
    named_once(owner)


def test_a_child_that_is_recorded_while_the_door_is_opened_comes_before_or_after(search: Made) -> None:
    owner, key = search
    about, _ = force.subject()
    force.authorised(key)
    done, child = race(
        owner, HOLD, lambda: doing.execute(call(), key, "nothing"), lambda: children.record(by(), about.pk, SAID, HERS)
    )
    assert not isinstance(child, Exception)
    refused = isinstance(done, GuardRefused)
    assert refused or done.executed_at < child.recorded_at, "whoever comes second knows of the first"
    assert len(events(owner, "search.executed")) == (0 if refused else 1)
