"""Pages: everything once, whatever is recorded meanwhile; and as many queries for 500 as for five."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.coverage.models import CoverageRecord, LedgerEvent
from tests import factories as make


def pages(ask, key, address, **query):
    """Every page, following `next`."""
    told = ask(address, key, **query)
    while True:
        assert told.status_code == 200
        yield told
        forward = told.json()["next"]
        if forward is None:
            assert "Link" not in told
            return
        assert told["Link"] == f'<{forward}>; rel="next"'
        told = ask(forward, key)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, 9, 500])
def test_every_record_stands_on_one_page(quarter, full, ask, limit):
    found = [page.json()["records"] for page in pages(ask, full, "/records", year=2024, period="quy-2", limit=limit)]
    ids = [record["id"] for page in found for record in page]
    assert ids == sorted(record.pk for record in quarter.records)
    assert all(len(page) == limit for page in found[:-1])
    assert 0 < len(found[-1]) <= limit


def test_the_first_page_alone_counts(quarter, full, ask):
    counts = [page.json()["count"] for page in pages(ask, full, "/records", year=2024, period="quy-2", limit=3)]
    assert counts == [8, None, None]


def test_what_is_recorded_meanwhile_comes_at_the_end_and_nothing_twice(quarter, full, ask):
    walk = pages(ask, full, "/records", year=2024, period="quy-2", limit=3)
    ids = [record["id"] for record in next(walk).json()["records"]]
    earlier = make.record(quarter.period.start, themes=[], title="Vào sổ muộn")
    CoverageRecord.objects.filter(pk=ids[0]).update(day=quarter.period.last_day)
    for page in walk:
        ids += [record["id"] for record in page.json()["records"]]
    assert ids == [*(record.pk for record in quarter.records), earlier.pk]


def test_a_cursor_is_good_for_its_own_question_only(quarter, full, portal_key, ask):
    forward = ask("/records", full, year=2024, limit=2).json()["next"]
    cursor = forward.rpartition("cursor=")[2].replace("%3A", ":")
    assert ask("/records", full, year=2024, limit=5, cursor=cursor).status_code == 200
    for query in ({"year": 2024, "channel": "bao"}, {}, {"year": 2024, "period": "quy-2"}):
        refused = ask("/records", full, cursor=cursor, **query)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["name"] == "cursor"
    assert ask("/records", portal_key, year=2024, cursor=cursor).status_code == 422


def test_a_cursor_that_somebody_changed_is_refused(quarter, full, ask):
    cursor = ask("/records", full, limit=2).json()["next"].rpartition("cursor=")[2].replace("%3A", ":")
    for at in range(len(cursor)):
        forged = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        # The last letter of Base64 carries bits that mean nothing.
        assert ask("/records", full, limit=2, cursor=forged).status_code in (
            (422,) if at < len(cursor) - 1 else (200, 422)
        )


def test_pages_of_a_snapshot_hold_its_list_once(quarter, frozen, full, ask):
    found = [page.json() for page in pages(ask, full, f"/snapshots/{frozen.pk}/records", limit=3)]
    assert [len(page["records"]) for page in found] == [3, 3, 2]
    assert len({record["id"] for page in found for record in page["records"]}) == 8
    assert {page["count"] for page in found} == {8}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"channel": "bao"}, {"In báo", "Hai nội dung", "Ngoài các nội dung", "Hôm trước", "Hôm sau"}),
        ({"organisation": "cong-tinh"}, {"Đăng lại", "Pano"}),
        ({"theme": "sipas"}, {"Chuyên mục", "Phát lại"}),
        ({"year": 2024, "item": "II.1.2", "period": "quy-2"}, {"Hai nội dung", "Chuyên mục", "Phát lại"}),
        ({"genre": "article"}, {"In báo"}),
        ({"tone": "critical"}, {"In báo"}),
        ({"day_from": "2024-06-14"}, {"Đăng lại", "Lên sóng", "Hôm sau"}),
        ({"day_to": "2024-03-14"}, {"Hôm trước"}),
        ({"day_from": "2024-03-14", "day_to": "2024-03-15"}, {"Hôm trước", "In báo"}),
        ({"state": "withdrawn"}, {"Đã gỡ"}),
        (
            {"channel": "bao", "state": "all", "year": 2024, "period": "quy-2"},
            {"In báo", "Hai nội dung", "Ngoài các nội dung", "Đã gỡ"},
        ),
        ({"channel": "bao", "organisation": "cong-tinh"}, set()),
        ({"day_from": "2024-06-01", "day_to": "2024-05-01"}, set()),
    ],
)
def test_filters_narrow_together(quarter, full, ask, query, titles):
    CoverageRecord.objects.filter(title="In báo").update(genre="article", tone="critical")
    told = ask("/records", full, **query).json()
    assert {record["title"] for record in told["records"]} == titles
    assert told["count"] == len(titles)


def test_what_changed_since_a_moment_with_what_was_withdrawn(quarter, full, ask):
    noon = datetime(2024, 7, 1, 5, tzinfo=UTC)
    old, new, gone = quarter.records[0], quarter.records[1], CoverageRecord.objects.get(title="Đã gỡ")
    for record, at in ((old, noon - timedelta(seconds=1)), (new, noon), (gone, noon + timedelta(days=1))):
        LedgerEvent.objects.create(record_id=record.pk, kind="updated", at=at)
    since = {"changed_since": "2024-07-01T12:00:00+07:00"}
    assert [record["id"] for record in ask("/records", full, **since).json()["records"]] == [new.pk]
    told = ask("/records", full, state="all", **since).json()["records"]
    assert [(record["id"], record["withdrawn_at"] is None) for record in told] == [(new.pk, True), (gone.pk, False)]
    # A moment without an offset is Vietnam's.
    assert ask("/records", full, changed_since="2024-07-01T12:00:00").json()["count"] == 1
    assert ask("/records", full, changed_since="2024-07-01T12:00:01").json()["count"] == 0


def test_a_page_of_500_takes_at_most_ten_queries_and_one_of_five_no_fewer(quarter, full, ask):
    theme, body = make.theme("Một cửa"), make.organisation("Sở Tư pháp", kind="department")
    template = quarter.records[0]
    CoverageRecord.objects.bulk_create(
        CoverageRecord(
            work=template.work,
            organisation=template.organisation,
            channel=template.channel,
            day=template.day,
            title=f"Bản ghi {number}",
            source="manual",
            source_key=f"nhieu-{number}",
            evidence="Ảnh",
            recorded_at=make.LONG_AGO,
        )
        for number in range(500)
    )
    through = CoverageRecord.themes.through
    ids = CoverageRecord.objects.filter(source_key__startswith="nhieu-").values_list("pk", flat=True)
    through.objects.bulk_create(through(coveragerecord_id=pk, theme=theme) for pk in ids)
    about = CoverageRecord.about.through
    about.objects.bulk_create(about(coveragerecord_id=pk, organisation=body) for pk in ids)
    ask("/plans", full)  # the minute's use is written down
    query = {"year": 2024, "period": "quy-2", "item": "II.1.1", "organisation": "bao-thai-binh", "channel": "bao"}
    taken = []
    for limit in (5, 500):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told = ask("/records", full, limit=limit, theme="mot-cua", **query).json()
        assert len(told["records"]) == limit
        assert told["next"]
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 10
    with CaptureQueriesContext(connection) as queries:
        assert len(ask("/records", full, limit=500, year=2024, period="quy-2").json()["records"]) == 500
    assert len(queries) <= 10


@pytest.mark.parametrize("address", ["/statements/2024/quy-2", "/totals/2024/quy-2?by=item,channel", "/plans"])
def test_other_answers_take_no_more_queries_for_more_records(quarter, full, ask, address):
    ask("/plans", full)
    with CaptureQueriesContext(connection) as before:
        ask(address, full)
    for number in range(30):
        make.record(themes=[make.theme("Một cửa")], title=f"Thêm {number}")
    with CaptureQueriesContext(connection) as after:
        ask(address, full)
    assert len(after) == len(before)
