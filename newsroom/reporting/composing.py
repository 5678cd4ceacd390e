"""What an official paper is made of, beside its figures. Pure: no database, no clock.

The parts are those of Nghị định 30/2020/NĐ-CP, Điều 8. A `Paper` is filled from a report and rendered as DOCX and PDF;
nothing in it counts.
"""

from dataclasses import dataclass
from datetime import date

from newsroom.statements.compiling import Statement


@dataclass(frozen=True, kw_only=True)
class Section:
    """One narrative part: results, shortcomings, proposals, outstanding works. `html` is cleaned rich text."""

    code: str
    heading: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs: in whose stead ("KT. GIÁM ĐỐC", "TL. CHỦ TỊCH", or ""), as what ("PHÓ GIÁM ĐỐC"), by name."""

    capacity: str = ""
    office: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A report as printed. `issuer` is under `issuer_parent`; `number` may be "" until the paper is registered."""

    statement: Statement
    issuer: str
    issuer_parent: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    day: date | None = None
    title: str = ""
    abstract: str = ""
    sections: tuple[Section, ...] = ()
    signature: Signature = Signature()
    recipients: tuple[str, ...] = ()
