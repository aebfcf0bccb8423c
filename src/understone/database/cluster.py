"""Making an embedded server's folder ready: account, binaries, password, cluster. Each step once, and crash-safe."""

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from understone.database import account, binaries, layout
from understone.database.account import Account
from understone.database.binaries import Binaries
from understone.database.errors import FolderUnfit, ServerNotStarted
from understone.database.layout import Layout

_LOG_BYTES = 10_000_000
# No statement and no row reaches the log: both name people.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "logging_collector": "off",
    "password_encryption": "scram-sha-256",
}
# For tests alone: a crash of the machine loses the cluster.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A folder that is ready: its layout, the account and the binaries to run."""

    layout: Layout
    account: Account
    binaries: Binaries

    def command(self, *, fast: bool) -> list[str]:
        """Return the server's command line."""
        quoted = str(self.layout.sockets).replace('"', '""')
        settings = {**_SETTINGS, "unix_socket_directories": f'"{quoted}"', **(_FAST if fast else {})}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binaries.postgres), "-D", str(self.layout.data), *options]


def prepare(folder: Path) -> Cluster:
    """Return the cluster in `folder`, made if it is not there yet. Two at once wait for each other.

    Raises `FolderUnfit`, `AccountMissing`, `BinariesMissing`, `ServerNotStarted`.
    """
    where = Layout(folder.absolute())
    try:
        return _prepared(where)
    except PermissionError as error:
        raise FolderUnfit(where.folder, f"it belongs to another account ({error.filename})") from None


def _prepared(where: Layout) -> Cluster:
    _take(where)
    with _locked(where.set_up_lock):
        runs_under = account.choose(where.data.stat().st_uid if where.data.is_dir() else None)
        account.check_reach(where.folder, runs_under)
        if runs_under.switched:
            os.chown(where.folder, 0, runs_under.gid)
        where.folder.chmod(0o710 if runs_under.switched else 0o700)
        tools = binaries.copied(where.folder) if runs_under.switched else binaries.installed()
        layout.settle_sockets(where, runs_under.uid, runs_under.gid)
        if not where.data.is_dir():
            _make(where, runs_under, tools)
        if where.log.exists() and where.log.stat().st_size > _LOG_BYTES:
            where.log.replace(where.log.with_name("log.1"))
    return Cluster(where, runs_under, tools)


def _take(where: Layout) -> None:
    """Make the folder, or take it if it is empty or already ours; nothing of a stranger's is ever re-owned."""
    # PostgreSQL's tools put their own path into a shell command between double quotes.
    if any(character in '"`$\\' or not character.isprintable() for character in str(where.folder)):
        raise FolderUnfit(where.folder, "its path holds a quote, $, a backslash or a control character")
    if not where.folder.exists():
        where.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not where.folder.is_dir():
        raise FolderUnfit(where.folder, "it is a file")
    if any(where.folder.iterdir()) and not where.set_up_lock.exists():
        raise FolderUnfit(where.folder, "it holds other things")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make(where: Layout, runs_under: Account, tools: Binaries) -> None:
    """Run initdb beside the final place and rename, so that a cluster is whole or not there."""
    staged = where.folder / "data-making"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700)
    os.chown(staged, runs_under.uid, runs_under.gid)
    where.password.unlink(missing_ok=True)
    with os.fdopen(os.open(where.password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as sink:
        sink.write(secrets.token_urlsafe(32) + "\n")
    os.chown(where.password, runs_under.uid, runs_under.gid)
    initdb = [
        *(str(tools.initdb), "--pgdata", str(staged), "--username", layout.ROLE, "--pwfile", str(where.password)),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
        *_locale(tools),
    ]
    _run(where, runs_under, initdb, "")
    single = [str(tools.postgres), "--single", "-D", str(staged), "postgres"]
    _run(where, runs_under, single, f"CREATE DATABASE {layout.DATABASE}\n")
    staged.rename(where.data)


def _locale(tools: Binaries) -> tuple[str, ...]:
    """Return what makes text sort by code point and knows every letter, on every machine the same if it can."""
    if tools.major() >= 17:
        return "--locale-provider=builtin", "--builtin-locale=C.UTF-8"
    return ("--lc-ctype=C.UTF-8",)  # of the C library: order is by bytes, letters are as it knows them


def _run(where: Layout, runs_under: Account, command: list[str], fed: str) -> None:
    done = subprocess.run(
        command,
        input=fed,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        umask=0o077,
        user=runs_under.uid if runs_under.switched else None,
        group=runs_under.gid if runs_under.switched else None,
        extra_groups=[runs_under.gid] if runs_under.switched else None,
    )
    said = done.stdout + done.stderr
    if done.returncode or "FATAL" in said or "ERROR" in said:
        with where.log.open("a", encoding="utf-8") as log:
            log.write(said)
        raise ServerNotStarted(where.folder, f"{Path(command[0]).name} failed ({_why(said)})")


def _why(said: str) -> str:
    """Return the line that tells why: a tool that tidies up after itself says more after it."""
    lines = said.strip().splitlines() or ["it said nothing"]
    return next((line for line in lines if re.search(r"\b(FATAL|ERROR|PANIC|error):", line)), lines[-1])[:200]
