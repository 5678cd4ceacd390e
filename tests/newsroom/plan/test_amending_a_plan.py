"""Editing a plan's parts, and loading a plan from a file on the screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from newsroom.plan.models import Plan, Target
from tests import factories

from .test_loading_a_broken_plan import BROKEN, WHOLE, everything, ground, loaded
from .test_reading_a_plan import person, plan

pytestmark = pytest.mark.django_db
__all__ = ["ground", "plan"]


@pytest.fixture
def planner(client):
    user = person("planner")
    client.force_login(user)
    return user


def told(plan):
    entries = ModelLogEntry.objects.for_instance(plan).filter(action="newsroom.amend")
    return [entry.data["part"] for entry in entries]


def test_an_items_themes_are_changed_and_the_plan_tells_of_it(client, plan, planner):
    theme = factories.theme("Một cửa")
    item = plan.items.get()
    answer = client.post(reverse("plans:item", args=[item.pk]), {"title": "Thủ tục, một cửa", "themes": [theme.pk]})
    assert answer.url == reverse("plans:inspect", args=[plan.pk]) + "#muc-II.1.1"
    item.refresh_from_db()
    assert (item.title, item.themes.get()) == ("Thủ tục, một cửa", theme)
    assert told(plan) == ["II.1.1 Thủ tục, một cửa"]


def test_a_theme_out_of_use_stays_where_it_was_chosen_and_is_offered_nowhere_else(client, plan, planner):
    kept, gone = factories.theme(), factories.theme("Bỏ")
    type(kept).objects.update(is_active=False)
    form = client.get(reverse("plans:item", args=[plan.items.get().pk])).context["form"]
    assert kept in form.fields["themes"].queryset
    assert gone not in form.fields["themes"].queryset


def test_a_clauses_words_are_changed_and_its_label_is_not(client, plan, planner):
    clause = plan.clauses.get(label="IV.1.e")
    data = {"heading": "Đài", "text": "Khác", "channels": [], "label": "IV.9"}
    client.post(reverse("plans:clause", args=[clause.pk]), data)
    clause.refresh_from_db()
    assert (clause.heading, clause.text, clause.label) == ("Đài", "Khác", "IV.1.e")


def test_a_duty_needs_somebody_who_bears_it(client, plan, planner):
    assignment = plan.assignments.get()
    address = reverse("plans:assignment", args=[assignment.pk])
    assert client.post(address, {"summary": "Việc"}).status_code == 200
    assert client.post(address, {"summary": "Việc", "bearer_kinds": ["commune"]}).status_code == 302
    assignment.refresh_from_db()
    assert (assignment.summary, assignment.bearer_kinds, assignment.bearers.count()) == ("Việc", ["commune"], 0)


def test_who_reports_and_when_is_changed_within_the_days_of_every_month(client, plan, planner):
    duty = plan.reporting_duties.get()
    address = reverse("plans:duty", args=[duty.pk])
    data = {"bearer_kinds": ["commune"], "recipient": duty.recipient_id, "kinds": ["month"]}
    assert client.post(address, {**data, "due_day": 29}).status_code == 200
    assert client.post(address, {**data, "due_day": 28}).status_code == 302
    duty.refresh_from_db()
    assert (duty.due_day, duty.kinds, duty.via) == (28, ["month"], None)


def test_a_unit_sets_a_target_of_its_own_and_drops_it_again(client, plan, planner):
    add = reverse("plans:target_add", args=[plan.pk])
    data = {"quantity": 4, "measure": "works", "rhythm": "month"}
    assert client.post(add, data).status_code == 200  # for nothing in particular
    item = plan.items.get()
    answer = client.post(add, {**data, "item": item.pk})
    assert answer.url == reverse("plans:inspect", args=[plan.pk])
    target = Target.objects.get(quantity=4)
    assert (target.plan, target.item, target.origin) == (plan, item, None)
    assert "Chỉ tiêu đơn vị tự đặt" in client.get(answer.url).content.decode()
    client.post(reverse("plans:target_delete", args=[target.pk]))
    assert not Target.objects.filter(pk=target.pk).exists()


def test_an_item_of_another_plan_is_no_choice_for_a_duty(client, plan, planner):
    other = loaded(WHOLE.replace("174/KH-UBND", "175/KH-UBND")).items.get()
    assignment = plan.assignments.get()
    data = {"summary": "Việc", "bearer_kinds": ["commune"], "items": [other.pk]}
    assert client.post(reverse("plans:assignment", args=[assignment.pk]), data).status_code == 200
    assert other not in assignment.items.all()


def test_an_item_of_another_plan_is_no_choice_for_a_target(client, plan, planner):
    other = loaded(WHOLE.replace("174/KH-UBND", "175/KH-UBND")).items.get()
    data = {"quantity": 4, "measure": "works", "rhythm": "month", "item": other.pk}
    assert client.post(reverse("plans:target_add", args=[plan.pk]), data).status_code == 200
    assert not Target.objects.filter(quantity=4).exists()


def test_numbers_and_dates_of_the_plan_are_changed(client, plan, planner):
    data = {
        "number": "174/KH-UBND",
        "title": "Tên khác",
        "issuer": plan.issuer_id,
        "year": 2024,
        "in_force_from": "01/01/2024",
        "in_force_to": "31/12/2024",
        "regime": plan.regime_id,
    }
    assert client.post(reverse("plans:edit", args=[plan.pk]), data).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.in_force_to.isoformat()) == ("Tên khác", "2024-12-31")
    client.post(reverse("plans:edit", args=[plan.pk]), {**data, "in_force_to": "01/01/2024"})
    plan.refresh_from_db()
    assert plan.in_force_to.isoformat() == "2024-12-31"


def upload(client, written, **data):
    file = SimpleUploadedFile("ke-hoach.toml", written if isinstance(written, bytes) else written.encode())
    return client.post(reverse("plans:add"), {"file": file, **data})


def test_a_file_is_checked_first_then_loaded_as_it_was_checked(client, planner):
    answer = upload(client, WHOLE, check="1")
    assert answer.context["check"].is_new
    assert not Plan.objects.exists()
    form = answer.context["form"]
    data = {"checked": form["checked"].value(), "name": form["name"].value(), "load": "1"}
    answer = client.post(reverse("plans:add"), data)
    assert answer.url == reverse("plans:inspect", args=[Plan.objects.get().pk])
    entry = ModelLogEntry.objects.for_instance(Plan.objects.get()).get()
    assert (entry.user, entry.data["file"]) == (planner, "ke-hoach.toml")


def test_a_check_tells_what_would_change(client, planner, plan):
    before = everything()
    written = WHOLE.replace('"Nội dung"', '"Nội dung khác"').replace('label = "IV.2"', 'label = "IV.3"')
    check = upload(client, written.replace('clause = "IV.2"', 'clause = "IV.3"'), check="1").context["check"]
    assert (check.is_new, check.added, check.changed, check.removed) == (False, ("IV.3",), ("II.1",), ("IV.2",))
    assert everything() == before


@pytest.mark.parametrize("button", ["check", "load"])
@pytest.mark.parametrize("what", ["an unknown theme", "a syntax error", "no UTF-8"])
def test_a_broken_file_is_shown_with_its_line_and_nothing_changes(client, planner, plan, what, button):
    before = everything()
    answer = upload(client, BROKEN[what][0], **{button: "1"})
    line = int(BROKEN[what][1].partition(":")[0])
    assert f"dòng {line}" in answer.content.decode()
    assert [number for number, _text, is_it in answer.context["excerpt"] if is_it] == [line]
    assert everything() == before


def test_no_file_and_a_huge_one_are_refused(client, planner):
    assert "Hãy chọn tệp" in client.post(reverse("plans:add"), {"check": "1"}).content.decode()
    assert "quá lớn" in upload(client, b"#" * 2_000_001, check="1").content.decode()
