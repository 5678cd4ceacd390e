"""A plan from a TOML file, checked whole before anything is written. Keys and tables: see `read_plan`.

Dataclasses here are the file as written, with slugs, codes and labels for whatever it names.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from newsroom.reading import EMPTY, TWICE, Table, read

from .targets import TargetRow, read_target

CLAUSE_KINDS = ("section", "prose", "item", "channels", "duty", "reporting")
REPORT_KINDS = ("month", "quarter", "half", "year")


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


ENDS_TOO_EARLY = _("The plan cannot end before it begins: in_force_to must be later than in_force_from.")
NO_SUCH_PARENT = _("No clause “%(value)s” is printed before this one.")
NO_SUCH_CLAUSE = _("The plan has no clause “%(value)s”.")
NO_SUCH_ITEM = _("The plan has no content item “%(value)s” under [[items]].")
NO_SUCH_THEME = _(
    "There is no theme “%(value)s”. Check its identifier, or load the themes first (manage.py load_themes)."
)
NO_SUCH_ORGANISATION = _(
    "There is no organisation “%(value)s”. "
    "Check its identifier, or load the organisations first (manage.py load_organisations)."
)
NO_SUCH_CHANNEL = _("There is no form “%(value)s”. Check its code, or load the forms first (manage.py load_channels).")
NO_SUCH_REGIME = _("There is no reporting calendar “%(value)s”. Known: %(known)s.")
WRONG_KIND = _("Clause “%(value)s” is of the kind “%(kind)s”; here only “%(wanted)s” fits.")
ITEM_WITHOUT_ROW = _("Clause “%(value)s” is of the kind “item”, but no [[items]] names its themes.")
SAYS_NOTHING = _("A clause needs a heading or a text.")
NOBODY_BEARS_IT = _("Name who bears it: bearers, bearer_kinds or both.")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a plan may name: slugs of themes and organisations, codes of channels and calendars, kinds."""

    themes: Collection[str]
    organisations: Collection[str]
    organisation_kinds: Collection[str]
    channels: Collection[str]
    regimes: Collection[str]


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    label: str
    parent: str
    kind: str
    heading: str
    text: str
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    label: str
    title: str
    themes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AssignmentRow:
    clause: str
    summary: str
    bearers: tuple[str, ...]
    bearer_kinds: tuple[str, ...]
    channels: tuple[str, ...]
    items: tuple[str, ...]
    is_measured: bool


@dataclass(frozen=True, kw_only=True)
class ReportingRow:
    clause: str
    bearers: tuple[str, ...]
    bearer_kinds: tuple[str, ...]
    recipient: str
    via: str
    due_day: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanSheet:
    """One plan as written. `clauses` are in printed order, with the channels that each names."""

    number: str
    title: str
    issuer: str
    signed_by: str
    issued_on: date | None
    year: int
    in_force_from: date
    in_force_to: date
    is_sample: bool
    regime: str
    clauses: tuple[ClauseRow, ...]
    items: tuple[ItemRow, ...]
    assignments: tuple[AssignmentRow, ...]
    targets: tuple[TargetRow, ...]
    reporting: tuple[ReportingRow, ...]
    lines: Mapping[str, int]
    """On which line the plan ("") and each clause (by its label) begins."""


def read_plan(source: bytes, *, file: str, known: Known) -> PlanSheet:
    """The plan in a file, called `file` in messages; raises Unreadable at the first thing that is wrong.

    [plan] number, title, issuer, signed_by, issued_on, year, in_force_from, in_force_to (exclusive), sample, regime
    [[clauses]] label, parent, kind, heading, text: in printed order, a parent before what stands under it
    [[items]] label (of a clause of the kind "item"), title, themes
    [[channels]] clause, codes
    [[assignments]] clause (of the kind "duty"), bearers, bearer_kinds, channels, items, summary,
        measured (true unless said)
    [[targets]] origin (a clause; "" means the unit's own), item, channel, organisation, quantity, measure, every or
        rule (RFC 5545), valid_from, valid_to (exclusive)
    [[reporting]] clause (of the kind "reporting"), bearers, bearer_kinds, recipient, via, due_day, kinds
    [[crosswalk]] see `crosswalks`
    """
    document = read(source, file=file)
    parts = ("plan", "clauses", "items", "channels", "assignments", "targets", "reporting", "crosswalk")
    document.knows_only(*parts, required=["plan", "clauses"])
    return _Reading(document, known).sheet()


class _Reading:
    """One pass over a plan's document; what was read before says what may be named after."""

    def __init__(self, document: Table, known: Known) -> None:
        self.document, self.known = document, known
        self.clauses: dict[str, ClauseRow] = {}
        self.lines: dict[str, int] = {}
        self.items: dict[str, ItemRow] = {}

    def sheet(self) -> PlanSheet:
        head = self._head(self.document.table("plan"))
        for table in self.document.tables("clauses"):
            self._clause(table)
        for table, label in self._of_clauses("items", "label", "item"):
            self.items[label] = self._item(table, label)
        named: dict[str, tuple[str, ...]] = {}
        for table, label in self._of_clauses("channels", "clause"):
            table.knows_only("clause", "codes", required=["clause", "codes"])
            named[label] = table.choices("codes", self.known.channels, NO_SUCH_CHANNEL)
        self._no_item_is_forgotten()
        return PlanSheet(
            **head,
            clauses=tuple(replace(row, channels=named.get(label, ())) for label, row in self.clauses.items()),
            items=tuple(self.items.values()),
            assignments=tuple(self._assignment(*found) for found in self._of_clauses("assignments", "clause", "duty")),
            targets=tuple(self._target(table) for table in self.document.tables("targets")),
            reporting=tuple(self._reporting(*found) for found in self._of_clauses("reporting", "clause", "reporting")),
            lines=self.lines,
        )

    def _head(self, table: Table) -> dict:
        required = ["number", "title", "issuer", "year", "in_force_from", "in_force_to", "regime"]
        table.knows_only(*required, "signed_by", "issued_on", "sample", required=required)
        self.lines[""] = table.line
        begins, ends = table.day("in_force_from"), table.day("in_force_to")
        if ends <= begins:
            raise table.wrong(ENDS_TOO_EARLY, "in_force_to")
        return {
            "number": table.text("number", limit=60, required=True),
            "title": table.text("title", limit=255, required=True),
            "issuer": self._named(table, "issuer", self.known.organisations, NO_SUCH_ORGANISATION),
            "signed_by": table.text("signed_by", limit=120),
            "issued_on": table.day("issued_on"),
            "year": table.number("year", low=2000, high=2200),
            "in_force_from": begins,
            "in_force_to": ends,
            "is_sample": table.flag("sample"),
            "regime": self._named(table, "regime", self.known.regimes, NO_SUCH_REGIME),
        }

    def _clause(self, table: Table) -> None:
        table.knows_only("label", "parent", "kind", "heading", "text", required=["label", "kind"])
        row = ClauseRow(
            label=table.text("label", limit=40, required=True),
            parent=table.text("parent"),
            kind=table.choice("kind", CLAUSE_KINDS),
            heading=table.text("heading", limit=255),
            text=table.text("text", lines=True),
        )
        if row.label in self.clauses:
            raise table.wrong(TWICE, "label", value=row.label, first=self.lines[row.label])
        if row.parent and row.parent not in self.clauses:
            raise table.wrong(NO_SUCH_PARENT, "parent", value=row.parent)
        if not (row.heading or row.text):
            raise table.wrong(SAYS_NOTHING)
        self.clauses[row.label] = row
        self.lines[row.label] = table.line

    def _of_clauses(self, part: str, key: str, kind: str = ""):
        """The tables of a part with the clause that each is about: one of the wanted kind, and each once."""
        first: dict[str, int] = {}
        for table in self.document.tables(part):
            table.needs(key)
            label = self._named(table, key, self.clauses, NO_SUCH_CLAUSE)
            if kind and self.clauses[label].kind != kind:
                raise table.wrong(WRONG_KIND, key, value=label, kind=self.clauses[label].kind, wanted=kind)
            if label in first:
                raise table.wrong(TWICE, key, value=label, first=first[label])
            first[label] = table.line_of(key)
            yield table, label

    def _item(self, table: Table, label: str) -> ItemRow:
        table.knows_only("label", "title", "themes", required=["label", "title", "themes"])
        themes = table.choices("themes", self.known.themes, NO_SUCH_THEME)
        if not themes:
            raise table.wrong(EMPTY, "themes")
        return ItemRow(label=label, title=table.text("title", limit=160, required=True), themes=themes)

    def _no_item_is_forgotten(self) -> None:
        for number, (label, row) in enumerate(self.clauses.items()):
            if row.kind == "item" and label not in self.items:
                raise self.document.wrong(ITEM_WITHOUT_ROW, "clauses", number, value=label)

    def _assignment(self, table: Table, label: str) -> AssignmentRow:
        table.knows_only(
            *("clause", "bearers", "bearer_kinds", "channels", "items", "summary", "measured"),
            required=["clause", "summary"],
        )
        return AssignmentRow(
            clause=label,
            summary=table.text("summary", limit=255, required=True),
            **self._bearers(table),
            channels=table.choices("channels", self.known.channels, NO_SUCH_CHANNEL),
            items=table.choices("items", self.items, NO_SUCH_ITEM),
            is_measured="measured" not in table or table.flag("measured"),
        )

    def _target(self, table: Table) -> TargetRow:
        known = {
            "origin": (self.clauses, NO_SUCH_CLAUSE),
            "item": (self.items, NO_SUCH_ITEM),
            "channel": (self.known.channels, NO_SUCH_CHANNEL),
            "organisation": (self.known.organisations, NO_SUCH_ORGANISATION),
        }
        return read_target(table, named=lambda key: self._named(table, key, *known[key], optional=True))

    def _reporting(self, table: Table, label: str) -> ReportingRow:
        required = ["clause", "recipient", "due_day", "kinds"]
        table.knows_only(*required, "bearers", "bearer_kinds", "via", required=required)
        kinds = table.choices("kinds", REPORT_KINDS)
        if not kinds:
            raise table.wrong(EMPTY, "kinds")
        return ReportingRow(
            clause=label,
            **self._bearers(table),
            recipient=self._named(table, "recipient", self.known.organisations, NO_SUCH_ORGANISATION),
            via=self._named(table, "via", self.known.organisations, NO_SUCH_ORGANISATION, optional=True),
            due_day=table.number("due_day", low=1, high=28),
            kinds=kinds,
        )

    def _bearers(self, table: Table) -> dict:
        bearers = table.choices("bearers", self.known.organisations, NO_SUCH_ORGANISATION)
        kinds = table.choices("bearer_kinds", self.known.organisation_kinds)
        if not (bearers or kinds):
            raise table.wrong(NOBODY_BEARS_IT, "bearers")
        return {"bearers": bearers, "bearer_kinds": kinds}

    def _named(self, table: Table, key: str, known: Collection[str], problem: str, *, optional: bool = False) -> str:
        """A text that names something known; "" only where that is optional."""
        value = table.text(key, required=not optional)
        if value and value not in known:
            raise table.wrong(problem, key, value=value, known=", ".join(known))
        return value
