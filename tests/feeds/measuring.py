"""What a process takes, as the operating system counts it: Python's own books know nothing of C libraries."""

from __future__ import annotations

import multiprocessing
import sys

import pytest

from feeds.fetching import CannotFetch, fetch, networks

MEGABYTE = 1024 * 1024
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process took at most")


def most_of(pid="self"):
    """The most memory that a process has taken since it began, in bytes."""
    return _status(pid, "VmHWM")


def now_of(pid="self"):
    return _status(pid, "VmRSS")


def grown(url):
    """How many bytes a new process grows by while it fetches this from loopback, and what came of it: the name of the
    exception or "ok"."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_fetch, args=(theirs, url))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def _fetch(pipe, url):
    before = now_of()
    try:
        fetch(url, user_agent="test", allowed=networks(["127.0.0.1/32"]), total_timeout=10.0)
        came = "ok"
    except CannotFetch as error:
        came = type(error).__name__
    pipe.send((most_of() - before, came))


def _status(pid, name):
    """One that has died takes nothing, whether its parent has asked after it yet or not."""
    try:
        with open(f"/proc/{pid}/status") as lines:
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)
    except (FileNotFoundError, ProcessLookupError):
        return 0
