"""Which appearances are one work."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, LedgerEvent
from newsroom.coverage.producing import Appearance
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 3, tzinfo=UTC)


def appear(key, like=None):
    return Appearance(
        source="story",
        source_key=key,
        organisation_id=make.organisation().pk,
        channel_id=make.channel().pk,
        title=f"Tin {key}",
        happened_at=AT,
        same_work_as=("story", like) if like else None,
    )


def record(key, like=None):
    return actions.record(appearance=appear(key, like), by=None, at=AT)


def works():
    """{key: work id} as the database has it."""
    return dict(CoverageRecord.objects.values_list("source_key", "work_id"))


def test_three_outlets_are_three_appearances_of_one_work():
    record("báo"), record("cổng", like="báo"), record("đài", like="báo")
    assert len(works()) == 3
    assert len(set(works().values())) == 1


def test_a_key_of_another_source_is_another_piece():
    other = actions.record(appearance=replace(appear("7"), source="broadcast"), by=None, at=AT)
    record("8", like="7")
    assert CoverageRecord.objects.get(source_key="8").work_id != other.work_id
    record("7")
    assert works()["8"] == CoverageRecord.objects.get(source="story", source_key="7").work_id


def test_strangers_are_works_of_their_own():
    record("a"), record("b")
    assert len(set(works().values())) == 2


def test_the_original_may_be_recorded_after_its_copy():
    record("cổng", like="báo")
    record("báo")
    assert works()["cổng"] == works()["báo"]
    assert LedgerEvent.objects.filter(kind="regrouped").count() == 1


def test_two_copies_of_what_was_never_recorded_are_one_work():
    record("cổng", like="báo"), record("đài", like="báo"), record("khác", like="tạp chí")
    assert works()["cổng"] == works()["đài"] != works()["khác"]


def test_the_original_that_comes_at_last_takes_all_its_copies_along():
    record("cổng", like="báo"), record("đài", like="báo"), record("báo")
    assert len(set(works().values())) == 1


def test_a_copy_that_is_none_any_more_leaves_the_other_copies_and_one_alone_stays_what_it_was():
    record("cổng", like="báo"), record("đài", like="báo")
    record("cổng")
    assert works()["cổng"] != works()["đài"]
    alone = works()["đài"]
    record("đài")
    assert works()["đài"] == alone


def test_a_copy_that_a_person_parted_takes_no_other_copy_along():
    record("cổng", like="báo")
    parted = record("đài", like="báo")
    actions.regroup(record=parted, work=None, by=None, at=AT, reason="Bài khác")
    record("phát thanh", like="báo"), record("đài", like="báo")
    assert works()["phát thanh"] == works()["cổng"] != works()["đài"]


def test_a_chain_recorded_backwards_is_one_work():
    record("c", like="b"), record("b", like="a"), record("a")
    assert len(set(works().values())) == 1


def test_a_ring_ends():
    record("a", like="b"), record("b", like="a")
    assert len(set(works().values())) == 1


def test_saying_so_later_joins_and_unsaying_it_parts():
    record("a"), record("b")
    record("b", like="a")
    assert works()["a"] == works()["b"]
    record("b")
    assert works()["a"] != works()["b"]
    assert CoverageRecord.objects.get(source_key="b").same_work_as == ""


def test_changing_ones_mind_moves_to_the_other_work():
    record("a"), record("b"), record("c", like="a")
    record("c", like="b")
    assert works()["c"] == works()["b"] != works()["a"]


def test_followers_come_along():
    record("a"), record("b"), record("c", like="b")
    record("b", like="a")
    assert works()["c"] == works()["a"]


def test_a_person_merges_and_the_producer_does_not_undo_it():
    first, second = record("a"), record("b")
    record("c", like="b")
    actions.regroup(record=second, work=first.work, by=None, at=AT, reason="Cùng một bài")
    assert len(set(works().values())) == 1
    record("b")
    assert works()["b"] == works()["a"]
    event = LedgerEvent.objects.filter(kind="regrouped", record_id=second.pk).get()
    assert event.reason == "Cùng một bài"
    assert event.changes["work"][1].startswith("Tin a")


def test_a_person_splits_and_the_producer_does_not_undo_it():
    record("a")
    copy = record("b", like="a")
    actions.regroup(record=copy, work=None, by=None, at=AT, reason="Bài khác")
    assert works()["a"] != works()["b"]
    record("b", like="a"), record("a")
    assert works()["a"] != works()["b"]


def test_a_settled_follower_stays_behind():
    record("a"), record("b")
    follower = record("c", like="b")
    actions.regroup(record=follower, work=follower.work, by=None, at=AT, reason="Đúng chỗ rồi")
    actions.regroup(
        record=CoverageRecord.objects.get(source_key="b"),
        work=CoverageRecord.objects.get(source_key="a").work,
        by=None,
        at=AT,
        reason="Gộp",
    )
    assert works()["b"] == works()["a"] != works()["c"]


def test_regrouping_without_a_reason_is_refused():
    one = record("a")
    with pytest.raises(actions.ReasonMissing):
        actions.regroup(record=one, work=None, by=None, at=AT, reason="")


def test_a_withdrawn_original_still_names_the_work():
    record("a")
    actions.withdraw(source="story", source_key="a", reason="Gỡ", by=None, at=AT)
    record("b", like="a")
    assert works()["a"] == works()["b"]


def test_an_edit_that_says_nothing_of_the_work_writes_no_regrouping():
    record("a")
    record("b", like="a")
    actions.record(appearance=replace(appear("b", "a"), title="Sửa"), by=None, at=AT)
    assert not LedgerEvent.objects.filter(kind="regrouped").exists()
