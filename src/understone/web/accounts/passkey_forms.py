"""Forms of passkeys that refuse what no browser would send, where django-allauth's library stumbles over it."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

_MADE_UP = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Add(forms.AddWebAuthnForm):  # type: ignore[misc]
    """Adds a key."""

    def clean(self) -> dict[str, Any]:
        """Return what was sent. Raises `ValidationError` where it is no key that was just made."""
        try:
            return dict(super().clean())
        except _MADE_UP:
            raise get_adapter().validation_error("incorrect_code") from None


class SignIn(forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Proves by a key who signs in."""

    def clean_credential(self) -> Any:
        """Return the key that proved it. Raises `ValidationError` where nothing is proved."""
        try:
            return super().clean_credential()
        except _MADE_UP:
            raise get_adapter().validation_error("incorrect_code") from None


class Again(SignIn):
    """Proves it once more."""

    reauthenticated = True
