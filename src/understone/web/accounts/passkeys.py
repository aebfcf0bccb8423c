"""Passkeys and security keys as the second proof, beside codes: django-allauth's, with the pages' own script."""

from typing import Any

from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import HttpResponse


class Again(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Asks for the key once more; one that does not fit is told on the page."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again with what is wrong."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """Return what the page shows, the form that was sent among it."""
        return {**super().get_context_data(), **told}


again = Again.as_view()
