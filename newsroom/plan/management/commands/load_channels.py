from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.plan.actions import SHIPPED_CHANNELS, NotChannels, load_channels


class Command(BaseCommand):
    help = "Load or reload the forms of publicising from a TOML file. Without a file: those shipped."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_CHANNELS, metavar="FILE")

    def handle(self, *args, file, **options):
        try:
            loaded = load_channels(source=file.read_bytes(), name=str(file), by=None, at=timezone.now())
        except (NotChannels, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(number)d forms are in place.") % {"number": len(loaded)})
