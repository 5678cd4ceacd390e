"""A database for one measurement: made, migrated, and gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection


class HoldsTables(RuntimeError):
    """The database named by DATABASE_URL is somebody's: nothing is measured in it."""


@contextmanager
def made_anew(*apps: str) -> Iterator[None]:
    """The database of DATABASE_URL with the tables of these apps, and of what they need; dropped at the end.

    One that exists already must be empty. Raises HoldsTables.
    """
    name = connection.settings_dict["NAME"]
    on_postgres = connection.vendor == "postgresql"
    if on_postgres:
        _create(name)
    if connection.introspection.table_names():
        raise HoldsTables(f"{name} holds tables: name a database that may be made and dropped.")
    try:
        for app in apps:
            call_command("migrate", app, verbosity=0)
        yield
    finally:
        connection.close()
        if on_postgres:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _create(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
