"""An office in a folder of its own that runs the real command line in this process; shared by the tests of keys.

Key files are plain age files either way; here scrypt does a thousandth of the work (`age_passphrase`).
"""

import json
from pathlib import Path
from typing import Any

import pyrage
import pytest

from exchange import age_passphrase
from exchange.example_package import strong
from exchange.invented import MET
from understone.cli import entry

WORDS = "four invented words here"
SECRET = ("--passphrase-file", "words")
DIRECTORY = ("--directory", "keys.json")


class Office:
    """Runs commands, and makes keys and packages with them. Times are of 1 November 2026, `hour` o'clock UTC."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        monkeypatch.chdir(folder)
        monkeypatch.setattr(pyrage.passphrase, "encrypt", age_passphrase.encrypt)
        secret("words", WORDS)
        Path("body.json").write_text(json.dumps(strong()))

    def run(self, *arguments: object, code: int = 0) -> str:
        """Run `understone ARGUMENTS`; return what it said. It must end with `code`."""
        ended, said = self.attempt(*arguments)
        assert ended == code, f"{arguments} ended with {ended}:\n{said}"
        return said

    def attempt(self, *arguments: object) -> tuple[int, str]:
        """Run `understone ARGUMENTS`; return how it ended and what it said."""
        ended = entry.run([str(each) for each in arguments])
        said = self.capsys.readouterr()
        return ended, said.out + said.err

    def tell(self, *arguments: object) -> Any:
        """Run a command that answers in JSON; return its data."""
        return json.loads(self.run(*arguments, "--json"))["data"]

    def new(self, name: str, kind: str, organisation: str = MET, *more: str, hour: int = 0) -> dict[str, Any]:
        """Make `NAME.key` and return its entry."""
        owner = ("--owner", name, "--organisation", organisation, *DIRECTORY, *SECRET, "--at", at(hour))
        (made,) = self.tell("keys", "new", f"{name}.key", "--kind", kind, *owner, *more)
        return dict(made)

    def build(self, draft: str, *signers: str, sending: str = "1") -> str:
        """Build a draft, sign it; return the number of its sending."""
        number = f"0192a000-0000-4000-8000-{int(sending):012d}"
        to = ("--recipient", MET, "--dissemination", number, "--at", at(9))
        self.run("exchange", "build", "body.json", draft, *to)
        self.sign(draft, *signers)
        return number

    def sign(self, draft: str, *signers: str) -> None:
        for name in signers:
            self.run("exchange", "sign", draft, "--key", f"{name}.key", *SECRET)

    def seal(self, draft: str, out: str, *, hour: int = 10) -> str:
        """Seal a draft; return the digest that receipts answer to."""
        return str(self.tell("exchange", "seal", draft, out, *DIRECTORY, "--at", at(hour))["envelope_digest"])

    def seal_refused(self, draft: str, out: str, *, hour: int = 10) -> str:
        """Return the words with which a draft is not sealed."""
        said = self.run("exchange", "seal", draft, out, *DIRECTORY, "--at", at(hour), code=6)
        assert not Path(out).exists()
        return said

    def open(self, sealed: str, key: str, *, hour: int = 10, code: int = 0) -> str:
        """Open a sealed file into the force's inbox; return what was said."""
        own = ("--key", f"{key}.key", "--force", MET, "--inbox", "inbox.sqlite", "--actor", "SP-01")
        return self.run("exchange", "open", sealed, *own, *DIRECTORY, *SECRET, "--at", at(hour), code=code)

    def receipt(self, sending: str, out: str, key: str, state: str, *more: str, hour: int = 10) -> None:
        own = ("--key", f"{key}.key", "--inbox", "inbox.sqlite", "--actor", "SP-01", "--at", at(hour))
        self.run("exchange", "receipt", sending, out, "--state", state, *more, *own, *SECRET)

    def revoke(self, made: dict[str, Any], cause: str, *, hour: int = 11) -> None:
        self.run("keys", "revoke", made["key_id"], "--cause", cause, *DIRECTORY, "--at", at(hour))


def at(hour: int) -> str:
    return f"2026-11-01T{hour:02}:00:00Z"


def secret(name: str, words: str) -> None:
    path = Path(name)
    path.touch(mode=0o600)
    path.write_text(f"{words}\n")
