"""An agency's and its forces' desks: invented keys, a subject to send, and each step by somebody who may do it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from operation.referrals.test_intake import IMEI, device, take, tip
from operation.subjects.test_gathering import grade
from operation.world import as_
from understone.exchange import keys
from understone.exchange.directory import SCHEMA, Directory, Entry, KeyKind, key_id
from understone.exchange.package_terms import Band, EventKind, PackageKind
from understone.exchange.receipt import Action, ReturnReason
from understone.operation.access.context import us_now, working
from understone.operation.identity import services as identity
from understone.operation.models import Capture, Dissemination, Package, Subject
from understone.operation.packages import answering, drafting, sending, submitting
from understone.operation.packages.drafting import Cover
from understone.operation.packages.receipts import Answer
from understone.operation.packages.signing import Signing
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.risk import services as risk
from understone.operation.service import Call

MET, KENT = "E23000001", "E23000032"
WESTMINSTER, ASHFORD = "E09000033", "E07000105"  # districts of the two
COVER = Cover("07700 900002", "07700 900003", valid_for=timedelta(days=14))
AT = datetime(2026, 10, 2, 20, 15, 7, tzinfo=UTC)
PEOPLE = ("AN-1", "AN-2", "AP-1", "AP-2", "CO-1", "CO-2")


@dataclass
class Keys:
    """Private keys by name, and the directory of their public parts."""

    private: dict[str, Any]
    directory: Directory

    def of(self, name: str) -> Signing:
        return Signing(self.private[name], self.directory)

    def seal(self, force: str) -> Any:
        return self.private[f"{force}-seal"]


class _Made:
    @cached_property
    def keys(self) -> Keys:
        private: dict[str, Any] = {}
        entries = []
        named = [(name, KeyKind.SIGN, "AGENCY", name) for name in PEOPLE]
        for force in (MET, KENT):
            named += [(force, KeyKind.SIGN, force, None), (f"{force}-seal", KeyKind.SEAL, force, None)]
        for name, kind, organisation, person in named:
            key = keys.new_signing_key() if kind is KeyKind.SIGN else keys.new_identity()
            private[name] = key
            public = keys.public_of(key)
            since = "2020-01-01T00:00:00Z"
            entries.append(Entry(key_id(public), kind, name, organisation, person, public, since, None, None, None))
        return Keys(private, Directory(SCHEMA, "AGENCY", tuple(entries)))


_MADE = _Made()


def ring() -> Keys:
    """Return the same keys for every test: they are in no database."""
    return _MADE.keys


def by(
    pseudonym: str, reason: str = "an invented reason", expected: int | None = None, comp: str | None = None
) -> Call:
    return Call(as_(pseudonym, comp=comp), reason=reason, expected=expected, signed_in_at=us_now())


def force_by(role: str, force: str = MET, reason: str = "an invented reason") -> Call:
    """Somebody of a force, at work in the common compartment, in which what is sent lies."""
    return Call(as_(f"{role}-{force}", comp="common"), reason=reason)


def subject(number: int = 0) -> Subject:
    """Take in two tips of one device, and grade them: a subject, about whom a provider has answered (guard G1)."""
    first, second = f"T-{number}", f"U-{number}"
    event = ParsedCapture(
        f"$.events[{number}]",
        CaptureKind.IP,
        f"198.51.100.{23 + number}",
        occurred_at=AT,
        raw_time=f"{AT:%Y-%m-%dT%H:%M:%SZ}",
        offset_known=True,
        event=EventKind.UPLOAD,
    )
    take(
        tip(100 + number, device(IMEI[number]), event, ref=first),
        tip(200 + number, device(IMEI[number]), ref=second),
    )
    grade(first)
    grade(second)
    _answered(number)
    with working(as_("AN-1")):
        found = Subject.objects.filter(referrals__source_ref=first).first()
        assert found is not None
    _assessed(found.pk)
    return found


def _assessed(key: UUID) -> None:
    """Confirm how urgent it is (guard G3)."""
    risk.recompute_for(by("AN-1"), key)
    risk.confirm(by("AN-1"), key, Band.HIGH)


def _answered(number: int) -> None:
    """Ask a provider about the event, and store an answer that fits it."""
    with working(as_("AN-1")):
        capture = Capture.objects.get(json_path=f"$.events[{number}]")
    asked = identity.ask(by("AN-1"), capture.pk, "Example Telecom", "RIPA-2026-114")
    start = AT - timedelta(hours=9)
    told = {
        "req_no": asked.request_tokens["req_no"], "ip": asked.request_tokens["ip"], "port": None,
        "subscriber": "S1", "address": "14 Example Street", "service_type": "fixed", "premises": "dwelling",
        "occupants": 1, "alloc_start": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "alloc_end": f"{start + timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}", "note": "Subscriber details as requested.",
    }  # fmt: skip
    identity.answer(by("AN-1"), asked.pk, json.dumps(told).encode())


def drafted(key: UUID, who: str = "AN-1", cover: Cover = COVER) -> Package:
    return drafting.draft(by(who), key, PackageKind.DEVELOPMENT, cover)


def submitted(key: UUID, places: tuple[str, ...] = (WESTMINSTER,), who: str = "AN-1") -> Package:
    package = drafted(key, who)
    return submitting.submit(by(who), package.pk, ring().of(who), places=places)


def approved(key: UUID, places: tuple[str, ...] = (WESTMINSTER,)) -> Package:
    package = submitted(key, places)
    return submitting.approve(by("AP-1", expected=package.rev), package.pk, ring().of("AP-1"))


def sent(key: UUID, places: tuple[str, ...] = (WESTMINSTER,)) -> list[Dissemination]:
    return sending.send(by("AP-1"), approved(key, places).pk, ring().directory)


def received(key: UUID, force: str = MET) -> Answer:
    return answering.receive(force_by("SP", force), key, ring().seal(force), ring().of(force))


def accepted(key: UUID, force: str = MET) -> Answer:
    return answering.accept(force_by("SP", force), key, f"IN-{force}", ring().of(force))


def returned(key: UUID, force: str = MET, suggested: str | None = KENT) -> Answer:
    return answering.return_(force_by("SP", force), key, ReturnReason.AREA, suggested, ring().of(force))


def actioned(key: UUID, force: str = MET) -> Answer:
    return answering.action(force_by("IN", force), key, Action.SEARCH, ring().of(force))


def seen(model: Any, key: UUID, who: str = "AN-1") -> Any:
    with working(as_(who)):
        return model.objects.get(pk=key)
