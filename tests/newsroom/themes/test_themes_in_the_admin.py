"""The vocabulary in the admin: who changes it, and what the form refuses in words."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from newsroom.organisations.actions import appoint
from newsroom.themes.actions import last_change, save_phrases, written
from newsroom.themes.models import Theme, ThemePhrase
from newsroom.themes.parsing import Written
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


def form(name):
    return {"name": name, "description": "", "is_active": "on"}


def test_a_theme_is_made_and_its_phrases_come_after(client, planner):
    assert "Hãy lưu chủ đề trước" in client.get(reverse("themes:add")).content.decode()
    client.post(reverse("themes:add"), form("Đất đai"))
    theme = Theme.objects.get()
    assert (theme.slug, theme.folded) == ("dat-dai", "dat dai")


@pytest.mark.parametrize("name", ["ĐẤT ĐAI", "Dat dai", "Đất  đai"])
def test_the_form_says_that_the_name_is_there_in_another_spelling(client, planner, name):
    factories.theme("Đất đai")
    answer = client.post(reverse("themes:add"), form(name))
    assert "Đã có chủ đề “Đất đai”" in answer.content.decode()
    assert Theme.objects.count() == 1


def test_under_the_form_stand_the_phrases_who_changed_them_and_the_way_to_change_them(client, planner):
    theme = factories.theme("Đất đai")
    phrases = [Written("sổ đỏ", "strong"), Written("ruộng", "weak")]
    lan = factories.user("lan", display_name="Trần Thị Lan")
    save_phrases(theme=theme, phrases=phrases, seen=0, by=lan, at=AT)
    page = client.get(reverse("themes:edit", args=[theme.pk])).content.decode()
    for words in ("Mạnh (1)", "<li>sổ đỏ", "Loại trừ (0)", "Trần Thị Lan: 2 thay đổi", "thêm: “ruộng” (Yếu)"):
        assert words in page
    assert f'href="{reverse("newsroom_triage:phrases", args=[theme.pk])}"' in page
    client.post(reverse("themes:edit", args=[theme.pk]), form("Đất đai, môi trường"))
    assert written(Theme.objects.get(name="Đất đai, môi trường")) == tuple(phrases)


def test_the_form_asks_as_much_for_many_phrases_as_for_one(client, planner, django_assert_max_num_queries):
    theme = factories.theme("Đất đai")
    edit = reverse("themes:edit", args=[theme.pk])
    save_phrases(theme=theme, phrases=[Written("sổ đỏ", "strong")], seen=0, by=None, at=AT)
    client.get(edit)
    with django_assert_max_num_queries(60) as one:
        client.get(edit)
    many = [Written(f"thửa đất {number}", "strong") for number in range(30)]
    save_phrases(theme=theme, phrases=many, seen=last_change(theme), by=None, at=AT)
    with django_assert_max_num_queries(len(one)):
        assert "thửa đất 29" in client.get(edit).content.decode()


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
