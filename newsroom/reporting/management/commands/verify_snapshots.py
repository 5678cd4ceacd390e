"""`manage.py verify_snapshots`"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import ngettext

from ...actions import findings
from ...models import Snapshot


class Command(BaseCommand):
    help = "Recompute the hash of every frozen report and say which is wrong; exit 1 if any."

    def add_arguments(self, parser):
        parser.add_argument("--recount", action="store_true", help="also count the sealed records again")

    def handle(self, *args, **options):
        with translation.override(settings.LANGUAGE_CODE):
            wrong = 0
            for wrong, finding in enumerate(findings(recount=options["recount"]), 1):  # noqa: B007
                self.stdout.write(f"{finding.snapshot}: {finding.problem}")
            if wrong:
                raise CommandError(
                    ngettext(
                        "%(number)d thing is not as it was frozen.",
                        "%(number)d things are not as they were frozen.",
                        wrong,
                    )
                    % {"number": wrong}
                )
            count = Snapshot.objects.count()
            self.stdout.write(
                ngettext(
                    "%(number)d snapshot is as it was frozen.", "%(number)d snapshots are as they were frozen.", count
                )
                % {"number": count}
            )
