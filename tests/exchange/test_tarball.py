"""One spelling of a tar, and a refusal for every other."""

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from understone.exchange import tarball
from understone.exchange.errors import Tampered, TooLarge

FILES = {"b.txt": b"two", "attachments/a.txt": b"one"}


def raw(*members: tuple[tarfile.TarInfo, bytes], kind: int = tarfile.USTAR_FORMAT) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=kind) as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return sink.getvalue()


def member(name: str, **facts: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.mode = 0o600
    for key, value in facts.items():
        setattr(info, key, value)
    return info


def test_the_same_files_give_the_same_bytes_whatever_their_order() -> None:
    assert tarball.write(FILES, 7) == tarball.write(dict(reversed(FILES.items())), 7)
    assert tarball.read(tarball.write(FILES, 7), "t") == FILES


def test_stock_tar_reads_it(tmp_path: Path) -> None:
    (tmp_path / "t.tar").write_bytes(tarball.write(FILES, 7))
    listed = subprocess.run(["tar", "-tf", "t.tar"], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert listed.stdout.split() == ["attachments/a.txt", "b.txt"]


@pytest.mark.parametrize(
    "content",
    [
        raw((member("../x"), b"x")),
        raw((member("/x"), b"x")),
        raw((member("a\\..\\x"), b"x")),
        raw((member("x", type=tarfile.SYMTYPE, linkname="/etc/passwd"), b"")),
        raw((member("x", type=tarfile.LNKTYPE, linkname="y"), b"")),
        raw((member("x", type=tarfile.CHRTYPE), b"")),
        raw((member("x", type=tarfile.DIRTYPE), b"")),
        raw((member("x"), b"1"), (member("x"), b"2")),
        raw((member("y"), b"1"), (member("x"), b"2")),
        raw((member("x", uid=1000), b"1")),
        raw((member("x", mode=0o4755), b"1")),
        raw((member("x", pax_headers={"comment": "hidden"}), b"1"), kind=tarfile.PAX_FORMAT),
        raw((member("x"), b"1"), kind=tarfile.GNU_FORMAT),
        raw((member("x"), b"1")) + b"more" * 128,
        raw((member("x"), b"1"))[:-512],
        raw((member("x"), b"1"))[:700],
        b"",
        b"no tar",
    ],
)
def test_every_other_tar_is_tampered(content: bytes) -> None:
    with pytest.raises(Tampered):
        tarball.read(content, "t")


def test_too_many_files_or_too_large_a_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge, match="201 bytes") as caught:
        tarball.read(tarball.write({f"{n:03}": b"" for n in range(201)}, 0), "t")
    assert "number of files" in caught.value.where
    monkeypatch.setattr(tarball, "FILE_AT_MOST", 2)
    with pytest.raises(TooLarge, match="3 bytes"):
        tarball.read(tarball.write({"x": b"123"}, 0), "t")
