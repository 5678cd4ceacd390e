"""Production: every unsafe value stops the start with a message that names the variable."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import STATIC_ROOT, env

WELL_KNOWN_SECRETS = {"", "dev-only-not-a-secret", "test-only", "changeme", "change-me", "secret"}

DEBUG = env.bool("DEBUG", default=False)
if DEBUG:
    raise ImproperlyConfigured("DEBUG must not be set in production: it shows readers the site's insides.")

SECRET_KEY = env("SECRET_KEY", default="")
if SECRET_KEY in WELL_KNOWN_SECRETS or SECRET_KEY.startswith("django-insecure-") or len(SECRET_KEY) < 40:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, well known or shorter than 40 characters. Make one with: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must list the site's own host names, separated by commas; it is empty or holds '*'."
    )

BASE_URL = env("BASE_URL", default="")
if not BASE_URL.startswith("https://") and not env.bool("ALLOW_PLAIN_HTTP", default=False):
    raise ImproperlyConfigured(
        "BASE_URL must be the site's https:// address. Behind a network that has no TLS at all, "
        "set ALLOW_PLAIN_HTTP=1 to accept the risk."
    )
WAGTAILADMIN_BASE_URL = BASE_URL or f"http://{ALLOWED_HOSTS[0]}"

_tls = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL] if BASE_URL else [])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _tls
SECURE_SSL_REDIRECT = _tls and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if _tls else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)

STATIC_ROOT = env.path("STATIC_ROOT", default=STATIC_ROOT)()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
