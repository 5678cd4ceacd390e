"""Model and database refuse; what gets past both is found."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from newsroom.reporting.models import Report, ReportEvent, Snapshot, Unchangeable
from newsroom.reporting.sealing import digest

TABLE = "newsroom_reporting_snapshot"


@pytest.fixture
def behind_its_back(snapshot):
    """The door that decision 21 names, held open for one change."""

    def change(sql, *params):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO newsroom_reporting_broken_seal (reason) VALUES ('thử')")
            cursor.execute(sql, params)
            cursor.execute("DELETE FROM newsroom_reporting_broken_seal")

    return change


def verify(**options):
    out = io.StringIO()
    call_command("verify_snapshots", stdout=out, **options)
    return out.getvalue()


def wrong(**options):
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_snapshots", stdout=out, **options)
    return out.getvalue()


def test_the_model_refuses(snapshot):
    snapshot.head = "{}"
    for step in (snapshot.save, snapshot.delete, Snapshot.objects.all().delete):
        with pytest.raises(Unchangeable):
            step()
    for step in (lambda: Snapshot.objects.update(number=2), lambda: Snapshot.objects.bulk_update([snapshot], ["head"])):
        with pytest.raises(Unchangeable):
            step()


@pytest.mark.parametrize(
    "sql",
    [
        f"DELETE FROM {TABLE}",
        *(f"UPDATE {TABLE} SET {column} = {column}" for column in ("head", "records", "sha256", "number", "frozen_at")),
    ],
)
def test_the_database_refuses(snapshot, sql):
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cur,
    ):
        cur.execute(sql)
    assert Snapshot.objects.get().is_whole


def test_all_is_well(snapshot):
    assert "1 bản chốt" in verify()
    assert "1 bản chốt" in verify(recount=True)


def test_without_any_snapshot_all_is_well(db):
    assert "0 bản chốt" in verify()


@pytest.mark.parametrize(
    "change",
    [
        "head = replace(head, '\"appearances\":8', '\"appearances\":9')",
        "records = replace(records, 'In báo', 'In lậu')",
        "sha256 = 'a' || substr(sha256, 2, 63)",
        "frozen_by_name = 'Ai đó'",
        "number = 3",
        "head = 'x'",
    ],
)
def test_a_tampered_row_is_found_and_named(snapshot, behind_its_back, change):
    if change.startswith("sha256") and snapshot.sha256.startswith("a"):
        change = change.replace("'a'", "'b'")
    behind_its_back(f"UPDATE {TABLE} SET {change}")
    assert "174/KH-UBND – quy-2/2024" in wrong()


def test_a_row_that_was_replaced_with_its_hash_is_found_by_the_history(snapshot, behind_its_back):
    forged = snapshot.written._replace(head=snapshot.head.replace('"appearances":8', '"appearances":9'))
    behind_its_back(f"UPDATE {TABLE} SET head = %s, sha256 = %s", forged.head, digest(forged))
    assert Snapshot.objects.get().is_whole
    assert "lịch sử" in wrong()


def test_a_whole_forgery_is_found_by_counting_again(snapshot, behind_its_back):
    forged = snapshot.written._replace(head=snapshot.head.replace('"appearances":8', '"appearances":9'))
    behind_its_back(f"UPDATE {TABLE} SET head = %s, sha256 = %s", forged.head, digest(forged))
    ReportEvent.objects.filter(kind="frozen").update(sha256=digest(forged))
    assert "1 bản chốt" in verify()
    assert "9/" in wrong(recount=True)


def test_a_snapshot_that_is_gone_is_found(snapshot, behind_its_back):
    behind_its_back(f"DELETE FROM {TABLE}")
    assert "#1" in wrong()
    ReportEvent.objects.filter(kind="frozen").delete()
    assert Report.objects.get().edition == 1
    assert "#1" in wrong()


def test_a_freezing_that_history_does_not_know_is_found(snapshot):
    ReportEvent.objects.filter(kind="frozen").delete()
    assert "lịch sử" in wrong()
