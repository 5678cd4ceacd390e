"""The shipped plan 174/KH-UBND is the printed one: every word, every label, in printed order."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import pytest

from newsroom import plan as room

SEEDS = Path(room.__file__).parent / "seeds"

# Taken from the printed text with its numbering, line breaks, hand-written initials and stamp removed.
PRINTED_WORDS = 2586
PRINTED_SHA256 = "f1dffef4a32f5f5a321f26e49d9e2b82d6c6d7fb35868d580cdb88db3ad92e4e"


@pytest.fixture(scope="module")
def plan():
    return tomllib.loads((SEEDS / "174-KH-UBND-2024.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def clauses(plan):
    return {clause["label"]: clause for clause in plan["clauses"]}


def children(clauses, parent):
    return [label for label, clause in clauses.items() if clause.get("parent") == parent]


def test_not_a_word_is_missing_added_or_changed(plan):
    words = " ".join(f"{c.get('heading', '')} {c.get('text', '')}" for c in plan["clauses"]).split()
    assert len(words) == PRINTED_WORDS
    assert hashlib.sha256(" ".join(words).encode()).hexdigest() == PRINTED_SHA256


def test_a_label_stands_once(plan):
    labels = [clause["label"] for clause in plan["clauses"]]
    assert len(labels) == len(set(labels))


def test_a_clause_comes_after_the_one_it_belongs_to(plan):
    seen = {""}
    for clause in plan["clauses"]:
        assert clause.get("parent", "") in seen, clause["label"]
        seen.add(clause["label"])


def test_the_plan_goes_from_two_to_four(clauses):
    assert [label for label in clauses if set(label) <= set("IVX")] == ["I", "II", "IV"]
    assert not [label for label in clauses if label.split(".")[0] == "III"]


def test_six_content_items_are_told(plan, clauses):
    expected = [f"II.1.{n}" for n in range(1, 7)]
    assert children(clauses, "II.1") == expected
    assert [item["label"] for item in plan["items"]] == expected
    assert {clauses[label]["kind"] for label in expected} == {"item"}


def test_four_groups_of_channels_are_named(clauses):
    assert children(clauses, "II.2") == ["II.2.a", "II.2.b", "II.2.c", "II.2.d"]


def test_duties_run_through_the_vietnamese_alphabet(clauses):
    assert children(clauses, "IV.1") == [f"IV.1.{letter}" for letter in "abcdđegh"]


def test_each_duty_with_words_of_its_own_is_borne_by_somebody(plan, clauses):
    worded = [label for label, c in clauses.items() if c["kind"] == "duty" and c.get("text")]
    assert [a["clause"] for a in plan["assignments"]] == worded
    for assignment in plan["assignments"]:
        assert assignment.get("bearers") or assignment.get("bearer_kinds"), assignment["clause"]
        assert len(assignment["summary"]) <= 100


def test_the_only_number_is_once_a_week(plan):
    assert plan["targets"] == [
        {
            "origin": "IV.1.e.1",
            "channel": "chuyen-muc-cchc",
            "organisation": "dai-pt-th-thai-binh",
            "quantity": 1,
            "every": "week",
            "measure": "episodes",
        }
    ]


def test_reports_are_due_by_day_fifteen_through_the_department_of_home_affairs(plan, clauses):
    (duty,) = plan["reporting"]
    assert (duty["clause"], duty["due_day"], duty["via"]) == ("IV.2", 15, "so-noi-vu")
    assert "chậm nhất ngày 15 của tháng cuối kỳ báo cáo" in clauses["IV.2"]["text"]


def test_the_head_is_the_printed_one(plan):
    head = plan["plan"]
    assert (head["number"], head["year"], head["issued_on"]) == ("174/KH-UBND", 2024, date(2023, 12, 29))
    assert (head["in_force_from"], head["in_force_to"]) == (date(2024, 1, 1), date(2025, 1, 1))
    assert head["sample"] is False
