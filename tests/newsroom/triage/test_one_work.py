"""The same story in several feeds: proposed with its evidence, joined or parted by a person, counted as one work."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feeds.models import Entry
from newsroom.coverage.actions import differences
from newsroom.coverage.models import CoverageRecord
from newsroom.triage import actions
from newsroom.triage.actions import accept, accept_with_kin, dismiss, join, mark_same, part, refuse, reopen, undo
from newsroom.triage.models import Decision, Kinship, KinshipEvent, Refusal
from tests import factories

INBOX = "/admin/hop-tin-ve/"
NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
PUBLISHED = datetime(2024, 6, 11, 7, 30, tzinfo=UTC)
TEXT = " ".join(f"âm{n}" for n in range(120))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phrases")]


@pytest.fixture
def three(make_station, make_entry):
    """One story in the feeds of three stations."""
    return [
        make_entry(make_station(f"Đài {name}").feed, title=f"Bộ phận Một cửa xã {name}", content=f"<p>{TEXT}</p>")
        for name in ("An", "Bình", "Cường")
    ]


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def works(*entries):
    """The works of their standing records, in order; None for what is not counted."""
    found = {r.source_key: r.work_id for r in CoverageRecord.objects.standing().filter(source="entry")}
    return [found.get(str(entry.pk)) for entry in entries]


def agrees() -> bool:
    return [*differences()] == []


def line_of(client, entry, **filters):
    lines = client.get(INBOX, {"state": "all", **filters}).context["lines"]
    return next(line for line in lines if line.entry.pk == entry.pk)


def test_kin_are_accepted_in_one_go_as_one_work_with_several_appearances(three, theme, editor):
    a, b, c = three
    join(entry=b, other=a, by=editor, at=NOW)
    join(entry=c, other=b, by=editor, at=NOW)
    outcome = accept_with_kin(entry=b, themes=[theme], by=editor, at=LATER)
    assert {decision.entry_id for decision in outcome.done} == {a.pk, b.pk, c.pk}
    one, two, three_ = works(a, b, c)
    assert one == two == three_
    assert CoverageRecord.objects.standing().count() == 3
    assert agrees()
    assert len(undo(batch=outcome.batch, by=editor, at=LATER).done) == 3
    assert Kinship.objects.count() == 3
    assert works(a, b, c) == [None] * 3


def test_joining_and_parting_regroups_what_is_counted_already(three, theme, editor):
    a, b, c = three
    for entry in three:
        accept(entry=entry, themes=[theme], by=editor, at=NOW)
    assert len({*works(a, b, c)}) == 3
    join(entry=a, other=b, by=editor, at=NOW)
    join(entry=c, other=a, by=editor, at=NOW)
    assert len({*works(a, b, c)}) == 1
    assert agrees()
    part(entry=a, by=editor, at=LATER)
    first, second, third = works(a, b, c)
    assert first != second == third
    assert agrees()
    assert Entry.objects.count() == 3
    assert CoverageRecord.objects.standing().count() == 3


def test_when_the_one_that_leads_is_reopened_the_rest_stay_one_work(three, theme, editor):
    a, b, c = three
    join(entry=a, other=b, by=editor, at=NOW)
    join(entry=a, other=c, by=editor, at=NOW)
    for entry in three:
        accept(entry=entry, themes=[theme], by=editor, at=NOW)
    reopen(entry=a, by=editor, at=LATER)
    gone, second, third = works(a, b, c)
    assert gone is None
    assert second == third
    assert agrees()
    accept(entry=a, themes=[theme], by=editor, at=LATER)
    assert len({*works(a, b, c)}) == 1
    assert agrees()


def test_groups_that_are_joined_become_one(make_entry, station, three, editor):
    a, b, c = three
    d = make_entry(station.feed, title="Tin thứ tư")
    join(entry=a, other=b, by=editor, at=NOW)
    join(entry=c, other=d, by=editor, at=NOW)
    batch = join(entry=a, other=d, by=editor, at=NOW)
    assert len({*Kinship.objects.values_list("group", flat=True)}) == 1
    undo(batch=batch, by=editor, at=LATER)
    by_group = {}
    for row in Kinship.objects.all():
        by_group.setdefault(row.group, set()).add(row.entry_id)
    assert sorted(map(sorted, by_group.values())) == sorted(map(sorted, ({a.pk, b.pk}, {c.pk, d.pk})))


def test_an_entry_is_decided_as_the_one_that_it_is_the_same_as(three, theme, other_theme, editor, colleague):
    a, b, c = three
    accept(entry=a, themes=[theme], by=colleague, at=NOW, tone="commend")
    outcome = mark_same(entry=b, other=a, by=editor, at=LATER)
    decision = Decision.objects.get(entry=b)
    assert (decision.decided_by, decision.tone, [*decision.themes.all()]) == (editor, "commend", [theme])
    assert len({*works(a, b)}) == 1
    dismiss(entry=c, reason="Tin cũ đăng lại", by=colleague, at=NOW)
    assert mark_same(entry=c, other=b, by=editor, at=LATER).done == []
    assert Decision.objects.get(entry=c).decided_by == colleague
    undone = undo(batch=outcome.batch, by=editor, at=LATER)
    assert [d.entry_id for d in undone.done] == [b.pk]
    assert not Kinship.objects.filter(entry=a).exists()


def test_what_cannot_be_counted_along_waits_and_is_told(three, make_station, make_entry, theme, editor):
    undated = make_entry(make_station("Đài Dung").feed, published_at=None)
    join(entry=three[0], other=undated, by=editor, at=NOW)
    outcome = accept_with_kin(entry=three[0], themes=[theme], by=editor, at=LATER)
    assert [(entry.pk, type(why)) for entry, why in outcome.left] == [(undated.pk, actions.DayIsUnknown)]


def test_said_twice_is_said_once_and_nobody_is_his_own_twin(three, editor, colleague):
    a, b, _c = three
    join(entry=a, other=b, by=editor, at=NOW)
    join(entry=b, other=a, by=colleague, at=LATER)
    assert Kinship.objects.count() == KinshipEvent.objects.count() == 2
    with pytest.raises(actions.NotTwoEntries):
        join(entry=a, other=a, by=editor, at=NOW)
    with pytest.raises(actions.KinAlready):
        refuse(entry=a, other=b, by=editor, at=NOW)


def test_a_refusal_is_remembered_until_somebody_says_otherwise(at_inbox, three, editor):
    a, b, c = three
    assert {kin.entry.pk for kin in line_of(at_inbox, a).alike} == {b.pk, c.pk}
    batch = refuse(entry=a, other=b, by=editor, at=NOW)
    assert {kin.entry.pk for kin in line_of(at_inbox, a).alike} == {c.pk}
    assert {kin.entry.pk for kin in line_of(at_inbox, b).alike} == {c.pk}
    assert undo(batch=batch, by=editor, at=LATER).regrouped == {a.pk}
    assert {kin.entry.pk for kin in line_of(at_inbox, a).alike} == {b.pk, c.pk}
    refuse(entry=a, other=b, by=editor, at=NOW)
    join(entry=a, other=b, by=editor, at=NOW)
    assert not Refusal.objects.exists()


def test_parting_of_two_leaves_two_and_is_undone(three, editor):
    a, b, _c = three
    join(entry=a, other=b, by=editor, at=NOW)
    batch = part(entry=a, by=editor, at=LATER)
    assert not Kinship.objects.exists()
    assert Refusal.objects.count() == 1
    with pytest.raises(actions.StandsAlone):
        part(entry=b, by=editor, at=LATER)
    undo(batch=batch, by=editor, at=LATER)
    assert len({*Kinship.objects.values_list("group", flat=True)}) == 1
    assert Kinship.objects.count() == 2
    assert not Refusal.objects.exists()
    with pytest.raises(actions.NothingChosen):
        undo(batch=batch, by=editor, at=LATER)


def test_undo_leaves_an_entry_that_somebody_moved_since(three, editor, colleague):
    a, b, c = three
    batch = join(entry=a, other=b, by=editor, at=NOW)
    part(entry=a, by=colleague, at=NOW)
    join(entry=a, other=c, by=colleague, at=NOW)
    outcome = undo(batch=batch, by=editor, at=LATER)
    assert {entry.pk for entry, _why in outcome.left} == {a.pk, b.pk}
    assert {*Kinship.objects.values_list("entry_id", flat=True)} == {a.pk, c.pk}


def test_the_log_says_who_joined_what_and_by_which_rule(three, at_inbox, editor):
    a, b, _c = three
    at_inbox.post(reverse("newsroom_triage:same", args=[a.pk]), {"other": b.pk})
    assert {(e.entry_id, e.kind, e.rule, e.by_name) for e in KinshipEvent.objects.all()} == {
        (a.pk, "joined", "title", "Trần Thị Lan"),
        (b.pk, "joined", "title", "Trần Thị Lan"),
    }


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"link": "http://www.an.example/tin/1/", "title": "Gặt lúa"}, "cùng liên kết"),
        ({"title": "BỘ PHẬN MỘT CỬA XÃ AN"}, "cùng tiêu đề"),
        ({"title": "Chuyện một xã ven sông", "content": f"<p>Theo báo bạn. {TEXT}</p>"}, "nội dung giống nhau"),
    ],
)
def test_a_proposal_says_which_rule_and_what_agrees(at_inbox, make_station, make_entry, fields, because):
    kept = make_entry(
        make_station("Đài An").feed,
        title="Bộ phận Một cửa xã An",
        link="https://an.example/tin/1",
        content=f"<p>{TEXT}</p>",
    )
    other = make_entry(make_station("Đài Bình").feed, **fields)
    (kin,) = line_of(at_inbox, kept).alike
    assert kin.entry.pk == other.pk
    assert because in kin.because
    assert kin.because in shown(at_inbox.get(INBOX))


def test_an_outlet_s_own_page_is_known_by_its_source_and_by_its_text(at_inbox, make_entry, station, theme):
    factories.channel("bao", serves=["story:newspaper"])
    page = factories.story(
        factories.outlet(), "Chuyện một xã ven sông", themes=[theme], live=True, body=[("paragraph", f"<p>{TEXT}</p>")]
    )
    record = CoverageRecord.objects.get(source="story")
    by_text = make_entry(station.feed, content=f"<p>{TEXT}</p>", published_at=page.first_published_at)
    (same,) = line_of(at_inbox, by_text).same_work
    assert same.record == record
    assert "nội dung giống nhau" in same.because
    page.source_url = by_text.link
    page.save()
    (same,) = line_of(at_inbox, by_text).same_work
    assert same.because == "cùng liên kết"


def test_the_screen_joins_tells_and_parts(at_inbox, three):
    a, b, _c = three
    shown(at_inbox.post(reverse("newsroom_triage:same", args=[a.pk]), {"other": b.pk, "next": INBOX}, follow=True))
    line = line_of(at_inbox, a)
    assert [kin.entry.pk for kin in line.kin] == [b.pk]
    page = shown(at_inbox.get(INBOX))
    assert "Cùng một tin với" in page
    assert "Đã gộp: “" in page
    answer = at_inbox.post(reverse("newsroom_triage:apart", args=[a.pk]), follow=True)
    assert "lại là một tin riêng" in shown(answer)
    assert line_of(at_inbox, a).kin == []
    at_inbox.post(reverse("newsroom_triage:refuse", args=[a.pk]), {"other": _c.pk})
    assert line_of(at_inbox, a).alike == []
    batch = at_inbox.get(INBOX).context["undoable"].batch
    assert "Đã hoàn tác" in shown(at_inbox.post(reverse("newsroom_triage:undo", args=[batch]), follow=True))


def test_another_is_looked_for_by_its_words(at_inbox, make_entry, station, three):
    lonely = make_entry(station.feed, title="Lúa xuân được mùa")
    make_entry(station.feed, title="Xã An gặt lúa", published_at=PUBLISHED - timedelta(days=20))
    address = reverse("newsroom_triage:same", args=[lonely.pk])
    assert address in shown(at_inbox.get(INBOX))
    first = at_inbox.get(address)
    assert len(first.context["others"]) == 3
    assert [step["url"] for step in first.context["breadcrumbs_items"]] == ["/admin/", INBOX, ""]
    assert "w-slim-header" in shown(first)
    assert "Tìm</button>" in shown(first)
    page = shown(at_inbox.get(address, {"q": "xa cuong", "next": f"{INBOX}?state=all"}))
    assert page.count('type="radio"') == 1
    assert "Không có tin nào" in shown(at_inbox.get(address, {"q": "khong co"}))
    answer = at_inbox.post(address, {"other": "x"}, follow=True)
    assert "Hãy chọn tin" in shown(answer)
    at_inbox.post(address, {"other": lonely.pk})
    assert not Kinship.objects.exists()
    at_inbox.post(address, {"other": three[0].pk})
    assert Kinship.objects.count() == 2
    assert Kinship.objects.first().rule == ""


def test_only_who_may_decide_groups(enter, three, colleague):
    a, b, _c = three
    verbs = [reverse(f"newsroom_triage:{verb}", args=[a.pk]) for verb in ("same", "apart", "refuse")]
    for role in ("planner", "reporter", "officer"):
        client = enter(factories.user(role=role, organisation=factories.organisation()))
        for address in verbs:
            assert client.post(address, {"other": b.pk}).url == "/admin/"
    for address in verbs:
        assert "/login/" in enter().post(address, {"other": b.pk}).url
    assert not Kinship.objects.exists()
    enter(colleague).post(verbs[0], {"other": b.pk})
    assert Kinship.objects.count() == 2
    planner = enter(factories.user(role="planner", organisation=factories.organisation()))
    assert "Cùng một tin với" in shown(planner.get(INBOX))
    assert "Tách tin này ra" not in shown(planner.get(INBOX))


def test_likeness_costs_the_same_for_few_and_many(
    at_inbox, make_station, make_entry, editor, django_assert_num_queries
):
    def fill(number):
        for n in range(number):
            made = [make_entry(make_station(f"Đài {n}{s}").feed, title=f"Bộ phận Một cửa {n}") for s in "ab"]
            if n % 2:
                join(entry=made[0], other=made[1], by=editor, at=NOW)

    fill(2)
    at_inbox.get(INBOX)
    with CaptureQueriesContext(connection) as few:
        at_inbox.get(INBOX)
    number = len(few)
    fill(8)
    at_inbox.get(INBOX)
    with django_assert_num_queries(number):
        at_inbox.get(INBOX)


def test_the_database_refuses_a_rule_without_its_share_and_a_pair_out_of_order(three, editor):
    a, b, _c = three
    group = "11111111-1111-1111-1111-111111111111"
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.create(entry=a, group=group, rule="title", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.create(entry=a, group=group, percent=90, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refusal.objects.create(first=b, second=a, batch=group)
    Refusal.objects.create(first=a, second=b, batch=group)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refusal.objects.create(first=a, second=b, batch=group)
