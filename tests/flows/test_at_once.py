"""Two people do the same thing at the same moment: one record. Through addresses, in real transactions."""

import pytest
from django.test import Client
from django.utils import timezone

from feeds.models import Entry, Feed
from newsroom.coverage.models import CoverageRecord, LedgerEvent
from newsroom.organisations.actions import appoint, open_outlet
from newsroom.triage.models import Station
from tests import factories
from tests.at_once import at_once

from .test_story import form

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def browsers(role, organisation):
    """Two editors of one outlet, each logged in."""
    found = []
    for name in ("mot", "hai"):
        user = factories.user(name)
        appoint(user=user, organisation=organisation, role=role, by=None, at=timezone.now())
        client = Client()
        client.force_login(user)
        found.append(client)
    return found


@pytest.fixture
def outlet(settings):
    from wagtail.models import Site

    factories.channel("bao", serves=("story:newspaper",))
    parent = Site.objects.get(is_default_site=True).root_page
    return open_outlet(organisation=factories.organisation(), parent=parent, by=None, at=timezone.now())


def test_publishing_twice_at_once_gives_one_record(outlet):
    theme = factories.theme()
    page = factories.story(outlet, "Hồ sơ đi đường mạng", themes=[theme])
    one, two = browsers("editor", outlet.organisation)
    data = {**form("Hồ sơ đi đường mạng", [theme], slug=page.slug), "action-publish": "1"}
    address = f"/admin/pages/{page.pk}/edit/"
    answers = at_once(lambda: one.post(address, data), lambda: two.post(address, data))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert CoverageRecord.objects.count() == 1
    assert LedgerEvent.objects.filter(kind="recorded").count() == 1


def test_accepting_twice_at_once_from_two_browsers_gives_one_record_and_one_is_told(outlet):
    theme = factories.theme()
    station = factories.organisation("Đài Sông Trà", kind="local_station")
    feed = Feed.objects.create(url="https://dai.example/rss.xml")
    Station.objects.create(feed=feed, organisation=station, channel=factories.channel("dai-huyen"))
    now = timezone.now()
    entry = Entry.objects.create(
        feed=feed,
        identity="1",
        title="Một cửa",
        first_title="Một cửa",
        content_hash="",
        first_seen_at=now,
        published_at=now,
        precision="minute",
    )
    address = f"/admin/hop-tin-ve/{entry.pk}/nhan/"
    one, two = browsers("editor", outlet.organisation)
    told = {"themes": [theme.pk]}
    answers = at_once(lambda: one.post(address, told), lambda: two.post(address, told))
    assert {answer.status_code for answer in answers} <= {200, 302, 409}
    assert CoverageRecord.objects.count() == 1
    assert LedgerEvent.objects.filter(kind="recorded").count() == 1
