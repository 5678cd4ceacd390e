"""SQL and the pure rule against a recount from the bare tables, over every set of dimensions.

`HISTORIES=3000 uv run pytest tests/newsroom/coverage/test_counting_tables.py` runs thousands of random newsrooms.
"""

import os
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.coverage import actions
from newsroom.coverage.counting import DIMENSIONS, UNCLASSIFIED, Cell, Count, Item, count
from newsroom.coverage.models import CoverageRecord, LedgerBatch, Rollup, RollupLine
from newsroom.coverage.producing import Appearance
from newsroom.coverage.rolling import ROLLED_TOTALS, add_up, put_together, run_of
from newsroom.periods import period
from tests import factories as make
from tests.recounting import NO_ITEM, TOTAL, every_grain, recount

HISTORIES = int(os.environ.get("HISTORIES", "60"))
Q2 = period(2024, "quy-2")
AT = datetime(2024, 12, 1, tzinfo=UTC)
ORGANISATIONS, CHANNELS, THEMES, KEYS = 3, 2, 4, 7
GENRES, TONES = ("", "brief", "article"), ("neutral", "commend", "critical")
# Both sides of midnight in Thái Bình (17:00 UTC) at each fence of the quarter and of a month, and the year before.
MOMENTS = [
    datetime(2023, 12, 14, 16, 59, tzinfo=UTC),
    datetime(2024, 3, 14, 16, 59, tzinfo=UTC),
    datetime(2024, 3, 14, 17, 0, tzinfo=UTC),
    datetime(2024, 4, 14, 16, 59, tzinfo=UTC),
    datetime(2024, 4, 14, 17, 0, tzinfo=UTC),
    datetime(2024, 6, 14, 16, 59, tzinfo=UTC),
    datetime(2024, 6, 14, 17, 0, tzinfo=UTC),
]
# First and last day counted: two months, and one span across both and beyond the quarter.
SPANS = [
    (date(2024, 3, 15), date(2024, 4, 14)),
    (date(2024, 4, 15), date(2024, 5, 14)),
    (date(2024, 4, 14), date(2024, 7, 1)),
]
FENCES = [*(period(2024, f"thang-{n}").start for n in range(1, 13)), period(2024, "nam").stop]
WINDOWS = [period(2024, code) for code in ("thang-4", "thang-5", "quy-2", "6-thang-dau", "6-thang-cuoi", "nam")]
TOLD = {"reason": "Thử", "by": None, "at": AT}

keys = st.integers(0, KEYS - 1)
organisations, channels = st.integers(0, ORGANISATIONS - 1), st.integers(0, CHANNELS - 1)
some_themes = st.frozensets(st.integers(0, THEMES - 1), max_size=3)
some_named = st.frozensets(organisations, max_size=2)
lengths = st.sampled_from([0, 29, 30, 600])
pieces = st.fixed_dictionaries(
    {
        "organisation": organisations,
        "channel": channels,
        "themes": some_themes,
        "about": some_named,
        "genre": st.sampled_from(GENRES),
        "tone": st.sampled_from(TONES),
        "seconds": lengths,
        "quantity": st.sampled_from([1, 1, 5]),
        "persons": st.sampled_from([None, 40]),
        "copies": st.sampled_from([None, 0, 300]),
        "is_rerun": st.booleans(),
        "says": st.none() | keys,
    }
)
moments = st.sampled_from(MOMENTS)
several = st.lists(keys, min_size=2, max_size=3, unique=True)
deeds = st.one_of(
    # What comes in late is published after what happened later, and has the earlier moment.
    st.tuples(st.just("publish"), keys, moments, pieces),
    st.tuples(st.just("publish"), keys, moments, pieces),
    st.tuples(st.just("publish"), keys, moments, pieces),
    st.tuples(st.just("unpublish"), keys),
    st.tuples(st.just("take out"), keys),
    st.tuples(st.just("put back"), keys),
    st.tuples(st.just("retag"), keys, some_themes),
    st.tuples(st.just("name"), keys, some_named),
    st.tuples(st.just("re-date"), keys, moments),
    st.tuples(st.just("set right"), keys, lengths, st.sampled_from(TONES), st.sampled_from(GENRES), channels),
    st.tuples(st.just("join"), keys, keys),
    st.tuples(st.just("part"), keys),
    st.tuples(st.just("merge works"), several),
    st.tuples(st.just("split works"), several, st.booleans()),
    st.tuples(st.just("undo")),
    st.tuples(st.just("organisations become one"), organisations, organisations),
)
plans = st.lists(some_themes, max_size=4).map(lambda sets: {f"II.1.{n}": themes for n, themes in enumerate(sets, 1)})


class Newsroom:
    """Does to a ledger what a newsroom, its desk and its province do."""

    def __init__(self, organisations, channels, themes):
        self.organisations, self.channels, self.themes = organisations, channels, themes

    def do(self, what, *how):
        getattr(self, what.replace(" ", "_").replace("-", "_"))(*how)

    def record(self, key):
        return CoverageRecord.objects.filter(source="story", source_key=str(key)).first()

    def publish(self, key, moment, piece):
        piece = dict(piece)
        says, about, themes = (piece.pop(name) for name in ("says", "about", "themes"))
        actions.record(
            appearance=Appearance(
                source="story",
                source_key=str(key),
                title=f"Tin {key}",
                happened_at=moment,
                organisation_id=self.organisations[piece.pop("organisation")].pk,
                channel_id=self.channels[piece.pop("channel")].pk,
                theme_ids=self.ids(themes),
                about_ids={self.organisations[n].pk for n in about},
                # Never of itself, and only of what stands before it: rings have tests of their own.
                same_work_as=("story", str(says)) if says is not None and says < key else None,
                **piece,
            ),
            by=None,
            at=AT,
        )

    def unpublish(self, key):
        actions.withdraw(source="story", source_key=str(key), **TOLD)

    def take_out(self, key):
        actions.withdraw(source="story", source_key=str(key), settled=True, **TOLD)

    def put_back(self, key):
        if record := self.record(key):
            actions.reinstate(record=record, **TOLD)

    def retag(self, key, themes):
        self.correct(key, theme_ids=self.ids(themes))

    def name(self, key, about):
        self.correct(key, about_ids={self.organisations[n].pk for n in about})

    def re_date(self, key, moment):
        self.correct(key, happened_at=moment)

    def set_right(self, key, seconds, tone, genre, channel):
        self.correct(key, seconds=seconds, tone=tone, genre=genre, channel_id=self.channels[channel].pk)

    def join(self, key, other):
        record, leader = self.record(key), self.record(other)
        if record and leader:
            actions.regroup(record=record, work=leader.work, **TOLD)

    def part(self, key):
        if record := self.record(key):
            actions.regroup(record=record, work=None, **TOLD)

    def merge_works(self, those):
        self.group(actions.merge, those)

    def split_works(self, those, apart):
        self.group(actions.split, those, apart=apart)

    def group(self, verb, those, **how):
        ids = [record.pk for record in map(self.record, those) if record]
        try:
            verb(ids=ids, **how, **TOLD)
        except actions.NotToBeGrouped:
            return

    def undo(self):
        batch = LedgerBatch.objects.order_by("-pk").first()
        try:
            if batch:
                actions.undo(batch=batch, **TOLD)
        except (actions.UndoneAlready, actions.NothingToUndo, actions.ChangedSince):
            return

    def organisations_become_one(self, one, other):
        """The first ends and names its successor; what was recorded under it after that day is set right."""
        ended, heir = self.organisations[one], self.organisations[other]
        if one != other:
            ended.valid_to = date(2024, 4, 15)
            ended.save()
            ended.successors.add(heir)
            for record in CoverageRecord.objects.filter(organisation=ended, day__gte=ended.valid_to):
                actions.correct(record=record, changes={"organisation_id": heir.pk}, **TOLD)

    def correct(self, key, **changes):
        if record := self.record(key):
            actions.correct(record=record, changes=changes, **TOLD)

    def items(self, plan):
        return [Item(label, frozenset(self.ids(themes))) for label, themes in plan.items()]

    def ids(self, themes):
        return {self.themes[n].pk for n in themes}


class RandomTables(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.newsroom = Newsroom(
            [make.organisation(f"Cơ quan {n}") for n in range(ORGANISATIONS)],
            [make.channel(f"kenh-{n}") for n in range(CHANNELS)],
            [make.theme(f"Chủ đề {n}") for n in range(THEMES)],
        )

    @settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(deeds, min_size=1, max_size=14), plans)
    def test_three_ways_of_counting_agree_in_every_set_of_dimensions(self, history, plan):
        for deed in history:
            self.newsroom.do(*deed)
        items = self.newsroom.items(plan)
        spans = [(first, last + timedelta(days=1)) for first, last in SPANS]
        asked = {"grains": every_grain(DIMENSIONS), "spans": spans}
        by_sql = CoverageRecord.objects.during(Q2).counted(items, **asked)
        by_rule = count(CoverageRecord.objects.facts(), items, Q2.start, Q2.stop, **asked)
        assert by_sql == by_rule
        assert spelt(by_sql) == recounted(items, Q2, by=every_grain(DIMENSIONS), spans=SPANS)

    @settings(max_examples=(HISTORIES + 2) // 3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(deeds, min_size=1, max_size=12), plans, st.sets(st.integers(0, 12), min_size=1, max_size=4))
    def test_what_was_rolled_up_agrees_after_every_deed(self, history, plan, nights):
        """Rolled up after the deeds of that number, and asked after each one, for every run of months that matters."""
        items = self.newsroom.items(plan)
        made = make.plan(items={label: [self.newsroom.themes[n] for n in themes] for label, themes in plan.items()})
        for number, deed in enumerate(history):
            if number in nights:
                actions.roll_up(at=AT)
            self.newsroom.do(*deed)
            assert actions.rollup_differences() == {}
            self.require_the_same(items, [Q2, WINDOWS[number % len(WINDOWS)]])
        actions.roll_up(at=AT)
        self.require_the_same(items, WINDOWS)
        assert Rollup.objects.count() == bool(plan)
        made.items.all().delete()
        actions.roll_up(at=AT)
        assert not RollupLine.objects.exists()

    def require_the_same(self, items, windows):
        facts = CoverageRecord.objects.facts()
        sums = put_together(facts, items, FENCES)
        asked = {"totals": ROLLED_TOTALS, "cells": [Cell(channel="kenh-0", organisation="co-quan-0")]}
        for window in windows:
            rolled = CoverageRecord.objects.counted_between(items, window.start, window.stop, **asked)
            assert rolled == count(facts, items, window.start, window.stop, **asked)
            assert rolled == CoverageRecord.objects.during(window).counted(items, **asked)
            by_rule = add_up(sums, *run_of(window.start, window.stop, FENCES))
            assert by_rule == {cell: one for cell, one in rolled.cells.items() if len(cell.grain) < 2 or cell.about}
            grains = [(), ("channel",), ("organisation",), ("genre",), ("tone",)]
            only = {cell: one for cell, one in spelt(rolled).items() if not {"about"} & dict(cell[1]).keys()}
            assert {cell: one for cell, one in only.items() if len(cell[1]) < 2} == recounted(items, window, by=grains)


def recounted(items, window, *, by, spans=()):
    rows = {item.label: item.theme_ids for item in items}
    return recount(rows, window.start, window.last_day, by=by, spans=spans)


def spelt(count: Count) -> dict[tuple, tuple]:
    """A count under the names of the recount."""
    rows = {None: TOTAL, UNCLASSIFIED: NO_ITEM}
    return {(rows.get(cell.item, cell.item), _place(cell)): _figures(figure) for cell, figure in count.cells.items()}


def _place(cell: Cell) -> tuple:
    return tuple(sorted((name, getattr(cell, name)) for name in cell.grain))


def _figures(one) -> tuple[int, ...]:
    return one.appearances, one.works, one.seconds, one.first_runs, one.quantity, one.persons, one.copies
