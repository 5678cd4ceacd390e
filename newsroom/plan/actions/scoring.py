"""Taking scoring rules over from a file."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from newsroom.reading import Refused, Unreadable

from ..loading import read_rules, to_stored
from ..models import Channel, ScoringRule
from .taking_over import SEEDS

SHIPPED_RULES = SEEDS / "scoring.toml"
"""Samples: the two readings of a published rule, and one of our own."""


def _(message: str) -> str:
    """Marks a message for the catalogue."""
    return message


CHANGED = _("Version %(version)d of “%(value)s” is here already and says something else: write a new version.")


class NotScoringRules(Refused):
    """A file that is not taken over as scoring rules; says where and why, and nothing has changed."""


@transaction.atomic
def load_scoring_rules(*, source: bytes, name: str, by, at: datetime) -> list[ScoringRule]:
    """The rules of a TOML file (see `loading.scoring`), those made that are not here. Repeatable.

    A version never changes: what was scored by it must be scored so again. Raises NotScoringRules.
    """
    try:
        found = read_rules(source, file=name, channels=set(Channel.objects.values_list("code", flat=True)))
        kept = {(rule.code, rule.version): rule for rule in ScoringRule.objects.all()}
        for rule, table in found:
            there = kept.get((rule.code, rule.version))
            if there and there.rule() != rule:
                raise table.wrong(CHANGED, "version", value=rule.code, version=rule.version)
    except Unreadable as problem:
        raise NotScoringRules(problem, gettext) from problem
    return [kept.get((rule.code, rule.version)) or _make(rule, by=by, at=at) for rule, _table in found]


def _make(rule, *, by, at: datetime) -> ScoringRule:
    made = ScoringRule.objects.create(
        code=rule.code,
        version=rule.version,
        name=rule.name,
        source=rule.source,
        note=rule.note,
        is_sample=rule.is_sample,
        places=rule.places,
        criteria=to_stored(rule.criteria),
        loaded_at=at,
    )
    log(made, "wagtail.create", user=by, timestamp=at)
    return made
