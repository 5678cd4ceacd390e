"""Questions about feeds and entries."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Manager,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from feeds import keeping, politeness

# The worst first: the order in which people want to read about feeds.
WORST_FIRST = ("failing", "gone", "late", "quiet", "lying", "moved", "new", "ok", "off")


# RFC 2606, 2: a name under .invalid never answers. A room that fills a source in another way than by fetching keeps it
# there.
_NOWHERE = r"^https?://[^/]+\.invalid(/|$)"


class FeedQuerySet(QuerySet):
    def on_the_web(self) -> Self:
        """Those that can be fetched: what lives under a name that never answers is in no list of feeds, and is neither
        well nor ill."""
        return self.exclude(url__regex=_NOWHERE)

    def active(self) -> Self:
        """Those that somebody wants fetched."""
        return self.filter(is_active=True)

    def due(self, at: datetime) -> Self:
        """Active ones that may be asked at that moment, the longest waiting first; the never asked before all."""
        return (
            self.active()
            .filter(Q(next_due_at__isnull=True) | Q(next_due_at__lte=at))
            .order_by(F("next_due_at").asc(nulls_first=True), "pk")
        )

    def free(self, now: datetime) -> Self:
        """Those that no worker has in hand: never taken, let go, or held by one that has not been heard of for ten
        minutes."""
        return self.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))

    def in_hand(self, now: datetime) -> Self:
        """Those that some worker is fetching at that moment."""
        return self.filter(leased_until__gt=now)

    def away_from_others(self, now: datetime) -> Self:
        """Those that do not live where some worker is at work at that moment, as far as is known where they live."""
        busy = self.model._default_manager.in_hand(now).exclude(place="").values("place")
        return self.exclude(place__in=busy)

    def failing(self) -> Self:
        """Active ones whose last attempt failed."""
        return self.active().filter(failures__gt=0)

    def with_entry_count(self) -> Self:
        """Each with `entry_count`: of what is still there."""
        return self.annotate(entry_count=Count("entries", filter=Q(entries__purged_at__isnull=True)))

    def with_state(self, at: datetime) -> Self:
        """Each with `standing`, the value of its state at that moment: `Feed.state` in SQL."""
        return self.annotate(
            standing=Case(
                When(is_active=False, then=Value("off")),
                When(_gone(at), then=Value("gone")),
                When(failures__gt=0, then=Value("failing")),
                When(last_attempt_at__isnull=True, then=Value("new")),
                When(next_due_at__lte=at - politeness.LATE_AFTER, then=Value("late")),
                When(_quiet(at), then=Value("quiet")),
                When(distrusted_until__gt=at, then=Value("lying")),
                When(~Q(moving_to="") | Q(moved_at__gt=at - politeness.MOVE_TOLD), then=Value("moved")),
                default=Value("ok"),
            )
        )

    def in_states(self, states: list[str], at: datetime) -> Self:
        """Those that are in one of these states at that moment."""
        return self.with_state(at).filter(standing__in=states)

    def state_counts(self, at: datetime) -> dict[str, int]:
        """How many feeds are in each state at that moment; states without a feed are left out. One query."""
        counts = self.order_by().with_state(at).values("standing").annotate(n=Count("pk"))
        return dict(counts.values_list("standing", "n"))

    def worst_first(self, at: datetime) -> Self:
        """By how bad their state is at that moment, then by name."""
        ranks = [When(standing=state, then=Value(rank)) for rank, state in enumerate(WORST_FIRST)]
        return (
            self.with_state(at)
            .annotate(rank=Case(*ranks, output_field=IntegerField()))
            .order_by("rank", "title", "url", "pk")
        )


def _gone(at: datetime) -> Q:
    asked = Coalesce("last_attempt_at", Value(at, output_field=DateTimeField()))
    return Q(gone_since__lte=ExpressionWrapper(asked - politeness.GONE_AFTER, output_field=DateTimeField()))


def _quiet(at: datetime) -> Q:
    gaps = ExpressionWrapper(F("usual_gap") * politeness.QUIET_GAPS, output_field=DurationField())
    allowed = ExpressionWrapper(Value(at, output_field=DateTimeField()) - gaps, output_field=DateTimeField())
    long_enough = Q(last_change_at__lte=at - politeness.QUIET_AFTER)
    return long_enough & (Q(usual_gap__isnull=True) | Q(last_change_at__lte=allowed))


class StandingManager(Manager):
    """Without tombstones: what nobody may read any more is in no list, count or search. `Entry.rows` has them too."""

    def get_queryset(self):
        return super().get_queryset().filter(purged_at__isnull=True)


class EntryQuerySet(QuerySet):
    def received_before(self, moment: datetime) -> Self:
        """Those that came before a moment and that their site has not edited since."""
        return self.filter(first_seen_at__lt=moment).exclude(changed_at__gte=moment)

    def let_go(self) -> Self:
        """Those that no room holds on to (`feeds.keeping.hold`)."""
        free = self
        for held in keeping.holders().values():
            free = free.exclude(held())
        return free

    def newest_first(self) -> Self:
        """By the date that the document gave, by first sight where it gave none."""
        return self.order_by(F("published_at").desc(nulls_last=True), "-first_seen_at", "-pk")

    def recordings(self) -> Self:
        """Those that came with audio or video."""
        return self.exclude(enclosure_url="")
