"""The statement's further dimensions: genre, tone, who is praised and who is criticised, the share of all output."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from newsroom.coverage.counting import Count
from newsroom.coverage.models import Genre, Tone

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


def named_in(names: Mapping[str, str], count: Count) -> tuple[Named, ...]:
    """Those that records are about; `names` by slug."""
    figures = count.spread("about")
    return tuple(
        Named(
            code=slug,
            name=name,
            figure=figures[slug],
            **{
                word: count.at(about=slug, tone=tone)
                for word, tone in (
                    ("commended", Tone.COMMEND),
                    ("criticised", Tone.CRITICAL),
                    ("informed", Tone.NEUTRAL),
                )
            },
        )
        for slug, name in names.items()
        if slug in figures
    )


def output_of(names: Mapping[str, str], count: Count, cells: OutputCells) -> tuple[Output, ...]:
    """The outlets of which a total is known or was entered; `names` by slug."""
    return tuple(
        Output(
            code=slug,
            name=name,
            works=count.at(organisation=slug).works,
            pages=cells.pages.get(slug, 0),
            published=cells.published.get(slug),
            entered=cells.entered.get(slug),
        )
        for slug, name in names.items()
        if cells.published.get(slug) or slug in cells.entered
    )
