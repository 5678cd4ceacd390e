"""The series' screens: who sees, who settles, what the year's strip says, and how much they ask of the database."""

from datetime import date, time

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.broadcasts import actions
from newsroom.broadcasts.models import Episode, Rerun, Series
from newsroom.coverage.models import CoverageRecord
from tests import factories
from tests.newsroom.broadcasts.conftest import local

NOW = local(2024, 6, 20, 9)
INDEX = "/admin/chuyen-muc/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def episode(column):
    actions.generate_episodes(series=column, until=date(2024, 8, 1), by=None, at=local(2024, 1, 1))
    return Episode.objects.get(planned_for=local(2024, 6, 14, 19, 45))


def at(verb, episode, *more):
    return reverse(f"episode_{verb}", args=[episode.pk, *more])


AIRED = {"aired_at": "14/06/2024 19:47", "minutes": "15", "seconds": "30", "proof": "Nhật ký", "title": "Một cửa"}


@pytest.mark.parametrize("who", ["editor", "reporter", "neighbour", "analyst"])
def test_whoever_works_here_reads(who, request, episode, at_desk):
    browser = at_desk(request.getfixturevalue(who))
    assert browser.get(INDEX).status_code == 200
    html = browser.get(f"{INDEX}{episode.series_id}/").content.decode()
    assert "Thứ Sáu hằng tuần, 19:45" in html
    assert (at("aired", episode) in html) == (who == "editor")


def test_a_stranger_is_asked_to_log_in(client, episode):
    for url in [INDEX, f"{INDEX}{episode.series_id}/", at("aired", episode)]:
        assert client.get(url)["Location"].startswith("/admin/login/")


def test_somebody_without_a_role_sees_nothing(episode, at_desk):
    browser = at_desk(factories.user())
    assert browser.get(INDEX).status_code == 302
    assert browser.get(f"{INDEX}{episode.series_id}/").status_code == 302


@pytest.mark.parametrize("who", ["reporter", "neighbour", "analyst"])
@pytest.mark.parametrize("verb", ["aired", "missed", "move", "reopen", "describe", "rerun"])
def test_only_the_stations_editors_settle(who, verb, request, episode, at_desk):
    browser = at_desk(request.getfixturevalue(who))
    assert browser.get(at(verb, episode)).status_code == 302
    assert browser.post(at(verb, episode), AIRED).status_code == 302
    assert browser.post(f"{INDEX}edit/{episode.series_id}/", {"name": "x"}).status_code == 302
    episode.refresh_from_db()
    assert episode.state == "scheduled"
    assert not CoverageRecord.objects.exists()


def test_an_editor_marks_it_aired_and_it_is_counted(episode, editor, at_desk):
    browser = at_desk(editor)
    response = browser.post(at("aired", episode), AIRED, follow=True)
    episode.refresh_from_db()
    assert (episode.state, episode.aired_seconds, episode.settled_by) == ("aired", 930, editor)
    assert CoverageRecord.objects.get().day == date(2024, 6, 14)
    html = response.content.decode()
    assert "Đã ghi nhận “Một cửa” đã phát" in html
    assert "Nhật ký" in html


def test_whoever_comes_second_is_told_what_the_first_said(episode, editor, at_desk):
    browser = at_desk(editor)
    browser.post(at("aired", episode), AIRED)
    response = browser.post(at("missed", episode), {"reason": "Mất điện"})
    assert response.status_code == 200
    assert "Số này đã được ghi nhận là đã phát." in response.content.decode()


def test_what_has_not_begun_cannot_be_settled(episode, editor, at_desk):
    ahead = episode.series.episodes.get(planned_for=local(2024, 6, 21, 19, 45))
    response = at_desk(editor).post(at("aired", ahead), {**AIRED, "aired_at": "19/06/2024 08:00"})
    assert "Chưa đến giờ phát" in response.content.decode()


@pytest.mark.parametrize("missing", ["aired_at", "minutes", "proof"])
def test_an_airing_needs_when_how_long_and_proof(missing, episode, editor, at_desk):
    response = at_desk(editor).post(at("aired", episode), {**AIRED, missing: ""})
    assert missing in response.context["form"].errors
    nothing = at_desk(editor).post(at("aired", episode), {**AIRED, "minutes": "0", "seconds": "0"})
    assert "minutes" in nothing.context["form"].errors


def test_missed_moved_described_rerun_taken_back_and_reopened(episode, editor, at_desk):
    browser = at_desk(editor)
    browser.post(at("move", episode), {"starts_at": "15/06/2024 09:00"})
    episode.refresh_from_db()
    assert (episode.is_moved, episode.moved_by) == (True, editor)
    browser.post(at("missed", episode), {"reason": "Mất điện"})
    episode.refresh_from_db()
    assert (episode.state, episode.missed_reason) == ("missed", "Mất điện")
    browser.post(at("reopen", episode), {"reason": "Nhầm"})
    browser.post(at("aired", episode), {**AIRED, "aired_at": "15/06/2024 09:00"})
    browser.post(at("describe", episode), {"title": "Tên mới", "summary": "", "themes": [factories.theme().pk]})
    browser.post(at("rerun", episode), {"aired_at": "16/06/2024 06:00", "minutes": "15", "proof": "Nhật ký"})
    assert CoverageRecord.objects.standing().filter(title="Tên mới").count() == 2
    refused = browser.post(at("reopen", episode), {"reason": "Nhầm"})
    assert "đã phát lại" in refused.content.decode()
    browser.post(at("rerun_withdraw", episode, Rerun.objects.get().pk), {"reason": "Nhầm"})
    browser.post(at("reopen", episode), {"reason": "Nhầm"})
    assert not CoverageRecord.objects.standing().exists()
    assert CoverageRecord.objects.count() == 2


def test_what_waits_for_a_word_comes_first(episode, editor, at_desk):
    response = at_desk(editor).get(f"{INDEX}{episode.series_id}/")
    assert len(response.context["unsettled"]) == 24
    assert response.context["unsettled"][0].planned_for == local(2024, 1, 5, 19, 45)
    assert response.context["upcoming"][0].planned_for == local(2024, 6, 21, 19, 45)
    html = response.content.decode()
    assert html.index("Cần ghi nhận") < html.index("Số tiếp theo") < html.index("Năm 2024")


def test_the_strip_tells_every_week_of_the_year_in_a_sign_a_word_and_a_title(episode, editor, at_desk):
    aired, missed, moved = (
        episode.series.episodes.get(planned_for=local(*day, 19, 45))
        for day in [(2024, 1, 5), (2024, 1, 12), (2024, 6, 28)]
    )
    actions.mark_aired(episode=aired, aired_at=aired.starts_at, seconds=9, proof="x", by=None, at=NOW)
    actions.mark_missed(episode=missed, reason="Mất điện", by=None, at=NOW)
    actions.move_episode(episode=moved, starts_at=local(2024, 6, 29, 8), by=None, at=NOW)
    response = at_desk(editor).get(f"{INDEX}{episode.series_id}/?nam=2024")
    weeks = [week for row in response.context["strip"] for week in row]
    assert len(weeks) == 52
    assert [week["state"] for week in weeks[:3]] == ["aired", "missed", "unsettled"]
    assert [week["state"] for week in weeks[24:27]] == ["coming", "moved", "coming"]
    assert weeks[-1]["state"] == ""
    html = response.content.decode()
    assert f'href="#so-{missed.pk}"' in html
    assert "Mất điện" in html
    assert "đổi sang Thứ Bảy 29/06/2024, 08:00" in html


def test_another_year_is_asked_for_in_the_address(episode, editor, at_desk):
    browser = at_desk(editor)
    response = browser.get(f"{INDEX}{episode.series_id}/?nam=2023")
    assert response.context["year"] == 2023
    assert not response.context["episodes"]
    assert browser.get(f"{INDEX}{episode.series_id}/?nam=abc").context["year"] == 2024


def new(station, channels, **fields):
    return {
        "name": "Diễn đàn với người dân",
        "pattern": "last",
        "weekdays": ["5"],
        "slot": "09:00",
        "minutes": "60",
        "first_day": "01/06/2024",
        "last_day": "",
        "organisation": station.organisation.pk,
        "channel": channels.pk,
        **fields,
    }


def test_an_editor_makes_a_series_in_words_and_its_episodes_stand_eight_weeks_ahead(station, channels, editor, at_desk):
    response = at_desk(editor).post(f"{INDEX}new/", new(station, channels))
    series = Series.objects.get()
    assert response["Location"] == f"{INDEX}{series.pk}/"
    assert (series.rule, series.slug, series.slot) == ("FREQ=MONTHLY;BYDAY=-1SA", "dien-dan-voi-nguoi-dan", time(9))
    assert [one.starts_at.date() for one in series.episodes.order_by("starts_at")] == [
        date(2024, 6, 29),
        date(2024, 7, 27),
    ]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"minutes": "0"}, "minutes"),
        ({"last_day": "01/05/2024"}, "__all__"),
        ({"slot": ""}, "slot"),
        ({"pattern": "other"}, "pattern"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused_at_its_field(fields, wrong, station, channels, editor, at_desk):
    response = at_desk(editor).post(f"{INDEX}new/", new(station, channels, **fields))
    assert wrong in response.context["form"].errors
    assert not Series.objects.exists()


def test_an_editor_makes_no_series_for_another_station(station, channels, neighbour, at_desk):
    response = at_desk(neighbour).post(f"{INDEX}new/", new(station, channels))
    assert "organisation" in response.context["form"].errors


def test_a_rule_that_no_pattern_says_is_kept(column, editor, at_desk, station, channels):
    column.rule = "FREQ=MONTHLY;BYMONTHDAY=15"
    column.save()
    browser = at_desk(editor)
    assert browser.get(f"{INDEX}edit/{column.pk}/").context["form"].initial["pattern"] == "other"
    browser.post(f"{INDEX}edit/{column.pk}/", new(station, channels, pattern="other", weekdays=[], minutes="20"))
    column.refresh_from_db()
    assert (column.rule, column.minutes) == ("FREQ=MONTHLY;BYMONTHDAY=15", 20)


def test_the_form_says_what_the_rule_says(column, editor, at_desk):
    initial = at_desk(editor).get(f"{INDEX}edit/{column.pk}/").context["form"].initial
    assert (initial["pattern"], initial["weekdays"]) == ("weekly", [4])


def test_nobody_deletes_a_series(column, editor, at_desk):
    for person in [editor, factories.user(is_superuser=True)]:
        at_desk(person).post(f"{INDEX}delete/{column.pk}/")
    assert Series.objects.exists()


def test_the_nightly_command_makes_eight_weeks_of_what_has_not_ended(column, channels, capsys):
    ended = Series.objects.create(
        slug="cu", name="Cũ", organisation=column.organisation, channel=channels, slot=time(9), minutes=5,
        first_day=date(2024, 6, 1), last_day=date(2024, 6, 19),
    )  # fmt: skip
    call_command("generate_episodes")
    latest = column.episodes.latest("planned_for")
    assert latest.planned_for == local(2024, 8, 9, 19, 45)
    assert not ended.episodes.exists()
    call_command("generate_episodes")
    assert capsys.readouterr().out.splitlines()[-1] == "Đã tạo thêm 0 số phát sóng."


def cost(browser, url):
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def test_more_series_and_more_episodes_cost_no_more_queries(episode, channels, editor, at_desk):
    browser = at_desk(editor)
    page = f"{INDEX}{episode.series_id}/"
    lists, pages = cost(browser, INDEX), cost(browser, page)
    for number in range(5):
        Series.objects.create(
            slug=f"s{number}", name=f"S{number}", organisation=episode.series.organisation, channel=channels,
            slot=time(9), minutes=5, first_day=date(2024, 1, 1),
        )  # fmt: skip
    for one in episode.series.episodes.unsettled_before(NOW)[:10]:
        actions.mark_aired(episode=one, aired_at=one.starts_at, seconds=9, proof="x", by=editor, at=NOW)
        actions.record_rerun(episode=one, aired_at=NOW, seconds=9, proof="x", by=editor, at=NOW)
    assert cost(browser, INDEX) == lists <= 30
    assert cost(browser, page) <= pages + 3
