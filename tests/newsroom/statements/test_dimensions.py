"""Genre, tone, who is praised and who is criticised, the share of all output, and names of the period's end."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.coverage.counting import Figure
from newsroom.organisations.models import FormerName
from newsroom.periods import period
from newsroom.statements.actions import compile_statement
from newsroom.statements.compiling import UNSAID_CODE, Output
from newsroom.statements.querysets import items_of, records_behind
from newsroom.submissions.models import Submission
from tests import factories as make

WHEN = datetime(2024, 6, 14, tzinfo=UTC)


@pytest.fixture
def coloured(quarter):
    """The quarter with genres and tones, and organisations that its records are about."""
    first, repost, aired, two, column, rerun, outside, pano = quarter.records
    praised, blamed, both = (make.organisation(name, kind="district") for name in ("Huyện A", "Huyện B", "Huyện C"))
    for record, genre, tone, about in (
        (first, "article", "commend", [praised, both]),
        (repost, "article", "commend", [praised]),
        (aired, "reportage", "neutral", []),
        (two, "brief", "critical", [blamed, both]),
        (column, "", "critical", [blamed]),
        (rerun, "", "neutral", [both]),
        (outside, "brief", "neutral", []),
        (pano, "", "neutral", []),
    ):
        type(record).objects.filter(pk=record.pk).update(genre=genre, tone=tone)
        record.about.set(about)
    return quarter


def compiled(quarter, **asked):
    return compile_statement(plan=quarter.plan, period=quarter.period, **asked)


def shown(parts):
    return {part.code: (part.figure.appearances, part.figure.works) for part in parts}


def test_each_row_is_spread_over_genres_in_their_order_and_the_unsaid_last(coloured):
    statement = compiled(coloured)
    assert shown(statement.rows[0].by_genre) == {"brief": (1, 1), "article": (2, 1), "reportage": (1, 1)}
    assert [part.code for part in statement.total.by_genre] == ["brief", "article", "reportage", UNSAID_CODE]
    assert statement.total.by_genre[-1].name == "Chưa ghi thể loại"
    assert shown(statement.total.by_genre)[UNSAID_CODE] == (3, 3)


def test_each_row_is_spread_over_tones(coloured):
    statement = compiled(coloured)
    assert shown(statement.rows[1].by_tone) == {"neutral": (1, 1), "critical": (2, 2)}
    assert [part.name for part in statement.total.by_tone] == ["Thông tin", "Nêu gương", "Phản ánh tồn tại"]
    for line in statement.lines:
        for parts in (line.by_tone, line.by_genre):
            assert sum(part.figure.appearances for part in parts) == line.figure.appearances


def test_each_organisation_named_with_who_praises_and_who_criticises(coloured):
    named = {one.name: one for one in compiled(coloured).named}
    assert list(named) == ["Huyện A", "Huyện B", "Huyện C"]
    balance = {
        name: (one.commended.appearances, one.criticised.appearances, one.informed.appearances)
        for name, one in named.items()
    }
    assert balance == {"Huyện A": (2, 0, 0), "Huyện B": (0, 2, 0), "Huyện C": (1, 1, 1)}
    assert (named["Huyện A"].commended.works, named["Huyện A"].figure.works) == (1, 1)
    assert named["Huyện B"].commended == Figure()


def test_what_a_figure_of_a_dimension_counts_is_what_it_opens(coloured):
    items, statement = items_of(coloured.plan), compiled(coloured)

    def opened(**asked):
        found = records_behind(items=items, period=coloured.period, **asked)
        return found.count(), found.values("work").distinct().count()

    for line in statement.lines:
        row = {"": None, "khong-phan-loai": ""}.get(line.code, line.code)
        for part in line.by_genre:
            genre = "" if part.code == UNSAID_CODE else part.code
            assert opened(item=row, genre=genre) == (part.figure.appearances, part.figure.works)
        for part in line.by_tone:
            assert opened(item=row, tone=part.code) == (part.figure.appearances, part.figure.works)
        assert opened(item=row, rerun=False)[0] == line.figure.first_runs
        assert opened(item=row, rerun=True)[0] == line.figure.appearances - line.figure.first_runs
    for one in statement.named:
        assert opened(about=one.code) == (one.figure.appearances, one.figure.works)
        assert opened(about=one.code, tone="commend") == (one.commended.appearances, one.commended.works)


def test_the_records_say_whom_they_are_about(coloured):
    records = compiled(coloured, with_records=True).records
    first = next(line for line in records if line.title == "In báo")
    assert (first.about, first.about_codes) == (("Huyện A", "Huyện C"), ("huyen-a", "huyen-c"))


def report(quarter, organisation, output, *, state="sent", code="quy-2"):
    return Submission.objects.create(
        plan=quarter.plan,
        organisation=organisation,
        year=2024,
        period_code=code,
        state=state,
        output=output,
        opened_at=WHEN,
        changed_at=WHEN,
        sent_at=WHEN if state == "sent" else None,
        first_sent_at=WHEN if state == "sent" else None,
    )


class TestShareOfAllOutput:
    @pytest.fixture
    def pages(self, quarter):
        """Of the newspaper: two pieces in the quarter, one of them about reform; one before it, one taken down."""
        make.channel("bao", serves=["story:newspaper"])
        outlet = make.outlet(quarter.paper)
        theme = make.theme("Một cửa")
        # The window opens at midnight in Vietnam, 17:00 UTC the day before, and closes so.
        for moment, title, fields in (
            (datetime(2024, 3, 14, 16, 59, tzinfo=UTC), "Trước kỳ", {"outside_cchc": True}),
            (datetime(2024, 3, 14, 17, 1, tzinfo=UTC), "Đầu kỳ", {"outside_cchc": True}),
            (datetime(2024, 6, 14, 16, 59, tzinfo=UTC), "Cuối kỳ", {"themes": [theme]}),
            (datetime(2024, 6, 14, 17, 1, tzinfo=UTC), "Sau kỳ", {"outside_cchc": True}),
            (datetime(2024, 5, 1, tzinfo=UTC), "Đã gỡ", {"outside_cchc": True}),
        ):
            with time_machine.travel(moment, tick=False):
                page = make.story(outlet, title, live=True, **fields)
        page.unpublish()
        return quarter

    def of_paper(self, quarter, **asked):
        return next((one for one in compiled(quarter, **asked).output if one.code == quarter.paper.slug), None)

    def test_the_system_knows_what_it_published_about_whatever_it_was(self, pages):
        out = self.of_paper(pages)
        assert (out.published, out.pages, out.entered) == (2, 1, None)
        assert (out.basis, out.counted, out.total, out.share) == ("published", 1, 2, 0.5)
        items = items_of(pages.plan)
        behind = records_behind(items=items, period=pages.period, organisation=pages.paper.slug, pages_only=True)
        assert [record.title for record in behind] == ["Cuối kỳ"]

    def test_what_the_outlet_entered_stands_beside_it_and_goes_before(self, pages):
        report(pages, pages.paper, 200)
        out = self.of_paper(pages)
        assert (out.published, out.entered, out.basis, out.works, out.total) == (2, 200, "entered", 4, 200)
        assert out.share == 0.02

    def test_drafts_and_other_periods_say_nothing(self, quarter):
        report(quarter, quarter.paper, 200, state="draft")
        report(quarter, quarter.paper, 200, code="nam")
        assert self.of_paper(quarter) is None

    def test_where_nobody_said_and_nothing_is_known_there_is_no_share(self, quarter):
        assert compiled(quarter).output == ()

    def test_a_total_smaller_than_its_part_gives_no_share(self, quarter):
        report(quarter, quarter.paper, 1)
        assert self.of_paper(quarter).share is None

    def test_a_unit_sees_its_own_only(self, pages):
        report(pages, pages.station, 50)
        assert {one.code for one in compiled(pages).output} == {pages.paper.slug, pages.station.slug}
        assert self.of_paper(pages, organisation_ids=[pages.portal.pk]) is None
        assert compiled(pages, organisation_ids=[pages.station.pk]).output[0].entered == 50

    def test_da_nang_2012(self):
        assert round(Output(code="bao", name="Báo Đà Nẵng", works=435, entered=14_334).share, 2) == 0.03


class TestNames:
    def test_a_past_report_prints_the_names_of_its_last_day(self, coloured):
        changed = date(2024, 6, 15)
        for body, old in ((coloured.paper, "Báo cũ"), (make.organisation("Huyện A"), "Huyện cũ")):
            FormerName.objects.create(organisation=body, name=old, until=changed)
        FormerName.objects.create(organisation=coloured.station, name="Đài cũ", until=changed)
        statement = compiled(coloured, with_records=True)
        assert "Báo cũ" in [part.name for part in statement.total.by_organisation]
        assert "Huyện cũ" in [one.name for one in statement.named]
        assert statement.aims[0].subject == "Chuyên mục CCHC – Đài cũ"
        first = next(line for line in statement.records if line.title == "In báo")
        assert (first.organisation, first.about[0]) == ("Báo cũ", "Huyện cũ")
        own = compiled(coloured, organisation_ids=[coloured.paper.pk])
        assert own.organisations == ("Báo cũ",)

    def test_from_the_day_of_the_new_name_on_it_prints_that(self, quarter):
        FormerName.objects.create(organisation=quarter.paper, name="Báo cũ", until=date(2024, 6, 14))
        assert "Báo cũ" not in [part.name for part in compiled(quarter).total.by_organisation]


def test_as_many_queries_for_much_as_for_little(coloured):
    make.outlet(coloured.paper)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            compiled(coloured, with_records=True)
        return len(captured)

    few = queries()
    for number in range(5):
        body = make.organisation(f"Báo {number}", kind="newspaper")
        FormerName.objects.create(organisation=body, name=f"Báo cũ {number}", until=date(2024, 4, 1))
        make.outlet(body)
        record = make.record(organisation=body, tone="commend", genre="talk", channel=make.channel("bao"))
        record.about.set([make.organisation(f"Sở {number}", kind="department")])
    assert queries() == few


def test_an_empty_period_has_nothing_to_spread(quarter):
    empty = compile_statement(plan=quarter.plan, period=period(2024, "quy-4"))
    assert (empty.named, empty.output, empty.total.by_genre, empty.total.by_tone) == ((), (), (), ())
