"""`understone package` as the agency and its forces run it: hosted, and by files for a force with its own system."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from exchange import age_passphrase
from exchange.organisation import PASSPHRASE, Organisation, founded
from operation.packages import office
from operation.packages.office import KENT, MET, ring
from operation.packages.test_hosted import named_once
from operation.referrals.test_intake import events, holds
from understone.exchange import directory

WHY = ("--reason", "an invented reason")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a key file of everybody's, under one passphrase, and keys.json."""
    for name, private in ring().private.items():
        pem = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        content = f"{private}\n".encode() if name.endswith("-seal") else private.private_bytes(*pem)
        put(tmp_path / f"{name}.key", age_passphrase.encrypt(content, PASSPHRASE))
    put(tmp_path / "passphrase", PASSPHRASE.encode())
    put(tmp_path / "keys.json", directory.to_bytes(ring().directory))
    return tmp_path


def put(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


class Office:
    """Runs `understone package` with the key of whoever acts."""

    def __init__(self, runs: Run, desk: Path) -> None:
        self.run, self.desk = runs, desk

    def signed(self, name: str, key: str, *arguments: str, code: int = 0) -> Any:
        file = ("--key", str(self.desk / f"{key}.key"))
        secret = ("--passphrase-file", str(self.desk / "passphrase"))
        return self(name, *arguments, *file, *secret, *self.directory, code=code)

    def __call__(self, name: str, *arguments: str, code: int = 0, as_json: bool = True) -> Any:
        return self.run("package", name, *arguments, code=code, as_json=as_json)

    @property
    def directory(self) -> tuple[str, str]:
        return ("--directory", str(self.desk / "keys.json"))

    def sent(self) -> str:
        """Take a subject to a sending."""
        code = office.subject().code
        cover = ("--telephone", "07700 900002", "--out-of-hours", "07700 900003", "--valid-days", "14")
        made = self("draft", code, "--kind", "development", *cover, "--as", "AN-1")
        key = made["id"]
        made = self.signed("submit", "AN-1", key, "--place", office.WESTMINSTER, "--as", "AN-1")
        (line,) = self("list", "--state", "submitted", "--as", "AP-1")["packages"]
        assert (line["id"], line["rev"], line["subject"], line["author"]) == (key, made["rev"], code, "AN-1")
        shown = self.desk / "before"
        self("preview", key, "--purpose", "before I approve it", "--out", str(shown), "--as", "AP-1")
        assert code.encode() in (shown / "view.html").read_bytes()
        revision = ("--revision", str(line["rev"]))
        self.signed("approve", "AP-1", key, *revision, *WHY, "--as", "AP-1")
        (sending,) = self("send", key, *self.directory, "--as", "AP-2")
        return str(sending["dissemination"])


def test_a_force_that_works_here_receives_accepts_reads_and_acts(run: Run, desk: Path) -> None:  # noqa: F811
    agency = Office(run, desk)
    key = agency.sent()
    assert agency("inbox", "--as", f"SP-{KENT}")["count"] == 0
    (line,) = agency("inbox", "--as", f"SP-{MET}")["sendings"]
    assert (line["id"], line["state"], line["owner"]) == (key, "sent", f"SP-{MET}")
    opens = ("--seal-key", str(desk / f"{MET}-seal.key"))
    assert agency.signed("receive", MET, key, *opens, "--as", f"SP-{MET}")["new"]
    assert not agency.signed("receive", MET, key, *opens, "--as", f"SP-{MET}")["new"]
    who = ("--investigator", f"IN-{MET}")
    assert agency.signed("accept", MET, key, *who, "--as", f"SP-{MET}")["seq"] == 2
    out = desk / "read"
    agency.signed("read", MET, key, *opens, "--purpose", "planning", "--out", str(out), "--as", f"IN-{MET}")
    assert (out / "view.pdf").read_bytes().startswith(b"%PDF-")
    agency.signed("action", MET, key, "--done", "arrest", "--as", f"IN-{MET}")
    assert "actioned" in agency("inbox", "--as", "AN-1", as_json=False)
    (error,) = agency.signed(
        "receive", MET, "00000000-0000-7000-8000-000000000007", *opens, "--as", f"SP-{MET}", code=3
    )
    assert "there is no dissemination" in error["what"]
    assert named_once(run.owner) == []
    assert holds(run.owner) > 0


def test_a_returned_package_goes_to_another_force_by_two_people(run: Run, desk: Path) -> None:  # noqa: F811
    agency = Office(run, desk)
    (made,) = office.sent(office.subject().pk)
    office.received(made.pk)
    key = str(made.pk)
    agency.signed("return", MET, key, "--because", "area", "--suggested-force", KENT, "--as", f"SP-{MET}")
    (task,) = [each for each in run("task", "list", "--as", "AN-1")["tasks"] if each["kind"] == "redraft or re-route"]
    assert task["object"] == key
    proposal = agency.signed("reroute", "AN-1", key, "--to", KENT, *WHY, "--as", "AN-1")["proposal"]
    revision = ("--revision", "1")
    (error,) = run("proposal", "complete", proposal, *revision, *WHY, "--as", "AP-1", code=3)
    assert "complete-reroute" in error["remedy"]
    agency.signed("complete-reroute", "AP-1", proposal, *revision, *WHY, "--as", "AP-1")
    assert agency("inbox", "--as", f"SP-{MET}")["count"] == 0
    assert agency("inbox", "--as", f"SP-{KENT}")["count"] == 1
    agency.signed("destroyed", MET, key, "--as", f"SP-{MET}")
    assert events(run.owner)["package.destroyed"] == 1


@pytest.fixture
def force() -> Iterator[Organisation]:
    """Return a force with a system of its own: another OS user with a folder that nobody else looks into."""
    if os.geteuid() != 0:
        why = "two OS users need root: run this test as root, as the CI does"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    parent = Path(tempfile.mkdtemp(prefix="file-mode-", dir="/tmp"))
    parent.chmod(0o711)
    try:
        yield founded("kent", 61003, parent)
    finally:
        shutil.rmtree(parent)


def test_a_force_with_its_own_system_gets_a_file_and_returns_signed_receipts(
    run: Run,  # noqa: F811
    desk: Path,
    force: Organisation,
) -> None:
    with psycopg.connect(run.owner, autocommit=True) as db:
        db.execute(
            "UPDATE membership SET until = now() WHERE user_id IN (SELECT id FROM person WHERE pseudonym = %s)",
            (f"SP-{KENT}",),
        )
    agency = Office(run, desk)
    (made,) = office.sent(office.subject().pk, (office.ASHFORD,))
    key = str(made.pk)
    agency("export", key, "--out", str(desk / "d1.age"), *WHY, "--as", "AP-2")
    for name in ("keys.json", f"{KENT}.key", f"{KENT}-seal.key"):
        force.give(name, (desk / name).read_bytes())
    force.give("d1.age", (desk / "d1.age").read_bytes())
    secret = ("--passphrase-file", "passphrase")
    ours = ("--inbox", "inbox.sqlite", "--actor", "SP-01", *secret)
    opened = force.tell(
        "exchange", "open", "d1.age", "--key", f"{KENT}-seal.key", "--directory", "keys.json", "--force", KENT, *ours
    )
    assert opened["manifest"]["dissemination"] == key
    steps = (("received",), ("accepted", "--investigator", "IN-4"), ("actioned", "--action", "search"))
    for number, (state, *more) in enumerate(steps, start=1):
        file = f"{number}.receipt"
        force.tell("exchange", "receipt", key, file, "--state", state, *more, *ours, "--key", f"{KENT}.key")
        put(desk / file, (force.folder / file).read_bytes())
    bring = [("receipt", str(desk / f"{number}.receipt"), *agency.directory, "--as", "AP-2") for number in (1, 2, 3)]
    (error,) = agency(*bring[1], code=6)
    assert "does not follow" in error["what"]
    assert [agency(*each)["new"] for each in (bring[0], bring[0], bring[1], bring[2], bring[1])] == [
        True,
        False,
        True,
        True,
        False,
    ]
    (line,) = agency("inbox", "--as", "AN-1")["sendings"]
    assert (line["state"], line["owner"]) == ("actioned", None)
    told = events(run.owner)
    assert (told["package.refused"], told["view.export"], told["subject.actioned"]) == (1, 1, 1)
    assert named_once(run.owner) == []
    assert holds(run.owner) > 0


def test_two_forces_see_each_other_and_the_commander_rules_who_leads(run: Run) -> None:  # noqa: F811
    subject = office.subject()
    sent = {each.force.code: each for each in office.sent(subject.pk, (office.WESTMINSTER, office.ASHFORD))}
    key = str(sent[MET].pk)
    office.received(sent[MET].pk)
    office.accepted(sent[MET].pk)
    assert run("package", "forces", key, "--as", f"SP-{MET}")["forces"] == [
        {"code": KENT, "contact": f"SP-{KENT}", "leads": False}
    ]
    proposed = run("subject", "lead", subject.code, KENT, *WHY, "--as", "AN-1")
    assert run("proposal", "show", proposed["proposal"], "--as", "AP-1")["payload"]["force"] == KENT
    assert run("subject", "lead", subject.code, KENT, *WHY, "--as", "CO-1")["code"] == subject.code
    shown = run("subject", "show", subject.code, "--purpose", "a look", "--as", "AN-1", as_json=False)
    assert f"led by {KENT}: ruled" in shown
    assert "leads" in run("package", "forces", key, "--as", f"SP-{MET}", as_json=False)
    (error,) = run("subject", "lead", subject.code, "E23000999", *WHY, "--as", "CO-1", code=3)
    assert error["remedy"]
