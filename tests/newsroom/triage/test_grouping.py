"""What may be one work: a proposal with its fences."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsroom.triage.grouping import Appeared, candidates, likeness, within_window

MOMENT = datetime(2024, 6, 11, 8, tzinfo=UTC)
TITLE = "Vũ Thư: Bộ phận Một cửa xã Minh Quang làm việc thứ Bảy"


def appeared(title=TITLE, *, key=1, day=date(2024, 6, 11), moment=None):
    return Appeared(key, title, day, moment)


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
    assert [c.key for c in candidates(appeared(), [near, far, same[0]])] == [10, 2]
    assert len(candidates(appeared(), [near, *same])) == 3
