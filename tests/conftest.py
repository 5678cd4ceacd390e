"""What every test may ask for."""

import os

import pytest

# pytest-playwright keeps an event loop in the thread; Django's ORM is used beside it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_collection_modifyitems(items):
    """Without PostgreSQL a test that needs real concurrent transactions cannot run: say so, once, by name."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    skip = pytest.mark.skip(reason="needs DATABASE_URL=postgres://…")
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(skip)
