"""An organisation as its own OS user with its own folder, which nobody else can look into; it runs the command line.

Nothing is shared between two of them. What one sends to the other, a courier (root) carries: `hand_over`.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from exchange import age_passphrase
from reachable import import_paths
from understone.exchange import directory, keys
from understone.exchange.directory import Entry, KeyKind, key_id

PASSPHRASE = "an invented passphrase"
# Appends drafts, and writes another history of as many entries: what no verb of the command line does.
RECORD = """
import json, sys
from pathlib import Path
from understone.ledger.entries import Author, Draft
from understone.ledger.ledger import Ledger
path, org, drafts = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with Ledger.open(Path(path)) as ledger:
    ledger.append([Draft(event, object, None, payload) for event, object, payload in drafts], Author(org, "p-1", "AN"))
"""


@dataclass(frozen=True)
class Organisation:
    """A user id, the folder that it alone may read, and an interpreter that it may run."""

    uid: int
    folder: Path
    python: str

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run `understone ARGUMENTS` as this user in its folder; return what it said. The exit code must be `code`."""
        done = self._started(["-m", "understone", *arguments])
        said = done.stdout + done.stderr
        assert done.returncode == code, f"{arguments} ended with {done.returncode}:\n{said}"
        assert "Traceback" not in said, said
        return done.stdout if code == 0 else said

    def tell(self, *arguments: str) -> Any:
        """Run a command that answers in JSON; return its data."""
        return json.loads(self.run(*arguments, "--json"))["data"]

    def record(self, ledger: str, *drafts: tuple[str, str, dict[str, Any]]) -> None:
        """Append entries to a ledger of its own, as the operation does."""
        done = self._started(["-c", RECORD, ledger, self.folder.name, json.dumps(drafts)])
        assert done.returncode == 0, done.stderr

    def new_key(self, name: str, kind: str, organisation: str, *more: str) -> None:
        """Make a key file by the command line, and enter its public part into this organisation's keys.json."""
        owner = ("--owner", name, "--organisation", organisation, "--directory", "keys.json")
        self.run("keys", "new", f"{name}.key", "--kind", kind, *owner, "--passphrase-file", "passphrase", *more)

    def quick_key(self, name: str, kind: KeyKind, organisation: str, person: str | None = None) -> None:
        """The same with a passphrase that costs a thousandth of the work: it is asked for in every command."""
        private = keys.new_identity() if kind is KeyKind.SEAL else keys.new_signing_key()
        pem = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        content = f"{private}\n".encode() if kind is KeyKind.SEAL else private.private_bytes(*pem)
        self.give(f"{name}.key", age_passphrase.encrypt(content, PASSPHRASE))
        public, known = keys.public_of(private), directory.load(self.folder / "keys.json")
        since = "2026-01-01T00:00:00Z"
        entry = Entry(key_id(public), kind, name, organisation, person, public, since, None, None, None)
        self.give("keys.json", directory.to_bytes(directory.add(known, entry)))

    def give(self, name: str, content: bytes) -> None:
        """Put a file into this organisation's folder, for it alone; one of that name is replaced."""
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        os.chown(path, self.uid, self.uid)

    def can_read(self, path: Path) -> bool:
        """Tell whether this user can read a file."""
        return self._started(["-c", f"open({str(path)!r}, 'rb').read()"]).returncode == 0

    def _started(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "PYTHONPATH": ":".join(import_paths())},
            user=self.uid,
            group=self.uid,
            extra_groups=[],
            capture_output=True,
            text=True,
            timeout=120,
        )


def founded(name: str, uid: int, parent: Path) -> Organisation:
    """Return a new organisation whose folder, mode 0700, holds its passphrase and nothing else."""
    folder = parent / name
    folder.mkdir(mode=0o700)
    os.chown(folder, uid, uid)
    Organisation(uid, folder, "").give("passphrase", PASSPHRASE.encode() + b"\n")
    # A virtual environment may lie over an interpreter in somebody's home, which other users cannot run.
    for python in (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"):
        made = Organisation(uid, folder, python)
        try:
            if made._started(["-c", "import understone, pyrage, cryptography"]).returncode == 0:
                return made
        except PermissionError:
            continue
    raise AssertionError(f"user {uid} can run no Python {sys.version_info[:2]} with what Understone needs")


def hand_over(name: str, giver: Organisation, taker: Organisation, new_name: str | None = None) -> None:
    """Carry a copy of a file from one folder to the other, as a courier would; a file of that name is replaced."""
    taker.give(new_name or name, (giver.folder / name).read_bytes())
