"""`manage.py mail_digest`: the morning's letter about feeds and entries, to those who look after them, once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from newsroom.triage import actions


class Command(BaseCommand):
    help = (
        "Mail what turned bad with the feeds since the last letter, and what waits. Once a day, however often called."
    )

    def handle(self, *, verbosity, **options):
        sent = actions.mail_digest(at=timezone.now())
        if verbosity:
            self.stdout.write(ngettext("%(count)d letter sent.", "%(count)d letters sent.", sent) % {"count": sent})
