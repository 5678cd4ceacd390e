"""The same plain site with the post room alone."""

from .settings import *  # noqa: F403
from .settings import PLAIN

INSTALLED_APPS = ["feeds", *PLAIN]
ROOT_URLCONF = "tests.plugin_site.plain_urls"
