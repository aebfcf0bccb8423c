"""DSSE against its specification and against securesystemslib, which shares no code with ours."""

import json

import pytest
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner, SSlibKey

from exchange.invented import CREATED, NOW, draft, world
from understone.exchange import dsse, keys
from understone.exchange.directory import key_id
from understone.exchange.errors import Tampered
from understone.exchange.signers import package_signers

TYPE = "http://example.com/HelloWorld"


def test_pae_is_that_of_the_specification() -> None:
    """The test vector of DSSE's protocol.md."""
    assert dsse.pae(TYPE, b"hello world") == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_lengths_are_counted_in_bytes_of_utf8() -> None:
    """é is two bytes; an empty payload still has its blank."""
    assert dsse.pae("é", b"") == b"DSSEv1 2 \xc3\xa9 0 "


def test_a_stock_verifier_accepts_our_envelope() -> None:
    private = keys.new_signing_key()
    public = keys.public_of(private)
    made = dsse.envelope(b"hello world", TYPE, (dsse.sign(b"hello world", TYPE, private, key_id(public)),))
    stock = Envelope.from_dict(json.loads(made))
    assert stock.verify([SSlibKey(key_id(public), "ed25519", "ed25519", {"public": public})], threshold=1)


def test_we_accept_the_signature_of_a_stock_signer() -> None:
    signer = CryptoSigner.generate_ed25519()
    stock = Envelope(b"hello world", TYPE, {})
    raw = bytes.fromhex(stock.sign(signer).signature)
    import base64

    signature = dsse.Signature("0" * 32, base64.b64encode(raw).decode())
    public = bytes.fromhex(signer.public_key.keyval["public"])
    assert dsse.holds(b"hello world", TYPE, signature, public, "test")
    assert not dsse.holds(b"hello worlD", TYPE, signature, public, "test")


def test_two_keys_of_one_person_count_once() -> None:
    known = world()
    made = draft()
    trusted = {
        known.id(name): (person, bytes.fromhex(keys.public_of(known.private[name])))
        for name, person in (("author", "AN-07"), ("author2", "AN-07"), ("approver", "AP-02"))
    }
    kind = "application/vnd.understone.package+json"
    two = dsse.envelope(made.manifest_bytes, kind, (known.sign(made, "author"), known.sign(made, "author2")))
    assert dsse.verify(two, kind, trusted, "test") == {"AN-07"}
    three = dsse.envelope(
        made.manifest_bytes, kind, tuple(known.sign(made, each) for each in ("author", "author2", "approver"))
    )
    assert dsse.verify(three, kind, trusted, "test") == {"AN-07", "AP-02"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"package+json", b"receipt+json", "of type"),
        (b'{"payload":', b'{ "payload":', "no signed envelope"),
        (b'"signatures":[', b'"extra":1,"signatures":[', "no signed envelope"),
    ],
)
def test_an_envelope_in_another_spelling_or_of_another_type_is_tampered(old: bytes, new: bytes, reason: str) -> None:
    known = world()
    made = draft()
    kind = "application/vnd.understone.package+json"
    content = dsse.envelope(made.manifest_bytes, kind, (known.sign(made, "author"), known.sign(made, "approver")))
    with pytest.raises(Tampered, match=reason):
        package_signers(
            content.replace(old, new), known.directory, created=CREATED, now=NOW, vouched=None, where="test"
        )
