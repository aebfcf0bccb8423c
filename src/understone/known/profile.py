"""Category profiles: what the categories of other schemes mean to one agency, said by that agency in a file.

An integer category means nothing without its country's profile, and an ESP's "A1" is not the UK's "A" (formats.md §8):
so nothing here is guessed. A profile is TOML; docs/reference/category-profile.md describes it. What it does not name
has no meaning and is shown as such.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from understone.errors import KnownError

FORMAT = "understone category profile"
VERSION = 1
_LARGEST_FILE = 1 << 20


class ProfileUnreadable(KnownError):
    """A category profile that is no profile, or says something that cannot be meant."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"the category profile cannot be used: {reason}",
            where=where,
            remedy="put it right there (docs/reference/category-profile.md says how a profile is written); "
            "until then categories are shown without a meaning",
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a category means: its label in the agency's own scheme, and the agency's note on it."""

    label: str
    target_scheme: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SchemeMeanings:
    """The meanings of the categories (integers) and classifications (words) of one scheme, or of several alike."""

    schemes: tuple[str, ...]
    target: str
    categories: Mapping[int, Meaning] = field(default_factory=dict)
    classifications: Mapping[str, Meaning] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as its file says it; `sha256` of that file, in hexadecimal, tells editions of one name apart."""

    agency: str
    name: str
    edition: str
    sha256: str
    schemes: tuple[SchemeMeanings, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the profile for canonical JSON, as a known set's manifest keeps it."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "agency": self.agency,
            "name": self.name,
            "edition": self.edition,
            "sha256": self.sha256,
            "scheme": [
                {
                    "from": list(scheme.schemes),
                    "to": scheme.target,
                    "categories": {str(key): _shown(meaning) for key, meaning in scheme.categories.items()},
                    "classifications": {key: _shown(meaning) for key, meaning in scheme.classifications.items()},
                }
                for scheme in self.schemes
            ],
        }


def read_profile(path: Path) -> Profile:
    """Read a profile. Raises `ProfileUnreadable` with the file, the line or key, and the reason."""
    try:
        with path.open("rb") as source:
            content = source.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise ProfileUnreadable(str(path), error.strerror or str(error)) from error
    if len(content) > _LARGEST_FILE:
        raise ProfileUnreadable(str(path), "it is larger than 1 MiB")
    try:
        body = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProfileUnreadable(f"{path}, byte {error.start:,}", "it is no UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileUnreadable(str(path), f"it is no TOML: {error}") from None
    return _profile(body, str(path), hashlib.sha256(content).hexdigest())


def from_json(body: Mapping[str, Any]) -> Profile:
    """Return the profile that `Profile.to_json` gave. Raises `ProfileUnreadable`."""
    rest = dict(body)
    digest = rest.pop("sha256", None)
    if not isinstance(digest, str):
        raise ProfileUnreadable("sha256", "it is no text")
    return _profile(rest, "the profile kept with the set", digest)


def meaning(profile: Profile, scheme: str, category: int | None) -> Meaning | None:
    """Return what a category of a scheme means; None where the profile does not say. The scheme's name is exact."""
    if category is None:
        return None
    return next((one.categories.get(category) for one in profile.schemes if scheme in one.schemes), None)


def meaning_of_classification(profile: Profile, scheme: str, classification: str) -> Meaning | None:
    """Return what a classification in words (NCMEC: A1, A2, B1, B2) means; None where the profile does not say."""
    return next((one.classifications.get(classification) for one in profile.schemes if scheme in one.schemes), None)


def _shown(one: Meaning) -> dict[str, str]:
    return {"label": one.label, "note": one.note}


def _profile(body: Mapping[str, Any], where: str, digest: str) -> Profile:
    if body.get("format") != FORMAT:
        raise ProfileUnreadable(f"{where}, key format", f"it is not {FORMAT!r}")
    if body.get("version") != VERSION or isinstance(body["version"], bool):
        raise ProfileUnreadable(f"{where}, key version", f"this version of Understone reads version {VERSION}")
    _refuse_other_keys(body, {"format", "version", "agency", "name", "edition", "scheme"}, where)
    tables = body.get("scheme")
    if not isinstance(tables, list) or not tables:
        raise ProfileUnreadable(f"{where}, key scheme", "there is no [[scheme]] table, so it says nothing")
    schemes = tuple(_scheme(table, f"{where}, scheme {number}") for number, table in enumerate(tables, 1))
    names = [name for one in schemes for name in one.schemes]
    for name in names:
        if names.count(name) > 1:
            raise ProfileUnreadable(f"{where}, key from", f"the scheme {name!r} is mapped twice")
    return Profile(
        agency=_text(body, "agency", where),
        name=_text(body, "name", where),
        edition=_text(body, "edition", where),
        sha256=digest,
        schemes=schemes,
    )


def _scheme(table: object, where: str) -> SchemeMeanings:
    if not isinstance(table, Mapping):
        raise ProfileUnreadable(where, "it is no table")
    _refuse_other_keys(table, {"from", "to", "categories", "classifications"}, where)
    named = table.get("from")
    sources: list[Any] = named if isinstance(named, list) else [named]
    if not sources or not all(isinstance(name, str) and name.strip() for name in sources):
        raise ProfileUnreadable(f"{where}, key from", "it is neither the name of a scheme nor a list of names")
    target = _text(table, "to", where)
    categories = {
        _category(key, f"{where}, key categories.{key}"): one
        for key, one in _meanings(table.get("categories", {}), target, f"{where}, key categories")
    }
    classifications = dict(_meanings(table.get("classifications", {}), target, f"{where}, key classifications"))
    if not categories and not classifications:
        raise ProfileUnreadable(where, "it maps neither categories nor classifications")
    return SchemeMeanings(tuple(sources), target, categories, classifications)


def _meanings(table: object, target: str, where: str) -> Iterator[tuple[str, Meaning]]:
    if not isinstance(table, Mapping):
        raise ProfileUnreadable(where, "it is no table")
    for key, value in table.items():
        place = f"{where}.{key}"
        if isinstance(value, str):
            value = {"label": value}  # noqa: PLW2901 — the short form of a table with a label alone
        if not isinstance(value, Mapping):
            raise ProfileUnreadable(place, 'it is neither a label nor a table such as {label = "A", note = "…"}')
        _refuse_other_keys(value, {"label", "note"}, place)
        note = value.get("note", "")
        if not isinstance(note, str):
            raise ProfileUnreadable(f"{place}, key note", "it is no text")
        yield key, Meaning(_text(value, "label", place), target, note)


def _category(key: str, where: str) -> int:
    try:
        number = int(key)
    except ValueError:
        raise ProfileUnreadable(where, "a category is an integer; words stand under classifications") from None
    # "01" and "1" beside each other would be two meanings of one category.
    if str(number) != key:
        raise ProfileUnreadable(where, f"write the category as {number}")
    return number


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ProfileUnreadable(f"{where}, key {key}", "it is missing, blank or no text")
    return value


def _refuse_other_keys(table: Mapping[str, Any], allowed: set[str], where: str) -> None:
    """Refuse a key that is not of the format: a mistyped one would leave categories without their meaning."""
    for key in table:
        if key not in allowed:
            raise ProfileUnreadable(
                f"{where}, key {key}", f"a profile has no such key here, only {', '.join(sorted(allowed))}"
            )
