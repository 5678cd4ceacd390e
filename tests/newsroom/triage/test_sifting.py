"""Rules of a source: what a line means, what is wrong with one, and what no line can do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.triage.sifting import Sifter, proposed, read_rules
from newsroom.triage.suggesting import Because, Suggestion

THEMES = {"Cơ chế một cửa, một cửa liên thông": "mot-cua", "Chỉ số PAPI": "papi"}
RULES = """
# Trang này đăng cả bóng đá
bỏ: bóng đá, V-League, khai trương … khuyến mại
giữ: cải cách hành chính; thủ tục
Chủ đề cơ chế một cửa, một cửa liên thông: bộ phận một cửa|hành chính công
"""


def sifter(written):
    rules, mistakes = read_rules(written, THEMES)
    assert not mistakes, mistakes
    return Sifter(rules)


def sift(title, lead="", written=RULES):
    return sifter(written).sift(title, lead)


def test_a_line_drops_what_has_one_of_its_keywords_and_says_where():
    title = "Giải BÓNG ĐÁ thiếu niên khai mạc"
    sifted = sift(title)
    assert sifted.dropped_by.rule.written == "bỏ: bóng đá, V-League, khai trương … khuyến mại"
    assert [title[b.start : b.end] for b in sifted.dropped_by.because] == ["BÓNG ĐÁ"]


def test_keywords_are_whole_words_with_their_marks():
    assert not sift("Bong da thieu nien và món bò đá").is_dropped
    assert not sift("Bóng đáp xuống sân").is_dropped


def test_keywords_may_be_phrases_in_parts():
    assert sift("Khai trương cửa hàng, khuyến mại lớn").is_dropped
    assert not sift("Khai trương phòng đọc").is_dropped


def test_what_is_kept_is_not_dropped_whichever_line_is_first():
    for written in (RULES, "\n".join(reversed(RULES.splitlines()))):
        sifted = sift("Công chức đá bóng đá, cải cách hành chính chậm", written=written)
        assert not sifted.is_dropped
        assert sifted.kept_by.rule.verb == "keep"


def test_a_theme_is_proposed_and_drops_nothing():
    sifted = sift("Bộ phận Một cửa xã An Ninh")
    assert [f.rule.theme for f in sifted.themes] == ["mot-cua"]
    assert not sifted.is_dropped


def test_everything_may_be_dropped_but_what_is_kept():
    rules = "bỏ: tất cả\ngiữ: thủ tục\nbỏ: bóng đá"
    assert sift("Tin bất kỳ", written=rules).dropped_by.rule.line == 1
    assert sift("Trận bóng đá", written=rules).dropped_by.rule.line == 3
    assert not sift("Thủ tục mới", written=rules).is_dropped


def test_the_summary_counts_like_the_title():
    assert sift("Cuối tuần", "Vòng 18 V-League").is_dropped


def test_a_theme_that_phrases_suggest_too_comes_once_with_both_reasons():
    rules = sifter(RULES).sift("Bộ phận Một cửa").themes
    said = Because("một cửa", "title", 9, 16, "strong")
    (both,) = proposed([Suggestion("mot-cua", 6, (said,))], rules)
    assert (both.score, [b.strength for b in both.because]) == (6, ["strong", "rule"])
    (alone,) = proposed([], rules)
    assert (alone.theme, [b.strength for b in alone.because]) == ("mot-cua", ["rule"])


@pytest.mark.parametrize(
    ("line", "what", "said"),
    [
        ("bỏ bóng đá", "no_colon", "bỏ bóng đá"),
        ("xóa: bóng đá", "unknown_verb", "xóa"),
        ("chủ đề: một cửa", "no_theme", ""),
        ("chủ đề Một của: một cửa", "unknown_theme", "Một của"),
        ("bỏ:", "no_keywords", "bỏ"),
        ("bỏ: , ,", "no_keywords", "bỏ"),
        ("bỏ: bóng đá, …", "empty_keyword", "…"),
        ("giữ: tất cả", "all_but_drop", "giữ"),
        ("bỏ: " + "a" * 201, "long_keyword", "a" * 40 + "…"),
    ],
)
def test_a_line_that_is_no_rule_is_named_by_its_number(line, what, said):
    rules, mistakes = read_rules(f"# một\n{line}\ngiữ: thủ tục", THEMES)
    assert [(m.line, m.what, m.said) for m in mistakes] == [(2, what, said)]
    assert [rule.line for rule in rules] == [3]


def test_too_many_lines_are_refused_rather_than_forgotten():
    rules, mistakes = read_rules("bỏ: a\n" * 201, THEMES)
    assert len(rules) == 200
    assert [(m.line, m.what) for m in mistakes] == [(201, "too_many")]


def test_a_theme_is_known_by_name_or_slug_without_marks():
    for head in ("Chủ đề Chỉ số PAPI", "chu de papi", "CHỦ ĐỀ chỉ số papi"):
        assert read_rules(f"{head}: khảo sát", THEMES)[0][0].theme == "papi"


words = st.text(alphabet="aáàbđeêghiou", min_size=1, max_size=5)
keywords = st.lists(words, min_size=1, max_size=3).map(" ".join)
verbs = st.sampled_from(["bỏ", "giữ", "chủ đề Chỉ số PAPI"])
lines = st.lists(st.tuples(verbs, st.lists(keywords, min_size=1, max_size=3)), max_size=5)


def as_lines(rules):
    return [f"{verb}: {', '.join(keys)}" for verb, keys in rules]


@given(st.text())
@settings(max_examples=200)
def test_no_text_breaks_the_reader_and_every_line_is_a_rule_a_mistake_or_a_remark(written):
    rules, mistakes = read_rules(written, THEMES)
    assert not {rule.line for rule in rules} & {mistake.line for mistake in mistakes}
    Sifter(rules).sift(written, written)


@given(lines, keywords, st.randoms())
def test_the_order_of_lines_changes_nothing_but_who_is_named(rules, title, random):
    written = as_lines(rules)
    shuffled = [*written]
    random.shuffle(shuffled)
    first, second = (sifter("\n".join(these)).sift(title) for these in (written, shuffled))
    assert first.is_dropped == second.is_dropped
    assert {f.rule.theme for f in first.themes} == {f.rule.theme for f in second.themes}


@given(lines, keywords, words, words)
def test_a_keyword_is_found_wherever_it_stands_whole(rules, keyword, before, after):
    written = "\n".join([*as_lines(rules), f"giữ: {keyword}", "bỏ: tất cả"])
    assert not sift(f"{before} {keyword} {after}", written=written).is_dropped


@given(lines, keywords)
def test_to_keep_more_never_drops_more(rules, title):
    dropped = sift(title, written="\n".join([*as_lines(rules), "giữ: an"])).is_dropped
    assert not dropped or sift(title, written="\n".join(as_lines(rules))).is_dropped
