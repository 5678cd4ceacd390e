"""What a paper says around its figures, as Nghị định 30/2020/NĐ-CP words it; dots where a person has to write."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.plan.wording import short_period_name
from newsroom.statements.compiling import Statement

from ..composing import Paper, Section
from .words import said

DOTS = "…………"
LONG_DOTS = "…" * 90


def blank_paper(statement: Statement) -> Paper:
    """A paper of the statement alone: its figures in words, and dots for all that nobody has written yet."""
    return Paper(
        statement=statement,
        issuer="",
        sections=(
            Section(code="results", heading=_("Results"), html=_results(statement)),
            *(
                Section(code=code, heading=heading, html=format_html("<p>{}</p>", LONG_DOTS))
                for code, heading in (
                    ("shortcomings", _("Shortcomings")),
                    ("proposals", _("Proposals")),
                    ("outstanding", _("Outstanding works")),
                )
            ),
        ),
    )


def number_and_symbol(paper: Paper) -> str:
    """ "Số: 15/BC-SNV"; dots for what the registry has not given yet."""
    number = paper.number.strip()
    # Numbers below ten are written with a nought before them.
    number = f"0{number}" if number.isdigit() and len(number) == 1 else number
    symbol = paper.symbol.strip().removeprefix("/")
    return pgettext("of a document", "No.: %(number)s/%(symbol)s") % {
        "number": number or "……",
        "symbol": symbol or "BC-……",
    }


def place_and_day(paper: Paper) -> str:
    """ "Thái Bình, ngày 05 tháng 02 năm 2024"; days below ten and the months one and two carry a nought."""
    place = paper.place or DOTS
    if paper.day is None:
        return _("%(place)s, … [day] … [month] … [year]") % {"place": place}
    day = paper.day
    return _("%(place)s, %(day)s [day] %(month)s [month] %(year)s [year]") % {
        "place": place,
        "day": f"{day.day:02}",
        "month": f"{day.month:02}" if day.month < 3 else str(day.month),
        "year": day.year,
    }


def kind(paper: Paper) -> str:
    """What the paper is, in capitals: BÁO CÁO."""
    return (paper.title or _("Report")).upper()


def abstract(paper: Paper) -> str:
    """What it is about, in a line."""
    return paper.abstract or _("Results of publicising administrative reform, %(period)s") % {
        "period": short_period_name(paper.statement.period)
    }


def goes_with(paper: Paper) -> str:
    """The line under an annex's title: which paper it belongs to."""
    return _("(Goes with the report %(number)s, %(day)s, of %(issuer)s)") % {
        "number": number_and_symbol(paper).removeprefix(pgettext("of a document", "No.:")).strip(),
        "day": place_and_day(paper).partition(", ")[2],
        "issuer": paper.issuer or DOTS,
    }


def warning(paper: Paper) -> str:
    """What stands under the abstract: that figures are provisional, or of which snapshot they are."""
    seal = paper.statement.seal
    if seal is None:
        return _("PROVISIONAL FIGURES, not frozen")
    return _("Figures of the frozen edition %(number)d") % {"number": seal.number}


def recipients(paper: Paper) -> list[str]:
    """Whom it goes to, each with the mark that ends it."""
    named = [one.strip().strip("-–;. ").strip() for one in paper.recipients]
    named = [one for one in named if one] or [DOTS, _("Kept: registry.")]
    return [f"{one.rstrip('.')}{'.' if number == len(named) else ';'}" for number, one in enumerate(named, 1)]


def _results(statement: Statement) -> str:
    total = statement.total.figure
    whole = _(
        "In %(period)s the ledger holds %(appearances)s appearances of %(works)s works on administrative reform, "
        "%(minutes)s minutes on the air."
    ) % {
        "period": statement.period_name,
        "appearances": said(total.appearances),
        "works": said(total.works),
        "minutes": said(total.minutes),
    }
    lines = format_html_join(
        "",
        "<li>{}</li>",
        (
            (
                _("%(item)s: %(appearances)s appearances, %(works)s works")
                % {
                    "item": f"{line.label} – {line.title}" if line.label else line.title,
                    "appearances": said(line.figure.appearances),
                    "works": said(line.figure.works),
                },
            )
            for line in (*statement.rows, statement.unclassified)
        ),
    )
    return format_html("<p>{}</p><p>{}</p><ul>{}</ul>", whole, _("By content item of the plan:"), lines)


def annex_number(number: str) -> str:
    """ "Phụ lục II"."""
    return _("Annex %(number)s") % {"number": number}


def period_in_short(paper: Paper) -> str:
    """ "Quý II/2024"."""
    return short_period_name(paper.statement.period)
