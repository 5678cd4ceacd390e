"""Production refuses to start unsafely, and says which variable is wrong."""

import os
import subprocess
import sys

import pytest

SAFE = {
    "SECRET_KEY": "x9" * 30,
    "ALLOWED_HOSTS": "toasoan.example",
    "BASE_URL": "https://toasoan.example",
}


def start(**changes) -> subprocess.CompletedProcess:
    names = {"DATABASE_URL", "DEBUG", "ALLOW_PLAIN_HTTP", *SAFE}
    environment = {key: value for key, value in os.environ.items() if key not in names}
    environment |= {key: value for key, value in {**SAFE, **changes}.items() if value is not None}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.production"
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_a_secret_hosts_and_an_https_address():
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "dev-only-not-a-secret"),
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", "django-insecure-" + "x" * 60),
        ("SECRET_KEY", "x" * 39),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "toasoan.example,*"),
        ("DEBUG", "true"),
        ("BASE_URL", None),
        ("BASE_URL", "http://toasoan.example"),
    ],
)
def test_it_refuses_and_names_the_variable(variable, value):
    outcome = start(**{variable: value})
    assert outcome.returncode != 0
    assert f"ImproperlyConfigured: {variable}" in outcome.stderr


def test_plain_http_can_be_accepted_by_name():
    assert start(BASE_URL="http://10.0.0.5", ALLOW_PLAIN_HTTP="1").returncode == 0
