"""One pass, the digests that were asked for, equal to other tools'."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from understone.digests import EMPTY, KINDS, Digests
from understone.media.digesting import Digester, digest_content


def test_the_published_vectors_of_abc_hold() -> None:
    """RFC 1321 appendix A.5 and FIPS 180-4 examples."""
    digests = digest_content([b"a", b"", b"bc"], frozenset(KINDS))
    assert digests.md5 == bytes.fromhex("900150983cd24fb0d6963f7d28e17f72")
    assert digests.sha1 == bytes.fromhex("a9993e364706816aba3e25717850c26c9cd0d89d")
    assert digests.sha256 == bytes.fromhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")


def test_only_what_was_asked_for_is_computed() -> None:
    assert digest_content([b"x"], frozenset({"sha1"})) == Digests(sha1=hashlib.sha1(b"x").digest())
    assert digest_content([b"x"], frozenset()) == Digests()


def test_nothing_gives_the_digests_of_nothing_and_size_zero() -> None:
    digester = Digester(KINDS)
    assert digester.finish() == Digests(**EMPTY)
    assert digester.size == 0


@given(st.lists(st.binary(max_size=5000)))
def test_chunks_of_any_size_and_type_give_what_the_whole_gives(chunks: list[bytes]) -> None:
    digester = Digester(KINDS)
    for number, chunk in enumerate(chunks):
        digester.update((chunk, bytearray(chunk), memoryview(chunk))[number % 3])
    whole = b"".join(chunks)
    assert digester.size == len(whole)
    assert digester.finish().sha256 == hashlib.sha256(whole).digest()
    assert digester.finish().md5 == hashlib.md5(whole).digest()


def test_finishing_midway_does_not_end_the_digest() -> None:
    digester = Digester({"md5"})
    digester.update(b"ab")
    assert digester.finish().md5 == hashlib.md5(b"ab").digest()
    digester.update(b"c")
    assert digester.finish().md5 == hashlib.md5(b"abc").digest()


def test_a_memoryview_of_wider_items_is_counted_in_bytes() -> None:
    digester = Digester({"md5"})
    digester.update(memoryview(b"12345678").cast("I"))
    assert digester.size == 8
