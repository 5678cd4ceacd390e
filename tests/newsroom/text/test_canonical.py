"""One spelling to store."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import canonical

VIETNAMESE = "aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵbcdđghklmnpqrstvx"
RIGHTLY_WRITTEN = """
    quý quỳ quỷ quỹ quỵ QUÝ Quỳnh quả quyền quốc quẹo quào quậy giá già giả giờ giữa giặt giếng giúi
    giũa gì gìn GIÁ hoàn toàn khoẻn huỳnh suýt ngoài xoáy khuỷu ngoèo tuệ Huế thuở được người nghiệp bìa
    của mùa lúa cửa thuế tuần luật uống ưỡn ý ỷ ủy hòa khỏe chuyên đường yếu miễn kiến tỉnh Bình xoong
    nghĩa khuya Đắk Lắk
"""
any_text = st.text(st.characters())
vietnamese_text = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "  \u0300\u0301\u0302\u200b'-5"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # the two vowels that the two schools of spelling quarrel over: oa, oe, uy with nothing behind them
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("hoả", "hỏa"),
        ("hoã", "hõa"),
        ("hoạ", "họa"),
        ("khoẻ", "khỏe"),
        ("xoè", "xòe"),
        ("uỷ", "ủy"),
        ("thuý", "thúy"),
        ("tuỳ", "tùy"),
        ("luỹ", "lũy"),
        ("Thuỵ", "Thụy"),
        # case goes with the letter, not with the tone
        ("UỶ BAN", "ỦY BAN"),
        ("Uỷ ban", "Ủy ban"),
        ("HOÀ", "HÒA"),
        ("hOÀ", "hÒA"),
        # u belongs to q, i to g
        ("qúy", "quý"),
        ("QÚY", "QUÝ"),
        ("qủa", "quả"),
        ("qùyên", "quyền"),
        ("gía", "giá"),
        ("gìơ", "giờ"),
        ("gĩưa", "giữa"),
        # a final consonant draws the tone to the vowel before it
        ("tòan", "toàn"),
        ("hùynh", "huỳnh"),
        ("súyt", "suýt"),
        ("ngọăc", "ngoặc"),
        # three vowels bear it in the middle
        ("ngòai", "ngoài"),
        ("xóay", "xoáy"),
        ("khủyu", "khuỷu"),
        ("ngòeo", "ngoèo"),
        # a letter with a mark of its own bears it
        ("tụê", "tuệ"),
        ("thủơ", "thuở"),
        ("đựơc", "được"),
        ("rựơu", "rượu"),
        ("úông", "uống"),
        ("ngừơi", "người"),
        ("nghịêp", "nghiệp"),
        ("cưả", "cửa"),
        # the first of two
        ("cuả", "của"),
        ("biạ", "bịa"),
        ("taí", "tái"),
    ],
)
def test_a_tone_stands_in_its_one_place(typed, stored):
    assert canonical(typed) == stored
    assert canonical(unicodedata.normalize("NFD", typed)) == stored


@pytest.mark.parametrize("word", RIGHTLY_WRITTEN.split())
def test_a_rightly_written_word_stays(word):
    assert canonical(word) == word


@pytest.mark.parametrize("word", ["café", "García", "trío", "Zoé", "José", "hoàkhánh", "àoà", "Tẻh", "naïveté"])
def test_a_word_that_is_no_vietnamese_syllable_stays(word):
    assert canonical(word) == word


def test_a_tone_moves_only_within_its_own_word():
    assert canonical("(hoà-uỷ)/hoà2 _hoà_") == "(hòa-ủy)/hòa2 _hòa_"


@pytest.mark.parametrize(
    "space", [" ", "\t", "\n", "\r\n", "\xa0", "\u2002", "\u2009", "\u202f", "\u3000", "\u2028", " \u200b ", "\xa0 \n"]
)
def test_any_white_space_becomes_one_space(space):
    assert canonical(f"{space}cải{space}cách{space}") == "cải cách"


UNSEEN = (
    "\x00\x07\x08\x0e\x1b\x7f\x84\x86\x9f\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e"
    "\u2060\u2066\u2069\u206f\ufeff\ufff9\ufffb\ud800\udfff"
)


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_not_stored(unseen):
    assert canonical(f"{unseen}cải c{unseen}ách{unseen}") == "cải cách"


def test_a_mark_parted_from_its_letter_by_an_invisible_character_joins_it():
    assert canonical("hoa\u200b\u0300") == "hòa"


def test_visible_neighbours_of_the_invisible_stay():
    assert canonical("a\x7e\xa1\u2010\u202f\u2070\ufeef\ufff8b") == "a~¡‐ ⁰\ufeef\ufff8b"


def test_letters_that_pass_for_đ_become_it():
    assert canonical("Ðảng bộ, Ɖoàn, ðất, ɖai") == "Đảng bộ, Đoàn, đất, đai"


def test_nothing_is_nothing():
    assert canonical("") == canonical(" \n\u200b") == ""


@given(any_text | vietnamese_text)
def test_doing_it_twice_changes_nothing(s):
    once = canonical(s)
    assert canonical(once) == once


@given(any_text | vietnamese_text)
def test_what_is_stored_is_composed(s):
    assert unicodedata.is_normalized("NFC", canonical(s))


@given(vietnamese_text)
def test_composed_and_decomposed_are_stored_alike(s):
    assert canonical(unicodedata.normalize("NFD", s)) == canonical(unicodedata.normalize("NFC", s))


@given(vietnamese_text)
def test_only_tones_move(s):
    composed = unicodedata.normalize("NFC", s.replace("\u200b", ""))
    once = canonical(s)
    assert len(once) == len(" ".join(composed.split()))
    assert sorted(unicodedata.normalize("NFD", once.replace(" ", ""))) == sorted(
        unicodedata.normalize("NFD", "".join(composed.split()))
    )
