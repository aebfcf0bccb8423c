"""`manifest.json`, schema `understone/manifest/1`: what the author and the approver sign."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from understone.exchange import typed_json
from understone.exchange.errors import Tampered
from understone.exchange.typed_json import ForceCode, Moment, Pattern, Range, Sha256, Uuid

SCHEMA = "understone/manifest/1"
PAYLOAD_TYPE = "application/vnd.understone.package+json"

BODY = "package.json"
MANIFEST = "manifest.json"
SIGNATURES = "manifest.dsse.json"
VIEWS = ("view.html", "view.pdf")
ATTACHMENTS = "attachments/"

FileName = Annotated[
    str, Pattern(r"package\.json|view\.html|view\.pdf|attachments/[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "a file name")
]


class FileType(StrEnum):
    """The type of a file, by its content."""

    JSON = "application/json"
    HTML = "text/html"
    PDF = "application/pdf"
    TEXT = "text/plain"
    CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the package; `size` in bytes."""

    path: FileName
    size: Annotated[int, Range(0, 2**40)]
    sha256: Sha256
    type: FileType


@dataclass(frozen=True, slots=True)
class Manifest:
    """One sending of a package version to one force. `recipient` is the force's `pfa_code`."""

    schema: Annotated[str, Pattern(SCHEMA, f"the schema {SCHEMA}")]
    package: Uuid
    dissemination: Uuid
    recipient: ForceCode
    created: Moment
    files: tuple[File, ...]

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        paths = [file.path for file in self.files]
        if len({path.casefold() for path in paths}) != len(paths) or paths != sorted(paths):
            return "files stand once each, in the order of their paths"
        missing = [name for name in (BODY, *VIEWS) if name not in paths]
        return f"{missing[0]} is missing from the files" if missing else None


def file(path: str, content: bytes, kind: FileType) -> File:
    """Return the manifest's line for one file."""
    return File(path, len(content), hashlib.sha256(content).hexdigest(), kind)


def parse(content: bytes, where: str = MANIFEST) -> Manifest:
    """Read a manifest. Raises `SchemaUnknown`."""
    return typed_json.read(Manifest, content, where)


def to_bytes(manifest: Manifest) -> bytes:
    """Return `manifest.json`, canonical. Raises `SchemaUnknown` where the record breaks its own schema."""
    content = typed_json.write(manifest)
    parse(content)
    return content


def check_files(manifest: Manifest, contents: Mapping[str, bytes], where: str) -> None:
    """Hold the contents against the manifest: the same names, sizes and digests. Raises `Tampered`."""
    named = {each.path for each in manifest.files}
    for path in sorted(named ^ contents.keys()):
        raise Tampered(where, f"{path} is {'missing' if path in named else 'not in the manifest'}")
    for each in manifest.files:
        content = contents[each.path]
        if len(content) != each.size or hashlib.sha256(content).hexdigest() != each.sha256:
            raise Tampered(where, f"{each.path} is not as the manifest says")
