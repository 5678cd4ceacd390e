"""Two editors of one outlet press "Đăng lại" at the same moment: one draft, and both get it."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Site

from newsroom.organisations.actions import appoint, open_outlet
from newsroom.stories.models import StoryOrigin, StoryPage
from newsroom.triage.actions import republish
from tests import factories
from tests.at_once import at_once

NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(db):
    root = Site.objects.get(is_default_site=True).root_page
    return open_outlet(organisation=factories.organisation(), parent=root, by=None, at=NOW)


def editor_of(outlet, username):
    person = factories.user(username, admin=False)
    appoint(user=person, organisation=outlet.organisation, role="editor", by=None, at=NOW)
    return person


@pytest.mark.parametrize("same_entry", [True, False])
def test_one_entry_is_one_draft_and_two_are_two(paper, station, make_entry, same_entry):
    people = [editor_of(paper, name) for name in ("lan", "hoa")]
    first = make_entry(station.feed)
    entries = [first, first if same_entry else make_entry(station.feed, title="Tin khác")]
    outcomes = at_once(
        *[
            lambda entry=entry, user=user: republish(entry=entry, place=paper.pk, themes=[], by=user, at=NOW)
            for entry, user in zip(entries, people, strict=True)
        ]
    )
    made = 1 if same_entry else 2
    assert {len({draft.url for draft in outcomes}), StoryPage.objects.count(), StoryOrigin.objects.count()} == {made}
    assert sum(draft.is_new for draft in outcomes) == made
    paper.refresh_from_db()
    assert paper.get_children().count() == paper.numchild == made
