"""The morning's letter: what turned bad since the last one and what waits, to those who may see it, once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from feeds.models import Feed
from newsroom.triage import actions
from newsroom.triage.models import DigestMail
from tests import factories

AT = datetime(2024, 6, 12, 0, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    editor = factories.user("lan", role="editor", organisation=factories.organisation(), email="lan@bao.example")
    factories.user("pv", role="reporter", organisation=factories.organisation(), email="pv@bao.example")
    factories.user("khong-thu", role="editor", organisation=factories.organisation(), email="")
    return editor


def turn(feed, **fields):
    Feed.objects.filter(pk=feed.pk).update(**{"last_attempt_at": AT - HOUR, **fields})


def failing(feed, since):
    turn(feed, failures=2, failing_since=since, last_problem="http_status: 404")


def test_names_what_turned_bad_with_reason_and_remedy_and_what_waits(reader, station, make_station, make_entry):
    failing(station.feed, AT - 3 * HOUR)
    late, quiet, moved, gone, old = (make_station(f"Đài {n}").feed for n in ("chậm", "im", "chuyển", "đóng", "cũ"))
    turn(late, next_due_at=AT - 4 * HOUR)
    turn(quiet, last_change_at=AT - 3 * DAY - HOUR)
    turn(moved, moving_to="https://moi.example/rss", moving_since=AT - HOUR, moving_seen=1)
    turn(gone, failures=3, gone_since=AT - DAY - HOUR, last_problem="http_status: 410")
    failing(old, AT - 5 * DAY)
    make_entry(station.feed)
    assert actions.mail_digest(at=AT) == 1
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["lan@bao.example"], "5 nguồn cần xem lại")
    for words in (
        "Đang lỗi (1)",
        "Đài Truyền thanh huyện Vũ Thư",
        "(từ 04:30 12/06/2024)",
        "Không có gì ở địa chỉ này. (2 lần liền)",
        "Tìm địa chỉ mới của nguồn trên trang",
        "Chậm lấy tin (1)",
        "Lâu không có tin (1)",
        "Đổi địa chỉ (1)",
        "Đã đóng (1)",
        "Hộp tin về còn 1 tin chờ duyệt",
        "/admin/feeds/health/",
    ):
        assert words in letter.body
    assert "Đài cũ" not in letter.body, "that was told days ago"
    assert "<" not in letter.body


def test_is_sent_once_a_day_and_counts_on_from_the_last_one(reader, station):
    failing(station.feed, AT - HOUR)
    assert [actions.mail_digest(at=AT + n * HOUR) for n in (0, 1, 5)] == [1, 0, 0]
    assert actions.mail_digest(at=AT + DAY) == 0, "nothing new, nothing to say"
    failing(station.feed, AT + HOUR)
    assert actions.mail_digest(at=AT + DAY) == 1
    assert "04:30" not in mail.outbox[-1].body
    assert len(mail.outbox) == 2


def test_says_nothing_when_there_is_nothing_to_say(reader, station):
    turn(station.feed, next_due_at=AT + HOUR, last_change_at=AT)
    assert actions.mail_digest(at=AT) == 0
    assert mail.outbox == []
    assert not DigestMail.objects.exists()


def test_entries_that_wait_are_something_to_say(reader, station, make_entry):
    turn(station.feed, next_due_at=AT + HOUR, last_change_at=AT)
    make_entry(station.feed)
    actions.mail_digest(at=AT)
    assert mail.outbox[0].subject == "Có tin chờ duyệt trong hộp tin về"


def test_tells_nobody_of_the_inbox_who_may_not_open_it(station, make_entry):
    from django.contrib.auth.models import Permission

    keeper = factories.user("giu-nguon", email="giu@bao.example")
    keeper.user_permissions.add(Permission.objects.get(codename="view_feed"))
    make_entry(station.feed)
    turn(station.feed, next_due_at=AT + HOUR, last_change_at=AT)
    assert actions.mail_digest(at=AT) == 0, "and what is left is nothing"
    failing(station.feed, AT - HOUR)
    assert actions.mail_digest(at=AT) == 1
    assert "hop-tin-ve" not in mail.outbox[0].body


def test_a_letter_that_could_not_be_sent_is_tried_again_and_the_others_are_not(reader, station, monkeypatch):
    from newsroom.triage.actions import digesting

    factories.user("minh", role="editor", organisation=factories.organisation(), email="minh@cong.example")
    failing(station.feed, AT - HOUR)
    send = digesting.EmailMessage.send

    def sometimes(self):
        if self.to == ["lan@bao.example"]:
            raise ConnectionRefusedError
        return send(self)

    monkeypatch.setattr(digesting.EmailMessage, "send", sometimes)
    assert actions.mail_digest(at=AT) == 1
    monkeypatch.setattr(digesting.EmailMessage, "send", send)
    assert actions.mail_digest(at=AT + HOUR) == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == ["lan@bao.example", "minh@cong.example"]


def test_a_clock_that_stood_for_a_month_tells_of_a_week(reader, station, make_station):
    DigestMail.objects.create(user=reader, day=(AT - 30 * DAY).date(), at=AT - 30 * DAY)
    failing(station.feed, AT - 6 * DAY)
    failing(make_station("Đài lâu rồi").feed, AT - 20 * DAY)
    actions.mail_digest(at=AT)
    assert mail.outbox[0].subject == "1 nguồn cần xem lại"


def test_the_command_says_how_many_it_sent(reader, station, make_entry, capsys):
    make_entry(station.feed)
    from django.utils.translation import override

    with override("vi"):
        call_command("mail_digest")
        call_command("mail_digest")
    assert capsys.readouterr().out.splitlines() == ["Đã gửi 1 thư.", "Đã gửi 0 thư."]
