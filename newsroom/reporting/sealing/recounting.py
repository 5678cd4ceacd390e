"""Figures counted again from the records that were sealed, by the ledger's own rules: to check or to narrow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from newsroom.coverage.counting import UNCLASSIFIED, Fact, Figure, Item, counts, figure, rows_of
from newsroom.statements.aiming import Aim, leading
from newsroom.statements.compiling import (
    UNCLASSIFIED_CODE,
    UNSAID_CODE,
    Line,
    Named,
    Part,
    Reported,
    Statement,
)

from .document import Kept, Said, Sealed

_SPREADS = {"by_channel": "channel", "by_organisation": "organisation", "by_genre": "genre", "by_tone": "tone"}
"""The spreads of a line that are counted here, and what of a record each looks at. Others are left out, not guessed."""

_TONES = {"commended": "commend", "criticised": "critical", "informed": "neutral"}
"""Under which word an organisation named keeps what is said of it in which tone."""


def row_of(line: Line) -> str | None:
    """How counting calls a line: None for the total, UNCLASSIFIED, or an item's label."""
    if line.code == UNCLASSIFIED_CODE:
        return UNCLASSIFIED
    return line.code or None


def narrowed(sealed: Sealed, organisations: Mapping[str, str]) -> Statement:
    """The frozen statement of some organisations only (slug → name today), as it would have been compiled for them.

    Counted from the sealed records; names are those of then. Needs `sealed.records`.
    """
    whole, own = sealed.statement, set(organisations)
    records = [kept for kept in _records(sealed) if kept.fact.organisation in own]
    held = _by_row((kept.fact for kept in records), sealed.items, whole)
    said = [each for each in sealed.reported if each.organisation in own]
    aims = tuple(aim for aim in whole.aims if aim.organisation in own)
    names = {slug: sealed.names.get("organisation", {}).get(slug, name) for slug, name in organisations.items()}

    def line(of: Line) -> Line:
        row = row_of(of)
        spreads = {
            name: tuple(_parts(getattr(of, name), held[row], dimension, row, said, aims, own))
            for name, dimension in _spreads_of(of)
        }
        return Line(
            label=of.label,
            code=of.code,
            title=of.title,
            figure=figure(held[row]),
            aim=leading(aim for aim in aims if row and aim.item == row and not aim.channel and not aim.organisation),
            reported=_sum(each.reported for each in said if _says(each, row)),
            **spreads,
        )

    return Statement(
        plan_number=whole.plan_number,
        plan_title=whole.plan_title,
        plan_year=whole.plan_year,
        plan_is_sample=whole.plan_is_sample,
        period=whole.period,
        period_name=whole.period_name,
        rows=tuple(line(each) for each in whole.rows),
        unclassified=line(whole.unclassified),
        total=line(whole.total),
        aims=aims,
        named=tuple(_named(whole.named, held[None])),
        output=tuple(
            replace(each, works=figure(fact for fact in held[None] if fact.organisation == each.code).works)
            for each in whole.output
            if each.code in own
        ),
        organisations=tuple(names.values()),
        records=tuple(kept.line for kept in records),
    )


def differences(sealed: Sealed) -> Iterator[str]:
    """Where the sealed figures are not what the sealed records add up to; says the place and both figures."""
    whole = sealed.statement
    held = _by_row((kept.fact for kept in _records(sealed)), sealed.items, whole)
    if outside := sum(not counts(kept.fact, whole.period.start, whole.period.stop) for kept in _records(sealed)):
        yield f"records: {outside} do not stand in the period"
    for line in whole.lines:
        row = row_of(line)
        yield from _unlike(line.code or "total", line.figure, held[row])
        for name, dimension in _spreads_of(line):
            if not getattr(whole.total, name):
                continue  # a spread that this statement does not tell
            parts = {part.code: part.figure for part in getattr(line, name)}
            for code in sorted(parts.keys() | {getattr(fact, dimension) or UNSAID_CODE for fact in held[row]}):
                facts = [fact for fact in held[row] if (getattr(fact, dimension) or UNSAID_CODE) == code]
                yield from _unlike(f"{line.code or 'total'} {dimension} {code}", parts.get(code, Figure()), facts)
    for one in whole.named:
        about = [fact for fact in held[None] if one.code in fact.about]
        yield from _unlike(f"about {one.code}", one.figure, about)
        for word, tone in _TONES.items():
            yield from _unlike(f"about {one.code} {tone}", getattr(one, word), [f for f in about if f.tone == tone])


def _records(sealed: Sealed) -> tuple[Kept, ...]:
    if sealed.records is None:
        raise ValueError("Counting again needs the records: unseal them too.")
    return sealed.records


def _by_row(facts: Iterable[Fact], items: Iterable[Item], whole: Statement) -> dict[str | None, list[Fact]]:
    items = tuple(items)
    held: dict[str | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        if counts(fact, whole.period.start, whole.period.stop):
            for row in (None, *rows_of(fact, items)):
                held[row].append(fact)
    return held


def _spreads_of(line: Line) -> list[tuple[str, str]]:
    known = {each.name for each in fields(line)}
    return [(name, dimension) for name, dimension in _SPREADS.items() if name in known]


def _parts(
    parts: Iterable[Part],
    facts: Collection[Fact],
    dimension: str,
    row: str | None,
    said: Collection[Said],
    aims: Collection[Aim],
    own: Collection[str],
) -> Iterator[Part]:
    """The parts of the whole that have something in the narrowed figures; in the total also an aim or a report."""
    for part in parts:
        those = [fact for fact in facts if (getattr(fact, dimension) or UNSAID_CODE) == part.code]
        aim, reported = None, Reported()
        if row is None and dimension == "channel":
            aim = leading(aim for aim in aims if aim.channel == part.code and not aim.item)
        if row is None and dimension in ("channel", "organisation"):
            reported = _sum(each.reported for each in said if getattr(each, dimension) == part.code)
        if those or aim or reported.activities:
            yield replace(part, figure=figure(those), aim=aim, reported=reported)


def _named(named: Iterable[Named], facts: Collection[Fact]) -> Iterator[Named]:
    """Those that some of the records are about, with how these speak of them."""
    for one in named:
        about = [fact for fact in facts if one.code in fact.about]
        if about:
            tones = {word: figure(fact for fact in about if fact.tone == tone) for word, tone in _TONES.items()}
            yield Named(code=one.code, name=one.name, figure=figure(about), **tones)


def _says(said: Said, row: str | None) -> bool:
    return row is None or row in said.items or (row == UNCLASSIFIED and not said.items)


def _sum(reported: Iterable[Reported]) -> Reported:
    return sum(reported, Reported())


def _unlike(where: str, stored: Figure, facts: Collection[Fact]) -> Iterator[str]:
    counted: Any = figure(facts)
    if counted != stored:
        yield f"{where}: sealed {_said(stored)}, counted {_said(counted)}"


def _said(of: Figure) -> str:
    return f"{of.appearances}/{of.works}/{of.seconds}"
