"""Old entries go and leave a tombstone, so that no server brings them back; what somebody holds stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from django.utils.translation import override

from feeds import actions, keeping
from feeds.actions import looking, purging
from feeds.models import EMPTIED, Entry, Feed, FetchEvent
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
LATER = AT + timedelta(days=400)
MOMENT = timedelta(seconds=1)
URL = "https://dai.example.vn/rss"

pytestmark = pytest.mark.django_db


@pytest.fixture
def holders(monkeypatch):
    """A registry of this test's own."""
    monkeypatch.setattr(keeping, "_HOLDERS", {})
    return keeping


@pytest.fixture
def old(web, holders):
    """A feed with two entries that came long ago."""
    feed = Feed.objects.create(url=URL)
    web[URL] = rss(item(1, "Xã họp"), item(2, "Huyện họp"))
    refresh(web, at=AT)
    return feed


def refresh(web, *, at):
    return actions.refresh(feeds=list(Feed.objects.all()), at=at, fetch=web, chance=lambda: 0.5, workers=1)


def purge(**kwargs):
    return actions.purge(**{"before": AT + MOMENT, "at": LATER, **kwargs})


class TestWhatGoes:
    def test_of_an_old_entry_only_what_names_and_dates_it_is_left(self, old):
        before = Entry.rows.filter(title="Xã họp").values().get()
        assert purge().entries == 2
        after = Entry.rows.filter(pk=before["id"]).values().get()
        assert {after[name] for name in EMPTIED} == {""}
        kept = "identity", "guid", "content_hash", "published_at", "precision", "raw_date", "first_seen_at", "feed_id"
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
        assert after["purged_at"] == LATER

    def test_what_came_at_that_moment_or_later_stays(self, old):
        assert purge(before=AT).entries == 0
        assert Entry.objects.count() == 2

    def test_what_its_site_edited_since_stays(self, web, old):
        web[URL] = rss(item(1, "Xã họp lại"), item(2, "Huyện họp"))
        refresh(web, at=AT + timedelta(days=1))
        assert purge().entries == 1
        assert Entry.objects.get().title == "Xã họp lại"

    def test_what_a_room_holds_stays_and_the_other_goes(self, old, holders):
        holders.hold("phòng tin", lambda: Q(title="Xã họp"))
        purged = purge()
        assert (purged.entries, purged.held) == (1, {"phòng tin": 1})
        assert Entry.objects.get().title == "Xã họp"

    def test_of_a_feed_that_nobody_fetches_any_more_the_old_go_as_well(self, old):
        Feed.objects.update(is_active=False)
        assert purge().entries == 2

    def test_run_again_it_does_nothing(self, old):
        purge()
        tombstones = list(Entry.rows.order_by("pk").values())
        assert purge(at=LATER + MOMENT) == actions.Purged()
        assert list(Entry.rows.order_by("pk").values()) == tombstones

    def test_killed_in_the_middle_it_has_done_a_part_and_does_the_rest_the_next_time(self, old, monkeypatch):
        monkeypatch.setattr(purging, "AT_ONCE", 1)

        def killed(done, of):
            assert (done, of) == (1, 2)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            purge(progress=killed)
        assert Entry.objects.count() == 1
        assert purge().entries == 1
        assert not Entry.objects.exists()

    def test_a_room_that_takes_hold_after_the_list_was_made_is_asked_again(self, old, holders, monkeypatch):
        monkeypatch.setattr(purging, "AT_ONCE", 1)
        first = Entry.objects.order_by("pk").first()

        def taken(done, of):
            holders.hold(f"phòng {done}", lambda: ~Q(pk=first.pk))

        assert purge(progress=taken).entries == 1
        assert Entry.objects.exclude(pk=first.pk).count() == 1

    def test_it_asks_as_often_for_many_entries_as_for_few_of_a_portion(self, web, old):
        web[URL] = rss(*(item(n) for n in range(100)))
        with CaptureQueriesContext(transaction.get_connection()) as few:
            purge()
        refresh(web, at=AT)
        with CaptureQueriesContext(transaction.get_connection()) as many:
            assert purge().entries == 98
        assert len(many) == len(few)


class TestWhatNeverComesBack:
    @pytest.fixture
    def purged(self, web, old):
        purge()
        return old

    def all_of_it(self, web, at):
        """A refresh for which the feed's memory of its last document is gone."""
        Feed.objects.update(body_hash="", last_items="")
        report = refresh(web, at=at)
        assert not report.failed
        return report.new, report.changed

    def test_an_item_that_is_still_served(self, web, purged):
        assert self.all_of_it(web, LATER) == (0, 0)
        assert (Entry.objects.count(), Entry.rows.count()) == (0, 2)

    def test_the_same_body_once_more(self, web, purged):
        assert (refresh(web, at=LATER).new, Entry.rows.count()) == (0, 2)

    def test_an_item_that_is_edited(self, web, purged):
        web[URL] = rss(item(1, "Xã họp lại"), item(2, "Huyện họp", date="Sat, 23 Nov 2024 10:30:00 +0700"))
        assert self.all_of_it(web, LATER) == (0, 0)
        assert set(Entry.rows.values_list("title", "content", "changed_at")) == {("", "", None)}

    def test_an_item_that_only_the_pruned_way_would_read(self, web, purged):
        web[URL] = rss(item(3, "Tỉnh họp"), item(1, "Xã họp"), item(2, "Huyện họp lần hai"))
        report = refresh(web, at=LATER)
        assert (report.new, report.changed) == (1, 0)
        assert Entry.objects.get().title == "Tỉnh họp"

    def test_an_item_after_reading_got_better(self, web, purged, monkeypatch):
        monkeypatch.setattr(looking, "READING", "next")
        assert refresh(web, at=LATER).new == 0

    def test_an_item_that_is_served_again_after_years(self, web, purged):
        full = web.answers[URL]
        web[URL] = rss(item(9))
        refresh(web, at=LATER)
        web[URL] = full
        assert self.all_of_it(web, LATER + timedelta(days=700)) == (0, 0)

    def test_an_item_of_a_feed_that_steps_down_to_links(self, web, purged):
        body = rss(item(1, "Xã họp"), item(2, "Huyện họp"), item(4))
        web[URL] = body.replace(b"<guid>tin-1</guid>", b"").replace(b"<guid>tin-4</guid>", b"")
        assert self.all_of_it(web, LATER) == (1, 0)
        assert Feed.objects.get().identity_by == "link"
        assert (Entry.objects.count(), Entry.rows.count()) == (1, 3)

    def test_an_item_of_a_feed_whose_links_are_read_otherwise_now(self, web, holders):
        feed = Feed.objects.create(url=URL)
        body = rss(item(1, "Xã họp"), item(2, "Huyện họp"))
        for n in (b"1", b"2"):
            body = body.replace(b"<guid>tin-%s</guid>" % n, b"").replace(b"tin-%s.html" % n, b"xem?id=%s&amp;gd=7" % n)
        web[URL] = body
        refresh(web, at=AT)
        purge()
        Feed.objects.filter(pk=feed.pk).update(ignored_parameters="gd")
        web[URL] = body.replace(b"gd=7", b"gd=8")
        assert self.all_of_it(web, LATER) == (0, 0)
        web[URL] = body.replace(b"gd=7", b"gd=9")
        assert self.all_of_it(web, LATER + MOMENT) == (0, 0)

    def test_but_a_new_item_does(self, web, purged):
        web[URL] = rss(item(1, "Xã họp"), item(3, "Tỉnh họp"))
        assert self.all_of_it(web, LATER) == (1, 0)


class TestWhereTombstonesAreNot:
    @pytest.fixture
    def half(self, old, holders):
        """One entry that stands and one tombstone."""
        holders.hold("phòng tin", lambda: Q(title="Xã họp"))
        purge()
        return old

    def test_in_the_lists_and_counts_of_the_admin(self, half, client, admin_user):
        client.force_login(admin_user)
        tombstone = Entry.rows.get(purged_at__isnull=False)
        assert list(Feed.objects.with_entry_count().values_list("entry_count", flat=True)) == [1]
        shown = client.get("/admin/feeds/entry/")
        assert [entry.title for entry in shown.context["object_list"]] == ["Xã họp"]
        assert client.get(f"/admin/feeds/entry/inspect/{tombstone.pk}/").status_code == 404
        feed = client.get(f"/admin/feeds/feed/inspect/{half.pk}/")
        assert (feed.context["entry_count"], [e.title for e in feed.context["entries"]]) == (1, ["Xã họp"])

    def test_yet_a_feed_of_which_only_tombstones_are_left_is_not_deleted(self, half, client, admin_user):
        Entry.objects.all().delete()
        client.force_login(admin_user)
        client.post(f"/admin/feeds/feed/delete/{half.pk}/")
        assert Feed.objects.exists()

    def test_a_feed_that_is_deleted_all_the_same_takes_them_along(self, half):
        half.delete()
        assert not Entry.rows.exists()
        assert not FetchEvent.objects.exists()


class TestFetches:
    def fetched(self, feed, moments):
        FetchEvent.objects.all().delete()
        FetchEvent.objects.bulk_create(FetchEvent(feed=feed, at=moment) for moment in moments)

    def test_the_last_thirty_of_a_feed_are_kept(self, old):
        other = Feed.objects.create(url="https://kia.example.vn/rss")
        hours = [LATER + timedelta(hours=n) for n in range(40)]
        self.fetched(old, hours)
        FetchEvent.objects.create(feed=other, at=LATER)
        assert purge().events == 10
        assert sorted(old.events.values_list("at", flat=True)) == hours[10:]
        assert other.events.count() == 1

    def test_those_of_a_feed_that_is_off_go_with_their_time(self, old):
        self.fetched(old, [AT, AT + MOMENT])
        assert purge().events == 1
        assert FetchEvent.objects.get().at == AT + MOMENT


class TestTheCommand:
    @pytest.fixture
    def aged(self, old):
        Entry.rows.update(first_seen_at=timezone.now() - timedelta(days=401))
        FetchEvent.objects.update(at=timezone.now())

    def said(self, capsys, *args):
        with override("vi"):
            call_command("purge_feeds", *args)
        return capsys.readouterr().out

    def test_tried_it_says_how_many_of_what_and_changes_nothing(self, aged, holders, capsys):
        holders.hold("phòng tin", lambda: Q(title="Xã họp"))
        before = list(Entry.rows.order_by("pk").values())
        said = self.said(capsys, "--dry-run")
        assert "Sẽ xóa nội dung 1 tin nhận trước ngày" in said
        assert "Giữ lại 1 tin cũ hơn: phòng tin còn cần đến." in said
        assert "Sẽ xóa 0 lần lấy tin." in said
        assert list(Entry.rows.order_by("pk").values()) == before

    def test_it_does_what_the_trial_said(self, aged, capsys):
        said = self.said(capsys)
        assert "2 / 2" in said
        assert "Đã xóa nội dung 2 tin" in said
        assert not Entry.objects.exists()
        assert self.said(capsys, "--verbosity", "0") == ""

    @override_settings(FEEDS_KEEP_ENTRIES_DAYS="402")
    def test_the_setting_decides_what_is_old(self, aged, capsys):
        self.said(capsys)
        assert Entry.objects.count() == 2

    @override_settings(FEEDS_KEEP_ENTRIES_DAYS="")
    def test_without_days_everything_is_kept(self, aged, capsys):
        Entry.rows.update(first_seen_at=AT - timedelta(days=9999))
        assert "giữ mãi" in self.said(capsys)
        assert Entry.objects.count() == 2

    @override_settings(FEEDS_KEEP_ENTRIES_DAYS="0")
    def test_a_setting_that_nobody_can_mean_stops_it(self, aged, capsys):
        with pytest.raises(CommandError, match="FEEDS_KEEP_ENTRIES_DAYS"):
            self.said(capsys)
        assert Entry.objects.count() == 2


@pytest.mark.parametrize(("written", "days"), [(400, 400), ("400", 400), (" 30 ", 30), (36500, 36500), ("", None)])
def test_days_are_read_as_people_write_them(written, days):
    assert keeping.days_kept(written) == days
    assert keeping.days_kept(None) is None


@pytest.mark.parametrize("written", ["0", 0, "29", 29, 36501, "-400", "400 ngày", 400.0, True, "999999999999"])
def test_a_bad_number_of_days_is_named_when_the_site_starts(written):
    with override_settings(FEEDS_KEEP_ENTRIES_DAYS=written):
        [error] = [each for each in run_checks() if each.id == "feeds.E001"]
    assert repr(written) in error.msg
    with override_settings(FEEDS_KEEP_ENTRIES_DAYS="400"):
        assert not [each for each in run_checks() if each.id == "feeds.E001"]


def test_two_rooms_do_not_hold_under_one_name(holders):
    holders.hold("phòng tin", holders.days_kept)
    holders.hold("phòng tin", holders.days_kept)
    with pytest.raises(keeping.AlreadyHeld):
        holders.hold("phòng tin", holders.holders)


@pytest.mark.parametrize("name", sorted(EMPTIED))
def test_the_database_refuses_a_tombstone_that_still_says_something(old, name):
    purge()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.rows.update(**{name: "https://x.example.vn/"})
