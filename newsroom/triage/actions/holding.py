"""What the post room may not let go, because somebody here built on it."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from newsroom.coverage.models import CoverageRecord, Source

from ..models import Decision, DecisionEvent, HandEntry, Kinship


class NoLongerKept(ValueError):
    """The entry was let go meanwhile: there is nothing left to decide about."""

    def __init__(self) -> None:
        super().__init__(_("This entry is so old that it is no longer kept."))


def held() -> Q:
    """A condition on entries, for `feeds.keeping.hold`: a person decided about it, once or now; it stands in the
    ledger, or something there says that it is the same work (what was republished); a person said which others it is
    one work with; or a person sent it, so that nobody else has it.

    What a rule of its source set aside and nobody ever looked at is held by nobody.
    """
    mine = OuterRef("pk")
    named = Concat(Value(f"{Source.ENTRY.value}:"), Cast(mine, CharField()), output_field=CharField())
    return (
        Exists(Decision.objects.by_people().filter(entry=mine))
        | Exists(DecisionEvent.objects.filter(entry_id=mine, by_id__isnull=False))
        | Exists(Kinship.objects.filter(entry=mine))
        | Exists(HandEntry.objects.filter(entry=mine))
        | Exists(CoverageRecord.objects.filter(source=Source.ENTRY, source_key=Cast(mine, CharField())))
        | Exists(CoverageRecord.objects.filter(same_work_as=named))
    )
