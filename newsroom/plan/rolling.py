"""From one plan to the next: what carries on what, and what that makes of a trend. Pure: keys in, keys out.

A crosswalk between two plans says of each item of the earlier one which items of the later carry it on: several when
it was split, the same for several when they were merged, none when there is no counterpart. Followed from plan to
plan, an item has a thread: in every other plan, the items that it came from or became.

The arithmetic of a trend is "distinct over counterparts": in a year of another plan, a row counts what serves *any* of
its counterparts there, and a record that serves two of them once. `merged` makes one item of them, so that counting
does exactly that. A thread follows crosswalks back or forth, and never turns: what came from the same item as this
one is its sibling and no counterpart.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Link(NamedTuple):
    """Two items, or two plans, of which the second carries on the first."""

    old: int
    new: int


@dataclass(frozen=True)
class Thread:
    """What one item is in its own and in other plans: keys of items by key of plan.

    A plan is missing when no crosswalk leads to it; it is there with nothing when the item has no counterpart in it.
    `shared` are counterparts that other items of its plan have too: what was split is in the threads of all that it
    became, so that their figures of that year overlap.
    """

    item: int
    in_plans: Mapping[int, frozenset[int]]
    shared: frozenset[int] = frozenset()


def threads(
    items: Iterable[int], *, plan: int, links: Iterable[Link], crosswalks: Iterable[Link], plan_of: Mapping[int, int]
) -> dict[int, Thread]:
    """The thread of each of the items of a plan. `links` are between items, `crosswalks` between plans; `plan_of`
    gives the plan of every item that is linked."""
    forth, back = _both_ways(links)
    plans = {plan, *(other for steps in _both_ways(crosswalks) for other in _along(plan, steps))}
    in_plans: dict[int, dict[int, set[int]]] = {}
    for item in items:
        in_plans[item] = {other: set() for other in plans}
        for other in (item, *_along(item, forth), *_along(item, back)):
            in_plans[item].setdefault(plan_of.get(other, plan), set()).add(other)
    users = Counter(other for found in in_plans.values() for those in found.values() for other in those)
    return {
        item: Thread(
            item=item,
            in_plans={key: frozenset(those) for key, those in found.items()},
            shared=frozenset(other for those in found.values() for other in those if users[other] > 1),
        )
        for item, found in in_plans.items()
    }


def merged(items: Iterable[int], themes: Mapping[int, Collection[int]]) -> frozenset[int]:
    """The themes of several items as those of one: a record with any of them counts once. `themes` by item."""
    return frozenset(theme for item in items for theme in themes[item])


def likely(old: Mapping[int, Collection[int]], new: Mapping[int, Collection[int]]) -> dict[int, list[int]]:
    """Which items of a new plan look like each of an old one, by their themes: a proposal, which a person decides.

    Proposed is what shares half of the old item's themes, or half of its own, at least.
    """
    return {
        key: [
            other
            for other, those in new.items()
            if (both := 2 * len(set(themes) & set(those))) and (both >= len(set(themes)) or both >= len(set(those)))
        ]
        for key, themes in old.items()
    }


def _both_ways(links: Iterable[Link]) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
    forth, back = defaultdict(set), defaultdict(set)
    for old, new in links:
        forth[old].add(new)
        back[new].add(old)
    return forth, back


def _along(start: int, steps: Mapping[int, Iterable[int]]) -> set[int]:
    """Everything that steps lead to from a start, without it; each once, so that no ring holds us."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        for step in steps.get(waiting.pop(), ()):
            if step != start and step not in seen:
                seen.add(step)
                waiting.append(step)
    return seen
