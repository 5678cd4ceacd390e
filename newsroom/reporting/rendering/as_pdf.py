"""The paper as PDF, laid out like the Word one by Nghị định 30/2020/NĐ-CP: the same text, the same annexes.

Made by WeasyPrint (extra `pdf`), which needs Pango on the machine. Where either is missing everything else works, and
`missing_here` says what to install.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..composing import Paper
from . import papers, words
from .annexes import Annex, annexes_of, roman
from .cells import Table
from .characters import in_one_line, printable
from .word.narrative import clean

LISTED_AT_MOST = 300
"""Records that a PDF lists: laying out a thousand takes the better part of a minute."""


@cache
def missing_here() -> str:
    """What keeps this machine from making PDFs, in words for whoever installs it; "" when nothing does."""
    try:
        import weasyprint  # noqa: F401  its own libraries are loaded with it
    except ImportError:
        return _("The package WeasyPrint is not installed: pip install 'cchc-newsroom[pdf]'.")
    except OSError:
        return _("The library Pango is missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation.")
    return ""


def write_pdf(paper: Paper, out: BinaryIO, _template: bytes = b"") -> None:
    """The paper into an open file. Nothing is fetched, from wherever: all that it prints is in the paper."""
    from weasyprint import HTML

    HTML(string=as_html(paper), url_fetcher=fetching_nothing()).write_pdf(out)


def fetching_nothing():
    """What refuses every address, of the web and of this machine's disk alike."""
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):
        def fetch(self, url, headers=None):
            raise PermissionError("A paper fetches nothing.")

    return Nothing()


def as_html(paper: Paper) -> str:
    """The page that is printed; its style is in it."""
    signature = paper.signature
    return render_to_string(
        "newsroom/reporting/paper.html",
        {
            "issuer_parent": in_one_line(paper.issuer_parent).upper() or papers.DOTS,
            "issuer": in_one_line(paper.issuer) or papers.DOTS,
            "number": in_one_line(papers.number_and_symbol(paper)),
            "day": in_one_line(papers.place_and_day(paper)),
            "kind": in_one_line(papers.kind(paper)),
            "abstract": in_one_line(papers.abstract(paper)),
            "warning": papers.warning(paper),
            "plan": paper.statement.plan_number,
            "plan_title": in_one_line(paper.statement.plan_title),
            "scope": words.scope(paper.statement),
            "state": words.state(paper.statement),
            "first_day": words.said(paper.statement.period.start),
            "last_day": words.said(paper.statement.period.last_day),
            "period_name": papers.period_in_short(paper),
            "sections": [
                {"heading": f"{roman(number)}. {in_one_line(each.heading).upper()}", "html": _safe(each.html)}
                for number, each in enumerate(paper.sections, 1)
            ],
            "capacity": in_one_line(signature.capacity).upper(),
            "office": in_one_line(signature.office).upper() or papers.DOTS,
            "name": in_one_line(signature.name) or papers.DOTS,
            "recipients": [in_one_line(one) for one in papers.recipients(paper)],
            "goes_with": in_one_line(papers.goes_with(paper)),
            "annexes": [_annex(each) for each in annexes_of(paper.statement, listing=LISTED_AT_MOST)],
        },
    )


def _safe(rich: str):
    return mark_safe(clean(rich))  # noqa: S308  what `clean` leaves is a few tags without attributes but links


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "page": f"annex-{annex.number}",
        "number": papers.annex_number(annex.number),
        "title": in_one_line(annex.title).upper(),
        "tables": [_table(table, captioned=len(annex.tables) > 1) for table in annex.tables],
        "notes": [printable(note) for note in annex.notes],
    }


def _table(table: Table, *, captioned: bool) -> dict[str, Any]:
    whole = sum(column.width for column in table.columns)
    return {
        "code": table.code,
        "caption": in_one_line(table.caption) if captioned else "",
        "is_dense": len(table.columns) > 11,
        "shares": [f"{column.width / whole:.2%}" for column in table.columns],
        "storeys": list(_storeys(table)),
        "rows": [
            {
                "strong": row.strong,
                "cells": [
                    {"text": words.said(value, column.kind), "align": _align(value, column.kind)}
                    for value, column in zip(row.cells, table.columns, strict=True)
                ],
            }
            for row in table.rows
        ],
        "note": printable(table.note),
    }


def _storeys(table: Table) -> Iterator[list[dict[str, Any]]]:
    """Heading rows: one, or two where neighbours share a heading."""
    below = [{"text": column.heading, "across": 1, "down": 1} for column in table.columns if column.above]
    if not below:
        yield [{"text": column.heading, "across": 1, "down": 1} for column in table.columns]
        return
    top: list[dict[str, Any]] = []
    for above, columns in groupby(table.columns, key=lambda column: column.above):
        of_these = list(columns)
        if above:
            top.append({"text": above, "across": len(of_these), "down": 1})
        else:
            top += [{"text": column.heading, "across": 1, "down": 2} for column in of_these]
    yield top
    yield below


def _align(value: object, kind: str) -> str:
    if kind == "text":
        return ""
    return "day" if isinstance(value, date) else "number"
