"""What is no page becomes a number: a pano entered by hand, with its evidence."""

import pytest

from newsroom.coverage.models import CoverageRecord
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from .conftest import Q2, Q3, at, organisation, row, statement

pytestmark = pytest.mark.django_db
ENTER = "/admin/so-theo-doi/nhap/"


def enter(browser, **fields):
    """Open the form and send it as that person."""
    form = browser.get(ENTER).context["form"]
    return browser.post(
        ENTER,
        {
            "organisation": organisation("ubnd-huyen-hung-ha").pk,
            "channel": Channel.objects.get(code="pano").pk,
            "day": "14/06/2024",
            "title": "Pano dịch vụ công trực tuyến tại chợ huyện",
            "quantity": "6",
            "tone": "neutral",
            "themes": [Theme.objects.get(slug="dich-vu-cong-truc-tuyen").pk],
            "evidence": "Biên bản nghiệm thu số 12",
            "key": form["key"].value(),
            **fields,
        },
    )


def test_a_pano_entered_by_hand_is_counted_in_its_quarter(province, analyst):
    with at(2024, 6, 20, 9, 0):
        assert enter(analyst).status_code == 302
        pulled = statement(analyst, Q2)
        assert statement(analyst, Q3)["total"]["appearances"] == 0
    assert pulled["total"]["appearances"] == 1
    assert row(pulled, "II.1.4")["by_channel"]["pano"]["appearances"] == 1
    assert CoverageRecord.objects.get().quantity == 6


def test_without_evidence_nothing_is_counted_and_nothing_typed_is_lost(province, analyst):
    with at(2024, 6, 20, 9, 0):
        answer = enter(analyst, evidence="")
        assert answer.status_code == 200
        assert "evidence" in answer.context["form"].errors
        assert "Pano dịch vụ công trực tuyến tại chợ huyện" in answer.content.decode()
        assert statement(analyst)["total"]["appearances"] == 0


def test_a_form_sent_twice_is_one_record(province, analyst):
    with at(2024, 6, 20, 9, 0):
        key = analyst.get(ENTER).context["form"]["key"].value()
        enter(analyst, key=key)
        enter(analyst, key=key)
        assert statement(analyst)["total"]["appearances"] == 1


def test_a_correction_with_its_reason_changes_the_figure_and_keeps_the_old_value(province, analyst):
    with at(2024, 6, 20, 9, 0):
        enter(analyst)
        record = CoverageRecord.objects.get()
        page = analyst.get(f"/admin/so-theo-doi/{record.pk}/dinh-chinh/")
        data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        data = {name: "" if value is None else value for name, value in data.items()}
        answer = analyst.post(
            f"/admin/so-theo-doi/{record.pk}/dinh-chinh/", {**data, "day": "15/06/2024", "reason": "Nhầm ngày treo"}
        )
        assert answer.status_code == 302, answer.context["form"].errors
        assert statement(analyst, Q2)["total"]["appearances"] == 0
        assert statement(analyst, Q3)["total"]["appearances"] == 1
        history = analyst.get(f"/admin/so-theo-doi/{record.pk}/").content.decode()
    assert "Nhầm ngày treo" in history
    assert "14/06/2024" in history


def test_a_reporter_an_agency_officer_and_a_stranger_enter_nothing(province, client):
    with at(2024, 6, 20, 9, 0):
        for browser in (province.browser("pv.bao"), province.browser("canbo"), client):
            assert browser.get(ENTER).status_code in (302, 403)
            assert browser.post(ENTER, {"title": "Pano"}).status_code in (302, 403)
    assert not CoverageRecord.objects.exists()
