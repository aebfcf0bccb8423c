"""Two invented persons of an agency, two invented forces, and their keys: what the exchange tests share."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exchange.example_package import strong
from understone.exchange import dsse, keys, manifest, package, sealing
from understone.exchange.directory import SCHEMA, Directory, Entry, KeyKind, key_id
from understone.exchange.inbox import Inbox
from understone.exchange.opening import Opened, open_sealed

AGENCY, MET, KENT = "AGENCY", "E23000001", "E23000032"
SENDING = "0192a000-0000-4000-8000-00000000d001"
CREATED = datetime(2026, 11, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 1, 10, tzinfo=UTC)
# The least PDF with one empty page (ISO 32000-1, annex H), no stream at all.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
VIEWS = {"view.html": b"<!doctype html><title>S-118</title>", "view.pdf": PDF}


@dataclass
class World:
    """Private keys by name, and the directory of their public parts."""

    private: dict[str, Any]
    directory: Directory

    def id(self, name: str) -> str:
        return key_id(keys.public_of(self.private[name]))

    def sign(self, draft: sealing.Draft, name: str) -> dsse.Signature:
        return sealing.sign(draft, self.private[name], self.id(name))

    def with_entry(self, name: str, **changes: Any) -> Directory:
        entries = tuple(replace(e, **changes) if e.key_id == self.id(name) else e for e in self.directory.entries)
        return replace(self.directory, entries=entries)

    def seal(self, draft: sealing.Draft, *signers: str) -> sealing.Sealed:
        return sealing.seal(draft, [self.sign(draft, each) for each in signers], self.directory, at=NOW)


def world() -> World:
    """Return fresh keys. `author2` is a second key of the author's; `clerk` is a person of a force."""
    private: dict[str, Any] = {}
    entries = []
    for name, kind, organisation, person in (
        ("author", KeyKind.SIGN, AGENCY, "AN-07"),
        ("author2", KeyKind.SIGN, AGENCY, "AN-07"),
        ("approver", KeyKind.SIGN, AGENCY, "AP-02"),
        ("clerk", KeyKind.SIGN, MET, "SP-11"),
        ("met", KeyKind.SIGN, MET, None),
        ("kent", KeyKind.SIGN, KENT, None),
        ("met-seal", KeyKind.SEAL, MET, None),
        ("met-recovery", KeyKind.RECOVER, MET, None),
        ("kent-seal", KeyKind.SEAL, KENT, None),
    ):
        key = keys.new_signing_key() if kind is KeyKind.SIGN else keys.new_identity()
        private[name] = key
        public = keys.public_of(key)
        entry = Entry(
            key_id(public), kind, name, organisation, person, public, "2026-01-01T00:00:00Z", None, None, None
        )
        entries.append(entry)
    return World(private, Directory(SCHEMA, AGENCY, tuple(entries)))


def body(**head: Any) -> package.Package:
    """Return the rich example with other values in its head."""
    value = copy.deepcopy(strong())
    value["package"] |= head
    return package.from_json(value)


def draft(
    made: package.Package | None = None,
    attachments: Mapping[str, bytes] | None = None,
    *,
    dissemination: str = SENDING,
    recipient: str = MET,
) -> sealing.Draft:
    return sealing.build(
        made or body(),
        attachments or {},
        views=VIEWS,
        dissemination=dissemination,
        recipient=recipient,
        created=CREATED,
    )


class Force:
    """A force's side: its inbox, and what it recorded."""

    def __init__(self, folder: Path, known: World, force: str = MET, key: str = "met-seal") -> None:
        self.folder, self.world, self.force, self.key = folder, known, force, key
        self.inbox = Inbox(folder / "inbox.sqlite")
        self.recorded: list[tuple[str, dict[str, Any]]] = []

    def record(self, event: str, payload: Mapping[str, Any], about: str | None = None) -> None:
        self.recorded.append((event, dict(payload)))

    def open(self, content: bytes, *, now: datetime = NOW, keys: Directory | None = None) -> Opened:
        path = self.folder / "d.age"
        path.write_bytes(content)
        return open_sealed(
            path,
            self.world.private[self.key],
            keys or self.world.directory,
            me=self.force,
            now=now,
            seen=self.inbox,
            standing=self.inbox.standing(),
            record=self.record,
        )

    def take(self, content: bytes, *, now: datetime = NOW) -> Opened:
        opened = self.open(content, now=now)
        self.inbox.take(opened, now, record=self.record)
        return opened


def packed(known: World, files: Mapping[str, bytes], to: str = "met-seal") -> bytes:
    """Return files sealed without any check, as a hostile sender would."""
    import pyrage

    from understone.exchange import tarball

    tar = tarball.write(files, int(CREATED.timestamp()))
    return pyrage.encrypt(tar, [known.private[to].to_public()])


def contents(known: World, made: sealing.Draft, *signers: str) -> dict[str, bytes]:
    """Return the files of a package, with an envelope signed by whoever is named."""
    signatures = tuple(known.sign(made, each) for each in signers)
    envelope = dsse.envelope(made.manifest_bytes, manifest.PAYLOAD_TYPE, signatures)
    return {**made.files, manifest.MANIFEST: made.manifest_bytes, manifest.SIGNATURES: envelope}
