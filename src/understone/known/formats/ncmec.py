"""NCMEC's hash sharing, version 2: the XML of its `entries` (images and videos, deletions, feedback).

A member names its entry by an id, so `member/id` is a record's reference. Classifications (A1, A2, B1, B2) are letters
and of the industry's own scale: they stay text. Large fingerprints are links only. Facts: the public client and its
samples (facebook/ThreatExchange, python-threatexchange, `exchanges/clients/ncmec/hash_api.py`).

Written in the same form and order, counts and times included, for that client to read. A record that has no member
and id gets member 0 and, as id, its reference or the hash by which it is known: the same one in every delivery.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats import carried
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.written import WriteTally, Written
from understone.known.formats.xml_stream import Element, XmlBroken, records, root_of, tagged, writable
from understone.known.listings import HashKind, Identity, Listing, Rejected, SetKind, Withdrawal, identity_of

NAME = "NCMEC hash sharing"
DIALECTS: tuple[str, ...] = ("v2",)
SEEMS: dict[SetKind, str] = {"hits": "NCMEC's hash sharing holds what its members reported, never known-good files"}
SCHEME = "NCMEC"
NAMESPACE = "https://hashsharing.ncmec.org/hashsharing/v2"

_LIST = "queryResult"
_NO_LISTS = {
    "status": "it is NCMEC's answer to a sign-in (status), not its entries",
    "members": "it is NCMEC's list of its members, not its entries",
    "feedbackSubmission": "it is feedback sent to NCMEC, not its entries",
    "availableFeedbackReasons": "it is NCMEC's list of reasons for feedback, not its entries",
    "submissionResult": "it is NCMEC's answer to a submission, not its entries",
}
_ENTRIES = frozenset({"image", "video"})
_DELETIONS = frozenset({"deletedImage", "deletedVideo"})
_DELETED = "deleted by its member"
_TAGS: dict[HashKind, str] = {"md5": "md5", "sha1": "sha1", "photodna": "pdna", "pdq": "pdq"}
_DETAILS = frozenset({"media type", "member", "timestamp", "classification"})
_REFERENCE = re.compile(r"(\d{1,18})/(.+)", re.DOTALL)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_TIME = "1970-01-01T00:00:00Z"  # the client insists on a time wherever there are entries
_IN_MEMORY = 1 << 20


def recognises(head: bytes) -> bool:
    """Tell whether the root element is `queryResult`, in NCMEC's namespace or with what only its entries have."""
    root = root_of(head)
    return root is not None and root.name == _LIST and root.namespace in (NAMESPACE, "")


def no_list(head: bytes) -> str | None:
    """Return what a message of NCMEC's that is no list is, or None if `head` opens no such message."""
    root = root_of(head)
    if root is None or root.namespace != NAMESPACE or root.name == _LIST:
        return None
    return _NO_LISTS.get(root.name, f"it is a message of NCMEC's hash sharing ({root.name[:40]}), not its entries")


def declares(head: bytes) -> SetKind | None:
    """Return `hits`: nothing else is shared there."""
    return "hits"


def next_page(source: BinaryIO) -> str | None:
    """Return the address of the page that follows this one, as it stands in `paging`; None if this is the last.

    Raises `ListTruncated`. A page with a next one is no complete list.
    """
    try:
        for parent, element in records(source, 2):
            if parent == "paging" and element.name == "next":
                return element.text or None
    except XmlBroken as error:
        raise ListTruncated(error.reason, error.offset, 0) from error
    return None


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each entry and each deletion in file order. Raises `ListTruncated` where the XML breaks."""
    number = 0
    try:
        for parent, element in records(source, 2):
            if parent == "paging":
                continue
            number += 1
            if element.name in _ENTRIES:
                yield _listing(element, number)
            elif element.name in _DELETIONS:
                yield _withdrawal(element, number)
            else:
                yield Rejected(number, f"record {number}", f"{element.name[:80]} is neither an entry nor a deletion")
    except XmlBroken as error:
        raise ListTruncated(error.reason, error.offset, number) from error


def write(entries: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write one page with everything: images, then videos (by the detail `media type` or `MimeType`).

    SHA-256 has no place there; a record with nothing else is left out. Deletions stand among the images.
    """
    if dialect not in DIALECTS:
        raise ValueError(dialect)
    tally = WriteTally()
    with _Group("images") as images, _Group("videos") as videos:
        groups = {"image": images, "video": videos}
        for record in entries:
            if isinstance(record, Withdrawal):
                _write_deletion(record, images, tally)
            else:
                _write_entry(record, groups, tally)
        sink.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{_LIST} xmlns="{NAMESPACE}">\n'.encode())
        images.write(sink)
        videos.write(sink)
        sink.write(f"</{_LIST}>\n".encode())
    return tally.done()


def _listing(entry: Element, number: int) -> Listing | Rejected:
    draft = Draft(number, f"record {number}")
    if (reference := _reference(entry)) is None:
        draft.fault("no member id and entry id: later deliveries cannot change or withdraw it")
    else:
        draft.reference(reference)
    for fingerprint in _children(entry, "fingerprints"):
        kind = hash_named(fingerprint.name)
        if not fingerprint.text and "href" in fingerprint.attributes:
            draft.fault(f"{fingerprint.name} is only a link")
        elif kind is not None:
            draft.give(kind, fingerprint.text)
        else:
            draft.detail(fingerprint.name, fingerprint.text)
    draft.detail("media type", entry.name)
    for name in ("member", "timestamp", "classification"):
        draft.detail(name, entry.said(name))
    for feedback in _children(entry, "feedback"):
        draft.detail(feedback.name.replace("Feedback", " feedback"), _feedback(feedback))
    return draft.done(SCHEME)


def _withdrawal(deletion: Element, number: int) -> Withdrawal | Rejected:
    reference = _reference(deletion)
    if reference is None:
        return Rejected(
            number, f"record {number}", "a deletion without member id and entry id: of what, it does not say"
        )
    identity = Identity("reference", reference.encode())
    return Withdrawal(number, f"record {number}", identity, _DELETED, deletion.said("timestamp"))


def _reference(entry: Element) -> str | None:
    member = entry.child("member")
    identifier = entry.said("id")
    if member is None or not member.attributes.get("id") or not identifier:
        return None
    return f"{member.attributes['id']}/{identifier}"


def _children(entry: Element, name: str) -> list[Element]:
    found = entry.child(name)
    return [] if found is None else found.children


def _feedback(feedback: Element) -> str:
    """Return what others said of a fingerprint: its type, their reasons, and who they are."""
    names = [member.text for part in feedback.children for member in _members(part)]
    reasons = [
        part.attributes.get("name", "")
        for parts in feedback.children
        for part in (parts, *parts.children)
        if part.name == "reason"
    ]
    said = [feedback.attributes.get("type", ""), *reasons]
    return ", ".join(text for text in said if text) + (f"; by {', '.join(names)}" if names else "")


def _members(part: Element) -> Iterator[Element]:
    """Yield the members in `members`, or in the `members` of `reasons`."""
    for inner in part.children:
        if inner.name == "member":
            yield inner
        elif inner.name == "members":
            yield from _members(inner)


class _Group:
    """The images or the videos of a page: what is written of them so far, how many, and the latest time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._latest = ""
        self._body = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 — closed by __exit__

    def __enter__(self) -> "_Group":
        return self

    def __exit__(self, *_: object) -> None:
        self._body.close()

    def add(self, name: str, lines: Iterable[str], time: str) -> None:
        """Take one entry; each line is an element of it."""
        self._body.write("\n".join([f"<{name}>", *lines, f"</{name}>", ""]).encode())
        self._count += 1
        if _TIME.fullmatch(time):
            self._latest = max(self._latest, time)

    def write(self, sink: BinaryIO) -> None:
        """Write the group with its counts in front."""
        if not self._count:
            sink.write(f'<{self._name} count="0"/>\n'.encode())
            return
        opening = f'<{self._name} count="{self._count}" maxTimestamp="{self._latest or _NO_TIME}">\n'
        sink.write(opening.encode())
        self._body.seek(0)
        shutil.copyfileobj(self._body, sink)
        sink.write(f"</{self._name}>\n".encode())


def _kind_of(listing: Listing) -> str:
    said = dict(reversed(listing.detail))
    video = said.get("media type") == "video" or said.get("MimeType", "").startswith("video/")
    return "video" if video else "image"


def _write_entry(listing: Listing, groups: dict[str, _Group], tally: WriteTally) -> None:
    hashes = [(tag, value) for kind, tag in _TAGS.items() if (value := getattr(listing, kind)) is not None]
    if not hashes:
        tally.leave_out(listing.record, carried.place(listing), "no hash that NCMEC's hash sharing has a place for")
        return
    kind = _kind_of(listing)
    carried.lose_hashes_but(_TAGS, listing, tally)
    carried.lose_fields(("media_id", "size", "category"), listing, tally)
    if listing.scheme not in ("", SCHEME):
        tally.lose("scheme")
    said = carried.details_in(
        lambda name, text: text == kind if name == "media type" else name in _DETAILS and writable(text), listing, tally
    )
    member, identifier, same = _named(identity_of(listing))
    if listing.reference is not None and not same:
        tally.lose("reference")
    timestamp = said.get("timestamp", "")
    lines = [tagged("member", said.get("member", ""), f' id="{member}"')]
    if timestamp:
        lines.append(tagged("timestamp", timestamp))
    lines.append(tagged("id", identifier))
    if "classification" in said:
        lines.append(tagged("classification", said["classification"]))
    lines += ["<fingerprints>", *(tagged(tag, value.hex()) for tag, value in hashes), "</fingerprints>"]
    groups[kind].add(kind, lines, timestamp)
    tally.wrote()


def _write_deletion(deletion: Withdrawal, group: _Group, tally: WriteTally) -> None:
    member, identifier, same = _named(deletion.identity)
    if not same:
        tally.lose("identity")
    if deletion.reason != _DELETED:
        tally.lose("reason")
    lines = [f'<member id="{member}"/>', tagged("id", identifier)]
    if writable(deletion.time) and deletion.time:
        lines.append(tagged("timestamp", deletion.time))
    elif deletion.time:
        tally.lose("time")
    group.add("deletedImage", lines, deletion.time)
    tally.wrote()


def _named(identity: Identity) -> tuple[str, str, bool]:
    """Return member and id for what an identity names, and whether they read back as the same."""
    if identity.by != "reference":
        return "0", identity.value.hex(), False
    text = identity.value.decode()
    if (found := _REFERENCE.fullmatch(text)) and writable(found[2]):
        return found[1], found[2], True
    return "0", text if writable(text) and text else identity.value.hex(), False
