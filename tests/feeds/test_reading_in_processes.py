"""Documents are read by processes of their own when there are many, and what goes wrong in one stays there."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import actions
from feeds.actions.reading import FEW
from feeds.models import Entry, Feed
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def many(web):
    feeds = [Feed(url=f"https://xa{n}.example.vn/rss") for n in range(FEW + 8)]
    for number, feed in enumerate(Feed.objects.bulk_create(feeds)):
        web[feed.url] = rss(item(1, f"Tin của xã {number}"), item(2))
    return Feed.objects.order_by("pk")


def test_processes_read_what_this_one_would(web, many):
    web[many.last().url] = b"<html><body>B\xe1\xba\xa3o tr\xc3\xac</body></html>"
    report = actions.refresh(feeds=many, at=AT, fetch=web, chance=lambda: 0.5, processes=2)
    assert (len(report.results), report.new) == (FEW + 8, 2 * (FEW + 7))
    assert [(r.feed, r.problem) for r in report.failed] == [(many.last(), "web_page")]
    by_processes = sorted(Entry.objects.values_list("feed_id", "identity", "title", "content_hash", "published_at"))
    Entry.objects.all().delete()
    Feed.objects.update(body_hash="", last_items="", failures=0)
    actions.refresh(feeds=many.all(), at=AT, fetch=web, chance=lambda: 0.5, processes=0)
    assert by_processes == sorted(
        Entry.objects.values_list("feed_id", "identity", "title", "content_hash", "published_at")
    )


def test_known_items_come_back_as_known_and_write_nothing(web, many):
    actions.refresh(feeds=many, at=AT, fetch=web, chance=lambda: 0.5)
    for feed in many.all():
        web[feed.url] = web.answers[feed.url].replace(b"</channel>", item(3).encode() + b"</channel>")
    report = actions.refresh(feeds=many.all(), at=AT, fetch=web, chance=lambda: 0.5)
    assert (report.new, report.changed, report.failed) == (FEW + 8, 0, [])
    assert {len(feed.last_items.split()) for feed in many.all()} == {3}
    assert {str(feed.usual_gap) for feed in many.all()} == {"None"}, "one moment three times is no rhythm"


PARENT = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from feeds.parsing.processes import end_with_parent
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    readers = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
    print(readers.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def test_a_reader_ends_when_its_worker_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    worker = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)
    reader = int(worker.stdout.readline())
    worker.kill()
    worker.wait()
    for _ in range(600):
        try:
            os.kill(reader, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{reader}/stat").exists() and " Z " in Path(f"/proc/{reader}/stat").read_text():
            return  # ended, and only waits for somebody to take notice
        time.sleep(0.05)
    os.kill(reader, 9)
    raise AssertionError("the reader outlived its worker")
