"""The vocabulary of dates: how clocks, zones, weekdays, months and filler are spelt, once folded."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta

_ENGLISH_MONTHS = "january february march april may june july august september october november december".split()
MONTHS = {name: number for number, name in enumerate(_ENGLISH_MONTHS, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_VIETNAMESE_MONTHS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip

_ENGLISH_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_VIETNAMESE_DAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(n): n - 2 for n in range(2, 8)}

# Only names that mean one offset everywhere; CST, IST or BST would be a guess.
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "ict": 7, "gio viet nam": 7, "gio ha noi": 7, "wib": 7, "sgt": 8, "hkt": 8,
    "jst": 9, "kst": 9, "msk": 3, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "wet": 0, "west": 1,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_HALVES = {
    "am": "am", "pm": "pm", "a.m.": "am", "p.m.": "pm", "sa": "am", "ch": "pm",
    "sang": "am", "trua": "noon", "chieu": "pm", "toi": "pm", "dem": "night",
}  # fmt: skip
_OFFSET = r"(?:gmt|utc|ut)?\s?(?P<sign>[+−-])(?P<zh>\d{1,2}):?(?P<zm>\d{2})?(?![\d/:.-])"
_ZONE_NAME = "|".join(sorted(ZONES, key=len, reverse=True))
_HALF = "|".join(re.escape(half) for half in sorted(_HALVES, key=len, reverse=True))

CLOCK = re.compile(
    rf"""
    (?<![\d:.,+−-])(?P<hour>\d{{1,2}})
    (?: :(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?(?![\d:])
      | \s?(?:h|g|gio)(?![a-z])\s?(?:(?P<past>\d{{2}})(?!\d|[/.-]\d)\s?(?:phut|p|'|’)?)? )
    (?:\s?(?P<half>{_HALF})(?![a-z]))?
    (?P<zone>\s?(?:\(\s?)?(?:{_OFFSET}|(?:{_ZONE_NAME})(?![a-z0-9+−-]))(?:\s?\))?(?:\s?\([a-z ]+\))?)?
    """,
    re.VERBOSE,
)
_ZONE_AT_END = re.compile(rf"(?:\s|\()\(?\s?(?:(?=gmt|utc|ut|\+){_OFFSET}|(?P<name>{_ZONE_NAME}))\s?\)?$", re.VERBOSE)
_ZONE = re.compile(rf"[\s(]*(?:{_OFFSET}|(?P<name>{_ZONE_NAME}))(?:[\s)]|\([a-z ]+\))*", re.VERBOSE)

UNIX = re.compile(
    r"(?P<seconds>\d{9,10})(?:\.\d+)?|(?P<milliseconds>\d{13})|/date\((?P<dotnet>\d{11,14})(?:[+-]\d{4})?\)/"
)
COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:t?(?P<hour>\d{2}):?(?P<minute>\d{2}):?(?P<second>\d{2})?(?P<zone>z|[+-]\d{2}:?\d{2})?)?"
)

_MONTH = (
    r"(?P<month>thang (?:muoi mot|muoi hai|muoi|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin)"
    r"|(?:thang|thg|th)[ .]?(?:1[0-2]|0?[1-9])"
    rf"|{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
)
_YEAR = r"(?:nam )?(?P<year>\d{4}|(?<!\d)\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
NUMERIC_PATTERNS: tuple[tuple[re.Pattern[str], bool | None], ...] = (
    (re.compile(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<first>\d{1,2})(?: ?t)?"), True),
    (re.compile(r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<year>\d{4})"), True),
    (re.compile(r"(?P<first>\d{1,2}) ?(?P<sep>[-/]) ?(?P<second>\d{1,2}) ?(?P=sep) ?(?P<year>\d{4})"), None),
    (re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{2})"), None),
    (re.compile(rf"(?:ngay )?{_DAY}[ /.-]*{_MONTH}[ /.-]+{_YEAR}"), True),
    (re.compile(rf"{_MONTH}\.? {_DAY} (?P<year>\d{{4}})"), True),
)
"""In order of trying: named groups are `first`, `second` and `year`, or `day`, `month` and `year`; beside each,
whether its first number is the day (None: that is what the vote is for). Two-digit years with dashes are left
out on purpose: 24-11-22 has three readings."""

_WEEKDAY = re.compile(
    r"(?<![a-z0-9])(?:chu nhat|cn|thu (?P<word>hai|ba|tu|nam|sau|bay)"
    r"|(?:thu ?|t)(?P<digit>[2-7])(?![\d/.-]| *(?:thang|thg|th|" + "|".join(sorted(MONTHS)) + r")\b)"
    rf"|(?P<english>(?:{'|'.join(_ENGLISH_DAYS)})|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)))(?![a-z0-9])\.?"
)
_FILLER = re.compile(
    r"(?<![a-z0-9])(?:cap nhat|ngay dang|dang ngay|ngay tao|xuat ban|dang luc|luc|vao|hoi|at|on|ngay(?= \d+[/.-]))"
    r"(?![a-z0-9])"
)
_MARKS = re.compile(r"[,|•·;:()]|(?<= )[-–—](?= )")


def fold(raw: str) -> str:
    """Lower case, no marks, đ as d, entities read, odd spaces and invisible characters gone."""
    text = unicodedata.normalize("NFKD", html.unescape(raw)).casefold().replace("đ", "d")
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))
    if not re.fullmatch(r"[\x20-\x7e\s−–—’•·]*", text):
        return ""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `offset` from UTC is None when none was written; `since_midnight` may be a whole day (24:00)."""

    since_midnight: timedelta
    has_minutes: bool
    offset: timedelta | None = None
    english_half: bool = False

    @classmethod
    def of(cls, hour: str, minute: str | None, second: str | None, half: str, zone: str) -> Clock | None:
        """None when the numbers make no time of day (25:00, 10:75, 14:00 AM)."""
        h, m, s = _on_24_hours(int(hour), _HALVES.get(half, "")), int(minute or 0), min(int(second or 0), 60)
        offset = offset_of(zone) if zone.strip() else None
        if h is None or m > 59 or int(second or 0) > 60 or (h == 24 and (m or s)) or (zone.strip() and offset is None):
            return None
        s = min(s, 59)  # a leap second has no place in a datetime
        return cls(timedelta(hours=h, minutes=m, seconds=s), minute is not None, offset, half in ("am", "pm"))

    def in_zone(self, offset: timedelta | None) -> Clock:
        return replace(self, offset=offset)


def _on_24_hours(hour: int, half: str) -> int | None:
    if hour > 24:
        return None
    if half == "am":
        return None if hour > 12 else hour % 12
    if half == "pm":
        return None if hour in (0, 24) else hour if hour >= 12 else hour + 12
    if half == "noon":
        return {10: 10, 11: 11, 12: 12, 13: 13, 1: 13, 2: 14}.get(hour)
    if half == "night":
        return {12: 0, 24: 0}.get(hour, hour + 12 if 8 <= hour < 12 else hour)
    return hour


def offset_of(zone: str) -> timedelta | None:
    """`+07`, `GMT+7`, `(ICT)`, `+0700 (indochina time)`: the distance from UTC; None when it is none on Earth."""
    match = _ZONE.fullmatch(zone)
    if not match:
        return None
    if match["name"]:
        return timedelta(hours=ZONES[match["name"]])
    away = timedelta(hours=int(match["zh"]), minutes=int(match["zm"] or 0))
    if away > timedelta(hours=14) or int(match["zm"] or 0) > 59:
        return None
    return away if match["sign"] == "+" else -away


def take_clock(text: str) -> tuple[str, Clock | None]:
    """The text without its time of day, and that time. A text with two clocks, or with a senseless one, keeps
    something that no date pattern will match."""
    match = CLOCK.search(text)
    if not match:
        return text, None
    minute = match["minute"] or match["past"]
    clock = Clock.of(match["hour"], minute, match["second"], match["half"] or "", match["zone"] or "")
    if clock is None:
        return "?", None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), clock


def take_zone_at_end(text: str) -> tuple[str, timedelta | None]:
    """A zone behind the date (`10:30 22/11/2024 (GMT+7)`): a bare `-07` is not taken, it could be part of a date."""
    match = _ZONE_AT_END.search(text)
    if not match or (offset := offset_of(match[0])) is None:
        return text, None
    return text[: match.start()], offset


def take_weekday(text: str) -> tuple[str, int | None]:
    """The text without the day of the week, and its number (Monday is 0)."""
    match = _WEEKDAY.search(text)
    if not match:
        return text, None
    if match["english"]:
        number = [name[:3] for name in _ENGLISH_DAYS].index(match["english"][:3])
    else:
        number = _VIETNAMESE_DAYS.get(match["word"] or match["digit"], 6)
    return f"{text[: match.start()]} {text[match.end() :]}", number


def without_filler(text: str) -> str:
    text = _MARKS.sub(" ", f" {text} ")
    return " ".join(_FILLER.sub(" ", " ".join(text.split())).split())


def month_number(name: str) -> int | None:
    """`th11`, `thang 11`, `thang muoi mot`, `nov`, `november`."""
    if name in MONTHS:
        return MONTHS[name]
    word = re.sub(r"^(?:thang|thg|th)[ .]?", "", name)
    return int(word) if word.isdigit() else _VIETNAMESE_MONTHS.get(word)
