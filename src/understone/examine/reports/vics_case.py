"""Findings as a VICS 2.0 case (Project VIC, CAID), for the tools in which pictures are graded.

One Media record for each distinct content among the findings, one MediaFile for each place where it lies. Field names
and their order: formats.md §2; strict readers want the model string first, then `value`, and nothing else.

A category is copied, never mapped: only from a record that matches exactly and that nothing contradicts, and only
if its scheme is the VICS 2.0 profile that this file's own model string names. Otherwise `Category` is null,
`IsSuspected` true, and `Comments` says what matched. The file names the one profile that its records have, else
`Default`, the only one that IPED reads.
"""

import json
import re
import sqlite3
from typing import BinaryIO

from understone import __version__
from understone.examine import queries
from understone.examine.queries import FindingRow, ListingRow
from understone.examine.reports.contents import Content, contents, first_byte

NAME = "vics"
SUFFIX = ".vics.json"
LINE = "a VICS 2.0 case (Project VIC, CAID) for grading tools; no pictures inside"

_MODEL = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/{profile}/$metadata#Cases"
_PROFILED = re.compile(r"VICS 2\.0 (?P<profile>\w+)\Z")
_DEFAULT = "Default"

_Fields = dict[str, object]


def write(db: sqlite3.Connection, run_id: int, sink: BinaryIO) -> None:
    """Write the case. Raises `OSError` if the sink cannot take it."""
    profile, media, categorised = _totals(db, run_id)
    case: _Fields = {
        "CaseID": f"{{{queries.case_id(db).upper()}}}",
        "CaseNumber": queries.run(db, run_id).evidence,
        "SourceApplicationName": "Understone",
        "SourceApplicationVersion": __version__,
        "TotalMediaFiles": media,
        "TotalPrecategorized": categorised,
    }
    opening = json.dumps(case)[:-1]
    sink.write(f'{{\n"@odata.context": {json.dumps(_MODEL.format(profile=profile))},\n'.encode("ascii"))
    sink.write(f'"value": [\n{opening}, "Media": ['.encode("ascii"))
    for number, content in enumerate(contents(db, run_id)):
        record = json.dumps(_media(number, content, profile))
        sink.write(((",\n" if number else "\n") + record).encode("ascii"))
    sink.write(b"\n]}\n]\n}\n")


def _totals(db: sqlite3.Connection, run_id: int) -> tuple[str, int, int]:
    """Return the profile that the file names, how many contents there are, and how many of them carry a category."""
    by_profile: dict[str, int] = {}
    count = 0
    for content in contents(db, run_id):
        count += 1
        if (listing := _categorised(content)) is not None:
            profile = _profile(listing)
            by_profile[profile] = by_profile.get(profile, 0) + 1
    profile = next(iter(by_profile)) if len(by_profile) == 1 else _DEFAULT
    return profile, count, by_profile.get(profile, 0)


def _categorised(content: Content) -> ListingRow | None:
    """Return the best record whose category may be copied, or None. Records that differ on it leave it to a person."""
    if content.ruled_out_by:
        return None
    exact = [
        listing
        for listing in content.hits
        if listing.how == "exact"
        and not listing.contradicts
        and listing.category is not None
        and _PROFILED.match(listing.scheme)
    ]
    stated = {(listing.scheme, listing.category) for listing in exact}
    return exact[0] if len(stated) == 1 else None


def _profile(listing: ListingRow) -> str:
    found = _PROFILED.match(listing.scheme)
    return found["profile"] if found else ""


def _media(number: int, content: Content, profile: str) -> _Fields:
    first = content.first
    listing = _categorised(content)
    if listing is not None and _profile(listing) != profile:
        listing = None
    md5 = _upper(first.md5)
    record: _Fields = {
        "MediaID": number,
        "Category": None if listing is None else listing.category,
        "MD5": md5,
        "SHA1": _upper(first.sha1),
        "MediaSize": first.size,
        "IsPrecategorized": listing is not None,
    }
    if listing is not None:
        record["PrecategorizationSource"] = listing.source
    hashes = (("SHA256", first.sha256), ("PDQ", first.pdq))
    record |= {
        "IsSuspected": listing is None,
        "Tags": ",".join(sorted({tag for place in content.places for tag in place.tags})),
        "Comments": _comments(content),
        "MimeType": first.mime or "application/octet-stream",
        "AlternativeHashes": [
            {"MD5": md5, "HashName": name, "HashValue": _upper(value)} for name, value in hashes if value is not None
        ],
        "MediaFiles": [_media_file(place) for place in content.places],
    }
    return record


def _comments(content: Content) -> str:
    """Say in words what each match is, and what people noted."""
    said = []
    for listing in content.listings:
        how = f"near match, {listing.distance} of 256 bits differ" if listing.how == "near" else "exact match"
        text = f"{how} ({listing.digest}): record {listing.record} of {listing.source}, {listing.category_text}"
        if listing.kind == "known-good":
            text += "; a list of known-good files"
        if listing.contradicts:
            text += f"; CONTRADICTED by {' and '.join(listing.contradicts)}"
        said.append(text)
    for place in content.places:
        if place.confirmed != "confirmed":
            outcome = place.confirmed or "not done"
            said.append(f"second reading of {place.path} in volume {place.volume}: {outcome}")
        said += [f"{author} at {at}: {text}" for at, author, text in place.notes]
    return "\n".join(said)


def _media_file(place: FindingRow) -> _Fields:
    path = place.path.lstrip("/").replace("/", "\\")
    stream = f":{place.stream}" if place.stream else ""
    record: _Fields = {
        "MD5": _upper(place.md5),
        "FileName": place.path.rpartition("/")[2] + stream,
        "FilePath": f"{place.evidence}\\Volume {place.volume}\\{path}{stream}",
    }
    for name, moment in (("Created", place.created), ("Written", place.modified), ("Accessed", place.accessed)):
        if moment is not None:
            record[name] = moment
    record |= {
        "Unallocated": False,  # every place is a name in a file system: this version carves nothing
        "Deleted": place.allocation != "allocated",
        "SourceID": place.evidence,
    }
    if (offset := first_byte(place)) is not None:
        record["PhysicalLocation"] = offset
    return record


def _upper(value: str | None) -> str | None:
    return None if value is None else value.upper()
