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
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

CASES = {
    "first fill": "nothing is known",
    "all 304": "every server says that nothing changed; events are kept",
    "same, unvalidated": "no server gives validators, every body is the same",
    "2 of 30 new": "every body changed, with two new items",
}


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


def measure(feeds: int, runs: int) -> dict[str, list[float]]:
    from feeds.models import Entry, Feed, FetchEvent
    from tests.benchmarks.province_on_loopback import ITEMS, NOW, body

    server = Server(feeds)
    ratios: dict[str, list[float]] = {case: [] for case in CASES}
    try:
        for run in range(runs):
            for model in (Entry, FetchEvent, Feed):
                model.objects.all()._raw_delete(model.objects.db)  # no other app has its tables here
            server.say("speak")
            Feed.objects.bulk_create(Feed(url=address(n, server.port)) for n in range(feeds))
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
        for feeds in options.feeds:
            ratios = measure(feeds, options.runs)
            print(f"\n{feeds} feeds, ratio to feedparser.parse alone (minimum, median, maximum of {options.runs}):")
            for case, told in CASES.items():
                low, middle, high = min(ratios[case]), statistics.median(ratios[case]), max(ratios[case])
                print(f"  {case:<20}{low:8.3f}{middle:8.3f}{high:8.3f}   {told}")


if __name__ == "__main__":
    main()
