"""The account that PostgreSQL runs under: ourselves, or as root another one (PostgreSQL refuses to run as root)."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from understone.database.errors import AccountMissing, FolderUnfit

# As root, the first of these that exists; none is made by us.
_CANDIDATES = ("understone", "postgres", "nobody")
_VARIABLE = "UNDERSTONE_DATABASE_ACCOUNT"


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group. `switched` is True if we are root and PostgreSQL has to run under another uid."""

    name: str
    uid: int
    gid: int
    switched: bool


def choose(owner: int | None = None) -> Account:
    """Return the account to run under; as root the one that owns the cluster already (`owner` is its uid).

    Raises `AccountMissing`.
    """
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid(), switched=False)
    if owner:
        try:
            found = pwd.getpwuid(owner)
        except KeyError:
            raise AccountMissing(f"uid {owner}, which owns the cluster") from None
        return Account(found.pw_name, found.pw_uid, found.pw_gid, switched=True)
    named = os.environ.get(_VARIABLE)
    names = (named,) if named else _CANDIDATES
    for name in names:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return Account(found.pw_name, found.pw_uid, found.pw_gid, switched=True)
    raise AccountMissing(", ".join(names))


def check_reach(folder: Path, account: Account) -> None:
    """Check that the account can pass through every folder above `folder`; we open none of them ourselves.

    Raises `FolderUnfit` and names the closed one.
    """
    if not account.switched:
        return
    groups = set(os.getgrouplist(account.name, account.gid))
    for above in folder.resolve().parents:
        found = above.stat()
        if found.st_uid == account.uid:
            passes = found.st_mode & 0o100
        elif found.st_gid in groups:
            passes = found.st_mode & 0o010
        else:
            passes = found.st_mode & 0o001
        if not passes:
            raise FolderUnfit(folder, f"the account {account.name} may not pass through {above}")
