"""Tables of further dimensions: first runs and reruns, who is named and how, the share of all output."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsroom.statements.compiling import Statement

from . import words
from .cells import Column, Row, Table


def tables_of(statement: Statement) -> Iterator[Table]:
    """Those that have something to say."""
    if any(line.figure.first_runs < line.figure.appearances for line in statement.lines):
        yield airings(statement)
    if statement.named:
        yield named(statement)
    if statement.output:
        yield output(statement)


def airings(statement: Statement) -> Table:
    """First runs apart from reruns, in each row."""
    headings = words.headings()
    return Table(
        code="airings",
        sheet=_("First runs and reruns"),
        caption=_("First runs and reruns"),
        columns=(
            Column(heading=headings["label"], width=9),
            Column(heading=headings["title"], width=52),
            *(
                Column(heading=headings[name], width=12, kind="number")
                for name in ("appearances", "first_runs", "reruns")
            ),
        ),
        rows=[
            Row(
                (
                    line.label,
                    line.title,
                    line.figure.appearances,
                    line.figure.first_runs,
                    line.figure.appearances - line.figure.first_runs,
                ),
                strong=line is statement.total,
            )
            for line in statement.lines
        ],
    )


def named(statement: Statement) -> Table:
    """The organisations that records are about, with how these speak of them."""
    headings = words.headings()
    columns = [Column(heading=headings["about"], width=36)]
    for above in (_("Commended"), _("Criticised"), _("Informed about"), _("Together")):
        columns += [
            Column(heading=headings[name], width=9, kind="number", above=above) for name in ("appearances", "works")
        ]
    return Table(
        code="named",
        sheet=_("Organisations named"),
        caption=_("Organisations named: commended and criticised"),
        columns=(*columns, Column(heading=_("Remark"), width=30)),
        rows=[
            Row(
                (
                    one.name,
                    *(
                        number
                        for figure in (one.commended, one.criticised, one.informed, one.figure)
                        for number in (figure.appearances, figure.works)
                    ),
                    words.balance(one),
                )
            )
            for one in statement.named
        ],
        note=words.why_named_exceed(),
    )


def output(statement: Statement) -> Table:
    """How much of all that each outlet put out was about administrative reform."""
    headings = words.headings()
    kinds = {"organisation": "text", "basis": "text", "share": "ratio"}
    names = ("organisation", "works", "entered", "pages", "published", "basis", "share")
    return Table(
        code="output",
        sheet=_("Share of all output"),
        caption=_("Share of all that the outlets put out"),
        columns=tuple(
            Column(
                heading=headings[name],
                width=30 if name in ("organisation", "basis") else 14,
                kind=kinds.get(name, "number"),
            )
            for name in names
        ),
        rows=[
            Row((one.name, one.works, one.entered, one.pages, one.published, words.basis(one), one.share))
            for one in statement.output
        ],
        note=words.why_share(),
    )
