"""The shipped themes: enough words for each item of the plan, and none that two themes claim."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import newsroom
from newsroom import text

ROOMS = Path(newsroom.__file__).parent


def read(name):
    return tomllib.loads((ROOMS / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def themes():
    return {theme["slug"]: theme for theme in read("themes/seeds/themes.toml")["themes"]}


@pytest.fixture(scope="module")
def items():
    return {item["label"]: item["themes"] for item in read("plan/seeds/174-KH-UBND-2024.toml")["items"]}


def strong(theme):
    return [phrase["text"] for phrase in theme["phrases"] if phrase["strength"] == "strong"]


def test_each_theme_of_each_item_can_be_known_by_a_strong_phrase(themes, items):
    assert len(items) == 6
    for slugs in items.values():
        for slug in slugs:
            assert strong(themes[slug]), slug


def test_no_theme_is_left_without_an_item_or_shared_by_two(themes, items):
    claimed = Counter(slug for slugs in items.values() for slug in slugs)
    assert claimed == Counter(themes.keys())


def test_a_phrase_belongs_to_one_theme(themes):
    phrases = [text.fold(p["text"]) for theme in themes.values() for p in theme["phrases"]]
    assert [p for p, n in Counter(phrases).items() if n > 1] == []


def test_what_the_plan_names_is_known_at_once(themes):
    known = {phrase for theme in themes.values() for phrase in strong(theme)}
    assert {
        *("PAR Index", "SIPAS", "PAPI", "PCI", "DDCI", "ICT Index"),
        *("Nghị quyết số 76/NQ-CP", "Chỉ thị số 23/CT-TTg", "Quyết định số 3486/QĐ-UBND"),
        *("dịch vụ công trực tuyến toàn trình", "dịch vụ công trực tuyến một phần", "dịch vụ bưu chính công ích"),
        *("cơ chế một cửa", "một cửa liên thông", "cải cách TTHC"),
    } <= known


def test_words_of_everyday_need_a_second_signal(themes):
    weak = {p["text"] for t in themes.values() for p in t["phrases"] if p["strength"] == "weak"}
    assert {"hồ sơ", "một cửa", "sáp nhập", "sáng kiến", "đường dây nóng"} <= weak


def test_each_phrase_says_where_it_was_read(themes):
    for theme in themes.values():
        assert theme["description"]
        for phrase in theme["phrases"]:
            assert phrase["strength"] in {"strong", "weak"}
            assert 0 < len(phrase["source"]) <= 255
            assert phrase["text"] == text.canonical(phrase["text"])


def test_no_false_friend_hides_a_phrase_of_its_own_theme(themes):
    """An exclude that is part of a phrase would silence that phrase for ever."""
    for theme in themes.values():
        for exclude in theme["excludes"]:
            for phrase in theme["phrases"]:
                assert text.fold(exclude) not in text.fold(phrase["text"]), exclude


def test_known_false_friends_are_named(themes):
    assert "một cửa hàng" in themes["mot-cua"]["excludes"]
    assert "hồ sơ vụ án" in themes["cai-cach-tthc"]["excludes"]
    assert "can thiệp mạch vành" in themes["pci"]["excludes"]
