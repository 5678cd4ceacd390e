"""Several people do something at the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(*calls):
    """What each call gave, or the exception that it raised, in the order of the calls; they start together."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            return call()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls, timeout=60))


def raised_at_once(*calls):
    """What went wrong with them."""
    return [each for each in at_once(*calls) if isinstance(each, Exception)]
