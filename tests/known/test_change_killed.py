"""Each kind of change, killed by SIGKILL at every step that touches the disk: the old revision stands, or the new."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from known.killed import steps_of
from known.made_deliveries import MD5S, SHA1S, listing, taken_back, words, write_delivery
from understone.known.build import build
from understone.known.compact import compact
from understone.known.disable import disable
from understone.known.known_set import KnownSet
from understone.known.log import read_log
from understone.known.rollback import rollback
from understone.known.update import update

Change = Callable[[Path], object]


def _update(folder: Path) -> object:
    return update(folder, [folder.parent / "third.csv"], list_name="national")


def _edition(folder: Path) -> object:
    return update(folder, [folder.parent / "third.csv"], list_name="national", complete=True, expect_loss=True)


def _withdraw(folder: Path) -> object:
    return update(folder, [folder.parent / "wrong.csv"], withdraw_reason="wrong")


def _disable(folder: Path) -> object:
    return disable(folder, "md5", MD5S[0], until=datetime.now(UTC) + timedelta(days=1), reason="asked")


CHANGES: dict[str, Change] = {
    "update": _update,
    "whole edition": _edition,
    "withdraw": _withdraw,
    "disable": _disable,
    "rollback": lambda folder: rollback(folder, 1, reason="oops"),
    "compact": lambda folder: compact(folder, keep=1),
    "compact, keep none": lambda folder: compact(folder, keep=0),
}


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """A set with a base, a delta, withdrawn and superseded listings, and two revisions."""
    first = write_delivery(
        tmp_path / "first.csv",
        [listing(md5=value, sha1=sha, category=1) for value, sha in zip(MD5S, SHA1S, strict=False)],
    )
    second = write_delivery(
        tmp_path / "second.csv",
        [listing(md5=MD5S[1], category=2), taken_back("md5", MD5S[2]), listing(md5=MD5S[3], reference="42/a")],
    )
    write_delivery(tmp_path / "third.csv", [listing(md5=MD5S[0], category=2), taken_back("reference", b"42/a")])
    write_delivery(tmp_path / "wrong.csv", [listing(md5=MD5S[1])])
    build(tmp_path / "standing", [first], kind="hits", list_name="national")
    update(tmp_path / "standing", [second], list_name="national")
    return tmp_path / "standing"


def answers_of(folder: Path) -> tuple[object, ...]:
    """What a set holds and calls itself. Every file of it is digested, the log walked, kept revisions checked."""
    with KnownSet.open(folder) as known:
        known.verify(kept=True)
        held = [(source.number, words(each)) for source, each in known.live_listings()]
        log = [(entry.revision, entry.action) for entry in read_log(folder)]
        return known.digest, known.revision, held, known.counts, len(known.disables), log


def digest_of(folder: Path) -> str:
    """Every name in a folder, and every file's bytes."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        whole.update(f"{path.relative_to(folder)}\0{path.is_dir()}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


@pytest.mark.parametrize("name", CHANGES)
def test_killed_at_any_step_a_change_leaves_the_old_revision_or_the_new(name: str, standing: Path) -> None:
    change = CHANGES[name]
    old = answers_of(standing)
    work = standing.parent / "work"
    shutil.copytree(standing, work)
    steps = steps_of(lambda: change(work), work, die_at=None)
    new = answers_of(work)
    assert steps is not None
    assert steps > 15
    assert new[1] == 3
    seen = []
    checked: dict[str, bool] = {}  # a folder that is left the same, byte for byte, gives the same answers
    for step in range(steps):
        shutil.rmtree(work)
        shutil.copytree(standing, work)
        assert steps_of(lambda: change(work), work, die_at=step) is None
        bytes_left = digest_of(work)
        if bytes_left in checked:
            seen.append(checked[bytes_left])
            continue
        left = answers_of(work)
        stands_new = left[1] == 3
        assert (_timeless(left) == _timeless(new)) if stands_new else (left == old)
        seen.append(stands_new)
        checked[bytes_left] = stands_new
        disable(work, "sha1", SHA1S[2], until=None, reason="the next change finds a whole set")
        again = answers_of(work)
        assert again[1] == left[1] + 1  # type: ignore[operator]
        named = {path.name for path in (work / "segments").iterdir()}
        texts = "".join(path.read_text() for path in (work / "revisions").iterdir())
        assert all(segment in texts for segment in named), "a remainder of the crash is swept by the next change"
    assert seen == sorted(seen), "one step changes it, and for good"
    assert True in seen
    assert False in seen


def _timeless(answers: tuple[object, ...]) -> tuple[object, ...]:
    """A disabled hash names its end, which is another at each try: its identity differs with it."""
    return answers[1:] if answers[4] else answers
