"""What may be one work: a proposal with its fences."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.triage.grouping import (
    FEWEST_IN_TEXT,
    SAME_TEXT,
    Appeared,
    Rule,
    candidates,
    gist,
    held_against,
    likeness,
    overlap,
    within_window,
)

MOMENT = datetime(2024, 6, 11, 8, tzinfo=UTC)
TITLE = "Vũ Thư: Bộ phận Một cửa xã Minh Quang làm việc thứ Bảy"


TEXT = " ".join(f"âm{n} tiết{n}" for n in range(100))
"""Two hundred syllables, none of them twice."""


def appeared(title=TITLE, *, key=1, day=date(2024, 6, 11), moment=None, link="", text=""):
    return Appeared(key, title, day, moment, frozenset([link] if link else []), gist(text))


def cut(text: str, first: int, last: int) -> str:
    return " ".join(text.split()[first:last])


@pytest.mark.parametrize(
    "other",
    [
        "VŨ THƯ: BỘ PHẬN MỘT CỬA XÃ MINH QUANG LÀM VIỆC THỨ BẢY",
        "Vũ Thư - Bộ phận “Một cửa” xã Minh Quang làm việc thứ Bảy",
        "Vu Thu: Bo phan Mot cua xa Minh Quang lam viec thu Bay",
    ],
)
def test_spelling_does_not_part_a_work(other):
    assert likeness(TITLE, other) == 1


def test_a_word_more_or_less_is_near():
    assert 0.8 <= likeness(TITLE, "Bộ phận Một cửa xã Minh Quang làm việc cả thứ Bảy") < 1


def test_another_story_is_not_near():
    assert likeness(TITLE, "Kiến Xương: gặt lúa xuân trong nắng sớm cuối mùa") == 0


def test_numbers_part_what_words_join():
    a, b = (f"Kết quả giải quyết thủ tục hành chính của huyện tháng {n}" for n in (5, 6))
    assert likeness(a, b) == 0
    assert likeness(a, a) == 1


def test_short_titles_must_be_equal():
    assert likeness("Bản tin tối thứ Hai", "Bản tin trưa thứ Hai") == 0
    assert likeness("Bản tin chiều", "BẢN TIN CHIỀU") == 1
    assert likeness("", "") == 0


def test_the_window_is_48_hours_by_moments():
    first = appeared(moment=MOMENT)
    assert within_window(first, appeared(moment=MOMENT + timedelta(hours=48)))
    assert not within_window(first, appeared(moment=MOMENT + timedelta(hours=48, seconds=1)))
    assert within_window(first, appeared(moment=MOMENT - timedelta(hours=48)))


def test_the_window_is_two_days_where_a_moment_is_not_known():
    assert within_window(appeared(moment=MOMENT), appeared(day=date(2024, 6, 13)))
    assert not within_window(appeared(moment=MOMENT), appeared(day=date(2024, 6, 14)))


def test_the_likest_comes_first_and_three_are_enough():
    near = appeared("Bộ phận Một cửa xã Minh Quang làm việc cả thứ Bảy", key=2)
    far = appeared("Chuyện khác hẳn ở một nơi khác hẳn", key=3)
    same = [appeared(key=10 + n) for n in range(3)]
    assert [c.other.key for c in candidates(appeared(), [near, far, same[0]])] == [10, 2]
    assert len(candidates(appeared(), [near, *same])) == 3


def test_one_link_is_one_work_whenever_and_whatever_it_is_called():
    a = appeared(link="vuthu.example/1")
    found = held_against(a, appeared("Gặt lúa", day=date(2024, 9, 1), link="vuthu.example/1"))
    assert (found.rule, found.percent) == (Rule.LINK, 100)
    assert held_against(a, appeared("Gặt lúa", link="vuthu.example/2")) is None
    assert held_against(appeared("Một"), appeared("Hai")) is None


def test_a_copy_under_another_title_is_known_by_its_text():
    found = held_against(appeared(text=TEXT), appeared("Chuyện một xã ven sông", text="Theo báo bạn " + TEXT))
    assert found.rule == Rule.TEXT
    assert found.percent >= 95
    later = appeared("Chuyện một xã ven sông", text=TEXT, day=date(2024, 6, 14))
    assert held_against(appeared(text=TEXT), later) is None


def test_the_fence_of_a_text_is_seven_tenths():
    # Of 197 runs 162 are common: 162 / (197 + 162 - 162); then 136, with as many new ones as were cut.
    assert overlap(gist(TEXT), gist(cut(TEXT, 0, 165))) == pytest.approx(162 / 197)
    assert overlap(gist(TEXT), gist(cut(TEXT, 0, 140))) == 0 == overlap(gist(cut(TEXT, 0, 140)), gist(TEXT))
    exact, below = (gist(cut(TEXT, 0, n)) for n in (141, 140))
    assert len(exact) / 197 >= SAME_TEXT > len(below) / 197
    assert overlap(gist(TEXT), exact) == pytest.approx(138 / 197)


def test_reports_of_a_series_are_near_in_every_word_and_not_one_work():
    may, june = (appeared(f"Kết quả giải quyết thủ tục tháng {n}", text=f"Tháng {n}: " + TEXT) for n in (5, 6))
    assert held_against(may, june) is None
    assert held_against(may, may).rule == Rule.TITLE


def test_a_short_text_says_nothing():
    assert gist(cut(TEXT, 0, FEWEST_IN_TEXT - 1)) == frozenset()
    assert len(gist(cut(TEXT, 0, FEWEST_IN_TEXT))) == FEWEST_IN_TEXT - 3
    assert overlap(gist(""), gist("")) == 0


def test_the_stronger_rule_is_the_reason_and_comes_first():
    both = appeared(link="a.example/1", key=2)
    by_text = appeared("Chuyện một xã ven sông", text=TEXT, key=4)
    found = candidates(appeared(link="a.example/1", text=TEXT), [by_text, appeared(key=3), both])
    assert [(each.other.key, each.rule) for each in found] == [(2, Rule.LINK), (3, Rule.TITLE), (4, Rule.TEXT)]


PIECES = st.builds(
    appeared,
    st.sampled_from([TITLE, "Tin ngắn", "Bộ phận Một cửa xã Minh Quang làm việc cả thứ Bảy", "Tháng 5", "Tháng 6"]),
    key=st.integers(1, 99),
    day=st.dates(date(2024, 6, 8), date(2024, 6, 14)),
    link=st.sampled_from(["", "", "a.example/1", "a.example/2"]),
    text=st.builds(lambda first, last: cut(TEXT, first, last), st.integers(0, 120), st.integers(80, 200)),
)


@given(PIECES, PIECES)
def test_likeness_does_not_depend_on_who_is_asked(a, b):
    one, other = held_against(a, b), held_against(b, a)
    assert (one and (one.rule, one.percent)) == (other and (other.rule, other.percent))
    assert held_against(a, a) is not None


@given(st.text(alphabet="aăâbcdđeê .,-0", max_size=400), st.text(alphabet="aăâbcdđeê .,-0", max_size=400))
def test_overlap_is_a_share_and_whole_only_for_equals(a, b):
    left, right = gist(a), gist(b)
    assert 0 <= overlap(left, right) <= 1
    assert (overlap(left, right) == 1) is (left == right != frozenset())
