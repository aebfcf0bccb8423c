"""Keeping a form whose sender's session had ended (page specification §7).

Each form carries a token, signed and bound to whoever it was shown to, with the purposes that its record was opened
for. Sent without a session, the form's deed is not done: what was typed is encrypted and kept for twelve hours.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError

from understone.operation.errors import NoSuchRecord
from understone.operation.identifiers import new_id
from understone.web import kept_purposes
from understone.web.accounts import at_rest
from understone.web.parking.models import ParkedForm

KEPT = timedelta(hours=12)
TOKEN, CAME_FROM = "form", "parked"
_SALT = "understone.forms"
_MOST, _LONGEST = 20, 262_144  # forms of one person; letters of one form
_NEVER_KEPT = frozenset({"csrfmiddlewaretoken", CAME_FROM})


@dataclass(frozen=True, slots=True)
class Parked:
    """A form that waits: where it goes, when it was sent, and what was typed, in its order."""

    key: UUID
    path: str
    at: datetime
    typed: Sequence[tuple[str, str]]


def token(request: Any) -> str:
    """Return what binds a form to whoever it is shown to."""
    return signing.dumps(
        {"who": str(request.user.pk), "purposes": kept_purposes.used(request)}, salt=_SALT, compress=True
    )


def park(request: Any) -> UUID | None:
    """Keep the form that a request sends, for the person it was shown to; None where it is none of ours."""
    found = _read(request.POST.get(TOKEN, ""))
    if found is None or (request.user.is_authenticated and str(request.user.pk) != found["who"]):
        return None
    typed = [(name, said) for name, values in request.POST.lists() if name not in _NEVER_KEPT for said in values]
    body = json.dumps(typed)
    if len(body) > _LONGEST:
        return None
    now = datetime.now(UTC)
    ParkedForm.objects.filter(parked_at__lt=now - KEPT).delete()
    theirs = ParkedForm.objects.filter(account_id=found["who"])
    _drop(theirs, request.POST.get(CAME_FROM))  # it waited before: not a second time beside itself
    if theirs.count() >= _MOST:
        theirs.earliest("parked_at").delete()
    form = ParkedForm(
        id=new_id(), account_id=found["who"], path=request.path, body=at_rest.encrypted(body), parked_at=now
    )
    form.save(force_insert=True)
    return form.pk


def opened(request: Any, key: UUID) -> Parked:
    """Return a form that waits for whoever asks. Raises `NoSuchRecord`: it is another's, too old, or sent."""
    form = _theirs(request).filter(pk=key).first()
    if form is None:
        raise NoSuchRecord("form", str(key))
    typed = [(str(name), str(said)) for name, said in json.loads(at_rest.decrypted(form.body))]
    return Parked(form.pk, form.path, form.parked_at, typed)


def take_up(request: Any) -> None:
    """Before a form that waited is sent: open its record for what it was opened for when the form was shown."""
    found = _read(request.POST.get(TOKEN, ""))
    if found is not None and found["who"] == str(request.user.pk):
        kept_purposes.keep(request, found["purposes"])


def forget(request: Any, key: UUID | str) -> None:
    """Keep a form no more; what names none of theirs is nothing."""
    _drop(_theirs(request), key)


def _drop(forms: Any, key: UUID | str | None) -> None:
    try:
        forms.filter(pk=key).delete()
    except ValidationError:
        return


def _theirs(request: Any) -> Any:
    return ParkedForm.objects.filter(account_id=request.user.pk, parked_at__gte=datetime.now(UTC) - KEPT)


def _read(said: str) -> dict[str, Any] | None:
    try:
        return dict(signing.loads(said, salt=_SALT, max_age=KEPT))
    except signing.BadSignature:
        return None
