"""Reports on past periods print the names of their end, whatever became of the bodies since."""

from datetime import UTC, date, datetime

import pytest

from newsroom.organisations.actions import load_organisations
from newsroom.organisations.models import FormerName, Organisation
from newsroom.periods import period
from newsroom.statements.actions import compile_statement
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(db):
    """Thái Bình of 2024 and all that it became until today."""
    load_organisations(by=None, at=datetime(2026, 11, 1, tzinfo=UTC))


def test_who_stood_on_both_sides_of_each_merger(shipped):
    speaking = {
        date(2025, 3, 16): {"Báo Thái Bình", "Đài Phát thanh và Truyền hình Thái Bình"},
        date(2025, 3, 17): {"Báo Thái Bình (sau hợp nhất)"},
        date(2025, 6, 30): {"Báo Thái Bình (sau hợp nhất)"},
        date(2025, 7, 1): {"Báo và Phát thanh, truyền hình Hưng Yên"},
    }
    for day, names in speaking.items():
        bodies = Organisation.objects.valid_on(day).of_kinds("newspaper", "broadcaster").with_names()
        assert {body.named_on(day).name for body in bodies if "(mẫu)" not in body.name} == names, day
    for day, stands, gone in (
        (date(2025, 2, 28), "so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe-2025"),
        (date(2025, 3, 1), "so-khoa-hoc-va-cong-nghe-2025", "so-thong-tin-va-truyen-thong"),
        (date(2025, 6, 30), "ubnd-tinh-thai-binh", "ubnd-tinh-hung-yen"),
        (date(2025, 7, 1), "ubnd-tinh-hung-yen", "ubnd-tinh-thai-binh"),
    ):
        existing = set(Organisation.objects.valid_on(day).values_list("slug", flat=True))
        assert (stands in existing, gone in existing) == (True, False), day


def test_a_report_on_2024_prints_who_spoke_and_who_was_spoken_of_then(shipped):
    plan = make.plan(items={"II.1.1": [make.theme()]})
    paper, station, department = (
        Organisation.objects.get(slug=slug)
        for slug in ("bao-thai-binh", "dai-pt-th-thai-binh", "so-thong-tin-va-truyen-thong")
    )
    for body in (paper, station):
        make.record(themes=[make.theme()], organisation=body, tone="commend").about.set([department])
    statement = compile_statement(plan=plan, period=period(2024, "quy-2"), with_records=True)
    assert [part.name for part in statement.total.by_organisation] == ["Báo Thái Bình", "Đài PT-TH Thái Bình"]
    assert [one.name for one in statement.named] == [department.short_name or department.name]
    assert department.named_on(date(2024, 6, 14)).name == "Sở Thông tin và Truyền thông tỉnh Thái Bình"
    assert {record.organisation for record in statement.records} == {"Báo Thái Bình", "Đài PT-TH Thái Bình"}

    # A mere new name prints from its day on: Q2/2024 ends on 14 June.
    former = FormerName.objects.create(organisation=station, name="Đài cũ", until=date(2024, 6, 14))
    for until, printed in ((date(2024, 6, 14), "Đài PT-TH Thái Bình"), (date(2024, 6, 15), "Đài cũ")):
        former.until = until
        former.save()
        statement = compile_statement(plan=plan, period=period(2024, "quy-2"))
        assert [part.name for part in statement.total.by_organisation] == ["Báo Thái Bình", printed]
