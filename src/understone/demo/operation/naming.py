"""Who it is: providers are asked and answer, premises are found, and what supports them is recorded."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from understone.demo.operation import identifiers
from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.plan import Trap
from understone.exchange.package_terms import Bool3, Letter
from understone.operation.access.context import us_now, working
from understone.operation.identity import services
from understone.operation.identity.models import Corroboration, IdentityResolution
from understone.operation.premises import services as premises
from understone.operation.premises.places import Place
from understone.operation.referrals.models import Capture
from understone.operation.referrals.parsed import CaptureKind

_TEN, _EIGHT = 600, 480
_PROVIDERS = ("Example Telecom", "Example Broadband")
_MAIL = "Example Mail"
_LEASE = timedelta(days=6)


def steps(board: Board) -> Iterator[Step]:
    """Yield the questions on the day of the last tip, and the answers on the day on which somebody is named."""
    for case in board.cases:
        if case.person.sent:
            yield Step(case.person.tips[-1], _TEN, "providers asked", partial(_asked, board, case))
            yield Step(case.person.named_on, _EIGHT, "answers", partial(_answered, board, case))


def _asked(board: Board, case: Case) -> None:
    """Ask about each upload of the first tip, whose lines are their homes'; of a sure identity about the mail too."""
    number = case.person.number
    with working(board.analyst(case).actor):
        captures = list(Capture.objects.filter(referral__subject=case.key, kind=CaptureKind.IP, event="upload"))
        mail = Capture.objects.filter(referral__subject=case.key, kind=CaptureKind.EMAIL).order_by("pk").first()
    by_line: dict[str, Capture] = {}
    for each in captures:
        by_line.setdefault(each.value, each)
    for which in range(max(1, len(case.person.homes))):
        capture = by_line[identifiers.line(number, 0, which)[0]]
        asked = services.ask(board.analyst(case), capture.pk, _PROVIDERS[which % 2], f"invented-{number:05d}-{which}")
        case.answers.append(asked.pk)
    if case.person.grade is Letter.A:
        assert mail is not None
        case.named_by = services.ask(board.analyst(case), mail.pk, _MAIL, f"invented-{number:05d}-mail").pk


def _answered(board: Board, case: Case) -> None:
    homes = case.person.homes or (None,)
    for which, (home, key) in enumerate(zip(homes, case.answers, strict=True)):
        address = identifiers.address_of(10_000 + case.person.number if home is None else home)
        _replied(board, case, key, {"address": address, "service_type": "fixed"})
        if home is not None:
            case.premises.append(_place(board, case, key, home, address))
        if which == 0 and case.person.grade is not Letter.C:
            _supported(board, case, key)
    if case.named_by is not None:
        _replied(board, case, case.named_by, {"service_type": "email_account"})
        _supported(board, case, case.named_by)
    else:
        case.named_by = case.answers[0]


def _replied(board: Board, case: Case, key: UUID, said: dict[str, Any]) -> None:
    """Store an answer that fits what was asked."""
    with working(board.analyst(case).actor):
        asked = IdentityResolution.objects.select_related("capture").get(pk=key)
    tokens, at = asked.request_tokens, asked.capture.occurred_at
    told: dict[str, Any] = {
        "req_no": tokens["req_no"], "ref": tokens["ref"], "subscriber": f"S-{case.person.number:05d}",
        "premises": "dwelling", "occupants": 1, "note": "Subscriber details as requested.",
    }  # fmt: skip
    if at is not None:
        start = at - timedelta(hours=5 + case.person.number % 40)
        told |= {"ip": tokens["ip"], "port": tokens["port"]}
        told |= {"alloc_start": f"{start:%Y-%m-%dT%H:%M:%SZ}", "alloc_end": f"{start + _LEASE:%Y-%m-%dT%H:%M:%SZ}"}
    else:
        told["selector"] = tokens["selector"]
    services.answer(board.analyst(case), key, json.dumps({**told, **said}).encode())


def _supported(board: Board, case: Case, key: UUID) -> None:
    said = "one adult is registered there"
    services.corroborate(board.analyst(case), key, Corroboration.Kind.OCCUPANCY, "electoral register", us_now(), said)


def _place(board: Board, case: Case, key: UUID, home: int, address: str) -> UUID:
    """Say where an answer leads. Of what is re-routed no district is known yet: the analyst names a force, wrongly."""
    place = board.plan.premises[home]
    children = Bool3.YES if place.children else Bool3.NO
    said = Place(address=address, multi_unit=Bool3.NO, children=children, children_source="school census")
    if case.person.trap is Trap.REROUTED:
        call = board.analyst(case, "the postcode lies on the border of two districts")
        return premises.record(call, key, replace(said, force=case.person.other_force)).pk
    return premises.record(board.analyst(case), key, replace(said, lad=place.district)).pk
