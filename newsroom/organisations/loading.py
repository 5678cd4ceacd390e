"""Organisations from a TOML file, checked whole before anything is written.

[[organisations]]
slug = "so-noi-vu"            # letters a–z, digits, hyphens; what other files name it by
name = "Sở Nội vụ"
kind = "department"           # see `OrganisationKind`
short_name, code, website     # texts, may be left out
parent = "ubnd-tinh"          # a slug
valid_from, valid_to          # dates; valid_to is the first day on which it exists no longer
successors = ["so-noi-vu-2025"]

[[organisations.former_names]]  # of the organisation above: a mere new name, without a successor
name = "Sở Nội vụ, Lao động"
short_name = "Sở NVLĐ"
until = 2025-03-01            # the first day of the next name
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from newsroom.reading import TWICE, Table, read

_KEYS = (
    *("slug", "name", "short_name", "kind", "code", "parent", "valid_from", "valid_to", "successors", "website"),
    "former_names",
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*")


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


NOT_A_SLUG = _("“%(value)s” is no identifier: use the letters a–z, digits and hyphens.")
NOT_AN_ADDRESS = _("“%(value)s” is no web address: it begins with http:// or https://.")
NO_SUCH_ORGANISATION = _(
    "No organisation is called “%(value)s”, in this file or among those loaded before. "
    "Load the file that has it first, or both together."
)
ENDS_TOO_EARLY = _("It cannot end before it begins: valid_to must be later than valid_from.")
ITS_OWN_PARENT = _("“%(value)s” belongs to itself, directly or through others.")
ITS_OWN_SUCCESSOR = _("“%(value)s” cannot become itself.")
NAME_ENDS_OUTSIDE = _("A name changes while the organisation exists: later than valid_from and before valid_to.")


@dataclass(frozen=True, kw_only=True)
class FormerNameRow:
    """A name and the first day of the next one."""

    name: str
    short_name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Row:
    """One organisation as written; "" and None where nothing is."""

    slug: str
    name: str
    short_name: str
    kind: str
    code: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]
    website: str
    former_names: tuple[FormerNameRow, ...] = ()


def read_organisations(files: Mapping[str, bytes], *, kinds: Collection[str], parents: Mapping[str, str]) -> list[Row]:
    """The organisations of one or more files, parents before those who belong to them.

    `files` maps names, for messages, to contents; they may name each other's organisations. `parents` are those
    loaded before: slug → slug of its parent or "". Raises Unreadable at the first thing that is wrong.
    """
    tables = [table for file, source in files.items() for table in _tables(read(source, file=file))]
    first: dict[str, int] = {}
    for table in tables:
        slug = table.text("slug", limit=120, required=True)
        if not _SLUG.fullmatch(slug):
            raise table.wrong(NOT_A_SLUG, "slug", value=slug)
        if slug in first:
            raise table.wrong(TWICE, "slug", value=slug, first=first[slug])
        first[slug] = table.line_of("slug")
    rows = {table.text("slug"): _row(table, kinds, {*parents, *first}) for table in tables}
    chains = {**parents, **{slug: row.parent for slug, row in rows.items()}}
    ordered: dict[str, Row] = {}
    for table in tables:
        chain = _chain(table, chains)
        ordered.update((slug, rows[slug]) for slug in reversed(chain) if slug in rows)
    return list(ordered.values())


def _tables(document: Table) -> Iterator[Table]:
    document.knows_only("organisations", required=["organisations"])
    for table in document.tables("organisations"):
        table.knows_only(*_KEYS, required=["slug", "name", "kind"])
        yield table


def _chain(table: Table, parents: Mapping[str, str]) -> list[str]:
    """An organisation, its parent, its parent's parent and so on."""
    slug = table.text("slug")
    chain = [slug]
    while slug := parents.get(slug, ""):
        if slug in chain:
            raise table.wrong(ITS_OWN_PARENT, "parent", value=slug)
        chain.append(slug)
    return chain


def _row(table: Table, kinds: Collection[str], known: Collection[str]) -> Row:
    row = Row(
        slug=table.text("slug"),
        name=table.text("name", limit=255, required=True),
        short_name=table.text("short_name", limit=120),
        kind=table.choice("kind", kinds),
        code=table.text("code", limit=20),
        parent=table.text("parent"),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        successors=table.choices("successors", known, NO_SUCH_ORGANISATION),
        website=table.text("website", limit=200),
    )
    if row.parent and row.parent not in known:
        raise table.wrong(NO_SUCH_ORGANISATION, "parent", value=row.parent)
    if row.slug in row.successors:
        raise table.wrong(ITS_OWN_SUCCESSOR, "successors", value=row.slug)
    if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
        raise table.wrong(ENDS_TOO_EARLY, "valid_to")
    if row.website and not _ADDRESS.fullmatch(row.website):
        raise table.wrong(NOT_AN_ADDRESS, "website", value=row.website)
    return replace(row, former_names=tuple(_former_names(table, row)))


def _former_names(table: Table, row: Row) -> Iterator[FormerNameRow]:
    first: dict[date, int] = {}
    for name in table.tables("former_names"):
        name.knows_only("name", "short_name", "until", required=["name", "until"])
        until = name.day("until")
        if (row.valid_from and until <= row.valid_from) or (row.valid_to and until >= row.valid_to):
            raise name.wrong(NAME_ENDS_OUTSIDE, "until")
        if until in first:
            raise name.wrong(TWICE, "until", value=until.isoformat(), first=first[until])
        first[until] = name.line_of("until")
        yield FormerNameRow(
            name=name.text("name", limit=255, required=True),
            short_name=name.text("short_name", limit=120),
            until=until,
        )
