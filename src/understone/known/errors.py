"""What can be wrong with a hash list or a known set, each with its remedy."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from understone.errors import KnownError
from understone.exit_codes import ExitCode


class NotAKnownSet(KnownError):
    """There is no known set at this place."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            what=f"this is no known set: {reason}",
            where=str(path),
            remedy="give the folder that `understone known build` made",
        )


class KnownSetVersion(KnownError):
    """A known set of another version: reading it as if it were ours could miss entries or match withdrawn ones."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            what=f"this known set is of another version: {reason}",
            where=str(path),
            remedy="build it again from its lists with this version of Understone, or use the version that made it",
        )


class KnownSetCorrupt(KnownError):
    """What is read is not what was written."""

    exit_code: ClassVar[ExitCode] = ExitCode.VERIFICATION

    def __init__(self, where: Path | str, reason: str) -> None:
        super().__init__(
            what=f"the known set is damaged: {reason}",
            where=str(where),
            remedy="copy it again from where it was whole, or build it again from its lists; do not use it until then",
        )


class KnownSetClosed(KnownError):
    """A look-up in a set that was closed."""

    def __init__(self, path: Path) -> None:
        super().__init__("the known set is closed", str(path), "open it again with KnownSet.open")


class KnownSetExists(KnownError):
    """A build would replace a set that nobody said may be replaced."""

    exit_code: ClassVar[ExitCode] = ExitCode.OUTPUT

    def __init__(self, path: Path) -> None:
        super().__init__(
            what="a known set stands here already",
            where=str(path),
            remedy="add --replace to put the new one in its place, use `understone known update` to change this one, "
            "or give another folder",
        )


class FolderNotOurs(KnownError):
    """A build would write into a folder that holds something else."""

    exit_code: ClassVar[ExitCode] = ExitCode.OUTPUT

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            what=f"this place holds something that is no known set: {reason}",
            where=str(path),
            remedy="give an empty or a new folder",
        )


class BuildUnderWay(KnownError):
    """Another process is building or changing this set."""

    exit_code: ClassVar[ExitCode] = ExitCode.OUTPUT

    def __init__(self, path: Path) -> None:
        super().__init__(
            what="another process is building or changing this known set",
            where=str(path),
            remedy="wait until it has ended, then run this again",
        )


class TooManyRecords(KnownError):
    """A set would outgrow what its row numbers can count."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what, where, "build two sets and give both with --known")


class ListUnreadable(KnownError):
    """A list cannot be read at all: it is missing, no regular file, or the disk gives errors."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            what=f"the list cannot be read: {reason}",
            where=str(path),
            remedy="check the path and the rights on it; the known set was left as it was",
        )


class ListUnrecognised(KnownError):
    """A file was offered as a list and is none that Understone knows."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(
            what=f"this is no hash list that Understone knows: {reason}",
            where=str(path),
            remedy="docs/reference/list-formats.md names the lists that are read, and a table needs a header line that "
            "names its digests; the known set was left as it was",
        )


class ListTruncated(KnownError):
    """A list ends in the middle, or stops making sense. Nothing of it is kept. `offset` is in bytes of the file."""

    def __init__(self, reason: str, offset: int, record: int) -> None:
        super().__init__(
            what=f"the list {reason}, after {record:,} records",
            where=f"byte {offset:,}",
            remedy="get a complete copy of the list; nothing of this one was kept, the known set was left as it was",
        )
        self.offset = offset
        self.record = record

    def located(self, path: Path) -> "ListTruncated":
        """Return the same error with the file's name; formats read streams and do not know it."""
        self.where = f"{path}, {self.where}"
        return self


class NoUsableRecord(KnownError):
    """A list has no record that can be used: a set made of it would call everything unknown."""

    def __init__(self, path: Path, records: int, first: str) -> None:
        super().__init__(
            what=f"none of the {records:,} records of this list can be used: {first}"
            if records
            else "this list is empty",
            where=str(path),
            remedy="check that it is the list that you mean; the known set was left as it was",
        )


class KindContradicted(KnownError):
    """A list looks, by its own header, like the other kind than the one stated."""

    def __init__(self, path: Path, stated: str, seems: str, reason: str) -> None:
        super().__init__(
            what=f"stated as {stated}, but this list looks like {seems}: {reason}",
            where=str(path),
            remedy=f"build it with --kind {seems}; or, if you have checked that it is {stated}, add --kind-checked",
        )


class ListGivenTwice(KnownError):
    """The same content under two names would look like two lists that agree."""

    def __init__(self, path: Path, other: str) -> None:
        super().__init__(
            what=f"this list is the same, byte for byte, as {other}",
            where=str(path),
            remedy="give it once",
        )


class EditionTooSmall(KnownError):
    """A whole edition leaves out most of what its list holds: more likely cut off than meant."""

    def __init__(self, path: Path, list_name: str, lost: int, held: int) -> None:
        super().__init__(
            what=f"this edition would withdraw {lost:,} of the {held:,} listings of {list_name}",
            where=str(path),
            remedy="get the whole edition again; if the list did shrink so, add --expect-loss. The known set was left "
            "as it was",
        )


class ListUnknown(KnownError):
    """A list is named that the set does not hold."""

    def __init__(self, path: Path, name: str, held: Sequence[str]) -> None:
        super().__init__(
            what=f"this known set holds no list named {name!r}",
            where=str(path),
            remedy=f"give --list one of: {', '.join(held)}" if held else "the set holds no list at all",
        )


class RevisionUnknown(KnownError):
    """A revision that the set cannot return to."""

    def __init__(self, path: Path, revision: int, reason: str, kept: Sequence[int]) -> None:
        others = ", ".join(str(each) for each in kept)
        super().__init__(
            what=f"the set cannot return to revision {revision}: {reason}",
            where=str(path),
            remedy=f"these can be returned to: {others}"
            if others
            else "no earlier revision is kept; build the set again from its lists",
        )


class HashNotDisabled(KnownError):
    """A hash is to be enabled that is not disabled."""

    def __init__(self, path: Path, named: str) -> None:
        super().__init__(
            what=f"{named} is not disabled",
            where=str(path),
            remedy="`understone known info` names the hashes that are",
        )


class UntilNotAhead(KnownError):
    """A hash is to be disabled until a time that is past, or one without a zone."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, path: Path, until: str, reason: str) -> None:
        super().__init__(
            what=f"a hash cannot be disabled until {until}: {reason}",
            where=str(path),
            remedy="give a time ahead with its zone, such as 2027-01-31T00:00:00Z, or none",
        )
