"""Stations have somebody to ask, are reminded once however often the button is pressed, and the log keeps it all."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feeds.models import Feed
from newsroom.triage import actions
from newsroom.triage.models import Reminder, Station
from tests import factories

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture
def station(make_station):
    station = make_station()
    told = {"failures": 3, "failing_since": NOW - timedelta(days=2), "last_problem": "http_status: 404"}
    Feed.objects.filter(pk=station.feed_id).update(last_attempt_at=NOW, **told)
    contact = {"contact_name": "Chị Hoa", "contact_email": "hoa@vuthu.example", "contact_phone": "0227 123 456"}
    Station.objects.filter(pk=station.pk).update(**contact)
    return Station.objects.select_related("feed", "organisation").get()


def remind(station, by, way="mail", key=None, text="Mong đơn vị kiểm tra."):
    return actions.remind(station=station, text=text, way=way, key=key or uuid4(), by=by, at=NOW)


def address(station):
    return reverse("newsroom_triage:remind", args=[station.pk])


class TestReminding:
    def test_sends_the_letter_and_writes_down_who_whom_when_and_what(self, station, editor):
        reminder = remind(station, editor)
        [letter] = mail.outbox
        assert (letter.to, letter.body) == (["hoa@vuthu.example"], "Mong đơn vị kiểm tra.")
        assert letter.reply_to == [editor.email] if editor.email else letter.reply_to == []
        assert station.organisation.label in letter.subject
        assert (reminder.by, reminder.whom, reminder.at) == (editor, "Chị Hoa, hoa@vuthu.example", NOW)
        assert (reminder.state, reminder.problem) == ("failing", "")

    def test_twice_with_one_key_is_one_letter(self, station, editor, colleague):
        key = uuid4()
        assert remind(station, editor, key=key) == remind(station, colleague, key=key)
        assert (len(mail.outbox), Reminder.objects.count()) == (1, 1)

    def test_by_telephone_sends_nothing(self, station, editor):
        assert remind(station, editor, way="phone").whom == "Chị Hoa, 0227 123 456"
        assert mail.outbox == []

    def test_keeps_what_was_said_when_the_letter_cannot_be_sent(self, station, editor, monkeypatch):
        from newsroom.triage.actions import reminding

        def refuse(self):
            raise SMTPRecipientsRefused({})

        monkeypatch.setattr(reminding.EmailMessage, "send", refuse)
        assert remind(station, editor).problem.startswith("SMTPRecipientsRefused")
        assert Reminder.objects.get().text == "Mong đơn vị kiểm tra."

    def test_needs_an_address_and_a_word(self, station, editor):
        with pytest.raises(actions.NothingSaid):
            remind(station, editor, text=" ")
        station.contact_email = ""
        with pytest.raises(actions.NobodyToRemind):
            remind(station, editor)
        assert not Reminder.objects.exists()

    def test_begins_with_what_is_the_matter(self, station):
        letter = actions.proposal(station=station, at=NOW)
        assert letter.startswith("Kính gửi Chị Hoa,")
        assert station.feed.url in letter
        assert "Không có gì ở địa chỉ này." in letter

    def test_names_no_trouble_where_there_is_none(self, station):
        Feed.objects.update(failures=0, last_problem="", failing_since=None, last_change_at=NOW, next_due_at=NOW)
        station.feed.refresh_from_db()
        assert station.feed.state(NOW) == "ok"
        assert f"{station.feed.url}\n\nMong đơn vị" in actions.proposal(station=station, at=NOW)

    def test_the_database_refuses_a_reminder_without_a_word(self, station, editor):
        reminder = remind(station, editor)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.filter(pk=reminder.pk).update(text="")


class TestTheScreen:
    def post(self, client, station, **data):
        told = {"way": "mail", "text": "Mong đơn vị kiểm tra.", "key": uuid4(), **data}
        return client.post(address(station), told, follow=True).content.decode()

    def test_shows_contact_trouble_and_log(self, station, editor, enter):
        remind(station, editor, way="phone", text="Chị Hoa hứa sửa trong ngày")
        html = enter(editor).get(address(station)).content.decode()
        for words in ("Chị Hoa", "tel:0227 123 456", "đang lỗi", "Kính gửi Chị Hoa", "hứa sửa trong ngày", "gọi điện"):
            assert words in html

    def test_a_colleague_of_another_outlet_reminds_too(self, station, colleague, enter):
        assert "Đã gửi thư và ghi vào sổ." in self.post(enter(colleague), station)
        assert Reminder.objects.get().by == colleague

    def test_pressed_twice_reminds_once(self, station, editor, enter):
        client, key = enter(editor), uuid4()
        self.post(client, station, key=key)
        self.post(client, station, key=key)
        assert (len(mail.outbox), Reminder.objects.count()) == (1, 1)

    def test_without_an_address_says_so_and_keeps_the_words(self, station, editor, enter):
        Station.objects.update(contact_email="")
        html = self.post(enter(editor), station, text="Nội dung dài đã viết")
        assert "Chưa có địa chỉ thư điện tử" in html
        assert "Nội dung dài đã viết" in html
        assert not Reminder.objects.exists()

    def test_empty_says_that_nobody_was_reminded(self, make_station, editor, enter):
        html = enter(editor).get(address(make_station())).content.decode()
        assert "Chưa nhắc đơn vị này lần nào." in html
        assert "Chưa ghi người liên hệ." in html

    def test_a_planner_reads_the_log_and_reminds_nobody(self, station, enter):
        office = factories.organisation("Sở Nội vụ", kind="department")
        client = enter(factories.user(role="planner", organisation=office))
        assert "Nhắc và ghi vào sổ" not in client.get(address(station)).content.decode()
        assert "Chỉ người được sửa nguồn tin" in self.post(client, station)
        assert not Reminder.objects.exists()

    def test_others_are_turned_away(self, station, enter):
        reporter = enter(factories.user(role="reporter", organisation=factories.organisation()))
        assert reporter.get(address(station)).url == "/admin/"
        assert reporter.post(address(station)).url == "/admin/"
        assert "/login/" in enter().get(address(station)).url
        assert not Reminder.objects.exists()

    def test_a_station_that_is_not_there_is_not_found(self, editor, enter):
        assert enter(editor).get(reverse("newsroom_triage:remind", args=[999999])).status_code == 404


class TestTheRegister:
    def test_names_the_contact_and_the_last_reminder(self, station, editor, enter):
        remind(station, editor, way="phone")
        html = enter(editor).get(reverse("newsroom_triage_stations:index")).content.decode()
        assert "Chị Hoa" in html
        assert f"đã nhắc ngày {timezone.localtime(NOW):%d/%m/%Y}" in html
        assert address(station) in html

    def test_asks_the_database_as_often_for_many_as_for_one(self, station, make_station, editor, enter):
        client = enter(editor)

        def asked(name):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            return len(queries)

        for name in ("newsroom_triage_stations:index", "feeds_health:index"):
            asked(name)
            few = asked(name)
            for number in range(4):
                make_station(f"Đài {name} {number}")
            assert asked(name) == few

    def test_health_offers_to_remind_those_who_may(self, station, editor, enter):
        assert address(station) in enter(editor).get(reverse("feeds_health:index")).content.decode()
        reader = factories.user("chi-xem", admin=True)
        from django.contrib.auth.models import Permission

        reader.user_permissions.add(Permission.objects.get(codename="view_feed"))
        html = enter(reader).get(reverse("feeds_health:index")).content.decode()
        assert station.feed.title in html
        assert address(station) not in html

    def test_takes_a_contact_in_its_form(self, station, editor, enter):
        edit = reverse("newsroom_triage_stations:edit", args=[station.pk])
        told = {"feed": station.feed_id, "organisation": station.organisation_id, "channel": station.channel_id}
        enter(editor).post(edit, {**told, "contact_name": "Anh Nam", "contact_email": "khong-phai-thu"})
        station.refresh_from_db()
        assert station.contact_name == "Chị Hoa", "what is no address is not kept"
        enter(editor).post(edit, {**told, "contact_name": "Anh Nam", "contact_email": "nam@vuthu.example"})
        station.refresh_from_db()
        assert (station.contact_name, station.contact_email) == ("Anh Nam", "nam@vuthu.example")
