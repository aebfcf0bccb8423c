"""Every picture and video in one table that adds up: what was recognised, and why the rest was not."""

from dataclasses import dataclass

MediaCounts = dict[tuple[str, str, str, str], int]


@dataclass(frozen=True, slots=True)
class MediaRow:
    """One outcome and how many distinct pictures and videos had it. `detail` says what the outcome means."""

    outcome: str
    detail: str
    pictures: int
    videos: int


_OUTCOMES: tuple[tuple[str, str, str, str, str], ...] = (
    ("hit", "", "", "recognised", "in a list of known material"),
    ("known-good", "", "", "ruled out", "in a list of known-good files"),
    ("unrecognised", "checked", "", "not recognised", "no list has its digest, and none a picture near to it"),
    ("unrecognised", "low quality", "", "not recognised, near not tried", "too flat: its hash says little of it"),
    ("unrecognised", "undecodable", "", "not recognised, near not tried", "it could not be decoded"),
    ("unrecognised", "not decoded", "video", "not recognised, near not tried", "the extra for videos is missing"),
    ("unrecognised", "not decoded", "picture", "not recognised, near not tried", "exact look-ups alone were asked for"),
    ("unrecognised", "no list to check", "", "not recognised, near not tried", "no known set here can answer near"),
)
"""(recognised, near, family, outcome, detail), '' for any: each media row of a case file falls under exactly one."""


def media_rows(counts: MediaCounts) -> list[MediaRow]:
    """Return the table; its columns add up to all pictures and all videos. Outcomes that nothing had are left out."""
    rows = []
    for recognised, near, family, outcome, detail in _OUTCOMES:
        pictures = videos = 0
        for (a_family, a_recognised, _, a_near), count in counts.items():
            if a_recognised == recognised and near in ("", a_near) and family in ("", a_family):
                pictures += count * (a_family == "picture")
                videos += count * (a_family == "video")
        if pictures or videos:
            rows.append(MediaRow(outcome, detail, pictures, videos))
    return rows
