"""Who works in the demonstration: an agency's desk and one in each force, their keys, and the calls they make.

Pseudonyms say role and place: AN-1, SP-E23000001, IN-E23000001. They are invented; so is the agency.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from understone.exchange import keys
from understone.exchange.directory import SCHEMA, Directory, Entry, KeyKind, key_id
from understone.operation.access.context import Actor, actor, us_now
from understone.operation.organisations import bootstrap, services
from understone.operation.organisations.forces import Force
from understone.operation.packages.signing import Signing
from understone.operation.service import Call

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

AGENCY, AGENCY_NAME = "AGENCY", "Example Agency"
ADMINISTRATOR, COMMANDER = "AD-1", "CO-1"
_AGENCY_STAFF = {"CO": 2, "AP": 3, "AN": 6, "IO": 3, "AU": 1}
_FORCE_STAFF = {"SV": 1, "SP": 1, "IN": 2, "DE": 1, "GR": 1, "SL": 1}
_RANK = "inspector"
_WHY_THEY_JOIN = "they work on the operation"
_SINCE = "2020-01-01T00:00:00Z"


@dataclass(slots=True)
class Ring:
    """The private keys of everybody who signs, and the directory of their public parts."""

    signing: "dict[str, Ed25519PrivateKey]" = field(default_factory=dict)
    sealing: dict[str, Any] = field(default_factory=dict)
    directory: Directory = field(default_factory=lambda: Directory(SCHEMA, AGENCY, ()))

    def of(self, name: str) -> Signing:
        """Return the signing key of a person of the agency, or of a force."""
        return Signing(self.signing[name], self.directory)


@dataclass(slots=True)
class Desks:
    """Everybody at work, by pseudonym."""

    ring: Ring
    _actors: dict[str, Actor] = field(default_factory=dict)
    _turns: dict[str, int] = field(default_factory=dict)

    def by(self, pseudonym: str, reason: str | None = None, *, expected: int | None = None) -> Call:
        """Return a call of somebody who has just signed in. What is sent to a force lies in the common compartment."""
        if pseudonym not in self._actors:
            self._actors[pseudonym] = actor(pseudonym, comp=bootstrap.COMMON)
        return Call(self._actors[pseudonym], reason, expected=expected, signed_in_at=us_now())

    def next(self, role: str) -> str:
        """Return the next person of a role of the agency, in turn."""
        number = self._turns.get(role, 0)
        self._turns[role] = number + 1
        return f"{role}-{number % _AGENCY_STAFF[role] + 1}"


def of_force(role: str, force: str, number: int = 1) -> str:
    """Return the pseudonym of somebody of a force."""
    return f"{role}-{force}" if number == 1 else f"{role}{number}-{force}"


def settle(owner: str, forces: Sequence[Force]) -> None:
    """Let the agency begin, and add everybody: an administrator proposes each, the commander seconds."""
    bootstrap.begin(
        owner, code=AGENCY, name=AGENCY_NAME, administrator=ADMINISTRATOR, commander=COMMANDER, forces=forces
    )
    first, second = Call(actor(ADMINISTRATOR), reason=_WHY_THEY_JOIN), actor(COMMANDER)

    def add(organisation: str, pseudonym: str, role: str, supervisor: str | None) -> None:
        rank = _RANK if role == "SV" else None
        services.add_person(first, second, organisation, pseudonym, [role], rank=rank, supervisor=supervisor)

    for role, count in _AGENCY_STAFF.items():
        for number in range(1, count + 1):
            if f"{role}-{number}" != COMMANDER:
                above = {"CO": None, "AP": COMMANDER, "AU": COMMANDER}.get(role, f"AP-{(number - 1) % 3 + 1}")
                add(AGENCY, f"{role}-{number}", role, above)
    for force in forces:
        for role, count in _FORCE_STAFF.items():
            for number in range(1, count + 1):
                above = None if role == "SV" else of_force("SV", force.code)
                add(force.code, of_force(role, force.code, number), role, above)


def new_ring(forces: Sequence[str]) -> Ring:
    """Make keys for everybody of the agency who signs packages, and for each force to open and to answer them."""
    ring, entries = Ring(), []
    named: list[tuple[str, KeyKind, str, str | None]] = [
        (f"{role}-{number}", KeyKind.SIGN, AGENCY, f"{role}-{number}")
        for role in ("AN", "AP", "CO")
        for number in range(1, _AGENCY_STAFF[role] + 1)
    ]
    for force in forces:
        named += [(force, KeyKind.SIGN, force, None), (force, KeyKind.SEAL, force, None)]
    for name, kind, organisation, person in named:
        key: Any = keys.new_signing_key() if kind is KeyKind.SIGN else keys.new_identity()
        (ring.signing if kind is KeyKind.SIGN else ring.sealing)[name] = key
        public = keys.public_of(key)
        entries.append(Entry(key_id(public), kind, name, organisation, person, public, _SINCE, None, None, None))
    ring.directory = Directory(SCHEMA, AGENCY, tuple(entries))
    return ring
