"""The embedded default: one process, one file, no secret worth keeping."""

from .base import *  # noqa: F403
from .base import env

DEBUG = True
SECRET_KEY = "dev-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]

# The demo serves its sample stations itself.
FEEDS_ALLOWED_NETWORKS = env.list("FEEDS_ALLOWED_NETWORKS", default=["127.0.0.0/8"])
