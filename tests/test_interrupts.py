"""Ctrl-C waits until what is under way is counted; a second one does not."""

import os
import signal

import pytest

from understone.interrupts import held_back


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_comes_when_the_block_has_ended() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), held_back():
        press()
        done.append("counted")
    assert done == ["counted"]


def test_a_second_one_comes_at_once() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), held_back():
        press()
        press()
        done.append("counted")
    assert done == []


def test_afterwards_it_is_as_before_and_an_error_of_the_block_comes_first() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ValueError, match="its own"), held_back():
        press()
        raise ValueError("its own")
    assert signal.getsignal(signal.SIGINT) is before
    with held_back():
        pass
