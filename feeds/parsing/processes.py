"""For processes that do nothing but read. Apart from the rest, because they know no Django."""

from __future__ import annotations

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """Let this process end when the one that started it is killed: it would wait for ever for something to read."""
    if parent := multiprocessing.parent_process():

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True, name="watch the parent").start()
