"""A story becomes a number: written by a reporter, approved by the outlet's editor, counted in its quarter."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from newsroom.coverage.models import CoverageRecord
from newsroom.stories.models import StoryPage
from newsroom.themes.models import Theme

from .conftest import Q2, Q3, at, row, statement

pytestmark = pytest.mark.django_db


def form(title, themes, **fields):
    """The story form as the browser sends it."""
    flat = nested_form_data(
        {
            "title": title,
            "slug": "",
            "lead": "Người dân nộp hồ sơ từ nhà.",
            "body": streamfield([("paragraph", rich_text("<p>Nội dung.</p>"))]),
            "genre": "brief",
            "tone": "commend",
            "byline": "",
            "source_name": "",
            "source_url": "",
            "same_work_as": "",
            "channel": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **fields,
        }
    )
    return {**flat, "themes": [str(theme.pk) for theme in themes], "about": []}


def add_address(outlet):
    return f"/admin/pages/add/newsroom_stories/storypage/{outlet.pk}/"


def themes(*slugs):
    return list(Theme.objects.filter(slug__in=slugs))


@pytest.fixture
def written(province):
    """A story sent for approval by the newspaper's reporter on 2 May."""
    with at(2024, 5, 2, 9, 0):
        reporter = province.browser("pv.bao")
        data = form("Hồ sơ đi đường mạng", themes("dich-vu-cong-truc-tuyen"))
        answer = reporter.post(add_address(province.outlets["bao"]), {**data, "action-submit": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    return StoryPage.objects.get(title="Hồ sơ đi đường mạng")


def approve(client, page):
    state = page.current_workflow_state.current_task_state
    return client.post(
        f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {"next": "/admin/", "comment": ""}
    )


def test_a_story_is_counted_in_the_quarter_in_which_its_editor_published_it(province, analyst, written):
    with at(2024, 5, 2, 10, 0):
        before = statement(analyst)
        assert approve(province.browser("btv.bao"), written).status_code == 302
        after = statement(analyst)
    served = [entry["label"] for entry in after["rows"] if entry["appearances"] == 1]
    assert before["total"]["appearances"] == 0
    assert (after["total"]["appearances"], after["total"]["works"]) == (1, 1)
    assert "II.1.4" in served
    assert row(after, "II.1.4")["by_organisation"]["bao-thai-binh"]["appearances"] == 1


def test_a_reporter_cannot_publish_and_another_outlet_s_editor_cannot_approve(province, analyst, written):
    with at(2024, 5, 2, 10, 0):
        data = form("Đăng thẳng", themes("mot-cua"))
        province.browser("pv.bao").post(add_address(province.outlets["bao"]), {**data, "action-publish": "1"})
        approve(province.browser("btv.dai"), written)
        assert not StoryPage.objects.filter(live=True).exists()
        assert statement(analyst)["total"]["appearances"] == 0


@pytest.mark.parametrize(
    ("moment", "address", "other"),
    [((2024, 6, 14, 23, 59), Q2, Q3), ((2024, 6, 15, 0, 1), Q3, Q2)],
)
def test_the_minute_before_midnight_of_14_june_and_the_minute_after_fall_into_two_quarters(
    province, analyst, moment, address, other
):
    with at(*moment):
        editor = province.browser("btv.bao")
        data = form("Tin lúc nửa đêm", themes("mot-cua"))
        answer = editor.post(add_address(province.outlets["bao"]), {**data, "action-publish": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        assert statement(analyst, address)["total"]["appearances"] == 1
        assert statement(analyst, other)["total"]["appearances"] == 0


def test_unpublishing_takes_it_out_of_the_count_and_the_ledger_keeps_it(province, analyst, written):
    editor = province.browser("btv.bao")
    with at(2024, 5, 2, 10, 0):
        approve(editor, written)
    with at(2024, 5, 20, 8, 0):
        editor.post(f"/admin/pages/{written.pk}/unpublish/", {"next": "/admin/"})
        assert statement(analyst)["total"]["appearances"] == 0
    record = CoverageRecord.objects.get()
    assert record.withdrawn_at is not None
    assert record.withdrawn_by.username == "btv.bao"


def test_publishing_again_after_an_edit_neither_counts_twice_nor_moves_the_day(province, analyst, written):
    editor = province.browser("btv.bao")
    with at(2024, 5, 2, 10, 0):
        approve(editor, written)
    with at(2024, 7, 1, 10, 0):
        data = form("Hồ sơ đi đường mạng (bổ sung)", themes("dich-vu-cong-truc-tuyen"), slug=written.slug)
        answer = editor.post(f"/admin/pages/{written.pk}/edit/", {**data, "action-publish": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        assert statement(analyst, Q2)["total"]["appearances"] == 1
        assert statement(analyst, Q3)["total"]["appearances"] == 0
    assert CoverageRecord.objects.get().title == "Hồ sơ đi đường mạng (bổ sung)"


def test_a_work_in_three_outlets_is_three_appearances_and_one_work(province, analyst, written):
    with at(2024, 5, 2, 10, 0):
        approve(province.browser("btv.bao"), written)
    for username, outlet in (("btv.cong", "cong"), ("btv.dai", "dai")):
        with at(2024, 5, 4, 10, 0):
            data = form("Hồ sơ đi đường mạng", themes("dich-vu-cong-truc-tuyen"), same_work_as=str(written.pk))
            answer = province.browser(username).post(
                add_address(province.outlets[outlet]), {**data, "action-publish": "1"}
            )
            assert answer.status_code == 302, answer.context["form"].errors
    total = statement(analyst)["total"]
    assert (total["appearances"], total["works"]) == (3, 1)


def test_publication_asks_for_a_theme_and_loses_nothing(province, analyst):
    with at(2024, 5, 2, 10, 0):
        editor = province.browser("btv.bao")
        data = form("Chưa rõ chủ đề", [])
        answer = editor.post(add_address(province.outlets["bao"]), {**data, "action-publish": "1"})
        assert answer.status_code == 200
        assert "themes" in answer.context["form"].errors
        assert "Chưa rõ chủ đề" in answer.content.decode()
        outside = editor.post(
            add_address(province.outlets["bao"]), {**data, "outside_cchc": "on", "action-publish": "1"}
        )
        assert outside.status_code == 302, outside.context["form"].errors
        assert StoryPage.objects.get(title="Chưa rõ chủ đề").live
        assert statement(analyst)["total"]["appearances"] == 0
