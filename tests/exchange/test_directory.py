"""Whose key is whose, from when until when: what `keys.json` may say, and what follows from it."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.invented import AGENCY, CREATED, KENT, MET, NOW, World, world
from understone.exchange import directory, keys, typed_json
from understone.exchange.directory import Directory, Entry, KeyKind
from understone.exchange.errors import DirectoryError, RevokedKey, SchemaUnknown, UnknownSigner
from understone.exchange.typed_json import moment_text

SECOND = timedelta(seconds=1)
SPAN = st.integers(-100_000, 100_000).map(lambda seconds: NOW + timedelta(seconds=seconds))


@pytest.fixture(scope="module")
def known() -> World:
    return world()


def public(known: World, *names: str) -> list[str]:
    return sorted(keys.public_of(known.private[name]) for name in names)


def entry(kind: KeyKind = KeyKind.SEAL, organisation: str = MET, **other: Any) -> Entry:
    made = keys.public_of(keys.new_signing_key() if kind is KeyKind.SIGN else keys.new_identity())
    since = "2026-01-01T00:00:00Z"
    return replace(
        Entry(directory.key_id(made), kind, "new", organisation, None, made, since, None, None, None), **other
    )


def signer(held: Directory, wanted: str, *, at: datetime = NOW, **other: Any) -> Entry:
    times = {"earliest": at, "latest": at, "vouched": None} | other
    return directory.signer(held, wanted, "d1.age", **times)


def saved(path: Path, *entries: dict[str, Any], **head: Any) -> Path:
    """Write a keys.json with any content, in the one spelling."""
    value = {"schema": directory.SCHEMA, "agency": AGENCY, "entries": list(entries)} | head
    path.write_bytes(json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii"))
    return path


def as_json(known: World, name: str, **other: Any) -> dict[str, Any]:
    held = json.loads(directory.to_bytes(known.directory))["entries"]
    found: dict[str, Any] = next(each for each in held if each["owner"] == name)
    return found | other


def test_a_signing_key_counts_from_its_first_moment_and_no_longer_at_its_end(known: World) -> None:
    end = NOW + timedelta(hours=1)
    held = known.with_entry("author", effective=moment_text(NOW), until=moment_text(end))
    for at in (NOW, end - SECOND):
        assert signer(held, known.id("author"), at=at).person == "AN-07"
    for at in (NOW - SECOND, end, end + SECOND):
        with pytest.raises(UnknownSigner, match="not in effect at that time") as caught:
            signer(held, known.id("author"), at=at)
        assert caught.value.where == "d1.age"


@pytest.mark.parametrize(
    ("effective", "until", "counts"),
    [
        (CREATED - SECOND, CREATED, False),
        (CREATED - SECOND, CREATED + SECOND, True),
        (CREATED + SECOND, CREATED + 2 * SECOND, True),
        (NOW, None, True),
        (NOW + SECOND, None, False),
    ],
)
def test_a_key_counts_that_was_in_effect_at_some_moment_between_submission_and_sealing(
    known: World, effective: datetime, until: datetime | None, counts: bool
) -> None:
    """Author and approver sign at different times, and a signature states none."""
    held = known.with_entry(
        "author", effective=moment_text(effective), until=None if until is None else moment_text(until)
    )
    try:
        found = signer(held, known.id("author"), earliest=CREATED, latest=NOW)
    except UnknownSigner:
        found = None
    assert (found is not None) is counts


def test_a_revoked_key_counts_only_for_what_was_held_before(known: World) -> None:
    held = known.with_entry("author", revoked_at=moment_text(NOW), cause="laptop stolen")
    assert signer(held, known.id("author"), vouched=NOW - SECOND).person == "AN-07"
    for vouched in (None, NOW, NOW + SECOND):
        with pytest.raises(RevokedKey, match="revoked 2026-11-01T10:00:00Z \\(laptop stolen\\)"):
            signer(held, known.id("author"), vouched=vouched)


def test_having_held_it_before_makes_no_key_count_out_of_its_time(known: World) -> None:
    held = known.with_entry("author", until=moment_text(NOW), revoked_at=moment_text(NOW + SECOND), cause="left")
    with pytest.raises(UnknownSigner):
        signer(held, known.id("author"), vouched=NOW)


@pytest.mark.parametrize("name", ["met-seal", "met-recovery"])
def test_a_key_that_opens_never_signs(known: World, name: str) -> None:
    with pytest.raises(UnknownSigner, match="no directory of yours names as a signing key"):
        signer(known.directory, known.id(name))


def test_a_key_of_nobody_is_unknown(known: World) -> None:
    with pytest.raises(UnknownSigner, match="which no directory of yours names"):
        signer(known.directory, "0" * 32)


def test_a_file_is_sealed_to_sealing_and_recovery_keys_of_its_force_alone(known: World) -> None:
    assert directory.recipients(known.directory, MET, NOW) == public(known, "met-seal", "met-recovery")
    assert directory.recipients(known.directory, KENT, NOW) == public(known, "kent-seal")


def test_a_sealing_key_is_sealed_to_from_its_first_moment_and_no_longer_at_its_end(known: World) -> None:
    end = NOW + timedelta(hours=1)
    held = known.with_entry("met-seal", effective=moment_text(NOW), until=moment_text(end))
    for at in (NOW, end - SECOND):
        assert directory.recipients(held, MET, at) == public(known, "met-seal", "met-recovery")
    for at in (NOW - SECOND, end):
        with pytest.raises(DirectoryError, match=f"{MET} has no sealing key in effect"):
            directory.recipients(held, MET, at)


def test_a_recovery_key_out_of_its_time_is_not_sealed_to(known: World) -> None:
    held = known.with_entry("met-recovery", until=moment_text(NOW))
    assert directory.recipients(held, MET, NOW - SECOND) == public(known, "met-seal", "met-recovery")
    assert directory.recipients(held, MET, NOW) == public(known, "met-seal")


@pytest.mark.parametrize("force", [MET, "E23000099", AGENCY])
def test_without_a_sealing_key_there_is_nobody_to_seal_to(known: World, force: str) -> None:
    """A recovery key alone, an unknown force, an organisation that only signs."""
    held = directory.revoke(known.directory, known.id("met-seal"), NOW, "lost")
    with pytest.raises(DirectoryError) as caught:
        directory.recipients(held, force, NOW + SECOND)
    assert caught.value.remedy == "ask the force for its newest public key"


@given(turn=SPAN, at=SPAN)
def test_at_any_time_around_a_rotation_exactly_one_sealing_key_is_in_effect(
    known: World, turn: datetime, at: datetime
) -> None:
    new = entry(effective=moment_text(turn))
    held = directory.add(directory.end(known.directory, known.id("met-seal"), turn), new)
    (expected,) = [new.public] if at >= turn else public(known, "met-seal")
    assert set(directory.recipients(held, MET, at)) == {expected, *public(known, "met-recovery")}


def test_a_key_that_has_ended_is_not_brought_back_by_ending_it_later(known: World) -> None:
    ended = directory.end(known.directory, known.id("author"), CREATED)
    try:
        again = directory.end(ended, known.id("author"), NOW)
    except DirectoryError:
        again = ended
    with pytest.raises(UnknownSigner):
        signer(again, known.id("author"), at=NOW - SECOND)


def test_a_second_revocation_is_refused_and_the_first_stands(known: World) -> None:
    once = directory.revoke(known.directory, known.id("met"), NOW, "stolen")
    with pytest.raises(DirectoryError, match="this key was revoked 2026-11-01T10:00:00Z"):
        directory.revoke(once, known.id("met"), NOW + SECOND, "by mistake")
    found = once.find(known.id("met"))
    assert found is not None
    assert (found.revoked_at, found.cause) == ("2026-11-01T10:00:00Z", "stolen")


def test_a_change_to_one_key_leaves_the_others_as_they_were(known: World) -> None:
    for changed in (
        directory.revoke(known.directory, known.id("met"), NOW, "stolen"),
        directory.end(known.directory, known.id("met"), NOW),
    ):
        pairs = zip(known.directory.entries, changed.entries, strict=True)
        assert [old.owner for old, new in pairs if old != new] == ["met"]


def test_a_key_that_is_not_there_can_be_neither_ended_nor_revoked(known: World) -> None:
    for change in (
        lambda: directory.end(known.directory, "0" * 32, NOW),
        lambda: directory.revoke(known.directory, "0" * 32, NOW, "lost"),
    ):
        with pytest.raises(DirectoryError, match="no such key in the directory"):
            change()


def test_a_key_is_entered_once(known: World) -> None:
    """Not for another person, nor for another purpose either: one could then sign for two."""
    (first, *_) = known.directory.entries
    for same in (first, replace(first, person="AP-02", owner="approver")):
        with pytest.raises(DirectoryError, match="in the directory already"):
            directory.add(known.directory, same)


def test_a_file_in_which_a_key_stands_twice_is_refused(known: World, tmp_path: Path) -> None:
    twice = as_json(known, "author"), as_json(known, "author", person="AP-02")
    with pytest.raises(DirectoryError, match="a key stands twice"):
        directory.load(saved(tmp_path / "keys.json", *twice))


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("author", {"kind": "seal"}, "of another kind"),
        ("author", {"kind": "recover"}, "of another kind"),
        ("met-seal", {"kind": "sign"}, "of another kind"),
        ("author", {"kind": "both"}, "$.entries[0].kind is not one of sign, seal, recover"),
        ("author", {"key_id": "0" * 32}, "not that of the public key"),
        ("author", {"public": "ab" * 32}, "not that of the public key"),
        ("author", {"public": "age1short"}, "not a public key"),
        ("author", {"revoked_at": "2026-11-01T10:00:00Z"}, "a time and a cause"),
        ("author", {"cause": "stolen"}, "a time and a cause"),
        ("author", {"revoked_at": "2026-11-01T10:00:00Z", "cause": " "}, "cause is not text that is not blank"),
        ("author", {"effective": "2026-01-01"}, "effective is not a time in UTC"),
        ("author", {"effective": None}, "effective is not text"),
        ("author", {"private": "x"}, "private is not a field that is known"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused_in_words(
    known: World, tmp_path: Path, name: str, other: dict[str, Any], reason: str
) -> None:
    path = saved(tmp_path / "keys.json", as_json(known, name, **other))
    with pytest.raises(DirectoryError) as caught:
        directory.load(path)
    assert reason in caught.value.what
    assert (caught.value.where, caught.value.remedy) == (str(path), "get it again from the agency")


def test_what_is_no_directory_is_refused(known: World, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(DirectoryError, match="No such file") as caught:
        directory.load(path)
    assert caught.value.remedy == "give the keys.json of the agency"
    saved(path, as_json(known, "author"))
    assert directory.load(path).find(known.id("author")) is not None
    for content in (b"", b"\xff", path.read_bytes() + b"\n", json.dumps(json.loads(path.read_bytes())).encode()):
        path.write_bytes(content)
        with pytest.raises(DirectoryError, match="no directory of keys"):
            directory.load(path)
    with pytest.raises(DirectoryError, match="schema is not the schema"):
        directory.load(saved(path, schema="understone/key-directory/2"))


@given(owner=st.text(max_size=30), cause=st.text(max_size=30))
def test_any_words_come_back_as_they_were_and_blank_ones_are_not_written(known: World, owner: str, cause: str) -> None:
    held = known.with_entry("author", owner=owner, revoked_at=moment_text(NOW), cause=cause)
    if not owner.strip() or not cause.strip():
        with pytest.raises(SchemaUnknown):
            directory.to_bytes(held)
        return
    content = directory.to_bytes(held)
    assert json.loads(content)["entries"][0] | {"owner": owner, "cause": cause} == json.loads(content)["entries"][0]
    assert typed_json.read(Directory, content, "keys.json") == held


def test_the_id_of_a_sealing_key_is_over_its_characters() -> None:
    """The recipient of age's own manual page; `printf age1ql3… | sha256sum`."""
    recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudk9yx0s4yqv05"
    assert directory.key_id(recipient) == hashlib.sha256(recipient.encode()).hexdigest()[:32]
