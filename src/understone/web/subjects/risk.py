"""P11: how soon must we act? Why, what is unknown, and a person's decision: confirm, raise, or propose to lower."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from understone.exchange.package_terms import Band
from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.operation.errors import NoSuchRecord
from understone.operation.identifiers import new_id
from understone.operation.risk import holding, lowering, services
from understone.operation.risk import reading as risks
from understone.operation.subjects import reading
from understone.web import attempts, purposes
from understone.web.signed_in import call
from understone.web.templatetags.shown import band as shown_band

ENTITY = "subject"
BANDS = (Band.VERY_HIGH, Band.HIGH, Band.MEDIUM, Band.LOW)
_DONE = {"confirmed": "What you decided holds now.", "proposed": "A second person decides on what you proposed."}


@require_http_methods(["GET", "POST"])
def shown(request: Any, code: str) -> HttpResponse:
    """Show the assessment, the strongest reason first, and what may be decided."""
    purpose = purposes.of(request, ENTITY, code)
    if purpose is None or request.method == "POST":
        return purposes.asked(request, ENTITY, code)
    return _page(request, code, purpose)


@require_POST
def decide(request: Any, code: str) -> HttpResponse:
    """Confirm the band, set a more urgent one, or propose a less urgent one to a second person."""
    purpose = purposes.of(request, ENTITY, code)
    if purpose is None:
        return HttpResponseRedirect(reverse("subject-risk", args=[code]))
    said = request.POST
    wrong, band = _wrong(said)
    if wrong or band is None:
        return _page(request, code, purpose, errors=wrong, status=422)
    key, asked = reading.key_of(call(request), code), attempts.asked(request)
    outright = holding.as_urgent(band, Band(said["stood"]))
    deed = services.confirm if outright else lowering.propose
    attempt = attempts.tried("band-1", lambda: deed(asked, key, band, seen=int(said["seen"])))
    return attempts.settled(
        attempt,
        to=reverse("subject-risk", args=[code]),
        outcome="confirmed" if outright else "proposed",
        page=lambda errors, status: _page(request, code, purpose, errors=errors, status=status),
    )


def _wrong(typed: Mapping[str, str]) -> tuple[list[tuple[str, str]], Band | None]:
    """Return what is wrong with what was typed, each with its field, and the band that was chosen."""
    wrong = []
    band = next((each for each in BANDS if each.value == typed.get("band")), None)
    if band is None:
        wrong.append(("band-1", "Choose how urgent it is"))
    if not typed.get("reason", "").strip():
        wrong.append(("reason", "Say why: your reason stands on the ledger"))
    numbers = [attempts.revision(typed.get(name)) for name in ("seen", "rev")]
    if None in numbers or typed.get("stood") not in set(Band):
        wrong.append(("band-1", "The form is incomplete; it is shown anew"))
    return wrong, band


def _page(
    request: Any, code: str, purpose: str, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    try:
        found = subject = risks.opened(call(request), code, purpose)
    except NoSuchRecord:  # nobody has assessed it yet, or there is none: then neither is found
        found, subject = None, reading.opened(call(request), code, purpose)
    factors = sorted(found["factors"], key=lambda each: -each["points"]) if found else []
    role = request.actor.role
    told = {
        "subject": subject,
        "risk": found,
        "factors": factors,
        "unknowns": [
            {"name": each["name"], "blocks": each["code"] in found["blocking"]}
            for each in factors
            if found and each["code"] in found["unknowns"]
        ],
        "purpose": purpose,
        "sub": "risk",
        "may_decide": found is not None and permissions.level("risk.confirm", role) is Level.DO,
        "bands": _choices(found) if found else [],
        "typed": request.POST,
        "errors": errors or [],
        "key": new_id(),
        "done": _DONE.get(request.GET.get("done", "")),
    }
    return render(request, "subjects/risk.html", told, status=status)


def _choices(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the bands that can be chosen, with what choosing each would do."""
    stands = Band(found["band"])
    choices: list[tuple[str, str]] = []
    for band in BANDS:
        if band is stands:
            does = "confirms it"
        elif holding.as_urgent(band, stands):
            does = "holds at once"
        elif band in {Band.MEDIUM, Band.LOW} and found["blocking"]:
            does = "cannot be chosen while what decides is unknown"
        else:
            does = "is proposed to a second person"
        choices.append((band.value, format_html("{} {}", shown_band(band.value), does)))
    return choices
