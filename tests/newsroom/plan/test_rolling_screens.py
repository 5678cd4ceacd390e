"""Sở Nội vụ makes the next plan and compares two plans on the screen; others read, strangers do not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.plan.models import Crosswalk, Plan
from tests import factories as make

from .test_loading_a_broken_plan import WHOLE, ground, loaded
from .test_reading_a_plan import person

pytestmark = pytest.mark.django_db
__all__ = ["ground"]


@pytest.fixture
def plan(ground):
    return loaded(WHOLE)


@pytest.fixture
def planner(client):
    user = person("planner")
    client.force_login(user)
    return user


def next_plan(plan):
    return reverse("plans:roll_over", args=[plan.pk])


def typed(plan, **changed):
    """What the form posts when nobody changes more than has to be said."""
    data = {
        "number": "12/KH-UBND",
        "title": "Kế hoạch năm 2025",
        "issuer": plan.issuer_id,
        "signed_by": "",
        "issued_on": "",
        "year": 2025,
        "in_force_from": "01/01/2025",
        "in_force_to": "01/01/2026",
    }
    for item in plan.items.all():
        data |= {
            f"item-{item.pk}-keep": "on",
            f"item-{item.pk}-title": item.title,
            f"item-{item.pk}-themes": [theme.pk for theme in item.themes.all()],
        }
    for number in range(3):
        data |= {f"new-{number}-{field}": "" for field in ("label", "title", "text")}
    return {**data, **changed}


def test_the_next_plan_is_proposed_a_year_on_and_made_in_one_go(client, plan, planner):
    head = client.get(next_plan(plan)).context["form"].head
    assert (head["year"].value(), head["in_force_from"].value(), head["number"].value()) == (
        2025,
        date(2025, 1, 1),
        None,
    )
    answer = client.post(next_plan(plan), typed(plan), follow=True)
    made = Plan.objects.get(year=2025)
    assert answer.redirect_chain[0][0] == reverse("plans:crosswalk", args=[made.pk, plan.pk])
    assert "Đã lập kế hoạch 12/KH-UBND (2025)" in answer.content.decode()
    assert [item.label for item in made.items.all()] == ["II.1.1"]
    reading = client.get(reverse("plans:inspect", args=[made.pk])).content.decode()
    assert "Dự thảo, chưa ban hành" in reading
    assert "Tiếp nối II.1.1 của 174/KH-UBND (2024)" in reading
    assert "Được tiếp nối bởi II.1.1" in client.get(reverse("plans:inspect", args=[plan.pk])).content.decode()


def test_sent_twice_it_leads_to_the_plan_that_was_made(client, plan, planner):
    client.post(next_plan(plan), typed(plan))
    for number in ("12/KH-UBND", "13/KH-UBND"):
        answer = client.post(next_plan(plan), typed(plan, number=number), follow=True)
        assert "đã được lập từ 174/KH-UBND (2024) trước đó" in answer.content.decode()
    assert Plan.objects.filter(year=2025).count() == 1
    assert "Đã có kế hoạch lập từ kế hoạch này" in client.get(next_plan(plan)).content.decode()


def test_a_new_item_and_other_themes_are_said_in_the_same_form(client, plan, planner):
    other, item = make.theme("Chính quyền số"), plan.items.get()
    data = typed(plan, **{f"item-{item.pk}-themes": [other.pk], f"item-{item.pk}-title": "Thủ tục cấp xã"})
    data |= {"new-0-label": "II.1.2", "new-0-title": "Số hóa", "new-0-text": "Số hóa hồ sơ", "new-0-themes": [other.pk]}
    client.post(next_plan(plan), data)
    made = Plan.objects.get(year=2025)
    assert [(item.label, item.title) for item in made.items.order_by("clause__position")] == [
        ("II.1.1", "Thủ tục cấp xã"),
        ("II.1.2", "Số hóa"),
    ]
    assert made.items.first().themes.get() == other


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": ""}, "Số, ký hiệu"),
        ({"in_force_from": "01/01/2024"}, "phải có hiệu lực sau ngày 01/01/2024"),
        ({"in_force_to": "01/01/2025"}, "hết hiệu lực trước khi có hiệu lực"),
        ({"new-1-label": "IV.2", "new-1-title": "Mới"}, "Nội dung mới cần mục này"),
        ({"new-1-label": "IV.2", "new-1-title": "Mới", "new-1-themes": ["theme"]}, "đã có mục “IV.2”"),
        ({"themes": []}, "Hãy chọn ít nhất một chủ đề"),
    ],
)
def test_a_mistake_is_named_nothing_is_lost_and_nothing_is_made(client, plan, planner, changed, said):
    item = plan.items.get()
    theme = make.theme("Chính quyền số")
    if "themes" in changed:
        changed = {f"item-{item.pk}-themes": []}
    changed = {key: [theme.pk] if value == ["theme"] else value for key, value in changed.items()}
    answer = client.post(next_plan(plan), typed(plan, title="Tên đã gõ", **changed))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert said in page
    assert "Tên đã gõ" in page
    assert Plan.objects.count() == 1


def test_a_number_that_another_plan_bears_is_told_beside_the_field(client, plan, planner):
    make.plan(2025, number="12/KH-UBND")
    answer = client.post(next_plan(plan), typed(plan))
    assert "number" in answer.context["form"].head.errors
    assert Plan.objects.count() == 2


@pytest.mark.parametrize("role", ["reporter", "editor", "analyst", "officer"])
def test_others_read_what_carries_on_what_and_make_and_change_nothing(client, plan, role):
    later = make.plan(2025, number="2/KH", items={"II.1.1": [make.theme()]})
    crosswalk = reverse("plans:crosswalk", args=[later.pk, plan.pk])
    client.force_login(person(role))
    assert client.get(reverse("plans:crosswalks", args=[later.pk])).status_code == 200
    assert client.get(crosswalk).status_code == 200
    assert b'type="submit" class="button"' not in client.get(crosswalk).content
    assert client.get(next_plan(plan)).status_code == 302
    assert client.post(next_plan(plan), typed(plan)).status_code == 302
    client.post(crosswalk, {f"old-{plan.items.get().pk}-none": "on"})
    assert not Crosswalk.objects.exists()
    assert Plan.objects.count() == 2


def test_a_stranger_is_sent_to_the_login(client, plan):
    for name, args in (("roll_over", [plan.pk]), ("crosswalks", [plan.pk]), ("crosswalk", [plan.pk, plan.pk])):
        assert "/admin/login/" in client.get(reverse(f"plans:{name}", args=args)).url


class TestCrosswalk:
    @pytest.fixture
    def later(self, plan):
        theme = plan.items.get().themes.get()
        return make.plan(2025, number="2/KH", items={"II.1.1": [theme], "II.1.2": [make.theme("Chính quyền số")]})

    def address(self, later, plan):
        return reverse("plans:crosswalk", args=[later.pk, plan.pk])

    def test_what_shares_themes_is_proposed_and_saved_by_a_person_only(self, client, plan, later, planner):
        answer = client.get(self.address(later, plan))
        assert "gợi ý theo chủ đề chung" in answer.content.decode()
        first, second = later.items.order_by("clause__position")
        assert answer.context["rows"][0]["new"].value() == [first.pk]
        assert not Crosswalk.objects.exists()
        old = plan.items.get().pk
        client.post(self.address(later, plan), {f"old-{old}-new": [first.pk, second.pk], f"old-{old}-note": "Tách"})
        rows = Crosswalk.objects.get().counterparts.all()
        assert {(row.old_id, row.new_id, row.note) for row in rows} == {
            (old, first.pk, "Tách"),
            (old, second.pk, "Tách"),
        }

    def test_no_counterpart_is_said_and_shown_and_what_nothing_became_is_new(self, client, plan, later, planner):
        client.post(self.address(later, plan), {f"old-{plan.items.get().pk}-none": "on"})
        answer = client.get(self.address(later, plan))
        assert answer.context["rows"][0]["none"].value() is True
        assert [item.label for item in answer.context["fresh"]] == ["II.1.1", "II.1.2"]

    def test_both_at_once_are_refused_and_nothing_is_lost(self, client, plan, later, planner):
        old, new = plan.items.get().pk, later.items.first().pk
        data = {f"old-{old}-new": [new], f"old-{old}-none": "on", f"old-{old}-note": "Đang gõ dở"}
        page = client.post(self.address(later, plan), data).content.decode()
        assert "chỉ giữ một trong hai" in page
        assert "Đang gõ dở" in page
        assert not Crosswalk.objects.exists()

    def test_what_is_left_open_is_told(self, client, plan, later, planner):
        answer = client.post(self.address(later, plan), {}, follow=True)
        assert "Còn 1 nội dung chưa đối chiếu" in answer.content.decode()

    def test_a_later_plan_is_no_earlier_one(self, client, plan, later, planner):
        assert client.get(self.address(plan, later)).status_code == 404

    def test_the_list_says_how_far_each_was_compared(self, client, plan, later, planner):
        page = client.get(reverse("plans:crosswalks", args=[later.pk])).content.decode()
        assert "Chưa đối chiếu" in page
        client.post(self.address(later, plan), {f"old-{plan.items.get().pk}-none": "on"})
        assert "Đã đối chiếu" in client.get(reverse("plans:crosswalks", args=[later.pk])).content.decode()
        assert "Chưa có kế hoạch nào có hiệu lực trước" in (
            client.get(reverse("plans:crosswalks", args=[plan.pk])).content.decode()
        )


def test_as_many_queries_for_many_items_as_for_few(client, plan, planner):
    later = make.plan(2025, number="2/KH", items={"II.1.1": [make.theme()]})

    def queries():
        counts = []
        for address in (
            next_plan(plan),
            reverse("plans:crosswalk", args=[later.pk, plan.pk]),
            reverse("plans:crosswalks", args=[later.pk]),
            reverse("plans:inspect", args=[plan.pk]),
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
        return counts

    client.post(
        reverse("plans:crosswalk", args=[later.pk, plan.pk]),
        {f"old-{plan.items.get().pk}-new": [later.items.get().pk]},
    )
    few = queries()
    for number in range(4):
        themes = [make.theme(f"Chủ đề {number}")]
        old = make.plan_item(plan, f"II.9.{number}", themes, position=50 + number)
        new = make.plan_item(later, f"II.9.{number}", themes, position=50 + number)
        crosswalk = Crosswalk.objects.get()
        crosswalk.counterparts.create(old=old, new=new)
    assert queries() == few
    assert max(few) < 30
