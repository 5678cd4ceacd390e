"""`manage.py roll_up_coverage`: put figures together beforehand, so that statements need not count from the start."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from newsroom.coverage import actions


class Command(BaseCommand):
    help = "Bring the rolled-up figures of every plan up to date; statements are the same without, and slower."

    def handle(self, *args, **options):
        made = actions.roll_up(at=timezone.now())
        self.stdout.write(f"rollups: {made}")
