"""`manage.py make_office_template`: write the Word template that ships, after its layout was changed in the code."""

from django.core.management.base import BaseCommand

from ...rendering.word.shipped import SHIPPED, build_template


class Command(BaseCommand):
    help = "Write the Word template that ships (newsroom/reporting/seeds/bao-cao.docx) anew from its layout."

    def handle(self, *args, **options):
        SHIPPED.parent.mkdir(exist_ok=True)
        SHIPPED.write_bytes(build_template())
        self.stdout.write(str(SHIPPED))
