"""Other themes for many records at once, and what it does to every period before it is done."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from newsroom.coverage import actions, closing
from newsroom.coverage.comparing import Shift, shifts
from newsroom.coverage.counting import Fact, Item
from newsroom.coverage.models import CoverageRecord, LedgerEvent
from tests import factories as make

AT = datetime(2024, 6, 15, 3, tzinfo=UTC)
WHY = {"reason": "Phân loại lại", "by": None, "at": AT}


@pytest.fixture
def house():
    """A plan of two items, and three records: two of one work on either side of the fence of the second quarter."""
    services, counter = make.theme("Dịch vụ công"), make.theme("Một cửa")
    plan = make.plan(items={"II.1.1": [services], "II.1.2": [counter]})
    first = make.record(date(2024, 6, 14), themes=[services])
    return SimpleNamespace(
        plan=plan,
        services=services,
        counter=counter,
        first=first,
        repost=make.record(date(2024, 6, 14), work=first.work, themes=[services]),
        later=make.record(date(2024, 6, 15), themes=[counter]),
    )


def adding(*themes, remove=(), only=False):
    return actions.Retagging(
        add=frozenset(theme.pk for theme in themes), remove=frozenset(theme.pk for theme in remove), only=only
    )


def seen(records, change):
    found = actions.preview(records=records, change=change)
    return {"records": records, "change": change, "digest": found.digest, "seen": found.seen}


def themes_of(record):
    return {theme.name for theme in record.themes.all()}


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (actions.Retagging(add=frozenset({1})), {2}, {1, 2}),
        (actions.Retagging(remove=frozenset({2})), {2, 3}, {3}),
        (actions.Retagging(add=frozenset({1}), remove=frozenset({2})), {2, 3}, {1, 3}),
        (actions.Retagging(add=frozenset({1}), only=True), {2, 3}, {1}),
        (actions.Retagging(only=True), {2}, set()),
    ],
)
def test_adding_removing_exchanging_and_replacing(change, before, after):
    assert change.of(frozenset(before)) == after


def fact(number, work, *themes):
    return Fact(number, work, frozenset(themes), date(2024, 5, 2), "bao", "bao")


def test_a_work_moves_only_when_its_last_appearance_leaves_the_row():
    items = [Item("II.1.1", frozenset({1}))]
    before, after = [fact(1, 1, 1), fact(2, 1, 1)], [fact(1, 1), fact(2, 1, 1)]
    assert shifts(before, after, items, date(2024, 5, 1), date(2024, 6, 1)) == (
        Shift("II.1.1", -1, 0),
        Shift("", 1, 1),
    )
    assert shifts(before, before, items, date(2024, 5, 1), date(2024, 6, 1)) == ()
    assert shifts(before, after, items, date(2024, 6, 1), date(2024, 7, 1)) == ()


@pytest.mark.django_db
def test_the_preview_shows_the_rows_of_every_period_and_changes_nothing(house):
    change = adding(house.counter, remove=[house.services])
    found = actions.preview(records=CoverageRecord.objects.filter(pk=house.first.pk), change=change)
    assert (found.chosen, set(found.changes)) == (1, {house.first.pk})
    told = {
        (each.period.code, shift.row): (
            each.before[shift.row].appearances,
            shift.appearances,
            each.before[shift.row].works,
            shift.works,
        )
        for each in found.effects
        for shift in each.shifts
    }
    assert told[("quy-2", "II.1.1")] == (2, -1, 1, 0)
    assert told[("quy-2", "II.1.2")] == (0, 1, 0, 1)
    assert told[("nam", "II.1.2")] == (1, 1, 1, 1)
    assert ("quy-3", "II.1.2") not in told
    assert [each.period.code for each in found.effects] == ["nam", "6-thang-dau", "quy-2", "thang-6"]
    assert themes_of(house.first) == {"Dịch vụ công"}


@pytest.mark.django_db
def test_what_the_preview_shows_is_what_the_ledger_counts_afterwards(house):
    everything = CoverageRecord.objects.all()
    change = adding(house.counter, remove=[house.services])
    found = actions.preview(records=everything, change=change)
    actions.retag(**seen(everything, change), **WHY)
    items = [Item(item.label, frozenset(t.pk for t in item.themes.all())) for item in house.plan.items.all()]
    assert found.effects
    for effect in found.effects:
        now = CoverageRecord.objects.during(effect.period).counted(items)
        for shift in effect.shifts:
            was = effect.before[shift.row]
            assert now.at(shift.row).appearances == was.appearances + shift.appearances
            assert now.at(shift.row).works == was.works + shift.works


@pytest.mark.django_db
def test_it_is_done_in_one_batch_told_in_each_history_and_settled(house):
    change = adding(house.counter, remove=[house.services])
    batch = actions.retag(**seen(CoverageRecord.objects.all(), change), **WHY)
    assert (batch.kind, batch.size) == ("retagged", 2)
    assert themes_of(house.first) == themes_of(house.repost) == themes_of(house.later) == {"Một cửa"}
    event = LedgerEvent.objects.get(record_id=house.first.pk)
    assert (event.kind, event.changes, event.reason) == (
        "corrected",
        {"themes": [["Dịch vụ công"], ["Một cửa"]]},
        "Phân loại lại",
    )
    house.first.refresh_from_db()
    house.later.refresh_from_db()
    assert (house.first.settled_fields, house.later.settled_fields) == (["theme_ids"], [])
    actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    house.first.refresh_from_db()
    assert (themes_of(house.first), house.first.settled_fields) == ({"Dịch vụ công"}, [])


@pytest.mark.django_db
def test_an_outdated_preview_is_refused_with_what_happened(house):
    looked = seen(CoverageRecord.objects.all(), adding(house.counter))
    actions.correct(record=house.first, changes={"theme_ids": {house.counter.pk}}, **WHY)
    with pytest.raises(actions.Outdated) as refused:
        actions.retag(**looked, **WHY)
    assert [event.record_id for event in refused.value.events] == [house.first.pk]
    assert themes_of(house.repost) == {"Dịch vụ công"}


@pytest.mark.django_db
def test_a_period_closed_in_between_makes_it_outdated_and_is_named(house, monkeypatch):
    monkeypatch.setattr(closing, "_CLOSERS", {})
    looked = seen(CoverageRecord.objects.all(), adding(house.counter))
    frozen = closing.Closing(plan_id=house.plan.pk, year=2024, code="quy-2", title="Báo cáo quý II", closed_at=AT)
    closing.register("bao-cao", lambda: [frozen])
    with pytest.raises(actions.Outdated):
        actions.retag(**looked, **WHY)
    found = actions.preview(records=CoverageRecord.objects.all(), change=adding(house.counter))
    assert {each.period.code: each.closing for each in found.effects}["quy-2"] == frozen
    assert [each.period.code for each in found.effects if each.closing] == ["quy-2"]
    with pytest.raises(closing.AlreadyAnswered):
        closing.register("bao-cao", list)


@pytest.mark.django_db
def test_what_it_refuses(house):
    records = CoverageRecord.objects.all()
    looked = seen(records, adding(house.counter))
    with pytest.raises(actions.ReasonMissing):
        actions.retag(**looked, **{**WHY, "reason": ""})
    with pytest.raises(actions.NotTheirs) as refused:
        actions.retag(**looked, may=lambda record: record.pk != house.later.pk, **WHY)
    assert refused.value.records == [house.later]
    with pytest.raises(actions.NothingToChange):
        actions.retag(**seen(records, adding()), **WHY)
    assert not LedgerEvent.objects.exists()


@pytest.mark.django_db
def test_too_many_are_refused(house, monkeypatch):
    monkeypatch.setattr("newsroom.coverage.actions.retagging.MOST", 2)
    with pytest.raises(actions.TooMany):
        actions.preview(records=CoverageRecord.objects.all(), change=adding(house.counter))


@pytest.mark.django_db
def test_a_withdrawn_record_changes_and_no_period_moves(house):
    actions.withdraw(source="manual", source_key=house.later.source_key, reason="Gỡ", by=None, at=AT)
    records = CoverageRecord.objects.filter(pk=house.later.pk)
    found = actions.preview(records=records, change=adding(house.services))
    assert (len(found.changes), found.effects) == (1, ())


@pytest.mark.django_db
def test_as_many_queries_for_much_as_for_little(house, django_assert_max_num_queries):
    for _ in range(150):
        make.record(date(2024, 6, 14), themes=[house.services])
    records, change = CoverageRecord.objects.all(), adding(house.counter)
    with django_assert_max_num_queries(25):
        looked = seen(records, change)
    with django_assert_max_num_queries(45):
        assert actions.retag(**looked, **WHY).size == 152
