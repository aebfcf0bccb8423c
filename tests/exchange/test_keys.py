"""Key files, and what is left when one is lost."""

import hashlib
import stat
from pathlib import Path

import pytest

from exchange.invented import MET, NOW, SENDING, Force, draft, world
from understone.errors import ExchangeError
from understone.exchange import directory, keys, sealing
from understone.exchange.errors import DirectoryError, KeyFileError

WORDS = "four invented words here"


def test_a_key_file_opens_with_its_passphrase_only_and_only_for_its_owner(tmp_path: Path) -> None:
    key, identity = keys.new_signing_key(), keys.new_identity()
    sign, seal = tmp_path / "sign.key", tmp_path / "seal.key"
    keys.store_signing_key(sign, key, WORDS)
    keys.store_identity(seal, identity, WORDS)
    assert stat.S_IMODE(sign.stat().st_mode) == stat.S_IMODE(seal.stat().st_mode) == 0o600
    assert keys.public_of(keys.load_signing_key(sign, WORDS)) == keys.public_of(key)
    assert keys.public_of(keys.load_identity(seal, WORDS)) == keys.public_of(identity)
    with pytest.raises(KeyFileError, match="passphrase does not open"):
        keys.load_identity(seal, WORDS + "!")
    with pytest.raises(KeyFileError, match="no sealing key"):
        keys.load_identity(sign, WORDS)
    with pytest.raises(KeyFileError, match="exists"):
        keys.store_identity(seal, identity, WORDS)
    seal.chmod(0o640)
    with pytest.raises(KeyFileError, match="mode 640"):
        keys.load_identity(seal, WORDS)


def test_a_short_passphrase_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="shorter than 12"):
        keys.store_identity(tmp_path / "k", keys.new_identity(), "short")
    assert list(tmp_path.iterdir()) == []


def test_a_key_id_is_the_first_half_of_the_sha256_of_the_public_key() -> None:
    """RFC 8032 §7.1, test 1: its public key."""
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert directory.key_id(public) == hashlib.sha256(bytes.fromhex(public)).digest()[:16].hex()


def test_what_was_sealed_to_a_lost_key_is_opened_by_the_recovery_key(tmp_path: Path) -> None:
    known = world()
    content = known.seal(draft(), "author", "approver").content
    assert Force(tmp_path, known, MET, "met-recovery").open(content).manifest.dissemination == SENDING
    new = keys.new_identity()
    again = sealing.reseal(content, known.private["met-recovery"], keys.public_of(new))
    known.private["met-seal"] = new
    force = Force(tmp_path, known)
    assert force.take(again).manifest.dissemination == SENDING
    assert force.open(again).seen is not None
    with pytest.raises(ExchangeError, match="recovery key does not open"):
        sealing.reseal(content, known.private["kent-seal"], keys.public_of(new))


def test_a_rotated_key_still_opens_what_came_before_and_gets_nothing_new() -> None:
    known = world()
    keys_after = directory.end(known.directory, known.id("met-seal"), NOW)
    with pytest.raises(DirectoryError, match="no sealing key in effect"):
        directory.recipients(keys_after, MET, NOW)
    public = keys.public_of(keys.new_identity())
    entry = directory.Entry(
        directory.key_id(public), directory.KeyKind.SEAL, "met-2027", MET, None, public, "2026-11-01T10:00:00Z",
        None, None, None,
    )  # fmt: skip
    to = directory.recipients(directory.add(keys_after, entry), MET, NOW)
    assert to == sorted([public, keys.public_of(known.private["met-recovery"])])


def test_a_revoked_sealing_key_gets_nothing_more() -> None:
    known = world()
    revoked = directory.revoke(known.directory, known.id("met-recovery"), NOW, "safe opened")
    assert directory.recipients(revoked, MET, NOW) == [keys.public_of(known.private["met-seal"])]
    with pytest.raises(DirectoryError, match="was revoked"):
        directory.revoke(revoked, known.id("met-recovery"), NOW, "again")
