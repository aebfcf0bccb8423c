"""Walking a file system: the same sequence each time, round what hangs, out of every cycle, to every depth."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from evidence.reading import all_of, content, entries, from_runs, listening, walked
from evidence.tools import ext_volume, fls, run
from understone.evidence import open_evidence
from understone.evidence.entries import Entry, WalkFault

ODD_NAMES = [
    b"[1].jpg",
    b".hidden",
    b"caf\xe9.jpg",
    b"line\nbreak",
    b"\x1b[31mred",
    "\u202egpj.exe".encode(),
    b"x" * 255,
    b" ",
]


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an ext4 volume: odd names, folders, links, a pipe, a hole, an empty file, and a folder of 300 names."""
    place = tmp_path_factory.mktemp("ext4")
    tree = place / "tree"
    (tree / "DCIM" / "100").mkdir(parents=True)
    (tree / "many").mkdir()
    for name in ODD_NAMES:
        Path(os.fsdecode(os.fsencode(tree) + b"/" + name)).write_bytes(b"content of " + name)
    for number in range(300):
        (tree / "many" / f"{number:03}").write_bytes(b"%d" % number * 50)
    (tree / "DCIM" / "100" / "picture.jpg").write_bytes(bytes(range(256)) * 700)
    os.link(tree / "DCIM" / "100" / "picture.jpg", tree / "again.bin")
    (tree / "link").symlink_to("DCIM")
    os.mkfifo(tree / "pipe")
    (tree / "empty").write_bytes(b"")
    with (tree / "hole").open("wb") as sink:
        sink.seek(1 << 20)
        sink.write(b"after a megabyte of nothing")
        sink.truncate(3 << 20)
    return ext_volume(place / "volume.raw", tree, megabytes=16)


def test_every_name_comes_through(volume: Path) -> None:
    """Other tools skipped names that are not UTF-8 (bulk_extractor #70), `[1]` and dotfiles (hashlookup)."""
    with open_evidence(volume) as evidence:
        found = entries(evidence)
        for name in ODD_NAMES:
            entry = found["/" + name.decode("utf-8", "surrogateescape")]
            assert content(evidence, entry) == b"content of " + name


def test_kinds_sizes_holes_and_hard_links(volume: Path) -> None:
    with open_evidence(volume) as evidence:
        found = entries(evidence)
        assert {path: found[path].kind for path in ("/DCIM", "/link", "/pipe", "/empty", "/again.bin")} == {
            "/DCIM": "folder",
            "/link": "link",
            "/pipe": "other",
            "/empty": "file",
            "/again.bin": "file",
        }
        assert (found["/empty"].size, found["/empty"].runs) == (0, ())
        picture, again = found["/DCIM/100/picture.jpg"], found["/again.bin"]
        assert (picture.inode, picture.runs) == (again.inode, again.runs)
        assert content(evidence, picture) == content(evidence, again) == bytes(range(256)) * 700
        hole = found["/hole"]
        assert hole.size == 3 << 20
        assert sum(length for _, length in hole.runs) == hole.size
        assert hole.runs[0] == (-1, 1 << 20)
        assert sum(length for offset, length in hole.runs if offset >= 0) == 1024  # one block
        assert content(evidence, hole) == (bytes(1 << 20) + b"after a megabyte of nothing").ljust(3 << 20, b"\0")


def test_runs_say_where_a_content_lies(volume: Path) -> None:
    """Concatenated, what the medium holds at the runs of an ext4 file is its content."""
    with open_evidence(volume) as evidence:
        for entry in entries(evidence).values():
            if entry.kind == "file":
                assert from_runs(evidence, entry) == content(evidence, entry), entry.path


def test_content_can_be_read_in_any_blocks(volume: Path) -> None:
    with open_evidence(volume) as evidence:
        entry = entries(evidence)["/DCIM/100/picture.jpg"]
        whole = bytes(range(256)) * 700
        for block in (1, 4095, 65_536, 10_000_000):
            if block > 1:
                assert content(evidence, entry, block=block) == whole
        opened = evidence.open(0, entry.address)
        assert opened.read(len(whole) - 3, 100) == whole[-3:]
        assert opened.read(len(whole), 1) == b""
        opened.close()


def test_the_same_evidence_gives_the_same_sequence(volume: Path) -> None:
    """An examination that is resumed knows an entry by its number in the walk."""
    with open_evidence(volume) as first, open_evidence(volume) as second:
        assert list(first.walk(0)) == list(second.walk(0)) == list(first.walk(0))


def test_parents_come_before_children(volume: Path) -> None:
    with open_evidence(volume) as evidence:
        seen = {""}
        for path in entries(evidence):
            assert path.rpartition("/")[0] in seen
            seen.add(path)


def test_what_is_skipped_leaves_every_number_before_it_in_place(volume: Path) -> None:
    """At each word to the watchdog the walk is abandoned, and walked again round that place: a hang at any point.

    Whatever was given out before must come again under the same number, the place itself must be a fault, and what
    lies elsewhere must still come.
    """
    with open_evidence(volume) as evidence:
        complete = list(evidence.walk(0))
        told, at = listening()
        for _ in evidence.walk(0, at=at):
            pass
        assert len({address for _, address in told}) == len(told)
        for number in range(len(told)):
            calls, item_count = 0, 0

            class _Hang(Exception):
                pass

            def hang(_path: str, _address: str, number: int = number) -> None:
                nonlocal calls
                calls += 1
                if calls == number + 1:
                    raise _Hang

            given = []
            with pytest.raises(_Hang):
                for item in evidence.walk(0, at=hang):
                    given.append(item)
                    item_count += 1
            path, address = told[number]
            again = list(evidence.walk(0, skip=frozenset({address})))
            assert again[:item_count] == given == complete[:item_count]
            faults = [item for item in again if isinstance(item, WalkFault)]
            assert [(fault.path, fault.address) for fault in faults] == [(path, address)]
            below = path.rstrip("/") + "/"
            elsewhere = [item for item in complete if not item.path.startswith(below)]
            assert [item for item in again if isinstance(item, Entry) and not item.path.startswith(below)] == elsewhere


def test_a_folder_that_contains_itself_is_left(volume: Path, tmp_path: Path) -> None:
    """PEERS: cycle detection, which no peer has. The cycle is made by debugfs: a name in a folder for its parent."""
    image = tmp_path / "cycle.raw"
    shutil.copy(volume, image)
    for name in ("/DCIM /DCIM/100/loop", "/ /DCIM/root-again", "/many /DCIM/many-again"):
        run("debugfs", "-w", "-R", f"ln {name}", image)
    with open_evidence(image) as evidence:
        found, faults = walked(evidence)
        paths = {entry.path for entry in found}
        assert {"/DCIM/100/loop", "/DCIM/root-again", "/DCIM/many-again"} <= paths
        assert len(found) == len(paths)
        reasons = {fault.path: fault.what for fault in faults}
        assert "holds itself" in reasons["/DCIM/100/loop"]
        assert "holds itself" in reasons["/DCIM/root-again"]
        assert "under another name" in (reasons.get("/DCIM/many-again") or reasons["/many"])
        assert len(faults) == 3
        assert sum(path.endswith("/299") for path in paths) == 1


def test_a_thousand_levels_are_followed(tmp_path: Path) -> None:
    """A recursive walk dies of them in Python; The Sleuth Kit's own stops at 128."""
    deep = tmp_path / "tree"
    deep.mkdir()
    script = "import os,sys\nfor n in range(1000):\n os.mkdir('d'); os.chdir('d')\nopen('bottom.txt','w').write('here')"
    subprocess.run([shutil.which("python3") or "python3", "-c", script], cwd=deep, check=True)
    image = ext_volume(tmp_path / "deep.raw", deep, megabytes=32)
    with open_evidence(image) as evidence:
        bottom = entries(evidence)["/d" * 1000 + "/bottom.txt"]
        assert content(evidence, bottom) == b"here"
    with open_evidence(deep) as evidence:
        bottom = entries(evidence)["/d" * 1000 + "/bottom.txt"]
        assert content(evidence, bottom) == b"here"
    run("rm", "-rf", deep)  # shutil.rmtree recurses


def test_a_folder_of_ten_thousand_names_is_listed_whole(tmp_path: Path) -> None:
    """A cap on names in a folder is silent loss (sleuthkit #2841); the other end of the same folder was lost."""
    many = tmp_path / "tree" / "many"
    many.mkdir(parents=True)
    for number in range(10_000):
        (many / f"{number:05}").touch()
    image = ext_volume(tmp_path / "many.raw", tmp_path / "tree", megabytes=24, options=("-N", "12000"))
    expected = {f"/many/{number:05}" for number in range(10_000)}
    for evidence_path in (image, tmp_path / "tree"):
        told, at = listening()
        with open_evidence(evidence_path) as evidence:
            paths = [item.path for item in evidence.walk(0, at=at)]
        assert expected <= set(paths)
        assert len(paths) == len(set(paths))
        assert len(told) < 10_000 / 16  # one word to the watchdog for many names, not one for each


def test_deleted_names_on_ext4_are_listed_and_content_is_not_made_up(volume: Path, tmp_path: Path) -> None:
    image = tmp_path / "deleted.raw"
    shutil.copy(volume, image)
    run("debugfs", "-w", "-R", "rm /DCIM/100/picture.jpg", image)
    run("debugfs", "-w", "-R", "rm /many/017", image)
    with open_evidence(image) as evidence:
        found, _ = walked(evidence)
        ours = sorted((e.path, e.inode, e.allocation) for e in found if e.allocation != "allocated")
    theirs = sorted((line.path, line.address) for line in fls(image) if line.deleted)
    assert [(path, inode) for path, inode, _ in ours] == theirs
    assert any(path == "/many/017" for path, _, _ in ours)
    assert all_of(image)["/many/018"] == b"18" * 50
