"""`manage.py reconcile_coverage`: the ledger against its producers, derived anew."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsroom.coverage import actions
from newsroom.coverage.producing import producers

# A record may wait for another one's: fixing is done when nothing differs, or when a round no longer helps.
ROUNDS = 3


class Command(BaseCommand):
    help = "Derive the ledger anew from its producers and print every difference; exit 1 if there is any."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="set the ledger right, through its own verbs")

    def handle(self, *args, **options):
        with translation.override(settings.LANGUAGE_CODE):
            left = self._fix() if options["fix"] else self._told(actions.differences())
            rolled = self._rolled(fix=options["fix"])
            sources = ", ".join(sorted(producers()))
            if left or rolled:
                self.stdout.write(
                    _("%(number)d differences. Checked: %(sources)s.") % _numbered(left + rolled, sources)
                )
                raise SystemExit(1)
            self.stdout.write(_("The ledger agrees with its sources. Checked: %(sources)s.") % {"sources": sources})

    def _fix(self) -> int:
        for _round in range(ROUNDS):
            found = list(actions.differences())
            self._told(found)
            for difference in found:
                actions.settle(
                    difference=difference, by=None, at=timezone.now(), reason=_("reconciled with its source")
                )
            if not found:
                return 0
        return len(list(actions.differences()))

    def _rolled(self, *, fix: bool) -> int:
        """What was rolled up against the ledger; in how many rollups they still differ."""
        wrong = actions.rollup_differences()
        for rollup, places in wrong.items():
            said = {"start": rollup.start, "places": places}
            self.stdout.write(_("ROLLED UP  year from %(start)s: %(places)d places differ from the ledger") % said)
        if wrong and fix:
            actions.roll_up_anew(at=timezone.now())
            return len(actions.rollup_differences())
        return len(wrong)

    def _told(self, found) -> int:
        lines = [_line(difference) for difference in found]
        for line in lines:
            self.stdout.write(line)
        return len(lines)


def _numbered(number: int, sources: str) -> dict:
    return {"number": number, "sources": sources}


def _line(difference: actions.Difference) -> str:
    words = {
        "missing": _("MISSING   %(key)s  %(title)s"),
        "extra": _("EXTRA     %(key)s  %(title)s"),
        "field": _("DIFFERENT %(key)s  %(title)s: %(field)s is %(ledger)s, should be %(should_be)s"),
    }[difference.kind]
    return words % {
        "key": f"{difference.source}:{difference.source_key}",
        "title": difference.title,
        "field": difference.field,
        "ledger": difference.ledger,
        "should_be": difference.should_be,
    }
