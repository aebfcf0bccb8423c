"""Plain lists, among them what the coreutils themselves write."""

import hashlib
import io
import subprocess
from pathlib import Path

import pytest

from known.made_lists import md5, pdq, sha1, sha256
from understone.known.formats import plain
from understone.known.listings import Listing, Rejected


def read(text: str | bytes) -> list[Listing | Rejected]:
    content = text.encode() if isinstance(text, str) else text
    return list(plain.read(io.BufferedReader(io.BytesIO(content))))


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize("options", [[], ["--binary"], ["--tag"]])
def test_the_output_of_the_coreutils_is_read(tmp_path: Path, kind: str, options: list[str]) -> None:
    for name in ("plain.jpg", "two words.jpg", "star *.jpg", "Ünï.jpg"):
        (tmp_path / name).write_bytes(name.encode())
    names = sorted(path.name for path in tmp_path.iterdir())
    written = subprocess.run([f"{kind}sum", *options, *names], cwd=tmp_path, capture_output=True, check=True).stdout
    assert plain.recognises(written)
    for name, item in zip(names, read(written), strict=True):
        assert isinstance(item, Listing)
        assert getattr(item, kind) == hashlib.new(kind, name.encode()).digest()
        assert item.detail == (("file name", name),)


def test_names_that_the_coreutils_escape_come_out_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "line\nbreak \\n.jpg").write_bytes(b"kettle")
    written = subprocess.run(["md5sum", "line\nbreak \\n.jpg"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert written.startswith(b"\\")
    (item,) = read(written)
    assert isinstance(item, Listing)
    assert item.md5 == md5(b"kettle")
    assert item.detail == (("file name", "line\nbreak \\n.jpg"),)


def test_kinds_may_be_mixed_and_the_line_is_the_record() -> None:
    lines = ["# heading", "", md5(b"a").hex(), "; remark", sha1(b"b").hex().upper(), f"\t{sha256(b'c').hex()} "]
    first, second, third = read("\r\n".join(lines))
    assert isinstance(first, Listing)
    assert isinstance(second, Listing)
    assert isinstance(third, Listing)
    assert (first.md5, second.sha1, third.sha256) == (md5(b"a"), sha1(b"b"), sha256(b"c"))
    assert (first.record, second.record, third.record) == (3, 5, 6)


def test_64_digits_are_sha256_until_a_heading_or_a_prefix_says_pdq() -> None:
    value = pdq("kettle").hex()
    items = read(
        f"{value}\npdq:{value}\n#PDQ\n{value}\n# SHA-256\n{value}\nPDQ\n{value}\nsha256: {value}\n{md5(b'a').hex()}\n"
    )
    kinds = [[kind for kind in ("md5", "sha256", "pdq") if getattr(item, kind)] for item in items]
    assert kinds == [["sha256"], ["pdq"], ["pdq"], ["sha256"], ["pdq"], ["sha256"], ["md5"]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a" * 63, "63 characters are no MD5 (32), SHA-1 (40) or SHA-256 (64)"),
        ("md5:" + "a" * 31, "md5 has 32 hexadecimal digits, not 31"),
        ("SHA512 (x) = " + "a" * 128, "SHA512 is no digest"),
        ("some words", "no digest: 'some words'"),
        ("pdq:" + "f" * 64, "degenerate"),
        ("#PDQ\n" + "0" * 64, "all zeros"),
        ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "zero bytes"),
        ("a" * 70_000, "longer than 64 KiB"),
        ("a" * 65_536, "longer than 64 KiB"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_with_its_reason(line: str, reason: str) -> None:
    """63 hexadecimal digits gave a server error elsewhere (ThreatExchange #1287)."""
    good = md5(b"a").hex()
    first, refused, last = read(f"{good}\n{line}\n{good}")
    assert isinstance(first, Listing)
    assert isinstance(last, Listing)
    assert isinstance(refused, Rejected)
    assert reason in refused.reason
    assert refused.where == f"line {2 + line.count(chr(10))}"


def test_a_name_that_is_no_utf8_comes_as_escapes() -> None:
    (item,) = read(md5(b"a").hex().encode() + b"  caf\xe9.jpg\n")
    assert isinstance(item, Listing)
    assert item.detail == (("file name", "caf\\xe9.jpg"),)
