"""What a sweep costs, beside `feedparser.parse` of the same bodies in one process, in the same run.

    DATABASE_URL=postgres://postgres@127.0.0.1/bench uv run python -m tests.benchmarks.bench_feeds [--feeds 500]

Makes the named database anew and drops it afterwards; refuses one that holds tables. Prints a row per case with
minimum, median and maximum of the ratios. No test: it judges nothing, and its times are the machine's.
"""

import argparse
import io
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

CASES = {
    "first fill": "nothing is known",
    "all 304": "every server says that nothing changed; events are kept",
    "same, unvalidated": "no server gives validators, every body is the same",
    "2 of 30 new": "every body changed, with two new items",
}
LOOPED = 1500
"""How many entries the slow way stores: enough to tell, and it is slow."""


class Server:
    """The province in a process of its own."""

    def __init__(self, feeds: int) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.province_on_loopback", str(feeds)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())

    def say(self, word: str) -> None:
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        if word != "end":
            self._process.stdout.readline()


def parse_alone(bodies: list[bytes]) -> float:
    import feedparser

    begun = time.perf_counter()
    for each in bodies:
        feedparser.parse(io.BytesIO(each))
    return time.perf_counter() - begun


def address(number: int, port: int) -> str:
    """Each feed at an address of its own, as far as loopback has them: politeness is per address."""
    return f"http://127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}:{port}/feed/{number}"


def sweep(at, expected: dict[str, int]) -> float:
    from feeds import actions
    from feeds.models import Feed

    Feed.objects.update(next_due_at=at)
    begun = time.perf_counter()
    report = actions.refresh(at=at, chance=random.random)
    spent = time.perf_counter() - begun
    told = {"feeds": len(report.results), "new": report.new, "failed": len(report.failed)}
    assert told == expected, (told, expected, report.failed[:3])
    return spent


def storing(feeds: int, runs: int, at: datetime) -> list[float]:
    """How many times faster unchanged entries are stored than by asking for each: `get_or_create` in a loop."""
    from feeds import parsing
    from feeds.actions.storing import as_stored, store
    from feeds.models import Entry
    from tests.benchmarks.province_on_loopback import body

    told = [(pk, parsing.parse(body(n), now=at).entries) for n, pk in enumerate(_anew(feeds))]
    store(dict(told), at)
    rows = [as_stored(entry, pk, at) for pk, entries in told for entry in entries][:LOOPED]

    def in_bulk() -> int:
        for first in range(0, feeds, 50):
            assert set(store(dict(told[first : first + 50]), at).values()) == {(0, 0)}
        return sum(len(entries) for _, entries in told)

    def in_a_loop() -> int:
        for row in rows:
            columns = {field.attname: getattr(row, field.attname) for field in Entry._meta.concrete_fields}
            asked = {name: columns.pop(name) for name in ("feed_id", "identity")}
            assert not Entry.objects.get_or_create(**asked, defaults=columns)[1]
        return len(rows)

    times = []
    for _ in range(runs):
        quick, slow = _each(in_bulk), _each(in_a_loop)
        times.append(slow / quick)
    return times


def _each(work: Callable[[], int]) -> float:
    """Seconds an entry."""
    begun = time.perf_counter()
    count = work()
    return (time.perf_counter() - begun) / count


def _anew(feeds: int, port: int = 80) -> list[int]:
    """Fresh feeds and nothing else; their keys."""
    from feeds.models import Entry, Feed, FetchEvent

    for model in (Entry, FetchEvent, Feed):
        model.objects.all()._raw_delete(model.objects.db)  # no other app has its tables here
    return [feed.pk for feed in Feed.objects.bulk_create(Feed(url=address(n, port)) for n in range(feeds))]


@contextmanager
def memory() -> Iterator[list[float]]:
    """The most that this process and its readers took together, in MiB: one figure, there when it is over."""
    most, is_over = [0.0], threading.Event()

    def look() -> None:
        while not is_over.wait(0.1):
            most[0] = max(most[0], sum(map(_taken, _family())))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    yield most
    is_over.set()
    watcher.join()


def _family() -> Iterator[int]:
    """This process and all that it started, but for the server."""
    yield os.getpid()
    parents = [os.getpid()]
    while parents:
        for task in Path(f"/proc/{parents.pop()}/task").glob("*/children"):
            for child in task.read_text().split():
                if "province_on_loopback" not in Path(f"/proc/{child}/cmdline").read_text():
                    parents.append(int(child))
                    yield int(child)


def _taken(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(feeds: int, runs: int) -> dict[str, list[float]]:
    from feeds.models import Feed
    from tests.benchmarks.province_on_loopback import ITEMS, NOW, body

    server = Server(feeds)
    ratios: dict[str, list[float]] = {case: [] for case in CASES}
    try:
        for run in range(runs):
            server.say("speak")
            _anew(feeds, server.port)
            generation = 2 * run
            alone = parse_alone([body(n, generation) for n in range(feeds)])
            at = NOW + timedelta(days=run)
            spent = {"first fill": sweep(at, {"feeds": feeds, "new": feeds * ITEMS, "failed": 0})}
            same = {"feeds": feeds, "new": 0, "failed": 0}
            spent["all 304"] = sweep(at + timedelta(hours=1), same)
            server.say("mute")
            Feed.objects.update(etag="", last_modified="")
            spent["same, unvalidated"] = sweep(at + timedelta(hours=2), same)
            server.say("speak")
            server.say("grow")
            spent["2 of 30 new"] = sweep(at + timedelta(hours=3), {**same, "new": 2 * feeds})
            server.say("grow")
            for case, seconds in spent.items():
                ratios[case].append(seconds / alone)
            line = "  ".join(f"{case} {seconds:.2f}s ({seconds / alone:.3f})" for case, seconds in spent.items())
            print(f"run {run + 1}: feedparser alone {alone:.2f}s  {line}", flush=True)
    finally:
        server.say("end")
    return ratios


def filled(feeds: int) -> None:
    """A first fill and nothing else."""
    from tests.benchmarks.province_on_loopback import ITEMS, NOW

    server = Server(feeds)
    try:
        _anew(feeds, server.port)
        sweep(NOW, {"feeds": feeds, "new": feeds * ITEMS, "failed": 0})
    finally:
        server.say("end")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--feeds", type=int, nargs="+", default=[500])
    asked.add_argument("--runs", type=int, default=5)
    options = asked.parse_args()
    os.environ.setdefault("FEEDS_ALLOWED_NETWORKS", "127.0.0.0/8")

    import django

    django.setup()
    from tests.benchmarks.databases import made_anew

    with made_anew("feeds"):
        from tests.benchmarks.province_on_loopback import NOW

        with memory() as most:  # before all else, and apart: looking costs time
            filled(min(options.feeds))
        print(f"a first fill takes at most {most[0]:.0f} MiB, this process and its readers together")
        faster = storing(min(options.feeds), options.runs, NOW)
        print(f"unchanged entries are stored {statistics.median(faster):.0f} times faster than by get_or_create")
        for feeds in options.feeds:
            ratios = measure(feeds, options.runs)
            print(f"\n{feeds} feeds, ratio to feedparser.parse alone (minimum, median, maximum of {options.runs}):")
            for case, told in CASES.items():
                low, middle, high = min(ratios[case]), statistics.median(ratios[case]), max(ratios[case])
                print(f"  {case:<20}{low:8.3f}{middle:8.3f}{high:8.3f}   {told}")


if __name__ == "__main__":
    main()
