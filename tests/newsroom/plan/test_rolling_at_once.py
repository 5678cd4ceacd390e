"""Two people make the next plan at the same moment: one plan."""

from datetime import UTC, date, datetime

import pytest

from newsroom.plan.actions import Carried, Head, roll_over
from newsroom.plan.models import Crosswalk, Plan
from tests import factories as make
from tests.at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_at_once_get_one_plan():
    theme = make.theme()
    plan = make.plan(items={"II.1.1": [theme]})
    items = {plan.items.get().pk: Carried(title="Một", themes=(theme.pk,))}

    def rolling(number):
        head = Head(
            number=number,
            title="Kế hoạch năm 2025",
            issuer=plan.issuer,
            year=2025,
            in_force_from=date(2025, 1, 1),
            in_force_to=date(2026, 1, 1),
        )
        return lambda: roll_over(plan=plan, head=head, items=items, by=None, at=datetime(2024, 12, 2, tzinfo=UTC))

    got = at_once(rolling("12/KH-UBND"), rolling("13/KH-UBND"))
    assert len({done.plan.pk for done in got}) == 1
    assert sorted(done.is_new for done in got) == [False, True]
    assert (Plan.objects.filter(year=2025).count(), Crosswalk.objects.count()) == (1, 1)
