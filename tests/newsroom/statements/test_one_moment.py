"""The list of records and the figures are read at one moment."""

import pytest
from django.db import connection

from newsroom.statements.actions.compiling import _one_moment


@pytest.fixture
def outside_any_transaction(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.mark.postgres
def test_what_is_written_meanwhile_is_not_seen(outside_any_transaction):
    with _one_moment(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("read committed",)


@pytest.mark.django_db
def test_inside_somebody_elses_transaction_it_asks_for_nothing():
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with _one_moment(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
