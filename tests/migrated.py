"""A migrated database is made once and copied ever after: three hundred migrations take half a minute, a copy a second.

What is copied is migrated all the same, so a copy is never older than the code; it is told apart by what all
migrations say. `--create-db` makes it anew; `python -m tests.migrated` makes it before the tests need it.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import os
import sqlite3
from pathlib import Path

from django.db import connection
from django.db.backends.signals import connection_created
from django.db.migrations.loader import MigrationLoader
from django.db.utils import Error

FOLDER = Path(__file__).parent.parent / ".cache" / "migrated"
KEPT = 4
"""Of how many states: branches and the releases of Wagtail take turns."""
PREFIX = "newsroom_migrated_"


def state() -> str:
    """Of all migrations together, whoever wrote them."""
    told = hashlib.sha256()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        told.update(f"{app} {name}\n{inspect.getsource(inspect.getmodule(type(migration)))}".encode())
    return told.hexdigest()[:16]


def start_from_a_copy() -> None:
    """Let the test database that is about to be made begin as a copy, where there is one."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [PREFIX + state()])
            if cursor.fetchone():
                connection.settings_dict["TEST"]["TEMPLATE"] = PREFIX + state()
    elif (file := FOLDER / f"{state()}.sqlite3").exists():

        def fill(connection, **_signal) -> None:
            connection_created.disconnect(dispatch_uid="migrated")
            with contextlib.closing(sqlite3.connect(file)) as source:
                source.backup(connection.connection)

        connection_created.connect(fill, weak=False, dispatch_uid="migrated")


def keep_a_copy() -> None:
    """Of the test database as it was made, for the next time; whoever comes first."""
    if connection.vendor == "postgresql":
        _keep_on_postgres(connection.settings_dict["NAME"], PREFIX + state())
        return
    file = FOLDER / f"{state()}.sqlite3"
    if file.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(fresh)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    fresh.replace(file)
    for old in sorted(FOLDER.iterdir(), key=lambda each: each.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def _keep_on_postgres(name: str, copy: str) -> None:
    connection.close()  # a database that somebody is connected to cannot be copied
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [f"{PREFIX}%"])
        there = [row[0] for row in cursor.fetchall()]
        if copy in there:
            return
        with contextlib.suppress(Error):  # another worker is at it
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        for old in there[: 1 - KEPT]:
            with contextlib.suppress(Error):
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')


def main() -> None:
    """Make the copy before the tests need it: each of their processes would migrate a database of its own."""
    import django
    from django.test.utils import setup_databases, teardown_databases

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    start_from_a_copy()
    made = setup_databases(verbosity=0, interactive=False)
    keep_a_copy()
    teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
