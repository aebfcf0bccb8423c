"""How urgent it is: checks, positions of trust, what is known of children, and the band that people confirm."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from understone.demo.operation import identifiers
from understone.demo.operation.board import Board, Case, Step
from understone.demo.operation.plan import Outcome, Prior
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, Letter, TrustKind
from understone.exchange.package_terms import Prior as Record
from understone.operation.access.context import us_now
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.identity import services as identity
from understone.operation.risk import lowering
from understone.operation.risk import services as risk
from understone.operation.risk.services import Said
from understone.operation.subjects import assessing
from understone.operation.trust import services as trust

_NINE, _HALF_PAST_TEN, _FOUR = 540, 630, 960
_RECORDS = {"intelligence": Record.INTELLIGENCE, "arrest": Record.ARREST, "sexual conviction": Record.CONVICTION}
_EMPLOYERS = {
    TrustKind.TEACHER: "Example School", TrustKind.DOCTOR: "Example Surgery", TrustKind.SCOUT_LEADER: "Example Scouts",
    TrustKind.CARE_WORKER: "Example Care Home", TrustKind.FORMER_OFFICER: "Example Police",
    TrustKind.OTHER: "Example Swimming Club",
}  # fmt: skip
_SAYS = {
    "R1": "said by the school census", "R2": "asked of clubs in the district", "R3": "asked of the barring service",
    "R4": "a statement to an officer", "R7": "messages that the source reports", "R8": "flagged by the source",
    "R10": "counted in the tips", "R11": "the source found it on no list", "R12": "a booking with a child",
}  # fmt: skip
_OVERRIDE = timedelta(days=13)


def steps(board: Board) -> Iterator[Step]:
    """Yield facts, then name and band; of those who are not sent yet facts alone, unless nothing is known of them."""
    for case in board.cases:
        person = case.person
        if person.sent:
            yield Step(person.named_on, _NINE, "checks", partial(_facts, board, case))
            yield Step(person.named_on, _HALF_PAST_TEN, "risk", partial(_assessed, board, case))
        elif person.band is not Band.UNKNOWN:
            yield Step(person.tips[-1], _FOUR, "checks", partial(_facts, board, case))
            yield Step(person.tips[-1], _FOUR, "risk", partial(confirmed, board, case))


def _facts(board: Board, case: Case) -> None:
    checks.record_all(board.analyst(case), case.key, list(_checks(board, case)))
    now = us_now()
    for kind in case.person.trust:
        current = Bool3.NO if kind is TrustKind.FORMER_OFFICER else Bool3.YES
        call = board.analyst(case)
        trust.record(call, case.key, kind, _EMPLOYERS[kind], current, verified_at=now, lado_at=now)
    # A child who is tied to them opens the question of other access anew (R2): it is answered after that.
    said = [Said(factor, value, _SAYS[factor]) for factor, value in case.person.answers if factor != "R2"]
    risk.state_all(board.analyst(case), case.key, said)


def answer_r2(board: Board, case: Case) -> None:
    """Say whether there is access to children outside of the household."""
    for factor, value in case.person.answers:
        if factor == "R2":
            risk.state(board.analyst(case), case.key, factor, value, _SAYS[factor])


def _checks(board: Board, case: Case) -> Iterator[Asked]:
    """The five checks; what one answers about an earlier contact is what the deck says."""
    record = _RECORDS.get(case.person.record)
    if record is None:
        yield Asked(CheckKind.PNC, CheckResult.NONE)
    else:
        yield Asked(CheckKind.PNC, CheckResult.MATCH, prior=record)
    unknown = case.person.prior is Prior.UNKNOWN
    yield Asked(CheckKind.PND, CheckResult.UNKNOWN if unknown else CheckResult.NONE)
    if case.person.prior is Prior.REGISTERED:
        yield Asked(CheckKind.REGISTER, CheckResult.MATCH, registered=Bool3.YES)
    elif unknown:
        yield Asked(CheckKind.REGISTER, CheckResult.UNKNOWN, registered=Bool3.UNKNOWN)
    else:
        yield Asked(CheckKind.REGISTER, CheckResult.NONE, registered=Bool3.NO)
    yield Asked(CheckKind.LOCAL, CheckResult.NONE)
    second = next(name for name in ("AN-1", "AN-2") if name != case.analyst)
    evidence = "compared with the public lists of members and ministers"
    yield Asked(CheckKind.PUBLIC_OFFICE, CheckResult.NONE, evidence=evidence, second_by=second)


def _assessed(board: Board, case: Case) -> None:
    """Name them, let two persons open the gate where the answer is doubtful, confirm the band: they are assessed."""
    person, known = case.person, identifiers.of(case.person.number)
    assert case.named_by is not None
    identity.name(board.analyst(case), case.key, case.named_by, known.name, known.born)
    answer_r2(board, case)
    if person.grade is Letter.C:
        why = "one event is the only strand, and children may be near: the force is told of the doubt"
        proposal = identity.propose_override(board.analyst(case, why), case.named_by, us_now() + _OVERRIDE)
        second = board.desks.by(case.approver, "I read the finding; the risk outweighs it", expected=proposal.rev)
        identity.override(second, proposal.pk)
    confirmed(board, case)
    assessing.assess(board.analyst(case), case.key)


def confirmed(board: Board, case: Case) -> None:
    """Confirm the band; one that leaves more time than *not assessed* is two persons' decision."""
    band = case.person.band
    if case.person.outcome is Outcome.NOT_SENT:
        answer_r2(board, case)
    if band in (Band.MEDIUM, Band.LOW):
        proposal = lowering.propose(board.analyst(case, "everything that decides was asked"), case.key, band)
        second = board.desks.by(case.approver, "I looked at each answer", expected=proposal.rev)
        lowering.complete(second, proposal.pk)
    else:
        risk.confirm(board.analyst(case, "the facts say so"), case.key, band)
