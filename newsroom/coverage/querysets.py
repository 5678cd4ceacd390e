"""Questions about the ledger, built from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

from newsroom import text

from .counting import UNCLASSIFIED, Cell, Count, Fact, Figure, Item

_TOTAL_ROW, _UNCLASSIFIED_ROW = -1, -2

# One statement, so that every figure of a report is read at one moment. Every record is spread over the rows in which
# it counts; works are counted anew at each grain because they do not add up.
_COUNTED = """
WITH counted (record, work, channel, organisation, seconds, quantity, persons, copies, is_rerun) AS ({counted}),
promised (item, theme) AS ({promised}),
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
)
SELECT item, NULL, NULL, {figures} FROM spread GROUP BY item
UNION ALL
SELECT item, channel, NULL, {figures} FROM spread GROUP BY item, channel
UNION ALL
SELECT item, NULL, organisation, {figures} FROM spread GROUP BY item, organisation
UNION ALL
SELECT item, channel, organisation, {figures} FROM spread GROUP BY item, channel, organisation
"""
_FIGURES = (
    "COUNT(*), COUNT(DISTINCT work), SUM(seconds), SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END), "
    "SUM(quantity), COALESCE(SUM(persons), 0), COALESCE(SUM(copies), 0)"
)


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
        """The records as the pure rule reads them, withdrawn ones included. Two queries."""
        themes = defaultdict(set)
        through = self.model.themes.through
        for record_id, theme_id in through.objects.filter(coveragerecord__in=self.order_by().values("pk")).values_list(
            "coveragerecord_id", "theme_id"
        ):
            themes[record_id].add(theme_id)
        return [
            Fact(
                record_id=record.pk,
                work_id=record.work_id,
                theme_ids=frozenset(themes[record.pk]),
                day=record.day,
                channel=record.channel.code,
                organisation=record.organisation.slug,
                seconds=record.seconds,
                quantity=record.quantity,
                persons=record.persons or 0,
                copies=record.copies or 0,
                is_rerun=record.is_rerun,
                stands=record.stands,
            )
            for record in self.select_related("channel", "organisation")
        ]

    def counted(self, items: Iterable[Item]) -> Count:
        """The standing records of this queryset as figures, by the rules of `counting`, in one query.

        Narrow it first: `during(quarter).counted(items)`.
        """
        items = tuple(items)
        pairs = [(number, theme) for number, item in enumerate(items) for theme in sorted(item.theme_ids)]
        # Wrapped, so that a caller's joins cannot count a record twice.
        once = self.model.objects.using(self.db).filter(pk__in=self.standing().order_by().values("pk"))
        rows = once.values_list(
            "pk",
            "work_id",
            "channel__code",
            "organisation__slug",
            "seconds",
            "quantity",
            "persons",
            "copies",
            "is_rerun",
        )
        try:
            counted, params = rows.query.get_compiler(using=self.db).as_sql()
        except EmptyResultSet:
            return Count({})
        sql = _COUNTED.format(
            counted=counted,
            promised=f"VALUES {', '.join(['(%s, %s)'] * len(pairs))}" if pairs else "SELECT 0, 0 WHERE 1 = 0",
            tagged=connections[self.db].ops.quote_name(self.model.themes.through._meta.db_table),
            total=_TOTAL_ROW,
            unclassified=_UNCLASSIFIED_ROW,
            figures=_FIGURES,
        )
        labels = {_TOTAL_ROW: None, _UNCLASSIFIED_ROW: UNCLASSIFIED, **dict(enumerate(item.label for item in items))}
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, [*params, *(value for pair in pairs for value in pair)])
            return Count(
                {
                    Cell(labels[item], channel, organisation): Figure(*map(int, figures))
                    for item, channel, organisation, *figures in cursor.fetchall()
                }
            )

    def _tagged(self, theme_ids: Iterable[int]):
        return self.model.themes.through.objects.filter(theme_id__in=tuple(theme_ids)).values("coveragerecord_id")
