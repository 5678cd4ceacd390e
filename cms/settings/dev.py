"""The embedded default: one process, one file, no secret worth keeping."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "dev-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
