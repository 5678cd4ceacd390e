"""Phrases as an editor writes them: what is one, what is wrong with a line, and what leads from one list to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.themes.parsing import KINDS, Change, Written, changed, changes, read_phrases, wrong_with


@pytest.mark.parametrize(
    "phrase", ["một cửa", "nộp … trực tuyến", "nộp ... trực tuyến", "nộp|gửi … trực tuyến|qua mạng", "76/NQ-CP", "PCI"]
)
def test_what_can_be_matched_is_a_phrase(phrase):
    assert wrong_with(phrase) == ""


@pytest.mark.parametrize(
    ("phrase", "what"),
    [
        ("– !", "nothing_to_match"),
        ("…", "nothing_to_match"),
        ("… trực tuyến", "open_end"),
        ("nộp …", "open_end"),
        ("nộp … … trực tuyến", "empty_part"),
        ("nộp| … trực tuyến", "empty_choice"),
        ("|nộp", "empty_choice"),
        ("nộp||gửi hồ sơ", "empty_choice"),
        ("nộp|, … trực tuyến", "empty_choice"),
        ("a" * 201, "too_long"),
        (" … ".join(["a|b|c|d|e|f|g|h"] * 3), "many_choices"),
    ],
)
def test_what_cannot_is_told_why(phrase, what):
    assert wrong_with(phrase) == what


def test_the_longest_phrase_and_the_most_choices_that_are_allowed():
    assert wrong_with("a" * 200) == ""
    assert wrong_with("a|b|c|d|e … a|b|c|d|e|f|g|h|i|k … a|b|c|d|e|f|g|h|i|k") == ""  # 500


def test_lines_are_read_box_by_box_and_empty_ones_do_not_count():
    phrases, mistakes = read_phrases({"strong": "một  cửa\n\n  PAPI ", "weak": "dân", "exclude": "một cửa hàng"})
    assert not mistakes
    assert phrases == (
        *(Written("một cửa", "strong"), Written("PAPI", "strong")),
        *(Written("dân", "weak"), Written("một cửa hàng", "exclude")),
    )


def test_a_mistake_is_named_by_box_and_line_and_the_others_are_read():
    phrases, mistakes = read_phrases({"strong": "một cửa\n\nnộp …\nPAPI", "weak": "MỘT CỬA"})
    assert [(m.kind, m.line, m.what, m.said) for m in mistakes] == [
        ("strong", 3, "open_end", "nộp …"),
        ("weak", 1, "twice", "strong:1"),
    ]
    assert [p.text for p in phrases] == ["một cửa", "PAPI"]


def test_an_acronym_and_a_word_of_the_same_letters_are_two_phrases():
    assert not read_phrases({"strong": "TIN\ntin"})[1]


def test_a_theme_has_a_thousand_phrases_and_not_one_more():
    assert not read_phrases({"weak": "\n".join(f"từ {n}" for n in range(1000))})[1]
    (mistake,) = read_phrases({"weak": "\n".join(f"từ {n}" for n in range(1001))})[1]
    assert (mistake.line, mistake.what) == (1001, "too_many")


def test_another_kind_is_one_change_and_not_two():
    before, after = (
        [Written("dân", "strong"), Written("cũ", "weak")],
        [Written("dân", "weak"), Written("mới", "strong")],
    )
    assert {*changes(before, after)} == {
        Change("dân", "strong", "weak"),
        Change("mới", "", "strong"),
        Change("cũ", "weak", ""),
    }


LISTS = st.lists(st.builds(Written, st.sampled_from("abcd"), st.sampled_from(KINDS)), unique=True, max_size=8)


@given(LISTS, LISTS)
def test_changes_lead_from_one_list_to_the_other_and_undone_they_lead_back(before, after):
    standing = tuple(before)
    made = changes(before, after)
    for change in made:
        standing = changed(standing, change)
        assert standing is not None
    assert {*standing} == {*after}
    for change in reversed(made):
        standing = changed(standing, change.undone)
        assert standing is not None
    assert {*standing} == {*before}


@given(LISTS)
def test_nothing_leads_from_a_list_to_itself(phrases):
    assert changes(phrases, phrases) == ()


def test_a_change_that_no_longer_applies_changes_nothing():
    standing = (Written("dân", "strong"),)
    assert changed(standing, Change("dân", "weak", "")) is None
    assert changed(standing, Change("dân", "", "strong")) is None
    assert changed(standing, Change("dân", "strong", "")) == ()
