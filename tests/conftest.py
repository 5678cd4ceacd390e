"""What every test may ask for."""

import os
import shutil

import pytest
from hypothesis import settings

# pytest-playwright keeps an event loop in the thread; Django's ORM is used beside it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# A busy machine is no defect: properties are judged by what they find, never by how long they take.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def chromium_path() -> str:
    """Where the machine keeps its Chromium; the gate installs one, and there its absence is a failure."""
    assert CHROMIUM, "no Chromium on this machine: apt-get install chromium"
    return CHROMIUM


def pytest_collection_modifyitems(items):
    """What every test of a kind needs, wherever it stands."""
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            # Such a test ends by emptying the tables: what the migrations put there (the root page, the content
            # types, the roles' groups) comes back before the next one.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
        if "browser" in item.keywords and not CHROMIUM and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="drives a browser: apt-get install chromium"))
        if "postgres" in item.keywords and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="real concurrent transactions: needs DATABASE_URL=postgres://…"))
