"""Which name an organisation bears on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from newsroom.organisations.actions import NotOrganisations, load_organisations
from newsroom.organisations.models import FormerName, Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)

RENAMED = """\
[[organisations]]
slug = "dai"
name = "Trung tâm Truyền thông"
short_name = "TTTT"
kind = "broadcaster"
valid_from = 2023-12-15
valid_to = 2026-01-01

[[organisations.former_names]]
name = "Đài Phát thanh"
until = 2024-06-15

[[organisations.former_names]]
name = "Đài Phát thanh và Truyền hình"
short_name = "Đài PT-TH"
until = 2025-03-01
"""


def loaded(written):
    with translation.override("vi"):
        return load_organisations(path_or_bytes=written.encode(), by=None, at=AT)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2020, 1, 1), "Đài Phát thanh"),
        (date(2024, 6, 14), "Đài Phát thanh"),
        (date(2024, 6, 15), "Đài PT-TH"),
        (date(2025, 2, 28), "Đài PT-TH"),
        (date(2025, 3, 1), "TTTT"),
        (date(2030, 1, 1), "TTTT"),
    ],
)
def test_a_name_holds_until_the_next_one(day, label):
    (body,) = loaded(RENAMED)
    assert body.label_on(day) == label


def test_every_day_has_exactly_one_name_and_asks_nothing_more(django_assert_num_queries):
    loaded(RENAMED)
    with django_assert_num_queries(2):
        body = Organisation.objects.with_names().get()
        days = [date(2024, 1, 1) + timedelta(days=n) for n in range(600)]
        names = [body.label_on(day) for day in days]
    assert sorted(set(names), key=names.index) == ["Đài Phát thanh", "Đài PT-TH", "TTTT"]
    assert names.index("Đài PT-TH") == days.index(date(2024, 6, 15))


def test_loading_again_writes_nothing_and_a_file_that_says_nothing_takes_nothing(django_assert_num_queries):
    loaded(RENAMED)
    before = list(FormerName.objects.order_by("until").values())
    loaded(RENAMED)
    loaded(RENAMED.split("[[organisations.former_names]]")[0])
    assert list(FormerName.objects.order_by("until").values()) == before
    loaded(RENAMED.replace("2024-06-15", "2024-07-01"))
    assert [former.until for former in FormerName.objects.order_by("until")] == [date(2024, 7, 1), date(2025, 3, 1)]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("until = 2025-03-01", "until = 2024-06-15", "16", "bị lặp"),
        ("until = 2025-03-01", "until = 2026-01-01", "16", "trước valid_to"),
        ("until = 2024-06-15", "until = 2023-12-15", "11", "sau valid_from"),
        ('name = "Đài Phát thanh"\n', 'name = ""\n', "10", "trống"),
        ("until = 2024-06-15", 'until = "15/6"', "11", "ngày"),
        ('short_name = "Đài PT-TH"', 'ten_tat = "Đài PT-TH"', "15", "ten_tat"),
    ],
)
def test_a_wrong_name_is_refused_with_its_line_and_nothing_changes(old, new, line, said):
    assert old in RENAMED
    with pytest.raises(NotOrganisations) as refusal:
        loaded(RENAMED.replace(old, new))
    assert str(refusal.value.line) == line
    assert said in refusal.value.message
    assert not Organisation.objects.exists()


def test_the_database_refuses_two_names_that_end_on_a_day_and_a_name_of_nothing():
    body = make.organisation()
    FormerName.objects.create(organisation=body, name="Tên cũ", until=date(2024, 1, 1))
    for wrong in ({"name": "Tên khác"}, {"name": "", "until": date(2024, 2, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerName.objects.create(**{"organisation": body, "until": date(2024, 1, 1), **wrong})


def test_a_body_is_found_by_the_name_that_it_bore():
    loaded(RENAMED)
    make.organisation("Báo")
    assert [body.slug for body in Organisation.objects.matching("dai phat thanh")] == ["dai"]
    assert [body.slug for body in Organisation.objects.matching("truyen thong")] == ["dai"]
    assert not Organisation.objects.matching("dai truyen thong xa")


def form(client, body, *, names=(), **fields):
    """What the edit form posts."""
    data = {
        "name": body.name,
        "short_name": body.short_name,
        "slug": body.slug,
        "kind": body.kind,
        "code": "",
        "website": "",
        "valid_from": "2023-12-15",
        "valid_to": "",
        **fields,
        "former_names-TOTAL_FORMS": len(names),
        "former_names-INITIAL_FORMS": 0,
        "former_names-MIN_NUM_FORMS": 0,
        "former_names-MAX_NUM_FORMS": 1000,
    }
    for number, (name, until) in enumerate(names):
        data |= {
            f"former_names-{number}-{key}": value
            for key, value in (("name", name), ("short_name", ""), ("until", until))
        }
        data[f"former_names-{number}-ORDER"] = number + 1
    return client.post(reverse("organisations:edit", args=[body.pk]), data)


def test_a_new_name_is_entered_on_the_screen(client, admin_user):
    body = make.organisation("Báo Thái Bình")
    client.force_login(admin_user)
    answer = form(client, body, name="Báo và PTTH", names=[("Báo Thái Bình", "2025-03-17")])
    assert answer.status_code == 302
    body.refresh_from_db()
    assert (body.label_on(date(2025, 3, 16)), body.label_on(date(2025, 3, 17))) == ("Báo Thái Bình", "Báo và PTTH")


def test_two_names_for_one_day_are_refused_on_the_screen(client, admin_user):
    body = make.organisation("Báo Thái Bình")
    client.force_login(admin_user)
    for names in (
        [("Một", "2025-03-17"), ("Hai", "2025-03-17")],
        [("Một", "2023-12-15")],
    ):
        answer = form(client, body, names=names)
        assert answer.status_code == 200
        assert not FormerName.objects.exists()
