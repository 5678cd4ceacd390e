"""Questions about the ledger, built from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections, models

from newsroom import text

from ..counting import GRAINS, Cell, Count, Fact, Figure, Item, Span, grains_in
from ..rolling import ROLLED, ROLLED_TOTALS, in_order
from .rolled import OF_SET_ASIDE, READ
from .spreading import FIELDS, MARKER, MARKER_ROW, Spreading, tables_of


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
        totals: Iterable[Iterable[str]] = (),
        spans: Iterable[Span] = (),
        cells: Iterable[Cell] = (),
    ) -> Count:
        """The standing records of this queryset as figures, by the rules of `counting`, in one query.

        Narrow it first: `during(quarter).counted(items)`. Raises NotADimension.
        """
        count = Count({}, grains_in(grains), grains_in(totals), frozenset(cell.in_total for cell in cells))
        finer = {cell for cell in count.asked if cell.grain not in count.grains}
        if not (count.grains or count.totals or finer):
            return count
        spreading = self._spreading(items, count, spans=tuple(spans))
        narrow = self if count.grains or count.totals else self._where_all_lie(finer)
        try:
            return replace(count, cells=self._ask(spreading, *narrow._each_once().query.get_compiler(self.db).as_sql()))
        except EmptyResultSet:
            return count

    def counted_between(
        self,
        items: Iterable[Item],
        start: date,
        stop: date,
        *,
        grains: Iterable[Iterable[str]] = GRAINS,
        totals: Iterable[Iterable[str]] = (),
        spans: Iterable[Span] = (),
        cells: Iterable[Cell] = (),
    ) -> Count:
        """The same as `between(start, stop).counted(…)`, with whatever was rolled up for these rows and this window.

        Of a queryset that narrows to anything, nothing was. Three queries at most; within one transaction of repeated
        reads they are of one moment.
        """
        items, cells = tuple(items), tuple(cells)
        count = Count({}, grains_in(grains), grains_in(totals), frozenset(cell.in_total for cell in cells))
        rolled = None if self.query.where else self._rolled(items, start, stop, count)
        if rolled is None:
            window = self.between(start, stop)
            return window.counted(items, grains=grains, totals=totals, spans=spans, cells=cells)
        rest = self.between(start, stop).counted(
            items,
            grains=count.grains - ROLLED,
            totals=count.totals - ROLLED_TOTALS - ROLLED,
            spans=spans,
            cells=[cell for cell in cells if cell.grain not in count.grains],
        )
        return replace(count, cells={**rest.cells, **rolled})

    def _rolled(self, items: tuple[Item, ...], start: date, stop: date, count: Count) -> dict | None:
        """What was rolled up of this count, together with the works that were set aside; None when nothing was."""
        rollups = apps.get_model(self.model._meta.app_label, "Rollup").objects.using(self.db)
        if not (answer := rollups.answering(items, start, stop)):
            return None
        rollup, first, last = answer
        held = replace(
            count, grains=count.grains & ROLLED, totals=count.totals & (ROLLED | ROLLED_TOTALS), asked=frozenset()
        )
        spreading = self._spreading(in_order(items), held)
        names = {**spreading.tables, "marker": MARKER_ROW}
        spreading = replace(spreading, rolled=(READ.format(**names), (first, rollup.pk, first, last, rollup.pk)))
        days = [connections[self.db].ops.adapt_datefield_value(day) for day in (start, stop)]
        cells = self._ask(spreading, OF_SET_ASIDE.format(**names), days)
        # Without the marker it was thrown away between the two questions.
        return cells if cells.pop(MARKER, None) is not None else None

    def _ask(self, spreading: Spreading, counted: str, params: Iterable) -> dict[Cell, Figure]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(*spreading.sql(counted, params))
            return spreading.read(cursor.fetchall())

    def _spreading(self, items: Iterable[Item], count: Count, spans: tuple[Span, ...] = ()) -> Spreading:
        connection = connections[self.db]
        return Spreading(
            connection=connection,
            tables=tables_of(self.model, connection),
            items=tuple(items),
            grains=count.grains,
            totals=count.totals,
            spans=spans,
            cells=count.asked,
        )

    def _where_all_lie(self, cells: Iterable[Cell]) -> CoverageQuerySet:
        """Narrowed to the channels and organisations of cells, where every one of them has one."""
        found = self
        for name, key in (("channel", "code"), ("organisation", "slug")):
            values = {getattr(cell, name) for cell in cells}
            if None not in values:
                named = self.model._meta.get_field(name).related_model.objects.filter(**{f"{key}__in": sorted(values)})
                found = found.filter(**{f"{name}__in": named.order_by().values("pk")})
        return found

    def _each_once(self) -> CoverageQuerySet:
        """What counts of this queryset, wrapped where a caller's joins could count a record twice."""
        standing = self.standing().order_by()
        if len(standing.query.alias_map) > 1 or standing.query.is_sliced or standing.query.distinct:
            standing = self.model.objects.using(self.db).filter(pk__in=standing.values("pk"))
        return standing.values_list(*FIELDS)

    def _tagged(self, theme_ids: Iterable[int]):
        return self.model.themes.through.objects.filter(theme_id__in=tuple(theme_ids)).values("coveragerecord_id")

    def _sets_of(self, through, field: str) -> dict[int, set]:
        """What each record is linked to."""
        found = defaultdict(set)
        links = through.objects.filter(coveragerecord__in=self.order_by().values("pk"))
        for record_id, value in links.values_list("coveragerecord_id", field):
            found[record_id].add(value)
        return found
