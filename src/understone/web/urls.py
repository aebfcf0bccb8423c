"""The address book: the pages of `pages`, signing in (django-allauth), and how the service is doing."""

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, register_converter
from django.views.generic import RedirectView

from understone.web import doing, references, refusals
from understone.web.accounts import passkeys
from understone.web.pages import PAGES
from understone.web.signed_in import open_to_all

register_converter(references.Reference, "ref")
handler404 = refusals.absent
handler403 = refusals.refused
handler500 = refusals.failed

urlpatterns = [
    path("", open_to_all(RedirectView.as_view(pattern_name="home"))),
    path("healthy", doing.healthy, name="healthy"),
    path("ready", doing.ready, name="ready"),
    path("sign-in", open_to_all(account.login), name="account_login"),
    path("sign-in/code", open_to_all(codes.authenticate), name="mfa_authenticate"),
    path("sign-in/again", codes.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/password-again", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/passkey-again", passkeys.again, name="mfa_reauthenticate_webauthn"),
    path("sign-in/closed", open_to_all(account.account_inactive), name="account_inactive"),
    path("sign-out", account.logout, name="account_logout"),
    path("me/password", account.password_change, name="account_change_password"),
    path("me/codes", codes.index, name="mfa_index"),
    path("me/codes/app", totp.activate_totp, name="mfa_activate_totp"),
    path("me/codes/app/end", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/passkeys", keys.list_webauthn, name="mfa_list_webauthn"),
    path("me/passkeys/new", keys.add_webauthn, name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/name", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("me/passkeys/<int:pk>/remove", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("me/codes/recovery", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/codes/recovery/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    *(path(page.path, page.view, name=page.name) for page in PAGES),
]
