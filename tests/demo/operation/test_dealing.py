"""The decks of the demonstration, dealt: every count exact, and nothing dealt that could not be played."""

import functools

import pytest

from understone.demo.operation import answers, counting, dealing, decks
from understone.demo.operation.decks import DAYS, Scale
from understone.demo.operation.drafts import Draft
from understone.demo.operation.plan import Outcome, Plan, Trap
from understone.exchange.package_terms import Band, Letter
from understone.operation.risk import model
from understone.operation.routing.districts import force_of

dealt = functools.cache(dealing.deal)
SOME = [(Scale.FULL, 1), (Scale.FULL, 2026), *((Scale.SMALL, seed) for seed in range(1, 21))]
both = pytest.mark.parametrize("scale", list(Scale))


@pytest.mark.parametrize(("scale", "seed"), SOME)
def test_every_line_of_the_table_is_a_count_over_the_plan(scale: Scale, seed: int) -> None:
    wanted = {line: count for line, count in decks.of(scale).counts.items() if count}
    assert dict(counting.counts(dealt(scale, seed))) == wanted


@both
def test_the_same_seed_deals_the_same_and_another_one_something_else(scale: Scale) -> None:
    assert dealing.deal(scale, 1) == dealt(scale, 1)
    assert dealt(scale, 1).people != dealt(scale, 2026 if scale is Scale.FULL else 2).people


def test_the_full_one_comes_to_the_published_totals() -> None:
    plan = dealt(Scale.FULL, 1)
    arrested = [each for each in plan.people if each.outcome is Outcome.ARRESTED]
    counted = [each for each in plan.children if each.counted]
    assert len({each.force for each in arrested}) == 45
    assert len(arrested) == 660
    assert sum(each.prior == "registered" for each in arrested) == 39
    assert sum(bool(each.searched_on) for each in plan.premises) == 833
    assert sum(each.parent is None and each.examined > 0 for each in plan.devices) == 9172
    assert (len(counted), sum(each.immediate for each in counted)) == (431, 127)
    assert sum(len(each.tips) for each in plan.people) + len(plan.closed) == 2345


@both
def test_everybody_s_answers_lead_the_model_to_their_band(scale: Scale) -> None:
    plan = dealt(scale, 1)
    caring = {person for child in plan.children if child.in_care for person in child.people}
    urgent = {person for child in plan.children if child.immediate for person in child.people}
    for person in plan.people:
        if person.band is Band.UNKNOWN:
            assert not person.sent, "whoever is not assessed is not sent"
            continue
        draft = Draft(person.number, person.outcome, 1, band=person.band, prior=person.prior, record=person.record)
        draft.trust, draft.cares, draft.immediate = list(person.trust), person.number in caring, person.number in urgent
        assert model.assess(answers.known(draft.standing(), person.answers)).band is person.band


@both
def test_homes_lie_in_the_force_that_searches_them(scale: Scale) -> None:
    plan = dealt(scale, 1)
    for place in plan.premises:
        assert force_of(place.district) == place.force
        people = [plan.people[number] for number in place.people]
        assert place.number in {home for person in people for home in person.homes}
        if people[0].trap is not Trap.TWO_FORCES:
            assert {person.force for person in people} == {place.force}
        assert {person.searched_on for person in people} == {place.searched_on[0]}
    for person in plan.people:
        if person.trap is Trap.TWO_FORCES:
            assert {plan.premises[home].force for home in person.homes} == {person.force, person.other_force}


@both
def test_days_follow_each_other_within_the_182_and_within_what_the_guards_allow(scale: Scale) -> None:
    plan = dealt(scale, 1)
    for person in plan.people:
        assert 0 <= person.tips[0] <= person.tips[-1] < DAYS
        if person.sent:
            assert person.tips[-1] < person.named_on < DAYS
        if person.searched_on >= 0:
            assert 0 <= person.searched_on - person.named_on <= 7
            assert all(day < DAYS - 1 for day in (*person.arrested_on, person.charged_on))
            assert list(person.arrested_on) == sorted(person.arrested_on)
        if person.grade is Letter.C:
            assert len(person.homes) < 2, "a second answer would support the first"
    for place in plan.premises:
        assert place.searched_on[-1] - plan.people[place.people[0]].named_on <= 14, "G2.1: the answers are new enough"


@both
def test_children_are_tied_to_whoever_s_home_they_live_in_and_to_forces_that_know_where(scale: Scale) -> None:
    plan = dealt(scale, 1)
    for child in plan.children:
        people = [plan.people[number] for number in child.people]
        assert all(person.sent and person.trap is not Trap.REROUTED for person in people)
        assert len({person.force for person in people}) == 1
        if child.home is not None:
            assert plan.premises[child.home].people == child.people
            assert plan.premises[child.home].children


@both
def test_what_is_in_something_else_was_found_at_the_same_search(scale: Scale) -> None:
    plan: Plan = dealt(scale, 1)
    for device in plan.devices:
        assert device.search < len(plan.premises[device.premises].searched_on)
        if device.parent is not None:
            parent = plan.devices[device.parent]
            assert (parent.premises, parent.search) == (device.premises, device.search)
            assert parent.parent is None
