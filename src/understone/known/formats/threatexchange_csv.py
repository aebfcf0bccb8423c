"""CSV exports of ThreatExchange and its open tools.

Three shapes, told apart by their headings: `threatexchange dataset -P --csv` (`signal_type,signal_str,collab,category,
tags`), `threatexchange api fb_threatexchange query` (`id,indicator,type,status,tags,owner_id` and more), both as in
python-threatexchange 1.2.17, and the download of the web interface (`td_raw_indicator`, `td_status`, …; facebook/
ThreatExchange `ThreatDescriptor.java`). Tables with `signal_type` or `type` beside `signal_value`, `hash` or
`raw_indicator` are read likewise.

The descriptor's id is the record's reference. A row whose own status or category says that it is no hit
(NON_MALICIOUS, NEGATIVE_CLASS) takes back what an earlier delivery gave, or is refused if it has no id. Words such as
POSITIVE_CLASS are shown and never turned into a category. A row holds one digest: a record with several is written as
several rows, without its reference, which means one of them.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from understone.known.formats.cells import TIE, cell, count, lost_of
from understone.known.formats.table import Form, Role, folded, header_of, read_table
from understone.known.formats.text import head_text, is_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import HashKind, Listing, Rejected, SetKind, Withdrawal, identity_of

NAME = "ThreatExchange CSV"
DIALECTS: tuple[str, ...] = ("dataset", "query")
SEEMS: dict[SetKind, str] = {}

_VALUES = frozenset({"signalstr", "signalvalue", "signal", "hash", "hashvalue", "indicator", "rawindicator"})
_ROLES: dict[str, Role] = {
    **dict.fromkeys(_VALUES, "hash"),
    "tdrawindicator": "hash",
    "tdindicator": "ignored",  # "[object Object]" in every row
    "signaltype": "hash type",
    "type": "hash type",
    "tdtype": "hash type",
    "id": "reference",
    "descriptorid": "reference",
}
_VERDICTS = frozenset({"status", "tdstatus", "category"})
_NO_HIT = frozenset({"NON_MALICIOUS", "NEGATIVE_CLASS"})

_COLUMNS: dict[str, tuple[str, ...]] = {
    "dataset": ("signal_type", "signal_str", "collab", "category", "tags"),
    "query": (
        "id",
        "indicator",
        "type",
        "status",
        "tags",
        "owner_id",
        "confidence",
        "severity",
        "review_status",
        "share_level",
        "privacy_type",
        "added_on",
        "last_updated",
        "description",
    ),
}
_TYPES: dict[str, dict[HashKind, str]] = {
    "dataset": {"pdq": "pdq", "md5": "video_md5"},
    "query": {"pdq": "HASH_PDQ", "md5": "HASH_MD5", "sha1": "HASH_SHA1", "sha256": "HASH_SHA256"},
}
_OWN = frozenset({"signal_type", "signal_str", "id", "indicator", "type"})


def _is_ours(columns: Sequence[str]) -> bool:
    names = {folded(column) for column in columns}
    return "tdrawindicator" in names or (bool(names & {"signaltype", "type"}) and bool(names & _VALUES))


_FORM = Form(_is_ours, _ROLES, length_tells=False)


def recognises(head: bytes) -> bool:
    """Tell whether the first line of `head` has the headings of one of the three shapes."""
    text = head_text(head)
    return is_text(text) and header_of(text, _is_ours) is not None


def declares(head: bytes) -> SetKind | None:
    """Return None: what a collaboration is about does not stand in its export."""
    return None


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each row after the header. Raises `ListTruncated` where a quotation is never closed."""
    for item in read_table(source, _FORM):
        yield _judged(item) if isinstance(item, Listing) else item


def _judged(listing: Listing) -> Listing | Withdrawal | Rejected:
    verdict = _verdict(listing.detail)
    if verdict is None:
        return listing
    place = f"line {listing.record}"
    if listing.reference is None:
        return Rejected(listing.record, place, f"{verdict}, and without an id: of what, it does not say")
    time = dict(listing.detail).get("last_updated", "")
    return Withdrawal(listing.record, place, identity_of(listing), verdict, time)


def _verdict(detail: Sequence[tuple[str, str]]) -> str | None:
    for name, value in detail:
        if folded(name) in _VERDICTS and value.upper() in _NO_HIT:
            return f"no hit by the list itself: {name} is {value}"
    return None


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write one row a digest. A record without a digest that the dialect has a type for is left out."""
    tally = WriteTally()
    types, columns = _TYPES[dialect], _COLUMNS[dialect]
    text = io.TextIOWrapper(sink, "utf-8", newline="")
    try:
        rows = csv.DictWriter(text, columns, lineterminator="\r\n", restval="")
        rows.writeheader()
        for record in records:
            if isinstance(record, Withdrawal):
                tally.leave_out(record.record, record.where, "a withdrawal: this format has none")
                continue
            given = [(name, value) for kind, name in types.items() if (value := getattr(record, kind)) is not None]
            if not given or (verdict := _verdict(record.detail)) is not None:
                reason = verdict if given else f"it has neither {' nor '.join(types)}"
                tally.leave_out(record.record, f"record {record.record}", reason or "")
                continue
            shared, lost = _shared(record, types, columns)
            if len(given) > 1:
                lost.update({TIE, "reference"} if shared.pop("id", "") else {TIE})
            for name, value in given:
                rows.writerow(shared | dict(zip(_digest_columns(dialect), (name, value.hex()), strict=True)))
            count(lost, tally)
        text.flush()
    finally:
        text.detach()
    return tally.done()


def _digest_columns(dialect: str) -> tuple[str, str]:
    return ("signal_type", "signal_str") if dialect == "dataset" else ("type", "indicator")


def _shared(listing: Listing, types: Mapping[HashKind, str], columns: Sequence[str]) -> tuple[dict[str, str], set[str]]:
    """Return what all rows of a record have in common, and what the record lost."""
    details: dict[str, str] = {}
    for name, value in listing.detail:
        if name in columns and name not in _OWN:
            details.setdefault(name, value)
    lost = lost_of(listing, {*types, *(("reference",) if "id" in columns else ())}, details)
    row = {name: cell(lost, "detail", value) for name, value in details.items()}
    if "id" in columns:
        row["id"] = cell(lost, "reference", listing.reference)
    return row, lost
