"""What lies on the table while the demonstration is played: the plan, who plays, and the keys of what was made."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from understone.demo.operation.desks import Desks
from understone.demo.operation.harmless import CaseFiles
from understone.demo.operation.plan import Child, Person, Plan
from understone.operation.service import Call


@dataclass(slots=True)
class Case:
    """A person as the operation knows them: keys of what was made. `analyst` has the case from the start."""

    person: Person
    analyst: str
    approver: str
    subject: UUID | None = None
    answers: list[UUID] = field(default_factory=list)
    named_by: UUID | None = None
    premises: list[UUID] = field(default_factory=list)
    package: UUID | None = None
    sendings: dict[str, UUID] = field(default_factory=dict)

    @property
    def key(self) -> UUID:
        """Return the key of the subject, which is there by then."""
        assert self.subject is not None, f"person {self.person.number} has no subject yet"
        return self.subject


@dataclass(slots=True)
class Board:
    """Everything that is in play."""

    plan: Plan
    desks: Desks
    case_files: CaseFiles
    cases: list[Case]
    referrals: dict[str, UUID] = field(default_factory=dict)
    children: dict[int, UUID] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    searches: dict[tuple[int, int], UUID] = field(default_factory=dict)
    arrests: dict[tuple[int, int], UUID] = field(default_factory=dict)
    release_plans: dict[UUID, UUID] = field(default_factory=dict)
    exhibits: dict[int, UUID] = field(default_factory=dict)
    stages: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def analyst(self, case: Case, reason: str | None = None, *, expected: int | None = None) -> Call:
        """Return a call of the analyst who has the case."""
        return self.desks.by(case.analyst, reason, expected=expected)

    def children_of(self, person: Person) -> list[Child]:
        """Return the children tied to a person."""
        return [child for child in self.plan.children if person.number in child.people]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does: on which day, at which minute of it, what it is called, and how it is done."""

    day: int
    minute: int
    stage: str
    do: Callable[[], None]


def lay_out(plan: Plan, desks: Desks, case_files: CaseFiles) -> Board:
    """Return the board before the first day: every person has an analyst and an approver."""
    cases = [Case(person, desks.next("AN"), desks.next("AP")) for person in plan.people]
    return Board(plan, desks, case_files, cases)
