"""What a reader gets: the page, its data for machines, the outlet's feed and the content API. Nothing unescaped."""

import io
import json
import re

import feedparser
import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model

from newsroom.stories.models import StoryPage
from tests import factories

EVIL = '</script><img src=x onerror="alert(1)">'


@pytest.fixture
def picture(db):
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), (120, 40, 40)).save(out, "JPEG")
    return get_image_model().objects.create(
        title="Ảnh", credit=f"Ảnh: {EVIL}", file=ContentFile(out.getvalue(), "anh.jpg"), width=1200, height=800
    )


@pytest.fixture
def story(house, picture):
    other = factories.story(house, "Tin liên quan đã gỡ", themes=[factories.theme("Chủ đề khác")], live=True)
    shown = factories.story(house, "Tin liên quan", themes=[factories.theme("Chủ đề khác")], live=True)
    other.unpublish()
    table = {
        "data": [["Huyện", "Hồ sơ"], ["Vũ Thư", EVIL]],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": "Kết quả",
    }
    return factories.story(
        house,
        f"Đẩy mạnh cải cách {EVIL}",
        lead=f"Lời dẫn {EVIL}",
        byline=f"Hoa {EVIL}",
        source_name=f"Nguồn {EVIL}",
        source_url="https://example.vn/tin",
        genre="reportage",
        themes=[factories.theme()],
        live=True,
        body=[
            ("paragraph", "<h2>Đúng hẹn</h2><p>Thân bài</p>"),
            ("figure", {"image": picture, "alt": f"Người dân {EVIL}", "caption": f"Chú thích {EVIL}"}),
            ("quote", {"text": f"Tôi hài lòng {EVIL}", "speaker": f"Bà H. {EVIL}"}),
            ("table", table),
            ("related", [other, shown]),
        ],
    )


@pytest.fixture
def html(client, story):
    response = client.get(story.url)
    assert response.status_code == 200
    return response.content.decode()


def test_everything_that_was_written_is_there(html):
    for words in ["Đẩy mạnh cải cách", "Lời dẫn", "Hoa", "Phóng sự", "Đúng hẹn", "Chú thích", "Tôi hài lòng", "Bà H."]:
        assert words in html, words
    assert 'rel="external noopener"' in html
    assert "Cải cách thủ tục hành chính" in html


def test_nothing_that_was_typed_runs(html):
    assert EVIL not in html
    assert "<img src=x" not in html


def test_a_picture_has_its_size_and_its_text(html):
    tag = re.search(r"<picture>.*?</picture>", html, re.DOTALL)[0]
    assert 'width="960"' in tag
    assert 'height="640"' in tag
    assert "Người dân &lt;/script&gt;" in tag
    assert 'type="image/webp"' in tag


def test_a_table_says_which_cells_are_heads(html):
    assert '<th scope="col"' in html
    assert '<th scope="row"' in html
    assert "<caption>Kết quả</caption>" in html


def test_only_live_stories_are_linked(html):
    assert ">Tin liên quan</a>" in html
    assert "đã gỡ" not in html


def test_machines_read_a_news_article(html, story):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == story.title
    assert data["author"]["name"] == story.byline
    assert data["publisher"]["name"] == story.outlet.title
    assert data["datePublished"] == story.first_published_at.isoformat()
    assert data["image"].startswith("http")


def test_a_picture_without_alternative_text_is_refused(picture):
    block = StoryPage.body.field.stream_block.child_blocks["figure"]
    value = block.to_python({"image": picture.pk, "alt": "", "caption": ""})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {"alt"}


def test_the_outlets_feed_lists_its_live_stories_only(client, story, house, other_house):
    factories.story(house, "Bản nháp", themes=[factories.theme()])
    factories.story(other_house, "Tin của cổng", themes=[factories.theme()], live=True)
    response = client.get(f"/{house.slug}/rss.xml")
    assert response["Content-Type"].startswith("application/rss+xml")
    feed = feedparser.parse(io.BytesIO(response.content))
    assert not feed.bozo
    titles = [entry.title for entry in feed.entries]
    assert titles[0] == story.title
    assert "Bản nháp" not in titles
    assert "Tin của cổng" not in titles
    assert "Tin liên quan đã gỡ" not in titles
    assert feed.entries[0].tags[0].term == "Cải cách thủ tục hành chính"
    assert client.get("/khong-co/rss.xml").status_code == 404


def test_the_feed_costs_no_more_queries_for_more_stories(client, story, house):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{house.slug}/rss.xml")
        return len(queries)

    cost()
    few = cost()
    for _ in range(5):
        factories.story(house, themes=[factories.theme()], live=True)
    assert cost() == few


def test_the_content_api_tells_the_story(client, story):
    data = client.get(f"/api/v2/pages/{story.pk}/").json()
    assert data["lead"] == story.lead
    assert data["genre"] == "reportage"
    assert data["themes"] == ["Cải cách thủ tục hành chính"]
    assert data["printed_byline"] == story.byline
    assert [block["type"] for block in data["body"]] == ["paragraph", "figure", "quote", "table", "related"]
    found = client.get("/api/v2/pages/?type=newsroom_stories.StoryPage&fields=tone").json()
    assert found["meta"]["total_count"] == 2


def test_a_draft_is_not_shown_to_readers(client, house):
    draft = factories.story(house, "Bản nháp", themes=[factories.theme()])
    assert client.get(draft.url).status_code == 404
