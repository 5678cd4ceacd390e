"""Two browsers at the same moment."""

from datetime import UTC, datetime

import pytest

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, FileImport, LedgerBatch, LedgerEvent, Work
from newsroom.coverage.producing import Appearance
from newsroom.periods import period
from newsroom.statements.querysets import items_of
from tests import factories as make
from tests.at_once import raised_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = datetime(2024, 5, 2, 3, tzinfo=UTC)


def sweep():
    for model in (CoverageRecord, Work, LedgerEvent, FileImport):
        model.objects.all().delete()
    LedgerBatch.objects.filter(undoes__isnull=False).delete()
    LedgerBatch.objects.all().delete()


def appearance(**fields):
    return Appearance(
        **{
            "source": "entry",
            "source_key": "https://dai.example/tin-1",
            "organisation_id": make.organisation().pk,
            "channel_id": make.channel().pk,
            "title": "Tin",
            "happened_at": AT,
            "theme_ids": frozenset({make.theme().pk}),
            **fields,
        }
    )


def test_accepting_at_the_same_moment_gives_one_record():
    wanted = appearance()
    for _round in range(5):
        raised = raised_at_once(*[lambda: actions.record(appearance=wanted, by=None, at=AT)] * 4)
        assert raised == []
        assert CoverageRecord.objects.count() == 1
        assert CoverageRecord.objects.get().themes.count() == 1
        assert LedgerEvent.objects.filter(kind="recorded").count() == 1
        assert Work.objects.count() == 1
        sweep()


def test_withdrawing_and_recording_at_the_same_moment_leave_one_whole_history():
    wanted = appearance()
    actions.record(appearance=wanted, by=None, at=AT)
    raised = raised_at_once(
        lambda: actions.withdraw(source="entry", source_key=wanted.source_key, reason="Gỡ", by=None, at=AT),
        lambda: actions.record(appearance=wanted, by=None, at=AT),
    )
    assert raised == []
    record = CoverageRecord.objects.get()
    kinds = list(LedgerEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds in (["recorded", "withdrawn"], ["recorded", "withdrawn", "reinstated"])
    assert record.stands == (kinds[-1] == "reinstated")


def standing(number=3):
    return [actions.record(appearance=appearance(source_key=f"tin-{one}"), by=None, at=AT) for one in range(number)]


def test_two_who_merge_the_same_works_make_one_merger():
    for _round in range(5):
        ids = [record.pk for record in standing()]
        merging = [lambda ids=ids: actions.merge(ids=ids, reason="Cùng bài", by=None, at=AT)] * 3
        raised = raised_at_once(*merging)
        assert [type(error) for error in raised] == [actions.NotToBeGrouped] * 2
        assert LedgerBatch.objects.filter(kind="merged").count() == 1
        assert CoverageRecord.objects.values("work").distinct().count() == 1
        sweep()


def test_two_who_merge_works_that_overlap_leave_one_work():
    for _round in range(5):
        first, second, third = (record.pk for record in standing())
        raised = raised_at_once(
            lambda ids=(first, second): actions.merge(ids=ids, reason="Cùng bài", by=None, at=AT),
            lambda ids=(second, third): actions.merge(ids=ids, reason="Cùng bài", by=None, at=AT),
        )
        assert raised == []
        assert CoverageRecord.objects.values("work").distinct().count() == 1
        sweep()


def test_two_who_undo_the_same_undo_once():
    ids = [record.pk for record in standing()]
    batch = actions.merge(ids=ids, reason="Cùng bài", by=None, at=AT)
    raised = raised_at_once(*[lambda: actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)] * 3)
    assert [type(error) for error in raised] == [actions.UndoneAlready] * 2
    assert CoverageRecord.objects.values("work").distinct().count() == 3
    assert LedgerBatch.objects.filter(kind="undone").count() == 1


def test_two_who_change_the_same_themes_do_it_once():
    standing()
    records = CoverageRecord.objects.all()
    change = actions.Retagging(add=frozenset({make.theme("Một cửa").pk}))
    seen = actions.preview(records=records, change=change)
    told = {"records": records, "change": change, "digest": seen.digest, "seen": seen.seen}
    raised = raised_at_once(*[lambda: actions.retag(**told, reason="Bổ sung", by=None, at=AT)] * 3)
    assert [type(error) for error in raised] == [actions.Outdated] * 2
    assert LedgerEvent.objects.filter(kind="corrected").count() == 3


def test_two_who_record_the_same_file_record_it_once():
    make.organisation()
    make.channel("bao-in", name="Báo in")
    content = "Ngày;Tiêu đề;Cơ quan;Hình thức;Minh chứng\n02/05/2019;Tin;Báo Thái Bình;Báo in;Số 1\n".encode()
    told = {"mine": None, "today": AT.date(), "at": AT}
    found = actions.hand_in(content=content, name="so.csv", reason="Sổ", by=None, at=AT)
    actions.try_out(file_import=found, **told)
    raised = raised_at_once(*[lambda: actions.file_away(file_import=found, by=None, **told)] * 3)
    assert [type(error) for error in raised] == [actions.NotInThatState] * 2
    assert CoverageRecord.objects.count() == 1


def test_rolling_up_while_others_write_loses_nothing():
    plan, window = make.plan(items={"II.1.1": [make.theme()]}), period(2024, "quy-2")
    for number in range(4):
        actions.record(appearance=appearance(source_key=str(number)), by=None, at=AT)
    for number in range(5):
        assert raised_at_once(lambda: actions.roll_up(at=AT), *busy(number)) == []
        assert actions.rollup_differences() == {}
        rolled = CoverageRecord.objects.counted_between(items_of(plan), window.start, window.stop)
        assert rolled == CoverageRecord.objects.during(window).counted(items_of(plan))
        assert rolled.at("II.1.1").appearances == 4 + number


def busy(number):
    """What a newsroom does at one moment: three corrections, two of one record; one new piece; one taken down."""
    told = {"reason": "Thử", "by": None, "at": AT}
    one, two = CoverageRecord.objects.order_by("pk")[:2]
    fresh = appearance(source_key=f"moi-{number}")
    return [
        lambda: actions.correct(record=one, changes={"seconds": 60 + number}, **told),
        lambda: actions.correct(record=two, changes={"seconds": 60 + number}, **told),
        lambda: actions.correct(record=one, changes={"quantity": 2 + number}, **told),
        lambda: actions.record(appearance=fresh, by=None, at=AT),
        lambda: actions.withdraw(source="entry", source_key="3", **told),
    ]
