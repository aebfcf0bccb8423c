"""Hash sets of EnCase and X-Ways Forensics."""

import base64
import io
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from known.made_lists import md5, sha1, sha256
from understone.known.errors import ListTruncated
from understone.known.formats import encase, plain, recognise_head, xways
from understone.known.listings import Listing, Rejected

DIGESTS = [md5(name) for name in (b"kettle", b"teapot", b"cup")]


def hash_set(
    digests: list[bytes], *, count: int | None = None, name: str = "Kettles", category: str = "Notable"
) -> bytes:
    """A set laid out by hand as forensicswiki's page on EnCase hash files says, not by code of ours."""
    head = bytearray(1152)
    head[0:16] = bytes.fromhex("48 41 53 48 0D 0A FF 00 02 00 00 00 01 00 00 00")
    struct.pack_into("<I", head, 0x10, len(digests) if count is None else count)
    head[0x408 : 0x408 + 2 * len(name)] = name.encode("utf-16-le")
    head[0x458 : 0x458 + 2 * len(category)] = category.encode("utf-16-le")
    return bytes(head) + b"".join(digest + b"\0\0" for digest in digests)


def read(known: Any, content: bytes) -> list[Any]:
    return list(known.read(io.BufferedReader(io.BytesIO(content))))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_an_encase_set_is_read_with_its_name_and_category(count: int) -> None:
    content = hash_set(DIGESTS[:count])
    assert recognise_head(content, "list") is encase
    items = read(encase, content)
    assert [item.md5 for item in items] == DIGESTS[:count]
    assert all(item.detail == (("hash set", "Kettles"), ("category", "Notable")) for item in items)
    assert [item.record for item in items] == list(range(1, count + 1))


def test_the_sleuth_kit_finds_the_same_digests_in_it(tmp_path: Path) -> None:
    """What we take for the layout is what another reader takes for it."""
    (tmp_path / "set.hash").write_bytes(hash_set(DIGESTS))
    subprocess.run(["hfind", "-i", "encase", "set.hash"], cwd=tmp_path, check=True, capture_output=True)
    for digest, answer in [*((digest, "1") for digest in DIGESTS), (md5(b"saucer"), "0")]:
        asked = subprocess.run(["hfind", "-q", "set.hash", digest.hex()], cwd=tmp_path, capture_output=True, text=True)
        assert asked.stdout.strip() == answer
    assert "|Kettles" in (tmp_path / "set.hash-md5.idx").read_text()


@pytest.mark.parametrize(
    ("category", "seems"), [("Known", "known-good"), ("notable", "hits"), ("", None), ("Кот", None)]
)
def test_a_set_seems_to_be_what_its_category_says(category: str, seems: str | None) -> None:
    assert encase.declares(hash_set(DIGESTS, category=category)) == seems


def test_an_encase_set_that_is_cut_off_is_refused_at_its_byte() -> None:
    whole = hash_set(DIGESTS)
    for cut, offset in [(8, 8), (1151, 1151), (1152 + 18 + 7, 1152 + 18), (1152 + 36, 1152 + 36)]:
        with pytest.raises(ListTruncated) as refused:
            read(encase, whole[:cut])
        assert refused.value.offset == offset


def test_a_count_too_low_hides_no_entry() -> None:
    """Counts in headers are wrong at times: one said 1 where 3 stood."""
    assert len(read(encase, hash_set(DIGESTS, count=1))) == 3


def test_an_entry_that_is_no_digest_of_a_content_is_refused() -> None:
    items = read(encase, hash_set([bytes(16), DIGESTS[0], md5(b"")]))
    assert [type(item).__name__ for item in items] == ["Rejected", "Listing", "Rejected"]


def test_many_entries_cross_the_borders_of_blocks() -> None:
    digests = [md5(str(number).encode()) for number in range(10_000)]
    assert [item.md5 for item in read(encase, hash_set(digests))] == digests


@pytest.mark.parametrize(("heading", "kind", "digest"), [("MD5", "md5", md5), ("sha256", "sha256", sha256)])
def test_an_xways_list_goes_by_its_first_line(heading: str, kind: str, digest: Any) -> None:
    content = f"{heading}\r\n{digest(b'a').hex().upper()}\r\n\r\n{digest(b'b').hex()}\r\n".encode()
    assert recognise_head(content, "list") is xways
    first, second = read(xways, content)
    assert [getattr(item, kind) for item in (first, second)] == [digest(b"a"), digest(b"b")]
    assert (first.record, second.record) == (2, 4)


def test_a_sha1_in_base32_is_read() -> None:
    """The manual allows Base32 for SHA-1, as Gnutella wrote it."""
    text = base64.b32encode(sha1(b"kettle")).decode()
    first, second = read(xways, f"SHA-1\r\n{text}\r\n{sha1(b'b').hex()}\r\n".encode())
    assert (first.sha1, second.sha1) == (sha1(b"kettle"), sha1(b"b"))


def test_an_md5_under_the_heading_of_sha1_is_refused_and_not_taken_for_base32() -> None:
    (refused,) = read(xways, b"SHA-1\r\n" + b"abcdef23" * 4 + b"\r\n")
    assert isinstance(refused, Rejected)
    assert "sha1 has 40 hexadecimal digits, not 32" in refused.reason


def test_text_behind_a_digest_is_kept_and_a_line_without_one_is_refused() -> None:
    first, second = read(xways, f"MD5\r\n{DIGESTS[0].hex()}\tset 7\r\n--- end ---\r\n".encode())
    assert isinstance(first, Listing)
    assert first.detail == (("behind the digest", "set 7"),)
    assert isinstance(second, Rejected)
    assert second.where == "line 3"


def test_a_list_with_the_heading_as_a_comment_stays_a_plain_one() -> None:
    assert recognise_head(b"#PDQ\n" + b"a5" * 32 + b"\n", "list") is plain
