"""What a run comes to: what was found, and in plain sentences what was not examined. For the head of a report."""

import sqlite3
from collections import Counter
from dataclasses import dataclass

from understone.examine import queries
from understone.examine.queries import ErrorRow, RunRow, VolumeRow
from understone.examine.reports.contents import category_text, contents
from understone.examine.states import UNREAD
from understone.shown import size

NOT_ATTEMPTED = (
    "carving (content in space that no file system accounts for)",
    "looking inside archives, documents, thumbnail stores and databases (looked up as whole files)",
    "decoding videos (looked up as whole files)",
    "opening encrypted volumes",
)
"""What no run of this version does. It stands in every report, whatever was found."""

_NOT_OPENED = ("locked", "unreadable", "unsupported")


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Findings of one category as its list states it: distinct contents and the places where they lie."""

    category: str
    exact_contents: int
    exact_places: int
    near_contents: int
    near_places: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `disputed`: contents of which the lists contradict each other or the content."""

    by_category: tuple[CategoryCount, ...]
    pictures: int
    videos: int
    other_files: int
    places: int
    disputed: int
    not_allocated: int
    not_confirmed: int

    @property
    def contents(self) -> int:
        """How many distinct contents were found."""
        return self.pictures + self.videos + self.other_files

    @property
    def what(self) -> str:
        """What was found, in words: `2 pictures and 1 video`."""
        kinds = ((self.pictures, "picture"), (self.videos, "video"), (self.other_files, "other file"))
        return " and ".join(counted(count, kind, f"{kind}s") for count, kind in kinds if count)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything but the findings themselves. `media`: (family, recognised, decoding, near) and how many contents."""

    run: RunRow
    volumes: tuple[VolumeRow, ...]
    entries: dict[str, int]
    media: dict[tuple[str, str, str, str], int]
    known_good_entries: int
    errors: tuple[ErrorRow, ...]
    checks: tuple[str, ...]
    found: Found

    @property
    def not_examined(self) -> tuple[str, ...]:
        """What was left, one plain sentence each; the first says how much was read."""
        return _not_examined(self)


def overview(db: sqlite3.Connection, run_id: int) -> Overview:
    """Read what a run comes to."""
    return Overview(
        queries.run(db, run_id),
        tuple(queries.volumes(db, run_id)),
        queries.entry_counts(db, run_id),
        queries.media_counts(db, run_id),
        queries.known_good_entries(db, run_id),
        tuple(queries.errors(db, run_id)),
        tuple(queries.checks(db, run_id)),
        _found(db, run_id),
    )


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun: `1 file`, `1,204 files`."""
    return f"{count:,} {one if count == 1 else many}"


def _found(db: sqlite3.Connection, run_id: int) -> Found:
    content_counts: Counter[tuple[str, str]] = Counter()
    place_counts: Counter[tuple[str, str]] = Counter()
    families: Counter[str] = Counter()
    disputed = not_allocated = not_confirmed = 0
    for content in contents(db, run_id):
        content_counts[content.category_text, content.first.how] += 1
        families[content.first.family] += 1
        disputed += content.is_disputed
        for place in content.places:
            place_counts[category_text(place), place.how] += 1
            not_allocated += place.allocation != "allocated"
            not_confirmed += place.confirmed != "confirmed"
    by_category = tuple(
        CategoryCount(
            category,
            content_counts[category, "exact"],
            place_counts[category, "exact"],
            content_counts[category, "near"],
            place_counts[category, "near"],
        )
        for category in sorted({category for category, _ in place_counts}, key=_by_number)
    )
    return Found(
        by_category,
        families["picture"],
        families["video"],
        families[""],
        place_counts.total(),
        disputed,
        not_allocated,
        not_confirmed,
    )


def _by_number(category: str) -> tuple[int, str]:
    """Order categories by the number they begin with, those without a number last."""
    number = category.partition(" ")[0]
    return (int(number) if number.isdecimal() else 2**31, category)


def _not_examined(view: Overview) -> tuple[str, ...]:
    entries = view.entries
    unread = sum(entries.get(state, 0) for state in UNREAD)
    pending = entries.get("pending", 0)
    read = entries.get("read", 0)
    said = [f"{read:,} of {counted(read + unread + pending, 'file', 'files')} with content read whole"]
    for state, what in (
        ("unreadable", "could not be read whole"),
        ("failed", "not read: reading killed, hung or outgrew a worker"),
        ("skipped", "left out by a stated rule"),
    ):
        if count := entries.get(state, 0):
            left = size(sum(volume.bytes.get(state, 0) for volume in view.volumes))
            said.append(f"{counted(count, 'file', 'files')} ({left}) {what}")
    if pending:
        said.append(f"{counted(pending, 'file', 'files')} not reached")
    said += _volumes_left(view.volumes)
    if faults := sum(error.stage == "walk" for error in view.errors):
        said.append(f"{counted(faults, 'place', 'places')} in a file system could not be listed")
    said += _media_left(view.media)
    if view.run.stored_digest_check in ("differs", "could not be checked"):
        said.append(f"The digest that the container states {view.run.stored_digest_check}")
    if view.run.evidence_unchanged is False:
        said.append("The evidence changed while it was examined")
    return tuple(said)


def _volumes_left(volumes: tuple[VolumeRow, ...]) -> list[str]:
    said = []
    for volume in volumes:
        if volume.state in _NOT_OPENED:
            reason = f": {volume.reason}" if volume.reason else ""
            said.append(f"Volume {volume.ordinal} is {volume.state} ({size(volume.length)} not examined){reason}")
        elif volume.walk == "pending":
            said.append(f"Volume {volume.ordinal} was not listed to its end")
    return said


def _media_left(media: dict[tuple[str, str, str, str], int]) -> list[str]:
    undecodable = pictures_left_out = videos = flat = no_list = 0
    for (family, recognised, decoding, near), count in media.items():
        undecodable += count * (decoding == "undecodable")
        pictures_left_out += count * (decoding == "not decoded" and family == "picture")
        videos += count * (decoding == "not decoded" and family == "video")
        flat += count * (near == "low quality" and recognised == "unrecognised")
        no_list += count * (near == "no list to check" and recognised == "unrecognised")
    said = (
        (undecodable, "picture", "could not be decoded: looked up by digest alone"),
        (pictures_left_out, "picture", "not decoded, since exact look-ups alone were asked for"),
        (videos, "video", "not decoded (the extra that decodes videos is missing): looked up by digest alone"),
        (flat, "picture", "too flat to be looked up by nearness"),
        (no_list, "picture", "not looked up by nearness: no known set here can answer that"),
    )
    return [f"{counted(count, what, what + 's')} {why}" for count, what, why in said if count]
