"""Who may open the inbox and who may decide: an editor, a colleague, those with other work, a stranger."""

import re

import pytest
from django.urls import reverse

from newsroom.triage.models import Decision
from tests import factories

INBOX = "/admin/hop-tin-ve/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phrases")]


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ["editor", "analyst"])
def test_editors_and_analysts_decide(enter, entry, theme, role):
    person = factories.user(role=role, organisation=factories.organisation("Sở TT&TT", kind="department"))
    client = enter(person)
    assert 'data-key="a"' in shown(client.get(INBOX))
    client.post(reverse("newsroom_triage:accept", args=[entry.pk]), {"themes": theme.pk})
    assert Decision.objects.get().decided_by == person


def test_an_editor_of_another_outlet_decides_too(enter, colleague, entry):
    enter(colleague).post(reverse("newsroom_triage:dismiss", args=[entry.pk]))
    assert Decision.objects.get().decided_by == colleague


def test_a_planner_reads_and_does_not_decide(enter, entry, theme):
    planner = factories.user(role="planner", organisation=factories.organisation("Sở Nội vụ", kind="department"))
    client = enter(planner)
    page = shown(client.get(INBOX))
    assert entry.title in re.sub(r"</?mark>", "", page)
    assert 'data-key="a"' not in page
    assert client.post(reverse("newsroom_triage:accept", args=[entry.pk]), {"themes": theme.pk}).status_code == 302
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "officer"])
def test_reporters_and_officers_are_turned_away(enter, entry, theme, role):
    client = enter(factories.user(role=role, organisation=factories.organisation()))
    assert client.get(INBOX).url == "/admin/"
    for verb in ("accept", "dismiss", "reopen"):
        answer = client.post(reverse(f"newsroom_triage:{verb}", args=[entry.pk]), {"themes": theme.pk})
        assert answer.url == "/admin/"
    assert not Decision.objects.exists()
    assert "hop-tin-ve" not in client.get("/admin/").content.decode()


def test_a_stranger_is_asked_to_log_in(enter, entry):
    assert "/login/" in enter().get(INBOX).url
    assert "/login/" in enter().post(reverse("newsroom_triage:dismiss", args=[entry.pk])).url
    assert not Decision.objects.exists()


def test_nothing_is_decided_by_following_a_link(at_inbox, entry):
    for verb in ("accept", "dismiss", "reopen"):
        assert at_inbox.get(reverse(f"newsroom_triage:{verb}", args=[entry.pk])).status_code == 405
    assert not Decision.objects.exists()


def test_the_stations_are_closed_to_those_who_do_not_triage(enter, station):
    reporter = enter(factories.user(role="reporter", organisation=factories.organisation()))
    assert reporter.get(reverse("newsroom_triage_stations:index")).url == "/admin/"
    assert "/login/" in enter().get(reverse("newsroom_triage_stations:index")).url


@pytest.mark.parametrize(("role", "status"), [("editor", 200), ("analyst", 200), ("reporter", 302), ("officer", 302)])
def test_whoever_triages_also_looks_after_the_feeds(enter, role, status):
    client = enter(factories.user(role=role, organisation=factories.organisation()))
    assert client.get("/admin/feeds/feed/").status_code == status
    assert client.get("/admin/feeds/feed/new/").status_code == status
