"""`manage.py purge_feeds`: let the entries go that are older than FEEDS_KEEP_ENTRIES_DAYS, and say how many."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feeds import actions, keeping


class Command(BaseCommand):
    help = "Empty the entries that are older than FEEDS_KEEP_ENTRIES_DAYS and that nobody holds on to."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")

    def handle(self, *, dry_run, verbosity, **options):
        self.tells = bool(verbosity)
        now = timezone.now()
        try:
            days = keeping.days_kept(getattr(settings, keeping.SETTING, keeping.USUAL_DAYS))
        except keeping.NotDays as wrong:
            told = {"setting": keeping.SETTING, "value": wrong}
            raise CommandError(_("%(setting)s is %(value)s, which is no number of days.") % told) from wrong
        if days is None:
            self.say(_("Entries are kept for ever (%(setting)s is empty).") % {"setting": keeping.SETTING})
            return
        before = now - timedelta(days=days)
        if dry_run:
            self.tell(actions.would_purge(before=before), before, would=True)
        else:
            self.tell(actions.purge(before=before, at=now, progress=self.go_on), before, would=False)

    def go_on(self, done, of):
        """A line for each portion, so that whoever watches sees it move."""
        self.say(f"{done:>10} / {of}")

    def tell(self, purged, before, *, would):
        count, day = purged.entries, date_format(timezone.localtime(before), "d/m/Y")
        if would:
            words = ngettext(
                "%(count)d entry received before %(day)s would be emptied.",
                "%(count)d entries received before %(day)s would be emptied.",
                count,
            )
            events = ngettext("%(count)d fetch would be removed.", "%(count)d fetches would be removed.", purged.events)
        else:
            words = ngettext(
                "%(count)d entry received before %(day)s was emptied.",
                "%(count)d entries received before %(day)s were emptied.",
                count,
            )
            events = ngettext("%(count)d fetch was removed.", "%(count)d fetches were removed.", purged.events)
        self.say(words % {"count": count, "day": day})
        for name, held in purged.held.items():
            kept = ngettext(
                "%(count)d older entry stays: %(name)s holds on to it.",
                "%(count)d older entries stay: %(name)s holds on to them.",
                held,
            )
            self.say(kept % {"count": held, "name": name})
        self.say(events % {"count": purged.events})

    def say(self, words):
        if self.tells:
            self.stdout.write(words)
            self.stdout.flush()
