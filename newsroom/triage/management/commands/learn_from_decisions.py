"""`manage.py learn_from_decisions`: what editors' decisions say of each theme, measured on those held back."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsroom.triage import actions

from ...wording import share


class Command(BaseCommand):
    help = "Learn from the decisions of editors which suggestions to raise or lower; repeatable, nightly by the clock."

    def handle(self, *, verbosity, **options):
        with translation.override(settings.LANGUAGE_CODE):
            rows = actions.learn_themes(at=timezone.now())
            if verbosity > 1:
                for row in rows:
                    figures = {"phrases": share(row.phrases.f1), "learned": share(row.learned.f1)}
                    told = _("%(theme)s: %(decisions)d decisions, phrases %(phrases)s, learned %(learned)s – %(worth)s")
                    words = {"theme": row.theme, "decisions": row.decisions, "worth": row.get_worth_display()}
                    self.stdout.write(told % (words | figures))
            if verbosity:
                on = sum(row.is_on for row in rows)
                self.stdout.write(_("%(on)d of %(all)d themes have a say.") % {"on": on, "all": len(rows)})
