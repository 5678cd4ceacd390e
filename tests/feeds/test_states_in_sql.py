"""What the database says of a feed's state is what the feed says of itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.models import Feed, FeedState
from feeds.querysets import WORST_FIRST

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
NEAR = [timedelta(), timedelta(microseconds=1), timedelta(hours=1), timedelta(hours=24), timedelta(days=3)]
GAPS = [timedelta(microseconds=1), timedelta(hours=1), timedelta(hours=18), timedelta(hours=20), timedelta(days=9)]

pytestmark = pytest.mark.django_db

edges = [AT - sign * span for span in [*NEAR, timedelta(days=7), *(4 * gap for gap in GAPS)] for sign in (1, -1)]
moments = st.one_of(
    st.none(), st.sampled_from(edges), st.timedeltas(-timedelta(days=40), timedelta(days=2)).map(AT.__add__)
)


@st.composite
def feeds(draw):
    moving = draw(st.booleans())
    until = draw(moments)
    return {
        "is_active": draw(st.sampled_from([True, True, True, False])),
        "failures": draw(st.sampled_from([0, 0, 0, 1, 7])),
        "usual_gap": draw(st.one_of(st.none(), st.sampled_from(GAPS))),
        "moving_to": "https://moi.example.vn/rss" if moving else "",
        "moving_since": AT if moving else None,
        "moving_seen": int(moving),
        "distrusted_until": until,
        "distrusted_since": until and until - timedelta(days=7),
        **{
            name: draw(moments)
            for name in ("last_attempt_at", "next_due_at", "last_change_at", "gone_since", "moved_at")
        },
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(feeds(), min_size=1, max_size=12))
def test_a_state_is_the_same_in_sql(rows):
    Feed.objects.all().delete()
    Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/", **row) for n, row in enumerate(rows))
    told = {feed.pk: feed.standing for feed in Feed.objects.with_state(AT)}
    own = {feed.pk: feed.state(AT).value for feed in Feed.objects.all()}
    assert told == own
    counts = Feed.objects.state_counts(AT)
    assert counts == {state: list(own.values()).count(state) for state in set(own.values())}
    ranks = [WORST_FIRST.index(feed.standing) for feed in Feed.objects.worst_first(AT)]
    assert ranks == sorted(ranks)


def test_every_state_has_its_place_in_the_order():
    assert set(WORST_FIRST) == set(FeedState.values)


@pytest.mark.parametrize(
    ("fields", "since"),
    [
        ({"last_attempt_at": AT}, None),
        ({"last_attempt_at": AT, "failures": 2, "failing_since": AT - timedelta(days=2)}, AT - timedelta(days=2)),
        ({"last_attempt_at": AT, "next_due_at": AT - timedelta(hours=3)}, AT - timedelta(hours=2)),
        ({"last_attempt_at": AT, "last_change_at": AT - timedelta(days=5)}, AT - timedelta(days=2)),
        ({"last_attempt_at": AT, "gone_since": AT - timedelta(days=3), "failures": 3}, AT - timedelta(days=2)),
        (
            {
                "last_attempt_at": AT,
                "distrusted_since": AT - timedelta(days=1),
                "distrusted_until": AT + timedelta(days=6),
            },
            AT - timedelta(days=1),
        ),
        ({"last_attempt_at": AT, "moved_at": AT - timedelta(days=1)}, AT - timedelta(days=1)),
        ({"last_attempt_at": AT, "moved_at": AT - timedelta(days=7)}, None),
    ],
)
def test_a_state_says_since_when_it_holds(fields, since):
    assert Feed(url="https://dai.example.vn/", **fields).since(AT) == since
