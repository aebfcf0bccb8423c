"""The formula for waiting times is held to a simulation, and to what is known of queues."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understone.operation.exhibits.queue_theory import Load, erlang_c, mean_waits, waits


@pytest.mark.parametrize(
    ("servers", "offered", "known"), [(1, 0.8, 0.8), (2, 1.0, 1 / 3), (5, 4.0, 0.5541), (10, 9.0, 0.6687)]
)
def test_erlang_s_probability_of_waiting_is_that_of_the_tables(servers: int, offered: float, known: float) -> None:
    assert erlang_c(servers, offered) == pytest.approx(known, abs=1e-4)


def played(load: Load, sigma: float | None, count: int = 60_000) -> list[float]:
    """Return the mean wait of each class over a long play; times exponential, or lognormal with this sigma."""
    chance = np.random.default_rng(45)
    total = sum(load.rates)
    arrivals = np.cumsum(chance.exponential(1 / total, count))
    classes = chance.choice(len(load.rates), count, p=np.array(load.rates) / total)
    if sigma is None:
        services = chance.exponential(load.service_mean, count)
    else:
        services = chance.lognormal(np.log(load.service_mean) - sigma**2 / 2, sigma, count)
    found = waits(arrivals, classes.tolist(), services, [0.0] * load.servers)[count // 10 :]
    return [float(found[classes[count // 10 :] == one].mean()) for one in range(len(load.rates))]


@pytest.mark.parametrize(
    ("load", "sigma", "within"),
    [
        (Load((0.3, 0.4), 1.0, 1.0, 1), None, (0.1, 0.1)),
        (Load((1.0, 1.4), 1.0, 1.0, 3), None, (0.1, 0.1)),
        (Load((1.0, 1.4), 1.0, np.expm1(0.6**2), 3), 0.6, (0.1, 0.1)),
        (Load((2.0, 4.0, 2.5), 1.0, np.expm1(1.0), 10), 1.0, (0.45, 0.3, 0.1)),
    ],
    ids=["M/M/1", "M/M/3", "M/G/3 even", "M/G/10 uneven"],
)
def test_the_formula_gives_what_a_long_play_gives(load: Load, sigma: float | None, within: tuple[float, ...]) -> None:
    """Where times are uneven and servers many it says too much for the most urgent, as the module owns up to."""
    for said, seen, most in zip(mean_waits(load), played(load, sigma), within, strict=True):
        assert said == pytest.approx(seen, rel=most)


def test_a_queue_that_only_grows_has_no_wait_for_its_last_class_and_one_for_the_first() -> None:
    urgent, other = mean_waits(Load((0.5, 2.0), 1.0, 1.0, 2))
    assert urgent is not None
    assert other is None


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 50), st.integers(0, 2), st.floats(0.01, 5)), min_size=1, max_size=40),
    st.integers(1, 4),
)
def test_nobody_waits_while_a_server_is_idle_and_nobody_overtakes_in_their_class(
    people: list[tuple[float, int, float]], servers: int
) -> None:
    people.sort()
    arrivals, classes, services = (list(each) for each in zip(*people, strict=True))
    found = waits(np.array(arrivals), classes, np.array(services), [0.0] * servers)
    begins = np.array(arrivals) + found
    assert (found >= -1e-9).all()
    for one in range(len(people)):
        busy = sum(
            begins[other] <= begins[one] < begins[other] + services[other]
            for other in range(len(people))
            if other != one
        )
        assert busy < servers or services[one] == 0
        for other in range(one):
            if classes[other] == classes[one]:
                assert begins[other] <= begins[one] + 1e-9
    ends = begins + np.array(services)
    for one in range(len(people)):
        if found[one] > 1e-9:  # it waited: right before it began every server was busy
            moment = begins[one]
            assert sum(abs(end - moment) < 1e-9 for end in ends) >= 1


def test_waiting_goes_down_with_each_server() -> None:
    said = [mean_waits(Load((1.0, 1.4), 1.0, 1.0, servers))[1] for servers in (3, 4, 5)]
    assert said == sorted(said, reverse=True)  # type: ignore[type-var]
