"""How django-allauth is held to our rules: nobody signs up by themselves, and no letter is sent."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators (`accounts.keeping`)."""

    error_messages = {  # noqa: RUF012
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Pseudonym, password or code is wrong. Nobody says which",
        "too_many_login_attempts": "Too many tries. Wait a quarter of an hour, or ask your administrator",
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_reauthentication_required(self, app: str = "allauth.account") -> bool:
        """Whoever has no code yet cannot prove themselves by one: their first is set up without."""
        user = context.request.user
        return bool(user.is_authenticated and is_mfa_enabled(user))

    def send_mail(self, *_: Any, **__: Any) -> None:
        """Send nothing: there is no address to send it to."""

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Send nothing."""

    def add_message(self, *_: Any, **__: Any) -> None:
        """Say nothing twice: each page says what happened."""


class Codes(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the account as the authenticator shows it."""

    error_messages = {  # noqa: RUF012
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is wrong, or was used already. Type the next one that the app shows",
    }

    def get_totp_label(self, user: Any) -> str:
        """Return the name beneath which an authenticator keeps the secret."""
        return str(user.pseudonym)

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept: under a key that the database does not hold."""
        from understone.web.accounts import at_rest

        return at_rest.encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that is kept."""
        from understone.web.accounts import at_rest

        return at_rest.decrypted(encrypted_text)
