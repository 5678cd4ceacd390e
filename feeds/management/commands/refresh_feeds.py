"""`manage.py refresh_feeds`: fetch what is due, once, and say what came."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feeds import actions
from feeds.models import Feed
from feeds.tasks import share_out
from feeds.wording import problem_in_words


class Command(BaseCommand):
    help = "Fetch the feeds that are due, the given ones, or all."

    def add_arguments(self, parser):
        parser.add_argument("feeds", nargs="*", type=int, metavar="ID", help="feeds to fetch now, due or not")
        parser.add_argument("--all", action="store_true", help="fetch every active feed now, due or not")
        parser.add_argument("--share", action="store_true", help="let the task workers fetch what is due")
        parser.add_argument("--workers", type=int, default=8, help="sites asked at the same time (8)")

    def handle(self, *, feeds, **options):
        chosen = None
        if options["share"]:
            if feeds or options["all"]:
                raise CommandError(_("--share is for what is due: leave the rest out."))
            tasks = share_out()
            if options["verbosity"]:
                self.stdout.write(
                    ngettext("%(count)d task handed out.", "%(count)d tasks handed out.", tasks) % {"count": tasks}
                )
            return
        if feeds:
            chosen = list(Feed.objects.filter(pk__in=feeds))
            if missing := sorted(set(feeds) - {feed.pk for feed in chosen}):
                raise CommandError(_("No such feed: %(ids)s") % {"ids": ", ".join(map(str, missing))})
        elif options["all"]:
            chosen = list(Feed.objects.active())
        progress = self.say if options["verbosity"] else lambda result: None
        report = actions.refresh(feeds=chosen, at=timezone.now(), workers=max(options["workers"], 1), progress=progress)
        if report.is_outage:
            self.stderr.write(
                _("More than half of all sites do not answer: is this machine online? No feed was blamed.")
            )
        if options["verbosity"]:
            count = len(report.results)
            self.stdout.write(
                ngettext(
                    "%(count)d feed fetched: %(new)d new entries, %(changed)d changed, %(failed)d failed.",
                    "%(count)d feeds fetched: %(new)d new entries, %(changed)d changed, %(failed)d failed.",
                    count,
                )
                % {"count": count, "new": report.new, "changed": report.changed, "failed": len(report.failed)}
            )

    def say(self, result):
        """One line as soon as a feed is done."""
        if result.problem:
            came = problem_in_words(result.problem)
        elif result.new or result.changed:
            came = _("%(new)d new, %(changed)d changed") % {"new": result.new, "changed": result.changed}
        else:
            came = _("nothing new")
        self.stdout.write(f"{result.feed.pk:>5}  {result.feed}: {came}")
        self.stdout.flush()
