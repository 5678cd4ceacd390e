"""The rulebook of suggestions: each rule by both sides of its fence."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import text
from newsroom.triage.suggesting import Phrase, Suggester

ONE_STOP = Phrase("mot-cua", "Bộ phận Một cửa", "strong")
ONLINE = Phrase("dvc", "dịch vụ công trực tuyến", "strong")
PHRASES = [
    ONE_STOP,
    Phrase("mot-cua", "một cửa", "weak"),
    Phrase("mot-cua", "một cửa hàng", "exclude"),
    ONLINE,
    Phrase("dvc", "hồ sơ trực tuyến", "strong"),
    Phrase("tthc", "hồ sơ", "weak"),
    Phrase("tthc", "cắt giảm, đơn giản hóa", "strong"),
    Phrase("pci", "PCI", "strong"),
    Phrase("pci", "mạch vành", "exclude"),
    Phrase("pci", "năng lực cạnh tranh cấp tỉnh", "strong"),
    Phrase("papi", "PAPI", "strong"),
    Phrase("sang-kien", "sáng kiến", "weak"),
    Phrase("sang-kien", "cách làm hay", "weak"),
    Phrase("ky-luat", "bão", "strong"),
]
SUGGESTER = Suggester(PHRASES)


def themes(title, lead="", body="", suggester=SUGGESTER):
    return [suggestion.theme for suggestion in suggester.suggest(title, lead, body)]


def reasons(title, lead="", body=""):
    return {(b.phrase, b.where) for s in SUGGESTER.suggest(title, lead, body) for b in s.because}


def test_a_strong_phrase_suggests_alone_and_says_where_it_stands():
    title = "Vũ Thư: BỘ PHẬN “MỘT CỬA” đúng hẹn"
    (suggestion,) = SUGGESTER.suggest(title, "")
    (because,) = suggestion.because
    assert (because.phrase, because.where, because.strength) == ("Bộ phận Một cửa", "title", "strong")
    assert title[because.start : because.end] == "BỘ PHẬN “MỘT CỬA"


def test_offsets_hold_in_text_with_decomposed_marks():
    lead = unicodedata.normalize("NFD", "Nộp hồ sơ trực tuyến từ nay")
    (because,) = SUGGESTER.suggest("", lead)[0].because
    assert text.fold(lead[because.start : because.end], marks=True) == "hồ sơ trực tuyến"


def test_a_weak_phrase_needs_a_second_signal():
    assert themes("Hồ sơ của ngư dân") == []
    assert themes("Hồ sơ của ngư dân được công chức xã nhận") == ["tthc"]
    assert ("công chức", "title") in reasons("Hồ sơ của ngư dân được công chức xã nhận")


def test_weak_phrases_do_not_second_each_other():
    assert themes("Sáng kiến của lão nông", "Cách làm hay ở Quỳnh Minh") == []


def test_weak_phrases_of_two_themes_do_not_second_each_other():
    assert themes("Hồ sơ một sáng kiến") == []


def test_a_strong_phrase_of_another_theme_seconds_a_weak_one():
    assert themes("Sáng kiến ở Bộ phận Một cửa xã") == ["mot-cua", "sang-kien"]


def test_what_seconds_a_phrase_is_not_the_phrase_itself():
    suggester = Suggester([Phrase("dao-duc", "đạo đức công vụ", "weak")])
    assert themes("Bàn về đạo đức công vụ", suggester=suggester) == []
    assert themes("Bàn về đạo đức công vụ", "Công chức xã", suggester=suggester) == ["dao-duc"]


def test_the_longest_match_counts_alone():
    assert themes("Nộp hồ sơ trực tuyến") == ["dvc"]
    assert ("hồ sơ", "title") not in reasons("Nộp hồ sơ trực tuyến")


@pytest.mark.parametrize(
    "title",
    ["cắt giảm, đơn giản hóa", "cắt giảm đơn giản hoá", "cắt giảm - đơn giản hóa", "Cắt giảm; đơn giản hóa"],
)
def test_punctuation_and_tone_placement_do_not_hide_a_phrase(title):
    assert themes(title) == ["tthc"]


@pytest.mark.parametrize(
    "title",
    ["Cắt giảm. Đơn giản hóa", "Cắt giảm! Đơn giản hóa", "Cắt giảm\nđơn giản hóa", "dịch vụ công, trực tuyến"],
)
def test_a_phrase_does_not_reach_over_a_sentence_or_a_comma_that_it_lacks(title):
    assert themes(title) == []


def test_a_phrase_does_not_reach_from_one_field_into_the_next():
    assert themes("dịch vụ công", "trực tuyến") == []


def test_marks_count_where_there_are_any():
    assert themes("Chuyển sang kiến trúc mới", "Công chức") == []
    assert themes("Bảo tàng, báo chí", "bao nhiêu") == []
    assert themes("Bão số 3") == ["ky-luat"]


def test_a_text_without_marks_is_matched_by_two_syllables_or_more():
    assert themes("Nop ho so truc tuyen tai xa") == ["dvc"]
    assert themes("Bao chi tieng Viet") == []
    assert themes("Nop ho so truc tuyen tại xa") == []


def test_an_acronym_matches_capitals_only():
    assert themes("Điểm PAPI tăng") == ["papi"]
    assert themes("Chú chó Papi") == []


def test_a_short_acronym_needs_company():
    assert themes("Thiết bị PCI mới về") == []
    assert themes("PCI: thứ hạng mới") == ["pci"]
    assert themes("PCI mới về", "Cải cách hành chính") == ["pci"]
    assert ("thứ hạng", "title") in reasons("PCI: thứ hạng mới")


def test_an_exclusion_cancels_what_it_overlaps():
    assert themes("Mở một cửa hàng", "Công chức đến mua") == []
    assert themes("Mở một cửa hàng ngay cạnh nơi một cửa", "Công chức đến mua") == ["mot-cua"]


def test_an_exclusion_does_not_cancel_a_longer_match():
    assert themes("Bộ phận một cửa hàng ngày tiếp dân") == ["mot-cua"]


def test_an_exclusion_elsewhere_cancels_what_cannot_stand_alone():
    assert themes("PCI: thứ hạng mới", "Thông mạch vành") == []
    assert themes("Nơi một cửa của công chức", "Cạnh đó là một cửa hàng") == ["mot-cua"]
    assert themes("Năng lực cạnh tranh cấp tỉnh", "Thông mạch vành") == ["pci"]


def test_the_title_weighs_more_than_the_lead_and_the_lead_more_than_the_body():
    title, lead = SUGGESTER.suggest(ONLINE.text, "")[0], SUGGESTER.suggest("", ONLINE.text)[0]
    assert title.score > lead.score
    assert themes("", "", ONLINE.text) == []
    assert themes("", "", f"{ONLINE.text} và hồ sơ trực tuyến") == ["dvc"]


def test_a_phrase_said_ten_times_counts_once():
    once, often = SUGGESTER.suggest(ONLINE.text, ""), SUGGESTER.suggest(f"{ONLINE.text} " * 10, "")
    assert once[0].score == often[0].score
    assert len(often[0].because) == 10


@pytest.mark.parametrize("backwards", [False, True])
def test_of_the_same_words_the_stronger_counts_and_the_one_that_reaches_further(backwards):
    twice = [
        Phrase("t", "cắt giảm đơn giản hóa", "strong"),
        Phrase("t", "cắt giảm, đơn giản hóa", "strong"),
        Phrase("t", "hồ sơ đẹp", "weak"),
        Phrase("t", "Hồ sơ đẹp", "strong"),
    ]
    suggester = Suggester(reversed(twice) if backwards else twice)
    assert themes("Cắt giảm, đơn giản hóa", suggester=suggester) == ["t"]
    assert themes("Hồ sơ đẹp", suggester=suggester) == ["t"]


def test_no_phrases_suggest_nothing():
    assert Suggester([]).suggest("Hồ sơ trực tuyến", "công chức") == []
    assert Suggester([Phrase("t", "…", "strong")]).suggest("… !", "") == []


WORDS = st.sampled_from(
    [
        *("hồ", "sơ", "trực", "tuyến", "bộ", "phận", "một", "cửa", "hàng", "dịch", "vụ", "công", "PCI", "pci", "PAPI"),
        *("mạch", "vành", "sáng", "kiến", "sang", "cách", "làm", "hay", "bão", "bao", "thứ", "hạng", "công", "chức"),
        *("cắt", "giảm", "đơn", "giản", "hóa", "hoá,", ".", "-", "“", "”", "\n", "Hồ", "SƠ", "cửa", "ho", "so"),
    ]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=30)


def _words(value):
    return [text.fold(token.text) for token in text.tokens(value)]


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_every_reason_points_at_words_that_spell_its_phrase(title, lead, body):
    fields = {"title": title, "lead": lead, "body": body}
    for suggestion in SUGGESTER.suggest(title, lead, body):
        assert suggestion.score >= 4
        assert suggestion.because
        for because in suggestion.because:
            field = fields[because.where]
            assert _words(field[because.start : because.end]) == _words(because.phrase)
            inside = [t for t in text.tokens(field) if t.start < because.end and because.start < t.end]
            assert inside[0].start == because.start  # never from inside a longer word
            assert inside[-1].end == because.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.permutations(PHRASES))
def test_the_order_of_phrases_changes_nothing(title, lead, phrases):
    assert Suggester(phrases).suggest(title, lead) == SUGGESTER.suggest(title, lead)
    assert Suggester([*phrases, *phrases]).suggest(title, lead) == SUGGESTER.suggest(title, lead)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_theme_is_suggested_twice_and_the_best_comes_first(title):
    found = SUGGESTER.suggest(title, "")
    assert len({s.theme for s in found}) == len(found)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


GAPPED = Suggester(
    [
        Phrase("dvc", "nộp … trực tuyến", "strong"),
        Phrase("tthc", "thủ tục|giấy tờ … người dân|bà con", "strong"),
        Phrase("mot-cua", "bộ phận một cửa", "strong"),
        Phrase("chi-dao", "kiểm tra … cải cách hành chính", "strong"),
        Phrase("chung", "cải cách hành chính", "strong"),
    ]
)


def test_other_words_may_stand_where_a_phrase_has_an_ellipsis():
    title = "Nộp hồ sơ đất đai trực tuyến"
    (suggestion,) = GAPPED.suggest(title, "")
    assert suggestion.theme == "dvc"
    assert [title[b.start : b.end] for b in suggestion.because] == ["Nộp", "trực tuyến"]
    assert {b.phrase for b in suggestion.because} == {"nộp … trực tuyến"}


@pytest.mark.parametrize(
    "title",
    [
        "Nộp hồ sơ tại xã. Hội nghị trực tuyến",  # two sentences
        "Nộp một hai ba bốn năm sáu bảy trực tuyến",  # seven words between
        "Trực tuyến: cách nộp hồ sơ",  # the other way round
        "Nộp hồ sơ",
    ],
)
def test_but_not_too_far_apart_nor_over_a_sentence_nor_backwards(title):
    assert themes(title, suggester=GAPPED) == []


def test_a_colon_ends_a_phrase_but_not_what_stands_apart():
    assert themes("Kiểm tra ở xã: cải cách hành chính còn chậm", suggester=GAPPED) == ["chi-dao"]
    assert themes("Bộ phận: một cửa", suggester=GAPPED) == []


def test_a_bar_gives_a_choice_and_the_reason_names_what_was_chosen():
    (suggestion,) = GAPPED.suggest("Bớt giấy tờ cho bà con", "")
    assert {b.phrase for b in suggestion.because} == {"giấy tờ … bà con"}
    assert themes("Bớt giấy tờ cho doanh nghiệp", suggester=GAPPED) == []


def test_what_stands_between_the_parts_of_a_phrase_is_not_inside_it():
    assert themes("Kiểm tra bộ phận một cửa về cải cách hành chính", suggester=GAPPED) == ["chi-dao", "mot-cua"]


def test_a_phrase_in_parts_is_longer_than_a_part_of_it():
    assert themes("Kiểm tra công tác cải cách hành chính", suggester=GAPPED) == ["chi-dao"]


def test_weak_words_below_a_plain_title_add_nothing_to_it():
    assert themes("Bộ phận Một cửa xã An Ninh đổi mới", "Sáng kiến của công chức xã") == ["mot-cua"]
    assert themes("Chuyện ở xã An Ninh", "Sáng kiến của công chức xã") == ["sang-kien"]


def test_what_the_lead_says_once_is_no_second_story_below_a_plain_title():
    assert themes("Bộ phận Một cửa xã An Ninh đổi mới", "Nhận hồ sơ trực tuyến từ hôm nay") == ["mot-cua"]
    assert themes("Chuyện ở xã An Ninh", "Nhận hồ sơ trực tuyến từ hôm nay") == ["dvc"]


def test_but_what_the_lead_says_in_two_ways_is_and_so_is_what_the_title_says():
    lead = "Dịch vụ công trực tuyến đủ việc, hồ sơ trực tuyến đủ loại"
    assert themes("Bộ phận Một cửa xã An Ninh đổi mới", lead) == ["dvc", "mot-cua"]
    assert themes("Bộ phận Một cửa nhận hồ sơ trực tuyến", "") == ["dvc", "mot-cua"]


def test_words_that_two_phrases_of_a_theme_cover_count_once():
    late = [Phrase("tthc", "hồ sơ trễ hẹn", "strong"), Phrase("tthc", "hồ sơ … trễ hẹn", "strong")]
    (both,), (one,) = (Suggester(phrases).suggest("Hồ sơ trễ hẹn", "") for phrases in (late, late[:1]))
    assert both.score == one.score
    (apart,) = Suggester([*late, Phrase("tthc", "xin lỗi dân", "strong")]).suggest("Hồ sơ trễ hẹn", "Xã xin lỗi dân")
    assert apart.score > one.score
    assert {b.phrase for b in both.because} == {"hồ sơ trễ hẹn", "hồ sơ … trễ hẹn"}


def test_another_theme_seconds_only_in_its_own_field():
    assert themes("Sáng kiến mới", "Hội nghị về PAPI") == ["papi"]
    assert themes("Sáng kiến nâng điểm PAPI", "") == ["papi", "sang-kien"]


def test_a_phrase_of_choices_without_end_is_cut():
    monster = "|".join("abcdefghijklmnop"[i] for i in range(16))
    assert themes("Một tin", suggester=Suggester([Phrase("x", f"{monster} … {monster} … {monster}", "strong")])) == []
