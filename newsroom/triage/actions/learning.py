"""Learning from the decisions of editors, outside web processes; keeping what was learned off, and letting it speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from wagtail.log_actions import log

from newsroom.text import canonical, fold
from newsroom.themes.models import Theme

from ..learning import Example, lesson
from ..models import Decision, LearnedTheme
from ..parsing import plain
from ..querysets import site_suggester
from ..suggesting import features
from ..suggesting.ranking import words_of
from ..wording import dismissals

LATEST = 20_000
"""Older decisions are left out: what is asked for changes, and so do the phrases."""
READ = 1500


def learn_themes(*, at: datetime) -> list[LearnedTheme]:
    """Learn every theme in use anew from the latest decisions that people made; what came of each.

    Repeatable: the same decisions and phrases give the same, and a row that says nothing new is left as it is. A theme
    deleted meanwhile is passed over. Each theme is saved by itself.
    """
    themes = [*Theme.objects.in_use().order_by("pk")]
    examples: dict[str, list[Example]] = defaultdict(list)
    for theme, example in _examples():
        examples[theme].append(example)
    return [row for theme in themes if (row := _save(theme, examples[theme.slug], at=at))]


@transaction.atomic
def keep_off(*, theme: Theme, by, at: datetime) -> LearnedTheme:
    """Phrases alone from now on, whatever the next lessons say. Twice is once. Raises LearnedTheme.DoesNotExist."""
    return _switch(theme, True, by=by, at=at)


@transaction.atomic
def let_speak(*, theme: Theme, by, at: datetime) -> LearnedTheme:
    """Take `keep_off` back: it has a say again where it was found better. Raises LearnedTheme.DoesNotExist."""
    return _switch(theme, False, by=by, at=at)


def _switch(theme: Theme, off: bool, *, by, at: datetime) -> LearnedTheme:
    row = LearnedTheme.objects.select_for_update().get(theme=theme)
    if row.kept_off != off:
        row.kept_off, row.kept_off_by, row.kept_off_at = off, (by if off else None), (at if off else None)
        row.save(update_fields=["kept_off", "kept_off_by", "kept_off_at"])
        log(row, "wagtail.edit", user=by, timestamp=at, data={"kept_off": off})
    return row


def _examples() -> Iterator[tuple[str, Example]]:
    """Themes of which a phrase stands in an entry that somebody decided about, in the order of the decisions.

    One story in several feeds is one example, the first: joined by a person, or under one title. A dismissal says
    something of a theme only where its reason is that: not for what is old, or there already.
    """
    suggester = site_suggester()
    with override(settings.LANGUAGE_CODE):
        not_about_it = {canonical(str(words)) for name, words in dismissals().items() if name != "outside"}
    decisions = Decision.objects.standing().by_people().exclude(verdict="dismissed", reason__in=not_about_it)
    latest = decisions.order_by("-decided_at", "-pk").values_list("pk", flat=True)[:LATEST]
    rows = (
        Decision.objects.filter(pk__in=[*latest])
        .select_related("entry__kinship")
        .prefetch_related("themes")
        .order_by("decided_at", "pk")
    )
    seen: set[object] = set()
    for decision in rows.iterator(chunk_size=500):
        entry = decision.entry
        kinship = getattr(entry, "kinship", None)
        stories = {fold(entry.title)} | ({kinship.group} if kinship else set())
        if not seen.isdisjoint(stories):
            continue
        seen |= stories
        words = words_of(entry.title, entry.summary)
        chosen = {theme.slug for theme in decision.themes.all()} if decision.is_accepted else set()
        for weighed in suggester.weigh(entry.title, entry.summary, plain(entry.content, READ)):
            theme = weighed.suggestion.theme
            yield theme, Example(features(words, weighed), weighed.is_enough, theme in chosen)


@transaction.atomic
def _save(theme: Theme, examples: list[Example], *, at: datetime) -> LearnedTheme | None:
    if not Theme.objects.select_for_update().filter(pk=theme.pk).exists():
        return None
    row = LearnedTheme.objects.select_for_update().filter(theme=theme).first() or LearnedTheme(theme=theme, version=0)
    if row.take(lesson(examples)):
        row.version += 1
        row.learned_at = at
        row.save()
    return row
