"""A station with a weekly column, its people, and a colleague next door."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from wagtail.models import Site

from newsroom.broadcasts.models import Series
from newsroom.organisations.actions import appoint, open_outlet
from tests import factories

AT = datetime(2024, 1, 2, 1, tzinfo=UTC)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def local(*moment) -> datetime:
    return datetime(*moment, tzinfo=HANOI)


@pytest.fixture
def channels(db):
    factories.channel("phat-thanh", unit="airing", serves=["broadcast:radio"])
    factories.channel("truyen-hinh", unit="airing", serves=["broadcast:tv"])
    return factories.channel("chuyen-muc", unit="issue", serves=["episode"])


@pytest.fixture
def station(db):
    root = Site.objects.get(is_default_site=True).root_page
    organisation = factories.organisation("Đài PT-TH Thái Bình", kind="broadcaster")
    return open_outlet(organisation=organisation, parent=root, by=None, at=AT)


@pytest.fixture
def newspaper(db):
    root = Site.objects.get(is_default_site=True).root_page
    return open_outlet(organisation=factories.organisation(), parent=root, by=None, at=AT)


@pytest.fixture
def column(station, channels):
    series = Series.objects.create(
        slug="cai-cach-hanh-chinh",
        name="Cải cách hành chính",
        organisation=station.organisation,
        channel=channels,
        rule="FREQ=WEEKLY;BYDAY=FR",
        slot=time(19, 45),
        minutes=15,
        first_day=date(2024, 1, 1),
    )
    series.themes.add(factories.theme())
    return series


def staff(outlet, role, username):
    person = factories.user(username, admin=False)
    appoint(user=person, organisation=outlet.organisation, role=role, by=None, at=AT)
    return person


@pytest.fixture
def editor(station):
    return staff(station, "editor", "bien-tap-dai")


@pytest.fixture
def reporter(station):
    return staff(station, "reporter", "phong-vien-dai")


@pytest.fixture
def neighbour(newspaper):
    return staff(newspaper, "editor", "bien-tap-bao")


@pytest.fixture
def analyst(db):
    person = factories.user("so-tttt", admin=False)
    department = factories.organisation("Sở Thông tin và Truyền thông", kind="department")
    appoint(user=person, organisation=department, role="analyst", by=None, at=AT)
    return person


@pytest.fixture
def at_desk():
    def _browser(person):
        client = Client()
        client.force_login(person)
        return client

    return _browser
