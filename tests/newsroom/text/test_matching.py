"""Folding, addresses, queries and tokens."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import Token, canonical, fold, plain_query, slug, tokens

any_text = st.text(st.characters())
vietnamese_text = st.text(st.sampled_from("aăâeêioôơuưyàảãáạộớựđĐÀẾỴbcghnqt \n\u0301\u0323\u200b\xad.-_'7"))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Cải cách hành chính", "cai cach hanh chinh"),
        ("ĐẤT ĐAI", "dat dai"),
        ("Đào tạo", "dao tao"),
        ("Một cửa, trực tuyến", "mot cua, truc tuyen"),
        ("Người dân Thái Thuỵ", "nguoi dan thai thuy"),
        ("Ưu tiên", "uu tien"),
        ("KHUẾCH TRƯƠNG ẴẪỖỠỮ", "khuech truong aaoou"),
    ],
)
def test_a_reader_who_types_no_marks_finds_it(form, written, typed):
    assert fold(unicodedata.normalize(form, written)) == typed


def test_with_marks_only_case_and_spelling_are_levelled():
    assert fold("ĐẤT  Đai", marks=True) == "đất đai"
    assert fold("HOÀ", marks=True) == fold(unicodedata.normalize("NFD", "Hòa"), marks=True) == "hòa"
    assert fold("bảo", marks=True) != fold("báo", marks=True)
    assert fold("dao", marks=True) != fold("đao", marks=True)


def test_fold_levels_case_beyond_lower():
    assert fold("Straße") == "strasse"
    assert fold("ŒUVRE") == "œuvre"


def test_marks_of_other_scripts_are_kept():
    assert fold("ภาษาไทย की 한국") == "ภาษาไทย की 한국"


@given(any_text | vietnamese_text, st.booleans())
def test_folding_twice_changes_nothing(s, marks):
    once = fold(s, marks=marks)
    assert fold(once, marks=marks) == once


@given(vietnamese_text)
def test_folding_depends_on_neither_case_nor_form_nor_spelling(s):
    for other in (s.upper(), unicodedata.normalize("NFD", s), canonical(s)):
        assert fold(other) == fold(s)
        assert fold(other, marks=True) == fold(s, marks=True)


@given(vietnamese_text)
def test_folded_vietnamese_is_ascii(s):
    assert fold(s).isascii()


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Đào tạo", "dao-tao"),
        ("  Kế hoạch số 174/KH-UBND (2024)! ", "ke-hoach-so-174-kh-ubnd-2024"),
        ("Ðất đai — nhà ở", "dat-dai-nha-o"),
        ("Cải\u200b cách\n2,5 m²", "cai-cach-2-5-m2"),
        ("Don’t stop, can't", "dont-stop-cant"),
        ("№ 5 Ａ", "no-5-a"),
        ("中文", ""),
        ("", ""),
    ],
)
def test_an_address_is_ascii_and_keeps_đ(title, address):
    assert slug(title) == address


def test_a_long_address_is_cut_between_words():
    assert slug("cải cách hành chính", max_length=19) == "cai-cach-hanh-chinh"
    assert slug("cải cách hành chính", max_length=18) == "cai-cach-hanh"
    assert slug("cải cách hành chính", max_length=14) == "cai-cach-hanh"
    assert slug("cải cách hành chính", max_length=13) == "cai-cach-hanh"
    assert slug("cải cách hành chính", max_length=12) == "cai-cach"
    assert slug("nghiêng", max_length=4) == "nghi"
    assert len(slug("a" * 300)) == 100


@given(any_text, st.integers(1, 30))
def test_an_address_is_always_well_formed(s, max_length):
    address = slug(s, max_length)
    assert len(address) <= max_length
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not address.startswith("-")
    assert not address.endswith("-")
    assert "--" not in address


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ('"', ""),
        ('"cải cách" hành"chính', "cải cách hành chính"),
        ("cải\x00 cách\x1b", "cải cách"),
        (unicodedata.normalize("NFD", "thuỷ lợi"), "thủy lợi"),
        ("  dấu ' \\ * ( giữ lại  ", "dấu ' \\ * ( giữ lại"),
    ],
)
def test_a_query_reaches_no_backend_with_what_breaks_it(typed, asked):
    assert plain_query(typed) == asked


def test_a_query_has_an_end():
    assert plain_query("x" * 200) == "x" * 200
    assert plain_query("x" * 201) == "x" * 200
    assert plain_query("cải cách", max_length=4) == "cải"


@given(any_text)
def test_a_query_is_always_safe(s):
    asked = plain_query(s)
    assert '"' not in asked
    assert asked == asked.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in asked)


def test_tokens_are_syllables_and_numbers_with_their_place():
    assert tokens("Số 76/NQ-CP: cải_cách!") == [
        Token("Số", 0, 2),
        Token("76", 3, 5),
        Token("NQ", 6, 8),
        Token("CP", 9, 11),
        Token("cải", 13, 16),
        Token("cách", 17, 21),
    ]
    assert tokens(" …/_ ") == []


def test_a_decomposed_or_hyphenated_token_is_one_and_keeps_its_place():
    s = unicodedata.normalize("NFD", "trí tuệ") + " c\xadải\u200b cá\u200bch\u200b."
    found = tokens(s)
    assert [fold(t.text, marks=True) for t in found] == ["trí", "tuệ", "cải", "cách"]
    assert all(s[t.start : t.end] == t.text for t in found)
    assert found[-1].end == len(s) - 2
    assert found[-2].end == s.index("\u200b")


def test_a_mark_parted_from_its_letter_belongs_to_its_token():
    assert tokens("hoa\xad\u0300 7\u200b\u0301\u200b7") == [
        Token("hoa\xad\u0300", 0, 5),
        Token("7\u200b\u0301\u200b7", 6, 11),
    ]


@given(any_text | vietnamese_text)
def test_a_token_is_what_the_text_says_at_its_place(s):
    found = tokens(s)
    assert all(s[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(vietnamese_text)
def test_tokens_are_the_same_however_the_text_is_written(s):
    spelt = [fold(t.text) for t in tokens(s)]
    assert [fold(t.text) for t in tokens(canonical(s))] == spelt
    assert [fold(t.text) for t in tokens(unicodedata.normalize("NFD", s))] == spelt
