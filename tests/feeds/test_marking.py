"""What an attempt says about its feed is written in as few columns as it changed."""

from feeds.actions.marking import changed_since, states
from feeds.models import Feed


def test_only_columns_that_changed_are_written():
    feeds = [Feed(pk=1, url="https://a.vn/rss", unchanged=1), Feed(pk=2, url="https://b.vn/rss", etag="x")]
    before = states(feeds)
    assert changed_since(before, feeds) == []
    feeds[0].unchanged = 2
    assert changed_since(before, feeds) == ["unchanged"]


def test_a_column_is_written_with_those_that_a_constraint_ties_it_to():
    feed = Feed(pk=1, url="https://a.vn/rss", leased_by="somebody", moving_seen=1)
    before = states([feed])
    feed.leased_by = ""
    assert changed_since(before, [feed]) == ["leased_by", "leased_until"]
    feed.moving_seen = 2
    assert set(changed_since(before, [feed])) >= {"moving_to", "moving_since", "moving_seen"}
