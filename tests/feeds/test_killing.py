"""A worker that is killed in the middle of a sweep loses nothing, doubles nothing and holds nothing up."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, Max

from feeds import actions
from feeds.actions.claiming import LEASE
from feeds.models import Entry, Feed
from tests.feeds.sweeper import documents

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
FEEDS, KILLS = 30, 20
BREATH = timedelta(minutes=1)


class Sweeper:
    """Starts workers on the test's own database and kills them after so many words."""

    def __init__(self, database: dict) -> None:
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
            **{**database, "PORT": database["PORT"] or 5432}
        )
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "PGAPPNAME": "sweeper",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.feeds.sweeper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self._hear() == "ready"

    def _hear(self) -> str:
        return self._process.stdout.readline().strip()

    def sweep(self, at: datetime, round_: int, words: int) -> str:
        """Let a worker sweep and kill it -9 after it has said so many words; gives its end."""
        self._process.stdin.write(f"{at.isoformat()} {round_}\n")
        self._process.stdin.flush()
        worker, said = 0, 0
        while not (word := self._hear()).startswith("ended"):
            assert word, "the sweeper itself is gone"
            if word.startswith("begun"):
                worker = int(word.split()[1])
            else:
                said += 1
            if worker and said >= words:
                os.kill(worker, signal.SIGKILL)
                words = 10**9
        return word

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)


@pytest.fixture
def sweeper(transactional_db):
    sweeper = Sweeper(connection.settings_dict)
    yield sweeper
    sweeper.close()


def until_its_connection_is_gone():
    """The database notices a dead client by itself, and lets go of what it had locked."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sweeper'")
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise AssertionError("the database still talks to a dead worker")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_killed_workers_lose_nothing_double_nothing_and_hold_nothing_up(sweeper):
    Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/rss") for n in range(FEEDS))
    chance, killed, left_over = random.Random(20241122), 0, 0
    for round_ in range(KILLS):
        at = AT + timedelta(days=round_)
        killed += sweeper.sweep(at, round_, words=chance.randrange(2 * FEEDS - 8)) == "ended -9"
        until_its_connection_is_gone()
        later = at + LEASE + BREATH
        assert not Feed.objects.in_hand(later).exists(), "no lease outlives its worker by more than ten minutes"
        left_over += Feed.objects.exclude(leased_by="").count()

        report = actions.refresh(at=later, fetch=documents(round_), workers=3, processes=0)
        assert not report.failed
        assert Feed.objects.aggregate(Count("pk"), held=Max("leased_until")) == {"pk__count": FEEDS, "held": None}
        assert not Feed.objects.filter(last_success_at__lt=at).exists(), "every feed was fetched by one of the two"
        assert Entry.objects.count() == FEEDS * (3 + round_), "nothing lost, nothing doubled"
        each = Entry.objects.values("feed").annotate(n=Count("pk"), kinds=Count("guid", distinct=True))
        assert {(row["n"], row["kinds"]) for row in each} == {(3 + round_, 3 + round_)}
        events = Feed.objects.annotate(n=Count("events")).values_list("n", flat=True)
        assert set(events) == {min(round_ + 1, 30)}, "each feed was fetched once and has one event of it"
    assert killed == KILLS
    assert left_over > FEEDS, "they died with feeds in hand"
