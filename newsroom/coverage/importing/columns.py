"""The columns that a file may have, and how people head them."""

import re
from dataclasses import dataclass

from newsroom.text import fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its code, the heading that the template prints, and other headings that mean the same."""

    code: str
    heading: str
    also: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column("day", "Ngày", ("ngay dang", "ngay phat", "ngay thuc hien", "ngay thang"), required=True),
    Column("title", "Tiêu đề", ("ten tac pham", "tac pham", "ten bai", "noi dung", "hoat dong"), required=True),
    Column(
        "organisation",
        "Cơ quan, đơn vị",
        ("co quan", "don vi", "co quan don vi", "to chuc", "bao dai"),
        required=True,
    ),
    Column("channel", "Hình thức", ("hinh thuc tuyen truyen", "kenh", "kenh tuyen truyen"), required=True),
    Column("genre", "Thể loại", ("loai", "loai tin bai")),
    Column("tone", "Sắc thái"),
    Column("themes", "Chủ đề", ("chu de cchc", "cac chu de")),
    Column("about", "Nói về", ("noi ve co quan", "co quan duoc noi den", "co quan duoc noi toi", "ve co quan")),
    Column("quantity", "Số lượng", ("so luong theo don vi tinh",)),
    Column("seconds", "Thời lượng", ("thoi luong phut", "so phut", "phut")),
    Column("persons", "Số người", ("luot nguoi", "so luot nguoi", "so nguoi du")),
    Column("copies", "Số bản", ("ban in", "so ban in", "so ban phat")),
    Column("is_rerun", "Phát lại"),
    Column("url", "Liên kết", ("link", "duong dan", "dia chi", "url", "duong link")),
    Column("evidence", "Minh chứng", ("tai lieu kiem chung", "tai lieu minh chung")),
    Column("same", "Cùng tác phẩm với", ("cung tac pham", "tac pham goc")),
    Column("own", "Mã", ("ma so", "ma ban ghi", "ma rieng", "khoa")),
)
REQUIRED = tuple(column.code for column in COLUMNS if column.required)

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BY_HEADING = {fold(name): column for column in COLUMNS for name in (column.heading, column.code, *column.also)}


def column_of(heading: object) -> Column | None:
    """The column that a heading names, marks or no marks, whatever stands in brackets; None for an unknown one."""
    return _BY_HEADING.get(fold(_BRACKETS.sub(" ", str(heading or "")).replace("*", " ").replace(":", " ")))
