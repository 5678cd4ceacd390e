"""Figures in running text."""

import pytest

from newsroom.coverage.counting import Figure
from newsroom.periods import period
from newsroom.reporting.filling import asks_for_works, figures_of, fill, names_in, unknown
from newsroom.statements.aiming import Aim
from newsroom.statements.compiling import Line, Part, RecordLine, Statement

FIGURES = {"tong.luot": "1.234", "kenh.bao.ten": "Báo <in>"}


@pytest.mark.parametrize(
    "name", ["{{ tong.luot }}", "{{tong.luot}}", "{{ TONG.Luot}}", "{{\xa0tong.luot\xa0}}", "{{&nbsp;tong.luot }}"]
)
def test_spaces_and_capitals_do_not_matter(name):
    assert fill(f"<p>Có {name} lượt</p>", FIGURES) == "<p>Có 1.234 lượt</p>"


def test_a_figure_is_text_and_never_markup():
    assert fill("{{ kenh.bao.ten }}", FIGURES) == "Báo &lt;in&gt;"


def test_on_screens_live_figures_are_marked_with_their_names():
    assert fill("{{ tong.luot }}", FIGURES, marked=True) == '<data value="tong.luot">1.234</data>'


def test_what_is_not_known_stays_and_is_named_once():
    html = "<p>{{ tong.luot }} {{ tong.sai }} {{tong.sai}} {{ x"
    assert fill(html, FIGURES) == "<p>1.234 {{ tong.sai }} {{tong.sai}} {{ x"
    assert unknown(html, FIGURES) == ["tong.sai", "{{ x"]


@pytest.mark.parametrize("html", ["", "<p>không có gì</p>", "{ một ngoặc }", "{{ tong.luot }}"])
def test_a_text_without_mistakes_has_none(html):
    assert unknown(html, FIGURES) == []


def test_a_name_cut_by_markup_is_a_mistake_and_not_a_figure():
    assert unknown("{{ <b>tong</b>.luot }}", FIGURES)


def test_works_are_asked_for_by_number():
    assert asks_for_works("{{ tac_pham.12 }}")
    assert not asks_for_works("{{ tong.tac_pham }}")
    assert names_in("{{ a.b }} {{c}}") == ["a.b", "c"]


@pytest.fixture
def figures():
    aim = Aim(measure="works", target=20, done=13, subject="Mục 1")
    first = Line(label="II.1.1", code="II.1.1", title="Một cửa", figure=Figure(1300, 13, 90, 1299, 1300), aim=aim)
    empty = Line(label="II.1.2", code="II.1.2", title="PAR Index", figure=Figure())
    channel = Part(code="pano", name="Pano", unit="bản", figure=Figure(2, 1, 0, 2, 4000))
    record = RecordLine(
        record_id=1,
        work_id=77,
        day=period(2024, "quy-2").start,
        title="Vũ Thư",
        organisation="Báo Thái Bình",
        channel="Báo in",
        quantity=1,
        unit="tác phẩm",
        seconds=0,
        themes=(),
        items=(),
    )
    return figures_of(
        Statement(
            plan_number="174/KH-UBND",
            plan_title="Kế hoạch",
            plan_year=2024,
            plan_is_sample=False,
            period=period(2024, "quy-2"),
            period_name="Quý II/2024 (…)",
            rows=(first, empty),
            unclassified=Line(label="", code="khong-phan-loai", title="Không phân loại", figure=Figure(5, 4)),
            total=Line(label="", code="", title="Tổng", figure=Figure(1305, 17, 90), by_channel=(channel,)),
            aims=(aim, Aim(measure="works", target=1, done=1, subject="Đạt")),
            records=(record,),
        ),
        nothing="không có",
        short_name="Quý II/2024",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tong.luot", "1.305"),
        ("tong.tac_pham", "17"),
        ("tong.phut", "2"),
        ("muc.ii.1.1.luot", "1.300"),
        ("muc.ii.1.1.ten", "Một cửa"),
        ("muc.ii.1.1.chi_tieu", "20"),
        ("muc.ii.1.1.ty_le", "65%"),
        ("khong_phan_loai.tac_pham", "4"),
        ("kenh.pano.so_luong", "4.000 bản"),
        ("ky.ten", "Quý II/2024"),
        ("ky.tu_ngay", "15/03/2024"),
        ("ky.den_ngay", "14/06/2024"),
        ("ke_hoach.so", "174/KH-UBND"),
        ("muc.chua_co", "PAR Index (II.1.2)"),
        ("chi_tieu.chua_dat", "Mục 1"),
        ("chi_tieu.dat", "1"),
        ("tac_pham.77", "“Vũ Thư” – Báo Thái Bình, 15/03/2024"),
    ],
)
def test_every_name_stands_for_the_statement_s_figure(figures, name, value):
    assert figures[name] == value
