"""Questions about the ledger, built from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

from newsroom import text

from .counting import DIMENSIONS, GRAINS, UNCLASSIFIED, Cell, Count, Fact, Figure, Grain, Item, Span, grains_in

_TOTAL_ROW, _UNCLASSIFIED_ROW = -1, -2

# One statement, so that every figure of a report is read at one moment. Every record is spread over the rows in which
# it counts; works are counted anew at each grain because they do not add up. Names are joined to groups, not to
# records.
_COUNTED = """
WITH counted (record, work, day, channel, organisation, genre, tone, seconds, quantity, persons, copies, is_rerun) AS (
    {counted}
),
promised (item, theme) AS ({promised}),
spans (span, start_day, stop_day) AS ({spans}),
served (item, record) AS (
    SELECT DISTINCT promised.item, tagged.coveragerecord_id
    FROM {tagged} tagged JOIN promised ON promised.theme = tagged.theme_id
),
spread AS (
    SELECT served.item AS item, counted.* FROM counted JOIN served ON served.record = counted.record
    UNION ALL
    SELECT {unclassified}, counted.* FROM counted
    WHERE NOT EXISTS (SELECT 1 FROM served WHERE served.record = counted.record)
    UNION ALL
    SELECT {total}, counted.* FROM counted
),
figures (item, channel, organisation, genre, tone, about, span, appearances, works, seconds, first_runs, quantity,
         persons, copies) AS ({grains})
SELECT item, channel.code, organisation.slug, genre, tone, about.slug, span,
    appearances, works, figures.seconds, first_runs, figures.quantity, figures.persons, figures.copies
FROM figures
LEFT JOIN {channels} channel ON channel.id = figures.channel
LEFT JOIN {organisations} organisation ON organisation.id = figures.organisation
LEFT JOIN {organisations} about ON about.id = figures.about
"""
_GRAIN = "SELECT {columns}, {figures} FROM spread{joins} GROUP BY {groups}"
_COLUMNS = {
    "channel": "spread.channel",
    "organisation": "spread.organisation",
    "genre": "spread.genre",
    "tone": "spread.tone",
    "about": "named.organisation_id",
    "span": "spans.span",
}
# Typed, because PostgreSQL takes a column of a union for what its first part says.
_NOTHING = {
    **dict.fromkeys(("channel", "organisation", "about", "span"), "CAST(NULL AS bigint)"),
    **dict.fromkeys(("genre", "tone"), "CAST(NULL AS varchar(10))"),
}
_JOINS = {
    "about": " JOIN {named} named ON named.coveragerecord_id = spread.record",
    "span": " JOIN spans ON spread.day >= spans.start_day AND spread.day < spans.stop_day",
}
_FIGURES = (
    "COUNT(*), COUNT(DISTINCT work), SUM(seconds), SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END), "
    "SUM(quantity), COALESCE(SUM(persons), 0), COALESCE(SUM(copies), 0)"
)
_FIELDS = "pk work_id day channel_id organisation_id genre tone seconds quantity persons copies is_rerun".split()
_NO_ITEM, _NO_SPAN = "0, 0", "0, CAST('2000-01-01' AS date), CAST('2000-01-01' AS date)"


class CoverageQuerySet(models.QuerySet):
    def standing(self) -> CoverageQuerySet:
        """What counts: recorded and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self) -> CoverageQuerySet:
        return self.filter(withdrawn_at__isnull=False)

    def between(self, start: date, stop: date) -> CoverageQuerySet:
        """Records of the local days from `start` until before `stop`."""
        return self.filter(day__gte=start, day__lt=stop)

    def during(self, period) -> CoverageQuerySet:
        return self.between(period.start, period.stop)

    def about_themes(self, theme_ids: Iterable[int]) -> CoverageQuerySet:
        """Records with at least one of the themes, each once."""
        return self.filter(pk__in=self._tagged(theme_ids))

    def without_themes(self, theme_ids: Iterable[int]) -> CoverageQuerySet:
        """Records with none of the themes: what serves no item, when given all themes of all items."""
        return self.exclude(pk__in=self._tagged(theme_ids))

    def of_organisations(self, organisation_ids: Iterable[int] | None) -> CoverageQuerySet:
        """Records of those organisations; None does not narrow."""
        return self if organisation_ids is None else self.filter(organisation__in=tuple(organisation_ids))

    def matching(self, words: str) -> CoverageQuerySet:
        """Records with all of these words in their title, marks or no marks."""
        found = self
        for word in text.fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def facts(self) -> list[Fact]:
        """The records as the pure rule reads them, withdrawn ones included. Three queries."""
        themes = self._sets_of(self.model.themes.through, "theme_id")
        about = self._sets_of(self.model.about.through, "organisation__slug")
        return [
            Fact(
                record_id=record.pk,
                work_id=record.work_id,
                theme_ids=frozenset(themes[record.pk]),
                day=record.day,
                channel=record.channel.code,
                organisation=record.organisation.slug,
                genre=record.genre,
                tone=record.tone,
                about=frozenset(about[record.pk]),
                seconds=record.seconds,
                quantity=record.quantity,
                persons=record.persons or 0,
                copies=record.copies or 0,
                is_rerun=record.is_rerun,
                stands=record.stands,
            )
            for record in self.select_related("channel", "organisation")
        ]

    def counted(
        self, items: Iterable[Item], *, grains: Iterable[Iterable[str]] = GRAINS, spans: Iterable[Span] = ()
    ) -> Count:
        """The standing records of this queryset as figures, by the rules of `counting`, in one query.

        Narrow it first: `during(quarter).counted(items)`. Raises NotADimension.
        """
        items, spans, grains = tuple(items), tuple(spans), grains_in(grains)
        # Wrapped, so that a caller's joins cannot count a record twice.
        once = self.model.objects.using(self.db).filter(pk__in=self.standing().order_by().values("pk"))
        try:
            counted, params = once.values_list(*_FIELDS).query.get_compiler(using=self.db).as_sql()
        except EmptyResultSet:
            return Count({}, grains)
        if not grains:
            return Count({}, grains)
        connection = connections[self.db]
        table = connection.ops.quote_name
        promised = [(number, theme) for number, item in enumerate(items) for theme in sorted(item.theme_ids)]
        days = connection.ops.adapt_datefield_value
        spanned = [(number, days(start), days(stop)) for number, (start, stop) in enumerate(spans)]
        sql = _COUNTED.format(
            counted=counted,
            promised=_values(promised, _NO_ITEM),
            spans=_values(spanned, _NO_SPAN),
            tagged=table(self.model.themes.through._meta.db_table),
            channels=table(self.model.channel.field.related_model._meta.db_table),
            organisations=table(self.model.organisation.field.related_model._meta.db_table),
            grains=" UNION ALL ".join(self._grain(grain) for grain in sorted(grains, key=sorted)),
            total=_TOTAL_ROW,
            unclassified=_UNCLASSIFIED_ROW,
        )
        labels = {_TOTAL_ROW: None, _UNCLASSIFIED_ROW: UNCLASSIFIED, **dict(enumerate(item.label for item in items))}
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *chain(*promised), *chain(*spanned)])
            rows = cursor.fetchall()
        return Count({Cell(labels[row[0]], *row[1:7]): Figure(*map(int, row[7:])) for row in rows}, grains)

    def _grain(self, grain: Grain) -> str:
        """One grouping. What it does not spread is NULL."""
        named = connections[self.db].ops.quote_name(self.model.about.through._meta.db_table)
        return _GRAIN.format(
            columns=", ".join(
                ("spread.item", *(_COLUMNS[name] if name in grain else _NOTHING[name] for name in DIMENSIONS))
            ),
            joins="".join(_JOINS[name].format(named=named) for name in DIMENSIONS if name in grain and name in _JOINS),
            groups=", ".join(("spread.item", *(_COLUMNS[name] for name in DIMENSIONS if name in grain))),
            figures=_FIGURES,
        )

    def _tagged(self, theme_ids: Iterable[int]):
        return self.model.themes.through.objects.filter(theme_id__in=tuple(theme_ids)).values("coveragerecord_id")

    def _sets_of(self, through, field: str) -> dict[int, set]:
        """What each record is linked to."""
        found = defaultdict(set)
        links = through.objects.filter(coveragerecord__in=self.order_by().values("pk"))
        for record_id, value in links.values_list("coveragerecord_id", field):
            found[record_id].add(value)
        return found


def _values(rows: list[tuple], none: str) -> str:
    """Rows as a table with placeholders; `none` gives the columns their types when there are no rows."""
    if not rows:
        return f"SELECT {none} WHERE 1 = 0"
    return "VALUES " + ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
