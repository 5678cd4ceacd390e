"""What a report says: first words, clean text, two people at once, the paper."""

from datetime import timedelta

import pytest

from newsroom.reporting import actions
from newsroom.reporting.models import Report, ReportEvent, Snapshot
from newsroom.statements.actions import compile_statement
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db
LATER = AFTER + timedelta(days=1)


@pytest.fixture
def write(planner):
    def go(report, *, version=None, **words):
        version = report.version if version is None else version
        return actions.write(report=report, words=words, version=version, by=planner, at=LATER)

    return go


def live(quarter, **options):
    return compile_statement(plan=quarter.plan, period=quarter.period, **options)


def test_the_first_words_are_whole_sentences_with_figures_that_there_are(report, quarter):
    assert actions.strange_names(report, live(quarter)) == {}
    html = actions.sections_of(report, live(quarter))[0].html
    assert "6 tác phẩm" in html
    assert "8 lượt" in html
    assert "{{" not in html
    assert (report.issuer, report.issuer_parent) == ("Sở Nội vụ", "Ủy ban nhân dân tỉnh Thái Bình")
    assert (report.symbol, report.place) == ("BC-SNV", "Thái Bình")
    assert report.recipients.splitlines()[-1] == "Lưu: VT."


def test_figures_follow_the_ledger_until_they_are_frozen(report, quarter, planner):
    make.record(organisation=quarter.paper, channel=quarter.pano)
    assert "9 lượt" in actions.sections_of(report, live(quarter))[0].html
    actions.submit(report=report, by=planner, at=LATER)
    actions.freeze(report=report, by=planner, at=LATER)
    make.record(organisation=quarter.paper, channel=quarter.pano)
    frozen = actions.presented(plan=quarter.plan, period=quarter.period)
    assert "9 lượt" in actions.paper_of(Report.objects.get(), frozen).sections[0].html


def test_text_is_cleaned(report, write):
    dirty = '<p onclick="x()">Nêu <b>gương</b><script>alert(1)</script><a href="javascript:x">đây</a></p><h1>To</h1>'
    kept = write(
        report, results=dirty, shortcomings="<p> &nbsp;</p>", abstract="  Kết  quả ", recipients="\n A ;\n\nB "
    )
    assert kept.results == "<p>Nêu <b>gương</b>đây</p>To"
    assert (kept.shortcomings, kept.abstract, kept.recipients) == ("", "Kết quả", "A ;\nB")


def test_saving_over_somebody_else_is_refused_and_hands_over_their_text(report, write, planner):
    write(report, results="<p>của người này</p>")
    with pytest.raises(actions.Overtaken, match="noi-vu") as told:
        write(report, version=1, results="<p>của người kia</p>")
    assert told.value.report.results == "<p>của người này</p>"
    assert Report.objects.get().results == "<p>của người này</p>"
    write(report, version=2, results="<p>của cả hai</p>")
    assert ReportEvent.objects.filter(kind="written", changes=["results"]).count() == 2


def test_saving_what_is_there_already_overtakes_nobody(report, write):
    write(report, results="<p>một</p>")
    assert write(report, version=1, results="<p>một</p>").version == 2


@pytest.mark.parametrize("state", ["submitted", "snapshot"])
def test_what_is_submitted_or_frozen_is_not_written(state, write, request):
    request.getfixturevalue(state)
    with pytest.raises(actions.NotNow):
        write(Report.objects.get(), results="<p>muộn</p>")


def test_an_unknown_figure_is_named_and_keeps_the_report_from_being_frozen(report, write, planner):
    write(report, proposals="<p>Cần {{ tong.tac_phẩm }}</p>")
    actions.submit(report=report, by=planner, at=LATER)
    with pytest.raises(actions.UnknownFigures, match=r"Kiến nghị, đề xuất: tong\.tac_phẩm"):
        actions.freeze(report=report, by=planner, at=LATER)
    assert not Snapshot.objects.exists()


def test_works_are_added_as_living_names_and_one_that_left_the_period_is_noticed(report, quarter, planner):
    first, second = quarter.records[3], quarter.records[7]
    for record in (first, second):
        report = actions.add_works(
            report=report, work_ids=[record.work_id], version=report.version, by=planner, at=LATER
        )
    assert report.outstanding.count("<li>") == 2
    assert report.outstanding.count("<ul>") == 1
    html = actions.sections_of(report, live(quarter, with_records=True))[-1].html
    assert "“Hai nội dung” – Báo Thái Bình, 02/05/2024" in html
    second.withdrawn_at = AFTER
    second.save()
    strange = actions.strange_names(report, live(quarter, with_records=True))
    assert strange == {"outstanding": [f"tac_pham.{second.work_id}"]}


def test_a_paper_carries_what_the_office_wrote(report, write, quarter):
    write(
        report, capacity="KT. GIÁM ĐỐC", office="PHÓ GIÁM ĐỐC", signatory="Nguyễn Văn A", number="12", place="Thái Bình"
    )
    paper = actions.paper_of(Report.objects.get(), live(quarter))
    assert (paper.signature.capacity, paper.signature.name, paper.number) == ("KT. GIÁM ĐỐC", "Nguyễn Văn A", "12")
    assert [section.code for section in paper.sections] == ["results", "shortcomings"]
    assert paper.recipients[-1] == "Lưu: VT."


def test_a_frozen_paper_keeps_its_text_and_takes_the_registry_of_today(snapshot, quarter, planner):
    report = actions.reopen(report=Report.objects.get(), reason="Sửa", by=planner, at=LATER)
    actions.write(report=report, words={"results": "<p>khác</p>"}, version=report.version, by=planner, at=LATER)
    actions.register(report=report, number="9", symbol="BC-SNV", day=LATER.date(), by=planner, at=LATER)
    old = actions.presented(plan=quarter.plan, period=quarter.period, edition="1")
    paper = actions.paper_of(Report.objects.get(), old)
    assert "174/KH-UBND" in paper.sections[0].html
    assert (paper.number, paper.day) == ("9", LATER.date())


def test_a_unit_gets_its_figures_and_not_the_province_s_text(snapshot, quarter):
    own = actions.presented(plan=quarter.plan, period=quarter.period, organisation_ids={quarter.portal.pk})
    paper = actions.paper_of(Report.objects.get(), own)
    assert "8 lượt" not in "".join(section.html for section in paper.sections)
    assert paper.statement.total.figure.appearances == 2


def test_a_report_without_a_department_is_issued_by_the_province(quarter):
    boss = make.user("quan-tri", is_superuser=True)
    report = actions.open_report(plan=quarter.plan, period=quarter.period, by=boss, at=AFTER)
    assert (report.issuer, report.issuer_parent) == ("Ủy ban nhân dân tỉnh Thái Bình", "")
    assert report.symbol == "BC-UBND"
