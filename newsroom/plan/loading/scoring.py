"""How a province scores publicity, from a TOML file: rules differ, and one contradicts itself, so they are data.

[[rules]]
code = "xuan-loc-2022-vi-du"  # what versions of one rule share
version = 1                   # a version never changes once it is loaded: write the next one
name = "…"
source = "…"                  # the paper or the page that says so
note = "…"                    # what a reader must know of it
sample = true                 # nobody's rule; for trying out
places = 2                    # decimals of a score, half up

[[rules.criteria]]
code = "hoan-thanh"
title = "…"
kind = "completion"           # goals done / goals set, times `points`
points = "1"                  # numbers that may be broken stand in quotation marks, with a point
floor = "0.9"                 # below this ratio: 0; left out: no floor

[[rules.criteria]]
code = "da-dang"
title = "…"
kind = "diversity"            # the points of every group of forms that was used
evidence = true               # used means: with evidence

[[rules.criteria.groups]]
code = "bang-dien-tu"
title = "…"
points = "0.25"
channels = ["bang-dien-tu"]
"""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from newsroom.reading import EMPTY, TWICE, Table, read

KINDS = ("completion", "diversity")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DECIMAL = re.compile(r"\d{1,3}(\.\d{1,4})?")


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


NOT_A_SLUG = _("“%(value)s” is no identifier: use the letters a–z, digits and hyphens.")
NOT_A_DECIMAL = _("A number in quotation marks is wanted here: “0.25”.")
NO_POINTS = _("A criterion or a group without points scores nothing: write more than 0.")
FLOOR_TOO_HIGH = _("A floor is a ratio from 0 to 1: “0.9” is nine goals in ten.")
NOT_OF_THIS_KIND = _("“%(name)s” does not belong to a criterion of the kind “%(kind)s”.")
NO_SUCH_CHANNEL = _("There is no form “%(value)s”. Check its code, or load the forms first (manage.py load_channels).")
IN_TWO_GROUPS = _("The form “%(value)s” is in the group “%(first)s” already: it would score twice.")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Forms that score together, once."""

    code: str
    title: str
    points: Decimal
    channels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """`points` is the most that it gives. `floor` is a ratio below which completion gives nothing, None for none."""

    code: str
    title: str
    kind: str
    points: Decimal
    floor: Decimal | None = None
    evidence: bool = False
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One version of one way of scoring. `places` are the decimals of every score, rounded half up."""

    code: str
    version: int
    name: str
    source: str
    note: str = ""
    is_sample: bool = False
    places: int = 2
    criteria: tuple[Criterion, ...] = ()

    @property
    def points(self) -> Decimal:
        """The most that it gives."""
        return sum((criterion.points for criterion in self.criteria), Decimal())


def read_rules(source: bytes, *, file: str, channels: Collection[str]) -> list[tuple[Rule, Table]]:
    """The rules of a file, each with its table for later refusals; raises Unreadable at the first thing wrong."""
    document = read(source, file=file)
    document.knows_only("rules", required=["rules"])
    found: dict[tuple[str, int], int] = {}
    rules = []
    for table in document.tables("rules"):
        rule = _rule(table, channels)
        if (rule.code, rule.version) in found:
            value = f"{rule.code} {rule.version}"
            raise table.wrong(TWICE, "version", value=value, first=found[rule.code, rule.version])
        found[rule.code, rule.version] = table.line_of("version")
        rules.append((rule, table))
    if not rules:
        raise document.wrong(EMPTY, "rules")
    return rules


def to_stored(criteria: Collection[Criterion]) -> list[dict[str, Any]]:
    """Criteria as JSON keeps them: decimals as text."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(part) for part in value]
        return str(value) if isinstance(value, Decimal) else value

    return [plain(asdict(criterion)) for criterion in criteria]


def from_stored(stored: Collection[dict[str, Any]]) -> tuple[Criterion, ...]:
    """What `to_stored` wrote."""
    return tuple(
        Criterion(
            **{
                **each,
                "points": Decimal(each["points"]),
                "floor": None if each["floor"] is None else Decimal(each["floor"]),
                "groups": tuple(
                    Group(**{**group, "points": Decimal(group["points"]), "channels": tuple(group["channels"])})
                    for group in each["groups"]
                ),
            }
        )
        for each in stored
    )


def _rule(table: Table, channels: Collection[str]) -> Rule:
    required = ("code", "version", "name", "source", "criteria")
    table.knows_only(*required, "note", "sample", "places", required=required)
    rule = Rule(
        code=_slug(table),
        version=table.number("version", low=1, high=9999),
        name=table.text("name", limit=200, required=True),
        source=table.text("source", limit=400, required=True),
        note=table.text("note", lines=True),
        is_sample=table.flag("sample"),
        places=table.number("places", low=0, high=4) if "places" in table else 2,
        criteria=tuple(_criterion(each, channels) for each in table.tables("criteria")),
    )
    if not rule.criteria:
        raise table.wrong(EMPTY, "criteria")
    return rule


def _criterion(table: Table, channels: Collection[str]) -> Criterion:
    table.knows_only(
        *("code", "title", "kind", "points", "floor", "evidence", "groups"), required=["code", "title", "kind"]
    )
    kind = table.choice("kind", KINDS)
    for name in {"completion": ("evidence", "groups"), "diversity": ("points", "floor")}[kind]:
        if name in table:
            raise table.wrong(NOT_OF_THIS_KIND, name, name=name, kind=kind)
    code, title = _slug(table), table.text("title", limit=200, required=True)
    if kind == "completion":
        table.needs("points")
        floor = _decimal(table, "floor") if "floor" in table else None
        if floor is not None and floor > 1:
            raise table.wrong(FLOOR_TOO_HIGH, "floor")
        return Criterion(code=code, title=title, kind=kind, points=_points(table), floor=floor)
    taken: dict[str, str] = {}
    groups = tuple(_group(each, channels, taken) for each in table.tables("groups"))
    if not groups:
        raise table.wrong(EMPTY, "groups")
    return Criterion(
        code=code,
        title=title,
        kind=kind,
        points=sum((group.points for group in groups), Decimal()),
        evidence=table.flag("evidence"),
        groups=groups,
    )


def _group(table: Table, channels: Collection[str], taken: dict[str, str]) -> Group:
    keys = ("code", "title", "points", "channels")
    table.knows_only(*keys, required=keys)
    code = _slug(table)
    named = table.choices("channels", channels, NO_SUCH_CHANNEL)
    if not named:
        raise table.wrong(EMPTY, "channels")
    for number, channel in enumerate(named):
        if channel in taken:
            raise table.wrong(IN_TWO_GROUPS, "channels", number, value=channel, first=taken[channel])
        taken[channel] = code
    title = table.text("title", limit=200, required=True)
    return Group(code=code, title=title, points=_points(table), channels=named)


def _slug(table: Table) -> str:
    value: str = table.text("code", limit=60, required=True)
    if not _SLUG.fullmatch(value):
        raise table.wrong(NOT_A_SLUG, "code", value=value)
    return value


def _points(table: Table) -> Decimal:
    points = _decimal(table, "points")
    if not points:
        raise table.wrong(NO_POINTS, "points")
    return points


def _decimal(table: Table, key: str) -> Decimal:
    value = table.text(key, required=True)
    if not _DECIMAL.fullmatch(value):
        raise table.wrong(NOT_A_DECIMAL, key)
    return Decimal(value)
