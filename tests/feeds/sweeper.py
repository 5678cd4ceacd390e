"""Workers in processes of their own, made to be killed.

Says "ready"; then starts a worker for each line `AT ROUND` that it hears: says "begun PID", a line for whatever the
worker does ("asked", "stored"), and "ended STATUS". Processes are forked before anything is connected.
"""

import os
import sys
import threading
from datetime import datetime


def documents(round_: int):
    from feeds.fetching import Fetched
    from tests.feeds.making import item, rss

    body = rss(*(item(number) for number in range(3 + round_)))

    def fetch(url, **_validators):
        return Fetched(status=200, body=body, url=url)

    return fetch


def work(at: datetime, round_: int) -> None:
    from feeds.actions import claiming, refresh, refreshing

    # Many small portions, so that a worker can die between and inside all that it does.
    claiming.CLAIMED, refreshing.STORED = 12, 4
    fetch, lock = documents(round_), threading.Lock()

    def say(word):
        with lock:
            os.write(1, f"{word}\n".encode())

    def asked(url, **validators):
        say("asked")
        return fetch(url, **validators)

    refresh(at=at, fetch=asked, workers=3, processes=0, progress=lambda result: say("stored"))


def main() -> None:
    import django

    django.setup()
    os.write(1, b"ready\n")
    for line in sys.stdin:
        at, round_ = line.split()
        if not (worker := os.fork()):
            work(datetime.fromisoformat(at), int(round_))
            os._exit(0)
        os.write(1, f"begun {worker}\n".encode())
        _pid, status = os.waitpid(worker, 0)
        os.write(1, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
