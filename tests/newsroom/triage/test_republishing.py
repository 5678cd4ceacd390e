"""“Đăng lại”: an entry becomes a draft of the editor's own outlet, with whose it is locked in; one draft an outlet."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from feeds.models import Entry, Feed
from newsroom.coverage import republishing
from newsroom.coverage.models import CoverageRecord
from newsroom.organisations.actions import appoint, open_outlet
from newsroom.stories.models import StoryOrigin, StoryPage
from newsroom.triage import actions
from newsroom.triage.actions.holding import held
from tests import factories

AT = datetime(2024, 6, 12, 2, tzinfo=UTC)
INBOX = "/admin/hop-tin-ve/"
LEAD = "Xã Minh Quang trả hồ sơ đúng hẹn trong cả quý."
TEXT = f"<p>{LEAD}</p><p>Cán bộ trực cả sáng thứ Bảy để dân không phải xin nghỉ làm.</p><script>alert(1)</script>"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phrases")]


def outlet_of(name, kind):
    root = Site.objects.get(is_default_site=True).root_page
    return open_outlet(organisation=factories.organisation(name, kind=kind), parent=root, by=None, at=AT)


def works_at(outlet, username, role="editor"):
    person = factories.user(username, admin=False)
    appoint(user=person, organisation=outlet.organisation, role=role, by=None, at=AT)
    return person


@pytest.fixture
def paper(db):
    factories.channel("bao", serves=["story:newspaper"])
    return outlet_of("Báo Thái Bình", "newspaper")


@pytest.fixture
def portal(db):
    factories.channel("cong", serves=["story:portal"])
    return outlet_of("Cổng Thông tin điện tử tỉnh", "portal")


@pytest.fixture
def editor(paper):
    return works_at(paper, "lan")


@pytest.fixture
def second(paper):
    return works_at(paper, "hoa")


@pytest.fixture
def colleague(portal):
    return works_at(portal, "minh")


@pytest.fixture
def entry(station, make_entry):
    return make_entry(station.feed, summary=LEAD, content=TEXT, author="Hồng Nhung")


@pytest.fixture
def licensed(station):
    station.licence_kind, station.licence_words = "agreement", "05/TT-BTB"
    station.licence_from, station.licence_until = date(2024, 1, 1), date(2025, 1, 1)
    station.stamp_licence(by=None, at=AT)
    station.save()
    return station


def press(client, entry, **data):
    return client.post(reverse("newsroom_triage:republish", args=[entry.pk]), data)


def take(entry, outlet, by, at=AT, themes=()):
    return actions.republish(entry=entry, place=outlet.pk, themes=themes, by=by, at=at)


def body_of(page):
    return "".join(str(block.value) for block in page.body)


def test_the_editor_gets_a_draft_of_his_outlet_opened_for_editing(enter, editor, paper, entry, theme, station):
    answer = press(enter(editor), entry)
    page = StoryPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert page.get_parent().specific == paper
    assert not page.live
    assert page.owner == editor
    assert (page.title, page.lead) == (entry.title, LEAD)
    assert (page.source_name, page.source_url) == (station.organisation.name, entry.link)
    assert [each.name for each in page.get_latest_revision_as_object().themes.all()] == [theme.name]
    origin = page.origin
    assert (origin.voice, origin.title, origin.author) == (station.organisation.name, entry.title, "Hồng Nhung")
    assert (origin.url, origin.published_at, origin.excerpt) == (entry.link, entry.published_at, LEAD)
    assert (origin.taken_by, origin.organisation) == (editor, paper.organisation)
    assert page.printed_byline == "Hồng Nhung"
    assert not CoverageRecord.objects.exists()


def test_without_a_licence_the_text_stays_behind(enter, editor, entry):
    press(enter(editor), entry)
    page = StoryPage.objects.get()
    assert not page.body
    assert page.origin.licence == ""


def test_with_a_licence_the_whole_text_comes_cleaned(editor, paper, entry, licensed):
    take(entry, paper, editor)
    page = StoryPage.objects.get()
    assert "sáng thứ Bảy" in body_of(page)
    assert "script" not in body_of(page)
    assert "alert" not in body_of(page)
    assert page.origin.licence == "Văn bản thỏa thuận: 05/TT-BTB"


@pytest.mark.parametrize(
    ("moment", "whole"),
    [
        (datetime(2023, 12, 31, 16, 59, tzinfo=UTC), False),  # 31/12 23:59 in Việt Nam
        (datetime(2023, 12, 31, 17, 0, tzinfo=UTC), True),
        (datetime(2024, 12, 31, 16, 59, tzinfo=UTC), True),
        (datetime(2024, 12, 31, 17, 0, tzinfo=UTC), False),
    ],
)
def test_a_licence_holds_on_local_days(editor, paper, entry, licensed, moment, whole):
    take(entry, paper, editor, at=moment)
    page = StoryPage.objects.get()
    assert bool(page.body) is whole
    assert bool(page.origin.licence) is whole


def test_a_licensed_source_without_a_text_gives_its_summary(editor, paper, licensed, make_entry):
    take(make_entry(licensed.feed, summary=LEAD), paper, editor)
    assert LEAD in body_of(StoryPage.objects.get())


def test_pressing_twice_opens_the_same_draft(enter, editor, second, entry):
    first = press(enter(editor), entry)
    assert press(enter(editor), entry).url == first.url
    assert press(enter(second), entry).url == first.url
    assert StoryPage.objects.count() == 1


def test_a_colleague_of_another_outlet_gets_a_draft_of_his_own(enter, editor, colleague, portal, entry):
    first, other = press(enter(editor), entry), press(enter(colleague), entry)
    assert first.url != other.url
    assert StoryPage.objects.descendant_of(portal).count() == 1
    assert StoryPage.objects.count() == 2


def test_nobody_writes_in_an_outlet_that_is_not_his(enter, editor, portal, entry):
    answer = press(enter(editor), entry, place=portal.pk)
    assert "Bạn không được viết bài ở cơ quan này." in answer.content.decode()
    with pytest.raises(republishing.NowhereToWrite):
        take(entry, portal, editor)
    assert not StoryPage.objects.exists()


def test_who_has_no_outlet_is_told_so_and_nothing_is_made(enter, paper, entry):
    analyst = factories.user(role="analyst", organisation=factories.organisation("Sở TT&TT", kind="department"))
    client = enter(analyst)
    for answer in (press(client, entry), client.get(reverse("newsroom_triage:republish", args=[entry.pk]))):
        page = answer.content.decode()
        assert "Bạn chưa thuộc cơ quan báo chí nào để viết bài" in page
    assert not StoryPage.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "officer", "planner"])
def test_who_does_not_decide_takes_nothing(enter, paper, entry, role):
    client = enter(works_at(paper, "khac", role))
    assert press(client, entry).url == "/admin/"
    assert client.get(reverse("newsroom_triage:republish", args=[entry.pk])).url == "/admin/"
    assert not StoryPage.objects.exists()


def test_a_stranger_is_asked_to_log_in(enter, entry):
    assert "/login/" in press(enter(), entry).url
    assert not StoryPage.objects.exists()


def test_who_writes_in_two_outlets_chooses(enter, editor, portal, entry):
    appoint(user=editor, organisation=portal.organisation, role="editor", by=None, at=AT)
    client = enter(editor)
    asked = press(client, entry).content.decode()
    assert "Hãy chọn cơ quan báo chí sẽ có bản nháp." in asked
    assert f'name="place" value="{portal.pk}"' in asked
    assert not StoryPage.objects.exists()
    press(client, entry, place=portal.pk)
    assert StoryPage.objects.get().get_parent().specific == portal


def test_an_outlet_whose_organisation_has_ended_is_offered_no_more(enter, editor, paper, portal, entry):
    appoint(user=editor, organisation=portal.organisation, role="editor", by=None, at=AT)
    made_by = republishing.drafter("story")
    paper.organisation.valid_to = date(2024, 6, 12)
    paper.organisation.save()
    assert len(made_by.places(user=editor, day=date(2024, 6, 11))) == 2
    assert [place.key for place in made_by.places(user=editor, day=date(2024, 6, 12))] == [portal.pk]


def test_ticked_themes_come_before_decided_and_decided_before_suggested(
    enter, editor, colleague, entry, theme, other_theme, portal
):
    def themes(outlet):
        page = StoryPage.objects.descendant_of(outlet).get().get_latest_revision_as_object()
        return [each.pk for each in page.themes.all()]

    actions.accept(entry=entry, themes=[other_theme], by=editor, at=AT)
    press(enter(colleague), entry)
    assert themes(portal) == [other_theme.pk]
    StoryPage.objects.all().delete()
    press(enter(colleague), entry, themes=[theme.pk])
    assert themes(portal) == [theme.pk]


def test_a_draft_that_was_thrown_away_is_made_anew_with_what_the_source_says_today(editor, paper, entry, licensed):
    take(entry, paper, editor, at=datetime(2025, 3, 1, tzinfo=UTC))
    StoryPage.objects.get().delete()
    entry.title = "Tiêu đề đã sửa"
    entry.save()
    assert take(entry, paper, editor).is_new
    page = StoryPage.objects.get()
    assert page.body
    assert page.origin.title == "Tiêu đề đã sửa"
    assert StoryOrigin.objects.count() == 1


def test_without_a_station_the_name_of_the_feed_stands_and_nothing_but_the_excerpt(editor, paper, make_entry):
    feed = Feed.objects.create(url="https://la.example/rss", title="Trang lạ")
    take(make_entry(feed, content=TEXT, summary=LEAD), paper, editor)
    page = StoryPage.objects.get()
    assert (page.origin.voice, bool(page.body)) == ("Trang lạ", False)


def test_an_entry_without_title_text_and_date_can_be_taken_too(editor, paper, station, make_entry):
    bare = make_entry(station.feed, title="", published_at=None, link="https://vuthu.example/tin/9")
    take(bare, paper, editor)
    page = StoryPage.objects.get()
    assert page.title == "https://vuthu.example/tin/9"
    assert page.origin.published_at is None


def test_a_title_longer_than_a_page_may_have_is_cut_on_the_page_alone(editor, paper, station, make_entry):
    long = make_entry(station.feed, title="Cải cách " * 50)
    take(long, paper, editor)
    page = StoryPage.objects.get()
    assert len(page.title) <= 255
    assert page.title.endswith("cách…")
    assert page.origin.title == long.title


def test_the_feed_may_go_and_the_draft_still_says_whose_it_is(editor, paper, entry, station):
    name, link = station.organisation.name, entry.link
    take(entry, paper, editor)
    station.feed.delete()
    page = StoryPage.objects.get()
    assert (page.origin.voice, page.origin.url, page.source_url) == (name, link, link)


def test_what_was_republished_and_counted_is_not_let_go(editor, paper, entry, make_entry, station, theme):
    make_entry(station.feed, title="Tin khác")
    take(entry, paper, editor, themes=[theme.pk])
    assert not Entry.objects.filter(held()).exists()
    StoryPage.objects.get().latest_revision.publish()
    assert [*Entry.objects.filter(held())] == [entry]


def test_the_button_stands_beside_what_waits_and_what_is_decided(enter, editor, entry, theme):
    client = enter(editor)
    button = f'formaction="{reverse("newsroom_triage:republish", args=[entry.pk])}"'
    assert button in client.get(INBOX).content.decode()
    actions.accept(entry=entry, themes=[theme], by=editor, at=AT)
    assert button in client.get(INBOX, {"state": "accepted"}).content.decode()


def test_where_no_room_makes_drafts_no_button_shows(enter, editor, entry, monkeypatch):
    monkeypatch.setattr(republishing, "_DRAFTERS", {})
    client = enter(editor)
    address = reverse("newsroom_triage:republish", args=[entry.pk])
    assert address not in client.get(INBOX).content.decode()
    assert address not in client.get(reverse("feeds_entry:inspect", args=[entry.pk])).content.decode()
    assert client.get(address).status_code == 404
    with pytest.raises(republishing.NowhereToWrite):
        actions.republish(entry=entry, place=1, themes=[], by=editor, at=AT)


def test_the_entrys_own_page_leads_there_for_those_who_decide(enter, editor, entry):
    address = reverse("newsroom_triage:republish", args=[entry.pk])
    page = reverse("feeds_entry:inspect", args=[entry.pk])
    assert address in enter(editor).get(page).content.decode()
    reader = factories.user()
    reader.user_permissions.add(*factories.Permission.objects.filter(codename="view_entry"))
    shown = enter(reader).get(page)
    assert shown.status_code == 200
    assert address not in shown.content.decode()


def test_before_it_is_taken_it_is_told_how_much_and_why(enter, editor, entry, station):
    client = enter(editor)
    address = reverse("newsroom_triage:republish", args=[entry.pk])
    assert "Nguồn này chưa có giấy phép" in client.get(address).content.decode()
    station.licence_kind, station.licence_words, station.licence_from = "open", "CC BY 4.0", date(2020, 1, 1)
    station.stamp_licence(by=editor, at=AT)
    station.save()
    assert "lấy toàn văn theo giấy phép “Giấy phép mở: CC BY 4.0”" in client.get(address).content.decode()
    station.licence_until = date(2020, 2, 1)
    station.save()
    page = client.get(address).content.decode()
    assert "không có hiệu lực hôm nay" in page
    assert reverse("newsroom_triage_stations:edit", args=[station.pk]) in page


def test_who_took_it_before_is_shown(enter, editor, colleague, paper, entry):
    take(entry, paper, editor)
    page = enter(colleague).get(reverse("newsroom_triage:republish", args=[entry.pk])).content.decode()
    assert "Đã đăng lại" in page
    assert "Báo Thái Bình" in page


def test_what_is_asked_of_many_originals_is_one_query(editor, paper, station, make_entry):
    entries = [make_entry(station.feed, title=f"Tin {n}") for n in range(5)]
    made_by = republishing.drafter("story")

    def queries(some):
        with CaptureQueriesContext(connection) as asked:
            found = made_by.drafts(source="entry", keys=[str(each.pk) for each in some])
        return len(asked), sorted(found)

    take(entries[0], paper, editor)
    assert queries(entries) == (1, [str(entries[0].pk)])
    for each in entries[1:]:
        take(each, paper, editor)
    assert queries(entries) == (1, sorted(str(each.pk) for each in entries))


def test_two_rooms_do_not_offer_one_kind_of_draft():
    other = republishing.Drafter(places=lambda user, day: [], draft=lambda **said: None, drafts=lambda **said: {})
    with pytest.raises(republishing.AlreadyRegistered):
        republishing.register("story", other)
    republishing.register("story", republishing.drafter("story"))
