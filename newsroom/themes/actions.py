"""Verbs about themes: take the vocabulary over from a file."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from newsroom.reading import Refused, Unreadable

from .loading import Row, read_themes
from .models import Theme, ThemePhrase

SHIPPED = Path(__file__).parent / "seeds" / "themes.toml"
"""The vocabulary that comes with the newsroom."""


class NotThemes(Refused):
    """A file of themes that is not taken over; says where and why, and nothing has changed."""


@transaction.atomic
def load_themes(*, source: bytes, name: str, by, at: datetime) -> list[Theme]:
    """The themes of a TOML file (see `loading`), made or brought up to date by their slugs. Repeatable.

    A theme keeps its key, so what is tagged stays tagged; its phrases become those of the file. Themes that
    the file does not name are left as they are. `name` is how the file is called in messages. Raises NotThemes.
    """
    try:
        rows = read_themes(source, file=name, names=dict(Theme.objects.values_list("slug", "name")))
    except Unreadable as problem:
        raise NotThemes(problem, gettext) from problem
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=[row.slug for row in rows])}
    renamed = [themes[row.slug].pk for row in rows if row.slug in themes and themes[row.slug].name != row.name]
    for pk in renamed:  # two themes may have swapped their names, which are unique
        Theme.objects.filter(pk=pk).update(name=f"~{pk}", folded=f"~{pk}")
    return [_bring_up_to_date(themes.get(row.slug) or Theme(slug=row.slug), row, by=by, at=at) for row in rows]


def _bring_up_to_date(theme: Theme, row: Row, *, by, at: datetime) -> Theme:
    is_new = theme.pk is None
    if is_new or (theme.name, theme.description) != (row.name, row.description):
        theme.name, theme.description = row.name, row.description
        theme.save()
        log(theme, "wagtail.create" if is_new else "wagtail.edit", user=by, timestamp=at)
    kept = {(phrase.text, phrase.strength): phrase for phrase in ThemePhrase.objects.filter(theme=theme)}
    for phrase in row.phrases:
        found = kept.pop((phrase.text, phrase.strength), None)
        if found is None:
            ThemePhrase.objects.create(theme=theme, text=phrase.text, strength=phrase.strength, source=phrase.source)
        elif found.source != phrase.source:
            ThemePhrase.objects.filter(pk=found.pk).update(source=phrase.source)
    ThemePhrase.objects.filter(pk__in=[phrase.pk for phrase in kept.values()]).delete()
    return theme
