"""The vocabulary from a file: repeatable, all or nothing, told with file, line and key."""

import unicodedata
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from newsroom.themes.actions import NotThemes, load_themes
from newsroom.themes.models import Theme, ThemePhrase

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)

TWO = """\
[[themes]]
slug = "mot-cua"
name = "Một cửa"
description = "Bộ phận tiếp nhận và trả kết quả"
phrases = [
  { text = "Bộ phận Một cửa", strength = "strong", source = "174/KH-UBND" },
  { text = "một cửa", strength = "weak", source = "174/KH-UBND" },
]
excludes = ["một cửa hàng"]

[[themes]]
slug = "dat-dai"
name = "Đất đai"
"""


def loaded(written):
    with translation.override("vi"):
        return load_themes(source=written.encode(), name="chu-de.toml", by=None, at=AT)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Theme, ThemePhrase)]


def test_phrases_and_false_friends_come_with_their_theme():
    loaded(TWO)
    phrases = Theme.objects.get(slug="mot-cua").phrases.order_by("pk").values_list("text", "strength", "source")
    assert list(phrases) == [
        ("Bộ phận Một cửa", "strong", "174/KH-UBND"),
        ("một cửa", "weak", "174/KH-UBND"),
        ("một cửa hàng", "exclude", ""),
    ]


def test_loading_twice_changes_nothing():
    loaded(TWO)
    before = everything()
    loaded(TWO)
    assert everything() == before


def test_a_theme_keeps_its_key_and_its_phrases_become_those_of_the_file():
    loaded(TWO)
    key = Theme.objects.get(slug="mot-cua").pk
    strong = ThemePhrase.objects.get(strength="strong").pk
    loaded(TWO.replace('"Một cửa"', '"Cơ chế một cửa"').replace('"weak", source = "174/KH-UBND"', '"strong"'))
    theme = Theme.objects.get(slug="mot-cua")
    assert (theme.pk, theme.name, theme.folded) == (key, "Cơ chế một cửa", "co che mot cua")
    assert ThemePhrase.objects.get(text="Bộ phận Một cửa").pk == strong
    assert ThemePhrase.objects.get(text="một cửa").strength == "strong"


def test_two_themes_may_swap_their_names():
    loaded(TWO)
    loaded(TWO.replace("Đất đai", "?").replace("Một cửa", "Đất đai", 1).replace("?", "Một cửa"))
    assert Theme.objects.get(slug="dat-dai").name == "Một cửa"


def test_a_theme_that_the_file_does_not_name_stays():
    loaded(TWO)
    loaded(TWO[: TWO.index('\n[[themes]]\nslug = "dat-dai"')])
    assert Theme.objects.filter(slug="dat-dai").exists()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"Đất đai"', '"MỘT CỬA"', "13: themes[2].name"),
        ('"Đất đai"', '"Mot cua"', "13: themes[2].name"),
        ('"Đất đai"', f'"{unicodedata.normalize("NFD", "Một cửa")}"', "13: themes[2].name"),
        ('"Đất đai"', '"…"', "13: themes[2].name"),
        ('slug = "dat-dai"', 'slug = "mot-cua"', "12: themes[2].slug"),
        ('slug = "dat-dai"', 'slug = "đất-đai"', "12: themes[2].slug"),
        ('"weak"', '"maybe"', "7: themes[1].phrases[2].strength"),
        ('"một cửa",', '"Bộ phận Một cửa",', "7: themes[1].phrases[2].text"),
        ('"một cửa hàng"', '"một cửa hàng",\n7', "10: themes[1].excludes[2]"),
        ("source", "from", "6: themes[1].phrases[1].from"),
        ("description", "about", "4: themes[1].about"),
    ],
)
@pytest.mark.parametrize("already", [False, True], ids=["new", "loaded before"])
def test_a_wrong_file_is_refused_with_its_place_and_changes_nothing(old, new, place, already):
    if already:
        loaded(TWO)
    before = everything()
    with pytest.raises(NotThemes) as refusal:
        loaded(TWO.replace(old, new, 1))
    assert str(refusal.value).startswith(f"chu-de.toml:{place}: "), refusal.value
    assert everything() == before


def test_a_name_that_exists_under_another_identifier_is_refused_with_both():
    Theme.objects.create(name="ĐẤT ĐAI", slug="dat")
    with pytest.raises(NotThemes, match="“dat”"):
        loaded(TWO)


@pytest.mark.parametrize(
    "name", ["ĐẤT ĐAI", "đất đai", unicodedata.normalize("NFD", "Đất đai"), "  Đất   đai ", "dat dai"]
)
def test_the_form_and_the_database_refuse_a_name_that_differs_in_spelling_alone(name):
    loaded(TWO)
    with translation.override("vi"), pytest.raises(ValidationError) as refusal:
        Theme(name=name, slug="khac").full_clean()
    assert "Đã có chủ đề “Đất đai”" in refusal.value.message_dict["name"][0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.create(name=name, slug="khac")


def test_a_theme_may_keep_its_own_name():
    loaded(TWO)
    Theme.objects.get(slug="dat-dai").full_clean()


def test_a_name_without_letters_is_refused():
    with pytest.raises(ValidationError):
        Theme(name="…", slug="x").full_clean()


def test_the_database_refuses_the_same_phrase_twice_and_a_strength_that_does_not_exist():
    loaded(TWO)
    theme = Theme.objects.get(slug="mot-cua")
    for words, strength in (("một cửa", "weak"), ("một", "maybe")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ThemePhrase.objects.create(theme=theme, text=words, strength=strength)


def test_nobody_adds_a_theme_by_typing_it():
    assert Theme.free_tagging is False


def test_search_finds_names_without_marks():
    loaded(TWO)
    assert [theme.slug for theme in Theme.objects.matching("dai DAT")] == ["dat-dai"]
    assert Theme.objects.matching("dat cua").count() == 0
    assert [theme.slug for theme in Theme.objects.alphabetical()] == ["dat-dai", "mot-cua"]


def test_the_command_loads_what_is_shipped_and_refuses_a_wrong_file(tmp_path):
    call_command("load_themes")
    assert Theme.objects.filter(slug="dich-vu-cong-truc-tuyen").exists()
    wrong = tmp_path / "sai.toml"
    wrong.write_text(TWO.replace("slug", "ma"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"sai\.toml:2: themes\[1\]\.ma"):
        call_command("load_themes", wrong)
