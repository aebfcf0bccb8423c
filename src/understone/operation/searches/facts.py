"""What the eight parts of guard G2 are decided on, as the database says it of one search (access/searches.sql)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from understone.operation.deconfliction.standing import Standing
from understone.operation.organisations import limits
from understone.operation.queries import fetched
from understone.operation.searches import powers


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's answer that leads to the premises, and when it came."""

    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A subject of the search. `confidence`, `findings` and `override_until` are of the answer that names them.

    `asked`: when each of their identifiers was asked for last (guard G9), and `hits` what came of it.
    """

    code: str
    with_force: bool
    confidence: str | None
    findings: Sequence[str]
    override_until: datetime | None
    self_harm: bool
    answers: Sequence[Answer]
    asked: Sequence[datetime | None]
    hits: Sequence[Standing]

    @property
    def newest(self) -> Answer | None:
        """Return the answer that the search relies on for this subject: the latest that leads to the premises."""
        return max(self.answers, key=lambda each: (each.at, each.id), default=None)


@dataclass(frozen=True, slots=True)
class Paper:
    """The warrant of a search; `here`: it is for these premises."""

    ref: str
    power: str
    here: bool
    address: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """A search with all that it rests on, at one moment.

    `needs_warrant`: None where its power is none of the jurisdiction. `undecided`: children of whatever force, counted.
    `answers_last`: how old an answer may be that is relied on.
    """

    state: str
    day: date
    power: str
    needs_warrant: bool | None
    planner: UUID
    waiver: Mapping[str, Any] | None
    recheck_at: datetime | None
    recheck_by: UUID | None
    recheck_address: str | None
    recheck_unit: str | None
    on_call: bool
    services_told_at: datetime | None
    warrant: Paper | None
    address: str
    unit: str | None
    multi_unit: str
    children: str
    household: bool
    undecided: int
    subjects: Sequence[Person]
    answers_last: timedelta

    def relied_on(self) -> list[Answer]:
        """Return the answers that the address rests on: of each subject the latest that leads there."""
        return [each.newest for each in self.subjects if each.newest is not None]


def read(search: UUID) -> Facts | None:
    """Return the facts of a search of the session's force; None where it has none such."""
    ((found,),) = fetched("SELECT us_search_facts(%s)::text", (search,))
    return None if found is None else _facts(json.loads(found))


def hold(subjects: Sequence[UUID], place: UUID) -> None:
    """Lock the subjects and then the premises to the end of the call: facts that are read after it stand."""
    fetched("SELECT us_hold_for_search(%s, %s)", (list(subjects), place))


def _facts(said: Mapping[str, Any]) -> Facts:
    paper = said["warrant"]
    power = powers.of(said["jurisdiction"]).get(said["power"])
    plain = ("state", "power", "waiver", "recheck_address", "recheck_unit", "on_call", "address", "unit", "multi_unit")
    return Facts(
        **{name: said[name] for name in (*plain, "children", "household", "undecided")},
        needs_warrant=None if power is None else power.warrant,
        day=date.fromisoformat(said["day"]),
        planner=UUID(said["planner"]),
        recheck_at=_moment(said["recheck_at"]),
        recheck_by=None if said["recheck_by"] is None else UUID(said["recheck_by"]),
        services_told_at=_moment(said["services_told_at"]),
        warrant=None
        if paper is None
        else Paper(**{**paper, "expires_at": datetime.fromisoformat(paper["expires_at"])}),
        subjects=tuple(_person(each) for each in said["subjects"]),
        answers_last=limits.days("address_answers"),
    )


def _person(said: Mapping[str, Any]) -> Person:
    others = said["others"]
    return Person(
        **{name: said[name] for name in ("code", "with_force", "confidence", "self_harm")},
        findings=tuple(said["findings"]),
        override_until=_moment(said["override_until"]),
        answers=tuple(Answer(UUID(each["id"]), datetime.fromisoformat(each["at"])) for each in said["answers"]),
        asked=tuple(map(_moment, others["asked"])),
        hits=tuple(
            Standing(UUID(each["hit"]), each["resolved"], each["acked"], each["other_acked"]) for each in others["hits"]
        ),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
