"""The body of a package, `package.json`, schema `understone/package/1` (docs/reference/package.md).

Everything that a force is told about a subject, and nothing that can only be seen in a view: `view.html` and
`view.pdf` are rendered from it. A fact with three answers is `Bool3`: unknown is never no. No child's identity.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from understone.exchange import typed_json
from understone.exchange.errors import SchemaUnknown
from understone.exchange.package_terms import (
    Band,
    Bool3,
    CheckKind,
    CheckResult,
    EventKind,
    HandlingCode,
    HashAlgorithm,
    Judgement,
    Letter,
    Marking,
    PackageKind,
    Prior,
    Strength,
    TrustKind,
    Verdict,
)
from understone.exchange.typed_json import Code, Day, ForceCode, Moment, Range, Sha256, Uuid, Words

SCHEMA = "understone/package/1"
_PORT = Range(0, 65535)


@dataclass(frozen=True, slots=True)
class Head:
    """Which package this is. `supersedes` is the id of the version whose place it takes."""

    id: Uuid
    version: Annotated[int, Range(1, 9999)]
    kind: PackageKind
    supersedes: Uuid | None
    valid_until: Moment | None

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        return "a package cannot supersede itself" if self.supersedes == self.id else None


@dataclass(frozen=True, slots=True)
class Operation:
    """Who sends it, and how to reach them."""

    name: Words
    agency: Words
    contact: Words


@dataclass(frozen=True, slots=True)
class Grade:
    """The 3x5x2 intelligence grade (College of Policing): source evaluation 1-3, assessment A-E, handling P or C."""

    source_eval: Annotated[int, Range(1, 3)]
    intel: Letter
    handling: HandlingCode


@dataclass(frozen=True, slots=True)
class Handling:
    """How it may be handled. Handling code C needs its conditions."""

    marking: Marking
    grade: Grade
    conditions: Words | None

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        if self.grade.handling is HandlingCode.C and self.conditions is None:
            return "handling code C states its conditions"
        return None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who it is about; at identity confidence D the code only."""

    code: Words
    name: Words | None
    dob: Day | None
    aliases: tuple[Words, ...]
    addresses: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Selector:
    """A normalised identifier, with every spelling that was received."""

    kind: Code
    normal: Words
    raw: tuple[str, ...]
    verified: Bool3
    strength: Strength
    first_seen: Moment | None
    last_seen: Moment | None


@dataclass(frozen=True, slots=True)
class Capture:
    """The event that the provider was asked about, its characters untouched. `occurred_at` only if the zone is sure."""

    value: Words
    port: Annotated[int, _PORT] | None
    occurred_at: Moment | None
    raw_time: str | None
    event: EventKind


@dataclass(frozen=True, slots=True)
class Lease:
    """When an address was allocated; `end` is None while it lasts."""

    start: Moment
    end: Moment | None


@dataclass(frozen=True, slots=True)
class Override:
    """Two persons let a package go at confidence C, with a reason and an end."""

    by1: Words
    by2: Words
    reason: Words
    until: Moment

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        return "an override is by two different persons" if self.by1 == self.by2 else None


@dataclass(frozen=True, slots=True)
class Identity:
    """How far one capture can be trusted to name a line and a person."""

    capture: Capture
    provider: Words
    lease: Lease | None
    subscriber: Words | None
    findings: tuple[Code, ...]
    corroborators: tuple[Words, ...]
    verdict: Verdict | None
    confidence: Letter | None
    override: Override | None

    def names(self) -> bool:
        """Tell whether a name may rest on it: confidence A, B or C."""
        return self.confidence in (Letter.A, Letter.B, Letter.C)

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        if self.subscriber is not None and not self.names():
            return "a subscriber is named only at confidence A, B or C"
        if self.override is not None and self.confidence is not Letter.C:
            return "only confidence C can be overridden"
        return None


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of the risk model with its points and what it rests on."""

    code: Words
    value: Words
    points: Annotated[int, Range(-1000, 1000)]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """The band, when to act by, and why."""

    band: Band
    act_by: Moment
    score: Annotated[int, Range(-100_000, 100_000)]
    factors: tuple[Factor, ...]
    unknowns: tuple[Words, ...]
    confirmed_by: Words | None
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Check:
    """A record that was asked. `registered` only for the register."""

    kind: CheckKind
    asked_at: Moment
    result: CheckResult
    registered: Bool3 | None
    prior: Prior | None

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        if (self.kind is CheckKind.REGISTER) != (self.registered is not None):
            return "registered is answered for the register, and only there"
        return None


@dataclass(frozen=True, slots=True)
class PositionOfTrust:
    """A position of trust, and when the local authority designated officer was told."""

    kind: TrustKind
    employer: Words
    current: Bool3
    verified_at: Moment | None
    lado_at: Moment | None


@dataclass(frozen=True, slots=True)
class Premises:
    """A place, its force, and whether children live at or visit it."""

    uprn: Words | None
    address: Words
    unit: Words | None
    lad: Words | None
    force: ForceCode
    multi_unit: Bool3
    children: Bool3
    children_source: Words | None

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        if self.children is not Bool3.UNKNOWN and self.children_source is None:
            return "whether there are children is answered with a source"
        return None


@dataclass(frozen=True, slots=True)
class Child:
    """A child tied to the subject, by code: never an identity. `ccc`: the subject has care, custody or control."""

    code: Words
    age_band: Words | None
    ccc: Bool3
    relation: Words | None
    immediate: Bool3


@dataclass(frozen=True, slots=True)
class Link:
    """Why two referrals are held to be about one person, or not."""

    referral_a: Uuid
    referral_b: Uuid
    via: Words
    judgement: Judgement
    reason: Words


@dataclass(frozen=True, slots=True)
class Referral:
    """A tip that the package rests on."""

    id: Uuid
    digest: Sha256
    grade: Grade | None
    received_at: Moment


@dataclass(frozen=True, slots=True)
class MediaHash:
    """A hash that a source gave; never the medium."""

    algo: HashAlgorithm
    value: Words
    viewed_by_source: Bool3


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the force asks. `out_of_hours` is a telephone number."""

    role: Words
    name: Words
    telephone: Words
    out_of_hours: Words


@dataclass(frozen=True, slots=True)
class Limits:
    """What is not known, and what the intelligence may not be used for, in sentences."""

    not_known: tuple[Words, ...]
    not_for: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """All parts of `package.json`, in the order in which a reader needs them."""

    schema: Annotated[str, typed_json.Pattern(SCHEMA, f"the schema {SCHEMA}")]
    package: Head
    operation: Operation
    handling: Handling
    subject: Subject
    selectors: tuple[Selector, ...]
    identity: tuple[Identity, ...]
    risk: Risk
    checks: tuple[Check, ...]
    trust: tuple[PositionOfTrust, ...]
    premises: tuple[Premises, ...]
    children: tuple[Child, ...]
    links: tuple[Link, ...]
    referrals: tuple[Referral, ...]
    hashes: tuple[MediaHash, ...]
    contact: Contact
    limits: Limits

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        subject = self.subject
        named = subject.name or subject.dob or subject.aliases or subject.addresses
        if named and not any(identity.names() for identity in self.identity):
            return "below identity confidence C the subject is its code only"
        return None


def parse(content: bytes, where: str = "package.json") -> Package:
    """Read `package.json`. Raises `SchemaUnknown` with the JSON path of what is not as §11 says."""
    return typed_json.read(Package, content, where)


def from_json(value: Any, where: str = "package.json") -> Package:
    """Read a body that was written by hand or by a program, in any spelling. Raises `SchemaUnknown`."""
    made = typed_json.from_json(Package, value, where)
    assert isinstance(made, Package)
    return made


def to_json(package: Package) -> dict[str, Any]:
    """Return the package as plain JSON values."""
    value = typed_json.to_json(package)
    assert isinstance(value, dict)
    return value


def to_bytes(package: Package) -> bytes:
    """Return `package.json`, canonical. Raises `SchemaUnknown` where the record breaks its own schema."""
    content = typed_json.write(package)
    parse(content)
    return content


__all__ = ["SCHEMA", "Package", "SchemaUnknown", "from_json", "parse", "to_bytes", "to_json"]
