"""What the ledger hears of sign-ins: each one, each that was refused with its cause, never what was typed."""

from typing import Any

from allauth.account.authentication import get_authentication_records

from understone.operation.access import context
from understone.operation.errors import NotPermitted
from understone.operation.organisations.models import Organisation, User
from understone.operation.service import Call, tell_alone


def connect() -> None:
    """Listen to what django-allauth and Django tell of sign-ins."""
    from allauth.account.signals import user_logged_in
    from allauth.mfa.signals import authentication_failed
    from django.contrib.auth.signals import user_login_failed

    user_logged_in.connect(_started)
    user_login_failed.connect(_wrong_password)
    authentication_failed.connect(_wrong_code)


def _started(request: Any, user: Any, **_: Any) -> None:
    person = User.objects.filter(pseudonym=user.pseudonym, active=True).first()
    if person is None or not person.roles:
        return
    try:
        actor = context.actor(person.pseudonym, person.roles[0])
    except NotPermitted:
        return  # without a key to any compartment they see no page, and the next request says so
    tell_alone(
        Call(actor), "session.started", f"person/{person.pk}", {"method": f"password and {_proof(request, user)}"}
    )


def _proof(request: Any, user: Any) -> str:
    records = get_authentication_records(request, user)
    return "passkey" if any(each.get("type") == "webauthn" for each in records) else "code"


def _wrong_password(credentials: Any, **_: Any) -> None:
    person = User.objects.filter(pseudonym=str(credentials.get("username", ""))).first()
    _failed(person, "password" if person else "no such account")


def _wrong_code(user: Any, **_: Any) -> None:
    _failed(User.objects.filter(pseudonym=user.pseudonym).first(), "code")


def _failed(person: User | None, cause: str) -> None:
    agency = Organisation.objects.get(kind=Organisation.Kind.AGENCY)
    about = None if person is None else f"person/{person.pk}"
    tell_alone(Call(context.system(agency)), "session.failed", about, {"cause": cause})
