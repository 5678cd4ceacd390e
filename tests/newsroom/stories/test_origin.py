"""A story that is somebody else's says so: on its form where nothing of it can be changed, and to readers."""

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.coverage.republishing import Original
from newsroom.stories.actions import draft_from
from newsroom.stories.models import StoryOrigin, StoryPage
from newsroom.stories.rendering import paragraphs
from tests import factories

AT = datetime(2024, 6, 12, 2, tzinfo=UTC)
LINK = "https://vuthu.example/tin/1?a=1&b=2"
pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(house, editor):
    """A draft of what a station sent, with a published date to the minute."""

    def _taken(**fields):
        said = {
            "source": "entry",
            "source_key": "7",
            "title": "Vũ Thư trả hồ sơ <đúng hẹn>",
            "voice": "Đài Truyền thanh huyện Vũ Thư",
            "url": LINK,
            "author": "Hồng Nhung",
            "published_at": datetime(2024, 6, 11, 7, 30, tzinfo=UTC),
            "precision": "minute",
            "excerpt": "Xã Minh Quang trả hồ sơ đúng hẹn.",
            "theme_ids": frozenset({factories.theme().pk}),
        }
        draft_from(original=Original(**said | fields), place=house.pk, by=editor, at=AT)
        return StoryPage.objects.get()

    return _taken


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_form_shows_whose_it_is_and_offers_no_field_for_it(taken, at_desk, editor):
    answer = at_desk(editor).get(edit(taken()))
    html = answer.content.decode()
    for words in ("Nguồn gốc", "Đài Truyền thanh huyện Vũ Thư", "Hồng Nhung", "14:30", "Chỉ lấy một đoạn trích ngắn"):
        assert words in html, words
    assert "https://vuthu.example/tin/1?a=1&amp;b=2" in html
    assert not {"source_name", "source_url", "origin"} & {*answer.context["form"].fields}


def test_a_story_of_ones_own_has_no_such_panel_and_names_its_source_freely(house, at_desk, editor, posted):
    own = factories.story(house)
    answer = at_desk(editor).get(edit(own))
    assert "data-origin" not in answer.content.decode()
    assert "source_name" in answer.context["form"].fields
    at_desk(editor).post(edit(own), posted(source_name="TTXVN", slug=own.slug))
    own.refresh_from_db()
    assert own.get_latest_revision_as_object().source_name == "TTXVN"


def test_what_is_sent_for_locked_fields_changes_nothing(taken, at_desk, editor, posted):
    page = taken()
    sent = posted(
        title="Tiêu đề của báo",
        slug=page.slug,
        source_name="Nguồn khác",
        source_url="https://khac.example/",
        origin="",
        themes=[factories.theme().pk],
        **{"action-publish": "1"},
    )
    at_desk(editor).post(edit(page), sent)
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Tiêu đề của báo")
    assert (page.source_name, page.source_url) == ("Đài Truyền thanh huyện Vũ Thư", LINK)
    assert (page.origin.title, page.origin.url) == ("Vũ Thư trả hồ sơ <đúng hẹn>", LINK)


def test_a_reader_sees_after_whom_with_the_link(taken, client):
    page = taken()
    page.latest_revision.publish()
    html = client.get(StoryPage.objects.get().url).content.decode()
    assert "Theo Đài Truyền thanh huyện Vũ Thư" in html
    assert 'href="https://vuthu.example/tin/1?a=1&amp;b=2" rel="external noopener"' in html
    assert "Đọc bài gốc" in html
    assert "Hồng Nhung" in html
    assert "bien-tap-vien" not in html
    data = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["isBasedOn"] == LINK
    assert data["author"]["name"] == "Hồng Nhung"


def test_without_author_and_link_nobody_else_is_named(taken, client, editor):
    page = taken(author="", url="")
    page.latest_revision.publish()
    html = client.get(StoryPage.objects.get().url).content.decode()
    assert "Theo Đài Truyền thanh huyện Vũ Thư" in html
    assert "bài gốc" not in html
    assert StoryPage.objects.get().printed_byline == ""


def test_nothing_from_outside_runs(taken, client):
    evil = '<p onclick="x()">Chào</p><img src=x onerror="alert(1)"><a href="javascript:alert(1)">bấm</a>'
    page = taken(title=f"Tin {evil}", voice=evil, author=evil, excerpt=evil, text=evil, licence=evil, url=LINK)
    page.latest_revision.publish()
    html = client.get(StoryPage.objects.get().url).content.decode()
    assert "<img src=x" not in html
    assert "<p onclick" not in html
    assert 'href="javascript' not in html


def test_a_copy_of_the_page_is_somebody_elses_too(taken, house, editor):
    page = taken()
    copy = page.copy(to=house, update_attrs={"slug": "ban-sao"}, user=editor)
    assert copy.specific.origin == page.origin


def test_a_former_revision_brings_no_other_origin_back(taken, editor):
    page = taken()
    page.save_revision(user=editor)
    first = page.revisions.order_by("pk").first().as_object()
    assert first.origin == page.origin


def test_the_feed_of_the_outlet_names_authors_without_asking_once_for_each(house, client, editor):
    def publish(number):
        said = {"source": "entry", "source_key": str(number), "voice": "Đài", "author": f"Tác giả {number}"}
        original = Original(title=f"Tin {number}", theme_ids=frozenset({factories.theme().pk}), **said)
        draft_from(original=original, place=house.pk, by=editor, at=AT)
        StoryPage.objects.get(origin__source_key=str(number)).latest_revision.publish()

    publish(1)
    with CaptureQueriesContext(connection) as one:
        client.get(f"/{house.slug}/rss.xml")
    for number in range(2, 6):
        publish(number)
    with CaptureQueriesContext(connection) as many:
        assert "Tác giả 5" in client.get(f"/{house.slug}/rss.xml").content.decode()
    assert len(many) <= len(one)


@pytest.mark.parametrize(
    "wrong",
    [
        {"voice": ""},
        {"title": ""},
        {"source_key": ""},
        {"published_at": None},
        {"precision": "unknown"},
        {"precision": "second"},
    ],
)
def test_the_database_takes_no_origin_that_says_nothing(taken, wrong):
    taken()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryOrigin.objects.update(**wrong)


def test_the_database_takes_one_original_once_for_an_outlet(taken):
    origin = taken().origin
    origin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        origin.save(force_insert=True)


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('<p>A <b>đậm</b> <a href="/x" onclick="y()">l</a></p>', ["<b>đậm</b>", '<a href="https://a.vn/x">l</a>']),
        ("<table><tr><th>Xã</th><td>91%</td></tr></table><p>Sau</p>", ["Xã 91%", "Sau"]),
        ("<dl><dt>Một</dt><dd>Hai</dd></dl><h4>Bốn</h4>", ["Một</p>", "Hai</p>", "Bốn</h3>"]),
        ("<ul><li>Một<ul><li>Hai</li></ul></li></ul>", ["<ul><li", "Hai</li>"]),
        ("<blockquote><p>Trích</p></blockquote><pre>x = 1</pre><hr>", ["Trích</p>", "x = 1</p>", "<hr/>"]),
        ("Chỉ có chữ & số 1 < 2", ["Chỉ có chữ &amp; số 1 &lt; 2"]),
        ("Mã &lt;b&gt; trong bài", ["trong bài"]),
    ],
)
def test_a_foreign_text_becomes_what_a_paragraph_may_hold(markup, kept):
    made = paragraphs(markup, "https://a.vn/")
    for words in kept:
        assert words in made, made


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="https://a.vn/a.jpg" alt="ảnh"></figure>',
        "<script>alert(1)</script>",
        "<p>&nbsp;</p>",
        "",
        '<p><img src="data:image/png;base64,AA"></p>',
    ],
)
def test_of_what_holds_no_words_nothing_is_left(markup):
    assert paragraphs(markup, "https://a.vn/") == ""


def test_what_is_kept_runs_nowhere():
    evil = (
        '<p style="x" onmouseover="y()">Một</p><iframe src="//a.vn"></iframe><a href="javascript:alert(1)">hai</a>'
        '<embed embedtype="image" id="1"><a linktype="page" id="3">ba</a><svg onload="z()"></svg>'
    )
    made = paragraphs(evil, "https://a.vn/")
    assert "Một" in made
    assert not [word for word in ("onmouseover", "iframe", "javascript", "embed", "linktype", "svg") if word in made]
