"""Django's settings for the pages. Everything that differs from place to place comes from the environment.

NAME may also be given as NAME_FILE, the path of a file that holds it (a secret that a service manager mounts).
docs/how-to/run-the-pages.md lists the names. `understone serve` sets what it knows by itself.
"""

import os
from pathlib import Path
from typing import Any

from understone.operation import settings as operation
from understone.operation.connecting import parameters


def _said(name: str, default: str = "") -> str:
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, default)


_HERE = Path(__file__).parent
_NOWHERE = "postgresql:///none"
SECURE = _said("UNDERSTONE_WEB_TLS", "proxy") != "none"  # "none": plain HTTP on this machine alone

SECRET_KEY = _said("UNDERSTONE_WEB_SECRET", operation.SECRET_KEY)
ALLOWED_HOSTS = _said("UNDERSTONE_WEB_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_FAILURE_VIEW = "understone.web.refusals.not_ours"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if SECURE else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

INSTALLED_APPS: list[str] = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *operation.INSTALLED_APPS,
    "understone.web.accounts",
    "understone.web.parking",
    "understone.web",
]
# The pages' own tables (accounts, sessions) are in a schema that the operation's sessions do not see, and the reverse.
DATABASES: dict[str, dict[str, Any]] = {
    "default": parameters(_said("UNDERSTONE_APPLICATION_URL", _NOWHERE)),
    "web": parameters(_said("UNDERSTONE_WEB_DATABASE_URL", _NOWHERE)),
}
DATABASE_ROUTERS = ["understone.web.tables.Router"]
DEFAULT_AUTO_FIELD = operation.DEFAULT_AUTO_FIELD
AUTH_USER_MODEL = "accounts.Account"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

for _name in dir(operation):
    if _name.startswith(("PGHISTORY_", "PGTRIGGER_")):
        globals()[_name] = getattr(operation, _name)

ROOT_URLCONF = "understone.web.urls"
WSGI_APPLICATION = "understone.web.wsgi.application"
MIDDLEWARE = [
    "understone.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "understone.web.refusals.Refusals",
    "allauth.account.middleware.AccountMiddleware",  # after ours: what it asks anew is no refusal
    "understone.web.signed_in.SignedIn",
    "understone.web.parking.middleware.Parking",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "understone.web.navigation.context",
            ],
            "builtins": ["understone.web.templatetags.shown", "understone.web.templatetags.forms"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "static"]
STATIC_ROOT = _said("UNDERSTONE_WEB_STATIC") or None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "understone.web.static_files.Storage"},
}

# What has to be the same for every process: which codes were used, how often somebody tried.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_memory"}}

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 20 * 60  # of idleness
SESSION_SAVED_EVERY = 60  # seconds: what slides the idle time on, without a write at each request
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
LONGEST_SESSION = 10 * 3600
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = ["^healthy$", "^ready$"]

LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "understone.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "pseudonym"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ["mfa"]
ACCOUNT_RATE_LIMITS = {"login": "60/15m/ip", "login_failed": "5/15m/key,20/15m/ip", "reauthenticate": "10/15m/user"}
MFA_ADAPTER = "understone.web.accounts.adapter.Codes"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "add_webauthn": "understone.web.accounts.passkey_forms.Add",
    "authenticate_webauthn": "understone.web.accounts.passkey_forms.SignIn",
    "reauthenticate_webauthn": "understone.web.accounts.passkey_forms.Again",
}
MFA_TOTP_ISSUER = "Understone"
MFA_TOTP_TOLERANCE = 1

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "understone.web.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}},
}
