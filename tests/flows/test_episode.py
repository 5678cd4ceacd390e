"""An episode becomes a number: its slot is generated, an editor of the station says that it was aired."""

import pytest

from newsroom.broadcasts.models import Episode, Series
from newsroom.coverage.models import CoverageRecord
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from .conftest import at, organisation, row, statement

pytestmark = pytest.mark.django_db
AIRED = {"aired_at": "10/05/2024 19:45", "minutes": "14", "seconds": "30", "proof": "Nhật ký phát sóng số 19"}


@pytest.fixture
def episode(province):
    """The column's slot of Friday 10 May, in a series that the station's editor sets up in the admin."""
    with at(2024, 5, 1, 9, 0):
        answer = province.browser("btv.dai").post(
            "/admin/chuyen-muc/new/",
            {
                "name": "Chuyên mục Cải cách hành chính",
                "slug": "cchc",
                "organisation": organisation("dai-pt-th-thai-binh").pk,
                "channel": Channel.objects.get(code="chuyen-muc-cchc").pk,
                "pattern": "weekly",
                "weekdays": ["4"],
                "slot": "19:45",
                "minutes": "15",
                "first_day": "01/05/2024",
                "last_day": "",
                "themes": [Theme.objects.get(slug="mot-cua").pk],
            },
        )
        assert answer.status_code == 302, answer.context["form"].errors
    return Series.objects.get().episodes.order_by("planned_for")[1]


def settle(browser, episode, word, data):
    return browser.post(f"/admin/chuyen-muc/so/{episode.pk}/{word}/", data)


def test_an_aired_episode_is_one_of_the_fourteen_that_the_plan_expects(province, analyst, episode):
    with at(2024, 5, 11, 9, 0):
        assert statement(analyst)["total"]["appearances"] == 0
        assert settle(province.browser("btv.dai"), episode, "da-phat", AIRED).status_code == 302
        pulled = statement(analyst)
    assert pulled["total"]["appearances"] == 1
    assert pulled["total"]["minutes"] == 15  # 14 minutes and 30 seconds
    column = pulled["total"]["by_channel"]["chuyen-muc-cchc"]
    assert (column["appearances"], column["target"]) == (1, 14)
    assert row(pulled, "II.1.4")["appearances"] == 1


def test_a_missed_episode_says_why_and_counts_for_nothing(province, analyst, episode):
    with at(2024, 5, 11, 9, 0):
        answer = settle(province.browser("btv.dai"), episode, "lo-song", {"reason": "Trùng tường thuật trực tiếp"})
        assert answer.status_code == 302
        assert statement(analyst)["total"]["appearances"] == 0
    episode.refresh_from_db()
    assert (episode.state, episode.missed_reason) == ("missed", "Trùng tường thuật trực tiếp")


def test_saying_aired_twice_gives_one_record(province, analyst, episode):
    with at(2024, 5, 11, 9, 0):
        editor = province.browser("btv.dai")
        settle(editor, episode, "da-phat", AIRED)
        settle(editor, episode, "da-phat", AIRED)
        assert statement(analyst)["total"]["appearances"] == 1
    assert CoverageRecord.objects.count() == 1


def test_another_outlet_s_editor_a_reporter_and_a_stranger_settle_nothing(province, client, episode):
    with at(2024, 5, 11, 9, 0):
        for browser in (province.browser("btv.bao"), province.browser("pv.dai"), client):
            settle(browser, episode, "da-phat", AIRED)
    assert Episode.objects.get(pk=episode.pk).state == "scheduled"
    assert not CoverageRecord.objects.exists()
