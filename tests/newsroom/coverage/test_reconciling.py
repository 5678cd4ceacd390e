"""The ledger against its producers, and against its own history."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, LedgerEvent
from newsroom.coverage.producing import producers
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 3, tzinfo=UTC)


@pytest.fixture
def page():
    make.channel("bao", serves=["story:newspaper"])
    return make.story(make.outlet(), "Một cửa", themes=[make.theme()], live=True)


@pytest.fixture
def record(page):
    return CoverageRecord.objects.get()


def tamper(record, **fields):
    CoverageRecord.objects.filter(pk=record.pk).update(**fields)


def told():
    return [(each.kind.value, each.field) for each in actions.differences()]


def reconcile(*arguments):
    """What the command says, and with which code it ends."""
    out = StringIO()
    try:
        call_command("reconcile_coverage", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def test_a_ledger_that_agrees_says_so(record):
    said, code = reconcile()
    assert code == 0
    assert "story" in said


def test_a_page_that_was_never_recorded_is_missing(page, record):
    record.themes.clear()
    record.delete()
    said, code = reconcile()
    assert code == 1
    assert f"story:{page.pk}" in said
    assert reconcile("--fix")[1] == 0
    assert CoverageRecord.objects.get().source_key == str(page.pk)
    assert reconcile()[1] == 0


def test_a_record_without_its_page_is_extra(page, record):
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert told() == [("extra", "")]
    reconcile("--fix")
    record.refresh_from_db()
    assert not record.stands
    assert record.withdrawal_reason == "đối soát với nguồn"


def test_a_withdrawn_record_of_a_live_page_is_missing(record):
    tamper(record, withdrawn_at=AT)
    assert told() == [("missing", "")]
    reconcile("--fix")
    record.refresh_from_db()
    assert record.stands


@pytest.mark.parametrize(
    ("field", "wrong"), [("title", "Khác"), ("tone", "critical"), ("seconds", 5), ("quantity", 9), ("is_rerun", True)]
)
def test_a_field_that_differs_is_told_and_set_right(record, field, wrong):
    right = getattr(record, field)
    tamper(record, **{field: wrong})
    assert told() == [("field", field)]
    reconcile("--fix")
    record.refresh_from_db()
    assert getattr(record, field) == right


def test_themes_organisation_and_channel_are_compared_too(record):
    record.themes.set([make.theme("PAR Index")])
    tamper(record, organisation=make.organisation("Đài", kind="broadcaster"), channel=make.channel("phat-thanh"))
    assert told() == [("field", "organisation_id"), ("field", "channel_id"), ("field", "theme_ids")]
    said, _code = reconcile()
    assert "PAR Index" in said
    reconcile("--fix")
    assert list(record.themes.all()) == [make.theme()]


def test_what_a_person_settled_is_respected(record):
    actions.correct(record=record, changes={"tone": "critical"}, reason="Nhầm", by=None, at=AT)
    assert told() == []
    actions.withdraw(source="story", source_key=record.source_key, reason="Trùng", by=None, at=AT, settled=True)
    assert told() == []


def test_the_first_date_stands_even_where_the_producer_has_another(page, record):
    type(page).objects.filter(pk=page.pk).update(first_published_at=AT)
    assert told() == []


def test_a_day_changed_behind_the_ledgers_back_is_found_and_set_right(record):
    day = record.day
    tamper(record, day=date(2024, 5, 2), happened_at=AT)
    assert told() == [("field", "day")]
    said, code = reconcile()
    assert (code, day.isoformat() in said) == (1, True)
    reconcile("--fix")
    record.refresh_from_db()
    assert record.day == day


def test_a_corrected_day_is_the_one_that_history_tells(record):
    actions.correct(record=record, changes={"day": date(2024, 5, 2)}, reason="Nhầm", by=None, at=AT)
    assert told() == []
    tamper(record, day=date(2024, 6, 20))
    assert [(each.field, each.should_be) for each in actions.differences()] == [("day", "2024-05-02")]


def test_records_by_hand_are_held_against_their_history():
    record = actions.record_manual(
        organisation=make.organisation(),
        channel=make.channel("pano"),
        day=date(2024, 6, 14),
        title="Pano",
        evidence="Ảnh",
        by=None,
        at=AT,
    )
    assert told() == []
    tamper(record, day=date(2024, 6, 15))
    assert told() == [("field", "day")]


def test_a_repost_that_lost_its_work_is_joined_again(page, record):
    portal = make.outlet(make.organisation("Cổng tỉnh", kind="portal"))
    make.channel("cong-tinh", serves=["story:portal"])
    make.story(portal, "Đăng lại", themes=[make.theme()], live=True, same_work_as=page.page_ptr)
    copy = CoverageRecord.objects.get(title="Đăng lại")
    tamper(copy, work=make.record().work)
    assert told() == [("field", "same_work_as")]
    reconcile("--fix")
    copy.refresh_from_db()
    assert copy.work_id == record.work_id


def test_fixing_writes_history(record):
    tamper(record, tone="critical")
    reconcile("--fix")
    assert LedgerEvent.objects.filter(kind="updated").get().changes == {"tone": ["critical", "neutral"]}


def test_looking_changes_nothing(record):
    tamper(record, tone="critical")
    before = LedgerEvent.objects.count()
    reconcile()
    record.refresh_from_db()
    assert (record.tone, LedgerEvent.objects.count()) == ("critical", before)


def test_every_registered_producer_is_asked(record, monkeypatch):
    asked = []
    for source in producers():
        monkeypatch.setitem(
            __import__("newsroom.coverage.producing", fromlist=["_PRODUCERS"])._PRODUCERS,
            source,
            lambda source=source: asked.append(source) or [],
        )
    list(actions.differences())
    assert asked == sorted(producers())
