"""The database refuses to change or delete a snapshot, whoever asks.

Two doors stay open on purpose and are named in decision 21: emptying whole tables (`TRUNCATE`, `manage.py flush` on
PostgreSQL), and, for the tests and for whoever must erase by law, a row in `newsroom_reporting_broken_seal`.
"""

from django.db import migrations

TABLE = "newsroom_reporting_snapshot"
DOOR = "newsroom_reporting_broken_seal"
REFUSAL = "a snapshot is never changed or deleted"


def guard(apps, schema_editor):
    schema_editor.execute(f"CREATE TABLE {DOOR} (reason varchar(255) NOT NULL CHECK (reason <> ''))")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"""
            CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM {DOOR}) THEN
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
            END $$
            """
        )
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        )
    elif schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_stays_on_{verb.lower()} BEFORE {verb} ON {TABLE} "
                f"WHEN NOT EXISTS (SELECT 1 FROM {DOOR}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_stays ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_refuse()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_stays_on_{verb}")
    schema_editor.execute(f"DROP TABLE {DOOR}")


class Migration(migrations.Migration):
    dependencies = [("newsroom_reporting", "0001_reports_and_snapshots")]

    operations = [migrations.RunPython(guard, release)]
