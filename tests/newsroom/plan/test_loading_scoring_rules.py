"""Scoring rules come from a file: whole or not at all, and a version never changes."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from newsroom.plan.actions import SHIPPED_CHANNELS, SHIPPED_RULES, NotScoringRules, load_channels, load_scoring_rules
from newsroom.plan.models import ScoringRule
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)

WHOLE = """\
[[rules]]
code = "tinh-a"
version = 1
name = "Tỉnh A"
source = "Công văn 1"

[[rules.criteria]]
code = "hoan-thanh"
title = "Hoàn thành"
kind = "completion"
points = "1.5"
floor = "0.9"

[[rules.criteria]]
code = "da-dang"
title = "Đa dạng"
kind = "diversity"
evidence = true

[[rules.criteria.groups]]
code = "giay"
title = "Giấy"
points = "0.25"
channels = ["to-roi"]
"""


@pytest.fixture(autouse=True)
def ground():
    make.channel("to-roi", unit="copy")


def loaded(written):
    with translation.override("vi"):
        return load_scoring_rules(source=written.encode(), name="diem.toml", by=None, at=AT)


def test_a_rule_is_taken_over_and_reads_back_exactly():
    (made,) = loaded(WHOLE)
    rule = ScoringRule.objects.get().rule()
    assert rule == made.rule()
    completion, diversity = rule.criteria
    assert (str(completion.points), str(completion.floor)) == ("1.5", "0.9")
    assert (str(diversity.points), diversity.evidence, diversity.groups[0].channels) == ("0.25", True, ("to-roi",))
    assert str(rule.points) == "1.75"


def test_loading_twice_is_loading_once_and_a_new_version_stands_beside_the_old():
    (first,) = loaded(WHOLE)
    assert loaded(WHOLE) == [first]
    (second,) = loaded(WHOLE.replace("version = 1", "version = 2").replace('"1.5"', '"2"'))
    assert ScoringRule.objects.count() == 2
    assert str(second.rule().criteria[0].points) == "2"
    assert str(ScoringRule.objects.get(version=1).rule().criteria[0].points) == "1.5"


BROKEN = {
    "a version that says something else": (WHOLE.replace('"1.5"', '"2"'), "3: rules[1].version", "viết phiên bản mới"),
    "no source": (WHOLE.replace('source = "Công văn 1"\n', ""), "1: rules[1].source", "Thiếu khóa"),
    "a number that is none": (WHOLE.replace('"1.5"', '"1,5"'), "11: rules[1].criteria[1].points", "ngoặc kép"),
    "a number without quotation marks": (WHOLE.replace('"1.5"', "1.5"), "11: rules[1].criteria[1].points", "ngoặc kép"),
    "no points": (WHOLE.replace('"1.5"', '"0"'), "11: rules[1].criteria[1].points", "lớn hơn 0"),
    "a floor above all": (WHOLE.replace('"0.9"', '"1.1"'), "12: rules[1].criteria[1].floor", "từ 0 đến 1"),
    "an unknown kind": (WHOLE.replace('"completion"', '"clicks"'), "10: rules[1].criteria[1].kind", "completion"),
    "a floor of diversity": (
        WHOLE.replace("evidence = true", 'floor = "0.5"'),
        "18: rules[1].criteria[2].floor",
        "không thuộc",
    ),
    "an unknown form": (
        WHOLE.replace('["to-roi"]', '["loa"]'),
        "24: rules[1].criteria[2].groups[1].channels[1]",
        "loa",
    ),
    "a form in two groups": (
        WHOLE + '\n[[rules.criteria.groups]]\ncode = "nua"\ntitle = "Nữa"\npoints = "1"\nchannels = ["to-roi"]\n',
        "30: rules[1].criteria[2].groups[2].channels[1]",
        "hai lần",
    ),
    "the same version twice": (WHOLE + "\n" + WHOLE, "28: rules[2].version", "lần đầu ở dòng 3"),
    "nothing": ("", "1: rules", "Thiếu khóa"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_its_place_and_changes_nothing(what):
    loaded(WHOLE)
    written, place, words = BROKEN[what]
    with pytest.raises(NotScoringRules) as refusal:
        loaded(written)
    assert str(refusal.value).startswith(f"diem.toml:{place}: "), refusal.value
    assert words in refusal.value.message
    assert ScoringRule.objects.count() == 1


def test_what_is_shipped_is_marked_as_samples_with_their_sources():
    load_channels(source=SHIPPED_CHANNELS.read_bytes(), name="c", by=None, at=AT)
    call_command("load_scoring_rules")
    assert set(ScoringRule.objects.values_list("is_sample", flat=True)) == {True}
    sources = ScoringRule.objects.filter(code__startswith="xuan-loc").values_list("source", flat=True)
    assert len(sources) == 2
    assert all("NewsId=10902" in source for source in sources)
    assert {str(rule.rule().points) for rule in ScoringRule.objects.filter(code__startswith="xuan-loc")} == {"2.00"}


def test_the_command_tells_the_place_and_fails(tmp_path):
    file = tmp_path / "hong.toml"
    file.write_text(BROKEN["no points"][0], encoding="utf-8")
    with pytest.raises(CommandError, match=r"hong\.toml:11"):
        call_command("load_scoring_rules", file)


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("scoring_rule_version_once", {}),
        ("scoring_rule_versions_count_from_one", {"version": 0}),
        ("scoring_rule_has_a_source", {"version": 2, "source": ""}),
    ],
)
def test_the_database_refuses(constraint, wrong):
    loaded(WHOLE)
    fields = {"code": "tinh-a", "version": 1, "name": "A", "source": "B", "criteria": [], "loaded_at": AT, **wrong}
    # SQLite names the columns of a unique constraint, and not the constraint.
    with pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE"), transaction.atomic():
        ScoringRule.objects.create(**fields)


def test_shipped_file_is_where_it_is_said_to_be():
    assert SHIPPED_RULES.exists()
