"""The command and the tasks fetch what they are told to, and say what came."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from feeds import tasks
from feeds.fetching import TooSlow
from feeds.models import Feed
from feeds.tasks import refresh_due
from tests.feeds.making import item, rss

URL = "https://dai.example.vn/rss"

pytestmark = pytest.mark.django_db


def test_refresh_feeds_says_what_came(feed, network, capsys):
    network[URL] = rss(item(1), item(2), item(3))
    Feed.objects.create(url="https://hong.example.vn/", title="Hỏng")
    network["https://hong.example.vn/"] = TooSlow()
    with override("vi"):
        call_command("refresh_feeds", "--all")
    said = capsys.readouterr().out
    assert "Đài Truyền thanh mẫu: 1 tin mới, 1 tin có sửa" in said
    assert "Hỏng: Trang trả lời quá lâu." in said
    assert "Đã lấy 2 nguồn: 1 tin mới, 1 tin có sửa, 1 nguồn lỗi." in said
    asked = len(network.asked)
    call_command("refresh_feeds", verbosity=0)
    assert len(network.asked) == asked, "nothing is due yet"
    call_command("refresh_feeds", feed.pk, verbosity=0)
    assert len(network.asked) == asked + 1
    with pytest.raises(CommandError, match="999"):
        call_command("refresh_feeds", 999)


def test_the_task_fetches_what_is_due(feed, network):
    Feed.objects.update(next_due_at=timezone.now() - timedelta(minutes=1))
    network[URL] = rss(item(9))
    assert refresh_due.enqueue().return_value == {"feeds": 1, "new": 1, "changed": 0, "failed": 0}


def test_what_is_due_is_handed_out_in_portions(network, capsys, monkeypatch):
    monkeypatch.setattr(tasks, "SHARE", 2)
    for n in range(5):
        feed = Feed.objects.create(url=f"https://h{n}.example.vn/rss")
        network[feed.url] = rss(item(n))
    with override("vi"):
        call_command("refresh_feeds", "--share")
        call_command("refresh_feeds", "--share")
    assert capsys.readouterr().out.splitlines() == ["Đã giao 3 việc.", "Đã giao 0 việc."]
    assert len(network.asked) == Feed.objects.filter(failures=0, last_success_at__isnull=False).count() == 5
    with pytest.raises(CommandError):
        call_command("refresh_feeds", "--share", "--all")
