"""`understone keys`: what is made, what is refused, and that nothing is lost on the way."""

import contextlib
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli.key_office import DIRECTORY, SECRET, WORDS, Office, at, secret
from exchange.invented import KENT, MET
from understone.cli.entry import root
from understone.exchange import directory, keys

NEW = ("--kind", "seal", "--owner", "Met inbox", "--organisation", MET)
BEGIN = (*DIRECTORY, "--agency", "AGENCY")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, monkeypatch, capsys)


def mode(name: str) -> int:
    return stat.S_IMODE(Path(name).stat().st_mode)


def held() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path("keys.json").read_bytes())["entries"]
    return found


def names() -> set[str]:
    return set(os.listdir())  # noqa: PTH208 — hidden files too


def test_a_new_key_is_a_hard_passphrase_file_for_its_owner_alone(tmp_path: Path) -> None:
    """As a program of its own, with the real work: 2^14 is the least that scrypt's author names for a login."""
    words = tmp_path / "words"
    words.touch(mode=0o600)
    words.write_text(WORDS)
    command = [sys.executable, "-m", "understone", "keys", "new", "k.key", *NEW, *BEGIN, *SECRET]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, umask=0)
    assert (done.returncode, done.stderr) == (0, "")
    content = (tmp_path / "k.key").read_bytes()
    assert int(content.split(b"\n")[1].split(b" ")[3]) >= 14
    for name in ("k.key", "keys.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    private = str(keys.load_identity(tmp_path / "k.key", WORDS))
    public = keys.public_of(keys.load_identity(tmp_path / "k.key", WORDS))
    assert public in done.stdout
    assert private not in done.stdout + (tmp_path / "keys.json").read_text()


@pytest.mark.parametrize("kind", ["sign", "seal", "recover"])
def test_a_new_key_is_entered_with_whose_it_is_and_from_when(office: Office, kind: str) -> None:
    asked = ("--kind", kind, "--owner", "AN-07's", "--organisation", "AGENCY", "--person", "AN-07", "--at", at(9))
    (told,) = office.tell("keys", "new", "k.key", *asked, *BEGIN, *SECRET)
    load = keys.load_signing_key if kind == "sign" else keys.load_identity
    public = keys.public_of(load(Path("k.key"), WORDS))
    assert told == {
        "key_id": directory.key_id(public),
        "kind": kind,
        "owner": "AN-07's",
        "organisation": "AGENCY",
        "person": "AN-07",
        "public": public,
        "effective": "2026-11-01T09:00:00Z",
        "until": None,
        "revoked_at": None,
        "cause": None,
    }
    assert held() == [told]
    assert mode("k.key") == mode("keys.json") == 0o600


def test_every_answer_in_json_is_the_one_envelope(office: Office) -> None:
    office.new("k", "seal", MET, "--agency", "AGENCY")
    done = json.loads(office.run("keys", "list", "keys.json", "--json"))
    assert (done["schema"], done["errors"], len(done["data"])) == ("understone.keys/1", [], 1)
    refused = json.loads(office.run("keys", "list", "none.json", "--json", code=3))
    assert (refused["schema"], refused["data"]) == ("understone.error/1", None)
    (error,) = refused["errors"]
    assert error == {
        "what": "No such file or directory",
        "where": "none.json",
        "remedy": "give the keys.json of the agency",
    }


def test_a_key_file_that_exists_is_never_overwritten(office: Office) -> None:
    made = office.new("k", "seal", MET, "--agency", "AGENCY")
    before = {name: Path(name).read_bytes() for name in ("k.key", "keys.json")}
    for verb in (("new", "k.key", *NEW), ("rotate", made["key_id"], "k.key")):
        said = office.run("keys", *verb, *DIRECTORY, *SECRET, code=3)
        assert "a file of this name exists" in said
        assert "no key is overwritten" in said
    assert {name: Path(name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    ("words", "bits", "code", "told"),
    [
        (WORDS, 0o640, 2, "others can read this passphrase"),
        (WORDS, 0o604, 2, "run `chmod 600` on it"),
        ("elevenchars", 0o600, 3, "shorter than 12 characters"),
        ("", 0o600, 3, "shorter than 12 characters"),
        (None, 0o600, 2, "the passphrase cannot be read"),
    ],
)
def test_a_passphrase_that_is_short_or_not_secret_makes_no_key(
    office: Office, words: str | None, bits: int, code: int, told: str
) -> None:
    if words is not None:
        secret("other", words)
        Path("other").chmod(bits)
    before = names()
    assert told in office.run("keys", "new", "k.key", *NEW, *BEGIN, "--passphrase-file", "other", code=code)
    assert names() == before


def test_a_passphrase_is_asked_for_twice_and_never_shown(office: Office) -> None:
    typed = f"{WORDS}\nfour invented words hear\n{WORDS}\n{WORDS}\n"
    done = CliRunner().invoke(root, ["keys", "new", "k.key", *NEW, *BEGIN], input=typed)
    assert done.exception is None
    assert done.output.count("New passphrase") == 2
    assert "invented words" not in done.output
    assert keys.load_identity(Path("k.key"), WORDS)


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (("--kind", "both"), 2, "'both' is not one of 'sign', 'seal', 'recover'"),
        (("--at", "2026-11-01T09:00:00"), 2, "no time with a zone"),
        (("--at", "tomorrow"), 2, "write it as 2026-11-25T09:00:00Z"),
        (("--directory", "none.json"), 3, "give the keys.json of the agency"),
        (("--directory", "words"), 3, "no directory of keys"),
        (("--directory", ""), 2, "an empty name"),
    ],
)
def test_a_call_that_makes_no_sense_makes_no_key(office: Office, more: tuple[str, ...], code: int, told: str) -> None:
    office.new("first", "sign", "AGENCY", "--agency", "AGENCY")
    before = names()
    assert told in office.run("keys", "new", "k.key", *NEW, *DIRECTORY, *SECRET, *more, code=code)
    assert names() == before


def test_a_list_begins_with_the_digest_of_the_file_to_read_out(office: Office) -> None:
    made = [office.new(name, "seal", MET, "--agency", "AGENCY") for name in ("one", "two")]
    first, *table = office.run("keys", "list", "keys.json").splitlines()
    assert first == f"agency AGENCY; SHA-256 {hashlib.sha256(Path('keys.json').read_bytes()).hexdigest()}"
    assert [line.split()[0] for line in table[2:]] == [each["key_id"] for each in made]


def test_a_list_shows_revocations_and_cannot_drive_the_terminal(office: Office) -> None:
    made = office.new("\x1b[31mred", "seal", MET, "--agency", "AGENCY\x1b[7m")
    office.revoke(made, "stolen\x1b]0;fine\x07")
    said = office.run("keys", "list", "keys.json")
    assert "2026-11-01T11:00:00Z: stolen" in said
    assert not re.search("[\x1b\x07]", said)


def test_a_rotated_key_ends_when_its_successor_begins(office: Office) -> None:
    made = office.new("k", "sign", "AGENCY", "--agency", "AGENCY", "--person", "AN-07")
    turn = ("--at", "2027-01-01T01:00:00+01:00")
    old, new = office.tell("keys", "rotate", made["key_id"], "k-2027.key", *DIRECTORY, *SECRET, *turn)
    assert (old["key_id"], old["until"]) == (made["key_id"], "2027-01-01T00:00:00Z")
    assert new["effective"] == old["until"]
    for same in ("kind", "owner", "organisation", "person"):
        assert new[same] == made[same]
    assert held() == [old, new]
    assert mode("k-2027.key") == 0o600
    assert keys.load_signing_key(Path("k.key"), WORDS)  # the old file stays


def test_a_revocation_is_entered_once_with_its_cause(office: Office) -> None:
    made = office.new("k", "seal", MET, "--agency", "AGENCY")
    asked = ("keys", "revoke", made["key_id"], *DIRECTORY)
    (told,) = office.tell(*asked, "--cause", "laptop stolen", "--at", at(11))
    assert told == made | {"revoked_at": "2026-11-01T11:00:00Z", "cause": "laptop stolen"}
    assert "was revoked 2026-11-01T11:00:00Z" in office.run(*asked, "--cause", "again", code=3)
    assert held() == [told]


def test_a_key_without_a_cause_or_that_is_not_there_is_not_revoked(office: Office) -> None:
    made = office.new("k", "seal", MET, "--agency", "AGENCY")
    before = names(), held()
    assert "--cause" in office.run("keys", "revoke", made["key_id"], *DIRECTORY, code=2)
    office.run("keys", "revoke", made["key_id"], "--cause", " ", *DIRECTORY, code=3)
    nobody = "0" * 32
    assert "understone keys list" in office.run("keys", "revoke", nobody, "--cause", "lost", *DIRECTORY, code=3)
    assert "no such key" in office.run("keys", "rotate", nobody, "k2.key", *DIRECTORY, *SECRET, code=3)
    assert (names(), held()) == before


def test_sealing_anew_needs_key_passphrase_and_a_new_file(office: Office) -> None:
    import pyrage

    for name, force in (("recovery", MET), ("kent", KENT)):
        office.new(name, "recover", force, "--agency", "AGENCY")
    to = office.new("seal-again", "seal")["public"]
    recipient = pyrage.x25519.Recipient.from_str(held()[0]["public"])
    Path("d1.age").write_bytes(pyrage.encrypt(b"what was sealed", [recipient]))
    secret("wrong", WORDS + "!")
    asked = ("keys", "recover", "d1.age", "again.age")
    before = names()
    for recovery, new, words, told in (
        ("recovery.key", to, "wrong", "the passphrase does not open this key file"),
        ("kent.key", to, "words", "does not open this file"),
        ("none.key", to, "words", "No such file"),
        ("recovery.key", "age1nobody", "words", "the new key is none"),
    ):
        more = ("--recovery", recovery, "--to", new, "--passphrase-file", words)
        assert told in office.run(*asked, *more, code=3)
    assert names() == before

    right = ("--recovery", "recovery.key", "--to", to, *SECRET)
    assert office.tell(*asked, *right) == {"out": "again.age"}
    assert mode("again.age") == 0o600
    opened = pyrage.decrypt(Path("again.age").read_bytes(), [keys.load_identity(Path("seal-again.key"), WORDS)])
    assert opened == b"what was sealed"
    content = Path("again.age").read_bytes()
    assert "a file of this name exists" in office.run(*asked, *right, code=5)
    assert Path("again.age").read_bytes() == content


def test_a_sealed_file_that_is_not_there_is_an_input_that_cannot_be_used(office: Office) -> None:
    to = office.new("recovery", "recover", MET, "--agency", "AGENCY")["public"]
    office.run("keys", "recover", "none.age", "again.age", "--recovery", "recovery.key", "--to", to, *SECRET, code=3)


def test_a_key_that_cannot_be_entered_leaves_no_file(office: Office) -> None:
    before = names()
    blank = ("--kind", "seal", "--owner", " ", "--organisation", MET)
    office.run("keys", "new", "k.key", *blank, *BEGIN, *SECRET, code=3)
    assert names() == before


def test_a_directory_of_another_agency_is_not_taken_for_a_new_one(office: Office) -> None:
    office.new("k", "sign", "AGENCY", "--agency", "AGENCY")
    ended, _ = office.attempt("keys", "new", "l.key", *NEW, *DIRECTORY, "--agency", "OTHER AGENCY", *SECRET)
    assert ended != 0


def test_a_revocation_made_while_a_passphrase_is_typed_is_not_undone(office: Office) -> None:
    """The passphrase comes through a pipe, so that `keys new` waits for it as it waits for a person."""
    stolen = office.new("k", "sign", "AGENCY", "--agency", "AGENCY")
    os.mkfifo("typed", 0o600)
    words = [sys.executable, "-m", "understone", "keys"]
    making = subprocess.Popen([*words, "new", "l.key", *NEW, *DIRECTORY, "--passphrase-file", "typed"])
    with Path("typed").open("w") as typing:  # opens when the other end asks for the passphrase
        revoking = subprocess.Popen([*words, "revoke", stolen["key_id"], "--cause", "stolen", *DIRECTORY])
        with contextlib.suppress(subprocess.TimeoutExpired):  # it may wait its turn
            revoking.wait(10)
        typing.write(f"{WORDS}\n")
    assert (making.wait(60), revoking.wait(60)) == (0, 0)
    assert [each["cause"] for each in held()] == ["stolen", None]
