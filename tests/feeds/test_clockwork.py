"""The command and the tasks fetch what they are told to, and say what came."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

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
