"""Digests are typed at the edge, however people write their names."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone import digests
from understone.digests import DigestError, Digests, kind_named, parse, parse_as


@pytest.mark.parametrize("name", ["SHA-1", "sha1", "Sha1", "SHA_1", "sha1 hash", "SHA1Value", "Hash SHA-1"])
def test_a_kind_is_recognised_in_every_spelling(name: str) -> None:
    """A tool answered "unknown" to everything since its lists said `SHA-1` (hashlookup-forensic-analyser #17)."""
    assert kind_named(name) == "sha1"


@pytest.mark.parametrize("name", ["sha512", "name", "", "hash", "sha-10", "md4"])
def test_other_names_are_no_kind(name: str) -> None:
    assert kind_named(name) is None


@given(st.binary(), st.sampled_from(digests.KINDS), st.booleans())
def test_a_digest_in_hexadecimal_reads_back(content: bytes, kind: digests.DigestKind, upper: bool) -> None:
    value = hashlib.new(kind, content)
    text = value.hexdigest().upper() if upper else value.hexdigest()
    assert parse(f" {text}\n") == (kind, value.digest())


@pytest.mark.parametrize(
    "text", ["", "0" * 63, "0" * 65, "g" * 32, "0" * 31 + " 0", "0 " * 15 + "00", "00" + " " * 60 + "00"]
)
def test_what_is_no_digest_is_refused_with_the_reason(text: str) -> None:
    """63 digits gave a server error elsewhere (ThreatExchange #1287)."""
    with pytest.raises(DigestError, match=r"characters|hexadecimal"):
        parse(text)


def test_a_stated_kind_is_held_to_its_length() -> None:
    with pytest.raises(DigestError, match="sha1 has 40 hexadecimal digits, not 32"):
        parse_as("sha1", "0" * 32)


@pytest.mark.parametrize("kind", digests.KINDS)
def test_the_digests_of_nothing_are_known(kind: digests.DigestKind) -> None:
    assert Digests(**{kind: hashlib.new(kind, b"").digest()}).is_of_nothing()
    assert not Digests(**{kind: hashlib.new(kind, b"x").digest()}).is_of_nothing()
