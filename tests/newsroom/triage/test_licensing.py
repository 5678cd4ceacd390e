"""How much may be taken: pure, on both sides of every fence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.triage.licensing import EXCERPT, Licence, excerpt, may_take_all

LICENCE = Licence("Văn bản thỏa thuận: 05/TT-BTB", date(2026, 1, 1), date(2027, 1, 1))
SENTENCE = "Xã Minh Quang trả hồ sơ đúng hẹn trong cả quý vừa qua."


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_licence_holds_from_its_first_day_and_not_on_the_day_it_ends(day, allowed):
    assert may_take_all(LICENCE, day) is allowed


def test_a_licence_without_an_end_holds_for_ever_and_none_never():
    endless = Licence("Giấy phép mở: CC BY 4.0", date(2026, 1, 1))
    assert may_take_all(endless, date(2099, 1, 1))
    assert not may_take_all(endless, date(2025, 12, 31))
    assert not may_take_all(None, date(2026, 6, 1))


def test_a_short_summary_is_the_excerpt():
    assert excerpt(SENTENCE) == SENTENCE


def test_an_excerpt_ends_with_a_sentence_where_one_ends_late_enough():
    assert excerpt(" ".join([SENTENCE] * 9)) == " ".join([SENTENCE] * 5)


def test_else_between_two_words():
    cut = excerpt("chữ " * 200)
    assert cut.endswith("chữ…")
    assert EXCERPT - 4 <= len(cut) <= EXCERPT


def test_at_most_half_of_a_text_that_is_known_whole():
    whole = " ".join([SENTENCE] * 4) + " Hết."
    assert excerpt("", whole) == SENTENCE + " " + SENTENCE
    assert len(excerpt(whole, whole)) <= len(whole) // 2


def test_a_number_with_a_point_ends_no_sentence():
    assert excerpt("Có 1.234 hồ sơ. " + "chữ " * 100, most=30).startswith("Có 1.234 hồ sơ")


def test_an_abbreviation_ends_no_sentence():
    assert excerpt("Hội nghị tổ chức tại TP. Thái Bình và các huyện.", most=30) == "Hội nghị tổ chức tại TP. Thái…"


def test_of_nothing_nothing_is_taken():
    assert excerpt("") == excerpt("", "") == excerpt("", "a") == ""


@given(st.text(max_size=700), st.text(max_size=700), st.integers(1, 400))
def test_an_excerpt_is_the_start_of_the_text_and_never_too_long(summary, whole, most):
    said = excerpt(summary, whole, most)
    text = " ".join((summary or whole).split())
    assert len(said) <= most
    assert not whole or len(said) <= len(" ".join(whole.split())) // 2
    assert text.startswith((said.removesuffix("…"), said))
