"""SQL, the pure rule and a slow obvious recount agree, whatever a newsroom does to its ledger."""

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count as numbers
from itertools import product

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.coverage import actions
from newsroom.coverage.counting import Figure, Item, count
from newsroom.coverage.models import CoverageRecord
from newsroom.coverage.producing import Appearance
from newsroom.periods import period
from tests import factories as make

Q2 = period(2024, "quy-2")
AT = datetime(2024, 1, 1, tzinfo=UTC)
ORGANISATIONS, CHANNELS, THEMES, KEYS = 3, 3, 5, 6
GENRES, TONES = ("", "brief", "article"), ("neutral", "commend", "critical")
# Two months side by side, and a span that lies across both and beyond the quarter.
SPANS = (
    (date(2024, 3, 15), date(2024, 4, 15)),
    (date(2024, 4, 15), date(2024, 5, 15)),
    (date(2024, 5, 2), date(2024, 7, 1)),
)
ASKED = (
    (),
    ("channel",),
    ("organisation",),
    ("genre",),
    ("tone",),
    ("about",),
    ("span",),
    ("channel", "organisation"),
    ("tone", "about"),
    ("channel", "genre", "span"),
)
# Moments on both sides of the quarter's fences (17:00 UTC is midnight in Thái Bình), and one well inside.
MOMENTS = [
    datetime(2024, 3, 14, 16, 59, tzinfo=UTC),
    datetime(2024, 3, 14, 17, 0, tzinfo=UTC),
    datetime(2024, 5, 2, 3, 0, tzinfo=UTC),
    datetime(2024, 6, 14, 16, 59, tzinfo=UTC),
    datetime(2024, 6, 14, 17, 0, tzinfo=UTC),
]


@dataclass
class Truth:
    """What an archivist with a pencil would know of one record."""

    day: date
    organisation: int
    channel: int
    themes: frozenset
    about: frozenset
    genre: str
    tone: str
    seconds: int
    quantity: int
    persons: int | None
    is_rerun: bool
    says: int | None
    own_work: int
    work_decided: int | None = None
    stands: bool = True
    taken_out_by_hand: bool = False
    settled: set = field(default_factory=set)


class Archivist:
    """Keeps the truth by hand, in Python, knowing nothing of the ledger's code."""

    def __init__(self):
        self.records, self.fresh = {}, numbers()

    def published(self, key, moment, says, **fields):
        known = self.records.get(key)
        if known is None:
            day = (moment + timedelta(hours=7)).date()
            shared = self.shared_by_those_who_say(says)
            own = next(self.fresh) if shared is None else shared
            self.records[key] = Truth(day=day, says=says, own_work=own, **fields)
            return
        for name, value in fields.items():
            if name not in known.settled:
                setattr(known, name, value)
        if not known.taken_out_by_hand:
            known.stands = True
        if known.work_decided is None:
            if known.says != says and says not in self.records:
                left = known.says in self.records or self.shared_by_those_who_say(known.says, but=known) is not None
                joined = self.shared_by_those_who_say(says, but=known)
                known.own_work = joined if joined is not None else next(self.fresh) if left else known.own_work
            known.says = says

    def shared_by_those_who_say(self, says, but=None):
        """The work of those who name what is not recorded (yet), if there are any."""
        if says is None or says in self.records:
            return None
        others = (t for t in self.records.values() if t is not but and t.says == says and t.work_decided is None)
        return next((t.own_work for t in others), None)

    def work(self, key):
        truth = self.records[key]
        if truth.work_decided is not None:
            return truth.work_decided
        return self.work(truth.says) if truth.says in self.records else truth.own_work

    def recount(self, items, *, item, channel=None, organisation=None, genre=None, tone=None, about=None, span=None):
        appearances = first_runs = seconds = quantity = persons = 0
        works = set()
        for key, truth in self.records.items():
            if not truth.stands or truth.day < date(2024, 3, 15) or truth.day > date(2024, 6, 14):
                continue
            if channel is not None and truth.channel != channel:
                continue
            if organisation is not None and truth.organisation != organisation:
                continue
            if genre is not None and truth.genre != genre:
                continue
            if tone is not None and truth.tone != tone:
                continue
            if about is not None and about not in truth.about:
                continue
            if span is not None and not SPANS[span][0] <= truth.day < SPANS[span][1]:
                continue
            serves = [label for label, themes in items.items() if any(theme in themes for theme in truth.themes)]
            if item == "" and serves:
                continue
            if item and item not in serves:
                continue
            appearances += 1
            works.add(self.work(key))
            seconds += truth.seconds
            quantity += truth.quantity
            persons += truth.persons or 0
            if not truth.is_rerun:
                first_runs += 1
        return Figure(appearances, len(works), seconds, first_runs, quantity, persons, 0)


keys = st.integers(0, KEYS - 1)
some_themes = st.frozensets(st.integers(0, THEMES - 1), max_size=3)
some_named = st.frozensets(st.integers(0, ORGANISATIONS - 1), max_size=2)
lengths = st.sampled_from([0, 20, 30, 59, 600])
publishing = st.fixed_dictionaries(
    {
        "key": keys,
        "moment": st.sampled_from(MOMENTS),
        "organisation": st.integers(0, ORGANISATIONS - 1),
        "channel": st.integers(0, CHANNELS - 1),
        "themes": some_themes,
        "about": some_named,
        "genre": st.sampled_from(GENRES),
        "tone": st.sampled_from(TONES),
        "seconds": lengths,
        "quantity": st.sampled_from([1, 1, 7]),
        "persons": st.sampled_from([None, 40]),
        "is_rerun": st.booleans(),
        # Only what came before it on the shelf (rings have tests of their own), recorded already or not.
        "says": st.one_of(st.none(), keys),
    }
).map(lambda said: {**said, "says": said["says"] if said["says"] is not None and said["says"] < said["key"] else None})
deeds = st.one_of(
    publishing.map(lambda said: ("publish", said)),
    publishing.map(lambda said: ("publish", said)),
    st.tuples(st.just("unpublish"), keys),
    st.tuples(st.just("take out"), keys),
    st.tuples(st.just("put back"), keys),
    st.tuples(st.just("retag by hand"), keys, some_themes),
    st.tuples(st.just("re-date by hand"), keys, st.sampled_from(MOMENTS)),
    st.tuples(st.just("correct the length"), keys, lengths),
    st.tuples(st.just("correct the channel"), keys, st.integers(0, CHANNELS - 1)),
    st.tuples(st.just("hand to another organisation"), keys, st.integers(0, ORGANISATIONS - 1)),
    st.tuples(st.just("name others"), keys, some_named),
    st.tuples(st.just("change the tone"), keys, st.sampled_from(TONES)),
    st.tuples(st.just("merge works"), keys, keys),
    st.tuples(st.just("part"), keys),
)
plans = st.lists(some_themes, max_size=4).map(lambda sets: {f"II.1.{n}": themes for n, themes in enumerate(sets, 1)})


class RandomNewsrooms(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.organisations = [make.organisation(f"Cơ quan {n}") for n in range(ORGANISATIONS)]
        cls.channels = [make.channel(f"kenh-{n}") for n in range(CHANNELS)]
        cls.themes = [make.theme(f"Chủ đề {n}") for n in range(THEMES)]

    @settings(
        max_examples=int(os.environ.get("HISTORIES", "60")), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(st.lists(deeds, min_size=1, max_size=16), plans)
    def test_three_ways_of_counting_agree(self, history, plan):
        archivist = Archivist()
        for what, *how in history:
            self.do(archivist, what, *how)
        items = [Item(label, frozenset(self.themes[n].pk for n in themes)) for label, themes in plan.items()]
        by_sql = CoverageRecord.objects.during(Q2).counted(items, grains=ASKED, spans=SPANS)
        by_rule = count(CoverageRecord.objects.facts(), items, Q2.start, Q2.stop, grains=ASKED, spans=SPANS)
        assert by_sql == by_rule
        slugs = [organisation.slug for organisation in self.organisations]
        values = {
            "channel": {n: channel.code for n, channel in enumerate(self.channels)},
            "organisation": dict(enumerate(slugs)),
            "about": dict(enumerate(slugs)),
            "genre": {genre: genre for genre in GENRES},
            "tone": {tone: tone for tone in TONES},
            "span": {n: n for n in range(len(SPANS))},
        }
        for grain in ASKED:
            for item, *chosen in product((None, "", *plan), *(values[name] for name in grain)):
                held = dict(zip(grain, chosen, strict=True))
                asked = {name: values[name][value] for name, value in held.items()}
                assert by_sql.at(item, **asked) == archivist.recount(plan, item=item, **held)

    def do(self, archivist, what, *how):
        if what == "publish":
            return self.publish(archivist, **how[0])
        key, *rest = how
        record = CoverageRecord.objects.filter(source="story", source_key=str(key)).first()
        truth = archivist.records.get(key)
        if record is None:
            assert truth is None
            return None
        told = {"reason": "Thử", "by": None, "at": AT}
        if what == "unpublish":
            actions.withdraw(source="story", source_key=str(key), **told)
            truth.stands = False
        elif what == "take out":
            actions.withdraw(source="story", source_key=str(key), settled=True, **told)
            truth.stands, truth.taken_out_by_hand = False, True
        elif what == "put back":
            actions.reinstate(record=record, **told)
            truth.stands, truth.taken_out_by_hand = True, False
        elif what == "merge works":
            other = CoverageRecord.objects.filter(source="story", source_key=str(rest[0])).first()
            if other:
                actions.regroup(record=record, work=other.work, **told)
                truth.work_decided = archivist.work(rest[0])
        elif what == "part":
            actions.regroup(record=record, work=None, **told)
            truth.work_decided = next(archivist.fresh)
        else:
            self.correct(record, truth, what, rest[0], told)
        return None

    def publish(self, archivist, *, key, moment, says, organisation, channel, themes, about, **fields):
        appearance = Appearance(
            source="story",
            source_key=str(key),
            title=f"Tin {key}",
            happened_at=moment,
            organisation_id=self.organisations[organisation].pk,
            channel_id=self.channels[channel].pk,
            theme_ids=frozenset(self.themes[n].pk for n in themes),
            same_work_as=None if says is None else ("story", str(says)),
            about_ids=frozenset(self.organisations[n].pk for n in about),
            **fields,
        )
        actions.record(appearance=appearance, by=None, at=AT)
        archivist.published(
            key, moment, says, organisation=organisation, channel=channel, themes=themes, about=about, **fields
        )

    def correct(self, record, truth, what, value, told):
        field, change, known = {
            "retag by hand": ("themes", lambda: {"theme_ids": {self.themes[n].pk for n in value}}, lambda: value),
            "re-date by hand": (
                "day",
                lambda: {"happened_at": value},
                lambda: (value + timedelta(hours=7)).date(),
            ),
            "correct the length": ("seconds", lambda: {"seconds": value}, lambda: value),
            "hand to another organisation": (
                "organisation",
                lambda: {"organisation_id": self.organisations[value].pk},
                lambda: value,
            ),
            "name others": ("about", lambda: {"about_ids": {self.organisations[n].pk for n in value}}, lambda: value),
            "change the tone": ("tone", lambda: {"tone": value}, lambda: value),
            "correct the channel": ("channel", lambda: {"channel_id": self.channels[value].pk}, lambda: value),
        }[what]
        actions.correct(record=record, changes=change(), **told)
        if getattr(truth, field) != known():
            setattr(truth, field, known())
            truth.settled.add(field)


class OneQuery(TestCase):
    def test_counting_takes_one_query_however_much_there_is(self):
        themes = [make.theme(f"Chủ đề {n}") for n in range(6)]
        items = [Item(f"II.1.{n}", frozenset({theme.pk})) for n, theme in enumerate(themes)]
        for number in range(12):
            make.record(themes=[themes[number % 6], themes[(number + 1) % 6]], channel=make.channel(f"k{number % 4}"))
        with CaptureQueriesContext(connection) as queries:
            counted = CoverageRecord.objects.during(Q2).counted(items)
        assert len(queries) == 1
        assert counted.at().appearances == 12
        assert counted.at("II.1.0").appearances == 4

    def test_a_callers_joins_count_nothing_twice(self):
        both = [make.theme("Một"), make.theme("Hai")]
        make.record(themes=both, seconds=60)
        joined = CoverageRecord.objects.filter(themes__in=both)
        assert joined.count() == 2
        assert joined.counted([]).at() == Figure(1, 1, 60, 1, 1, 0, 0)

    def test_no_organisation_is_no_record(self):
        make.record()
        assert CoverageRecord.objects.of_organisations([]).counted([]).cells == {}
        assert CoverageRecord.objects.of_organisations(None).counted([]).at().appearances == 1

    def test_withdrawn_records_are_facts_and_no_figures(self):
        make.record(withdrawn_at=AT)
        assert [fact.stands for fact in CoverageRecord.objects.facts()] == [False]
        assert CoverageRecord.objects.counted([]).cells == {}
