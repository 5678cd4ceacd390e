"""How good suggestions are: the arithmetic, the file, and the command on the shipped vocabulary."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from newsroom.themes.models import ThemePhrase
from newsroom.triage.judging import Headline, NotLabelled, Tally, Verdict, headlines, judge
from tests import factories as make

LABELS = ("II.1.1", "II.1.2", "II.1.3")
some = st.frozensets(st.sampled_from(LABELS))


def verdict(wanted: str, suggested: str) -> Verdict:
    return Verdict(frozenset(wanted.split()), frozenset(suggested.split()))


def test_a_hand_counted_file():
    judgement = judge(
        [
            verdict("II.1.1", "II.1.1"),
            verdict("II.1.1 II.1.2", "II.1.1 II.1.3"),
            verdict("II.1.2", ""),
            verdict("", ""),
            verdict("", "II.1.3"),
        ],
        LABELS,
    )
    assert judgement.items == {"II.1.1": Tally(2, 0, 0), "II.1.2": Tally(0, 0, 2), "II.1.3": Tally(0, 2, 0)}
    assert judgement.micro == Tally(2, 2, 2)
    assert (judgement.micro.precision, judgement.micro.recall, judgement.micro.f1) == (0.5, 0.5, 0.5)
    assert (judgement.recall, judgement.specificity, judgement.false_alarms) == (2 / 3, 0.5, 0.5)


def test_nothing_to_divide_by_is_no_figure():
    empty = judge([], LABELS)
    assert (empty.micro.precision, empty.micro.recall, empty.micro.f1) == (None, None, None)
    assert (empty.recall, empty.specificity, empty.false_alarms) == (None, None, None)


@given(st.lists(st.builds(Verdict, some, some)))
def test_the_tallies_are_those_of_a_slow_recount(verdicts):
    judgement = judge(verdicts, LABELS)
    for label in LABELS:
        right = wrong = missed = 0
        for each in verdicts:
            if label in each.suggested and label in each.wanted:
                right += 1
            elif label in each.suggested:
                wrong += 1
            elif label in each.wanted:
                missed += 1
        assert judgement.items[label] == Tally(right, wrong, missed)
        if right:
            precision, recall = right / (right + wrong), right / (right + missed)
            assert judgement.items[label].f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert judgement.reform + judgement.other == len(verdicts)


def test_lines_become_headlines():
    lines = ["\ufeff" + '{"title": "A", "lead": "B", "labels": ["II.1.1"]}', "", '{"title": "C", "labels": "NONE"}']
    assert list(headlines(lines, LABELS)) == [
        Headline(1, "A", "B", frozenset({"II.1.1"})),
        Headline(3, "C", "", frozenset()),
    ]


@pytest.mark.parametrize(
    ("line", "what", "key"),
    [
        ("{", "not_json", ""),
        ("[]", "not_an_object", ""),
        ('{"labels": ["NONE"]}', "missing", "title"),
        ('{"title": "A"}', "missing", "labels"),
        ('{"title": 1, "labels": ["NONE"]}', "not_text", "title"),
        ('{"title": "A", "lead": [], "labels": 3}', "not_a_list", "labels"),
        ('{"title": "A", "lead": {"x": 1}, "labels": ["NONE"]}', "not_text", "lead"),
        ('{"title": "A", "labels": []}', "empty", "labels"),
        ('{"title": "A", "labels": ["NONE", "II.1.1"]}', "none_beside_others", "labels"),
        ('{"title": "A", "labels": ["II.1.9"]}', "unknown_label", "labels"),
    ],
)
def test_a_line_that_is_none_is_refused_with_its_number_and_key(line, what, key):
    with pytest.raises(NotLabelled) as refused:
        list(headlines(['{"title": "A", "labels": ["NONE"]}', line], LABELS))
    assert (refused.value.line, refused.value.what, refused.value.key) == (2, what, key)


@pytest.fixture
def vocabulary(db):
    theme = make.theme("Một cửa")
    ThemePhrase.objects.create(theme=theme, text="Bộ phận Một cửa", strength="strong")
    return make.plan(items={"II.1.1": [theme], "II.1.2": [make.theme("PAPI")]})


def file_of(tmp_path, *lines):
    path = tmp_path / "tin.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def test_the_command_judges_the_sites_own_phrases(vocabulary, tmp_path, capsys):
    path = file_of(
        tmp_path,
        {"title": "Bộ phận Một cửa xã Vũ Hội", "lead": "", "labels": ["II.1.1"]},
        {"title": "Giá lúa tăng", "lead": "Bộ phận Một cửa", "labels": ["NONE"]},
        {"title": "Chỉ số PAPI", "lead": "", "labels": ["II.1.2"]},
    )
    call_command("evaluate_suggestions", str(path), "--json")
    figures = json.loads(capsys.readouterr().out)
    assert figures["micro"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "right": 1, "wrong": 1, "missed": 1}
    assert figures["any"]["recall"] == 0.5
    assert figures["any"]["specificity"] == 0.0
    assert list(figures["items"]) == ["II.1.1", "II.1.2"]
    call_command("evaluate_suggestions", str(path))
    told = capsys.readouterr().out
    assert "50,0%" in told
    assert "1/1 tin bị báo nhầm" in told


def test_the_command_says_which_line_is_wrong(vocabulary, tmp_path):
    path = file_of(tmp_path, {"title": "A", "labels": ["NONE"]}, {"title": "A", "labels": ["II.1.7"]})
    with pytest.raises(CommandError, match=r"dòng 2: kế hoạch không có nội dung “II\.1\.7”"):
        call_command("evaluate_suggestions", str(path))


def test_the_command_names_a_file_that_it_cannot_read(vocabulary, tmp_path):
    utf16 = tmp_path / "x.jsonl"
    utf16.write_bytes('{"title": "Đ"}'.encode("utf-16"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("evaluate_suggestions", str(utf16))
    with pytest.raises(CommandError, match="khong-co"):
        call_command("evaluate_suggestions", str(tmp_path / "khong-co.jsonl"))


def test_without_a_plan_there_are_no_labels(db, tmp_path):
    with pytest.raises(CommandError, match="load_plan"):
        call_command("evaluate_suggestions", str(file_of(tmp_path)))
