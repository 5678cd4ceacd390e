"""How long entries are kept, and who holds on to which. Pure.

The post room knows nothing of what others do with its entries. A room that needs some of them for longer registers a
question from its `apps.ready()`; `purge` asks all of them and leaves alone whatever anybody holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

SETTING = "FEEDS_KEEP_ENTRIES_DAYS"
USUAL_DAYS = 400
"""A year and the weeks in which its report is written: until then an entry of its first day may still be counted."""
FEWEST_DAYS, MOST_DAYS = 30, 36_500


class NotDays(ValueError):
    """The setting is neither a number of days within the bounds nor empty."""


class AlreadyHeld(ValueError):
    """Two rooms under one name: one would let go what the other holds."""


def days_kept(setting: object) -> int | None:
    """For how many days an entry is kept, given the setting's value; None for ever (None or an empty text).

    Raises NotDays, also for 0 and for less than a month: a mistake here cannot be taken back.
    """
    written = str(setting).strip() if isinstance(setting, str) else setting
    if written is None or written == "":
        return None
    if isinstance(written, str) and written.isascii() and written.isdigit():
        written = int(written[:9])
    if not isinstance(written, int) or isinstance(written, bool) or not FEWEST_DAYS <= written <= MOST_DAYS:
        raise NotDays(repr(setting))
    return written


_HOLDERS: dict[str, Callable[[], Any]] = {}


def hold(name: str, held: Callable[[], Any]) -> None:
    """Promise that `held()` gives a condition on `Entry` (a `Q` or an expression such as `Exists`) that is true of what
    may not go. It is asked within the purge's own queries, so it should be answered by an index. Raises AlreadyHeld."""
    if _HOLDERS.get(name, held) is not held:
        raise AlreadyHeld(f"{name} holds entries already.")
    _HOLDERS[name] = held


def holders() -> Mapping[str, Callable[[], Any]]:
    """Who registered, by name."""
    return MappingProxyType(_HOLDERS)
