from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.organisations.actions import SHIPPED, NotOrganisations, load_organisations


class Command(BaseCommand):
    help = "Load or reload organisations from TOML files, all or nothing. Without a file: those shipped."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args, files, **options):
        try:
            loaded = load_organisations(path_or_bytes=files or SHIPPED, by=None, at=timezone.now())
        except (NotOrganisations, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(number)d organisations are in place.") % {"number": len(loaded)})
