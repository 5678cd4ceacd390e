"""Saying that records are one piece, or are not, and taking it back."""

from datetime import UTC, date, datetime

import pytest

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, Distinction, LedgerBatch, LedgerEvent
from newsroom.coverage.producing import Appearance
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 6, 15, 3, tzinfo=UTC)
WHY = {"reason": "Cùng một bài", "by": None, "at": AT}


def works(*records):
    return [CoverageRecord.objects.get(pk=record.pk).work_id for record in records]


def told(key="1", **fields):
    return Appearance(
        **{
            "source": "story",
            "source_key": key,
            "organisation_id": make.organisation().pk,
            "channel_id": make.channel().pk,
            "title": f"Tin {key}",
            "day": date(2024, 5, 2),
            **fields,
        }
    )


def test_merging_takes_whole_works_to_the_one_that_appeared_first():
    late, early = make.record(date(2024, 5, 3)), make.record(date(2024, 5, 2))
    repost = make.record(date(2024, 5, 4), work=late.work)
    batch = actions.merge(ids=[late.pk, early.pk], **WHY)
    assert works(late, early, repost) == [early.work_id] * 3
    assert (batch.kind, batch.size, batch.reason) == ("merged", 2, "Cùng một bài")
    assert list(LedgerEvent.objects.filter(batch=batch).order_by("record_id").values_list("record_id", "kind")) == [
        (late.pk, "regrouped"),
        (repost.pk, "regrouped"),
    ]
    assert all("work" in CoverageRecord.objects.get(pk=one.pk).settled_fields for one in (late, early, repost))


def test_undoing_a_merger_gives_each_its_work_back_and_lets_it_follow_its_producer_again():
    late, early = make.record(date(2024, 5, 3)), make.record(date(2024, 5, 2))
    before = works(late, early)
    batch = actions.merge(ids=[late.pk, early.pk], **WHY)
    undoing = actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    assert works(late, early) == before
    assert [CoverageRecord.objects.get(pk=one.pk).settled_fields for one in (late, early)] == [[], []]
    assert (undoing.kind, undoing.undoes, undoing.size) == ("undone", batch, 1)
    assert LedgerEvent.objects.filter(record_id=late.pk).order_by("pk").last().kind == "undone"
    again = actions.undo(batch=undoing, reason="Không nhầm", by=None, at=AT)
    assert works(late, early) == [early.work_id] * 2
    assert again.undoes == undoing


def test_a_batch_is_undone_once():
    batch = actions.merge(ids=[make.record().pk, make.record().pk], **WHY)
    actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    with pytest.raises(actions.UndoneAlready):
        actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)


def test_a_merger_is_not_undone_over_what_somebody_did_since():
    first, second, third = make.record(), make.record(), make.record()
    batch = actions.merge(ids=[first.pk, second.pk], **WHY)
    actions.merge(ids=[second.pk, third.pk], **WHY)
    with pytest.raises(actions.ChangedSince) as stopped:
        actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    assert [stray.record for stray in stopped.value.strays] == [third]
    assert works(first, second, third) == [first.work_id] * 3
    assert not LedgerBatch.objects.filter(kind="undone").exists()


def test_a_repost_that_came_along_by_itself_since_stops_the_undoing_too():
    story = actions.record(appearance=told("1"), by=None, at=AT)
    other = make.record()
    batch = actions.merge(ids=[story.pk, other.pk], **WHY)
    actions.record(appearance=told("2", same_work_as=("story", "1")), by=None, at=AT)
    with pytest.raises(actions.ChangedSince):
        actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)


def test_a_merged_record_stays_whatever_its_producer_says_later():
    story, other = actions.record(appearance=told("1"), by=None, at=AT), make.record(date(2024, 5, 1))
    third = actions.record(appearance=told("3"), by=None, at=AT)
    actions.merge(ids=[story.pk, other.pk], **WHY)
    actions.record(appearance=told("1", same_work_as=("story", "3")), by=None, at=AT)
    assert works(story) == works(other) != works(third)


@pytest.mark.parametrize("wrong", ["none", "one", "same", "gone", "many"])
def test_what_cannot_be_merged(wrong):
    one = make.record()
    ids = {
        "none": [],
        "one": [one.pk],
        "same": [one.pk, make.record(work=one.work).pk],
        "gone": [one.pk, 10**9],
        "many": range(1, 400),
    }[wrong]
    with pytest.raises(actions.NotToBeGrouped):
        actions.merge(ids=ids, **WHY)
    assert not LedgerBatch.objects.exists()


def test_merging_and_splitting_need_a_reason():
    ids = [make.record().pk, make.record().pk]
    for verb in (actions.merge, actions.split):
        with pytest.raises(actions.ReasonMissing):
            verb(ids=ids, reason=" ", by=None, at=AT)


def test_a_colleague_moves_their_own_to_the_other_outlets_work_and_not_the_reverse():
    portal = make.organisation("Cổng tỉnh", kind="portal")
    early, late = make.record(date(2024, 5, 1)), make.record(date(2024, 5, 2), organisation=portal)
    actions.merge(ids=[early.pk, late.pk], may=lambda record: record.organisation_id != portal.pk, **WHY)
    assert works(early, late) == [late.work_id] * 2
    assert CoverageRecord.objects.get(pk=late.pk).settled_fields == []


def test_works_of_two_others_are_not_theirs_to_join():
    records = [make.record(organisation=make.organisation(name, kind="portal")) for name in ("A", "B")]
    with pytest.raises(actions.NotTheirs) as stopped:
        actions.merge(ids=[record.pk for record in records], may=lambda record: False, **WHY)
    assert set(stopped.value.records) == set(records)


def test_splitting_takes_the_chosen_out_together_and_undoing_brings_them_back():
    first = make.record()
    second, third = make.record(work=first.work), make.record(work=first.work)
    batch = actions.split(ids=[second.pk, third.pk], **WHY)
    assert works(first)[0] == first.work_id
    assert works(second) == works(third) != works(first)
    actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    assert works(first, second, third) == [first.work_id] * 3


def test_splitting_apart_gives_each_its_own():
    first = make.record()
    others = [make.record(work=first.work) for _ in range(2)]
    actions.split(ids=[one.pk for one in (first, *others)], apart=True, **WHY)
    assert len(set(works(first, *others))) == 3
    assert works(first) == [first.work_id]


def test_those_that_stay_behind_no_longer_follow_one_that_leaves():
    story = actions.record(appearance=told("1"), by=None, at=AT)
    repost = actions.record(appearance=told("2", same_work_as=("story", "1")), by=None, at=AT)
    batch = actions.split(ids=[story.pk], **WHY)
    actions.record(appearance=told("2", same_work_as=("story", "1"), title="Sửa"), by=None, at=AT)
    assert works(story) != works(repost)
    actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    assert works(story) == works(repost)
    assert CoverageRecord.objects.get(pk=repost.pk).settled_fields == []
    assert list(actions.differences()) == [] or all(d.kind != "field" for d in actions.differences())


def test_a_leader_is_not_split_from_another_outlets_repost_by_one_of_the_two():
    story = actions.record(appearance=told("1"), by=None, at=AT)
    portal = make.organisation("Cổng tỉnh", kind="portal")
    actions.record(appearance=told("2", same_work_as=("story", "1"), organisation_id=portal.pk), by=None, at=AT)
    with pytest.raises(actions.NotTheirs):
        actions.split(ids=[story.pk], may=lambda record: record.organisation_id != portal.pk, **WHY)


def test_nothing_is_split_when_nothing_would_stay():
    one = make.record()
    pair = [make.record(), None]
    pair[1] = make.record(work=pair[0].work)
    for ids in ([one.pk], [record.pk for record in pair]):
        with pytest.raises(actions.NotToBeGrouped):
            actions.split(ids=ids, **WHY)


def test_refused_suggestions_are_remembered_pair_by_pair():
    ids = [make.record().pk for _ in range(3)]
    assert actions.distinguish(ids=reversed(ids), by=None, at=AT) == 3
    assert actions.distinguish(ids=ids, by=None, at=AT) == 0
    assert Distinction.objects.filter(first=ids[0]).count() == 2


def test_undoing_a_move_by_hand_takes_along_whoever_came_along():
    story, other = actions.record(appearance=told("1"), by=None, at=AT), make.record()
    repost = actions.record(appearance=told("2", same_work_as=("story", "1")), by=None, at=AT)
    before = works(story, repost)
    actions.regroup(record=story, work=other.work, **WHY)
    assert works(story, repost) == [other.work_id] * 2
    batch = LedgerBatch.objects.get()
    assert (batch.kind, batch.size) == ("regrouped", 2)
    actions.undo(batch=batch, reason="Nhầm", by=None, at=AT)
    assert works(story, repost) == before
