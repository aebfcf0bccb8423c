"""VICS 1.1–2.0 JSON hash sets and cases (Project VIC, CAID).

One JSON object names its model (`#Media`: a hash set, `#Cases`: cases that hold Media); `value` holds the records.
Sets are many gigabytes, so records stream. No schema is public; read leniently: a byte order mark, UTF-16, booleans
and numbers as text, several Media with one MD5, keys that we do not know. Facts: sepinf-inc/IPED `HashDBTool.java`,
abrignoni/GLEAPP `projectvic.py`, askclees/X-Ways-Clees4All `VICS.cpp`, and NIST's "CAID Non-RDS" export.

Written strictly: IPED reads a set only if its first key is the model string, then `value`, and nothing else. The keys
of a record stand in the order of public exports, which differs between 1.x and 2.0.
"""

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats import carried
from understone.known.formats.draft import Draft, detail_text, hash_named
from understone.known.formats.json_stream import JsonBroken, JsonStream
from understone.known.formats.text import encoding_of, head_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import Listing, Rejected, SetKind, Withdrawal

NAME = "VICS"
DIALECTS: tuple[str, ...] = ("2.0 Default", "2.0 UK", "2.0 US", "2.0 CUSTOM", "1.3", "1.2", "1.1")

SEEMS: dict[SetKind, str] = {
    "known-good": "all its first records have category 8 under a VICS 1 model, as in NIST's known files for CAID",
    "hits": "its first records carry a series, a victim or distribution mark, or a category from 1 to 3",
}

_STRING = r'"((?:[^"\\]|\\.)*)"'
_MODEL_KEY = re.compile(r'"(?:@odata\.context|odata\.metadata)"\s*:\s*' + _STRING)
_MODEL = re.compile(r"ProjectVic/DataModels/(\d+)\.(\d+)\.xml(?:/(\w+))?(?:/\$metadata)?#(\w+)", re.IGNORECASE)
_CATEGORY = re.compile(r'"Category"\s*:\s*"?(-?\d{1,10})(?!\d)')
_HIT_MARKS = re.compile(
    r'"(?:Series|VictimIdentified|OffenderIdentified|IsDistributed|SelfGenerated)"\s*:\s*+(?!null|"")', re.IGNORECASE
)
_ENTITIES = frozenset({"media", "cases"})
_WIRE_DATE = re.compile(r"/Date\((-?\d{1,18})(?:[+-]\d{4})?\)/")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MODELS_WRITTEN = {
    "1": '{{"odata.metadata": "http://github.com/ICMEC/ProjectVic/DataModels/{}.xml#Media",',
    "2": '{{"@odata.context": "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/{}.xml/{}/$metadata#Media",',
}
# The order of keys in public exports of each version.
_ORDER_1 = (
    "odata.id",
    "MediaID",
    "Category",
    "MD5",
    "SHA1",
    "VictimIdentified",
    "OffenderIdentified",
    "IsDistributed",
    "IsPrecategorized",
    "Series",
    "Tags",
    "MediaSize",
    "DateUpdated",
    "PrecategorizationSource",
    "IsSuspected",
    "SelfGenerated",
    "Comments",
    "MimeType",
    "AlternativeHashes@odata.navigationLinkUrl",
    "AlternativeHashes",
)
_ORDER_2 = (
    "MediaID",
    "Category",
    "MD5",
    "SHA1",
    "MediaSize",
    "DateUpdated",
    "IsPrecategorized",
    "PrecategorizationSource",
    "IsSuspected",
    "VictimIdentified",
    "OffenderIdentified",
    "IsDistributed",
    "SelfGenerated",
    "Series",
    "Tags",
    "Comments",
    "MimeType",
    "PhotoDNA",
    "AlternativeHashes",
)
_ID_LIMIT = 2**63


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


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write a hash set. MD5 is the key of a record: without one it is left out, as is a withdrawal.

    A category is written only if its scheme is that of the dialect. A record whose own id is no integer of 64 bits
    gets its number among those written.
    """
    if dialect not in DIALECTS:
        raise ValueError(dialect)
    version, _, profile = dialect.partition(" ")
    tally = WriteTally()
    sink.write(_MODELS_WRITTEN[version[0]].format(version, profile).encode() + b'\n"value": [')
    for record in records:
        if isinstance(record, Withdrawal):
            tally.leave_out(record.record, record.where, "VICS has no way to take a record back")
        elif record.md5 is None:
            tally.leave_out(record.record, carried.place(record), "no MD5, which is the key of a record in VICS")
        else:
            media = _media(record, record.md5.hex().upper(), dialect, tally)
            sink.write((",\n" if tally.records else "\n").encode() + json.dumps(media).encode())
            tally.wrote()
    sink.write(b"\n]}\n")
    return tally.done()


def _records(stream: JsonStream, *, in_cases: bool) -> Iterator[object]:
    """Yield each record of `value`, or of `Media` in each case of `value`; pass over what else there is."""
    for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
        if key != "value" or stream.peek() != "[":
            stream.value()
            continue
        if not in_cases:
            yield from stream.values()
            continue
        for _ in stream.items():
            if stream.peek() == "{":
                yield from _media_of_case(stream)
            else:
                yield stream.value()
    stream.end()


def _media_of_case(stream: JsonStream) -> Iterator[object]:
    for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
        if key != "Media" or stream.peek() != "[":
            stream.value()
            continue
        yield from stream.values()


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
    field = record.get
    # A case lists everything that was on a device; without a category nobody has judged it (GLEAPP counted 19,209
    # such in one export, each marked IsPrecategorized).
    if in_case and field("Category") in (None, ""):
        return draft.reject("not categorised: it stands in a case and has no category")
    draft.give("md5", field("MD5"))
    draft.give("sha1", field("SHA1"))
    draft.give("sha256", field("SHA256"))
    draft.give("photodna", field("PhotoDNA"))
    if (alternatives := field("AlternativeHashes")) is not None:
        _alternative_hashes(alternatives, draft)
    draft.category(field("Category"))
    draft.media_id(field("MediaID"))
    draft.size(field("MediaSize"))
    said = []
    for name, spelled in _SPELLED.items():
        value = field(name)
        if value is None:
            continue
        if value is True or value is False:
            said.append((name, "true" if value else "false"))
        elif text := detail_text(value):
            said.append((name, text if spelled is None else spelled(text)))
    draft.details(said)
    return draft.done(scheme)


def _alternative_hashes(alternatives: object, draft: Draft) -> None:
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


def _media(listing: Listing, md5: str, dialect: str, tally: WriteTally) -> dict[str, object]:
    """Return the Media record of a listing that has an MD5, its keys in order."""
    in_2 = dialect.startswith("2")
    carried.lose_fields(("reference",), listing, tally)
    hashes: list[tuple[str, bytes | None]] = [("SHA256", listing.sha256), ("PDQ", listing.pdq)]
    if not in_2:
        hashes.append(("PhotoDNA", listing.photodna))
    others = [
        {"MD5": md5, "HashName": name, "HashValue": _base64(value) if name == "PhotoDNA" else value.hex().upper()}
        for name, value in hashes
        if value is not None
    ]
    fields: dict[str, object] = {
        "MediaID": _media_id(listing, tally),
        "Category": carried.category_in(f"VICS {dialect}", listing, tally),
        "MD5": md5,
        "SHA1": None if listing.sha1 is None else listing.sha1.hex().upper(),
        "MediaSize": listing.size,
        "PhotoDNA": _base64(listing.photodna) if in_2 and listing.photodna is not None else None,
        "AlternativeHashes": others or None,
        **_details(listing, tally, flags_as_text=not in_2),
    }
    if not in_2:
        fields["odata.id"] = f'Media("{md5}")'
        if others:
            fields["AlternativeHashes@odata.navigationLinkUrl"] = f"/Media({md5})/AlternativeHashes"
    order = _ORDER_2 if in_2 else _ORDER_1
    return {name: fields[name] for name in order if fields.get(name) is not None or name == "Category"}


def _media_id(listing: Listing, tally: WriteTally) -> int:
    text = listing.media_id
    if text is None:
        return tally.records + 1
    if len(text) < 20 and text.isascii() and text.removeprefix("-").isdigit():
        number = int(text)
        if str(number) == text and -_ID_LIMIT <= number < _ID_LIMIT:
            return number
    tally.lose("media_id")
    return tally.records + 1


def _details(listing: Listing, tally: WriteTally, *, flags_as_text: bool) -> dict[str, str | bool]:
    """Return the details that have a key of their own: the first of each name, flags only where they are one."""
    kept: dict[str, str | bool] = {}
    for name, value in listing.detail:
        spelled = _SPELLED.get(name)
        if name in kept or name not in _SPELLED or (spelled is not None and spelled(value) != value):
            continue
        if spelled is not str.lower:
            kept[name] = value
        elif value in ("true", "false"):
            kept[name] = value if flags_as_text else value == "true"
    if len(kept) < len(listing.detail):
        tally.lose("detail")
    return kept


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _moment(text: str) -> str:
    """Return the milliseconds since 1970 of `/Date(…)/` as ISO 8601 in UTC; any other text as it is.

    An offset behind them (`+0100`) says where the writer was, not when: the milliseconds are UTC already (Microsoft,
    "Stand-Alone JSON Serialization", DateTime wire format).
    """
    if not text.startswith("/Date(") or (found := _WIRE_DATE.fullmatch(text)) is None:
        return text
    try:
        return (_EPOCH + timedelta(milliseconds=int(found[1]))).isoformat()
    except OverflowError:
        return text


# What of a record is worth showing beside a match, in this order, and how its text is spelled there: bool("false") is
# True, so flags stay text. The names of its files and its Exif stay in the list.
_SPELLED: dict[str, Callable[[str], str] | None] = {
    "Series": None,
    "Tags": None,
    "Comments": None,
    "MimeType": None,
    "DateUpdated": _moment,
    "PrecategorizationSource": None,
    "IsPrecategorized": str.lower,
    "IsSuspected": str.lower,
    "VictimIdentified": str.lower,
    "OffenderIdentified": str.lower,
    "IsDistributed": str.lower,
    "SelfGenerated": str.lower,
}
