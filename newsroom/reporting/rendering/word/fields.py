"""The fields that a Word template may use, and the sandbox in which it uses them.

A template is a file that somebody uploads: it reaches these names and nothing else. Their names are Vietnamese without
marks, because those who write templates are officials with Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from newsroom.plan.wording import short_period_name

from ...composing import Paper
from .. import papers, words
from ..characters import in_one_line

NARRATIVE, ANNEXES = "noi_dung", "phu_luc"
BLOCKS = (NARRATIVE, ANNEXES)
"""Fields that stand for whole paragraphs: each alone in a paragraph of the body."""
NEEDED = (*BLOCKS, "canh_bao")
"""Without these a paper would lose its figures, or the word that they are provisional."""
FILTERS = ("upper", "lower", "title", "capitalize")


@dataclass(frozen=True)
class Field:
    """`kind` is text, list, condition or block."""

    name: str
    about: str
    kind: str = "text"


def offered() -> Iterator[Field]:
    """Every field, with what it holds."""
    yield Field("co_quan_chu_quan", _("the body above the issuing body, in capitals"))
    yield Field("co_quan_ban_hanh", _("the issuing body, in capitals"))
    yield Field("ten_co_quan", _("the issuing body as written in a sentence"))
    yield Field("so_ky_hieu", _("number and symbol: “No.: 15/BC-SNV”"))
    yield Field("dia_danh_ngay", _("place and date"))
    yield Field("loai_van_ban", _("the type of the document, in capitals"))
    yield Field("trich_yeu", _("the abstract"))
    yield Field("canh_bao", _("that figures are provisional, or of which frozen edition they are (needed)"))
    yield Field("ke_hoach_so", _("number of the plan"))
    yield Field("ke_hoach_ten", _("title of the plan"))
    yield Field("ky_bao_cao", _("the name of the period"))
    yield Field("tu_ngay", _("first day of the period"))
    yield Field("den_ngay", _("last day of the period"))
    yield Field("pham_vi", _("whose figures these are"))
    yield Field("trang_thai", _("the state of the figures in a sentence: snapshot, day, hash"))
    yield Field("tam_tinh", _("true while the figures are provisional"), "condition")
    yield Field("tong_luot", _("appearances in all"))
    yield Field("tong_tac_pham", _("works in all"))
    yield Field("tong_phut", _("minutes in all"))
    yield Field("noi_dung", _("all narrative sections (needed; alone in its paragraph)"), "block")
    yield Field("quyen_han", _("in whose stead one signs: “KT. GIÁM ĐỐC”"))
    yield Field("chuc_vu", _("office of the signatory"))
    yield Field("nguoi_ky", _("name of the signatory"))
    yield Field("noi_nhan", _("the recipients, one by one"), "list")
    yield Field("phu_luc", _("all annexes (needed; alone in its paragraph, in the last section)"), "block")


def values_of(paper: Paper) -> dict[str, object]:
    """What each field says on this paper. Blocks hold the mark that `as_docx` replaces."""
    statement, signature = paper.statement, paper.signature
    total = statement.total.figure
    issuer = in_one_line(paper.issuer)
    told: dict[str, object] = {
        "co_quan_chu_quan": paper.issuer_parent.upper() or papers.DOTS,
        "co_quan_ban_hanh": issuer.upper() or papers.DOTS,
        "ten_co_quan": issuer or papers.DOTS,
        "so_ky_hieu": papers.number_and_symbol(paper),
        "dia_danh_ngay": papers.place_and_day(paper),
        "loai_van_ban": papers.kind(paper),
        "trich_yeu": papers.abstract(paper),
        "canh_bao": papers.warning(paper),
        "ke_hoach_so": statement.plan_number,
        "ke_hoach_ten": statement.plan_title,
        "ky_bao_cao": short_period_name(statement.period),
        "tu_ngay": words.said(statement.period.start),
        "den_ngay": words.said(statement.period.last_day),
        "pham_vi": words.scope(statement),
        "trang_thai": words.state(statement),
        "tong_luot": words.said(total.appearances),
        "tong_tac_pham": words.said(total.works),
        "tong_phut": words.said(total.minutes),
        "quyen_han": signature.capacity.upper(),
        "chuc_vu": signature.office.upper() or papers.DOTS,
        "nguoi_ky": signature.name or papers.DOTS,
    }
    told = {name: in_one_line(str(value)) for name, value in told.items()}
    told.update({name: mark(name) for name in BLOCKS})
    told["tam_tinh"] = statement.provisional
    told["noi_nhan"] = [in_one_line(one) for one in papers.recipients(paper)]
    return told


def mark(name: str) -> str:
    """What a block's paragraph holds until the block takes its place; no text of a paper can contain it."""
    # This control character is legal in XML, and never passes `characters.printable`.
    return f"\u0085{name}\u0085"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without anything to reach: no globals, no methods, four filters; a name that is not offered is an error."""

    def __init__(self):
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests.clear()

    def is_safe_attribute(self, obj, attr, value) -> bool:
        return type(obj).__name__ == "LoopContext" and attr in ("first", "last", "index")

    def is_safe_callable(self, obj) -> bool:
        return False
