"""Rules of a source: saving them, and setting aside by them what arrives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from newsroom.themes.models import Theme

from ..models import Decision, InboxEntry, SourceRules, Station
from ..sifting import Mistake, Sifter, read_rules
from .deciding import AlreadyDecided, dismiss


class NotRules(ValueError):
    """A text of which some lines are no rules; nothing is saved. `mistakes` say which, and why."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(", ".join(f"line {mistake.line}: {mistake.what}" for mistake in self.mistakes))


@transaction.atomic
def save_rules(*, station: Station, text: str, by, at: datetime, also_waiting: bool = False) -> int:
    """Give a station these rules, from now on, and with `also_waiting` for what waits already and was never decided.

    How many waiting entries were set aside. The log keeps the text before and after. Raises NotRules.
    """
    rules, mistakes = read_rules(text, themes_by_name())
    if mistakes:
        raise NotRules(mistakes)
    saved, is_new = SourceRules.objects.select_for_update().get_or_create(
        station=station, defaults={"text": "", "changed_at": at, "changed_by": by}
    )
    before, text = saved.text, text.replace("\r\n", "\n").strip()
    if is_new or before != text:
        saved.text, saved.changed_at, saved.changed_by = text, at, by
        saved.save()
        log(saved, "wagtail.edit", user=by, timestamp=at, data={"before": before, "after": text})
    if not also_waiting:
        return 0
    return _sift(Sifter(rules), InboxEntry.objects.from_station(station).filter(decision__isnull=True), at=at)


def sift_arrivals(*, feed_ids: Iterable[int], at: datetime) -> int:
    """Set aside, of what these feeds brought at `at`, what their rules drop; how many. One query where there are no
    rules. What has a decision is left alone: a rule never speaks twice of one entry."""
    ruled = SourceRules.objects.filter(station__feed__in=[*feed_ids]).exclude(text="").select_related("station")
    names = themes_by_name() if ruled else {}
    return sum(
        _sift(
            Sifter(read_rules(rules.text, names)[0]),
            InboxEntry.objects.filter(feed=rules.station.feed_id, first_seen_at=at, decision__isnull=True),
            at=at,
        )
        for rules in ruled
    )


def themes_by_name() -> dict[str, str]:
    """What a rule may call a theme."""
    return dict(Theme.objects.in_use().values_list("name", "slug"))


def _sift(sifter: Sifter, entries: Iterable[InboxEntry], *, at: datetime) -> int:
    dropped = 0
    for entry in entries:
        found = sifter.sift(entry.title, entry.summary).dropped_by
        if found is None:
            continue
        reason = _("By the source's rule “%(rule)s”") % {"rule": found.rule.written}
        try:
            decision = dismiss(entry=entry, reason=reason, by=None, at=at)
        except AlreadyDecided:  # somebody was quicker, and a person outranks a rule
            continue
        Decision.objects.filter(pk=decision.pk).update(rule=found.rule.written[:255])
        dropped += 1
    return dropped
