"""`manage.py evaluate_suggestions FILE`: how good suggestions are on headlines that you trust."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom import text
from newsroom.plan.models import Plan

from ...judging import Judgement, NotLabelled, Tally, Verdict, headlines, judge
from ...models import LearnedTheme
from ...querysets import ranker_of, site_suggester
from ...suggesting import Ranker
from ...wording import not_labelled_in_words, share


class Command(BaseCommand):
    help = (
        "Hold the suggestions of this site's phrases against labelled headlines (JSON Lines: title, lead, labels). "
        "Labels are those of the plan's content items, or NONE."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--plan", default="", help="number of the plan whose labels are used; default: the latest that is no sample"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument(
            "--learned", action="store_true", help="besides, with what was learned where it has a say (JSON: “learned”)"
        )

    def handle(self, *args, **options):
        with translation.override(settings.LANGUAGE_CODE):
            plan = self._plan(options["plan"])
            judgement = self._judge(options["file"], plan, Ranker({}))
            learned = None
            if options["learned"]:
                learned = self._judge(options["file"], plan, ranker_of(LearnedTheme.objects.switched_on()))
            if options["json"]:
                data = as_data(judgement) | ({"learned": as_data(learned)} if learned else {})
                self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
                return
            self.stdout.write("\n".join(_table(judgement)))
            if learned:
                self.stdout.write("\n".join(["", _("With what was learned:"), *_table(learned)]))

    def _plan(self, number: str) -> Plan:
        for plan in sorted(Plan.objects.latest_first(), key=lambda plan: plan.is_sample):
            if not number or text.slug(plan.number) == text.slug(number):
                return plan
        raise CommandError(_("There is no such plan: load one with load_plan."))

    def _judge(self, file: Path, plan: Plan, ranker: Ranker) -> Judgement:
        """What is lowered does not count as suggested: an editor passes it over."""
        items = {
            item.label: {theme.slug for theme in item.themes.all()}
            for item in plan.items.select_related("clause").prefetch_related("themes").order_by("clause__position")
        }
        suggester = site_suggester()
        verdicts = []
        try:
            with file.open(encoding="utf-8") as lines:
                for headline in headlines(lines, items):
                    ranked = ranker.rank(suggester.weigh(headline.title, headline.lead), headline.title, headline.lead)
                    found = {suggestion.theme for suggestion in ranked if not suggestion.is_lowered}
                    suggested = frozenset(label for label, themes in items.items() if themes & found)
                    verdicts.append(Verdict(headline.labels, suggested))
        except NotLabelled as refused:
            raise CommandError(f"{file}: {not_labelled_in_words(refused)}") from refused
        except UnicodeDecodeError as error:
            raise CommandError(_("%(file)s is not UTF-8.") % {"file": file}) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        return judge(verdicts, items)


def as_data(judgement: Judgement) -> dict:
    """The figures under stable names; null where there is nothing to divide by."""
    return {
        "micro": _tallied(judgement.micro),
        "any": {
            "recall": judgement.recall,
            "specificity": judgement.specificity,
            "false_alarm_rate": judgement.false_alarms,
            "reform": judgement.reform,
            "other": judgement.other,
        },
        "items": {label: _tallied(tally) for label, tally in judgement.items.items()},
    }


def _tallied(tally: Tally) -> dict:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "right": tally.right,
        "wrong": tally.wrong,
        "missed": tally.missed,
    }


def _table(judgement: Judgement) -> list[str]:
    row = "{:<24}{:>12}{:>12}{:>8}{:>8}{:>8}{:>8}".format
    return [
        row(_("Item"), _("Precision"), _("Recall"), "F1", _("right"), _("wrong"), _("missed")),
        *(_row(row, label, tally) for label, tally in judgement.items.items()),
        _row(row, _("All items"), judgement.micro),
        "",
        _("On reform: %(found)d of %(all)d headlines have a suggestion (%(share)s).")
        % {"found": judgement.reform_found, "all": judgement.reform, "share": share(judgement.recall)},
        _("Other news: %(alarms)d of %(all)d headlines raise a false alarm (%(share)s).")
        % {
            "alarms": judgement.other - judgement.other_left_alone,
            "all": judgement.other,
            "share": share(judgement.false_alarms),
        },
    ]


def _row(row, name: str, tally: Tally) -> str:
    shares = (share(part) for part in (tally.precision, tally.recall, tally.f1))
    return row(name, *shares, tally.right, tally.wrong, tally.missed)
