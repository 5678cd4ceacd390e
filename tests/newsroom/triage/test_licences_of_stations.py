"""The licence to take whole texts stands with the station: recorded whole, by whom and when, by those who may."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from newsroom.triage.models import Station
from tests import factories

NOW = datetime(2026, 7, 2, 3, 0, tzinfo=UTC)
WHOLE = {"licence_kind": "agreement", "licence_words": "05/TT-BTB", "licence_from": "2026-01-01", "licence_until": ""}
pytestmark = pytest.mark.django_db


def sent(client, station, **licence):
    url = reverse("newsroom_triage_stations:edit", args=[station.pk])
    same = {
        "feed": station.feed_id,
        "organisation": station.organisation_id,
        "channel": station.channel_id,
        "contact_name": "",
        "contact_phone": station.contact_phone,
        "contact_email": "",
    }
    with time_machine.travel(NOW, tick=False):
        answer = client.post(url, same | licence)
    station.refresh_from_db()
    return answer


def test_an_editor_records_a_licence_and_is_remembered_with_it(at_inbox, station, editor):
    assert sent(at_inbox, station, **WHOLE).status_code == 302
    assert station.licence.words == "Văn bản thỏa thuận: 05/TT-BTB"
    assert (station.licence.start, station.licence.until) == (date(2026, 1, 1), None)
    assert (station.licence_by, station.licence_at) == (editor, NOW)
    page = at_inbox.get(reverse("newsroom_triage_stations:edit", args=[station.pk])).content.decode()
    assert "Trần Thị Lan ghi lúc 10:00, 02/07/2026" in page


def test_another_change_of_the_station_leaves_the_name_of_who_recorded_it(at_inbox, enter, colleague, station, editor):
    sent(at_inbox, station, **WHOLE)
    station.contact_phone = "0227 3 831 000"
    sent(enter(colleague), station, **WHOLE)
    assert station.contact_phone == "0227 3 831 000"
    assert station.licence_by == editor
    sent(enter(colleague), station, **WHOLE | {"licence_until": "2027-01-01"})
    assert station.licence_by == colleague


def test_a_licence_can_be_taken_away_whole(at_inbox, station):
    sent(at_inbox, station, **WHOLE)
    sent(at_inbox, station, **dict.fromkeys(WHOLE, ""))
    assert station.licence is None
    assert (station.licence_by, station.licence_at) == (None, None)


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"licence_words": ""}, "licence_words", "Hãy ghi số văn bản thỏa thuận hoặc tên giấy phép."),
        ({"licence_words": "  "}, "licence_words", "Hãy ghi số văn bản thỏa thuận hoặc tên giấy phép."),
        ({"licence_from": ""}, "licence_from", "Hãy cho biết giấy phép có hiệu lực từ ngày nào."),
        ({"licence_until": "2026-01-01"}, "licence_until", "Ngày hết hiệu lực phải sau ngày có hiệu lực."),
        ({"licence_kind": ""}, "licence_kind", "Hãy chọn loại giấy phép, hoặc xóa trống các ô bên dưới."),
    ],
)
def test_half_a_licence_is_refused_by_field_and_nothing_is_lost(at_inbox, station, said, field, message):
    answer = sent(at_inbox, station, **WHOLE | said)
    assert answer.context["form"].errors[field] == [message]
    assert "2026-01-01" in answer.content.decode() or said.get("licence_from") == ""
    assert station.licence is None


def test_the_last_day_may_be_the_day_after_the_first(at_inbox, station):
    assert sent(at_inbox, station, **WHOLE | {"licence_until": "2026-01-02"}).status_code == 302
    assert station.licence.holds_on(date(2026, 1, 1))
    assert not station.licence.holds_on(date(2026, 1, 2))


@pytest.mark.parametrize("role", ["reporter", "officer", "planner"])
def test_who_may_not_change_stations_records_nothing(enter, station, role):
    client = enter(factories.user(role=role, organisation=factories.organisation()))
    sent(client, station, **WHOLE)
    assert station.licence is None


def test_a_stranger_is_asked_to_log_in(enter, station):
    assert "/login/" in sent(enter(), station, **WHOLE).url
    assert station.licence is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence_words": "05/TT-BTB"},
        {"licence_from": date(2026, 1, 1)},
        {"licence_at": NOW},
        {"licence_kind": "agreement", "licence_words": "05", "licence_from": date(2026, 1, 1)},
        {"licence_kind": "agreement", "licence_words": "05", "licence_at": NOW},
        {"licence_kind": "agreement", "licence_from": date(2026, 1, 1), "licence_at": NOW},
        {"licence_kind": "said", "licence_words": "05", "licence_from": date(2026, 1, 1), "licence_at": NOW},
        {
            "licence_kind": "open",
            "licence_words": "CC BY 4.0",
            "licence_from": date(2026, 1, 1),
            "licence_until": date(2026, 1, 1),
            "licence_at": NOW,
        },
    ],
)
def test_the_database_takes_no_licence_by_halves(station, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Station.objects.filter(pk=station.pk).update(**wrong)
