"""Two outlets publish what they took of one entry at the same moment: two appearances, one work."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Site

from newsroom.coverage.models import CoverageRecord
from newsroom.organisations.actions import appoint, open_outlet
from newsroom.stories.models import StoryPage
from newsroom.triage.actions import republish
from tests import factories
from tests.at_once import raised_at_once

NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_what_is_published_at_once_in_two_outlets_is_one_work(entry, theme):
    root = Site.objects.get(is_default_site=True).root_page
    for name, kind in (("Báo Thái Bình", "newspaper"), ("Cổng tỉnh", "portal")):
        body = factories.organisation(name, kind=kind)
        factories.channel(kind, serves=[f"story:{kind}"])
        outlet = open_outlet(organisation=body, parent=root, by=None, at=NOW)
        person = factories.user(kind, admin=False)
        appoint(user=person, organisation=body, role="editor", by=None, at=NOW)
        republish(entry=entry, place=outlet.pk, themes=[theme.pk], by=person, at=NOW)
    pages = [*StoryPage.objects.order_by("pk")]
    assert raised_at_once(*[page.latest_revision.publish for page in pages]) == []
    assert CoverageRecord.objects.count() == 2
    assert CoverageRecord.objects.values("work").distinct().count() == 1
