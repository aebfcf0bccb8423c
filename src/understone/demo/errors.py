"""What can go wrong while the demonstration device is made or its truth is read."""

from pathlib import Path

from understone.errors import OutputError, UnderstoneError


class DemoError(UnderstoneError):
    """The demonstration cannot be made here."""


class ExtraMissing(DemoError):
    """A package of the `demo` extra is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            what=f"the Python package {package} is missing",
            where="this environment",
            remedy="install Understone with its demo extra: pip install 'understone[demo]' (`make setup` does)",
        )


class ToolMissing(DemoError):
    """A program that writes a file system is not installed."""

    def __init__(self, program: str, debian_package: str) -> None:
        super().__init__(
            what=f"the program {program} is missing",
            where="PATH, /usr/sbin and /sbin",
            remedy=f"install it: apt-get install {debian_package}",
        )


class ToolFailed(DemoError):
    """A program that writes a file system gave up."""

    def __init__(self, program: str, where: Path, said: str) -> None:
        super().__init__(
            what=f"{program} failed: {said.strip()[-300:] or 'it said nothing'}",
            where=str(where),
            remedy="free some 700 MB there, or plant into another folder",
        )


class NotOurs(OutputError):
    """A file of the name that we would write exists, and no demonstration of ours made it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            what="a file of this name exists and was not made by the demonstration",
            where=str(path),
            remedy="give an empty folder",
        )


class TruthUnreadable(DemoError):
    """`planted.json` is not what the planter writes."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            what=f"this is not the truth of a planted device: {reason}",
            where=str(path),
            remedy="plant the device again",
        )
