"""What attempts change of many feeds is written at once, whatever it holds, and nothing else is touched."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.actions.marking import LEARNT, STATE
from feeds.actions.writing import add, write
from feeds.models import Entry, Feed

pytestmark = pytest.mark.django_db
AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
FIELDS = [*STATE, *LEARNT]
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("'\"\\{},NULL%"), max_size=30
)
VALUES = {
    models.DateTimeField: st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    models.DurationField: st.timedeltas(timedelta(0), timedelta(days=400)),
    models.BooleanField: st.booleans(),
    models.IntegerField: st.integers(0, 1000),
    models.CharField: texts,
    models.TextField: texts,
}


def values_of(name):
    field = Feed._meta.get_field(name)
    kind = next(kind for kind in VALUES if isinstance(field, kind))
    return st.none() | VALUES[kind] if field.null else VALUES[kind]


TOGETHER = st.sampled_from(  # the database knows which of them make sense beside each other
    [
        {"moving_to": "", "moving_since": None, "moving_seen": 0, "leased_by": "", "leased_until": None},
        {"moving_to": "https://mới.example.vn", "moving_since": AT, "moving_seen": 2},
        {"leased_by": "ai đó", "leased_until": AT},
        {"distrusted_since": AT, "distrusted_until": AT + timedelta(days=7)},
    ]
)
_TOLD = {
    "moving_to",
    "moving_since",
    "moving_seen",
    "leased_by",
    "leased_until",
    "distrusted_since",
    "distrusted_until",
}
ALONE = st.fixed_dictionaries({name: values_of(name) for name in FIELDS if name not in {*_TOLD, "identity_by"}})
states = st.builds(lambda alone, together: alone | together, ALONE, TOGETHER)


def every_column(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(states, min_size=1, max_size=4))
def test_every_column_reads_back_as_it_was_meant(some):
    Feed.objects.all().delete()
    made = Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/rss") for n in range(len(some) + 1))
    for feed, state in zip(made, some, strict=False):
        for name, value in state.items():
            setattr(feed, name, value)
    write(made[:-1], FIELDS)
    assert [every_column(feed) for feed in Feed.objects.order_by("pk")] == [every_column(feed) for feed in made]


def test_nothing_but_the_named_columns_is_written():
    feed, other = Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/rss") for n in range(2))
    Feed.objects.update(title="Tên do người đặt", failures=7)
    feed.title, feed.failures, feed.last_problem = "Tên khác", 0, "http_status: 500"
    write([feed], ["failures", "last_problem"])
    assert list(Feed.objects.order_by("pk").values_list("title", "failures", "last_problem")) == [
        ("Tên do người đặt", 0, "http_status: 500"),
        ("Tên do người đặt", 7, other.last_problem),
    ]


@pytest.mark.parametrize(("count", "asked"), [(0, 0), (1, 1), (60, 1)])
def test_it_takes_one_statement_however_many_there_are(count, asked):
    feeds = Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/rss") for n in range(count))
    with CaptureQueriesContext(connection) as queries:
        write(feeds, STATE)
    assert len(queries) == asked


odd = texts | st.sampled_from([r"\N", r"\.", "a\tb", "a\nb\r\nc", "\\", "null", " "])
entries = st.fixed_dictionaries(
    {
        **dict.fromkeys(("guid", "title", "first_title", "summary", "content", "author", "raw_date"), odd),
        "published_at": st.none() | VALUES[models.DateTimeField],
        "changed_at": st.none() | VALUES[models.DateTimeField],
    }
)


def rows(feed, some):
    return [
        Entry(
            feed=feed,
            identity=str(number),
            first_seen_at=AT,
            precision="minute" if told["published_at"] else "unknown",
            **told,
        )
        for number, told in enumerate(some)
    ]


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(entries, min_size=1, max_size=4))
def test_every_column_of_a_new_entry_reads_back_as_it_was_meant(some):
    Entry.rows.all().delete()
    feed, _is_new = Feed.objects.get_or_create(url="https://dai.example.vn/rss")
    add(rows(feed, some))
    columns = [field.attname for field in Entry._meta.concrete_fields if not field.primary_key]
    stored = list(Entry.rows.order_by("identity").values(*columns))
    assert stored == [{name: getattr(row, name) for name in columns} for row in rows(feed, some)]


def test_an_entry_that_is_there_all_the_same_is_refused_and_none_of_its_company_comes_in():
    feed = Feed.objects.create(url="https://dai.example.vn/rss")
    told = {"title": "Một cửa", "first_title": "Một cửa", "published_at": None}
    add(rows(feed, [told]))
    with pytest.raises(IntegrityError), transaction.atomic():
        add(rows(feed, [told, told])[::-1])
    assert Entry.rows.count() == 1
