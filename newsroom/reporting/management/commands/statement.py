"""`manage.py statement 2024 quy-2 --format xlsx --output FILE`"""

import sys
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom import text
from newsroom.periods import CODES, UnknownPeriod, period
from newsroom.plan.models import Plan

from ...actions import NoSuchEdition, paper_on, presented, print_paper
from ...rendering import FORMATS


class Command(BaseCommand):
    help = "Write a period's statement to a file, the same as on the web, for all organisations."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("period", help=", ".join(CODES))
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("--output", default="-", help="a file; - writes to the standard output")
        parser.add_argument(
            "--edition", default="", help="1, 2, … a frozen edition; hien-tai the ledger now; else as the web shows it"
        )
        parser.add_argument("--plan", default="", help="the plan's number, where the year has several")

    def handle(self, *args, **options):
        with translation.override(settings.LANGUAGE_CODE):
            content = self._content(options)
        with content:
            if options["output"] == "-":
                copyfileobj(content, getattr(self.stdout._out, "buffer", None) or sys.stdout.buffer)
                return
            with Path(options["output"]).open("wb") as file:
                copyfileobj(content, file)
        self.stdout.write(_("Written to %(file)s.") % {"file": options["output"]})

    def _content(self, options) -> BinaryIO:
        plans = list(Plan.objects.covering(options["year"]).select_related("regime"))
        if options["plan"]:
            plans = [plan for plan in plans if text.slug(plan.number) == text.slug(options["plan"])]
        if not plans:
            raise CommandError(_("There is no such plan for %(year)d.") % {"year": options["year"]})
        try:
            wanted = period(options["year"], options["period"], plans[0].regime.rule())
        except UnknownPeriod as unknown:
            raise CommandError(str(unknown)) from unknown
        kind = FORMATS[options["format"]]
        if missing := kind.missing():
            raise CommandError(missing)
        try:
            statement = presented(
                plan=plans[0], period=wanted, edition=options["edition"], with_records=kind.with_records
            )
        except NoSuchEdition as unknown:
            raise CommandError(str(unknown)) from unknown
        paper = paper_on(plan=plans[0], period=wanted, statement=statement)
        return print_paper(paper=paper, suffix=options["format"])
