"""From a slot to a number: generate, move, aired, missed, reopened, run again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from newsroom.broadcasts import actions
from newsroom.broadcasts.models import Episode, Rerun
from newsroom.coverage.models import CoverageRecord
from newsroom.coverage.producing import producers
from tests import factories
from tests.newsroom.broadcasts.conftest import local

AIRED = local(2024, 6, 14, 19, 47)
NOW = local(2024, 6, 14, 20, 30)


@pytest.fixture
def episode(column):
    actions.generate_episodes(series=column, until=date(2024, 7, 1), by=None, at=local(2024, 1, 1, 8))
    return Episode.objects.get(planned_for=local(2024, 6, 14, 19, 45))


def aired(episode, *, at=NOW, by=None, **fields):
    given = {"aired_at": AIRED, "seconds": 900, "proof": "Nhật ký phát sóng 14/6", **fields}
    return actions.mark_aired(episode=episode, by=by, at=at, **given)


def test_a_weekly_series_has_an_episode_each_friday(episode, column):
    assert column.episodes.count() == 26
    first = column.episodes.earliest("planned_for")
    assert (first.planned_for, first.starts_at, first.minutes) == (local(2024, 1, 5, 19, 45),) * 2 + (15,)


def test_generating_twice_makes_nothing_new_and_further_makes_the_rest(episode, column):
    assert actions.generate_episodes(series=column, until=date(2024, 7, 1), by=None, at=NOW) == []
    more = actions.generate_episodes(series=column, until=date(2024, 7, 13), by=None, at=NOW)
    assert [one.planned_for.day for one in more] == [5, 12]


def test_the_database_refuses_a_second_episode_in_a_slot(episode):
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.create(series=episode.series, planned_for=episode.planned_for, starts_at=AIRED, minutes=15)


def test_a_new_rule_takes_away_what_is_to_come_and_nobody_touched(episode, column):
    named = column.episodes.get(planned_for=local(2024, 6, 21, 19, 45))
    actions.describe_episode(episode=named, title="Số đặc biệt", summary="", themes=[], by=None, at=NOW)
    column.rule, column.minutes = "FREQ=WEEKLY;BYDAY=SA", 20
    column.save()
    actions.generate_episodes(series=column, until=date(2024, 7, 1), by=None, at=NOW)
    ahead = column.episodes.filter(planned_for__gt=NOW).order_by("planned_for")
    assert [(one.planned_for.astimezone(NOW.tzinfo).day, one.minutes) for one in ahead] == [
        (15, 20),
        (21, 15),
        (22, 20),
        (29, 20),
    ]
    assert column.episodes.filter(planned_for__lt=NOW, minutes=15).count() >= 24


def test_an_aired_episode_becomes_one_number(episode, column):
    person = factories.user()
    aired(episode, by=person, title="Một cửa liên thông")
    record = CoverageRecord.objects.get()
    assert (record.source, record.source_key) == ("episode", str(episode.pk))
    assert (record.organisation, record.channel) == (column.organisation, column.channel)
    assert (record.day, record.happened_at, record.seconds) == (date(2024, 6, 14), AIRED, 900)
    assert (record.title, record.evidence) == ("Một cửa liên thông", "Nhật ký phát sóng 14/6")
    assert list(record.themes.all()) == list(column.themes.all())
    assert record.recorded_by == person
    episode.refresh_from_db()
    assert (episode.state, episode.settled_by, episode.settled_at) == ("aired", person, NOW)


def test_chosen_themes_stand_instead_of_the_usual_ones(episode):
    other = factories.theme("Chỉ số SIPAS")
    aired(episode, themes=[other])
    assert list(CoverageRecord.objects.get().themes.all()) == [other]


def test_an_episode_without_a_title_is_called_by_its_series_and_local_day(episode):
    early = actions.move_episode(episode=episode, starts_at=local(2024, 6, 15, 0, 5), by=None, at=NOW)
    aired(early, at=local(2024, 6, 15, 1), aired_at=local(2024, 6, 15, 0, 5))
    record = CoverageRecord.objects.get()
    assert record.title == "Cải cách hành chính 15/06/2024"
    assert record.day == date(2024, 6, 15)


def test_nothing_airs_before_it_begins(episode):
    with pytest.raises(actions.NotYet):
        aired(episode, at=local(2024, 6, 14, 19, 44), aired_at=local(2024, 6, 14, 19, 44))
    with pytest.raises(actions.NotYet):
        aired(episode, aired_at=NOW + timedelta(minutes=1))
    with pytest.raises(actions.NotYet):
        actions.mark_missed(episode=episode, reason="Mất điện", by=None, at=local(2024, 6, 14, 19, 44))
    aired(episode, at=local(2024, 6, 14, 19, 45), aired_at=local(2024, 6, 14, 19, 45))


@pytest.mark.parametrize("proof", ["", "  "])
def test_an_airing_needs_a_proof_and_a_miss_a_reason(episode, proof):
    with pytest.raises(actions.ProofMissing):
        aired(episode, proof=proof)
    with pytest.raises(actions.ProofMissing):
        actions.mark_missed(episode=episode, reason=proof, by=None, at=NOW)
    assert not CoverageRecord.objects.exists()


def test_what_is_settled_is_not_settled_again(episode):
    aired(episode)
    with pytest.raises(actions.AlreadyAired):
        aired(episode)
    with pytest.raises(actions.AlreadyAired):
        actions.mark_missed(episode=episode, reason="Mất điện", by=None, at=NOW)
    with pytest.raises(actions.AlreadyAired):
        actions.move_episode(episode=episode, starts_at=NOW, by=None, at=NOW)


def test_a_missed_episode_is_no_number_and_keeps_its_reason(episode):
    actions.mark_missed(episode=episode, reason="Nhường sóng truyền hình trực tiếp", by=None, at=NOW)
    episode.refresh_from_db()
    assert (episode.state, episode.missed_reason) == ("missed", "Nhường sóng truyền hình trực tiếp")
    assert not CoverageRecord.objects.exists()
    with pytest.raises(actions.AlreadyMissed):
        aired(episode)


def test_a_moved_episode_keeps_its_slot_on_record(episode):
    person = factories.user()
    moved = actions.move_episode(episode=episode, starts_at=local(2024, 6, 16, 9), by=person, at=NOW)
    assert (moved.planned_for, moved.starts_at) == (local(2024, 6, 14, 19, 45), local(2024, 6, 16, 9))
    assert (moved.is_moved, moved.moved_by, moved.moved_at) == (True, person, NOW)
    back = actions.move_episode(episode=moved, starts_at=moved.planned_for, by=person, at=NOW)
    assert (back.is_moved, back.moved_at, back.moved_by) == (False, None, None)


def test_generating_again_leaves_a_moved_episode_where_it_is(episode, column):
    actions.move_episode(episode=episode, starts_at=local(2024, 6, 16, 9), by=None, at=local(2024, 6, 10, 8))
    actions.generate_episodes(series=column, until=date(2024, 7, 1), by=None, at=local(2024, 6, 10, 8))
    assert column.episodes.count() == 26


def test_reopening_withdraws_the_number_and_airing_again_takes_the_right_date(episode):
    aired(episode, aired_at=local(2024, 6, 14, 19, 47))
    actions.reopen_episode(episode=episode, reason="Ghi nhầm số", by=None, at=NOW)
    withdrawn = CoverageRecord.objects.get()
    assert (withdrawn.stands, withdrawn.withdrawal_reason) == (False, "Ghi nhầm số")
    episode.refresh_from_db()
    assert (episode.state, episode.aired_at, episode.proof) == ("scheduled", None, "")
    later = local(2024, 6, 15, 8)
    aired(episode, at=later, aired_at=local(2024, 6, 15, 7))
    standing = CoverageRecord.objects.standing().get()
    assert (standing.day, standing.source_key) == (date(2024, 6, 15), f"{episode.pk}:1")
    withdrawn.refresh_from_db()
    assert withdrawn.day == date(2024, 6, 14)


def test_reopening_a_missed_or_scheduled_episode_costs_no_key(episode):
    actions.mark_missed(episode=episode, reason="Mất điện", by=None, at=NOW)
    reopened = actions.reopen_episode(episode=episode, reason="Nhầm", by=None, at=NOW)
    again = actions.reopen_episode(episode=reopened, reason="Nhầm", by=None, at=NOW)
    assert (again.state, again.source_key) == ("scheduled", str(episode.pk))


def test_a_rerun_is_an_appearance_of_the_same_work(episode):
    aired(episode)
    rerun = actions.record_rerun(
        episode=episode, aired_at=local(2024, 6, 15, 6), seconds=900, proof="Nhật ký", by=None, at=local(2024, 6, 15, 9)
    )
    first, second = CoverageRecord.objects.order_by("pk")
    assert second.source_key == f"{episode.pk}:rerun:{rerun.pk}"
    assert (first.is_rerun, second.is_rerun) == (False, True)
    assert first.work == second.work
    assert second.day == date(2024, 6, 15)


def test_the_same_rerun_twice_is_one(episode):
    aired(episode)
    for _ in range(2):
        actions.record_rerun(
            episode=episode, aired_at=NOW, seconds=900, proof="Nhật ký", by=None, at=local(2024, 6, 15, 9)
        )
    assert Rerun.objects.count() == 1
    assert CoverageRecord.objects.count() == 2


def test_only_what_was_aired_runs_again_and_only_afterwards(episode):
    with pytest.raises(actions.NotAired):
        actions.record_rerun(episode=episode, aired_at=NOW, seconds=9, proof="x", by=None, at=NOW)
    aired(episode)
    with pytest.raises(actions.NotYet):
        actions.record_rerun(episode=episode, aired_at=AIRED, seconds=9, proof="x", by=None, at=NOW)
    with pytest.raises(actions.NotYet):
        actions.record_rerun(
            episode=episode, aired_at=NOW + timedelta(minutes=1), seconds=9, proof="x", by=None, at=NOW
        )


def test_an_episode_with_reruns_is_not_reopened_until_they_are_taken_back(episode):
    aired(episode)
    rerun = actions.record_rerun(episode=episode, aired_at=NOW, seconds=9, proof="x", by=None, at=NOW)
    with pytest.raises(actions.StillRerun):
        actions.reopen_episode(episode=episode, reason="Nhầm", by=None, at=NOW)
    actions.withdraw_rerun(rerun=rerun, reason="Nhầm", by=None, at=NOW)
    actions.reopen_episode(episode=episode, reason="Nhầm", by=None, at=NOW)
    assert not CoverageRecord.objects.standing().exists()
    assert CoverageRecord.objects.count() == 2


def test_a_new_title_reaches_the_ledger_with_its_reruns(episode):
    aired(episode)
    actions.record_rerun(episode=episode, aired_at=NOW, seconds=9, proof="x", by=None, at=NOW)
    theme = factories.theme("Chỉ số SIPAS")
    actions.describe_episode(episode=episode, title="Tên mới", summary="", themes=[theme], by=None, at=NOW)
    for record in CoverageRecord.objects.all():
        assert record.title == "Tên mới"
        assert list(record.themes.all()) == [theme]


def test_what_the_ledger_holds_can_be_derived_again(episode):
    aired(episode)
    actions.record_rerun(episode=episode, aired_at=NOW, seconds=9, proof="x", by=None, at=NOW)
    derived = {one.key: one for one in producers()["episode"]()}
    held = {(record.source, record.source_key): record for record in CoverageRecord.objects.standing()}
    assert derived.keys() == held.keys()
    for key, one in derived.items():
        assert (one.happened_at, one.seconds, one.is_rerun) == (
            held[key].happened_at,
            held[key].seconds,
            held[key].is_rerun,
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "aired"},
        {"state": "aired", "aired_at": AIRED, "aired_seconds": 0, "proof": "x", "settled_at": NOW},
        {"state": "aired", "aired_at": AIRED, "aired_seconds": 9, "proof": "", "settled_at": NOW},
        {"state": "aired", "aired_at": AIRED, "aired_seconds": 9, "proof": "x"},
        {"state": "missed", "settled_at": NOW},
        {"state": "missed", "missed_reason": "x"},
        {"state": "missed", "missed_reason": "x", "settled_at": NOW, "aired_at": AIRED},
        {"state": "scheduled", "aired_at": AIRED},
        {"state": "scheduled", "missed_reason": "x"},
        {"state": "scheduled", "settled_at": NOW},
        {"starts_at": AIRED},
        {"minutes": 0},
    ],
)
def test_the_database_refuses_an_episode_that_contradicts_itself(episode, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(**fields)
