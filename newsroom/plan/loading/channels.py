"""The forms of publicising from a TOML file.

[[channels]]
code = "to-roi"               # what plans name it by
name = "Tờ rơi"
group = "c"                   # a–d, the letter under II.2
unit = "bản"                  # what one appearance is counted in: a word of UNITS, or its code
counts_minutes, counts_persons, counts_copies = …   # true or false; may be left out
serves = ["story:newspaper"]  # producers whose appearances go here by default; each at one channel only
"""

import re
from dataclasses import dataclass

from newsroom.reading import TWICE, read

UNITS = {
    "tác phẩm": "work",
    "lượt phát": "airing",
    "kỳ": "issue",
    "cuộc": "meeting",
    "buổi": "session",
    "lớp": "course",
    "bản": "copy",
    "điểm": "point",
    "bài đăng": "post",
    "lượt": "time",
    "hoạt động": "activity",
}
"""The counting units as the trade says them, and their codes (`models.Unit`)."""

GROUPS = ("a", "b", "c", "d")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PRODUCER = re.compile(r"[a-z_]+(:[a-z_]+)?")


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


NOT_A_SLUG = _("“%(value)s” is no identifier: use the letters a–z, digits and hyphens.")
NOT_A_PRODUCER = _("“%(value)s” is no producer: write it as in story:newspaper.")


@dataclass(frozen=True, kw_only=True)
class ChannelRow:
    code: str
    name: str
    group: str
    unit: str
    counts_minutes: bool
    counts_persons: bool
    counts_copies: bool
    serves: tuple[str, ...]


def read_channels(source: bytes, *, file: str) -> list[ChannelRow]:
    """The channels of a file, in its order; raises Unreadable at the first thing that is wrong."""
    document = read(source, file=file)
    document.knows_only("channels", required=["channels"])
    rows: list[ChannelRow] = []
    codes: dict[str, int] = {}
    producers: dict[str, int] = {}
    flags = ("counts_minutes", "counts_persons", "counts_copies")
    for table in document.tables("channels"):
        required = ["code", "name", "group", "unit"]
        table.knows_only(*required, *flags, "serves", required=required)
        code = table.text("code", limit=60, required=True)
        if not _SLUG.fullmatch(code):
            raise table.wrong(NOT_A_SLUG, "code", value=code)
        if code in codes:
            raise table.wrong(TWICE, "code", value=code, first=codes[code])
        codes[code] = table.line_of("code")
        serves = table.texts("serves", limit=60)
        for number, producer in enumerate(serves):
            if not _PRODUCER.fullmatch(producer):
                raise table.wrong(NOT_A_PRODUCER, "serves", number, value=producer)
            if producer in producers:
                raise table.wrong(TWICE, "serves", number, value=producer, first=producers[producer])
            producers[producer] = table.line_of("serves", number)
        unit = table.choice("unit", (*UNITS, *UNITS.values()))
        rows.append(
            ChannelRow(
                code=code,
                name=table.text("name", limit=160, required=True),
                group=table.choice("group", GROUPS),
                unit=UNITS.get(unit, unit),
                **{flag: table.flag(flag) for flag in flags},
                serves=serves,
            )
        )
    return rows
