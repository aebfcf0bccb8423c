"""Django's name for the accounts, and what follows from a password that somebody chose."""

from typing import Any

from django.apps import AppConfig


class Accounts(AppConfig):
    """The accounts, in the pages' own schema."""

    name = "understone.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hear of passwords that people chose (they are asked for no other), and of sign-ins."""
        from allauth.account.signals import password_changed
        from allauth.mfa.signals import authenticator_removed

        from understone.web.accounts import telling

        password_changed.connect(_theirs)
        authenticator_removed.connect(_without_codes)
        telling.connect()


def _theirs(user: Any, **_: Any) -> None:
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])


def _without_codes(request: Any, **_: Any) -> None:
    """Who took their app off is asked to set up another before anything else."""
    from understone.web.signed_in import CODES

    request.session.pop(CODES, None)
