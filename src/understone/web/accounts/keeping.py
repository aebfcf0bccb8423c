"""Accounts: one for each person of the operation who works at the pages, made and ended by administrators."""

import secrets
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.organisations.models import User
from understone.web.accounts.models import Account

_WORDS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that are taken for each other


def made(pseudonym: str) -> str:
    """Make an account, or give an existing one a new password and no codes; return the password, to be used once.

    Raises `NoSuchRecord` where the operation has no such active person.
    """
    password = "-".join("".join(secrets.choice(_WORDS) for _ in range(4)) for _ in range(4))
    _set(pseudonym, password, to_be_changed=True)
    return password


def ended(pseudonym: str) -> None:
    """Let somebody sign in no more; whoever is signed in is out with their next request. Raises `NoSuchRecord`."""
    if not Account.objects.filter(pseudonym=pseudonym).update(is_active=False):
        raise NoSuchRecord("account", pseudonym)


def of_the_demonstration(pseudonym: str, password: str, secret: str) -> None:
    """Make an account of an invented person, with a password and a secret that are no secret. Raises `InputRefused`."""
    from understone.operation.access.context import turnable

    if not turnable():
        raise InputRefused(pseudonym, "this is no demonstration", "make an account with `understone account add`")
    totp.TOTP.activate(_set(pseudonym, password, to_be_changed=False), secret)


def _set(pseudonym: str, password: str, *, to_be_changed: bool) -> Account:
    person = User.objects.filter(pseudonym=pseudonym, active=True).first()
    if person is None:
        raise NoSuchRecord("person", pseudonym)
    account, _ = Account.objects.get_or_create(id=person.pk, defaults={"pseudonym": pseudonym})
    account.is_active, account.must_change_password = True, to_be_changed
    account.set_password(password)
    account.save()
    Authenticator.objects.filter(user=account).delete()
    return account


def code_now(secret: str) -> str:
    """Return the six digits that an app would show at this moment (RFC 6238)."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))
