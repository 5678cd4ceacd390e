"""Questions about what came in: what waits for a decision, of which day, from whom, with which words."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db import models
from django.db.models import Count, Func, Q, TextField
from django.db.models.functions import Coalesce, Concat, TruncDate

from newsroom import text
from newsroom.periods import ZONE
from newsroom.themes.models import ThemePhrase

from .suggesting import Model, Phrase, Ranker, Suggester

# Every Vietnamese letter that folds to another, in both cases: PostgreSQL's lower() knows ASCII only in some locales.
_MARKED = "".join(
    letter
    for row in (
        *("àáảãạăằắẳẵặâầấẩẫậ", "đ", "èéẻẽẹêềếểễệ", "ìíỉĩị", "òóỏõọôồốổỗộơờớởỡợ"),
        *("ùúủũụưừứửữự", "ỳýỷỹỵ"),
    )
    for letter in row + row.upper()
)
_BARE = "".join(text.fold(letter) for letter in _MARKED)
SQLITE_FUNCTION = "newsroom_fold"


class Folded(Func):
    """A text without case, marks or the stroke of đ, inside a query. What is stored is NFC."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, function=SQLITE_FUNCTION, **context)

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(
            compiler, connection, template=f"lower(translate(%(expressions)s, '{_MARKED}', '{_BARE}'))", **context
        )


def teach_folding(connection) -> None:
    """Give a connection to SQLite the function that `Folded` calls; PostgreSQL needs none."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_FUNCTION, 1, _fold, deterministic=True)


def _fold(value: str | None) -> str | None:
    return None if value is None else text.fold(value)


class InboxQuerySet(models.QuerySet):
    """Entries of feeds as an editor meets them. A reopened entry is undecided again."""

    def undecided(self) -> InboxQuerySet:
        return self.filter(Q(decision__isnull=True) | Q(decision__verdict="reopened"))

    def accepted(self) -> InboxQuerySet:
        return self.filter(decision__verdict="accepted")

    def dismissed(self) -> InboxQuerySet:
        return self.filter(decision__verdict="dismissed")

    def set_aside_by_rule(self) -> InboxQuerySet:
        """Dismissed by a rule of their source, and by nobody since."""
        return self.dismissed().filter(decision__decided_by__isnull=True).exclude(decision__rule="")

    def decided(self) -> InboxQuerySet:
        return self.filter(decision__verdict__in=("accepted", "dismissed"))

    def from_station(self, station) -> InboxQuerySet:
        """What the feed of one station brought; `station` is a Station or its key."""
        return self.filter(feed__station=station)

    def without_station(self) -> InboxQuerySet:
        """What came from feeds of which nobody has said whose voice they are."""
        return self.filter(feed__station__isnull=True)

    def dated(self) -> InboxQuerySet:
        """With `moment` (published, or first seen where that is unknown) and its `local_day` (Asia/Ho_Chi_Minh)."""
        return self.annotate(moment=Coalesce("published_at", "first_seen_at")).annotate(
            local_day=TruncDate("moment", tzinfo=ZONE)
        )

    def on_day(self, day: date) -> InboxQuerySet:
        return self.dated().filter(local_day=day)

    def newest_first(self) -> InboxQuerySet:
        """By day, the last day first; within a day by source, and within a source the latest first."""
        return self.dated().order_by("-local_day", "feed__station__organisation__sort_key", "feed_id", "-moment", "-pk")

    def matching(self, words: str) -> InboxQuerySet:
        """Those whose title or summary holds every one of the words, with or without marks and capitals."""
        wanted = text.fold(text.plain_query(words)).split()
        if not wanted:
            return self
        found = self.annotate(folded=Folded(Concat("title", models.Value(" "), "summary", output_field=TextField())))
        for word in wanted:
            found = found.filter(folded__contains=word)
        return found

    def count_by_state(self) -> dict[str, int]:
        """How many wait, are accepted, are dismissed, and all together. One query."""
        decided = {verdict: Count("pk", filter=Q(decision__verdict=verdict)) for verdict in ("accepted", "dismissed")}
        found = self.aggregate(all=Count("pk"), **decided)
        return {"waiting": found["all"] - found["accepted"] - found["dismissed"], **found}

    def count_by_station(self) -> dict[int | None, int]:
        """How many each station brought, by its key; None: feeds that are nobody's voice. One query."""
        counted = self.order_by().values_list("feed__station").annotate(number=Count("pk"))
        return dict(counted)

    def count_by_theme(self) -> dict[str, int]:
        """How many were decided for each theme, by slug. One query."""
        counted = self.order_by().values_list("decision__themes__slug").annotate(number=Count("pk"))
        return {slug: number for slug, number in counted if slug}

    def with_what_stations_propose(self) -> InboxQuerySet:
        """With the themes that a station without RSS proposes for what it sent."""
        return self.select_related("by_hand").prefetch_related("by_hand__themes")

    def with_its_surroundings(self) -> InboxQuerySet:
        """With everything that a line of the inbox prints: two queries, however many lines."""
        return (
            self.select_related(
                "feed__station__organisation",
                "feed__station__channel",
                "decision__decided_by",
                "decision__organisation",
                "decision__channel",
            )
            .prefetch_related("decision__themes")
            .with_what_stations_propose()
        )


class KinshipEventQuerySet(models.QuerySet):
    def last_of(self, user, *, since) -> KinshipEventQuerySet:
        """What `user` said about kinship from `since` on and was not undone, the latest first."""
        undone = self.model.objects.filter(kind="undone", at__gte=since).values("batch")
        mine = self.filter(by_id=user.pk, at__gte=since).exclude(kind="undone").exclude(batch__in=undone)
        return mine.order_by("-at", "-pk")


class DecisionQuerySet(models.QuerySet):
    def accepted(self) -> DecisionQuerySet:
        return self.filter(verdict="accepted")

    def dismissed(self) -> DecisionQuerySet:
        return self.filter(verdict="dismissed")

    def standing(self) -> DecisionQuerySet:
        """Accepted or dismissed, and not reopened since."""
        return self.filter(verdict__in=("accepted", "dismissed"))

    def by_people(self) -> DecisionQuerySet:
        """All but those that a rule of a source made and nobody touched since."""
        return self.exclude(Q(verdict="dismissed", decided_by__isnull=True) & ~Q(rule=""))

    def last_of(self, user, *, since) -> DecisionQuerySet:
        """What `user` decided from `since` on and still stands, the latest first: the way back through one's work."""
        mine = self.standing().filter(decided_by=user, decided_at__gte=since, batch__isnull=False)
        return mine.order_by("-decided_at", "-pk")


class LearnedQuerySet(models.QuerySet):
    def switched_on(self) -> LearnedQuerySet:
        """Those that were found better and that nobody keeps off, of themes in use."""
        return self.filter(worth="better", kept_off=False, theme__is_active=True)


def site_suggester() -> Suggester:
    """The suggester of this moment's vocabulary: the phrases of every theme in use. One query."""
    return suggester_of(vocabulary())


def vocabulary(*, but: str = "") -> tuple[tuple[str, str, str], ...]:
    """Theme (its slug), text and kind of every phrase of the themes in use, all or all `but` one's. One query."""
    phrases = ThemePhrase.objects.filter(theme__is_active=True).exclude(theme__slug=but).order_by("pk")
    return tuple(phrases.values_list("theme__slug", "text", "strength"))


@lru_cache(maxsize=8)
def suggester_of(rows: tuple[tuple[str, str, str], ...]) -> Suggester:
    """Made anew only when a phrase has changed."""
    return Suggester(Phrase(*row) for row in rows)


def ranker_of(learned: LearnedQuerySet) -> Ranker:
    """What the models of `learned` make of suggestions. One query; a second only when one of them changed."""
    return _ranker(tuple(learned.order_by("pk").values_list("theme__slug", "digest")), learned)


class _Read:
    """The models that were read last, under the digests that tell them apart; both in one value, for threads."""

    last: tuple[tuple[tuple[str, str], ...], Ranker] = ((), Ranker({}))


def _ranker(key: tuple[tuple[str, str], ...], learned: LearnedQuerySet) -> Ranker:
    known, ranker = _Read.last
    if key != known:
        rows = learned.filter(digest__in=[digest for _slug, digest in key])
        rows = rows.values_list("theme__slug", "bias", "weights")
        ranker = Ranker({slug: Model(bias, weights) for slug, bias, weights in rows})
        _Read.last = key, ranker
    return ranker
