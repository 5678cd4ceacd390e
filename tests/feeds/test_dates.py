"""A date is read rightly or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.parsing.dates import VIETNAM, read, vote

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)


def at(*parts, zone=VIETNAM):
    return datetime(*parts, tzinfo=zone)


HALF_PAST_TEN = at(2024, 11, 22, 10, 30)

TO_THE_MINUTE = {
    "Fri, 22 Nov 2024 10:30:00 +0700": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 +07": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 +07:00": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 +7": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 GMT+7": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 GMT+07:00": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 UTC+7": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 (GMT+7)": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 ICT": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00 +0700 (ICT)": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 10:30:00": HALF_PAST_TEN,
    "Fri, 22 Nov 24 10:30:00 +0700": HALF_PAST_TEN,
    "22 Nov 2024 10:30 +0700": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 03:30:00 GMT": HALF_PAST_TEN,
    "Fri, 22 Nov 2024 03:30:00 -0000": HALF_PAST_TEN,
    "Thu, 21 Nov 2024 22:30:00 EST": HALF_PAST_TEN,
    "Thu, 21 Nov 2024 22:30:00 -0500": HALF_PAST_TEN,
    "2024-11-22T10:30:00+07:00": HALF_PAST_TEN,
    "2024-11-22T10:30:00.000+0700": HALF_PAST_TEN,
    "2024-11-22T03:30:00Z": HALF_PAST_TEN,
    "2024-11-22T10:30:00": HALF_PAST_TEN,
    "2024-11-22T10:30": HALF_PAST_TEN,
    "2024-11-22 10:30:00": HALF_PAST_TEN,
    "2024/11/22 10:30": HALF_PAST_TEN,
    "22/11/2024 10:30": HALF_PAST_TEN,
    "22/11/2024 10:30:00 SA": HALF_PAST_TEN,
    "22/11/2024 10:30:00 AM": HALF_PAST_TEN,
    "11/22/2024 10:30:00 AM": HALF_PAST_TEN,
    "22-11-2024 10:30": HALF_PAST_TEN,
    "22.11.2024 10:30": HALF_PAST_TEN,
    "10:30 22/11/2024": HALF_PAST_TEN,
    "10:30, 22/11/2024": HALF_PAST_TEN,
    "10:30 - 22/11/2024": HALF_PAST_TEN,
    "10:30 | 22/11/2024": HALF_PAST_TEN,
    "10:30 22/11/2024 (GMT+7)": HALF_PAST_TEN,
    "Thứ Sáu, 22/11/2024 10:30": HALF_PAST_TEN,
    "Thứ Sáu, 22/11/2024, 10:30 (GMT+7)": HALF_PAST_TEN,
    "Thứ sáu, 22/11/2024 | 10:30 GMT+7": HALF_PAST_TEN,
    "Thứ 6, 22/11/2024 10:30:00 GMT+7": HALF_PAST_TEN,
    "T6, 22/11/2024 - 10:30": HALF_PAST_TEN,
    "THỨ SÁU, 22/11/2024 10:30": HALF_PAST_TEN,
    "Cập nhật: 22/11/2024 lúc 10:30": HALF_PAST_TEN,
    "Ngày đăng: 22/11/2024 10:30": HALF_PAST_TEN,
    "10h30 ngày 22/11/2024": HALF_PAST_TEN,
    "10h30' ngày 22/11/2024": HALF_PAST_TEN,
    "10g30 22/11/2024": HALF_PAST_TEN,
    "10 giờ 30 phút, ngày 22 tháng 11 năm 2024": HALF_PAST_TEN,
    "22 Th11 2024 10:30": HALF_PAST_TEN,
    "22 thg 11, 2024 10:30": HALF_PAST_TEN,
    "22 Tháng Mười Một, 2024 10:30": HALF_PAST_TEN,
    "Tháng Mười Một 22, 2024 10:30": HALF_PAST_TEN,
    "November 22, 2024 10:30 am": HALF_PAST_TEN,
    "Nov 22, 2024, 10:30 a.m.": HALF_PAST_TEN,
    "Fri Nov 22 10:30:00 ICT 2024": HALF_PAST_TEN,
    "Fri Nov 22 10:30:00 2024": HALF_PAST_TEN,
    "Fri Nov 22 2024 10:30:00 GMT+0700 (Indochina Time)": HALF_PAST_TEN,
    "20241122T103000+0700": HALF_PAST_TEN,
    "20241122103000": HALF_PAST_TEN,
    "1732246200": HALF_PAST_TEN,
    "1732246200000": HALF_PAST_TEN,
    "/Date(1732246200000+0700)/": HALF_PAST_TEN,
    "22/11/2024\u00a010:30": HALF_PAST_TEN,
    "\u200e22/\u200e11/\u200e2024 10:30": HALF_PAST_TEN,
    "  22/11/2024&nbsp;10:30\n": HALF_PAST_TEN,
    "22/11/2024 2:30:00 CH": at(2024, 11, 22, 14, 30),
    "22/11/2024 14:30:00 CH": at(2024, 11, 22, 14, 30),
    "22/11/2024 12:30:00 SA": at(2024, 11, 22, 0, 30),
    "22/11/2024 12:30:00 CH": at(2024, 11, 22, 12, 30),
    "9/14/2026 6:44:00 PM": at(2026, 9, 14, 18, 44),
    "Thứ 5, 28/05/2026 17:00:00 GMT+7": at(2026, 5, 28, 17, 0),
    "Thứ 6, 16/04/2021 | 14:00:28": at(2021, 4, 16, 14, 0, 28),
    "Chủ nhật, 24/11/2024 07:05": at(2024, 11, 24, 7, 5),
    "Chủ Nhật, ngày 24 tháng 11 năm 2024 07:05": at(2024, 11, 24, 7, 5),
    "Thu, 5 Nov 2024 10:00 +0700": at(2024, 11, 5, 10, 0),
    "Thu 5 Nov 2024 10:00": at(2024, 11, 5, 10, 0),
    "2024-11-22T24:00:00+07:00": at(2024, 11, 23, 0, 0),
    "Fri, 22 Nov 2024 23:59:60 +0700": at(2024, 11, 22, 23, 59, 59),
}

TO_THE_HOUR = {
    "10h ngày 22/11/2024": at(2024, 11, 22, 10),
    "10 giờ, 22/11/2024": at(2024, 11, 22, 10),
    "3 giờ chiều ngày 22/11/2024": at(2024, 11, 22, 15),
    "7 giờ tối 22/11/2024": at(2024, 11, 22, 19),
    "12 giờ trưa 22/11/2024": at(2024, 11, 22, 12),
    "12 giờ đêm 22/11/2024": at(2024, 11, 22, 0),
    "1 giờ trưa 22/11/2024": at(2024, 11, 22, 13),
}

TO_THE_DAY = {
    "Thứ sáu, ngày 22 tháng 11 năm 2024": at(2024, 11, 22),
    "ngày 2 tháng 5 năm 2024": at(2024, 5, 2),
    "ngày 2 tháng năm năm 2024": at(2024, 5, 2),
    "2 Tháng Tư, 2024": at(2024, 4, 2),
    "22 Th11 2024": at(2024, 11, 22),
    "22/11/2024": at(2024, 11, 22),
    "22-11-2024": at(2024, 11, 22),
    "22.11.2024": at(2024, 11, 22),
    "5.6.2024": at(2024, 6, 5),
    "22-Nov-2024": at(2024, 11, 22),
    "22/11/24": at(2024, 11, 22),
    "2024-11-22": at(2024, 11, 22),
    "20241122": at(2024, 11, 22),
    "07/07/2024": at(2024, 7, 7),
    "CN, 24/11/2024": at(2024, 11, 24),
}

UNREADABLE = [
    "",
    "   ",
    "hôm nay 10:30",
    "2 giờ trước",
    "Vừa xong",
    "2024",
    "11/2024",
    "tháng 11 năm 2024",
    "24-11-22",  # three readings
    "05/06/2024 10:30",  # two readings, and nothing in the feed to tell
    "22/11",
    "31/02/2024",
    "22/13/2024 10:30",
    "00/11/2024",
    "22/11/2024 25:30",
    "22/11/2024 10:75",
    "22/11/2024 14:30 SA",
    "22/11/2024 00:30 CH",
    "10:30 11:30 22/11/2024",
    "22/11/2024 23/11/2024",
    "Fri, 22 Nov 2024 10:30:00 CST",  # China or Chicago
    "Fri, 22 Nov 2024 10:30:00 +9900",
    "Fri, 22 Nov 2024 10:30:00 +0799",
    "2024-11-22-05:00",  # a zone or a clock
    "24 Giêng 2024",
    "22 tháng Chạp năm 2024",  # lunar
    "15/10 Giáp Thìn",
    "0001-01-01T00:00:00",
    "1/1/0001 12:00:00 AM",
    "1900-01-01",
    "1970-01-01T00:00:00Z",
    "0",
    "Fri, 25 Dec 2026 10:00:00 +0700",  # the future
    "9" * 5000,
    "22/11/2024 " * 50,
]


def reading_of(raw, day_first=None):
    reading = read(raw, now=NOW, day_first=day_first)
    return reading and (reading.moment, reading.precision)


@pytest.mark.parametrize("raw", TO_THE_MINUTE)
def test_a_form_with_a_clock_reads_to_the_minute(raw):
    assert reading_of(raw) == (TO_THE_MINUTE[raw], "minute")


@pytest.mark.parametrize("raw", TO_THE_HOUR)
def test_a_form_with_an_hour_reads_to_the_hour(raw):
    assert reading_of(raw) == (TO_THE_HOUR[raw], "hour")


@pytest.mark.parametrize("raw", TO_THE_DAY)
def test_a_form_without_a_clock_reads_to_the_day(raw):
    assert reading_of(raw) == (TO_THE_DAY[raw], "day")


@pytest.mark.parametrize("raw", UNREADABLE)
def test_what_cannot_be_read_is_unknown(raw):
    assert reading_of(raw) is None


def test_marks_may_be_decomposed_or_missing():
    import unicodedata

    raw = "Thứ sáu, ngày 22 tháng 11 năm 2024"
    assert reading_of(unicodedata.normalize("NFD", raw)) == reading_of(raw)
    assert reading_of("Thu sau, ngay 22 thang 11 nam 2024") == reading_of(raw)


def test_the_future_is_believed_for_one_day_only():
    inside, outside = NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=1)
    assert reading_of(inside.isoformat()) == (inside, "minute")
    assert reading_of(outside.isoformat()) is None


def test_a_zone_can_be_given_for_dates_without_one():
    reading = read("2024-11-22 10:30", now=NOW, zone=UTC)
    assert reading.moment == datetime(2024, 11, 22, 10, 30, tzinfo=UTC)


def test_day_first_settles_only_what_has_two_readings():
    assert reading_of("05/06/2024", True)[0] == at(2024, 6, 5)
    assert reading_of("05/06/2024", False)[0] == at(2024, 5, 6)
    assert reading_of("22/11/2024", False)[0] == at(2024, 11, 22)
    assert reading_of("11/22/2024", True)[0] == at(2024, 11, 22)
    assert reading_of("2024-05-06", True)[0] == at(2024, 5, 6)


class TestTheVoteOfAFeed:
    def test_one_day_over_twelve_decides_for_all(self):
        assert vote(["05/06/2024", "25/06/2024"], now=NOW).day_first is True
        assert vote(["05/06/2024", "06/25/2024"], now=NOW).day_first is False

    def test_a_weekday_decides(self):
        assert vote(["Thứ Sáu, 06/09/2024"], now=NOW).day_first is True
        assert vote(["Fri, 09/06/2024"], now=NOW).day_first is False

    def test_a_reading_in_the_future_decides(self):
        assert vote(["12/11/2026"], now=at(2026, 11, 23)).day_first is True
        assert vote(["11/12/2026"], now=at(2026, 11, 23)).day_first is False

    def test_dates_that_tell_nothing_leave_it_open_and_vietnam_writes_the_day_first(self):
        open_vote = vote(["05/06/2024", "07/07/2024", "2024-05-06", "Fri, 22 Nov 2024 10:30:00 +0700"], now=NOW)
        assert open_vote.day_first is None
        assert open_vote.settle(None) is True
        assert open_vote.settle(False) is False, "what earlier documents showed is remembered"

    def test_an_unpadded_date_with_am_or_pm_is_dot_nets_american(self):
        assert vote(["9/7/2026 6:44:00 PM"], now=NOW).settle(None) is False
        assert vote(["09/07/2026 06:44:00 PM"], now=NOW).settle(None) is True
        assert vote(["9/7/2026 6:44:00 CH"], now=NOW).settle(None) is True

    def test_a_few_odd_dates_do_not_overturn_a_feed(self):
        assert vote(["25/06/2024"] * 4 + ["06/25/2024"], now=NOW).day_first is True

    def test_a_feed_that_contradicts_itself_leaves_its_ambiguous_dates_unread(self):
        torn = vote(["25/06/2024", "06/25/2024", "05/06/2024"], now=NOW)
        assert torn.contested
        assert torn.settle(None) is None
        assert torn.settle(True) is True
