"""Freeze, then do everything that could change it: text and hash stay, and the delta lists each change with who."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import ProtectedError
from wagtail.log_actions import LogContext, log

from newsroom.coverage import actions as ledger
from newsroom.coverage.models import CoverageRecord
from newsroom.plan.actions import roll_over
from newsroom.plan.actions.rolling_over import Carried, Head
from newsroom.reporting import actions, sealing
from newsroom.reporting.comparing import Ground, How
from newsroom.reporting.models import Report, Snapshot
from newsroom.statements.compiling import Statement
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2024, 5, 2, 3, tzinfo=UTC)
LATER = AFTER + timedelta(days=10)


@pytest.fixture
def pages(quarter):
    """Four stories in the newspaper, published through Wagtail in the quarter, before it is frozen."""
    channel = make.channel("bao", serves=["story:newspaper"])
    assert channel.code == "bao"
    theme = make.theme("Một cửa")
    outlet = make.outlet(quarter.paper)
    with time_machine.travel(PUBLISHED, tick=False):
        return {
            name: make.story(outlet, title=f"Bài {name}", themes=[theme], live=True)
            for name in ("sửa", "gỡ", "xóa", "gộp", "ngày", "chủ đề")
        }


@pytest.fixture
def frozen(pages, report, planner):
    actions.submit(report=report, by=planner, at=AFTER + timedelta(hours=1))
    return actions.freeze(report=report, by=planner, at=AFTER + timedelta(hours=2))


@pytest.fixture
def analyst(quarter):
    """Who changes everything afterwards: may do all of it."""
    return make.user("phan-tich", is_superuser=True, first_name="Bình", last_name="Trần")


def record_of(page) -> CoverageRecord:
    return CoverageRecord.objects.get(source="story", source_key=str(page.pk))


def text_of(snapshot):
    found = Snapshot.objects.get(pk=snapshot.pk)
    return found.head, found.records, found.sha256


def change_everything(quarter, pages, analyst):
    """Everything that people do to a ledger after a report; returns the keys of the records, by what was done."""
    records = {name: record_of(page).pk for name, page in pages.items()}
    said = {"reason": "Rà soát", "by": analyst, "at": LATER}
    with time_machine.travel(LATER, tick=False), LogContext(user=analyst):  # as a request's middleware says who it is
        edited = pages["sửa"]
        edited.title = "Bài đã sửa tên"
        edited.save_revision(user=analyst).publish(user=analyst)
        pages["gỡ"].unpublish(user=analyst)
        pages["xóa"].delete(user=analyst)
    ledger.merge(ids=[records["gộp"], quarter.records[3].pk], **said)
    ledger.correct(record=record_of(pages["ngày"]), changes={"day": date(2024, 5, 9)}, **said)
    other = frozenset({make.theme("SIPAS").pk})
    ledger.correct(record=record_of(pages["chủ đề"]), changes={"theme_ids": other}, **said)
    added = ledger.record_manual(
        organisation=quarter.portal,
        channel=quarter.pano,
        day=date(2024, 5, 20),
        title="Pano nhập muộn",
        evidence="Ảnh",
        by=analyst,
        at=LATER,
    )
    theme = make.theme("PAR Index")
    theme.name = "Chỉ số cải cách hành chính"
    theme.save()
    log(theme, "wagtail.edit", user=analyst, timestamp=LATER)
    quarter.plan.items.get(clause__label="II.1.2").themes.add(make.theme("Giao thông"))
    log(quarter.plan, "newsroom.amend", user=analyst, timestamp=LATER)
    quarter.portal.short_name = "Cổng mới"
    quarter.portal.save()
    quarter.column.name = "Chuyên mục tuần"
    quarter.column.save()
    head = Head(
        number="9/KH-UBND",
        title="Kế hoạch 2025",
        issuer=quarter.plan.issuer,
        year=2025,
        in_force_from=date(2025, 1, 1),
        in_force_to=date(2026, 1, 1),
    )
    kept = {
        item.pk: Carried(title=item.title, themes=(make.theme("Giao thông").pk,)) for item in quarter.plan.items.all()
    }
    roll_over(plan=quarter.plan, head=head, items=kept, by=analyst, at=LATER)
    return {**records, "thêm": added.pk}


def test_nothing_that_anybody_does_moves_a_byte(frozen, quarter, pages, analyst, planner, monkeypatch):
    asked = {"plan": quarter.plan, "period": quarter.period}
    text, shown = text_of(frozen), actions.presented(**asked, with_records=True)
    change_everything(quarter, pages, analyst)
    for gone in (quarter.plan, quarter.portal, quarter.paper, make.theme("Một cửa")):
        try:
            gone.delete()
        except ProtectedError:
            continue
    call_command("reconcile_coverage", "--fix", verbosity=0)
    assert text_of(frozen) == text
    assert actions.presented(**asked, with_records=True) == shown
    call_command("verify_snapshots", "--recount")
    live = actions.presented(**asked, edition=actions.LIVE)
    assert live.total.figure != shown.total.figure


@dataclass(frozen=True, kw_only=True)
class StatementOfNextYear(Statement):
    """What a later release may add."""

    weather: tuple[str, ...] = ()
    mood: str


def test_a_release_with_more_fields_still_reads_it_and_finds_it_whole(frozen, monkeypatch):
    text, before = text_of(frozen), frozen.opened(with_records=True)
    hints = {**sealing.Sealed.__annotations__, "statement": StatementOfNextYear}
    monkeypatch.setattr(sealing.Sealed, "__annotations__", hints)
    sealing.plain._hints.cache_clear()
    try:
        later = Snapshot.objects.get().opened(with_records=True)
        assert (later.statement.weather, later.statement.mood) == ((), "")
        assert later.statement.total == before.statement.total
        assert later.records == before.records
        assert list(actions.findings(recount=True)) == []
    finally:
        sealing.plain._hints.cache_clear()
    assert text_of(frozen) == text


def test_the_delta_lists_each_change_with_who(frozen, quarter, pages, analyst):
    done = change_everything(quarter, pages, analyst)
    delta = actions.adjustments(plan=quarter.plan, period=quarter.period, since="1").delta
    found = {change.record_id: change for change in delta.records}
    assert How.CORRECTED in found[done["sửa"]].how
    assert found[done["gỡ"]].how == found[done["xóa"]].how == (How.GONE,)
    assert How.REDATED in found[done["ngày"]].how
    assert How.RETAGGED in found[done["chủ đề"]].how
    assert found[done["thêm"]].how == (How.ADDED,)
    merged = delta.by(How.REGROUPED)
    assert {change.record_id for change in merged} & {done["gộp"], quarter.records[3].pk}
    # "Ngoài các nội dung" carries the theme that item 2 was given: its own facts are the same.
    assert delta.by(How.REMAPPED)[0].record_id == quarter.records[6].pk
    for name in ("sửa", "gỡ", "ngày", "chủ đề", "thêm"):
        (told,) = found[done[name]].told
        assert (told.by, told.at) == (str(analyst), LATER), name
    assert found[done["xóa"]].told[0].kind == "withdrawn"
    assert merged[0].told[0].by == str(analyst)
    assert found[done["ngày"]].told[0].reason == "Rà soát"


def test_names_and_mapping_are_told_apart_from_records(frozen, quarter, pages, analyst):
    change_everything(quarter, pages, analyst)
    delta = actions.adjustments(plan=quarter.plan, period=quarter.period, since="1").delta
    grounds = {(each.ground, each.key): each for each in delta.grounds}
    theme = grounds[Ground.THEME, str(make.theme("PAR Index").pk)]
    assert (theme.old, theme.new) == ("PAR Index", "Chỉ số cải cách hành chính")
    assert theme.told[0].by == analyst.get_full_name()
    mapping = grounds[Ground.MAPPING, "II.1.2"]
    assert "Giao thông" in mapping.new
    assert "Giao thông" not in mapping.old
    assert mapping.told
    assert (Ground.CHANNEL, quarter.column.code) in grounds
    assert not [change for change in delta.records if change.record_id == quarter.records[4].pk]


def test_the_figures_differ_by_what_the_records_add_up_to(frozen, quarter, pages, analyst):
    change_everything(quarter, pages, analyst)
    delta = actions.adjustments(plan=quarter.plan, period=quarter.period, since="1").delta
    total = delta.rows[-1]
    assert total.appearances == len(delta.by(How.ADDED)) - len(delta.by(How.GONE)) == -1


def test_two_frozen_editions_are_held_against_each_other(frozen, quarter, pages, analyst, planner):
    change_everything(quarter, pages, analyst)
    report = actions.reopen(report=Report.objects.get(), reason="Số liệu đổi", by=planner, at=LATER)
    actions.submit(report=report, by=planner, at=LATER)
    actions.freeze(report=report, by=planner, at=LATER)
    asked = {"plan": quarter.plan, "period": quarter.period}
    live = actions.adjustments(**asked, since="1").delta
    assert actions.adjustments(**asked, since="1", until="2").delta == live
    assert not actions.adjustments(**asked, since="2").delta
    back = actions.adjustments(**asked, since="2", until="1").delta
    assert back.rows[-1].appearances == 1
    with pytest.raises(actions.NoSuchEdition):
        actions.adjustments(**asked, since="3")


def test_a_record_that_moved_out_of_the_period_is_gone_and_the_history_says_where_to(frozen, quarter, pages, analyst):
    record = record_of(pages["ngày"])
    ledger.correct(record=record, changes={"day": date(2024, 6, 20)}, reason="In tháng sau", by=analyst, at=LATER)
    (change,) = actions.adjustments(plan=quarter.plan, period=quarter.period, since="1").delta.records
    assert change.how == (How.GONE,)
    assert (change.told[0].kind, change.told[0].reason) == ("corrected", "In tháng sau")
