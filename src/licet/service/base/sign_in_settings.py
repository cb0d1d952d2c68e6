"""Settings of sign-in: sessions, passwords, second factors, mail, the proxy before us. Reference: docs/reference/settings.md."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from .config import SettingError, env, env_bool, env_int, env_secret

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
MAIL_SCHEMES = {"smtp": 587, "smtps": 465}


PROXIES = env_int("LICET_PROXIES", 0)


def reached_by_https(hosts: list[str], demo: bool) -> bool:
    """A site with a name of its own is meant to be reached through HTTPS; one on this machine alone is not."""
    return env_bool("LICET_HTTPS", not demo and any(host not in LOOPBACK_NAMES for host in hosts))


def transport(hosts: list[str], https: bool) -> dict[str, Any]:
    """How requests reach us. Nothing that a proxy says is believed unless LICET_PROXIES counts it."""
    settings: dict[str, Any] = {
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if https else "http",
        # A passkey is bound to the host name anyway; without HTTPS only this machine can use one.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not https,
    }
    if https:
        named = [host for host in hosts if host not in LOOPBACK_NAMES and host != "*"]
        settings["CSRF_TRUSTED_ORIGINS"] = [
            f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in named
        ]
        settings["SECURE_HSTS_SECONDS"] = 365 * 24 * 3600
    if https and PROXIES:
        settings["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings


def mail() -> dict[str, Any]:
    """Where mails go: to a server, or, until one is named, to files."""
    url = env_secret("LICET_EMAIL_URL", "file:")
    parts = urlsplit(url)
    settings: dict[str, Any] = {
        "DEFAULT_FROM_EMAIL": env("LICET_EMAIL_FROM", "licet@localhost"),
        "EMAIL_TIMEOUT": 15,
    }
    if parts.scheme == "file":
        return settings | {"EMAIL_BACKEND": "licet.service.people.mail.PrivateFiles"}
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise SettingError(
            "LICET_EMAIL_URL is no mail server. Write smtp://user:password@host:587 or smtps://…."
        )
    return settings | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or MAIL_SCHEMES[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A server on this machine often has no certificate; every other one must offer TLS.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in LOOPBACK_NAMES,
    }


def provider() -> dict[str, Any]:
    """One OpenID Connect provider, if an authority has one."""
    url, client = env("LICET_OIDC_URL"), env("LICET_OIDC_CLIENT_ID")
    secret = env_secret("LICET_OIDC_SECRET")
    if not url:
        return {}
    if not url.startswith("https://") and urlsplit(url).hostname not in LOOPBACK_NAMES:
        raise SettingError(f"LICET_OIDC_URL is {url}. Give the provider’s https:// address.")
    if not client or not secret:
        raise SettingError("LICET_OIDC_URL is set. Set LICET_OIDC_CLIENT_ID and LICET_OIDC_SECRET too.")
    app = {
        "provider_id": "oidc",
        "name": env("LICET_OIDC_NAME", "OpenID Connect"),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": url, "oauth_pkce_enabled": True, "fetch_userinfo": False},
    }
    return {"openid_connect": {"APPS": [app]}}


# --- sessions: minutes without a request, and minutes in all --------------------------------------
OFFICIAL_SESSION = (
    env_int("LICET_OFFICIAL_IDLE_MINUTES", 60),
    env_int("LICET_OFFICIAL_SESSION_MINUTES", 720),
)
EXPORTER_SESSION = (
    env_int("LICET_EXPORTER_IDLE_MINUTES", 240),
    env_int("LICET_EXPORTER_SESSION_MINUTES", 4320),
)

ALLAUTH: dict[str, Any] = {
    "ACCOUNT_ADAPTER": "licet.service.people.adapters.AccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": True,
    "ACCOUNT_CHANGE_EMAIL": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    # A code typed where one registered or asked: nobody confirms, by following a link, what somebody else began.
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_SESSION_REMEMBER": False,  # the browser forgets the session when it is closed
    "ACCOUNT_USER_DISPLAY": "licet.service.people.adapters.display",
    "ACCOUNT_FORMS": {
        "login": "licet.service.people.forms.signing_in.SignInForm",
        "signup": "licet.service.people.forms.signing_in.RegisterForm",
        "reset_password": "licet.service.people.forms.signing_in.ForgottenPasswordForm",
        "reset_password_from_key": "licet.service.people.forms.signing_in.NewPasswordForm",
        "change_password": "licet.service.people.forms.signing_in.ChangePasswordForm",
        "set_password": "licet.service.people.forms.signing_in.FirstPasswordForm",
        "confirm_email_verification_code": "licet.service.people.forms.signing_in.MailCodeForm",
        "add_email": "licet.service.people.forms.signing_in.ChangeEmailForm",
        "reauthenticate": "licet.service.people.forms.signing_in.ConfirmPasswordForm",
    },
    # Counted in the database cache, by all server processes together. `ip` is the client, `key` the account tried.
    "ACCOUNT_RATE_LIMITS": {
        "login": "60/5m/ip",
        "login_failed": "30/10m/ip,5/10m/key",
        "signup": "10/h/ip",
        "reset_password": "20/h/ip,5/h/key",
        "reset_password_from_key": "20/h/ip",
        "confirm_email": "10/h/key",
        "change_password": "5/10m/user",
        "manage_email": "10/10m/user",
        "reauthenticate": "10/10m/user",
    },
    "MFA_ADAPTER": "licet.service.people.adapters.FactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_WEBAUTHN_USER_VERIFICATION": "preferred",
    "MFA_TOTP_ISSUER": "Licet",
    "MFA_TOTP_TOLERANCE": 1,  # clocks of telephones drift
    "MFA_RECOVERY_CODES_SHOW_ONCE": False,
    "MFA_FORMS": {
        "authenticate": "licet.service.people.forms.factors.CodeForm",
        "reauthenticate": "licet.service.people.forms.factors.ConfirmCodeForm",
        "activate_totp": "licet.service.people.forms.factors.StartAppForm",
        "add_webauthn": "licet.service.people.forms.factors.AddPasskeyForm",
        "login_webauthn": "licet.service.people.forms.credentials.SignInByPasskeyForm",
        "reauthenticate_webauthn": "licet.service.people.forms.credentials.ConfirmByPasskeyForm",
        "authenticate_webauthn": "licet.service.people.forms.credentials.SecondFactorByPasskeyForm",
        "edit_webauthn": "licet.service.people.forms.factors.RenamePasskeyForm",
    },
    # An identity elsewhere opens an account here only once its owner has linked it: an e-mail address links nothing.
    "SOCIALACCOUNT_ADAPTER": "licet.service.people.adapters.ProviderAdapter",
    "SOCIALACCOUNT_AUTO_SIGNUP": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": False,
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_PROVIDERS": provider(),
}

PASSWORDS: dict[str, Any] = {
    "LOGIN_REDIRECT_URL": "work",
    "LOGOUT_REDIRECT_URL": "start",
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ["email", "name"]},
        },
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ],
}

OIDC_URL = env("LICET_OIDC_URL")
REGISTRATION = env_bool("LICET_REGISTRATION", True)

CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood must not push out the counts of failed sign-ins
    }
}
