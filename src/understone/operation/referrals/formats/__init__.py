"""Readers of tips, one module a format: bytes in, a `Tip` each out, nothing dropped, nothing guessed.

`read` picks the reader. What a source sent never raises: an oddity is a note, what cannot be read is an `Unreadable`.
Pure functions: no database, no clock, no network. Imports only the parsed types, canonical JSON and terms of packages.
"""

from understone.operation.referrals.formats.detect import read
from understone.operation.referrals.formats.mapping import (
    MappingError,
    SourceMapping,
    load_mapping,
    read_mapping,
    shipped_mappings,
)
from understone.operation.referrals.formats.settings import FormatName, SourceSettings

__all__ = [
    "FormatName",
    "MappingError",
    "SourceMapping",
    "SourceSettings",
    "load_mapping",
    "read",
    "read_mapping",
    "shipped_mappings",
]
