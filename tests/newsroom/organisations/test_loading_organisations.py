"""Organisations from files: repeatable, all or nothing, told with file, line and key."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from newsroom.organisations.actions import NotOrganisations, load_organisations
from newsroom.organisations.models import Organisation

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)

TWO = """\
[[organisations]]
slug = "so-noi-vu"
name = "Sở Nội vụ"
kind = "department"
parent = "ubnd-tinh"
valid_from = 2023-12-15
valid_to = 2025-03-01
successors = ["so-moi"]
website = "https://sonoivu.example.vn"

[[organisations]]
slug = "ubnd-tinh"
name = "Uỷ ban nhân dân tỉnh"
short_name = "UBND tỉnh"
kind = "government"

[[organisations]]
slug = "so-moi"
name = "Sở Nội vụ mới"
kind = "department"
parent = "ubnd-tinh"
"""


def loaded(*written):
    with translation.override("vi"):
        return load_organisations(path_or_bytes=[text.encode() for text in written], by=None, at=AT)


def everything():
    links = Organisation.successors.through.objects.values_list("from_organisation_id", "to_organisation_id")
    return list(Organisation.objects.order_by("pk").values()), sorted(links)


def test_parents_may_stand_after_those_who_belong_to_them():
    loaded(TWO)
    department = Organisation.objects.get(slug="so-noi-vu")
    assert department.parent.slug == "ubnd-tinh"
    assert (department.valid_from, department.valid_to) == (date(2023, 12, 15), date(2025, 3, 1))
    assert [o.slug for o in department.successors.all()] == ["so-moi"]
    assert department.parent.name == "Ủy ban nhân dân tỉnh"


def test_loading_twice_changes_nothing_and_writes_nothing(django_assert_max_num_queries):
    loaded(TWO)
    before = everything()
    with django_assert_max_num_queries(6):
        loaded(TWO)
    assert everything() == before


def test_a_name_is_corrected_in_place_and_the_search_key_with_it():
    (first, *_) = loaded(TWO)
    key = Organisation.objects.get(slug="so-noi-vu").pk
    loaded(TWO.replace('name = "Sở Nội vụ"', 'name = "Sở Đất đai"'))
    found = Organisation.objects.get(slug="so-noi-vu")
    assert (found.pk, found.folded) == (key, "so dat dai")
    assert first.slug == "ubnd-tinh"


def test_two_files_may_name_each_other():
    early, late = TWO.split("\n\n", 1)
    loaded(early, late)
    assert Organisation.objects.get(slug="so-noi-vu").successors.count() == 1


def test_a_file_may_name_what_was_loaded_before_and_leaves_what_it_does_not_name():
    early, late = TWO.split("\n\n", 1)
    loaded(late)
    loaded(early)
    assert Organisation.objects.count() == 3


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"department"\nparent', '"ministry"\nparent', "4: organisations[1].kind"),
        ('parent = "ubnd-tinh"', 'parent = "bo"', "5: organisations[1].parent"),
        ('["so-moi"]', '["so-moi",\n"so-cu"]', "9: organisations[1].successors[2]"),
        ('["so-moi"]', '["so-noi-vu"]', "8: organisations[1].successors"),
        ("2025-03-01", "2023-12-15", "7: organisations[1].valid_to"),
        ('slug = "so-moi"', 'slug = "so-noi-vu"', "18: organisations[3].slug"),
        ('slug = "so-moi"', 'slug = "Sở mới"', "18: organisations[3].slug"),
        ("https://", "", "9: organisations[1].website"),
        ('kind = "government"', 'kind = "government"\nparent = "so-noi-vu"', "5: organisations[1].parent"),
        ("short_name", "nickname", "14: organisations[2].nickname"),
        ('name = "Sở Nội vụ"\n', "", "1: organisations[1].name"),
        ("2023-12-15", '"2023-12-15"', "6: organisations[1].valid_from"),
    ],
)
@pytest.mark.parametrize("already", [False, True], ids=["new", "loaded before"])
def test_a_wrong_file_is_refused_with_its_place_and_changes_nothing(old, new, place, already):
    if already:
        loaded(TWO)
    before = everything()
    with pytest.raises(NotOrganisations) as refusal:
        loaded(TWO.replace(old, new, 1))
    assert str(refusal.value).startswith(f"<1>:{place}: "), refusal.value
    assert everything() == before


def test_a_circle_through_an_organisation_loaded_before_is_refused():
    loaded(TWO)
    with pytest.raises(NotOrganisations, match="trực thuộc chính nó"):
        loaded('[[organisations]]\nslug = "ubnd-tinh"\nname = "UBND"\nkind = "government"\nparent = "so-moi"\n')


def test_the_command_loads_what_is_shipped_and_refuses_a_wrong_file(tmp_path, capsys):
    call_command("load_organisations")
    assert Organisation.objects.count() == 431
    assert Organisation.objects.get(slug="dai-pt-th-thai-binh").successors.get().slug == "bao-thai-binh-2025"
    wrong = tmp_path / "sai.toml"
    wrong.write_text(TWO.replace("kind", "loai"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"sai\.toml:4: organisations\[1\]\.loai"):
        call_command("load_organisations", wrong)


def test_who_existed_on_a_day_with_both_fences():
    loaded(TWO)

    def names(day):
        return set(Organisation.objects.valid_on(day).values_list("slug", flat=True))

    assert "so-noi-vu" not in names(date(2023, 12, 14))
    assert "so-noi-vu" in names(date(2023, 12, 15))
    assert "so-noi-vu" in names(date(2025, 2, 28))
    assert "so-noi-vu" not in names(date(2025, 3, 1))
    assert "ubnd-tinh" in names(date(1900, 1, 1))


def test_search_finds_names_without_marks_and_by_code_and_sorts_by_the_alphabet():
    loaded(TWO)
    Organisation.objects.filter(slug="so-moi").update(code="12970")
    assert {o.slug for o in Organisation.objects.matching("noi vu")} == {"so-noi-vu", "so-moi"}
    assert {o.slug for o in Organisation.objects.matching("NỘI  sở")} == {"so-noi-vu", "so-moi"}
    assert [o.slug for o in Organisation.objects.matching("12970")] == ["so-moi"]
    assert Organisation.objects.matching("đất").count() == 0
    assert [o.slug for o in Organisation.objects.alphabetical()] == ["so-noi-vu", "so-moi", "ubnd-tinh"]


def test_the_database_refuses_an_end_before_the_beginning_and_a_body_that_belongs_to_itself():
    loaded(TWO)
    body = Organisation.objects.get(slug="so-noi-vu")
    for wrong in ({"valid_to": date(2023, 12, 15)}, {"parent": body.pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.filter(pk=body.pk).update(**wrong)
