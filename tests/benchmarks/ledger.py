"""A province's ledger of any size, for benchmarks: made from a seed, written past the verbs, in order of day."""

import random
from array import array
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from newsroom.broadcasts.models import Series
from newsroom.coverage.models import CoverageRecord, Genre, Tone, Work
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel, Clause, Plan, Target
from tests import factories as make

FIRST, STOP = date(2021, 12, 15), date(2026, 12, 15)
"""Five legal years; the plan measured is that of the middle one."""

ORGANISATIONS, CHANNELS, THEMES = 300, 20, 12
TITLE = "Bộ phận Một cửa huyện giải quyết thủ tục hành chính trong ngày"
RECORDED = datetime(2026, 12, 15, tzinfo=UTC)
_COLUMNS = (
    "id work_id organisation_id channel_id day happened_at title folded url evidence genre tone quantity seconds "
    "persons copies is_rerun source source_key same_work_as settled_fields recorded_at withdrawn_at withdrawal_reason"
).split()


def build(records: int) -> Plan:
    """Fill an empty database with a plan and about that many records; returns the plan."""
    organisations = [make.organisation(f"Đơn vị {n}", kind="other") for n in range(ORGANISATIONS)]
    channels = [make.channel(f"kenh-{n}", position=n) for n in range(CHANNELS)]
    themes = [make.theme(f"Chủ đề {n}") for n in range(THEMES)]
    # Six items as in 174/KH-UBND, II.1: two themes each, one of them shared by two items, one theme in none.
    plan = make.plan(items={f"II.1.{n + 1}": [themes[2 * n], themes[min(2 * n + 1, 10)]] for n in range(6)})
    _promise_the_weekly_column(plan, organisations[0], channels[0])
    _write(records, [one.pk for one in organisations], [one.pk for one in channels], [one.pk for one in themes])
    return plan


def _promise_the_weekly_column(plan: Plan, organisation: Organisation, channel: Channel) -> None:
    Series.objects.create(
        slug="cchc",
        name="Cải cách hành chính",
        organisation=organisation,
        channel=channel,
        rule="FREQ=WEEKLY;BYDAY=FR",
        slot=time(20, 5),
        minutes=15,
        first_day=FIRST,
    )
    duty = Clause.objects.create(plan=plan, label="IV.1.e.1", position=90, kind="duty")
    Target.objects.create(
        plan=plan, origin=duty, channel=channel, organisation=organisation, measure="episodes", quantity=1, every="week"
    )


def _write(records: int, organisations: list[int], channels: list[int], themes: list[int]) -> None:
    chance = random.Random(20240614)
    theme_links, about_links = array("q"), array("q")
    works = array("q", [0])

    def lines() -> Iterator[tuple]:
        genres, tones = Genre.values, Tone.values
        for number, (day, work, follows) in enumerate(_appearances(records, chance, works), start=1):
            for theme in chance.sample(themes, chance.choices((0, 1, 2, 3), (5, 67, 21, 7))[0]):
                theme_links.extend((number, theme))
            if chance.random() < 0.2:
                about_links.extend((number, chance.choice(organisations)))
            aired = chance.random() < 0.4
            yield (
                number,
                work,
                # The large ones say more than the small ones.
                organisations[int(ORGANISATIONS * chance.random() ** 2)],
                channels[int(CHANNELS * chance.random() ** 1.5)],
                day,
                datetime.combine(day, time(3), tzinfo=UTC),
                f"{TITLE} {work}",
                f"bo phan mot cua huyen giai quyet thu tuc hanh chinh trong ngay {work}",
                f"https://baothaibinh.com.vn/news/{number}/bo-phan-mot-cua-huyen-giai-quyet-thu-tuc",
                "",
                chance.choice(genres),
                chance.choices(tones, (80, 12, 8))[0],
                1,
                chance.randrange(60, 900) if aired else 0,
                chance.randrange(20, 300) if chance.random() < 0.05 else None,
                None,
                follows and aired,
                "story",
                str(number),
                "",
                "[]",
                RECORDED,
                RECORDED if chance.random() < 0.01 else None,
                "",
            )

    _copy(CoverageRecord._meta.db_table, _COLUMNS, lines())
    _copy(
        Work._meta.db_table, ["id", "title", "folded"], ((n, f"{TITLE} {n}", "bo phan") for n in range(1, works[0] + 1))
    )
    record = "coveragerecord_id"
    _copy(CoverageRecord.themes.through._meta.db_table, [record, "theme_id"], _pairs(theme_links))
    _copy(CoverageRecord.about.through._meta.db_table, [record, "organisation_id"], _pairs(about_links))


def _appearances(records: int, chance: random.Random, works: array) -> Iterator[tuple[date, int, bool]]:
    """(day, work, whether the work appeared before), in order of day: 30% of works appear 2 to 4 times in 30 days."""
    days = (STOP - FIRST).days
    later: dict[int, list[int]] = defaultdict(list)
    written = 0
    for offset in range(days):
        day, share = FIRST + timedelta(days=offset), (records * (offset + 1)) // days
        for work in later.pop(offset, ()):
            written += 1
            yield day, work, True
        while written < share:
            works[0] += 1
            written += 1
            if chance.random() < 0.3:
                for _again in range(chance.choice((1, 2, 3))):
                    later[offset + chance.randrange(1, 31)].append(works[0])
            yield day, works[0], False


def _pairs(flat: array) -> Iterator[tuple[int, int]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _copy(table: str, columns: list[str], rows: Iterator[tuple]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")  # what points to works comes before them
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if "id" in columns:
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))")
            cursor.execute("SET session_replication_role = origin")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['?'] * len(columns))})"
            plain = connection.connection
            plain.execute("BEGIN")
            plain.executemany(sql, map(_storable, rows))
            plain.execute("COMMIT")
            cursor.execute("PRAGMA foreign_keys = ON")


def _storable(row: tuple) -> tuple:
    return tuple(
        str(value.replace(tzinfo=None))
        if isinstance(value, datetime)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for value in row
    )


def settle() -> None:
    """Leave the database as a quiet night would: statistics fresh, pages visible to index-only scans."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
