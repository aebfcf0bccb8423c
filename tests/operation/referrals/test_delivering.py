"""Files and folders become referrals in batches; what arrives in a watched folder is put away, never lost."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from operation.referrals.test_intake import events, holds
from operation.world import as_
from understone.errors import OutputError
from understone.operation.access.context import working
from understone.operation.models import Organisation, Quarantined, Referral
from understone.operation.referrals import delivering
from understone.operation.referrals.delivering import Standing, Taken, Unopened, files_of, take_in_files
from understone.operation.referrals.watching import Watched, arrivals, put_away
from understone.operation.service import Call


def tips(first: int, last: int) -> bytes:
    """Return a JSON array of tips with reports of these numbers."""
    return json.dumps([{"reportId": str(900_000_000 + number)} for number in range(first, last)]).encode()


def take(*files: Path, told: list[Standing] | None = None) -> list[Taken | Unopened]:
    partner = Organisation.objects.get(code="examplechat")
    heard = (lambda standing: None) if told is None else told.append
    return list(take_in_files(Call(as_("IO-1")), partner, files, told=heard))


def test_a_folder_is_walked_in_the_order_of_names_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b/2.json", "b/10.json", "a.json", ".hidden", "b/.part", ".git/x", "c/d/e.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    os.mkfifo(tmp_path / "pipe")
    assert [str(path.relative_to(tmp_path)) for path in files_of(tmp_path)] == [
        "a.json",
        "b/10.json",
        "b/2.json",
        "c/d/e.json",
    ]
    assert list(files_of(tmp_path / "a.json")) == [tmp_path / "a.json"]


@pytest.mark.parametrize("batch", [1, 3, 7, 100])
def test_every_tip_is_taken_once_whatever_the_batch(
    operation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(delivering, "BATCH", batch)
    sizes = {"a": (0, 5), "b": (5, 6), "c": (6, 6), "d": (4, 13)}  # c is an empty array, d repeats 4 and 5
    for name, (first, last) in sizes.items():
        (tmp_path / name).write_bytes(tips(first, last))
    told: list[Standing] = []
    ended = take(*files_of(tmp_path), told=told)
    assert [each.path.name for each in ended] == ["a", "b", "c", "d"]
    counted = sum(each.tips for each in ended if isinstance(each, Taken))
    assert told[-1].tips == counted == sum(told[-1].fates.values())
    assert told[-1].fates == Counter({"imported": 13, "seen_again": 2, "quarantined": 1})
    assert [each.tips for each in told] == sorted(each.tips for each in told)
    with working(as_("AN-1")):
        assert Referral.objects.count() == 13
    assert holds(operation) > 0


def test_a_file_that_cannot_be_opened_is_told_and_stops_nothing(operation: str, tmp_path: Path) -> None:
    (tmp_path / "whole").write_bytes(tips(0, 1))
    first, second = take(tmp_path / "gone", tmp_path / "whole")
    assert isinstance(first, Unopened)
    assert first.error.where == str(tmp_path / "gone")
    assert isinstance(second, Taken)


def test_a_tip_that_the_database_cannot_hold_is_quarantined_and_the_rest_of_its_batch_is_in(
    operation: str, tmp_path: Path
) -> None:
    """A reference longer than an index can hold (2,704 bytes, incompressible) once stopped a whole batch."""
    import random

    letters = random.Random(1)
    long = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20_000))
    poison = {"reportId": long}
    file = tmp_path / "poison.json"
    file.write_bytes(json.dumps([*json.loads(tips(0, 9)), poison, *json.loads(tips(9, 20))]).encode())
    told: list[Standing] = []
    (ended,) = take(file, told=told)
    assert ended == Taken(file, 21, 1)
    assert told[-1].fates == Counter({"imported": 20, "quarantined": 1})
    with working(as_("IO-1")):
        row = Quarantined.objects.get()
        assert (row.error_code, row.state) == ("not_storable", "quarantined")
    assert holds(operation) > 0
    before = events(operation)
    take(file)
    assert set(events(operation) - before) == {"referral.seen_again"}


def test_a_file_is_taken_once_two_looks_found_it_the_same(tmp_path: Path) -> None:
    (tmp_path / "done").mkdir()
    ready, look = arrivals(tmp_path, {})
    assert (ready, look) == ([], {})
    (tmp_path / "b").write_bytes(b"one")
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / ".upload").write_bytes(b"one")
    ready, look = arrivals(tmp_path, look)
    assert ready == []
    (tmp_path / "b").write_bytes(b"one, and more")
    ready, look = arrivals(tmp_path, look)
    assert ready == [tmp_path / "a"]
    ready, look = arrivals(tmp_path, look)
    assert ready == [tmp_path / "a", tmp_path / "b"]
    (tmp_path / "a").unlink()
    assert arrivals(tmp_path, look)[0] == [tmp_path / "b"]


def test_what_is_taken_is_put_away_under_a_name_of_its_own(tmp_path: Path) -> None:
    with Watched(tmp_path):
        for content in (b"first", b"second", b"third"):
            path = tmp_path / "tip.json"
            path.write_bytes(content)
            _, look = arrivals(tmp_path, {})
            assert put_away(tmp_path, Taken(path, 1, 0), look[path]) == "done"
        path.write_bytes(b"unreadable")
        _, look = arrivals(tmp_path, {})
        assert put_away(tmp_path, Taken(path, 2, 1), look[path]) == "quarantined"
        path.write_bytes(b"written")
        _, look = arrivals(tmp_path, {})
        path.write_bytes(b"written on")
        put_away(tmp_path, Taken(path, 1, 0), look[path])
        assert path.read_bytes() == b"written on"
    assert {each.name: each.read_bytes() for each in (tmp_path / "done").iterdir()} == {
        "tip.json": b"first",
        "tip-2.json": b"second",
        "tip-3.json": b"third",
    }
    assert (tmp_path / "quarantined/tip.json").read_bytes() == b"unreadable"


def test_a_folder_has_one_watcher(tmp_path: Path) -> None:
    with Watched(tmp_path):
        with pytest.raises(OutputError), Watched(tmp_path):
            pass
    with Watched(tmp_path):
        pass
