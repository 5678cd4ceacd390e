"""Questions about the ledger, built from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

from newsroom import text

from ..counting import GRAINS, Cell, Count, Fact, Item, Span, grains_in
from .spreading import FIELDS, Spreading


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
        self,
        items: Iterable[Item],
        *,
        grains: Iterable[Iterable[str]] = GRAINS,
        spans: Iterable[Span] = (),
        cells: Iterable[Cell] = (),
    ) -> Count:
        """The standing records of this queryset as figures, by the rules of `counting`, in one query.

        Narrow it first: `during(quarter).counted(items)`. Raises NotADimension.
        """
        cells = frozenset(cell.in_total for cell in cells)
        count = Count({}, grains_in(grains), cells)
        if not count.grains and not cells:
            return count
        connection = connections[self.db]
        spreading = Spreading(
            connection=connection,
            tables=self._tables(connection),
            items=tuple(items),
            grains=count.grains,
            spans=tuple(spans),
            cells=cells,
        )
        try:
            sql, params = spreading.sql(*self._each_once().query.get_compiler(using=self.db).as_sql())
        except EmptyResultSet:
            return count
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return replace(count, cells=spreading.read(cursor.fetchall()))

    def _each_once(self) -> CoverageQuerySet:
        """What counts of this queryset, wrapped where a caller's joins could count a record twice."""
        standing = self.standing().order_by()
        if len(standing.query.alias_map) > 1 or standing.query.is_sliced or standing.query.distinct:
            standing = self.model.objects.using(self.db).filter(pk__in=standing.values("pk"))
        return standing.values_list(*FIELDS)

    def _tables(self, connection) -> dict[str, str]:
        model = self.model
        tables = {
            "tagged": model.themes.through,
            "named": model.about.through,
            "channels": model.channel.field.related_model,
            "organisations": model.organisation.field.related_model,
        }
        return {name: connection.ops.quote_name(table._meta.db_table) for name, table in tables.items()}

    def _tagged(self, theme_ids: Iterable[int]):
        return self.model.themes.through.objects.filter(theme_id__in=tuple(theme_ids)).values("coveragerecord_id")

    def _sets_of(self, through, field: str) -> dict[int, set]:
        """What each record is linked to."""
        found = defaultdict(set)
        links = through.objects.filter(coveragerecord__in=self.order_by().values("pk"))
        for record_id, value in links.values_list("coveragerecord_id", field):
            found[record_id].add(value)
        return found
