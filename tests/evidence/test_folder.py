"""A folder as evidence: nothing followed, nothing missed, nothing changed."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.reading import content, entries, listening, walked
from understone.evidence import open_evidence, verify_stored
from understone.evidence.entries import Entry
from understone.evidence.errors import ContentUnreadable

ODD = [b"[1].jpg", b".hidden", b"caf\xe9.jpg", b"new\nline", b"100% %41.jpg", "ж🦉".encode(), b"a:b", b" "]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "export"
    (root / "sub" / ".deep").mkdir(parents=True)
    for name in ODD:
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(b"in " + name)
    (root / "sub" / ".deep" / "x.bin").write_bytes(b"deep")
    os.link(root / "[1].jpg", root / "sub" / "again.jpg")
    (tmp_path / "outside.txt").write_bytes(b"not evidence")
    (root / "link").symlink_to(tmp_path / "outside.txt")
    (root / "up").symlink_to("..")
    os.mkfifo(root / "pipe")
    (root / "empty").touch()
    return root


def test_every_file_is_listed_and_read(tree: Path) -> None:
    """`find` of the system is the witness, and `os.stat` for sizes and times."""
    listed = subprocess.run(
        ["find", ".", "-mindepth", "1", "-print0"], cwd=tree, capture_output=True, check=True
    ).stdout
    with open_evidence(tree) as evidence:
        assert (evidence.kind, evidence.size, evidence.segments) == ("folder", None, ())
        assert [(volume.scheme, volume.state) for volume in evidence.volumes] == [("folder", "open")]
        found = entries(evidence)
        assert {os.fsencode("." + path) for path in found} == set(listed.split(b"\0")) - {b""}
        for name in ODD:
            entry = found["/" + name.decode("utf-8", "surrogateescape")]
            assert content(evidence, entry) == b"in " + name
            status = (tree / os.fsdecode(name)).stat()
            assert (entry.size, entry.inode) == (status.st_size, str(status.st_ino))
            assert entry.modified is not None
            assert (entry.modified.nanoseconds, entry.modified.zone) == (status.st_mtime_ns, "utc")
        kinds = {path: found[path].kind for path in ("/link", "/up", "/pipe", "/sub", "/empty")}
        assert kinds == {"/link": "link", "/up": "link", "/pipe": "other", "/sub": "folder", "/empty": "file"}


def test_links_are_not_followed_even_if_asked_for(tree: Path) -> None:
    with open_evidence(tree) as evidence:
        found = entries(evidence)
        for path in ("/link", "/pipe"):
            with pytest.raises(ContentUnreadable):
                evidence.open(0, found[path].address)
        for hostile in ("-:../outside.txt", "12.0:up/outside.txt", "-:/etc/passwd", "", "-:"):
            with pytest.raises(ContentUnreadable):
                evidence.open(0, hostile)


def test_addresses_can_be_kept_in_any_file(tree: Path) -> None:
    with open_evidence(tree) as evidence:
        for entry in entries(evidence).values():
            assert entry.address.isascii()
            assert entry.address.isprintable()


def test_the_order_is_that_of_the_bytes_of_names(tree: Path) -> None:
    with open_evidence(tree) as evidence:
        first = list(evidence.walk(0))
        assert first == list(evidence.walk(0))
    top = [os.fsencode(item.path) for item in first if item.path.count("/") == 1]
    assert top == sorted(top)


@pytest.mark.parametrize("change", ["longer", "touched", "gone", "replaced by a link", "replaced by a pipe"])
def test_a_file_that_changed_since_it_was_listed_is_not_read(tree: Path, change: str) -> None:
    file = tree / "sub" / ".deep" / "x.bin"
    with open_evidence(tree) as evidence:
        entry = entries(evidence)["/sub/.deep/x.bin"]
        if change == "longer":
            file.write_bytes(b"deeper")
        elif change == "touched":
            os.utime(file, ns=(1, entry.modified.nanoseconds + 1 if entry.modified else 1))
        else:
            file.unlink()
            if change == "replaced by a link":
                file.symlink_to(tree / "[1].jpg")
            elif change == "replaced by a pipe":
                os.mkfifo(file)
        with pytest.raises(ContentUnreadable):
            content(evidence, entry)


def test_a_link_to_a_twin_in_place_of_a_file_is_not_followed(tree: Path, tmp_path: Path) -> None:
    """Size and modification time can be forged; the link itself must be refused."""
    file, twin = tree / "sub" / ".deep" / "x.bin", tmp_path / "twin"
    with open_evidence(tree) as evidence:
        entry = entries(evidence)["/sub/.deep/x.bin"]
        twin.write_bytes(b"peed")
        os.utime(twin, ns=(1, file.stat().st_mtime_ns))
        file.unlink()
        file.symlink_to(twin)
        with pytest.raises(ContentUnreadable):
            content(evidence, entry)
        file.unlink()
        file.parent.rmdir()
        (tmp_path / "elsewhere").mkdir()
        twin.rename(tmp_path / "elsewhere" / "x.bin")
        file.parent.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(ContentUnreadable):
            content(evidence, entry)


def test_a_file_that_changes_while_it_is_read_is_noticed(tree: Path) -> None:
    file = tree / "big.bin"
    file.write_bytes(bytes(100_000))
    with open_evidence(tree) as evidence:
        opened = evidence.open(0, entries(evidence)["/big.bin"].address)
        assert opened.read(0, 50_000) == bytes(50_000)
        with file.open("r+b") as sink:
            sink.truncate(60_000)
        with pytest.raises(ContentUnreadable):
            opened.read(50_000, 50_000)
        opened.close()


def test_access_times_of_the_evidence_stay(tree: Path) -> None:
    """Reading must not leave a trace where the system allows it (the owner of a file may ask for that)."""
    old = (1_500_000_000_000_000_000, 1_600_000_000_000_000_000)
    paths = [tree / "sub", tree / "sub" / "again.jpg", tree / "sub" / ".deep" / "x.bin"]
    for path in paths:
        os.utime(path, ns=old)
    with open_evidence(tree) as evidence:
        for entry in entries(evidence).values():
            if entry.kind == "file":
                content(evidence, entry)
    assert [(path.stat().st_atime_ns, path.stat().st_mtime_ns) for path in paths] == [old] * 3


AS_NOBODY = """
import os, sys
from pathlib import Path
import understone.evidence.folder  # while the interpreter may still be read
from understone.evidence import open_evidence
from understone.evidence.entries import WalkFault
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
with open_evidence(Path(sys.argv[1])) as evidence:
    for item in evidence.walk(0):
        sys.stdout.reconfigure(errors="surrogateescape")
        print(type(item).__name__, item.path, getattr(item, "what", ""))
"""


def test_a_folder_that_may_not_be_listed_is_a_fault_and_the_rest_comes(tree: Path) -> None:
    for path in (tree, *tree.parents):
        if path.owner() == tree.owner() and "pytest" in str(path):  # all the folders that pytest made on the way
            path.chmod(path.stat().st_mode | 0o055)
    (tree / "closed").mkdir()
    (tree / "closed" / "file").touch()
    (tree / "closed").chmod(0)
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", AS_NOBODY, tree], capture_output=True, check=False)
    (tree / "closed").chmod(0o700)
    lines = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    assert "Entry /closed " in lines, done.stderr
    assert any(line.startswith("WalkFault /closed cannot be listed: Permission denied") for line in lines)
    assert "Entry /sub/.deep/x.bin " in lines
    assert not any("/closed/" in line for line in lines)


def test_a_folder_that_hung_is_gone_round_and_every_number_before_it_stays(tree: Path) -> None:
    told, at = listening()
    with open_evidence(tree) as evidence:
        complete = list(evidence.walk(0, at=at))
        assert [path for path, _ in told] == ["/", "/sub", "/sub/.deep"]
        again = list(evidence.walk(0, skip=frozenset({told[1][1]})))
    number = next(n for n, item in enumerate(complete) if item.path == "/sub")
    assert again[: number + 1] == complete[: number + 1]
    assert (type(again[number + 1]).__name__, again[number + 1].path) == ("WalkFault", "/sub")
    assert not any(isinstance(item, Entry) and item.path.startswith("/sub/") for item in again)


def test_a_socket_is_other_and_a_folder_has_no_stored_digest(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with open_evidence(tree) as evidence:
            assert entries(evidence)["/socket"].kind == "other"
            assert verify_stored(evidence) is None
            with pytest.raises(ContentUnreadable):
                evidence.read_medium(0, 1)


def _is_name(name: bytes) -> bool:
    return b"/" not in name and b"\0" not in name and name not in (b".", b"..")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(chosen=st.lists(st.binary(min_size=1, max_size=40).filter(_is_name), max_size=6, unique=True))
def test_any_name_that_the_system_takes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[bytes]
) -> None:
    root = tmp_path_factory.mktemp("names")
    for name in chosen:
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(name)
    with open_evidence(root) as evidence:
        found, faults = walked(evidence)
        assert not faults
        assert {os.fsencode(entry.path[1:]): content(evidence, entry) for entry in found} == {n: n for n in chosen}


def test_the_folder_may_be_passed_by_a_link_to_it(tree: Path) -> None:
    """What the examiner names is followed; what lies inside is not."""
    (tree.parent / "alias").symlink_to(tree)
    with open_evidence(tree.parent / "alias") as evidence:
        assert "/sub/.deep/x.bin" in entries(evidence)
