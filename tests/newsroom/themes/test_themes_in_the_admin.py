"""The vocabulary in the admin: who changes it, and what the form refuses in words."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from newsroom.organisations.actions import appoint
from newsroom.themes.models import Theme, ThemePhrase
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)


def person(role):
    user = factories.user(admin=False)
    home = factories.organisation("Sở Nội vụ", kind="department")
    appoint(user=user, organisation=home, role=role, by=None, at=AT)
    return user


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))


def form(name, *phrases):
    data = {"name": name, "description": "", "is_active": "on"}
    data |= {"phrases-TOTAL_FORMS": len(phrases), "phrases-INITIAL_FORMS": 0, "phrases-MIN_NUM_FORMS": 0}
    for number, (words, strength) in enumerate(phrases):
        data |= {f"phrases-{number}-text": words, f"phrases-{number}-strength": strength, f"phrases-{number}-id": ""}
        data |= {f"phrases-{number}-ORDER": number + 1, f"phrases-{number}-DELETE": ""}
    return data


def test_a_theme_is_made_with_its_phrases(client, planner):
    client.post(reverse("themes:add"), form("Đất đai", ("sổ đỏ", "strong"), ("Đất  đai", "weak")))
    theme = Theme.objects.get()
    assert (theme.slug, theme.folded) == ("dat-dai", "dat dai")
    phrases = ThemePhrase.objects.order_by("pk").values_list("text", "folded", "strength")
    assert list(phrases) == [("sổ đỏ", "so do", "strong"), ("Đất đai", "dat dai", "weak")]


@pytest.mark.parametrize("name", ["ĐẤT ĐAI", "Dat dai", "Đất  đai"])
def test_the_form_says_that_the_name_is_there_in_another_spelling(client, planner, name):
    factories.theme("Đất đai")
    answer = client.post(reverse("themes:add"), form(name))
    assert "Đã có chủ đề “Đất đai”" in answer.content.decode()
    assert Theme.objects.count() == 1


def test_the_form_says_that_a_phrase_is_there_twice(client, planner):
    answer = client.post(reverse("themes:add"), form("Đất đai", ("sổ đỏ", "strong"), ("sổ  đỏ", "strong")))
    assert "Cụm từ này đã có rồi" in answer.content.decode()
    assert not Theme.objects.exists()


def test_one_phrase_may_stand_with_two_strengths(client, planner):
    client.post(reverse("themes:add"), form("Đất đai", ("sổ đỏ", "strong"), ("sổ đỏ", "weak")))
    assert ThemePhrase.objects.count() == 2


def test_others_read_the_vocabulary_and_a_stranger_gets_the_login(client):
    theme = factories.theme()
    edit = reverse("themes:edit", args=[theme.pk])
    assert client.get(edit).url.startswith(reverse("wagtailadmin_login"))
    for role in ("reporter", "editor", "analyst", "officer"):
        client.force_login(person(role))
        assert client.get(reverse("themes:list")).status_code == 200
        assert client.get(edit).status_code == 302


def test_the_list_is_searched_without_marks_and_counts_phrases(client, planner, django_assert_max_num_queries):
    factories.theme("Một cửa")
    theme = factories.theme("Đất đai")
    ThemePhrase.objects.create(theme=theme, text="sổ đỏ", strength="strong")
    client.get(reverse("themes:list"))
    with django_assert_max_num_queries(15):
        found = client.get(reverse("themes:list"), {"q": "dat"}).context["object_list"]
    assert [(t.name, t.phrase_count) for t in found] == [("Đất đai", 1)]
