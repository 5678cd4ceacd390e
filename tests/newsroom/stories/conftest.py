"""One outlet as it really opens, with its people; and a colleague next door."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from wagtail.models import Site

from newsroom.organisations.actions import appoint, open_outlet
from tests import factories

AT = datetime(2024, 5, 2, 1, tzinfo=UTC)


@pytest.fixture
def house(db):
    root = Site.objects.get(is_default_site=True).root_page
    return open_outlet(organisation=factories.organisation(), parent=root, by=None, at=AT)


@pytest.fixture
def other_house(db):
    root = Site.objects.get(is_default_site=True).root_page
    portal = factories.organisation("Cổng Thông tin điện tử tỉnh", kind="portal")
    return open_outlet(organisation=portal, parent=root, by=None, at=AT)


def staff(outlet, role, username):
    person = factories.user(username, admin=False)
    appoint(user=person, organisation=outlet.organisation, role=role, by=None, at=AT)
    return person


@pytest.fixture
def reporter(house):
    return staff(house, "reporter", "phong-vien")


@pytest.fixture
def editor(house):
    return staff(house, "editor", "bien-tap-vien")


@pytest.fixture
def stranger(other_house):
    return staff(other_house, "editor", "bien-tap-vien-cong")


@pytest.fixture(autouse=True)
def channel(db):
    factories.channel("cong", serves=["story:portal"])
    return factories.channel("bao", serves=["story:newspaper"])


@pytest.fixture
def at_desk():
    """A browser in which that person is logged in."""

    def _browser(person):
        client = Client()
        client.force_login(person)
        return client

    return _browser


@pytest.fixture
def posted():
    """What the browser sends for a story's form, with one paragraph of body."""

    def _posted(title="Đẩy mạnh cải cách thủ tục hành chính", **fields):
        data = {
            "title": title,
            "slug": "",
            "lead": "Lời dẫn",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "paragraph",
            "body-0-value": '{"blocks": [{"key": "a", "text": "Thân bài", "type": "unstyled", "depth": 0, '
            '"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
            "genre": "article",
            "tone": "neutral",
            "byline": "",
            "source_name": "",
            "source_url": "",
            "same_work_as": "",
            "channel": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
        }
        return {**data, **fields}

    return _posted
