"""Make the episodes of the weeks ahead."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from newsroom.broadcasts.tasks import generate_ahead


class Command(BaseCommand):
    help = "Make the episodes of every series for the weeks ahead. Repeatable."

    def add_arguments(self, parser):
        parser.add_argument("--weeks", type=int, default=8, help="how far ahead (default: 8)")

    def handle(self, *args, weeks: int, **options):
        made = generate_ahead(weeks=weeks)
        words = ngettext("%(count)d new episode.", "%(count)d new episodes.", len(made))
        self.stdout.write(words % {"count": len(made)})
