"""What is frozen is told to the ledger's desk."""

from datetime import timedelta

import pytest

from newsroom.coverage import closing
from newsroom.coverage.models import CoverageRecord
from newsroom.reporting import actions
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db


def test_a_frozen_period_is_closed_until_it_is_reopened(submitted, planner, quarter):
    assert closing.closings() == {}
    actions.freeze(report=submitted, by=planner, at=AFTER + timedelta(hours=2))
    ((key, told),) = closing.closings().items()
    assert key == (quarter.plan.pk, 2024, "quy-2")
    assert (told.title, told.closed_at) == ("Quý II/2024 (174/KH-UBND)", AFTER + timedelta(hours=2))
    assert told.address == "/bao-cao/2024/quy-2/dieu-chinh"
    submitted.refresh_from_db()
    actions.reopen(report=submitted, reason="Bổ sung", by=planner, at=AFTER + timedelta(hours=3))
    assert closing.closings() == {}


def test_the_desk_says_what_is_frozen_before_it_changes(client, snapshot, planner, quarter):
    client.force_login(planner)
    record = CoverageRecord.objects.standing().during(quarter.period).first()
    query = {"id": record.pk, "add": make.theme("Chủ đề mới").pk, "only": "on", "xem": "1"}
    shown = client.get("/admin/so-theo-doi/chu-de/", query).content.decode()
    assert shown.count("đã chốt: hiện ở điều chỉnh sau chốt") == 1
