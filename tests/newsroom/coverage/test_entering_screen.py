"""Entering by hand what is no page."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from newsroom.coverage.forms import LengthField
from newsroom.coverage.models import CoverageRecord
from newsroom.periods import period
from tests import factories as make

pytestmark = pytest.mark.django_db
ENTER = "/admin/so-theo-doi/nhap/"


@pytest.fixture(autouse=True)
def mid_june():
    with time_machine.travel(datetime(2024, 6, 14, 16, 59, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def paper():
    return make.organisation()


@pytest.fixture
def enter(client, paper):
    """Open the form as an editor of the newspaper (or as someone else) and send it."""

    def send(user=None, key=None, **fields):
        client.force_login(user or make.user(role="editor", organisation=paper))
        form = client.get(ENTER).context["form"]
        data = {
            "organisation": paper.pk,
            "channel": make.channel("pano", unit="copy").pk,
            "day": "14/06/2024",
            "title": "Pano tại chợ  Bo",
            "quantity": "6",
            "tone": "commend",
            "evidence": "Biên bản số 12",
            "key": key or form["key"].value(),
            **fields,
        }
        return client.post(ENTER, data)

    return send


def errors(response):
    assert response.status_code == 200
    return set(response.context["form"].errors)


def test_it_becomes_a_record_that_counts(enter, paper):
    theme, about = make.theme(), make.organisation("Huyện Vũ Thư", kind="district")
    user = make.user("bien-tap", role="editor", organisation=paper)
    response = enter(user, themes=[theme.pk], about=[about.pk], persons="300", copies="500", seconds="5:30")
    record = CoverageRecord.objects.get()
    assert response["Location"] == f"/admin/so-theo-doi/{record.pk}/"
    assert (record.source, record.title, record.day) == ("manual", "Pano tại chợ Bo", date(2024, 6, 14))
    assert (record.quantity, record.persons, record.copies, record.seconds) == (6, 300, 500, 330)
    assert (record.tone, record.evidence, record.recorded_by) == ("commend", "Biên bản số 12", user)
    assert (list(record.themes.all()), list(record.about.all())) == ([theme], [about])
    assert CoverageRecord.objects.standing().during(period(2024, "quy-2")).get() == record


def test_sent_twice_it_is_one_record(enter, paper):
    user = make.user(role="editor", organisation=paper)
    enter(user, key="0" * 32)
    enter(user, key="0" * 32)
    assert CoverageRecord.objects.count() == 1
    enter(user)
    assert CoverageRecord.objects.count() == 2


def test_nobody_overwrites_what_anothers_form_recorded(enter, paper):
    enter(make.user(role="editor", organisation=paper), key="0" * 32)
    enter(make.user(role="editor", organisation=paper), key="0" * 32, title="Khác")
    assert set(CoverageRecord.objects.values_list("title", flat=True)) == {"Pano tại chợ Bo", "Khác"}


def test_one_can_stay_for_the_next(enter):
    assert enter(another="1")["Location"] == ENTER


def test_it_can_be_another_appearance_of_a_work(enter):
    story = make.record()
    enter(same_work_as=story.pk)
    assert CoverageRecord.objects.get(title="Pano tại chợ Bo").work == story.work


@pytest.mark.parametrize("field", ["evidence", "title", "organisation", "channel", "day", "quantity"])
def test_what_is_mandatory(enter, field):
    assert errors(enter(**{field: ""})) == {field}
    assert not CoverageRecord.objects.exists()


@pytest.mark.parametrize(("day", "is_refused"), [("14/06/2024", False), ("15/06/2024", True)])
def test_a_day_that_has_not_come_is_refused(enter, day, is_refused):
    response = enter(day=day)
    assert (errors(response) == {"day"}) if is_refused else response.status_code == 302


@pytest.mark.parametrize("wrong", [{"quantity": "0"}, {"persons": "-1"}, {"seconds": "năm phút"}, {"seconds": "1:75"}])
def test_nonsense_is_refused(enter, wrong):
    assert errors(enter(**wrong)) == set(wrong)


def test_the_organisation_must_have_existed_on_that_day(enter):
    gone = make.organisation("Sở cũ", kind="department", valid_to=date(2024, 6, 1))
    planner = make.user(role="planner", organisation=make.organisation("Sở Nội vụ", kind="department"))
    assert errors(enter(planner, organisation=gone.pk, day="01/06/2024")) == {"organisation"}
    assert enter(make.user(is_superuser=True), organisation=gone.pk, day="31/05/2024").status_code == 302


@pytest.mark.parametrize("role", ["analyst", "planner"])
def test_the_departments_enter_for_any_organisation(enter, role):
    user = make.user(role=role, organisation=make.organisation("Sở", kind="department"))
    assert enter(user).status_code == 302


def test_an_editor_enters_for_the_own_outlet_only(enter):
    colleague = make.user(role="editor", organisation=make.organisation("Cổng tỉnh", kind="portal"))
    assert errors(enter(colleague)) == {"organisation"}
    assert not CoverageRecord.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "officer"])
def test_reporters_and_officers_do_not_enter(client, paper, role):
    client.force_login(make.user(role=role, organisation=paper))
    assert client.get(ENTER).status_code == 302
    assert client.post(ENTER, {}).status_code == 302
    assert ENTER not in client.get("/admin/so-theo-doi/").content.decode()


def test_the_one_outlet_of_an_editor_is_chosen_already(client, paper):
    client.force_login(make.user(role="editor", organisation=paper))
    assert client.get(ENTER).context["form"]["organisation"].value() == paper.pk


@pytest.mark.parametrize(
    ("typed", "seconds"), [("", 0), ("5", 300), ("5:30", 330), (" 0:45 ", 45), ("90", 5400), (330, 330)]
)
def test_lengths_are_minutes_or_minutes_and_seconds(typed, seconds):
    assert LengthField().clean(typed) == seconds


@pytest.mark.parametrize(("seconds", "shown"), [(330, "5:30"), (300, "5"), (0, ""), (65, "1:05")])
def test_lengths_are_shown_as_they_are_typed(seconds, shown):
    assert LengthField().prepare_value(seconds) == shown
