"""VICS 1.1–2.0 JSON hash sets and cases (Project VIC, CAID).

One JSON object names its model (`#Media`: a hash set, `#Cases`: cases that hold Media); `value` holds the records.
Sets are many gigabytes, so records stream. No schema is public; read leniently: a byte order mark, UTF-16, booleans
and numbers as text, several Media with one MD5, keys that we do not know. Facts: sepinf-inc/IPED `HashDBTool.java`,
abrignoni/GLEAPP `projectvic.py`, askclees/X-Ways-Clees4All `VICS.cpp`, and NIST's "CAID Non-RDS" export.
"""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.json_stream import JsonBroken, JsonStream
from understone.known.formats.text import encoding_of, head_text
from understone.known.listings import Listing, Rejected, SetKind

NAME = "VICS"

SEEMS: dict[SetKind, str] = {
    "known-good": "all its first records have category 8 under a VICS 1 model, as in NIST's known files for CAID",
    "hits": "its first records carry a series, a victim or distribution mark, or a category from 1 to 3",
}

_STRING = r'"((?:[^"\\]|\\.)*)"'
_MODEL_KEY = re.compile(r'"(?:@odata\.context|odata\.metadata)"\s*:\s*' + _STRING)
_MODEL = re.compile(r"ProjectVic/DataModels/(\d+)\.(\d+)\.xml(?:/(\w+))?(?:/\$metadata)?#(\w+)", re.IGNORECASE)
_CATEGORY = re.compile(r'"Category"\s*:\s*"?(-?\d+)')
_HIT_MARKS = re.compile(
    r'"(?:Series|VictimIdentified|OffenderIdentified|IsDistributed|SelfGenerated)"\s*:\s*+(?!null|"")', re.IGNORECASE
)
_ENTITIES = frozenset({"media", "cases"})

# What of a record is worth showing beside a match, in this order. Its files' names and Exif stay in the list.
_DETAIL = (
    "Series",
    "Tags",
    "Comments",
    "MimeType",
    "DateUpdated",
    "PrecategorizationSource",
    "IsPrecategorized",
    "IsSuspected",
    "VictimIdentified",
    "OffenderIdentified",
    "IsDistributed",
    "SelfGenerated",
)
_FLAGS = frozenset(name for name in _DETAIL if name.startswith(("Is", "Victim", "Offender", "Self")))


def recognises(head: bytes) -> bool:
    """Tell whether `head` opens a JSON object that names a VICS model of version 1 or 2. The key may stand anywhere."""
    text = head_text(head)
    return text.lstrip().startswith("{") and _model_of(text) is not None


def declares(head: bytes) -> SetKind | None:
    """Return what the first records look like (see `SEEMS`): NIST's list of known-good files is VICS too."""
    text = head_text(head)
    model = _model_of(text)
    categories = {int(number) for number in _CATEGORY.findall(text)}
    if _HIT_MARKS.search(text) or categories & {1, 2, 3}:
        return "hits"
    if model is not None and model[0].startswith("VICS 1.") and model[1] == "media" and categories == {8}:
        return "known-good"
    return None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each Media record in file order; of a case only those that a person has categorised.

    Raises `ListTruncated` at the byte where the JSON ends in the middle or stops being JSON.
    """
    head = source.read(65_536)
    source.seek(0)
    model = _model_of(head_text(head))
    if model is None:
        return
    scheme, entity = model
    number = 0
    try:
        for record in _records(JsonStream(source, encoding_of(head)), in_cases=entity == "cases"):
            number += 1
            yield _listing(record, number, scheme, in_case=entity == "cases")
    except JsonBroken as error:
        raise ListTruncated(error.reason, error.offset, number) from error


def _records(stream: JsonStream, *, in_cases: bool) -> Iterator[object]:
    """Yield each record of `value`, or of `Media` in each case of `value`; pass over what else there is."""
    for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
        if key != "value" or stream.peek() != "[":
            stream.value()
            continue
        for _ in stream.items():
            if in_cases and stream.peek() == "{":
                yield from _media_of_case(stream)
            else:
                yield stream.value()
    stream.end()


def _media_of_case(stream: JsonStream) -> Iterator[object]:
    for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
        if key != "Media" or stream.peek() != "[":
            stream.value()
            continue
        for _ in stream.items():
            yield stream.value()


def _model_of(text: str) -> tuple[str, str] | None:
    """Return scheme (`VICS 2.0 Default`) and entity (`media`, `cases`) from the start of a file."""
    for found in _MODEL_KEY.finditer(text):
        try:
            name = json.loads(f'"{found[1]}"', strict=False)
        except ValueError:
            continue
        if (model := _MODEL.search(name)) and model[1] in ("1", "2") and model[4].lower() in _ENTITIES:
            profile = f" {model[3]}" if model[3] else ""
            return f"VICS {model[1]}.{model[2]}{profile}", model[4].lower()
    return None


def _listing(record: object, number: int, scheme: str, *, in_case: bool) -> Listing | Rejected:
    draft = Draft(number, f"record {number}")
    if not isinstance(record, dict):
        return draft.reject("the record is no object")
    # A case lists everything that was on a device; without a category nobody has judged it (GLEAPP counted 19,209
    # such in one export, each marked IsPrecategorized).
    if in_case and record.get("Category") in (None, ""):
        return draft.reject("not categorised: it stands in a case and has no category")
    draft.give("md5", record.get("MD5"))
    draft.give("sha1", record.get("SHA1"))
    draft.give("sha256", record.get("SHA256"))
    draft.give("photodna", record.get("PhotoDNA"))
    _alternative_hashes(record.get("AlternativeHashes"), draft)
    draft.category(record.get("Category"))
    draft.media_id(record.get("MediaID"))
    draft.size(record.get("MediaSize"))
    for name in _DETAIL:
        value = record.get(name)
        draft.detail(name, value.lower() if name in _FLAGS and isinstance(value, str) else value)
    return draft.done(scheme)


def _alternative_hashes(alternatives: object, draft: Draft) -> None:
    if alternatives is None:
        return
    if not isinstance(alternatives, list):
        draft.fault("AlternativeHashes is no list")
        return
    for alternative in alternatives:
        name = alternative.get("HashName") if isinstance(alternative, dict) else None
        if not isinstance(alternative, dict) or not isinstance(name, str):
            draft.fault("an entry of AlternativeHashes has no HashName")
        elif (kind := hash_named(name)) is not None:
            draft.give(kind, alternative.get("HashValue"))
        else:
            draft.detail(name, alternative.get("HashValue"))
