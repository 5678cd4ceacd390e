"""What every test may ask for."""

import os
import shutil

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from tests import migrated

# Playwright keeps an event loop in the thread; Django's ORM is used beside it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# A busy machine is no defect: properties are judged by what they find, never by how long they take.
settings.register_profile("patient", deadline=None)
settings.register_profile("brief", deadline=None, max_examples=20)
settings.load_profile(os.environ.get("EXAMPLES", "patient"))


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def chromium_path() -> str:
    """Where the machine keeps its Chromium; the gate installs one, and there its absence is a failure."""
    assert CHROMIUM, "no Chromium on this machine: apt-get install chromium"
    return CHROMIUM


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings, django_db_blocker):
    """The test database begins as a copy of one that was migrated before."""
    if not request.config.getoption("create_db"):
        with django_db_blocker.unblock():
            migrated.start_from_a_copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """And the first one is kept for the next time."""
    with django_db_blocker.unblock():
        migrated.keep_a_copy()


def pytest_itemcollected(item):
    """Tests that ask a database bear the mark of it: the others say the same whichever it is."""
    asks = {"db", "transactional_db", "django_db_setup"}.intersection(getattr(item, "fixturenames", ()))
    of_django = getattr(item, "cls", None) and issubclass(item.cls, TransactionTestCase)
    if asks or of_django or item.get_closest_marker("django_db"):
        item.add_marker(pytest.mark.database)


def _empties_the_tables(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What every test of a kind needs, wherever it stands; and those that empty the tables stand last.

    pytest regroups tests by their parametrised fixtures after pytest-django has sorted them: one such test among the
    others leaves a whole worker without content types and permissions. So the order is made once more, at the end.
    """
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    for item in items:
        if _empties_the_tables(item):
            # Such a test ends by emptying the tables: what the migrations put there (the root page, the content
            # types, the roles' groups) comes back before the next one.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
        if "browser" in item.keywords and not CHROMIUM and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="drives a browser: apt-get install chromium"))
        if "postgres" in item.keywords and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="real concurrent transactions: needs DATABASE_URL=postgres://…"))
    # Among those that stand last the browser's come first: files are handed out whole, and a long one that comes last
    # is waited for.
    items.sort(key=lambda item: (True, "browser" not in item.keywords) if _empties_the_tables(item) else (False,))
    kinds = {}
    for item in items:
        kinds.setdefault(item.path, set()).add(_empties_the_tables(item))
    if mixed := [str(path) for path, found in kinds.items() if len(found) > 1]:
        # `--dist loadfile` hands out whole files: one of both kinds would run in the midst of the others.
        raise pytest.UsageError(f"Tests that really commit need files of their own: {', '.join(sorted(mixed))}")
