"""Taking back a correction, and what stops it."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, Distinction, FileImport, LedgerBatch, LedgerEvent
from tests import factories as make

AT = datetime(2024, 6, 15, 3, tzinfo=UTC)
WHY = {"reason": "Đếm lại", "by": None, "at": AT}
HELD = ("work_id", "day", "happened_at", "title", "folded", "quantity", "tone", "organisation_id", "settled_fields")


def ledger():
    """All that the ledger says, but who touched it when."""
    return {
        record.pk: (
            *(getattr(record, name) for name in HELD),
            record.stands,
            frozenset(theme.pk for theme in record.themes.all()),
            frozenset(one.pk for one in record.about.all()),
        )
        for record in CoverageRecord.objects.prefetch_related("themes", "about")
    }


@pytest.mark.django_db
def test_the_last_correction_is_undone_as_a_new_event_and_the_old_ones_stay():
    record = make.record(themes=[make.theme()], happened_at=datetime(2024, 5, 2, 3, tzinfo=UTC))
    before = ledger()
    changes = {"day": date(2024, 5, 4), "quantity": 6, "theme_ids": {make.theme("Một cửa").pk}, "title": "Khác"}
    actions.correct(record=record, changes=changes, **WHY)
    batch = LedgerBatch.objects.get()
    assert (batch.kind, batch.size, batch.reason) == ("corrected", 1, "Đếm lại")
    actions.undo(batch=batch, reason="Nhầm số", by=None, at=AT)
    assert ledger() == before
    kinds = LedgerEvent.objects.filter(record_id=record.pk).order_by("pk").values_list("kind", "reason")
    assert list(kinds) == [("corrected", "Đếm lại"), ("undone", "Nhầm số")]
    assert LedgerEvent.objects.last().changes["day"] == ["2024-05-04", "2024-05-02"]
    assert list(actions.differences()) == []


@pytest.mark.django_db
def test_an_undoing_leaves_settled_what_was_settled_before():
    record = make.record()
    actions.correct(record=record, changes={"quantity": 2}, **WHY)
    actions.correct(record=record, changes={"quantity": 3, "tone": "commend"}, **WHY)
    actions.undo(batch=LedgerBatch.objects.order_by("pk").last(), reason="Nhầm", by=None, at=AT)
    record.refresh_from_db()
    assert (record.quantity, record.tone, record.settled_fields) == (2, "neutral", ["quantity"])


@pytest.mark.django_db
def test_a_correction_is_not_undone_over_a_later_one_of_the_same_field():
    record = make.record()
    actions.correct(record=record, changes={"quantity": 2}, **WHY)
    first = LedgerBatch.objects.get()
    actions.correct(record=record, changes={"quantity": 3}, **WHY)
    with pytest.raises(actions.ChangedSince) as stopped:
        actions.undo(batch=first, reason="Nhầm", by=None, at=AT)
    assert [(stray.record, stray.field) for stray in stopped.value.strays] == [(record, "quantity")]
    record.refresh_from_db()
    assert record.quantity == 3


@pytest.mark.django_db
def test_a_later_correction_of_another_field_is_left_alone():
    record = make.record()
    actions.correct(record=record, changes={"quantity": 2}, **WHY)
    first = LedgerBatch.objects.get()
    actions.correct(record=record, changes={"tone": "commend"}, **WHY)
    actions.undo(batch=first, reason="Nhầm", by=None, at=AT)
    record.refresh_from_db()
    assert (record.quantity, record.tone, record.settled_fields) == (1, "commend", ["tone"])


@pytest.mark.django_db
def test_undoing_says_why_and_needs_something_to_undo():
    batch = LedgerBatch.objects.create(kind="merged", reason="Cũ", at=AT)
    with pytest.raises(actions.ReasonMissing):
        actions.undo(batch=batch, reason="", by=None, at=AT)
    with pytest.raises(actions.NothingToUndo):
        actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (LedgerBatch, {"kind": "undone", "reason": "x"}),
        (LedgerBatch, {"kind": "merged", "reason": ""}),
        (FileImport, {"state": "recorded", "reason": "x", "moved_at": AT}),
        (FileImport, {"state": "ready", "reason": "", "moved_at": AT}),
    ],
)
def test_the_database_refuses_what_makes_no_sense(model, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(at=AT, **fields)


@pytest.mark.django_db
def test_the_database_undoes_once_and_keeps_pairs_in_order():
    first, second = sorted([make.record().pk, make.record().pk])
    batch = LedgerBatch.objects.create(kind="merged", reason="x", at=AT)
    LedgerBatch.objects.create(kind="undone", reason="x", at=AT, undoes=batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerBatch.objects.create(kind="undone", reason="x", at=AT, undoes=batch)
    for pair in ((second, first), (first, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Distinction.objects.create(first_id=pair[0], second_id=pair[1], at=AT)
    Distinction.objects.create(first_id=first, second_id=second, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distinction.objects.create(first_id=first, second_id=second, at=AT)


@pytest.mark.django_db
def test_the_database_refuses_an_imported_record_that_nothing_proves():
    make.record(source="file", evidence="", url="https://bao.example/1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.record(source="file", evidence="")


PICK = st.sets(st.integers(0, 5), min_size=1, max_size=4)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), PICK, st.booleans()),
        st.tuples(st.just("split"), PICK, st.booleans()),
        st.tuples(st.just("correct"), PICK, st.integers(1, 3)),
        st.tuples(st.just("regroup"), PICK, st.booleans()),
        st.tuples(st.just("retag"), PICK, st.integers(0, 5)),
    ),
    max_size=8,
)


class Histories(TestCase):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(deeds=DEEDS)
    def test_whatever_is_done_undoing_it_backwards_leaves_the_ledger_as_it_was(self, deeds):
        themes = [make.theme(f"Chủ đề {number}") for number in range(3)]
        records = [make.record(date(2024, 5, 1 + number), themes=themes[: number % 3]) for number in range(6)]
        states, batches = [ledger()], []
        for deed, picked, how in deeds:
            ids = [records[number].pk for number in sorted(picked)]
            was = LedgerBatch.objects.count()
            try:
                if deed == "merge":
                    actions.merge(ids=ids, **WHY)
                elif deed == "split":
                    actions.split(ids=ids, apart=how, **WHY)
                elif deed == "retag":
                    chosen = CoverageRecord.objects.filter(pk__in=ids)
                    change = actions.Retagging(
                        add=frozenset({themes[how % 3].pk}),
                        remove=frozenset({themes[(how + 1) % 3].pk}),
                        only=how > 3,
                    )
                    found = actions.preview(records=chosen, change=change)
                    seen = {"digest": found.digest, "seen": found.seen}
                    actions.retag(records=chosen, change=change, **seen, **WHY)
                elif deed == "regroup":
                    other = CoverageRecord.objects.get(pk=ids[-1]).work if how else None
                    if other and other.pk == CoverageRecord.objects.get(pk=ids[0]).work_id:
                        continue  # moves nothing, so that there is nothing to undo; what it settles stays
                    actions.regroup(record=records[min(picked)], work=other, **WHY)
                else:
                    wanted = {"quantity": how, "theme_ids": {theme.pk for theme in themes[how - 1 :]}}
                    actions.correct(record=records[min(picked)], changes=wanted, **WHY)
            except (actions.NotToBeGrouped, actions.NothingToChange):
                continue
            if LedgerBatch.objects.count() > was:
                batches.append(LedgerBatch.objects.order_by("pk").last())
                states.append(ledger())
            else:
                states[-1] = ledger()
        for batch in reversed(batches):
            assert ledger() == states.pop()
            actions.undo(batch=batch, reason="Quay lại", by=None, at=AT)
        assert ledger() == states.pop()
