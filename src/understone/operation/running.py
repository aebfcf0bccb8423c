"""The operation's database as a command works on it: a named server, or the embedded one of the operation's folder.

FOLDER/database/         the embedded server (`understone.database`), unless UNDERSTONE_DATABASE_URL names one
FOLDER/session-password  of the login that sessions work with (0600)

UNDERSTONE_DATABASE_URL is the owner's address: commands then install and bring up to date by themselves.
UNDERSTONE_APPLICATION_URL is that of sessions alone: nothing is installed with it, and no folder is needed.
"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from understone.database.connection import connect, named, server
from understone.database.errors import Unreachable
from understone.errors import UsageError
from understone.operation import connecting, installing
from understone.operation.errors import DatabaseNotInstalled

FOLDER = "UNDERSTONE_OPERATION"
APPLICATION = "UNDERSTONE_APPLICATION_URL"
_CONNECTION_LOST = ("08", "57")  # classes of SQLSTATE: connection exception, operator intervention
_TIMED_OUT = "57014"
_OWNER = "UNDERSTONE_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Opened:
    """The addresses of an operation; `owner` is None where only sessions' work is possible. Not to be shown."""

    session: str
    owner: str | None


@contextmanager
def opened(folder: Path | None = None, *, make: bool = False, turnable: bool = False) -> Iterator[Opened]:
    """Let the models work on the operation, as a session. `make` installs what is not there; without, that is refused.

    `turnable` makes a database whose clock can be turned: for tests and the demonstration. Raises `UsageError` where
    nothing says which operation, `DatabaseNotInstalled`, `DatabaseError`.
    """
    session = os.environ.get(APPLICATION)
    if session and not make:
        _demand_installed(session)
        connecting.use(session)
        with _kept():
            yield Opened(session, named())
        return
    place = folder_of(folder)
    if named() is None and not make and not (place / "database").is_dir():
        raise DatabaseNotInstalled(str(place))
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    with server(place / "database") as owner:
        password = kept_password(place / "session-password")
        _bring_up_to_date(owner, password, where=str(place), make=make, turnable=turnable)
        session = installing.with_login(owner, password)
        connecting.use(session)
        with _kept():
            yield Opened(session, owner)


def folder_of(folder: Path | None) -> Path:
    """Return the folder of the operation that is meant. Raises `UsageError`."""
    said = folder or Path(os.environ.get(FOLDER, ""))
    if not str(said) or said == Path():
        raise UsageError("which operation?", "--operation", f"give --operation FOLDER, or set {FOLDER}")
    return said.absolute()


def _bring_up_to_date(owner: str, password: str, *, where: str, make: bool, turnable: bool) -> None:
    with connect(owner, autocommit=True) as db:
        found = installing.found_version(db)
        if found is None and not make:
            raise DatabaseNotInstalled(where)
        if found is not None:
            row = db.execute("SELECT us_turnable()").fetchone()
            turnable = bool(row and row[0])
    if found != installing.version() or not _lets_in(owner, password):
        installing.install(owner, password, turnable=turnable)


def _lets_in(owner: str, password: str) -> bool:
    """Say whether the sessions' login has this password: another folder may have set its own."""
    try:
        connect(installing.with_login(owner, password)).close()
    except Unreachable:
        return False
    return True


def _demand_installed(session: str) -> None:
    with connect(session, autocommit=True) as db:
        if installing.found_version(db) != installing.version():
            raise DatabaseNotInstalled(f"the address in {APPLICATION}, with {_OWNER} unset")


def kept_password(file: Path) -> str:
    """Return the password kept in the file; it is made at random and kept whole, or not at all."""
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        handle, made = tempfile.mkstemp(prefix=".session-password-", dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as sink:
            sink.write(secrets.token_urlsafe(24))
            sink.flush()
            os.fsync(sink.fileno())
        os.link(made, file)  # where two make one at once, the first stays
    except FileExistsError:
        pass
    finally:
        Path(made).unlink()
    return file.read_text(encoding="ascii").strip()


def lost(error: Exception) -> bool:
    """Tell whether an error says that the server ended, or lets nobody in; what only took too long is none such."""
    from django.db import InterfaceError, OperationalError

    if not isinstance(error, InterfaceError | OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or (state[:2] in _CONNECTION_LOST and state != _TIMED_OUT)


@contextmanager
def _kept() -> Iterator[None]:
    """Say it as ours where the server ends or lets nobody in meanwhile; let go of the connection."""
    from django.db import InterfaceError, OperationalError, connections

    try:
        yield
    except (InterfaceError, OperationalError) as error:
        if not lost(error):
            raise
        said = (str(error).strip() or "the connection was closed").splitlines()[0]
        raise Unreachable("the operation's database", f"{said}; what was not committed did not happen") from error
    finally:
        connections["default"].close()
