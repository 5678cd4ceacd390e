"""Themes from a TOML file, checked whole before anything is written.

[[themes]]
slug = "mot-cua"              # what plans name it by
name = "Một cửa"
description = "…"             # may be left out
phrases = [{ text = "Bộ phận Một cửa", strength = "strong", source = "174/KH-UBND" }]   # strong or weak
excludes = ["một cửa hàng"]   # words that show a false friend
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsroom import text
from newsroom.reading import TWICE, Table, read

from .parsing import LONGEST, wrong_with

STRENGTHS = ("strong", "weak")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


NOT_A_SLUG = _("“%(value)s” is no identifier: use the letters a–z, digits and hyphens.")
SAME_NAME = _(
    "“%(value)s” is already the name of the theme “%(slug)s” (“%(other)s”): "
    "capitals, marks and spelling alone tell no themes apart."
)
NOTHING_TO_MATCH = _("“%(value)s” has no letter or digit to match by.")
NO_PHRASE = {
    "nothing_to_match": NOTHING_TO_MATCH,
    "open_end": _("“%(value)s” begins or ends with an ellipsis: words must stand on both sides of it."),
    "empty_part": _("“%(value)s” has two ellipses with no word between them."),
    "empty_choice": _("“%(value)s” has a bar with no word beside it."),
    "many_choices": _("“%(value)s” has more than 500 combinations of its choices: make two phrases of it."),
}
"""What to say of a phrase that `parsing.wrong_with` finds wrong; what is too long is refused before."""


@dataclass(frozen=True)
class Phrase:
    text: str
    strength: str  # "strong", "weak", "exclude"
    source: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One theme as written."""

    slug: str
    name: str
    description: str
    phrases: tuple[Phrase, ...]


def read_themes(source: bytes, *, file: str, names: Mapping[str, str]) -> list[Row]:
    """The themes of a file, called `file` in messages. `names` maps the slugs that exist already to their names.

    Raises Unreadable at the first thing that is wrong; a name that differs from another theme's, in the file
    or existing, by capitals, marks or spelling alone is wrong.
    """
    document = read(source, file=file)
    document.knows_only("themes", required=["themes"])
    rows: list[Row] = []
    first: dict[str, int] = {}
    tables = list(document.tables("themes"))
    for table in tables:
        table.knows_only("slug", "name", "description", "phrases", "excludes", required=["slug", "name"])
        row = _row(table)
        if row.slug in first:
            raise table.wrong(TWICE, "slug", value=row.slug, first=first[row.slug])
        first[row.slug] = table.line_of("slug")
        rows.append(row)
    folded = {text.fold(name): (slug, name) for slug, name in names.items() if slug not in first}
    for row, table in zip(rows, tables, strict=True):
        slug, other = folded.setdefault(text.fold(row.name), (row.slug, row.name))
        if slug != row.slug:
            raise table.wrong(SAME_NAME, "name", value=row.name, slug=slug, other=other)
    return rows


def _row(table: Table) -> Row:
    slug = table.text("slug", limit=100, required=True)
    if not _SLUG.fullmatch(slug):
        raise table.wrong(NOT_A_SLUG, "slug", value=slug)
    name = table.text("name", limit=100, required=True)
    if not text.tokens(name):
        raise table.wrong(NOTHING_TO_MATCH, "name", value=name)
    return Row(slug=slug, name=name, description=table.text("description"), phrases=_phrases(table))


def _phrases(table: Table) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    first: dict[str, int] = {}
    for phrase in table.tables("phrases"):
        phrase.knows_only("text", "strength", "source", required=["text", "strength"])
        words = phrase.text("text", limit=LONGEST, required=True)
        strength = phrase.choice("strength", STRENGTHS)
        if what := wrong_with(words):
            raise phrase.wrong(NO_PHRASE[what], "text", value=words)
        if words in first:
            raise phrase.wrong(TWICE, "text", value=words, first=first[words])
        first[words] = phrase.line_of("text")
        found.append(Phrase(words, strength, phrase.text("source", limit=255)))
    for number, words in enumerate(table.texts("excludes", limit=LONGEST)):
        if what := wrong_with(words):
            raise table.wrong(NO_PHRASE[what], "excludes", number, value=words)
        found.append(Phrase(words, "exclude", ""))
    return tuple(found)
