"""Old entries are let go by the post room; triage holds those on which a person built, and shows no tombstone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from feeds.actions import purge
from feeds.models import Entry
from newsroom.coverage.models import CoverageRecord
from newsroom.stories.models import StoryOrigin
from newsroom.triage import actions
from newsroom.triage.importing import Item
from newsroom.triage.models import Decision, HandEntry, InboxEntry, KinshipEvent, Refusal, SourceRules
from tests.newsroom.triage.conftest import PUBLISHED, SEEN

AT = SEEN + timedelta(hours=1)
NIGHT = SEEN + timedelta(days=401)
INBOX = reverse("newsroom_triage:inbox")

pytestmark = pytest.mark.django_db


def purged():
    """The entries of which only a tombstone is left after that night."""
    purge(before=NIGHT - timedelta(days=400), at=NIGHT)
    return {*Entry.rows.filter(purged_at__isnull=False).values_list("pk", flat=True)}


class TestWhatTriageHolds:
    def test_nothing_of_what_only_waits(self, entry):
        assert purged() == {entry.pk}

    def test_what_somebody_accepted_with_its_record(self, entry, theme, editor):
        actions.accept(entry=entry, themes=[theme], by=editor, at=AT)
        assert purged() == set()
        assert CoverageRecord.objects.count() == 1

    def test_what_somebody_dismissed(self, entry, editor):
        actions.dismiss(entry=entry, reason="", by=editor, at=AT)
        assert purged() == set()

    def test_what_somebody_reopened(self, entry, editor):
        actions.dismiss(entry=entry, reason="", by=editor, at=AT)
        actions.reopen(entry=entry, by=editor, at=AT)
        assert purged() == set()

    def test_what_stands_in_the_ledger_even_if_the_decision_is_lost(self, entry, theme, editor):
        actions.accept(entry=entry, themes=[theme], by=None, at=AT)
        Decision.objects.all().delete()
        assert purged() == set()

    def test_what_was_said_to_be_one_work_and_not_what_was_said_to_be_another(self, station, make_entry, editor):
        one, other, third, fourth = (make_entry(station.feed, title=f"Tin {n}") for n in range(4))
        actions.join(entry=one, other=other, by=editor, at=AT)
        actions.refuse(entry=third, other=fourth, by=editor, at=AT)
        assert purged() == {third.pk, fourth.pk}
        assert Refusal.objects.count() == 1

    def test_what_a_person_sent(self, theme, editor, station):
        by_hand = actions.open_station(organisation=station.organisation, channel=station.channel, by=editor, at=AT)
        actions.enter(station=by_hand, items=[Item("Xã họp", PUBLISHED, True)], by=editor, at=SEEN)
        assert purged() == set()
        assert HandEntry.objects.count() == 1

    def test_what_became_a_draft(self, entry, station, make_entry):
        told = {"voice": "Đài", "title": "Tin", "precision": "unknown", "taken_at": AT, "source": "entry"}
        StoryOrigin.objects.create(organisation=station.organisation, source_key=str(entry.pk), **told)
        other = make_entry(station.feed)
        assert purged() == {other.pk}

    @pytest.fixture
    def set_aside(self, station, make_entry):
        SourceRules.objects.create(station=station, text="bỏ: bóng đá", changed_at=AT)
        entry = make_entry(station.feed, title="Kết quả bóng đá")
        actions.sift_arrivals(feed_ids=[station.feed_id], at=SEEN)
        assert Decision.objects.get().rule == "bỏ: bóng đá"
        return entry

    def test_nothing_of_what_only_a_rule_of_the_source_set_aside(self, set_aside, at_inbox):
        assert purged() == {set_aside.pk}
        shown = at_inbox.get(reverse("newsroom_triage:sources")).context["stations"]
        assert [station.set_aside for station in shown] == [0]
        rules = at_inbox.get(reverse("newsroom_triage:rules", args=[set_aside.feed.station.pk]))
        assert (rules.context["set_aside_count"], rules.context["tried"]) == (0, 0)

    def test_but_what_somebody_took_back_from_the_rule(self, set_aside, editor):
        actions.reopen(entry=set_aside, by=editor, at=AT)
        actions.dismiss(entry=set_aside, reason="", by=editor, at=AT)
        editor.delete()
        assert purged() == set()


class TestWhereTombstonesAreNot:
    @pytest.fixture
    def half(self, station, make_entry, editor):
        """An entry that waits and came today, and a tombstone of the same title and link."""
        told = {"title": "Xã Minh Quang họp", "link": "https://vuthu.example/tin/x"}
        gone = make_entry(station.feed, **told)
        assert purged() == {gone.pk}
        stays = make_entry(station.feed, first_seen_at=NIGHT, **told)
        return gone, stays

    def test_in_the_inbox_its_counts_and_its_search(self, half, at_inbox):
        gone, stays = half
        for asked in ("", "?state=all", "?q=Minh+Quang", "?station=nobody&state=all"):
            shown = at_inbox.get(f"{INBOX}{asked}")
            assert f"tin-{gone.pk}" not in shown.content.decode()
        assert (InboxEntry.objects.undecided().count(), InboxEntry.objects.count_by_state()["all"]) == (1, 1)
        assert InboxEntry.objects.count_by_station() == {stays.feed.station.pk: 1}
        assert [entry.pk for entry in InboxEntry.objects.matching("minh quang")] == [stays.pk]

    def test_among_what_may_be_the_same_work(self, half, at_inbox):
        stays = half[1]
        page = at_inbox.get(reverse("newsroom_triage:same", args=[stays.pk]))
        assert page.context["others"] == []
        [line] = at_inbox.get(INBOX).context["lines"]
        assert (line.alike, line.kin) == ([], [])

    def test_in_the_numbers_of_the_front_page_and_the_morning_letter(self, half, editor):
        assert actions.digest(at=NIGHT).waiting == 1

    def test_a_trial_of_rules_reads_none(self, half, at_inbox):
        rules = at_inbox.post(
            reverse("newsroom_triage:rules", args=[half[0].feed.station.pk]), {"text": "bỏ: họp", "do": "try"}
        )
        assert rules.context["would_drop_count"] == 1


class TestWhoStillHasItOnTheScreen:
    @pytest.fixture
    def gone(self, entry):
        purged()
        return entry

    @pytest.mark.parametrize("verb", ["accept", "dismiss", "reopen", "same", "refuse", "apart"])
    def test_is_told_that_it_is_no_longer_kept(self, gone, at_inbox, theme, verb):
        told = at_inbox.post(reverse(f"newsroom_triage:{verb}", args=[gone.pk]), {"themes": [theme.pk]}, follow=True)
        assert "không còn giữ nội dung" in told.content.decode()
        assert not Decision.objects.exists()

    def test_and_an_entry_that_never_was_is_not_found(self, at_inbox):
        assert at_inbox.post(reverse("newsroom_triage:dismiss", args=[987654])).status_code == 404

    def test_with_an_object_in_hand_no_verb_writes_anything(self, gone, theme, editor, station, make_entry):
        other = make_entry(station.feed, first_seen_at=NIGHT)
        told = {"by": editor, "at": NIGHT}
        for verb in (
            lambda: actions.accept(entry=gone, themes=[theme], **told),
            lambda: actions.dismiss(entry=gone, reason="", **told),
            lambda: actions.join(entry=gone, other=other, **told),
            lambda: actions.refuse(entry=other, other=gone, **told),
        ):
            with pytest.raises(actions.NoLongerKept):
                verb()
        outcome = actions.dismiss_all(entries=[gone, other], reason="", **told)
        assert [decision.entry_id for decision in outcome.done] == [other.pk]
        assert [str(problem) for _, problem in outcome.left] == [str(actions.NoLongerKept())]

    def test_undoing_a_kinship_leaves_the_tombstone_alone(self, station, make_entry, editor):
        one, other = (make_entry(station.feed, title=f"Tin {n}") for n in range(2))
        actions.join(entry=one, other=other, by=editor, at=AT)
        batch = actions.part(entry=one, by=editor, at=AT)
        assert purged() == {one.pk, other.pk}
        with pytest.raises(actions.NothingChosen):
            actions.undo(batch=batch, by=editor, at=NIGHT)
        assert not KinshipEvent.objects.filter(kind="undone").exists()

    def test_a_file_that_is_sent_again_is_known_though_its_entry_is_gone(self, station, editor):
        by_hand = actions.open_station(organisation=station.organisation, channel=station.channel, by=editor, at=AT)
        items = [Item("Xã họp", PUBLISHED, True)]
        actions.enter(station=by_hand, items=items, by=editor, at=SEEN)
        HandEntry.objects.all().delete()
        assert len(purged()) == 1
        assert actions.enter(station=by_hand, items=items, by=editor, at=NIGHT) == (0, 1)


def test_the_ledger_is_the_same_before_and_after_a_night(entry, theme, editor, station, make_entry):
    make_entry(station.feed)
    actions.accept(entry=entry, themes=[theme], by=editor, at=AT)
    before = [*CoverageRecord.objects.order_by("pk").values()]
    assert purged()
    assert [each.source_key for each in actions.appearances()] == [str(entry.pk)]
    assert [*CoverageRecord.objects.order_by("pk").values()] == before
