"""A feed's state is one word, and what is stored is shown in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from feeds.models import Entry, Feed

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
URL = "https://dai.example.vn/rss"


class TestState:
    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            ({}, "new"),
            ({"last_attempt_at": AT}, "ok"),
            ({"last_attempt_at": AT, "failures": 1}, "failing"),
            ({"last_attempt_at": AT, "failures": 1, "is_active": False}, "off"),
            ({"last_attempt_at": AT, "next_due_at": AT - timedelta(hours=1)}, "late"),
            ({"last_attempt_at": AT, "next_due_at": AT + timedelta(hours=1)}, "ok"),
            ({"last_attempt_at": AT, "last_change_at": AT - timedelta(days=3)}, "quiet"),
            ({"last_attempt_at": AT, "last_change_at": AT - timedelta(days=3), "usual_gap": timedelta(days=1)}, "ok"),
        ],
    )
    def test_the_worst_of_what_is_true_is_shown(self, fields, state):
        assert Feed(url=URL, **fields).state(AT) == state


class TestWords:
    @pytest.mark.parametrize(
        ("precision", "words"),
        [("minute", "22/11/2024 12:00"), ("hour", "22/11/2024, khoảng 12:00"), ("day", "22/11/2024")],
    )
    def test_a_date_says_no_more_than_is_known(self, precision, words):
        with override("vi"):
            assert Entry(published_at=AT, precision=precision).date_in_words == words
            assert Entry().date_in_words == "không rõ"

    @pytest.mark.parametrize(
        ("problem", "words"),
        [
            ("", ""),
            ("too_slow: dai.example.vn", "Trang trả lời quá lâu."),
            ("http_status: 404", "Không có gì ở địa chỉ này."),
            ("http_status: 418", "Trang báo lỗi 418."),
            ("something: new", "something: new"),
        ],
    )
    def test_a_stored_problem_is_put_into_words(self, problem, words):
        with override("vi"):
            assert Feed(last_problem=problem).problem_in_words == words
