"""The paper of a report: its text with the figures filled in, and the lines of NĐ 30/2020/NĐ-CP around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.plan.wording import short_period_name
from newsroom.statements.compiling import Statement

from ..composing import Paper, Section, Signature
from ..filling import asks_for_works, figures_of, fill, unknown
from ..models import NARRATIVE, Report, Snapshot
from ..rendering import blank_paper
from ..sealing import from_plain, to_plain
from .history import ReportError

_SEALED = ("issuer", "issuer_parent", "place", "title", "abstract", "sections", "signature", "recipients")


class UnknownFigures(ReportError):
    """The text asks for figures that this statement does not have; `names` are they, by section."""

    def __init__(self, names: dict[str, list[str]]):
        self.names = names
        listed = "; ".join(f"{heading_of(code)}: {', '.join(found)}" for code, found in names.items())
        super().__init__(_("The text asks for figures that there are not: %(names)s.") % {"names": listed})


def heading_of(code: str) -> str:
    """What a section is called on paper."""
    return {
        "results": _("Results"),
        "shortcomings": _("Shortcomings and limits"),
        "proposals": _("Proposals"),
        "outstanding": _("Outstanding works"),
    }[code]


def figures_for(statement: Statement) -> dict[str, str]:
    """The names that a text on this statement may use; works too when it carries its records."""
    nothing = pgettext("list in a report", "none")
    return figures_of(statement, nothing=nothing, short_name=short_period_name(statement.period))


def sections_of(report: Report, statement: Statement, *, marked: bool = False) -> tuple[Section, ...]:
    """The sections that say something, filled from the statement; unknown names stay as they stand."""
    figures = figures_for(statement)
    return tuple(
        Section(code=code, heading=heading_of(code), html=fill(html, figures, marked=marked))
        for code, html in _texts(report)
    )


def names_works(report: Report) -> bool:
    """Whether its text names works: then the statement to fill it from must carry its records."""
    return any(asks_for_works(html) for _code, html in _texts(report))


def strange_names(report: Report, statement: Statement) -> dict[str, list[str]]:
    """By section, the names in its text that stand for nothing."""
    figures = figures_for(statement)
    found = {code: unknown(html, figures) for code, html in _texts(report)}
    return {code: names for code, names in found.items() if names}


def paper_of(report: Report | None, statement: Statement) -> Paper:
    """What DOCX and PDF print for this statement. Without a report: the figures in words, and dots.

    A frozen statement is printed with the text of its own snapshot; number, symbol and date are those of the registry
    today. Someone to whom the statement is narrowed gets those figures in words and not the province's text. One query
    when it is frozen, else none.
    """
    if report is None:
        return blank_paper(statement)
    if statement.seal is None:
        paper = _live(report, statement)
    else:
        sealed = Snapshot.objects.get(pk=statement.seal.snapshot_id).opened()
        paper = _restored(sealed.paper, statement)
    paper = replace(paper, number=report.number, symbol=report.symbol, day=report.day)
    return paper if statement.organisations is None else replace(paper, sections=blank_paper(statement).sections)


def paper_to_seal(report: Report, statement: Statement) -> dict[str, Any]:
    """The paper without its figures, as plain values. Raises UnknownFigures."""
    if strange := strange_names(report, statement):
        raise UnknownFigures(strange)
    paper = _live(report, statement)
    return {name: to_plain(getattr(paper, name)) for name in (*_SEALED, "number", "symbol", "day")}


def _live(report: Report, statement: Statement) -> Paper:
    return Paper(
        statement=statement,
        issuer=report.issuer,
        issuer_parent=report.issuer_parent,
        number=report.number,
        symbol=report.symbol,
        place=report.place,
        day=report.day,
        title=_("REPORT"),
        abstract=report.abstract or _abstract(statement),
        sections=sections_of(report, statement),
        signature=Signature(capacity=report.capacity, office=report.office, name=report.signatory),
        recipients=tuple(line.strip() for line in report.recipients.splitlines() if line.strip()),
    )


def _restored(stored: dict[str, Any], statement: Statement) -> Paper:
    kinds = get_type_hints(Paper)
    known = {name: from_plain(kinds[name], stored[name]) for name in _SEALED if name in stored}
    return Paper(**{"statement": statement, "issuer": "", **known})


def _abstract(statement: Statement) -> str:
    return _("Results of publicising administrative reform, %(period)s") % {
        "period": short_period_name(statement.period)
    }


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    for code in NARRATIVE:
        if html := getattr(report, code):
            yield code, html
