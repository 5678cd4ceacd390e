from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.plan.actions import NotAPlan, load_plan


class Command(BaseCommand):
    help = "Load or reload a plan from a TOML file, all or nothing; a wrong file is refused with line and key."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Check the file and change nothing.")

    def handle(self, *args, file, dry_run, **options):
        try:
            # The name as it was typed: what an editor opens at that line.
            plan = load_plan(source=file.read_bytes(), name=str(file), by=None, at=timezone.now(), dry_run=dry_run)
        except (NotAPlan, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        message = _("The plan %(plan)s can be loaded.") if dry_run else _("The plan %(plan)s is loaded.")
        self.stdout.write(message % {"plan": plan})
