"""Why a picture could not be decoded. Each such picture is counted with its reason: it is never "no match"."""

from typing import Literal

from understone.errors import MediaError

Reason = Literal["truncated", "damaged", "too large", "unsupported", "out of memory", "no pixels"]

_REMEDIES: dict[Reason, str] = {
    "truncated": "its digests still stand; look for the rest of it in unallocated space",
    "damaged": "its digests still stand; try a repair tool on a copy",
    "too large": "its digests still stand; look at it on a machine with more memory",
    "unsupported": "its digests still stand; open it with a program that reads this format",
    "out of memory": "its digests still stand; look at it on a machine with more memory",
    "no pixels": "its digests still stand; there is nothing to see in it",
}


class Undecodable(MediaError):
    """A picture that gave no pixels: `reason` is one of six, `detail` is one clause for a person."""

    def __init__(self, reason: Reason, detail: str, where: str = "the picture") -> None:
        super().__init__(what=f"{reason}: {detail}", where=where, remedy=_REMEDIES[reason])
        self.reason: Reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type["Undecodable"], tuple[Reason, str, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.reason, self.detail, self.where)
