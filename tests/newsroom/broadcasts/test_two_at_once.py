"""Two people press at the same moment: one result, one number."""

from datetime import date, time

import pytest

from newsroom.broadcasts import actions
from newsroom.broadcasts.models import Episode, Series
from newsroom.coverage.models import CoverageRecord
from tests import factories
from tests.at_once import at_once
from tests.newsroom.broadcasts.conftest import local

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = local(2024, 6, 20, 9)


@pytest.fixture
def series():
    return Series.objects.create(
        slug="cchc", name="CCHC", slot=time(19, 45), minutes=15, first_day=date(2024, 6, 14),
        organisation=factories.organisation("Đài", kind="broadcaster"), channel=factories.channel("chuyen-muc"),
    )  # fmt: skip


def test_aired_and_missed_at_once_is_one_of_them(series):
    episode = actions.generate_episodes(series=series, until=date(2024, 6, 15), by=None, at=NOW)[0]
    aired = {"episode": episode, "aired_at": episode.starts_at, "seconds": 900, "proof": "x", "by": None, "at": NOW}
    results = at_once(
        *[lambda: actions.mark_aired(**aired)] * 2,
        *[lambda: actions.mark_missed(episode=episode, reason="x", by=None, at=NOW)] * 2,
    )
    refusals = [one for one in results if isinstance(one, actions.AlreadyAired | actions.AlreadyMissed)]
    assert len(refusals) == 3, results
    episode.refresh_from_db()
    assert CoverageRecord.objects.count() == (1 if episode.state == "aired" else 0)


def test_generating_at_once_gives_each_slot_once(series):
    results = at_once(*[lambda: actions.generate_episodes(series=series, until=date(2024, 8, 1), by=None, at=NOW)] * 3)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Episode.objects.count() == 7


def test_the_same_rerun_at_once_is_one(series):
    episode = actions.generate_episodes(series=series, until=date(2024, 6, 15), by=None, at=NOW)[0]
    actions.mark_aired(episode=episode, aired_at=episode.starts_at, seconds=900, proof="x", by=None, at=NOW)
    again = {"episode": episode, "aired_at": NOW, "seconds": 900, "proof": "x", "by": None, "at": NOW}
    results = at_once(*[lambda: actions.record_rerun(**again)] * 3)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert CoverageRecord.objects.filter(is_rerun=True).count() == 1
