"""A file of past years on its way into the ledger: tried, recorded whole or not at all, retried, undone."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.coverage import actions, tasks
from newsroom.coverage.actions import examining
from newsroom.coverage.models import CoverageRecord, FileImport, LedgerBatch, LedgerEvent, Work
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 6, 15, 3, tzinfo=UTC)
TODAY = date(2024, 6, 15)
HEADINGS = "Ngày;Tiêu đề;Cơ quan;Kênh;Chủ đề;Số lượng;Thời lượng;Minh chứng;Cùng tác phẩm với;Mã;Nói về"
GOOD = (
    "02/05/2019;Một cửa ở Vũ Thư;Báo Thái Bình;Báo in;Một cửa;1;;Số 12;;BTB-1;",
    "03/05/2019;Một cửa ở Vũ Thư (đăng lại);Báo Thái Bình;Báo in;Một cửa;1;;Số 13;BTB-1;;Báo Thái Bình",
    "04/05/2019;Tọa đàm;Báo Thái Bình;Báo in;;2;5:30;Ảnh;;;",
)


@pytest.fixture(autouse=True)
def house():
    make.organisation()
    make.organisation("Cổng tỉnh", kind="portal")
    make.channel("bao-in", name="Báo in")
    make.theme("Một cửa")


def hand_in(*lines, name="so-2019.csv", by=None):
    content = "\n".join((HEADINGS, *lines)).encode()
    return actions.hand_in(content=content, name=name, reason="Sổ giấy 2019", by=by, at=AT)


def tried(*lines, mine=None):
    return actions.try_out(file_import=hand_in(*lines), mine=mine, today=TODAY, at=AT)


def recorded(*lines, mine=None):
    return actions.file_away(file_import=tried(*lines, mine=mine), mine=mine, today=TODAY, by=None, at=AT)


def test_trying_says_what_would_be_recorded_and_records_nothing():
    found = tried(*GOOD)
    assert (found.state, found.found["rows"], found.found["new"], found.found["known"]) == ("ready", 3, 3, 0)
    assert (found.found["first_day"], found.found["last_day"]) == ("2019-05-02", "2019-05-04")
    assert not CoverageRecord.objects.exists()
    assert not Work.objects.exists()


def test_what_is_recorded_is_what_a_person_would_have_entered():
    done = recorded(*GOOD)
    assert (done.state, done.batch.kind, done.batch.size, done.content) == ("recorded", "imported", 3, None)
    first, second, third = CoverageRecord.objects.order_by("day")
    assert (first.source, first.day, first.title, first.evidence) == (
        "file",
        date(2019, 5, 2),
        "Một cửa ở Vũ Thư",
        "Số 12",
    )
    assert first.work == second.work != third.work
    assert second.same_work_as == "file:k:BTB-1"
    assert [theme.name for theme in first.themes.all()] == ["Một cửa"]
    assert [one.slug for one in second.about.all()] == ["bao-thai-binh"]
    assert (third.quantity, third.seconds, third.recorded_at, third.folded) == (2, 330, AT, "toa dam")
    event = LedgerEvent.objects.get(record_id=first.pk)
    assert (event.kind, event.batch, event.changes["day"]) == ("recorded", done.batch, [None, "2019-05-02"])
    assert event.changes["themes"] == [None, ["Một cửa"]]
    assert list(actions.differences()) == []


def test_the_lines_of_a_file_are_the_same_as_those_of_one_record():
    """Set-based filing writes what `record` writes."""
    recorded(GOOD[0])
    filed = LedgerEvent.objects.get()
    record = CoverageRecord.objects.get()
    other = actions.record_manual(
        organisation=record.organisation,
        channel=record.channel,
        day=record.day,
        title=record.title,
        evidence=record.evidence,
        themes=record.themes.all(),
        by=None,
        at=AT,
    )
    assert LedgerEvent.objects.get(record_id=other.pk).changes == filed.changes


def test_the_same_file_twice_records_nothing_new():
    recorded(*GOOD)
    again = tried(*GOOD)
    assert (again.state, again.found["new"], again.found["known"], again.found["different"]) == ("ready", 0, 3, [])
    actions.file_away(file_import=again, mine=None, today=TODAY, by=None, at=AT)
    assert CoverageRecord.objects.count() == 3
    assert LedgerEvent.objects.count() == 3


def test_what_the_ledger_says_otherwise_is_named_and_stays():
    recorded(*GOOD)
    found = tried(GOOD[0].replace("Số 12", "Số 99"), *GOOD[1:])
    assert (found.found["known"], found.found["different"]) == (3, [2])
    actions.file_away(file_import=found, mine=None, today=TODAY, by=None, at=AT)
    assert CoverageRecord.objects.get(source_key="k:BTB-1").evidence == "Số 12"


def test_one_wrong_row_and_nothing_is_recorded():
    found = tried(*GOOD, "31/02/2019;X;Báo Thái Bìn;Báo in;Xe đạp;1;;Số;;;", ";;;", "04/05/2019;Tọa đàm;;;;;;;;;")
    assert found.state == "faulty"
    told = [(mistake["number"], mistake["column"], mistake["code"]) for mistake in found.found["mistakes"]]
    assert told == [
        (5, "day", "not_day"),
        (5, "organisation", "no_organisation"),
        (5, "themes", "no_themes"),
        (7, "organisation", "missing"),
        (7, "channel", "missing"),
        (7, "evidence", "no_evidence"),
    ]
    assert found.found["mistakes"][1]["hint"] == "Báo Thái Bình"
    with pytest.raises(actions.NotInThatState):
        actions.file_away(file_import=found, mine=None, today=TODAY, by=None, at=AT)
    assert not CoverageRecord.objects.exists()


def test_an_outlets_editor_imports_for_their_own_and_is_told_the_rows_of_others():
    mine = {make.organisation().pk}
    found = tried(GOOD[0], GOOD[2].replace("Báo Thái Bình", "Cổng tỉnh"), mine=mine)
    assert [(m["number"], m["code"]) for m in found.found["mistakes"]] == [(3, "not_yours")]
    assert recorded(GOOD[0], mine=mine).state == "recorded"


def test_somebody_elses_key_and_a_work_that_is_not_there():
    recorded(GOOD[0])
    found = tried(
        GOOD[0].replace("Báo Thái Bình", "Cổng tỉnh"),
        GOOD[2].replace("Ảnh;;", "Ảnh;BTB-9;"),
        GOOD[1].replace("BTB-1", "#999999"),
    )
    assert [(m["number"], m["column"], m["code"]) for m in found.found["mistakes"]] == [
        (2, "own", "taken"),
        (3, "same", "no_such_work"),
        (4, "same", "no_such_work"),
    ]


def test_a_row_may_join_the_work_of_a_record_by_number_or_of_a_row_filed_before():
    record = make.record()
    recorded(GOOD[0])
    recorded(GOOD[1], GOOD[2].replace("Ảnh;;", f"Ảnh;#{record.pk};"))
    second, third = CoverageRecord.objects.filter(source="file").order_by("day")[1:]
    assert second.work == CoverageRecord.objects.get(source_key="k:BTB-1").work
    assert (third.work, third.same_work_as) == (record.work, f"manual:{record.source_key}")


def test_rows_that_name_each_other_in_a_ring_are_one_work():
    recorded(
        "02/05/2019;A;Báo Thái Bình;Báo in;;;;Số;2;1;",
        "03/05/2019;B;Báo Thái Bình;Báo in;;;;Số;3;2;",
        "04/05/2019;C;Báo Thái Bình;Báo in;;;;Số;1;3;",
        "05/05/2019;D;Báo Thái Bình;Báo in;;;;Số;1;4;",
    )
    assert Work.objects.filter(appearances__isnull=False).distinct().count() == 1


def test_a_record_that_tells_the_same_already_is_pointed_at():
    record = make.record(date(2019, 5, 2), title="Một cửa ở VŨ THƯ", channel=make.channel("bao-in"))
    assert tried(*GOOD).found["doubles"] == [(2, record.pk)]


def test_undoing_an_import_withdraws_its_rows_and_the_file_may_come_again():
    done = recorded(*GOOD)
    actions.correct(
        record=CoverageRecord.objects.get(source_key="k:BTB-1"),
        changes={"quantity": 7},
        reason="Đếm lại",
        by=None,
        at=AT,
    )
    undoing = actions.undo(batch=done.batch, reason="Nhầm năm", by=None, at=AT)
    assert undoing.size == 3
    assert not CoverageRecord.objects.standing().exists()
    assert set(CoverageRecord.objects.values_list("withdrawal_reason", flat=True)) == {"Nhầm năm"}
    again = tried(*[line.replace("Số 13", "Số 14") for line in GOOD])
    assert (again.found["new"], again.found["returning"]) == (0, 3)
    back = actions.file_away(file_import=again, mine=None, today=TODAY, by=None, at=AT)
    assert CoverageRecord.objects.standing().count() == 3
    assert CoverageRecord.objects.get(day=date(2019, 5, 3)).evidence == "Số 14"
    assert CoverageRecord.objects.get(source_key="k:BTB-1").quantity == 7
    actions.undo(batch=back.batch, reason="Vẫn nhầm", by=None, at=AT)
    assert not CoverageRecord.objects.standing().exists()
    assert CoverageRecord.objects.get(day=date(2019, 5, 3)).evidence == "Số 13"


def test_what_a_person_took_out_stays_out():
    recorded(*GOOD)
    actions.withdraw(source="file", source_key="k:BTB-1", reason="Trùng", by=None, at=AT, settled=True)
    assert tried(*GOOD).found["withdrawn"] == [2]


def test_a_ledger_that_moved_since_the_trial_is_looked_at_again():
    found = tried(*GOOD)
    recorded(GOOD[0])
    before = CoverageRecord.objects.count()
    again = actions.file_away(file_import=found, mine=None, today=TODAY, by=None, at=AT)
    assert (again.state, again.found["changed"], again.found["known"]) == ("ready", True, 1)
    assert CoverageRecord.objects.count() == before
    assert actions.file_away(file_import=again, mine=None, today=TODAY, by=None, at=AT).state == "recorded"
    assert CoverageRecord.objects.count() == 3


def test_a_break_half_way_leaves_nothing(monkeypatch):
    found = tried(*GOOD)
    monkeypatch.setattr("newsroom.coverage.actions.filing.beginnings", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.file_away(file_import=found, mine=None, today=TODAY, by=None, at=AT)
    found.refresh_from_db()
    assert (found.state, CoverageRecord.objects.count(), LedgerBatch.objects.count()) == ("broken", 0, 0)
    monkeypatch.undo()
    actions.try_out(file_import=found, mine=None, today=TODAY, at=AT)
    assert actions.file_away(file_import=found, mine=None, today=TODAY, by=None, at=AT).state == "recorded"


@pytest.mark.parametrize(("content", "refused"), [(b"a;b\n1;2", "headings"), (b"", "empty")])
def test_an_unreadable_file_says_why(content, refused):
    found = actions.hand_in(content=content, name="x.csv", reason="Sổ", by=None, at=AT)
    found = actions.try_out(file_import=found, mine=None, today=TODAY, at=AT)
    assert (found.state, found.found["refused"]) == ("faulty", refused)


def test_a_file_is_not_too_large_and_says_where_it_comes_from(monkeypatch):
    monkeypatch.setattr(examining, "MOST_ROWS", 2)
    assert tried(*GOOD).found["refused"] == "rows"
    monkeypatch.setattr("newsroom.coverage.actions.importing.MOST_BYTES", 10)
    with pytest.raises(actions.FileTooLarge):
        hand_in(*GOOD)
    with pytest.raises(actions.ReasonMissing):
        actions.hand_in(content=b"", name="x.csv", reason=" ", by=None, at=AT)


def test_discarding_leaves_what_is_recorded():
    actions.discard(file_import=tried(*GOOD))
    assert not FileImport.objects.exists()
    with pytest.raises(actions.NotInThatState):
        actions.discard(file_import=recorded(*GOOD))


def test_as_many_queries_for_much_as_for_little():
    lines = [f"02/05/2019;Tin số {number};Báo Thái Bình;Báo in;Một cửa;1;;Số;;;" for number in range(310)]

    def asked(some):
        with CaptureQueriesContext(connection) as queries:
            assert recorded(*some).batch.size == len(some)
        # SQLite takes so many values at a time: rows written go in as many portions as it wants.
        return sum(not each["sql"].startswith("INSERT") for each in queries)

    asked(lines[:5])  # what is asked once a process (content types) is not a file's cost
    assert asked(lines[5:10]) == asked(lines[10:])


def test_the_clockwork_asks_what_its_person_may_write():
    editor = make.user("bt", role="editor", organisation=make.organisation())
    found = hand_in(GOOD[0], GOOD[2].replace("Báo Thái Bình", "Cổng tỉnh"), by=editor)
    tasks.try_import.enqueue(found.pk)
    found.refresh_from_db()
    assert [m["code"] for m in found.found["mistakes"]] == ["not_yours"]
    planner = make.user("nv", role="planner", organisation=make.organisation("Sở Nội vụ", kind="department"))
    found = hand_in(*GOOD, by=planner)
    tasks.try_import.enqueue(found.pk)
    tasks.file_import.enqueue(found.pk, planner.pk)
    found.refresh_from_db()
    assert (found.state, found.batch.by_name) == ("recorded", "nv")
