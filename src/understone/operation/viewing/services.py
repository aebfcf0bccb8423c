"""Showing one picture to one person: written down before it is shown, counted nationally, never what is settled.

No picture passes through here. The view makes a token that the force's media service answers once (`showing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from understone.operation.errors import InputRefused, LeaseHeld, ReasonMissing, TransitionRefused
from understone.operation.exhibits.models import Examination
from understone.operation.grading import pictures, queues
from understone.operation.grading.models import Finding
from understone.operation.london import midnight_before
from understone.operation.organisations import agencies
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, acting, looking, tell_alone
from understone.operation.tasks import setting
from understone.operation.viewing import ceilings
from understone.operation.viewing.ceilings import CeilingReached, Ceilings
from understone.operation.viewing.models import Viewlog
from understone.showing import tokens

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ENTITY = "finding"
IMAGE = "image"


@dataclass(frozen=True, slots=True)
class View:
    """A view that was written down: the token that shows it once, until when, and how many it makes nationally."""

    log: UUID
    token: str
    expires: str
    views: int


def view(
    call: Call,
    key: UUID,
    reason: str,
    signing: "Ed25519PrivateKey",
    full_size: bool = False,
    second_reason: str | None = None,
    limits: Ceilings | None = None,
) -> View:
    """Write down that a picture is viewed and why, and return the token that shows it once within a minute.

    Reduced, grey and blurred; in full size with a second reason. A grader's picture is theirs for ten minutes; a
    supervisor views what is disputed. Ledger: view.image, before anything is shown; grading.stopped where a ceiling is
    reached. Raises `ReasonMissing`, `TransitionRefused` with the category where the picture is settled, `LeaseHeld`,
    `CeilingReached`, `NoSuchRecord`, `NotPermitted`.
    """
    try:
        with looking(call, ENTITY) as act:
            return _viewed(
                act,
                key,
                _reasons(key, reason, second_reason, full_size=full_size),
                full_size,
                signing,
                limits or ceilings.current(),
            )
    except CeilingReached as reached:
        tell_alone(call, "grading.stopped", None, {"cause": reached.cause})
        raise


def stop(call: Call) -> None:
    """Stop for now, without a reason: whatever the grader has taken is let go. Ledger: grading.stopped."""
    with acting(call, "finding.grade") as act:
        fetched("SELECT us_let_go()")
        act.record("grading.stopped", None, {"cause": "the grader stopped"})


def _reasons(key: UUID, reason: str, second: str | None, *, full_size: bool) -> str:
    where = f"finding {key}"
    if not reason.strip():
        raise ReasonMissing(where)
    if not full_size:
        return reason.strip()
    if not (second or "").strip() or (second or "").strip() == reason.strip():
        why = "full size needs a second reason of its own"
        raise InputRefused(where, why, "say why the reduced picture is not enough")
    return f"{reason.strip()}; full size: {(second or '').strip()}"


def _viewed(act: Act, key: UUID, reason: str, full_size: bool, signing: "Ed25519PrivateKey", limits: Ceilings) -> View:
    finding = pictures.finding_of(act, key)
    state, category = pictures.hold(finding)
    if state == "settled" or finding.state == "settled":
        why = f"it is settled as {category or finding.category}: nobody need look again"
        raise TransitionRefused(ENTITY, "settled", "viewed", why)
    if (act.actor.role == "SV") is not (state == "disputed"):
        why = "a supervisor views what is disputed" if state != "disputed" else "it is for its panel of supervisors"
        raise TransitionRefused(ENTITY, state, "viewed", why)
    ceilings.hold(_today(act), act.now, limits)
    if act.actor.role == "GR" and (held := queues.leased_by_another(finding.sha256)) is not None:
        raise LeaseHeld(f"finding {finding.pk}", *held)
    (row,) = act.insert([Viewlog(**act.made(**_of(act, finding, reason, full_size=full_size)))])
    told = {"sha256": finding.sha256, "reason": reason}
    act.record("view.image", f"{ENTITY}/{finding.pk}", told, naming=[row])
    ((count,),) = fetched("SELECT us_count_view(%s, %s)", (finding.sha256, act.op_id))
    token = _token(finding, tokens.Size.FULL if full_size else tokens.Size.REDUCED, act.now)
    return View(row.pk, tokens.signed(token, signing), token.expires, count)


def _of(act: Act, finding: Finding, reason: str, *, full_size: bool) -> dict[str, Any]:
    return {
        "comp_id": finding.comp_id,
        "shared_to": agencies.keys(),
        "user_id": act.actor.user,
        "entity": ENTITY,
        "object": finding.pk,
        "kind": IMAGE,
        "full_size": full_size,
        "sha256": finding.sha256,
        "reason": reason,
        "at": act.now,
        **setting.walls(finding),
    }


def _today(act: Act) -> Sequence[datetime]:
    """Return when the person opened pictures since midnight in London."""
    own = Viewlog.objects.filter(user=act.actor.user, kind=IMAGE, at__gte=midnight_before(act.now)).order_by("at")
    return list(own.values_list("at", flat=True))


def _token(finding: Finding, size: tokens.Size, now: datetime) -> tokens.Token:
    case = Examination.objects.values_list("case_file_digest", flat=True).get(pk=finding.examination_id)
    at = (finding.volume, finding.inode, finding.stream, finding.path)
    return tokens.make(case, *at, finding.sha256, size, now)
