"""What every test may ask for."""

import os

import pytest
from hypothesis import settings

# pytest-playwright keeps an event loop in the thread; Django's ORM is used beside it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# A busy machine is no defect: properties are judged by what they find, never by how long they take.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items):
    """Without PostgreSQL a test that needs real concurrent transactions cannot run: say so, once, by name."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    skip = pytest.mark.skip(reason="needs DATABASE_URL=postgres://…")
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(skip)
