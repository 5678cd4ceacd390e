"""The order of a Vietnamese dictionary, in a column."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import fold, sort_key

# Letters and tones as Vũ Xuân Lương lists them (vietlex.com), his rules 1 and 2.
LISTED = """
    a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ f g h i ì ỉ ĩ í ị j k l m n
    o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ p q r s t u ù ủ ũ ú ụ ư ừ ử ữ ứ ự v w x y ỳ ỷ ỹ ý ỵ z
"""
LETTERS_AND_TONES = LISTED.split()


def shuffled(words):
    return random.Random(1).sample(words, len(words))


@pytest.mark.parametrize(
    "order",
    [
        LETTERS_AND_TONES,
        ["ang", "ảng", "anh"],
        ["ác", "ách", "an"],
        ["ba", "bà", "bả", "bã", "bá", "bạ", "ban"],
        ["hai", "hài", "hại", "hay"],
        ["ba", "ba hoa", "ba lô", "bà", "bà con", "bả", "ban", "bán", "băng"],
        ["Da giày", "Dân vận", "Đa dạng", "Đào tạo", "Đất đai", "Em"],
        ["Thái Bình", "Thái Thụy", "Thanh tra", "Thư viện", "Tiền Hải"],
        ["Công an", "Công ty", "Cơ quan", "Cục"],
        ["Quỳnh Phụ", "Vũ Thư", "Xã Hoà Bình", "Yên Bái", "Zalo"],
        ["2024", "An", "C", "C 1", "C2", "C10", "Ca"],
        ["Tổ 2", "Tổ 007", "Tổ 10", "Tổ 10 A", "Tổ 100", "Tổ dân phố"],
        ["0", "1", "9", "10", "9" * 98, "1" + "0" * 98],
        ["zalo", "œuvre", "Ελλάς", "中文"],
    ],
    ids=lambda order: order[0],
)
def test_words_stand_as_in_a_dictionary(order):
    assert sorted(shuffled(order), key=sort_key) == order
    assert len({sort_key(word) for word in order}) == len(order)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đất đai", "ĐẤT ĐAI"),
        ("Hoà Bình", unicodedata.normalize("NFD", "Hòa  Bình")),
        ("Hòa-Bình.", "Hòa Bình"),
        ("café", "cafe\u0301"),
        ("Müller", "muller"),
        ("Tổ 07", "Tổ 7"),
        ("Tổ ٧", "Tổ 7"),
        ("x\u0308\u0300", "x"),
    ],
)
def test_case_form_punctuation_and_foreign_marks_do_not_count(one, other):
    assert sort_key(one) == sort_key(other)


def test_a_key_is_digits_only_so_that_no_collation_reorders_it():
    key = sort_key("Sở Nội vụ – số 5, đường Lê Lợi; 中文 œ")
    assert key.isascii()
    assert key.isdecimal()


def test_a_key_fits_its_column():
    assert len(sort_key("nghiêng " * 80)) == 600
    assert sort_key("nghiêng", max_length=7) == sort_key("nghiêng")[:7]
    assert len(sort_key("中" * 9, max_length=1000)) <= 9 * 9 + 3


def test_no_text_has_an_empty_key_that_comes_first():
    assert sort_key("") == sort_key(" – ") == ""
    assert sort_key("") < sort_key("0") < sort_key("a")


def test_a_number_of_any_length_is_taken():
    assert sort_key("9" * 5000) == sort_key("9" * 6000)


syllable = st.text(
    st.sampled_from([letter for letter in LETTERS_AND_TONES if letter not in "fjwz"]), min_size=1, max_size=3
)


@given(st.lists(syllable, max_size=3), st.lists(syllable, max_size=3))
def test_a_key_compares_syllables_by_letters_then_by_tones(one, other):
    one, other = ([fold(s, marks=True) for s in syllables] for syllables in (one, other))
    by_the_book = [[_letters_then_tones(s) for s in syllables] for syllables in (one, other)]
    keys = [sort_key(" ".join(syllables)) for syllables in (one, other)]
    assert (keys[0] < keys[1]) == (by_the_book[0] < by_the_book[1])
    assert (keys[0] == keys[1]) == (by_the_book[0] == by_the_book[1])


def _letters_then_tones(word):
    """The same rule told slowly: positions in the alphabet, then positions among the tones."""
    alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
    letters, marks = [], []
    for letter in word:
        at = LETTERS_AND_TONES.index(letter)
        base = max(LETTERS_AND_TONES.index(b) for b in alphabet if LETTERS_AND_TONES.index(b) <= at)
        letters.append(base)
        marks.append(at - base)
    assert all(mark < 6 for mark in marks)
    return letters, [mark for mark in marks if mark]
