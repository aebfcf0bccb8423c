"""StopNCII pages: what its FetchHashes answers, JSON with `hashRecords`.

A record is a hash and the cases in which people gave it; the same hash in a later page replaces it, so the hash is its
identity. Withdrawn and Deleted mean that it is to be taken out. Feedback is that of the platforms. Facts: the public
client (facebook/ThreatExchange, python-threatexchange 1.2, `exchanges/clients/stopncii/api.py`).

Written in the order of that answer, the count in front. A record with an MD5 and a PDQ becomes two.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats import carried
from understone.known.formats.cells import TIE
from understone.known.formats.draft import Draft, detail_text, hash_named
from understone.known.formats.json_stream import JsonBroken, JsonStream
from understone.known.formats.text import encoding_of, head_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import HashKind, Listing, Rejected, SetKind, Withdrawal, identity_of

NAME = "StopNCII"
DIALECTS: tuple[str, ...] = ("page",)
SEEMS: dict[SetKind, str] = {"hits": "StopNCII holds what people asked to be found, never known-good files"}

_RECORDS = re.compile(r'"hashRecords"\s*:\s*\[')
_TYPES: dict[HashKind, str] = {"md5": "VideoMD5", "pdq": "ImagePDQ"}
_OPEN = ("Received", "Active")
_TAKEN_BACK = {"Withdrawn": "withdrawn at StopNCII", "Deleted": "deleted at StopNCII"}
_STATUS_BY_REASON = {reason: status for status, reason in _TAKEN_BACK.items()}
_CASE = re.compile(r"(.+): (\w+)", re.DOTALL)
_FEEDBACK = re.compile(r"(.*?): (\w*)(?: \((.+)\))?", re.DOTALL)
_IN_MEMORY = 1 << 20


def recognises(head: bytes) -> bool:
    """Tell whether `head` opens a JSON object with `hashRecords`."""
    text = head_text(head)
    return text.lstrip().startswith("{") and _RECORDS.search(text) is not None


def declares(head: bytes) -> SetKind | None:
    """Return `hits`: nothing else is shared there."""
    return "hits"


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each record in file order. Raises `ListTruncated` where JSON ends in the middle or stops being JSON."""
    head = source.read(64)
    source.seek(0)
    number = 0
    try:
        stream = JsonStream(source, encoding_of(head))
        for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
            if key != "hashRecords" or stream.peek() != "[":
                stream.value()
                continue
            for record in stream.values():
                number += 1
                yield _record(record, number)
        stream.end()
    except JsonBroken as error:
        raise ListTruncated(error.reason, error.offset, number) from error


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write one page, the last one, with a record for each MD5 and PDQ. A withdrawal must name its hash."""
    if dialect not in DIALECTS:
        raise ValueError(dialect)
    tally = WriteTally()
    count = 0
    latest = 0
    with SpooledTemporaryFile(_IN_MEMORY) as body:
        for record in records:
            for changed, fields in _entries(record, tally):
                body.write(b",\n" if count else b"\n")
                body.write(json.dumps({"lastModtimestamp": changed, **fields}).encode("ascii"))
                count += 1
                latest = max(latest, changed)
        opening = {"count": count, "nextPageToken": None, "nextSetTimestamp": latest, "hasMoreRecords": False}
        sink.write(json.dumps(opening)[:-1].encode("ascii") + b', "hashRecords": [')
        body.seek(0)
        shutil.copyfileobj(body, sink)
    sink.write(b"\n]}\n")
    return tally.done()


def _record(record: object, number: int) -> Listing | Withdrawal | Rejected:
    draft = Draft(number, f"record {number}")
    if not isinstance(record, dict):
        return draft.reject("the record is no object")
    name = record.get("signalType")
    kind = hash_named(name) if isinstance(name, str) else None
    if kind is None:
        return draft.reject(f"{str(name)[:40]} is nothing that Understone looks up")
    draft.give(kind, record.get("hashValue"))
    moment = _moment(record.get("lastModtimestamp"))
    status = detail_text(record.get("hashStatus"))
    if status in _TAKEN_BACK:
        named = draft.done()
        if isinstance(named, Rejected):
            return draft.reject(f"a record taken back without a usable hash: of what, it does not say ({named.reason})")
        return Withdrawal(number, f"record {number}", identity_of(named), _TAKEN_BACK[status], moment)
    if status not in _OPEN:
        draft.fault(f"hashStatus {status[:40]!r} is none that StopNCII documents")
    draft.detail("status", status)
    draft.detail("modified", moment)
    cases = record.get("caseNumbers")
    for case, case_status in cases.items() if isinstance(cases, dict) else ():
        draft.detail("case", f"{case}: {case_status}")
    feedbacks = record.get("CSPFeedbacks")
    for feedback in feedbacks if isinstance(feedbacks, list) else ():
        if isinstance(feedback, dict):
            draft.detail("feedback", _feedback(feedback))
    return draft.done()


def _feedback(feedback: dict[str, object]) -> str:
    tags = feedback.get("tags")
    said = f"{feedback.get('source', '')}: {feedback.get('feedbackValue', '')}"
    return f"{said} ({', '.join(str(tag) for tag in tags)})" if isinstance(tags, list) and tags else said


def _moment(value: object) -> str:
    """Return seconds since 1970 as ISO 8601 in UTC, nothing for 0, anything else as it is written."""
    if value is None or value == 0:
        return ""
    try:
        return datetime.fromtimestamp(int(str(value)), UTC).isoformat()
    except (ValueError, OverflowError, OSError):  # no number, or no year of the calendar
        return str(value)[:80]


def _entries(record: Listing | Withdrawal, tally: WriteTally) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield what becomes of a record: when it was changed, and the other fields of each entry."""
    if isinstance(record, Withdrawal):
        yield from _taken_back(record, tally)
        return
    hashes = [(name, value) for kind, name in _TYPES.items() if (value := getattr(record, kind)) is not None]
    if not hashes:
        tally.leave_out(record.record, carried.place(record), "no hash that StopNCII has a type for")
        return
    if len(hashes) > 1:
        tally.lose(TIE)
    carried.lose_hashes_but(_TYPES, record, tally)
    carried.lose_fields(("category", "scheme", "media_id", "reference", "size"), record, tally)
    changed, said = _said(record, tally)
    for name, value in hashes:
        yield changed, {"signalType": name, "hashValue": value.hex(), **said}
    tally.wrote()


def _said(listing: Listing, tally: WriteTally) -> tuple[int, dict[str, object]]:
    """Return when a record was changed and what its details say of it; a detail that would read otherwise is lost."""
    changed: int | None = None
    status: str | None = None
    cases: dict[str, str] = {}
    feedbacks: list[dict[str, object]] = []
    kept = 0
    for name, text in listing.detail:
        if name == "modified" and changed is None and _moment(seconds := _seconds(text)) == text:
            changed = seconds
        elif name == "status" and status is None and text in _OPEN:
            status = text
        elif name == "case" and (case := _CASE.fullmatch(text)) and case[1] not in cases:
            cases[case[1]] = case[2]
        elif name == "feedback" and (feedback := _feedback_of(text)) is not None:
            feedbacks.append(feedback)
        else:
            continue
        kept += 1
    if kept < len(listing.detail):
        tally.lose("detail")
    return changed or 0, {"hashStatus": status or "Active", "caseNumbers": cases, "CSPFeedbacks": feedbacks}


def _feedback_of(text: str) -> dict[str, object] | None:
    """Return the feedback that `_feedback` made this text of, or None if it is of none."""
    found = _FEEDBACK.fullmatch(text)
    if found is None:
        return None
    source, value, tags = found.groups()
    return {"source": source, "feedbackValue": value, "tags": tags.split(", ") if tags else []}


def _taken_back(withdrawal: Withdrawal, tally: WriteTally) -> Iterator[tuple[int, dict[str, object]]]:
    by = withdrawal.identity.by
    if by == "reference" or by not in _TYPES:
        tally.leave_out(withdrawal.record, withdrawal.where, f"StopNCII knows a record by its MD5 or PDQ, not its {by}")
        return
    seconds = _seconds(withdrawal.time)
    if _moment(seconds) != withdrawal.time:
        tally.lose("time")
        seconds = 0
    if withdrawal.reason not in _STATUS_BY_REASON:
        tally.lose("reason")
    status = _STATUS_BY_REASON.get(withdrawal.reason, "Withdrawn")
    fields: dict[str, object] = {"signalType": _TYPES[by], "hashValue": withdrawal.identity.value.hex()}
    yield seconds, {**fields, "hashStatus": status, "caseNumbers": {}, "CSPFeedbacks": []}
    tally.wrote()


def _seconds(text: str) -> int:
    """Return a moment in seconds since 1970, 0 if it is none."""
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError):
        return 0
