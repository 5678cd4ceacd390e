"""Two people freeze, open, or upload a template at the same moment."""

import pytest

from newsroom.reporting import actions
from newsroom.reporting.models import OfficeTemplate, Report, ReportEvent, Snapshot, TemplateUse
from newsroom.reporting.rendering.word import shipped_template
from tests.at_once import at_once

from .conftest import AFTER

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_freezing_at_the_same_moment_gives_one_snapshot(submitted, planner):
    outcomes = at_once(*[lambda: actions.freeze(report=submitted, by=planner, at=AFTER.replace(hour=9))] * 4)
    frozen = [each for each in outcomes if isinstance(each, Snapshot)]
    late = [each for each in outcomes if isinstance(each, actions.AlreadyFrozen)]
    assert (len(frozen), len(late)) == (1, 3), outcomes
    assert all(each.report.frozen_by_name == "noi-vu" for each in late)
    assert Snapshot.objects.count() == ReportEvent.objects.filter(kind="frozen").count() == 1
    assert Report.objects.get().edition == 1


def test_opening_at_the_same_moment_opens_one_report(quarter, planner):
    call = {"plan": quarter.plan, "period": quarter.period, "by": planner, "at": AFTER}
    outcomes = at_once(*[lambda: actions.open_report(**call)] * 4)
    assert {each.pk for each in outcomes} == {Report.objects.get().pk}
    assert ReportEvent.objects.count() == 1


def test_templates_uploaded_at_the_same_moment_are_versions_one_after_the_other(planner):
    for rounds in (1, 2):  # the first versions of all, and later ones
        outcomes = at_once(
            *[
                lambda name=name: actions.upload_template(
                    name=f"{name}.docx", content=shipped_template(), by=planner, at=AFTER
                )
                for name in "abcd"
            ]
        )
        assert all(isinstance(each, OfficeTemplate) for each in outcomes), outcomes
        numbers = list(OfficeTemplate.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, 4 * rounds + 1))
        assert TemplateUse.objects.count() == 4 * rounds
