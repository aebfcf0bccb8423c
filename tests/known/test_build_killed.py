"""A builder killed by SIGKILL at every step that touches the disk: what stands is the old set or the new, no mix."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from known.killed import steps_of
from known.made_lists import media, sha256
from understone.digests import Digests
from understone.known.build import build
from understone.known.errors import NotAKnownSet
from understone.known.known_set import KnownSet

OLD, NEW = b"old picture", b"new picture"


def build_and_count(folder: Path, source: Path, *, replace: bool, die_at: int | None) -> int | None:
    """Build in a process that is killed before a step; return its steps if it lived."""
    return steps_of(lambda: build(folder, [source], kind="hits", replace=replace), folder, die_at=die_at)


def held_by(folder: Path) -> set[str]:
    """What a set holds of the two pictures. Each file of it is digested."""
    with KnownSet.open(folder) as known:
        known.verify()
        found = known.lookup([Digests(sha256=sha256(OLD)), Digests(sha256=sha256(NEW))])
    return {name for name, matches in zip(("old", "new"), found, strict=True) if matches}


@pytest.fixture
def sources(write_vics: Callable[..., Path]) -> tuple[Path, Path]:
    old, new = (
        write_vics(
            [media(content, AlternativeHashes=[{"HashName": "SHA256", "HashValue": sha256(content).hex()}])],
            f"{name}.json",
        )
        for name, content in (("old", OLD), ("new", NEW))
    )
    return old, new


def test_killed_while_it_replaces_a_set_it_leaves_the_old_or_the_new(
    tmp_path: Path, sources: tuple[Path, Path]
) -> None:
    old, new = sources
    build(tmp_path / "standing", [old], kind="hits")
    shutil.copytree(tmp_path / "standing", tmp_path / "whole")
    steps = build_and_count(tmp_path / "whole", new, replace=True, die_at=None)
    assert steps is not None
    assert steps > 30
    seen = []
    for step in range(steps):
        folder = tmp_path / f"killed at {step}"
        shutil.copytree(tmp_path / "standing", folder)
        assert build_and_count(folder, new, replace=True, die_at=step) is None
        held = held_by(folder)
        assert held in ({"old"}, {"new"})
        seen.append(held)
        build(folder, [new], kind="hits", replace=True)
        assert held_by(folder) == {"new"}
        assert {path.name for path in folder.iterdir()} == {
            "log.jsonl",
            "manifest.json",
            "revisions",
            "segments",
            "understone.lock",
        }
        assert len(list((folder / "revisions").iterdir())) == 1
        assert len(list((folder / "segments").iterdir())) == 1
        shutil.rmtree(folder)
    assert {"old"} in seen
    assert {"new"} in seen
    assert seen == sorted(seen, key=lambda held: held == {"new"})  # one step changes it, and for good


def test_killed_while_it_builds_a_first_set_it_leaves_none_or_all_of_it(
    tmp_path: Path, sources: tuple[Path, Path]
) -> None:
    _, new = sources
    steps = build_and_count(tmp_path / "whole", new, replace=False, die_at=None)
    assert steps is not None
    outcomes = set()
    for step in range(steps):
        folder = tmp_path / f"killed at {step}"
        assert build_and_count(folder, new, replace=False, die_at=step) is None
        try:
            held = held_by(folder)
        except NotAKnownSet:
            held = set()
        assert held in (set(), {"new"})
        outcomes.add(bool(held))
        build(folder, [new], kind="hits", replace=bool(held))
        assert held_by(folder) == {"new"}
        assert len(list((folder / "segments").iterdir())) == 1
        shutil.rmtree(folder)
    assert outcomes == {False, True}
