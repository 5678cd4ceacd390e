"""Verbs about themes: change a theme's phrases and take that back; take the vocabulary over from a file.

These are the only writers of phrases, so `PhraseChange` knows every change of every phrase.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from newsroom.reading import Refused, Unreadable

from .loading import Row, read_themes
from .models import PhraseChange, Theme, ThemePhrase
from .parsing import Change, Written, changed, changes

SHIPPED = Path(__file__).parent / "seeds" / "themes.toml"
"""The vocabulary that comes with the newsroom."""


class NotThemes(Refused):
    """A file of themes that is not taken over; says where and why, and nothing has changed."""


class ChangedSince(Exception):
    """Somebody changed the theme's phrases after the person read them; nothing is saved.

    `since` are those changes, in order.
    """

    def __init__(self, since: Sequence[PhraseChange]) -> None:
        self.since = since
        super().__init__(len(since))


class NothingToUndo(ValueError):
    """None of these changes still stands as it was made, or they were taken back before."""


@transaction.atomic
def save_phrases(
    *, theme: Theme, phrases: Iterable[Written], seen: int, by, at: datetime, source: str = ""
) -> list[PhraseChange]:
    """Make these the theme's phrases; what changed, which is nothing the second time.

    `seen` is the key of the last change that the person knew (`last_change`, 0 for none). `source` says where new
    phrases were read. The phrases are those that `parsing.read_phrases` gave. Raises ChangedSince.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    if since := [*theme.phrase_changes.filter(pk__gt=seen).select_related("by").order_by("pk")]:
        raise ChangedSince(since)
    made = changes(written(theme), phrases)
    return _write(theme, made, by=by, at=at, sources={(c.text, c.after): source for c in made})


@transaction.atomic
def undo_phrases(*, theme: Theme, batch: UUID, by, at: datetime) -> tuple[list[PhraseChange], list[PhraseChange]]:
    """Take back what was changed in one go; what that changed now, and what was left because it changed since.

    Raises NothingToUndo.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    if theme.phrase_changes.filter(undoes=batch).exists():
        raise NothingToUndo
    standing, back, left, sources = written(theme), [], [], {}
    for made in theme.phrase_changes.filter(batch=batch).order_by("-pk"):
        change = Change(made.text, made.before, made.after).undone
        if (after := changed(standing, change)) is None:
            left.append(made)
            continue
        standing, sources[change.text, change.after] = after, made.source
        back.append(change)
    if not back:
        raise NothingToUndo
    return _write(theme, back, by=by, at=at, sources=sources, undoes=batch), left


def written(theme: Theme) -> tuple[Written, ...]:
    """The phrases of a theme as they stand, in the order in which they came."""
    rows = ThemePhrase.objects.filter(theme=theme).order_by("pk").values_list("text", "strength")
    return tuple(Written(*row) for row in rows)


def last_change(theme: Theme) -> int:
    """The key of the last change of the theme's phrases; 0 before the first."""
    return theme.phrase_changes.order_by("-pk").values_list("pk", flat=True).first() or 0


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
    sources = {(phrase.text, phrase.strength): phrase.source for phrase in row.phrases}
    wanted = [Written(phrase.text, phrase.strength) for phrase in row.phrases]
    _write(theme, changes(written(theme), wanted), by=by, at=at, sources=sources)
    renamed = []
    for phrase in ThemePhrase.objects.filter(theme=theme):
        if phrase.source != (source := sources[phrase.text, phrase.strength]):
            phrase.source = source
            renamed.append(phrase)
    ThemePhrase.objects.bulk_update(renamed, ["source"])
    return theme


def _write(
    theme: Theme,
    made: Iterable[Change],
    *,
    by,
    at: datetime,
    sources: dict[tuple[str, str], str],
    undoes: UUID | None = None,
) -> list[PhraseChange]:
    """Each change in the database and in the history, in a few statements however many they are. A phrase that only
    changes its kind keeps its source."""
    batch, history = uuid4(), []
    new: list[ThemePhrase] = []
    gone: list[int] = []
    moved: dict[str, list[int]] = defaultdict(list)
    phrases = {(phrase.text, phrase.strength): phrase for phrase in ThemePhrase.objects.filter(theme=theme)}
    for change in made:
        phrase = phrases.get((change.text, change.before)) if change.before else None
        source = phrase.source if phrase else sources.get((change.text, change.after), "")[:255]
        if phrase is None:
            new.append(ThemePhrase(theme=theme, text=change.text, strength=change.after, source=source))
            new[-1].spell()
        elif change.after:
            moved[change.after].append(phrase.pk)
        else:
            gone.append(phrase.pk)
        history.append(
            PhraseChange(
                theme=theme,
                text=change.text,
                before=change.before,
                after=change.after,
                source=source,
                batch=batch,
                undoes=undoes,
                at=at,
                by=by,
                by_name=str(by)[:150] if by else "",
            )
        )
    ThemePhrase.objects.filter(pk__in=gone).delete()
    for kind, keys in moved.items():
        ThemePhrase.objects.filter(pk__in=keys).update(strength=kind)
    ThemePhrase.objects.bulk_create(new)
    return PhraseChange.objects.bulk_create(history)
