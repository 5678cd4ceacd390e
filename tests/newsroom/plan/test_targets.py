"""What a target cannot be, whoever writes it, and how it is said."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from newsroom.plan.models import Target
from newsroom.plan.wording import promise_name, rule_name
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    """What makes a valid one, on the channel of leaflets."""
    channel = make.channel("to-roi", unit="copy")
    return {"plan": make.plan(), "channel": channel, "measure": "works", "quantity": 2, "every": "month"}


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("target_is_more_than_nothing", {"quantity": 0}),
        ("target_names_what_it_is_for", {"channel": None}),
        ("target_says_how_often_in_one_way", {"every": ""}),
        ("target_says_how_often_in_one_way", {"rule": "FREQ=WEEKLY;BYDAY=FR"}),
        ("target_ends_after_it_begins", {"valid_from": date(2024, 5, 2), "valid_to": date(2024, 5, 2)}),
    ],
)
def test_the_database_refuses(target, constraint, wrong):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Target.objects.create(**{**target, **wrong})


@pytest.mark.parametrize("measure", ["quantity", "episodes"])
def test_the_database_refuses_units_and_episodes_of_no_channel(target, measure):
    of = {**target, "measure": measure, "organisation": make.organisation()}
    Target.objects.create(**of)
    with pytest.raises(IntegrityError, match="target_in_units_names_its_channel"), transaction.atomic():
        Target.objects.create(**{**of, "channel": None})


def test_one_day_is_long_enough_and_so_is_an_open_end(target):
    Target.objects.create(**target, valid_from=date(2024, 5, 2), valid_to=date(2024, 5, 3))
    Target.objects.create(**target, valid_from=date(2024, 5, 2))
    Target.objects.create(**target, valid_to=date(2024, 5, 2))


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "thứ Sáu", "FREQ=MONTHLY;BYMONTHDAY=31"])
def test_a_rule_that_cannot_be_counted_is_refused(target, rule):
    with pytest.raises(ValidationError) as refusal:
        Target(**{**target, "every": "", "rule": rule}).full_clean()
    assert list(refusal.value.message_dict) == ["rule"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "2 tác phẩm mỗi tháng"),
        ({"every": "half"}, "2 tác phẩm mỗi 6 tháng"),
        ({"measure": "quantity", "every": "quarter"}, "2 bản mỗi quý"),
        ({"every": "", "rule": "FREQ=MONTHLY;BYDAY=-1SA"}, "2 tác phẩm, Thứ Bảy cuối tháng"),
        ({"every": "", "rule": "FREQ=MONTHLY;BYMONTHDAY=10"}, "2 tác phẩm, ngày 10 hằng tháng"),
    ],
)
def test_it_is_said_as_an_office_says_it(target, fields, said):
    assert promise_name(Target(**{**target, **fields})) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,FR", "Thứ Ba, Thứ Sáu hằng tuần"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "Thứ Sáu, hai tuần một lần"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "Thứ Sáu, 3 tuần một lần"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "ngày cuối tháng"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=9", "ngày 9/11 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "ngày cuối tháng 2 hằng năm"),
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("gì đó", "gì đó"),
    ],
)
def test_a_rule_is_said_in_words_where_there_are_any(rule, said):
    assert rule_name(rule) == said
