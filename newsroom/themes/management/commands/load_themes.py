from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.themes.actions import SHIPPED, NotThemes, load_themes


class Command(BaseCommand):
    help = "Load or reload themes from a TOML file, all or nothing. Without a file: those shipped."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED, metavar="FILE")

    def handle(self, *args, file, **options):
        try:
            loaded = load_themes(source=file.read_bytes(), name=file.name, by=None, at=timezone.now())
        except (NotThemes, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(number)d themes are in place.") % {"number": len(loaded)})
