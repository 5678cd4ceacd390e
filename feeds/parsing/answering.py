"""Reading for another process: bodies come in through a pipe, documents go out.

Runs in a process that whoever asks may kill at any moment, because no way is known to stop a parser from within.
"""

from __future__ import annotations

import gc
import os
from multiprocessing.connection import Connection

from feeds.parsing.documents import parse
from feeds.parsing.nouns import NotAFeed
from feeds.parsing.processes import end_with_parent

MOST_MEMORY = 56 * 1024 * 1024
"""How much one document may take on top of what reading a small one takes. One of five megabytes in Vietnamese with
five hundred entries takes 45 MiB; some that are built for the purpose would take 700."""


def answer(pipe: Connection) -> None:
    """Say that we are there, then read whatever comes, (body, arguments of `parse`), until nobody is left to ask. An
    answer is (document, None) or (None, exception)."""
    end_with_parent()
    gc.freeze()  # what was imported stays: it need not be looked through again and again
    _limit_memory(MOST_MEMORY)
    pipe.send("ready")
    while True:
        try:
            body, wanted = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_answer(body, wanted))


def _answer(body: bytes, wanted: dict[str, object]) -> tuple[object, Exception | None]:
    try:
        return parse(body, **wanted), None  # type: ignore[arg-type]
    except NotAFeed as error:
        return None, error
    except MemoryError:
        return None, NotAFeed("too_heavy")
    except Exception as error:
        return None, RuntimeError(f"{type(error).__name__} {error}"[:500])


def _limit_memory(most: int) -> None:
    """Where the operating system can: elsewhere only the time is limited."""
    try:
        import resource

        with open("/proc/self/statm") as figures:
            taken = int(figures.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_DATA, (taken + most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    except (ImportError, OSError, ValueError):
        return
