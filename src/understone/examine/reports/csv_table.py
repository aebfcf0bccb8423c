"""Findings as CSV (RFC 4180): one row for each finding and each record of a list that it rests on.

UTF-8 with a byte order mark, since spreadsheets read UTF-8 right only with one. No cell is a formula (`shown.cell`).
A spreadsheet rounds long numbers on display: import `media_id` and `first_byte` as text.
"""

import csv
import io
import sqlite3
from typing import BinaryIO

from understone.examine import queries
from understone.examine.queries import FindingRow, ListingRow
from understone.examine.reports.contents import first_byte
from understone.shown import cell

NAME = "csv"
SUFFIX = ".csv"
LINE = "a table for a spreadsheet: one row for each finding and each record that it matched"

COLUMNS: dict[str, str] = {
    "finding": "number of the finding in the case file: several rows with one number are one finding",
    "evidence": "name of the evidence",
    "volume": "number of the volume",
    "path": "path in the volume, invisible characters as escapes",
    "stream": "alternate stream, empty for the content itself",
    "inode": "inode or record in the file system",
    "allocation": "allocated, deleted or reallocated",
    "size": "bytes",
    "first_byte": "byte offset in the evidence at which the content begins; empty if not known or in the metadata",
    "created": "ISO 8601; ends in Z for UTC, else the zone is unknown; so the other times",
    "modified": "content last written",
    "accessed": "content last read",
    "changed": "metadata last changed",
    "sha256": "SHA-256 of the content in hexadecimal",
    "sha1": "SHA-1 of the content in hexadecimal",
    "md5": "MD5 of the content in hexadecimal",
    "pdq": "perceptual hash of a picture, 256 bits in hexadecimal",
    "pdq_quality": "0 to 100; below 50 a hash is not looked up",
    "family": "picture, video or empty",
    "format": "as the content says, not the name",
    "width": "pixels",
    "height": "pixels",
    "how": "exact or near, of the finding at its best",
    "confirmed": "second reading: confirmed, differs, unreadable; empty if not done",
    "tags": "separated by a semicolon",
    "notes": "time, author and text, separated by ' | '",
    "listing": "number of the record among those that the finding rests on; 1 is the best",
    "listing_how": "exact or near, for this record",
    "digest": "the kind of digest that matched",
    "distance": "bits that differ, of 256; 0 for exact",
    "known_set": "name of the known set",
    "known_set_digest": "identity of this version of the set",
    "list_kind": "hits or known-good",
    "list": "file name of the list",
    "record": "number of the record in its list",
    "media_id": "identity of the record in its list",
    "category": "as the list states it; without the profile of its scheme the number has no meaning",
    "scheme": "the scheme of the category",
    "meaning": "what the category means by the known set's profile; empty where none says",
    "agrees": "other digests of the record that the content has",
    "contradicts": "other digests of the record that the content does not have",
}
"""Each column and what stands in it, in order."""


def write(db: sqlite3.Connection, run_id: int, sink: BinaryIO) -> None:
    """Write the table. Raises `OSError` if the sink cannot take it."""
    text = io.TextIOWrapper(sink, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for finding in queries.findings(db, run_id):
            cells = _finding_cells(finding)
            for number, listing in enumerate(finding.listings, 1):
                row = cells | _listing_cells(number, listing)
                writer.writerow([_cell(row[column]) for column in COLUMNS])
        text.flush()
    finally:
        text.detach()


def _cell(value: str | int | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else cell(value)


def _finding_cells(finding: FindingRow) -> dict[str, str | int | None]:
    return {
        "finding": finding.finding_id,
        "evidence": finding.evidence,
        "volume": finding.volume,
        "path": finding.path,
        "stream": finding.stream,
        "inode": finding.inode,
        "allocation": finding.allocation,
        "size": finding.size,
        "first_byte": first_byte(finding),
        "created": finding.created,
        "modified": finding.modified,
        "accessed": finding.accessed,
        "changed": finding.changed,
        "sha256": finding.sha256,
        "sha1": finding.sha1,
        "md5": finding.md5,
        "pdq": finding.pdq,
        "pdq_quality": finding.quality,
        "family": finding.family,
        "format": finding.format,
        "width": finding.width,
        "height": finding.height,
        "how": finding.how,
        "confirmed": finding.confirmed,
        "tags": "; ".join(finding.tags),
        "notes": " | ".join(f"{at} {author}: {text}" for at, author, text in finding.notes),
    }


def _listing_cells(number: int, listing: ListingRow) -> dict[str, str | int | None]:
    return {
        "listing": number,
        "listing_how": listing.how,
        "digest": listing.digest,
        "distance": listing.distance,
        "known_set": listing.known_set,
        "known_set_digest": listing.known_set_digest,
        "list_kind": listing.kind,
        "list": listing.source,
        "record": listing.record,
        "media_id": listing.media_id,
        "category": listing.category,
        "scheme": listing.scheme,
        "meaning": listing.meaning,
        "agrees": " ".join(listing.agrees),
        "contradicts": " ".join(listing.contradicts),
    }
