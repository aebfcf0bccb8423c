"""What a file can be: a family, a format by its name in the field, a MIME type."""

from dataclasses import dataclass
from typing import Literal

Family = Literal["picture", "video", "other"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is by its content. `other` is a format that we know and that is neither picture nor video."""

    family: Family
    format: str
    mime: str


def picture(name: str, mime: str) -> Kind:
    """Return the kind of a still or animated picture."""
    return Kind("picture", name, mime)


def video(name: str, mime: str) -> Kind:
    """Return the kind of a moving picture."""
    return Kind("video", name, mime)


def other(name: str, mime: str) -> Kind:
    """Return a kind that is neither: sound, archive, document, database."""
    return Kind("other", name, mime)
