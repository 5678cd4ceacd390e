"""Figures in running text: "{{ tong.tac_pham }}" stands for a number until somebody freezes it. Pure.

A name has parts with dots between them: what it is about, and what of it. "tong.luot", "muc.II.1.4.tac_pham",
"kenh.bao.phut", "don_vi.bao-thai-binh.luot", "ky.den_ngay". Capitals and spaces do not matter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from newsroom.coverage.counting import Figure
from newsroom.statements.aiming import Aim
from newsroom.statements.compiling import Line, Part, RecordLine, Statement

_BLANK = re.compile(r"\{\{([^{}<>]*)\}\}")
_STRAY = re.compile(r"\{\{[^}]{0,40}\}{0,2}|\}\}")
_SPACE = re.compile(r"\s|&nbsp;")
WORK = "tac_pham"
"""About which: "tac_pham.123" is one work of the period, by its number: title, organisation and first day."""


def key_of(name: str) -> str:
    """One spelling of a name: without spaces, in small letters."""
    return _SPACE.sub("", name).casefold()


def names_in(html: str) -> list[str]:
    """The names that a text asks for, as it spells them, in order."""
    return [_SPACE.sub("", match[1]) for match in _BLANK.finditer(html)]


def asks_for_works(html: str) -> bool:
    """Whether it names works, so that the period's records are needed to fill it."""
    return any(key_of(name).startswith(f"{WORK}.") for name in names_in(html))


def fill(html: str, figures: Mapping[str, str], *, marked: bool = False) -> str:
    """The text with every known name replaced by its figure, escaped; unknown ones stay as they stand.

    `marked` wraps each in <data value="name">, for screens that show which numbers are alive.
    """

    def figure(match: re.Match[str]) -> str:
        name = key_of(match[1])
        if name not in figures:
            return match[0]
        value = escape(figures[name], quote=False)
        return f'<data value="{escape(name)}">{value}</data>' if marked else value

    return _BLANK.sub(figure, html)


def unknown(html: str, figures: Mapping[str, str]) -> list[str]:
    """Each name that stands for nothing, and each brace that is not closed, once, in order."""
    strange = [name for name in names_in(html) if key_of(name) not in figures]
    stray = [match[0] for match in _STRAY.finditer(_BLANK.sub("", html))]
    return list(dict.fromkeys([*strange, *stray]))


def grouped(number: int) -> str:
    """As offices write it: 1.234."""
    return f"{number:,}".replace(",", ".")


def figures_of(statement: Statement, *, nothing: str, short_name: str = "") -> dict[str, str]:
    """Every name that a text about this statement may use, with what it stands for.

    `nothing` is said where a list is empty; `short_name` is the period's name without its days.
    """
    return {key_of(name): value for name, value in _pairs(statement, nothing, short_name)}


def _pairs(statement: Statement, nothing: str, short_name: str) -> Iterator[tuple[str, str]]:
    period = statement.period
    yield "ky.ten", short_name or statement.period_name
    yield "ky.tu_ngay", f"{period.start:%d/%m/%Y}"
    yield "ky.den_ngay", f"{period.last_day:%d/%m/%Y}"
    yield "ke_hoach.so", statement.plan_number
    yield "ke_hoach.ten", statement.plan_title
    yield "ke_hoach.nam", str(statement.plan_year)
    yield from _line("tong", statement.total)
    yield from _line("khong_phan_loai", statement.unclassified)
    for row in statement.rows:
        yield from _line(f"muc.{row.label}", row)
    spreads = (("kenh", "by_channel"), ("don_vi", "by_organisation"), ("the_loai", "by_genre"), ("sac_thai", "by_tone"))
    for about, spread in spreads:
        for part in getattr(statement.total, spread, ()):
            yield from _part(f"{about}.{part.code}", part)
    empty = [f"{row.title} ({row.label})" for row in statement.rows if not row.figure.appearances]
    yield "muc.chua_co", "; ".join(empty) or nothing
    missed = [aim.subject for aim in statement.aims if aim.target and aim.done < aim.target]
    yield "chi_tieu.chua_dat", "; ".join(missed) or nothing
    yield "chi_tieu.so", grouped(len(statement.aims))
    yield "chi_tieu.dat", grouped(sum(bool(aim.target) and aim.done >= (aim.target or 0) for aim in statement.aims))
    for work_id, lines in _works(statement.records or ()).items():
        first = lines[0]
        yield f"{WORK}.{work_id}", f"“{first.title}” – {first.organisation}, {first.day:%d/%m/%Y}"


def _line(about: str, line: Line) -> Iterator[tuple[str, str]]:
    yield f"{about}.ten", line.title
    yield from _figure(about, line.figure, line.aim)


def _part(about: str, part: Part) -> Iterator[tuple[str, str]]:
    yield f"{about}.ten", part.name
    yield f"{about}.so_luong", f"{grouped(part.figure.quantity)} {part.unit}".strip()
    yield from _figure(about, part.figure, part.aim)


def _figure(about: str, figure: Figure, aim: Aim | None) -> Iterator[tuple[str, str]]:
    yield f"{about}.luot", grouped(figure.appearances)
    yield f"{about}.tac_pham", grouped(figure.works)
    yield f"{about}.phut", grouped(figure.minutes)
    yield f"{about}.lan_dau", grouped(figure.first_runs)
    yield f"{about}.nguoi", grouped(figure.persons)
    yield f"{about}.ban", grouped(figure.copies)
    if aim and aim.target is not None and aim.done_ratio is not None:
        yield f"{about}.chi_tieu", grouped(aim.target)
        yield f"{about}.ty_le", f"{int(aim.done_ratio * 100 + 0.5)}%"


def _works(records: Iterable[RecordLine]) -> dict[int, list[RecordLine]]:
    works: dict[int, list[RecordLine]] = {}
    for line in sorted(records, key=lambda line: (line.day, line.record_id)):
        works.setdefault(line.work_id, []).append(line)
    return works
