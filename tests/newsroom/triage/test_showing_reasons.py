"""Reasons cut out of a text, and told in words."""

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from newsroom.triage.rendering import Piece, marked, pieces
from newsroom.triage.suggesting import Because
from newsroom.triage.wording import because_in_words


def because(phrase, where="title", strength="strong"):
    return Because(phrase, where, 0, 1, strength)


def test_a_text_is_cut_where_its_reasons_stand():
    assert pieces("một cửa xã", [(0, 7)]) == [Piece("một cửa", True), Piece(" xã")]
    assert pieces("xã", []) == [Piece("xã")]
    assert pieces("", []) == []


def test_words_are_marked_in_clean_html_and_nowhere_else():
    assert marked('<a href="/một cửa">Một cửa</a> một cửa', ["một cửa"]) == (
        '<a href="/một cửa">Một cửa</a> <mark>một cửa</mark>'
    )
    assert marked("một cửa liên thông, một cửa", ["một cửa", "một cửa liên thông"]) == (
        "<mark>một cửa liên thông</mark>, <mark>một cửa</mark>"
    )
    assert marked("một cửahàng", ["một cửa"]) == "một cửahàng"
    assert marked("A &amp; B", ["A & B"]) == "<mark>A &amp; B</mark>"
    assert marked("<p>một cửa</p>", []) == "<p>một cửa</p>"


def test_reasons_that_overlap_are_one_piece():
    assert pieces("abcdef", [(2, 4), (1, 3)]) == [Piece("a"), Piece("bcd", True), Piece("ef")]
    assert pieces("abcdef", [(1, 5), (2, 3)]) == [Piece("a"), Piece("bcde", True), Piece("f")]


@given(
    st.text(max_size=20).flatmap(
        lambda t: st.tuples(
            st.just(t),
            st.lists(st.tuples(st.integers(0, len(t)), st.integers(0, len(t))).map(sorted).map(tuple), max_size=5),
        )
    )
)
def test_nothing_of_the_text_is_lost_or_doubled(case):
    text, spans = case
    cut = pieces(text, [(start, end) for start, end in spans if start < end])
    assert "".join(piece.text for piece in cut) == text
    marked = {at for start, end in spans for at in range(start, end)}
    at = 0
    for piece in cut:
        assert piece.text
        assert {*range(at, at + len(piece.text))} <= marked if piece.is_reason else True
        at += len(piece.text)
    assert sum(len(piece.text) for piece in cut if piece.is_reason) == len(marked)


def test_reasons_are_told_by_place_and_each_once():
    told = [
        because("một cửa"),
        because("một cửa"),
        because("hồ sơ"),
        because("hồ sơ", "body"),
        because("CCHC", "lead", "context"),
    ]
    with override("vi"):
        assert because_in_words(told) == ("vì có: “một cửa”, “hồ sơ” trong tiêu đề, đi cùng “CCHC” trong tóm tắt")
        assert because_in_words([because("một cửa", "body")]) == "vì có: “một cửa” trong bài"
        assert because_in_words([]) == ""
