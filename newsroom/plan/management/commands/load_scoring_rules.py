from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.plan.actions import SHIPPED_RULES, NotScoringRules, load_scoring_rules


class Command(BaseCommand):
    help = "Load scoring rules from a TOML file, all or nothing. Without a file: the samples that are shipped."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_RULES, metavar="FILE")

    def handle(self, *args, file, **options):
        try:
            loaded = load_scoring_rules(source=file.read_bytes(), name=file.name, by=None, at=timezone.now())
        except (NotScoringRules, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(number)d scoring rules are in place.") % {"number": len(loaded)})
