"""Whatever we can write, we read back; whatever anybody writes breaks nothing."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from feeds.parsing.dates import VIETNAM, read, vote

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)


def at(*parts, zone=VIETNAM):
    return datetime(*parts, tzinfo=zone)


DAY_WORDS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
SHORT_DAYS = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
MONTH_WORDS = "Một Hai Ba Tư Năm Sáu Bảy Tám Chín Mười|Mười Một|Mười Hai".replace(" ", "|", 9).split("|")
ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
ENGLISH_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def twelve(moment, am, pm):
    return f"{moment.hour % 12 or 12}:{moment:%M:%S} {am if moment.hour < 12 else pm}"


DAY_FORMS = [
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day:02}-{d.month:02}-{d.year}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d.day} Th{d.month} {d.year}",
    lambda d: f"{d.day} thg {d.month}, {d.year}",
    lambda d: f"{d.day} Tháng {MONTH_WORDS[d.month - 1]}, {d.year}",
    lambda d: f"Tháng {MONTH_WORDS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
    lambda d: f"ngày {d.day:02} tháng {d.month:02} năm {d.year}",
    lambda d: f"{d.day:02} {ENGLISH_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02}-{ENGLISH_MONTHS[d.month - 1]}-{d.year}",
    lambda d: f"{ENGLISH_MONTHS[d.month - 1]} {d.day}, {d.year}",
]
WEEKDAY_FORMS = [
    lambda d: "",
    lambda d: f"{DAY_WORDS[d.weekday()]}, ",
    lambda d: f"{DAY_WORDS[d.weekday()].lower()} ",
    lambda d: f"{SHORT_DAYS[d.weekday()]}, ",
    lambda d: f"Thứ {d.weekday() + 2}, " if d.weekday() < 6 else "CN, ",
    lambda d: f"{ENGLISH_DAYS[d.weekday()]}, ",
]
CLOCK_FORMS = [
    lambda m: f"{m:%H:%M}",
    lambda m: f"{m:%H:%M:%S}",
    lambda m: f"{m.hour}:{m:%M}",
    lambda m: f"{m.hour}h{m:%M}",
    lambda m: f"{m.hour} giờ {m:%M} phút",
    lambda m: twelve(m, "SA", "CH"),
    lambda m: twelve(m, "AM", "PM"),
]
ZONE_FORMS = {
    "": 7, " +07": 7, " +0700": 7, " +07:00": 7, " GMT+7": 7, " (GMT+7)": 7, " ICT": 7, " UTC+07:00": 7,
    " Z": 0, " GMT": 0, " UTC": 0, " -0500": -5, " +0530": 5.5,
}  # fmt: skip
JOINTS = [" ", ", ", " - ", " | ", " lúc ", "\u00a0", "  "]

moments = st.datetimes(datetime(1992, 1, 2), datetime(2026, 11, 22)).map(lambda m: m.replace(microsecond=0))


@settings(max_examples=1500, deadline=None)
@given(
    moment=moments,
    day_form=st.sampled_from(DAY_FORMS),
    weekday_form=st.sampled_from(WEEKDAY_FORMS),
    clock_form=st.sampled_from(CLOCK_FORMS),
    zone=st.sampled_from(sorted(ZONE_FORMS)),
    joint=st.sampled_from(JOINTS),
    clock_leads=st.booleans(),
)
def test_whatever_we_write_in_any_form_reads_back_to_the_minute(
    moment, day_form, weekday_form, clock_form, zone, joint, clock_leads
):
    day, clock = weekday_form(moment) + day_form(moment), clock_form(moment) + zone
    raw = f"{clock}{joint}{day}" if clock_leads else f"{day}{joint}{clock}"
    reading = read(raw, now=NOW, day_first=True)
    assert reading is not None, raw
    written = moment.replace(tzinfo=timezone(timedelta(hours=ZONE_FORMS[zone])))
    assert reading.moment.replace(second=0) == written.replace(second=0), raw
    assert reading.precision == "minute"


@settings(max_examples=300, deadline=None)
@given(day=st.dates(date(1992, 1, 2), date(2026, 11, 22)), form=st.sampled_from(DAY_FORMS))
def test_whatever_we_write_without_a_clock_reads_back_to_the_day(day, form):
    reading = read(form(day), now=NOW, day_first=True)
    assert (reading.moment, reading.precision) == (at(day.year, day.month, day.day), "day"), form(day)


@settings(max_examples=300, deadline=None)
@given(day=st.dates(date(1992, 1, 2), date(2026, 11, 22)))
def test_an_ambiguous_date_never_reads_as_a_third_day(day):
    assume(day.day <= 12 and day.day != day.month)
    raw = f"{day.day}/{day.month}/{day.year}"
    assert read(raw, now=NOW, day_first=None) is None
    assert read(raw, now=NOW + timedelta(days=400), day_first=False).moment == at(day.year, day.day, day.month)


@settings(max_examples=300, deadline=None)
@given(
    day=st.dates(date(1992, 1, 2), date(2026, 11, 22)), order=st.sampled_from([True, False, None]), says=st.booleans()
)
def test_a_weekday_settles_an_ambiguous_date_or_leaves_it_unread_but_never_for_a_day_that_it_is_not(day, order, says):
    assume(day.day <= 12 and day.day != day.month)
    other = date(day.year, day.day, day.month)
    assume(other.weekday() != day.weekday())
    weekday = DAY_WORDS[day.weekday()] + ", " if says else ""
    reading = read(f"{weekday}{day.day}/{day.month}/{day.year} 10:30", now=NOW + timedelta(days=400), day_first=order)
    by_order = {True: day, False: other, None: None}
    by_weekday = {True: day, False: None, None: day}
    expected = (by_weekday if says else by_order)[order]
    assert (reading and reading.moment.date()) == expected


@settings(max_examples=500, deadline=None)
@given(raw=st.text(alphabet="0123456789/-.: ThTháng năm ngày SACHGMT+ZNovFri,()", max_size=40))
@example("1" * 120)
@example("/Date(99999999999999)/")
def test_no_text_breaks_the_reader_and_none_reads_outside_of_time(raw):
    for order in (True, False, None):
        reading = read(raw, now=NOW, day_first=order)
        if reading:
            assert datetime(1991, 1, 1, tzinfo=UTC) <= reading.moment <= NOW + timedelta(days=1)
    vote([raw], now=NOW)
