"""How long a statement takes, against the best SQL that a hand would write for the same figures.

    uv run python -m tests.benchmarks.bench_statement --database sqlite --records 1000000
    uv run python -m tests.benchmarks.bench_statement --database postgres --server postgres://postgres@127.0.0.1

Makes a database of its own and drops it; refuses one that is there already (`--keep`, then `--reuse`, to measure the
same ledger again). The ways take turns in one process, every figure is compared first, and medians are printed: ratios
count, milliseconds belong to the machine.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import gettempdir

NAME = "bench_statement"
PERIODS = ("quy-2", "nam")


def main() -> None:
    asked = _asked()
    drop = _database(asked)
    import django

    django.setup()
    try:
        _measure(asked)
    finally:
        if not asked.keep:
            from django.db import connection

            connection.close()
            drop()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--server", default="postgres://postgres@127.0.0.1", help="where PostgreSQL makes databases")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", action="store_true", help="leave the database behind")
    parser.add_argument("--reuse", action="store_true", help="measure what --keep left")
    return parser.parse_args()


def _database(asked: argparse.Namespace) -> Callable[[], object]:
    """Make the database and point Django at it; returns how to drop it. A stranger's database is never touched."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    name = f"{NAME}_{asked.records}"
    if asked.database == "sqlite":
        file = Path(gettempdir()) / f"{name}.sqlite3"
        if file.exists() != asked.reuse:
            sys.exit(f"{file} {'is there already' if file.exists() else 'is not there'}.")
        os.environ["DATABASE_URL"] = f"sqlite:///{file}"
        return lambda: [Path(f"{file}{end}").unlink(missing_ok=True) for end in ("", "-wal", "-shm")]
    import psycopg

    def order(sql: str) -> list:
        with psycopg.connect(f"{asked.server}/postgres", autocommit=True) as server:
            cursor = server.execute(sql)
            return cursor.fetchall() if cursor.description else []

    there = bool(order(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))
    if there != asked.reuse:
        sys.exit(f"The database {name} {'is there already' if there else 'is not there'}.")
    if not there:
        order(f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = f"{asked.server}/{name}"
    return lambda: order(f"DROP DATABASE {name}")


def _measure(asked: argparse.Namespace) -> None:
    from django.core.management import call_command

    from newsroom.coverage import actions
    from newsroom.periods import period
    from newsroom.plan.models import Plan

    from . import ledger

    if not asked.reuse:
        call_command("migrate", verbosity=0)
        _took("ledger built", lambda: (ledger.build(asked.records), ledger.settle()))
    plan = Plan.objects.get()
    _took("rolled up", lambda: (actions.roll_up_anew(at=ledger.RECORDED), ledger.settle()))
    for code in PERIODS:
        _compare(plan, period(plan.year, code), asked)


def _compare(plan, period, asked: argparse.Namespace) -> None:
    from newsroom.coverage.models import CoverageRecord
    from newsroom.statements.actions import compile_statement
    from newsroom.statements.actions.dimensions import GRAINS
    from newsroom.statements.querysets import counting_in, items_of

    from . import by_hand

    by = {name: lambda sql=sql: by_hand.figures(sql) for name, sql in by_hand.statements(plan, period).items()}
    by = {f"by hand, {name}": way for name, way in by.items()}
    items = items_of(plan)
    by["counted from the records"] = lambda: counting_in(period, None).counted(items, totals=GRAINS)
    by["compile_statement"] = lambda: compile_statement(plan=plan, period=period)
    said = by_hand.of_count(by["counted from the records"]())
    printed = by_hand.of_statement(by["compile_statement"]())
    _require_same("the statement", printed, {key: said[key] for key in printed})
    first: dict[str, float] = {}
    for name in [name for name in by if name.startswith("by hand")]:
        started = time.perf_counter()
        found = by[name]()
        first[name] = time.perf_counter() - started
        _require_same(name, by_hand.read(found, plan), said)
    # Those that are far from the best at first sight need not take their turns.
    for name, taken in first.items():
        if taken > 2 * min(first.values()):
            del by[name]
    times: dict[str, list[float]] = {name: [] for name in by}
    for _round in range(asked.rounds):
        for name, way in by.items():
            started = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - started)
    medians = {name: median(taken) for name, taken in times.items()}
    best = min(taken for name, taken in medians.items() if name.startswith("by hand"))
    counted = CoverageRecord.objects.standing().during(period).count()
    print(f"\n{asked.database}, {asked.records:,} records, {period}: {counted:,} in the window, {len(said):,} figures")
    for name, taken in sorted(medians.items(), key=lambda pair: pair[1]):
        print(f"  {1000 * taken:9.1f} ms  {taken / best:6.3f} ×  {name}", flush=True)


def _require_same(name: str, found: dict, said: dict) -> None:
    if found != said:
        sys.exit(f"{name} counts otherwise: {sorted(found.items() ^ said.items())[:6]}")


def _took(what: str, how: Callable[[], object]) -> None:
    started = time.perf_counter()
    how()
    print(f"{what} in {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
