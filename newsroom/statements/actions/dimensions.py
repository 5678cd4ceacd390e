"""The statement's further dimensions: genre, tone, who is praised and who is criticised, the share of all output."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from newsroom.coverage.counting import Count
from newsroom.coverage.models import Genre, Tone
from newsroom.organisations.models import Organisation

from ..compiling import UNSAID_CODE, Named, Output, Part
from ..querysets import OutputCells

GRAINS = frozenset({frozenset({"about"}), frozenset({"about", "tone"})})
"""What must be counted for them, beside what every statement counts."""


def by_genre(row: str | None, count: Count) -> tuple[Part, ...]:
    """One row spread over genres, in the order of the vocabulary; what nobody said comes last."""
    figures = count.spread("genre", row)
    parts = [Part(code=each.value, name=str(each.label), figure=figures[each]) for each in Genre if each in figures]
    if "" in figures:
        parts.append(Part(code=UNSAID_CODE, name=_("Genre not stated"), figure=figures[""]))
    return tuple(parts)


def by_tone(row: str | None, count: Count) -> tuple[Part, ...]:
    figures = count.spread("tone", row)
    return tuple(Part(code=each.value, name=str(each.label), figure=figures[each]) for each in Tone if each in figures)


def named_in(organisations: Iterable[Organisation], count: Count, *, on: date) -> tuple[Named, ...]:
    """Those that records are about, under the names that they bore `on` a day."""
    figures = count.spread("about")
    return tuple(
        Named(
            code=organisation.slug,
            name=organisation.label_on(on),
            figure=figures[organisation.slug],
            **{
                word: count.at(about=organisation.slug, tone=tone)
                for word, tone in (
                    ("commended", Tone.COMMEND),
                    ("criticised", Tone.CRITICAL),
                    ("informed", Tone.NEUTRAL),
                )
            },
        )
        for organisation in organisations
        if organisation.slug in figures
    )


def output_of(
    organisations: Iterable[Organisation], count: Count, cells: OutputCells, *, on: date
) -> tuple[Output, ...]:
    """The outlets of which a total is known or was entered, under the names that they bore `on` a day."""
    return tuple(
        Output(
            code=organisation.slug,
            name=organisation.label_on(on),
            works=count.at(organisation=organisation.slug).works,
            pages=cells.pages.get(organisation.slug, 0),
            published=cells.published.get(organisation.slug),
            entered=cells.entered.get(organisation.slug),
        )
        for organisation in organisations
        if cells.published.get(organisation.slug) or organisation.slug in cells.entered
    )
