"""All settings of the site, from the environment (see config.py). Reference: docs/reference/settings.md."""

from __future__ import annotations

import secrets
from pathlib import Path

import dj_database_url

from . import logs
from . import sign_in_settings as sign_in
from .config import env, env_bool, env_int, env_secret
from .keys import key_from_file

DATA_DIR = Path(env("LICET_DATA_DIR", ".licet")).absolute()
DEMO = env_bool("LICET_DEMO")
DEBUG = False

SECRET_KEY = (
    env_secret("LICET_SECRET_KEY")
    or key_from_file(DATA_DIR / "secret-key", secrets.token_urlsafe(50).encode()).decode()
)
# the key before this one: what it signed stays good while people are signed in with it
SECRET_KEY_FALLBACKS = [key for key in [env_secret("LICET_OLD_SECRET_KEY")] if key]
ALLOWED_HOSTS = env("LICET_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
BIND = env("LICET_BIND", "127.0.0.1:8000")

LOGGING = logs.configuration("warning" if DEMO else "info")  # a demonstration says only what goes wrong

LAW_ROOTS = env("LICET_LAW", "")  # empty = the law that came with the package
HOME_REGIMES = env("LICET_REGIMES", "EU,XA").split(",")
REFERENCE_PREFIX = env("LICET_REFERENCE_PREFIX", "NM")  # applications are numbered NM-2026-000123
# the name that checkpoints are signed under
LEDGER_ORIGIN = env("LICET_LEDGER_ORIGIN", "licet.invalid/ledger")
AUTHORITY_NAME = env("LICET_AUTHORITY", "Northmark Export Control Office")  # letters are signed with it
CONTACT = env("LICET_CONTACT", "")  # where the public writes to; statements name it
APPEAL_BODY = env("LICET_APPEAL_BODY", "the Administrative Court of Northmark")
APPEAL_BODY_FR = env("LICET_APPEAL_BODY_FR", "le tribunal administratif de Northmark")  # in letters in French
AUTHORITY_ADDRESS = [line.strip() for line in env("LICET_AUTHORITY_ADDRESS").split(";") if line.strip()]
LETTER_KEY = env_secret("LICET_LETTER_KEY")  # PEM; empty = made at first use, beside the database
LETTER_CERTIFICATE = env_secret("LICET_LETTER_CERTIFICATE")
NO_LICENCE_DAYS = env_int("LICET_NO_LICENCE_DAYS", 365)  # how long a no-licence answer holds
# where the public reaches the site: printed on letters, so that they can be checked
PUBLIC_URL = env("LICET_PUBLIC_URL", f"http://{BIND}").rstrip("/")
APPEAL_DAYS = env_int("LICET_APPEAL_DAYS", 30)  # after service
SELF_ASSESSMENT_DAYS = env_int("LICET_SELF_ASSESSMENT_DAYS", 90)  # a saved one opens that long
# working days are counted on it: a country code, or a market's calendar
CALENDAR = env("LICET_CALENDAR", "XECB")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    *(
        f"licet.service.{floor}"
        for floor in (
            "base",
            "records",
            "people",
            "files",
            "jobs",
            "letters",
            "parties",
            "corpus",
            "lists",
            "registers",
            "chains",
            "classification",
            "guidance",
            "applications",
            "casework",
            "rulings",
            "assessment",
            "decisions",
            "law_changes",
            "bench",
            "own_law",
            "retention",
            "feedback",
            "site",
        )
    ),
    "allauth",  # below people, whose templates come before its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.forms",  # last: the widget templates of base come before Django's
]

MIDDLEWARE = [
    "licet.service.base.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "licet.service.base.middleware.head_without_body",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "licet.service.base.hardening.say_who_may_keep_it",
    "licet.service.base.middleware.content_security_policy",
    "licet.service.people.middleware.demo_stays_home",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "licet.service.base.hardening.refuse_control_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "licet.service.base.languages.keep_what_was_typed",
    "licet.service.records.middleware.OncePerForm",
    "licet.service.base.not_allowed.say_what_takes_forms",
    "licet.service.people.middleware.sessions_end",
    "licet.service.people.middleware.SecondFactorFirst",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "licet.service.site.urls"
WSGI_APPLICATION = "licet.service.base.wsgi.application"
FORM_RENDERER = "licet.service.base.forms.GovukRenderer"
CSRF_FAILURE_VIEW = "licet.service.site.views.csrf_failed"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "licet.service.base.context.page",
            ],
        },
    }
]

_sqlite = f"sqlite:///{DATA_DIR / 'licet.sqlite3'}"
DATABASES = {
    "default": dj_database_url.parse(
        env_secret("LICET_DATABASE_URL", _sqlite),
        conn_max_age=60,
        conn_health_checks=True,  # after the database was away, the first to come is not turned down
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Durable before it is acknowledged, one writer at a time without surprises, triggers that cannot be sidestepped by REPLACE.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:sign-in"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # served from the package itself: no collecting step that could be forgotten
MEDIA_ROOT = DATA_DIR / "files"  # outside the web root; served only through a view that asks may()
MAX_UPLOAD_BYTES = env_int("LICET_MAX_UPLOAD_MB", 20) * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- sign-in (sign_in_settings.py) --------------------------------------------------------------
CACHES = sign_in.CACHES
OFFICIAL_SESSION, EXPORTER_SESSION = sign_in.OFFICIAL_SESSION, sign_in.EXPORTER_SESSION
REGISTRATION, OIDC_URL = sign_in.REGISTRATION, sign_in.OIDC_URL
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = sign_in.PROXIES
HTTPS = sign_in.reached_by_https(ALLOWED_HOSTS, DEMO)
EMAIL_FILE_PATH = DATA_DIR / "mail"
globals().update(
    {**sign_in.PASSWORDS, **sign_in.ALLAUTH, **sign_in.mail(), **sign_in.transport(ALLOWED_HOSTS, HTTPS)}
)
