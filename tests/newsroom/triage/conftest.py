"""What the tests of triage share: an entry of a station's feed, and the people around it."""

from datetime import UTC, datetime
from itertools import count

import pytest
from django.test import Client

from feeds.models import Entry, Feed
from newsroom.themes.models import ThemePhrase
from newsroom.triage.models import Station
from tests import factories
from tests.browsing import browser

SEEN = datetime(2024, 6, 12, 1, 0, tzinfo=UTC)
PUBLISHED = datetime(2024, 6, 11, 7, 30, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture
def make_station():
    def make(name="Đài Truyền thanh huyện Vũ Thư", url="", channel=None) -> Station:
        feed = Feed.objects.create(url=url or f"https://dai-{next(_numbers)}.example/rss", title=name)
        return Station.objects.create(
            feed=feed,
            organisation=factories.organisation(name, kind="local_station"),
            channel=channel or factories.channel("dai-huyen"),
        )

    return make


@pytest.fixture
def station(make_station):
    return make_station()


@pytest.fixture
def make_entry():
    def make(feed, title="Bộ phận Một cửa xã Minh Quang làm việc thứ Bảy", **fields) -> Entry:
        number = next(_numbers)
        published_at = fields.pop("published_at", PUBLISHED)
        return Entry.objects.create(
            feed=feed,
            identity=f"id-{number}",
            title=title,
            first_title=title,
            published_at=published_at,
            **{
                "link": f"https://vuthu.example/tin/{number}",
                "precision": "minute" if published_at else "unknown",
                "content_hash": f"{number:064}",
                "first_seen_at": SEEN,
                **fields,
            },
        )

    return make


@pytest.fixture
def entry(station, make_entry):
    return make_entry(station.feed)


@pytest.fixture
def theme(db):
    return factories.theme("Cơ chế một cửa, một cửa liên thông")


@pytest.fixture
def other_theme(db):
    return factories.theme("Tinh thần, thái độ phục vụ")


@pytest.fixture
def editor(db):
    return factories.user("lan", role="editor", organisation=factories.organisation(), display_name="Trần Thị Lan")


@pytest.fixture
def colleague(db):
    """An editor of another outlet."""
    portal = factories.organisation("Cổng Thông tin điện tử tỉnh", kind="portal")
    return factories.user("minh", role="editor", organisation=portal, display_name="Đỗ Văn Minh")


@pytest.fixture
def enter():
    def log_in(person=None) -> Client:
        client = Client()
        if person:
            client.force_login(person)
        return client

    return log_in


@pytest.fixture
def at_inbox(enter, editor):
    return enter(editor)


@pytest.fixture
def phrases(theme, other_theme):
    ThemePhrase.objects.create(theme=theme, text="Bộ phận Một cửa", strength="strong")
    ThemePhrase.objects.create(theme=other_theme, text="thái độ phục vụ", strength="strong")


@pytest.fixture
def sit_down(live_server, chromium_path):
    """sit_down(person): the inbox of someone who has just logged in, in a browser of their own."""
    with browser(chromium_path, live_server.url) as log_in:

        def at_the_inbox(person):
            page = log_in(person, "/admin/hop-tin-ve/")
            page.wait_for_selector(".tin-box--script")
            return page

        yield at_the_inbox


@pytest.fixture
def waiting(theme, station, make_entry):
    """So many entries, of which each names its theme."""
    ThemePhrase.objects.create(theme=theme, text="Bộ phận Một cửa", strength="strong")

    def bring(number):
        return [
            make_entry(station.feed, title=f"Bộ phận Một cửa xã {n:03}", content="<p>Toàn văn ở đây.</p>")
            for n in range(number)
        ]

    return bring
