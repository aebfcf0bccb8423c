"""ThreatExchange and Hasher-Matcher-Actioner: descriptors, updates and banked content as JSON, and lists of signals.

Read: `{"data": [...]}` with descriptors (`raw_indicator`, `type`) or threat updates (`indicator`, `should_delete`),
bare arrays of them, JSON Lines, banked content with its `signals`; and the lines `pdq HEX`, `video_md5 HEX` that the
command `tx` reads (`config collab edit local_file`) and prints (`dataset -P`). An id is a record's reference; ids have
64 bits and stay text. What its owners call NON_MALICIOUS is no hit: it takes back what an earlier delivery gave.
Facts: facebook/ThreatExchange, python-threatexchange 1.2, `exchanges/clients/fb_threatexchange`, `exchanges/impl`.

A descriptor holds one hash, so a record with several becomes as many descriptors.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats import carried
from understone.known.formats.cells import TIE
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.json_stream import JsonBroken, JsonStream
from understone.known.formats.lines import TOO_LONG, numbered_lines
from understone.known.formats.text import encoding_of, head_text, is_text, storable
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import HashKind, Identity, Listing, Rejected, SetKind, Withdrawal, identity_of

NAME = "ThreatExchange"
DIALECTS: tuple[str, ...] = ("descriptors", "local_file")
SEEMS: dict[SetKind, str] = {"hits": "its first records have the status MALICIOUS, or are disputed as such"}

_KEYS = re.compile(r'"(?:raw_indicator|should_delete)"\s*:|"signals"\s*:\s*\{')
_INDICATOR = re.compile(r'"indicator"\s*:')
_HASH_TYPE = re.compile(r'"type"\s*:\s*"HASH_')
_EMPTY_PAGE = re.compile(r'\s*\{\s*"data"\s*:\s*\[\s*\]\s*(?:,\s*"paging"\s*:|\}\s*\Z)')
_HITS = re.compile(r'"status"\s*:\s*"(?:MALICIOUS|SUSPICIOUS)"')
_SIGNAL_LINE = re.compile(r"(?:pdq|(?:video_)?(?:md5|sha1|sha256)) +[0-9A-Fa-f]{24,}(?: .*)?")
_ITEMS = ("status", "added_on", "description", "confidence", "severity", "review_status", "share_level")
_TYPES: dict[HashKind, str] = {"md5": "HASH_MD5", "sha1": "HASH_SHA1", "sha256": "HASH_SHA256", "pdq": "HASH_PDQ"}
_SIGNALS: dict[HashKind, str] = {"md5": "video_md5", "sha256": "video_sha256", "pdq": "pdq"}
_NEGATIVE = re.compile(r"\bNEGATIVE_CLASS\b")
_NO_HIT = "NON_MALICIOUS"
_DELETED = "deleted by ThreatExchange"
_DENIED = "called NON_MALICIOUS by its owner"
_DISABLED = 0  # of `disable_until_ts` (Hasher-Matcher-Actioner, `BankContentConfig`); 1 is enabled
_DISABLED_THERE = "disabled in its bank"


def recognises(head: bytes) -> bool:
    """Tell whether `head` opens JSON with descriptors, updates or signals, or text whose first line is a signal."""
    text = head_text(head)
    opening = text.lstrip()[:1]
    if opening in ("{", "["):
        typed = _INDICATOR.search(text) is not None and _HASH_TYPE.search(text) is not None
        return typed or _KEYS.search(text) is not None or _EMPTY_PAGE.match(text) is not None
    first = text.strip().partition("\n")[0].strip()
    return is_text(text) and _SIGNAL_LINE.fullmatch(first) is not None


def declares(head: bytes) -> SetKind | None:
    """Return `hits` if something in it has a status that says so (see `SEEMS`)."""
    return "hits" if _HITS.search(head_text(head)) else None


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each record in file order. Raises `ListTruncated` where JSON ends in the middle or stops being JSON."""
    head = source.read(65_536)
    source.seek(0)
    if head_text(head).lstrip()[:1] not in ("{", "["):
        yield from _signals(source)
        return
    number = 0
    try:
        for record in _objects(JsonStream(source, encoding_of(head))):
            number += 1
            yield _record(record, number)
    except JsonBroken as error:
        raise ListTruncated(error.reason, error.offset, number) from error


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write descriptors as JSON, or the lines that `tx` reads as a local file.

    Those lines hold type and hash alone, and `tx` has no type for SHA-1; its only types for MD5 and SHA-256 are those
    of videos, which match any file. A descriptor has no place for PhotoDNA, a category, a size.
    """
    if dialect not in DIALECTS:
        raise ValueError(dialect)
    tally = WriteTally()
    if dialect == "local_file":
        for record in records:
            sink.write(_signal_lines(record, tally).encode("ascii"))
        return tally.done()
    sink.write(b'{"data": [')
    between = b"\n"
    for record in records:
        for descriptor in _descriptors(record, tally):
            sink.write(between + json.dumps(descriptor).encode("ascii"))
            between = b",\n"
    sink.write(b"\n]}\n")
    return tally.done()


def _objects(stream: JsonStream) -> Iterator[object]:
    """Yield each record of pages, arrays and lines of objects, however many stand one behind the other."""
    while opening := stream.peek():
        if opening == "[":
            yield from stream.values()
        elif opening == "{":
            yield from _of_object(stream)
        else:
            stream.end()


def _of_object(stream: JsonStream) -> Iterator[object]:
    """Yield the records in an object's `data`; the object itself if it has none, since it is a record then."""
    fields: dict[str, object] = {}
    is_page = False
    for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
        if key == "data" and stream.peek() == "[":
            is_page = True
            yield from stream.values()
        else:
            fields[key] = stream.value()
    if not is_page:
        yield fields


def _record(record: object, number: int) -> Listing | Withdrawal | Rejected:
    draft = Draft(number, f"record {number}")
    if not isinstance(record, dict):
        return draft.reject("the record is no object")
    reference = _text(record.get("id"))
    opinions = _opinions(record)
    if _is_deletion(record):
        return _deletion(record, reference, number)
    if opinions and all(opinion.get("status") == _NO_HIT for opinion in opinions):
        if not reference:
            return draft.reject(f"{_DENIED}, and without an id: of what it would be taken back, it does not say")
        identity = Identity("reference", reference.encode())
        return Withdrawal(number, f"record {number}", identity, _DENIED, _moment(record))
    if reference:
        draft.reference(reference)
    for kind, value in _hashes(record, draft):
        draft.give(kind, value)
    for opinion in opinions:
        _details(opinion, draft)
    draft.detail("last_updated", _moment(record))
    if isinstance(bank := record.get("bank"), dict):
        draft.detail("bank", bank.get("name"))
    draft.detail("note", record.get("note"))
    return draft.done()


def _is_deletion(record: dict[str, Any]) -> bool:
    """Tell whether an update is a tombstone; one without descriptors is one too (facebook/ThreatExchange #834)."""
    if "should_delete" in record:
        return record["should_delete"] in (True, "true") or "descriptors" not in record
    return isinstance(record.get("signals"), dict) and record.get("disable_until_ts") == _DISABLED


def _deletion(record: dict[str, Any], reference: str, number: int) -> Withdrawal | Rejected:
    draft = Draft(number, f"record {number}")
    if reference:
        identity = Identity("reference", reference.encode())
    else:
        for kind, value in _hashes(record, draft):
            draft.give(kind, value)
        named = draft.done()
        if isinstance(named, Rejected):
            return draft.reject(f"a deletion without id or usable hash: of what, it does not say ({named.reason})")
        identity = identity_of(named)
    reason = _DISABLED_THERE if "signals" in record else _DELETED
    return Withdrawal(number, f"record {number}", identity, reason, _moment(record))


def _opinions(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the descriptors of an update, or the record where it is one itself."""
    inner = record.get("descriptors")
    listed = inner.get("data") if isinstance(inner, dict) else inner
    if not isinstance(listed, list):
        return [record]
    return [descriptor for descriptor in listed if isinstance(descriptor, dict)]


def _hashes(record: dict[str, Any], draft: Draft) -> Iterator[tuple[HashKind, object]]:
    """Yield the hashes of a record; what is of no type that is looked up is noted in the draft."""
    signals = record.get("signals")
    if isinstance(signals, dict):
        named = list(signals.items())
    else:
        indicator = record.get("raw_indicator", record.get("indicator"))
        kind_of = record.get("type")
        if isinstance(indicator, dict):  # the indicator as an object of its own, with its type
            kind_of = indicator.get("type", kind_of)
            indicator = indicator.get("indicator")
        named = [(kind_of, indicator)]
    for name, value in named:
        kind = hash_named(name) if isinstance(name, str) else None
        if kind is not None:
            yield kind, value
        elif name is None:
            draft.fault("no type: what the indicator is, it does not say")
        else:
            draft.fault(f"{str(name)[:40]} is nothing that Understone looks up")


def _details(opinion: dict[str, Any], draft: Draft) -> None:
    owner = opinion.get("owner")
    if isinstance(owner, dict):
        draft.detail("owner", owner.get("id"))
        draft.detail("owner name", owner.get("name"))
    for name in _ITEMS:
        draft.detail(name, opinion.get(name))
    for tag in _tags(opinion.get("tags")):
        draft.detail("tag", tag)


def _tags(tags: object) -> list[object]:
    """Return tags, which come as texts, as one text, or as objects in `data` (the Graph API's own form)."""
    if isinstance(tags, dict):
        tags = tags.get("data")
    if not isinstance(tags, list):
        return [tags]
    return [tag.get("text") if isinstance(tag, dict) else tag for tag in tags]


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else storable(str(value))


def _moment(record: dict[str, Any]) -> str:
    """Return when a record was last changed: the seconds of `last_updated` as ISO 8601 in UTC, other text as it is."""
    said = record.get("last_updated", record.get("updated_at"))
    try:
        return datetime.fromtimestamp(int(said), UTC).isoformat() if isinstance(said, int) else _text(said)
    except (OverflowError, ValueError, OSError):  # no year of the calendar
        return _text(said)


def _signals(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each line that is no comment or blank: a type, a signal, and what `tx` prints behind them."""
    for number, line in numbered_lines(source):
        if line is None:
            yield Rejected(number, f"line {number}", TOO_LONG)
        elif (text := line.strip(" \t\x00\x1a")) and not text.startswith("#"):
            yield _signal(text, number)


def _signal(text: str, number: int) -> Listing | Rejected:
    draft = Draft(number, f"line {number}")
    name, _, rest = text.partition(" ")
    kind = hash_named(name)
    if kind is None:
        return draft.reject(f"{name[:40]!r} is no type of signal that Understone looks up")
    value, _, remark = rest.strip().partition(" ")
    if _NEGATIVE.search(remark):
        return draft.reject("called NEGATIVE_CLASS by those who share it: it is no hit")
    draft.give(kind, value)
    draft.detail("remark", remark.strip())
    return draft.done()


def _descriptors(record: Listing | Withdrawal, tally: WriteTally) -> Iterator[dict[str, object]]:
    """Yield the descriptors of a record: one a hash, each with all that the record says. An update for a deletion."""
    if isinstance(record, Withdrawal):
        yield from _tombstone(record, tally)
        return
    hashes = [(name, value) for kind, name in _TYPES.items() if (value := getattr(record, kind)) is not None]
    if not hashes:
        tally.leave_out(record.record, carried.place(record), "no hash that ThreatExchange has a type for")
        return
    carried.lose_hashes_but(_TYPES, record, tally)
    carried.lose_fields(("category", "scheme", "media_id", "size"), record, tally)
    said = dict(_said(record, tally))
    if len(hashes) > 1:
        tally.lose(TIE)
        if record.reference is not None:
            tally.lose("reference")  # one id cannot name two descriptors: a deletion of it would take back one
    for name, value in hashes:
        fields: dict[str, object] = {"raw_indicator": value.hex(), "type": name, **said}
        yield fields if record.reference is None or len(hashes) > 1 else {"id": record.reference, **fields}
    tally.wrote()


def _said(listing: Listing, tally: WriteTally) -> Iterator[tuple[str, object]]:
    """Yield the fields of a descriptor that a record's details give: the first owner and his, and all tags."""
    said: dict[str, str] = {}
    tags: list[str] = []
    for name, text in listing.detail:
        if name == "tag":
            tags.append(text)
        elif name in ("owner", "owner name", "last_updated", *_ITEMS) and name not in said:
            said[name] = text
    if said.get("status") == _NO_HIT:
        del said["status"]  # it would be read as a deletion
    if len(said) + len(tags) < len(listing.detail):
        tally.lose("detail")
    owner = {key: said[name] for key, name in (("id", "owner"), ("name", "owner name")) if name in said}
    if owner:
        yield "owner", owner
    for name in (*_ITEMS, "last_updated"):
        if name in said:
            yield name, said[name]
    if tags:
        yield "tags", tags


def _tombstone(deletion: Withdrawal, tally: WriteTally) -> Iterator[dict[str, object]]:
    fields: dict[str, object] = {"should_delete": True}
    if deletion.identity.by == "reference":
        fields = {"id": deletion.identity.value.decode(), **fields}
    elif deletion.identity.by in _TYPES:
        fields |= {"indicator": deletion.identity.value.hex(), "type": _TYPES[deletion.identity.by]}
    else:
        tally.leave_out(deletion.record, deletion.where, f"ThreatExchange has no type for {deletion.identity.by}")
        return
    if deletion.time:
        fields["last_updated"] = deletion.time
    if deletion.reason != _DELETED:
        tally.lose("reason")
    tally.wrote()
    yield fields


def _signal_lines(record: Listing | Withdrawal, tally: WriteTally) -> str:
    if isinstance(record, Withdrawal):
        tally.leave_out(record.record, record.where, "a list of signals has no way to take one back")
        return ""
    lines = [
        f"{name} {value.hex()}\n" for kind, name in _SIGNALS.items() if (value := getattr(record, kind)) is not None
    ]
    if not lines:
        tally.leave_out(record.record, carried.place(record), "no hash that `tx` has a type of signal for")
        return ""
    if len(lines) > 1:
        tally.lose(TIE)
    carried.lose_hashes_but(_SIGNALS, record, tally)
    carried.lose_fields(("category", "scheme", "media_id", "reference", "size", "detail"), record, tally)
    tally.wrote()
    return "".join(lines)
