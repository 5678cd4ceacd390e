"""What a statement is made of, and the arithmetic that the ledger does not do. Pure: no database, no clock.

A `Statement` is compiled once (`actions.compile_statement`) and every rendering shows the same object: HTML, JSON,
CSV, XLSX. Nothing downstream of it counts.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from newsroom.coverage.counting import Figure
from newsroom.periods import Period

from .aiming import Aim

UNCLASSIFIED_CODE = "khong-phan-loai"
"""How addresses and exports name the row of what serves no item."""

UNSAID_CODE = "khong-ghi"
"""How addresses and exports name a genre that nobody said."""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What agencies say that they did: activities of reports that were sent. Stands beside the ledger's figures."""

    activities: int = 0
    quantity: int = 0
    minutes: int = 0
    persons: int = 0
    copies: int = 0

    def __add__(self, other: "Reported") -> "Reported":
        return Reported(
            activities=self.activities + other.activities,
            quantity=self.quantity + other.quantity,
            minutes=self.minutes + other.minutes,
            persons=self.persons + other.persons,
            copies=self.copies + other.copies,
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """One channel or one organisation, within a row or within the total. `code` is what addresses use."""

    code: str
    name: str
    figure: Figure
    unit: str = ""
    aim: Aim | None = None
    reported: Reported = field(default_factory=Reported)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the statement: an item of the plan, what serves none, or the total.

    `by_genre` and `by_tone` hold what there is, in the order of the vocabulary; a piece whose genre nobody said stands
    under UNSAID_CODE.
    """

    label: str
    code: str
    title: str
    figure: Figure
    by_channel: tuple[Part, ...] = ()
    by_organisation: tuple[Part, ...] = ()
    by_genre: tuple[Part, ...] = ()
    by_tone: tuple[Part, ...] = ()
    aim: Aim | None = None
    reported: Reported = field(default_factory=Reported)


@dataclass(frozen=True, kw_only=True)
class Named:
    """An organisation that records are about, and how they speak of it (174/KH-UBND, II.2.c and IV.1.e).

    A record about several organisations stands at each of them once.
    """

    code: str
    name: str
    figure: Figure
    commended: Figure = field(default_factory=Figure)
    criticised: Figure = field(default_factory=Figure)
    informed: Figure = field(default_factory=Figure)


@dataclass(frozen=True, kw_only=True)
class Output:
    """How much of all that an outlet put out in the window was about administrative reform.

    `entered` is the total that it gave in its report on this very period; `published` what this system published for
    it, whatever that was about. None where nobody said and nothing is known: no share is made up. `works` stand in
    the ledger for it; `pages` are those of its pieces published here that do.
    """

    code: str
    name: str
    works: int
    pages: int = 0
    published: int | None = None
    entered: int | None = None

    @property
    def basis(self) -> str:
        """Which total the share uses: "entered", else "published", else ""."""
        return "entered" if self.entered else "published" if self.published else ""

    @property
    def counted(self) -> int | None:
        """What is held against that total: all works against an entered one, pages against what was published here."""
        return {"entered": self.works, "published": self.pages}.get(self.basis)

    @property
    def total(self) -> int | None:
        return {"entered": self.entered, "published": self.published}.get(self.basis)

    @property
    def share(self) -> float | None:
        """Counted over total, to four places; None without a total, or when the total is smaller than its part."""
        counted, total = self.counted, self.total
        return round(counted / total, 4) if counted is not None and total and counted <= total else None


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """One appearance as lists and spreadsheets print it. `items` are the labels that it serves.

    Codes stand beside the names, so that a list which was kept can be counted again when names have changed.
    """

    record_id: int
    work_id: int
    day: date
    title: str
    organisation: str
    channel: str
    quantity: int
    unit: str
    seconds: int
    themes: tuple[str, ...]
    items: tuple[str, ...]
    persons: int | None = None
    copies: int | None = None
    is_rerun: bool = False
    genre: str = ""
    tone: str = ""
    source: str = ""
    url: str = ""
    evidence: str = ""
    organisation_code: str = ""
    channel_code: str = ""
    genre_code: str = ""
    tone_code: str = ""
    about: tuple[str, ...] = ()
    about_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seal:
    """What tells a frozen statement from a live one: which snapshot it is, who froze it and when, and its hash.

    `number` counts the snapshots of one plan and period from 1; `sha256` is that of the stored bytes, in hex.
    """

    snapshot_id: int
    number: int
    sha256: str
    frozen_at: datetime
    frozen_by: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What was done against one plan in one period.

    `organisations` is None when everything is counted, else the names of those to which it is narrowed. `records` is
    None unless they were asked for; then they are exactly what the total counts, and may be many: iterate, ask for the
    length, keep no copy. Without a `seal` it is live: it says what the ledger says at this moment, and is provisional.
    """

    plan_number: str
    plan_title: str
    plan_year: int
    plan_is_sample: bool
    period: Period
    period_name: str
    rows: tuple[Line, ...]
    unclassified: Line
    total: Line
    aims: tuple[Aim, ...] = ()
    named: tuple[Named, ...] = ()
    output: tuple[Output, ...] = ()
    organisations: tuple[str, ...] | None = None
    records: Collection[RecordLine] | None = None
    seal: Seal | None = None

    @property
    def provisional(self) -> bool:
        return self.seal is None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All rows as printed: the items, what serves none, the total."""
        return (*self.rows, self.unclassified, self.total)

    @property
    def repeated(self) -> int:
        """By how many appearances the rows exceed the total, because some serve several items."""
        parts = (*self.rows, self.unclassified)
        return sum(line.figure.appearances for line in parts) - self.total.figure.appearances
