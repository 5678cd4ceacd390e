"""The same figures in SQL that a good hand would write for one database, over the normalised tables.

Several ways, because none is best everywhere; the benchmark takes the quickest of them in each run.
"""

from django.db import connection

from newsroom.coverage.counting import UNCLASSIFIED, Count, Figure
from newsroom.coverage.models import Tone
from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Channel, Plan
from newsroom.statements.compiling import Statement

_FROM = """
WITH r AS MATERIALIZED (
    SELECT id, work_id, channel_id, organisation_id, genre, tone, seconds, quantity, persons, copies, is_rerun
    FROM newsroom_coverage_coveragerecord
    WHERE withdrawn_at IS NULL AND day >= '{start}' AND day < '{stop}'
), served AS MATERIALIZED (
    SELECT DISTINCT i.id AS item, t.coveragerecord_id AS record
    FROM newsroom_plan_planitem i
    JOIN newsroom_plan_planitem_themes it ON it.planitem_id = i.id
    JOIN newsroom_coverage_coveragerecord_themes t ON t.theme_id = it.theme_id
    JOIN r ON r.id = t.coveragerecord_id
    WHERE i.plan_id = {plan}
), spread AS {materialized} (
    SELECT s.item, r.* FROM served s JOIN r ON r.id = s.record
    UNION ALL SELECT -2, r.* FROM r LEFT JOIN served s ON s.record = r.id WHERE s.record IS NULL
    UNION ALL SELECT -1, r.* FROM r
)
"""
_SUMS = (
    "COUNT(*), COUNT(DISTINCT work_id), SUM(seconds), SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END), SUM(quantity), "
    "COALESCE(SUM(persons), 0), COALESCE(SUM(copies), 0)"
)
_FOR_TARGETS = """
SELECT s.item, 'target', CAST(t.id AS varchar(20)), {sums} FROM spread s JOIN (
    SELECT id, channel_id AS channel, organisation_id AS organisation FROM newsroom_plan_target WHERE plan_id = {plan}
) t ON t.channel = s.channel_id AND t.organisation = s.organisation_id
GROUP BY s.item, t.id
"""
_NAMED = """
SELECT -1, 'about', CAST(a.organisation_id AS varchar(20)), {sums}
FROM r JOIN newsroom_coverage_coveragerecord_about a ON a.coveragerecord_id = r.id GROUP BY a.organisation_id
UNION ALL
SELECT -1, tone, CAST(a.organisation_id AS varchar(20)), {sums}
FROM r JOIN newsroom_coverage_coveragerecord_about a ON a.coveragerecord_id = r.id GROUP BY a.organisation_id, tone
"""
_DIMENSIONS = ("channel_id", "organisation_id", "genre", "tone")


def _each_grouping(sums: str) -> str:
    parts = [f"SELECT item, '' AS kind, '' AS value, {sums} FROM spread GROUP BY item"]
    parts += [
        f"SELECT item, '{name}', CAST({name} AS varchar(20)), {sums} FROM spread GROUP BY item, {name}"
        for name in _DIMENSIONS
    ]
    return " UNION ALL ".join(parts)


def _grouping_sets() -> str:
    sets = ", ".join(f"(item, {name})" for name in _DIMENSIONS)
    kinds = " ".join(f"WHEN GROUPING({name}) = 0 THEN '{name}'" for name in _DIMENSIONS)
    values = " ".join(f"WHEN GROUPING({name}) = 0 THEN {name}::varchar" for name in _DIMENSIONS)
    return (
        f"SELECT item, CASE {kinds} ELSE '' END, CASE {values} ELSE '' END, {_SUMS} "
        f"FROM spread GROUP BY GROUPING SETS ((item), {sets})"
    )


def _works_first() -> str:
    """Records of one work and cell put together first, so that works are counted without sorting."""
    inner = (
        "COUNT(*) AS n, SUM(seconds) AS seconds, SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END) AS first_runs, "
        "SUM(quantity) AS quantity, SUM(persons) AS persons, SUM(copies) AS copies"
    )
    outer = (
        "SUM(n), COUNT(*), SUM(seconds), SUM(first_runs), SUM(quantity), COALESCE(SUM(persons), 0), "
        "COALESCE(SUM(copies), 0)"
    )
    parts = [
        f"SELECT item, '' AS kind, '' AS value, {outer} FROM (SELECT item, work_id, {inner} FROM spread "
        "GROUP BY item, work_id) w GROUP BY item"
    ]
    parts += [
        f"SELECT item, '{name}', CAST({name} AS varchar(20)), {outer} FROM (SELECT item, {name}, work_id, {inner} "
        f"FROM spread GROUP BY item, {name}, work_id) w GROUP BY item, {name}"
        for name in _DIMENSIONS
    ]
    return " UNION ALL ".join(parts)


def statements(plan: Plan, period: Period) -> dict[str, str]:
    """Ways of writing it, by name."""
    bodies = {"distinct": _each_grouping(_SUMS), "works first": _works_first()}
    if connection.vendor == "postgresql":
        bodies["grouping sets"] = _grouping_sets()
    where = {"start": period.start, "stop": period.stop, "plan": plan.pk}
    rest = f"{_FOR_TARGETS.format(sums=_SUMS, **where)} UNION ALL {_NAMED.format(sums=_SUMS)}"
    ways = {name: (body, "MATERIALIZED") for name, body in bodies.items()}
    if "grouping sets" in bodies:
        ways["grouping sets, inlined"] = (bodies["grouping sets"], "NOT MATERIALIZED")
    return {
        name: f"{_FROM.format(materialized=materialized, **where)} {body} UNION ALL {rest}"
        for name, (body, materialized) in ways.items()
    }


def figures(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def read(rows: list[tuple], plan: Plan) -> dict[tuple, tuple]:
    """What came back, under the names that counting uses."""
    labels = {-1: "total", -2: "unclassified", **{item.pk: item.label for item in plan.items.all()}}
    slugs = {str(one.pk): one.slug for one in Organisation.objects.all()}
    names = {
        "channel_id": {str(one.pk): one.code for one in Channel.objects.all()},
        **dict.fromkeys(("organisation_id", "about", *Tone.values), slugs),
    }
    return {
        (labels[item], kind, names.get(kind, {}).get(str(value), str(value))): tuple(map(int, sums))
        for item, kind, value, *sums in rows
        if kind != "target"
    }


def of_count(count: Count) -> dict[tuple, tuple]:
    """The same from the house's own counting."""
    kinds = {"channel": "channel_id", "organisation": "organisation_id", "genre": "genre", "tone": "tone"}
    found = {}
    for cell, figure in count.cells.items():
        row = {None: "total", UNCLASSIFIED: "unclassified"}.get(cell.item, cell.item)
        if cell.about:
            found[row, cell.tone or "about", cell.about] = _sums(figure)
        elif len(cell.grain) < 2:
            (name,) = cell.grain or ("",)
            found[row, kinds.get(name, ""), getattr(cell, name, "")] = _sums(figure)
    return found


def of_statement(statement: Statement) -> dict[tuple, tuple]:
    """What a statement prints, where it holds something."""
    found = {}
    for line in statement.lines:
        row = line.label if line in statement.rows else "unclassified" if line.code else "total"
        found[row, "", ""] = _sums(line.figure)
        for kind, parts in (
            ("channel_id", line.by_channel),
            ("organisation_id", line.by_organisation),
            ("genre", line.by_genre),
            ("tone", line.by_tone),
        ):
            found.update({(row, kind, part.code): _sums(part.figure) for part in parts})
    found.update({("total", "about", one.code): _sums(one.figure) for one in statement.named})
    return {key: sums for key, sums in found.items() if sums[0]}


def _sums(figure: Figure) -> tuple[int, ...]:
    return (
        figure.appearances,
        figure.works,
        figure.seconds,
        figure.first_runs,
        figure.quantity,
        figure.persons,
        figure.copies,
    )
