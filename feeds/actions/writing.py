"""Many rows at once, by hand: what Django does for any model and any database costs about as much here as asking a
server that has nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

from feeds.models import Entry, Feed


def write(feeds: Sequence[Feed], fields: Sequence[str]) -> None:
    """These columns of many feeds in one statement; the caller holds the rows (`still_held`), so that all are there.

    Django's update of many rows is a CASE for each of them, and its upsert sends every column that a row has.
    """
    if not feeds:
        return
    database, quote = _database(Feed)
    columns = [Feed._meta.get_field(name) for name in ("id", *fields)]
    values = [_values(column, feeds, database) for column in columns]
    key, *names = (quote(column.column) for column in columns)
    table = quote(Feed._meta.db_table)
    # Names are those of our own columns; what they are set to goes apart.
    if database.vendor == "postgresql":
        lists = ", ".join(f"%s::{column.rel_db_type(database).partition('(')[0]}[]" for column in columns)
        told = f"UNNEST({lists}) AS told ({', '.join((key, *names))})"
        sets = ", ".join(f"{name} = told.{name}" for name in names)
        sql = f"UPDATE {table} SET {sets} FROM {told} WHERE {table}.{key} = told.{key}"  # noqa: S608
        with database.cursor() as cursor:
            cursor.execute(sql, values)
    else:
        sets = ", ".join(f"{name} = %s" for name in names)
        sql = f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608
        with database.cursor() as cursor:
            cursor.executemany(sql, [(*row, pk) for pk, *row in zip(*values, strict=True)])


def add(entries: Sequence[Entry]) -> None:
    """New entries, whose feeds the caller holds and which were seen not to be there. Their keys are not set.

    Raises `IntegrityError` where one is there all the same. By COPY where the database has it: to quote the texts for
    an INSERT would be a third of what a first fill costs this process.
    """
    database, quote = _database(Entry)
    if database.vendor != "postgresql":
        Entry.rows.bulk_create(entries, batch_size=500)
        return
    columns = [column for column in Entry._meta.concrete_fields if not column.primary_key]
    names = ", ".join(quote(column.column) for column in columns)
    rows = zip(*(_values(column, entries, database) for column in columns), strict=True)
    copy = f"COPY {quote(Entry._meta.db_table)} ({names}) FROM STDIN"
    with database.cursor() as cursor, database.wrap_database_errors, cursor.copy(copy) as into:
        for row in rows:
            into.write_row(row)


def _database(model: type[Model]) -> tuple[BaseDatabaseWrapper, Any]:
    database = connections[router.db_for_write(model)]
    return database, database.ops.quote_name


def _values(column: Field, rows: Sequence[Model], database: BaseDatabaseWrapper) -> list[Any]:
    return [column.get_db_prep_save(getattr(row, column.attname), database) for row in rows]
