"""A file as it will lie on a volume of the demonstration device, and the fixed clock that dates it."""

from dataclasses import dataclass, field

CLOCK = 1_715_940_000
"""2024-05-17 10:00:00 UTC: when the invented device was last used. Every time on it is this or earlier."""


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """One name on a volume.

    `path` has no leading slash and is text with surrogates for bytes that are no UTF-8. `modified` is in seconds
    since 1970, UTC. `hole` bytes of nothing come before the content (ext4 only); `link_to` is the path of an earlier
    file that this is another name of (ext4 only); `deleted` and `hidden` are for FAT.
    """

    path: str
    content: bytes = field(repr=False, default=b"")
    modified: int = CLOCK
    hole: int = 0
    link_to: str | None = None
    deleted: bool = False
    hidden: bool = False

    @property
    def folder(self) -> str:
        """The path of the folder it lies in, empty for the root."""
        return self.path.rpartition("/")[0]


def path_bytes(path: str) -> bytes:
    """Return a path as it stands on a volume, whatever the locale of this machine."""
    return path.encode("utf-8", "surrogateescape")
