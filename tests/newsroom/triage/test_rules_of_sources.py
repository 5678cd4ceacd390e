"""Rules of a source: saved with their history, applied to what arrives, tried before, and everything taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from feeds.actions import arrived
from newsroom.triage import actions
from newsroom.triage.models import Decision, InboxEntry, SourceRules
from tests import factories

from .conftest import SEEN

pytestmark = pytest.mark.django_db
FOOTBALL = "bỏ: bóng đá"


@pytest.fixture
def ruled(station, editor):
    actions.save_rules(station=station, text=FOOTBALL, by=editor, at=SEEN)
    return station


def rules_of(station):
    return reverse("newsroom_triage:rules", args=[station.pk])


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_arrives_is_set_aside_in_the_name_of_the_line(ruled, make_entry):
    football, other = make_entry(ruled.feed, "Giải bóng đá huyện"), make_entry(ruled.feed, "Họp dân")
    assert actions.sift_arrivals(feed_ids=[ruled.feed_id], at=SEEN) == 1
    decision = Decision.objects.get()
    assert (decision.entry_id, decision.verdict, decision.rule) == (football.pk, "dismissed", FOOTBALL)
    assert decision.decided_by is None
    assert FOOTBALL in decision.reason
    assert [*InboxEntry.objects.undecided()] == [InboxEntry.objects.get(pk=other.pk)]
    assert [e.pk for e in InboxEntry.objects.set_aside_by_rule()] == [football.pk]


def test_the_post_room_says_when_something_arrived(ruled, make_entry):
    make_entry(ruled.feed, "Giải bóng đá huyện")
    arrived.send_robust(sender=None, feed_ids=[ruled.feed_id], at=SEEN)
    assert Decision.objects.count() == 1


def test_what_came_before_or_from_elsewhere_is_left_alone(ruled, make_station, make_entry):
    make_entry(ruled.feed, "Bóng đá cũ", first_seen_at=SEEN - timedelta(days=1))
    make_entry(make_station("Đài Truyền thanh huyện Kiến Xương").feed, "Bóng đá nơi khác")
    assert actions.sift_arrivals(feed_ids=[ruled.feed_id], at=SEEN) == 0


def test_a_rule_never_speaks_twice_of_one_entry_and_never_over_a_person(ruled, make_entry, editor):
    taken_back, decided = make_entry(ruled.feed, "Bóng đá một"), make_entry(ruled.feed, "Bóng đá hai")
    actions.dismiss(entry=decided, reason="Tin cũ", by=editor, at=SEEN)
    actions.sift_arrivals(feed_ids=[ruled.feed_id], at=SEEN)
    actions.reopen(entry=taken_back, by=editor, at=SEEN)
    assert actions.sift_arrivals(feed_ids=[ruled.feed_id], at=SEEN) == 0
    assert {d.entry_id: d.verdict for d in Decision.objects.all()} == {
        taken_back.pk: "reopened",
        decided.pk: "dismissed",
    }
    assert not InboxEntry.objects.set_aside_by_rule()


def test_rules_can_be_applied_to_what_waits(station, make_entry, editor):
    make_entry(station.feed, "Giải bóng đá huyện")
    assert actions.save_rules(station=station, text=FOOTBALL, by=editor, at=SEEN, also_waiting=True) == 1


def test_a_text_with_a_mistake_changes_nothing(ruled, editor):
    with pytest.raises(actions.NotRules) as refused:
        actions.save_rules(station=ruled, text="bỏ: xổ số\nvứt: bóng đá", by=editor, at=SEEN)
    assert [(m.line, m.what) for m in refused.value.mistakes] == [(2, "unknown_verb")]
    assert SourceRules.objects.get().text == FOOTBALL


def test_the_log_keeps_who_changed_what(ruled, colleague):
    actions.save_rules(station=ruled, text="bỏ: xổ số", by=colleague, at=SEEN + timedelta(hours=1))
    actions.save_rules(station=ruled, text="bỏ: xổ số", by=colleague, at=SEEN + timedelta(hours=2))
    entries = ModelLogEntry.objects.for_instance(SourceRules.objects.get()).order_by("timestamp")
    assert [(e.user.username, e.data) for e in entries] == [
        ("lan", {"before": "", "after": FOOTBALL}),
        ("minh", {"before": FOOTBALL, "after": "bỏ: xổ số"}),
    ]


def test_feeds_without_rules_cost_one_query(ruled, make_station, django_assert_num_queries):
    others = [make_station(f"Đài xã {n}").feed_id for n in range(3)]
    with django_assert_num_queries(1):
        actions.sift_arrivals(feed_ids=others, at=SEEN)


def test_a_theme_that_a_rule_proposes_is_offered_in_the_inbox_with_its_reason(at_inbox, station, make_entry, theme):
    actions.save_rules(station=station, text=f"chủ đề {theme.name}: gặp dân", by=None, at=SEEN)
    make_entry(station.feed, "Sáng thứ Ba gặp dân")
    page = shown(at_inbox.get("/admin/hop-tin-ve/"))
    assert "theo quy tắc của nguồn, vì có “gặp dân”" in page
    assert 'data-chip="1"' in page


def test_a_title_is_tried_and_nothing_is_saved(at_inbox, ruled):
    page = shown(at_inbox.post(rules_of(ruled), {"text": "bỏ: xổ số", "title": "Kết quả xổ số", "do": "try"}))
    assert "Loại, theo dòng 1: bỏ: xổ số" in page
    assert "<mark>xổ số</mark>" in page
    assert SourceRules.objects.get().text == FOOTBALL


def test_the_screen_says_what_the_rules_would_do_with_what_came_before(at_inbox, ruled, make_entry):
    make_entry(ruled.feed, "Giải bóng đá huyện")
    make_entry(ruled.feed, "Họp dân")
    page = shown(at_inbox.get(rules_of(ruled)))
    assert "Giải <mark>bóng đá</mark> huyện" in page
    assert "Họp dân" not in page


def test_a_mistake_is_named_by_line_and_what_was_written_stays(at_inbox, ruled):
    page = shown(at_inbox.post(rules_of(ruled), {"text": "bỏ: xổ số\nvứt: bóng đá", "do": "save"}))
    assert "dòng 2: “vứt” không phải" in page
    assert "vứt: bóng đá</textarea>" in page


def test_saving_on_the_screen_and_taking_back(at_inbox, ruled, make_entry):
    entry = make_entry(ruled.feed, "Kết quả xổ số")
    at_inbox.post(rules_of(ruled), {"text": "bỏ: xổ số", "do": "save", "also_waiting": "1"})
    page = shown(at_inbox.get(rules_of(ruled)))
    assert "Kết quả xổ số" in page
    answer = at_inbox.post(reverse("newsroom_triage:reopen", args=[entry.pk]), {"next": rules_of(ruled)})
    assert answer.url.startswith(rules_of(ruled))
    assert InboxEntry.objects.undecided().count() == 1


def test_the_list_of_sources_asks_as_much_for_many_as_for_one(
    at_inbox, ruled, make_station, django_assert_max_num_queries
):
    address = reverse("newsroom_triage:sources")
    shown(at_inbox.get(address))
    with django_assert_max_num_queries(40) as one:
        shown(at_inbox.get(address))
    for number in range(5):
        actions.save_rules(station=make_station(f"Đài xã {number}"), text=FOOTBALL, by=None, at=SEEN)
    with django_assert_max_num_queries(len(one)):
        page = shown(at_inbox.get(address))
    assert "Đài xã 4" in page


def test_an_editor_of_another_outlet_writes_rules_too(enter, colleague, ruled):
    enter(colleague).post(rules_of(ruled), {"text": "bỏ: xổ số", "do": "save"})
    assert SourceRules.objects.get().changed_by == colleague


@pytest.mark.parametrize("role", ["reporter", "officer", "planner", ""])
def test_nobody_else_sees_or_writes_them(enter, ruled, role):
    person = factories.user(role=role, organisation=ruled.organisation if role else None)
    client = enter(person)
    for address in (rules_of(ruled), reverse("newsroom_triage:sources")):
        assert client.get(address).status_code == 302
    client.post(rules_of(ruled), {"text": "bỏ: tất cả", "do": "save"})
    assert SourceRules.objects.get().text == FOOTBALL


def test_a_stranger_is_asked_to_log_in(enter, ruled):
    assert "/login/" in enter().get(rules_of(ruled)).url
