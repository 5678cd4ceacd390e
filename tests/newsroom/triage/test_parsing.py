"""Plain text of foreign HTML."""

import pytest

from newsroom.triage.parsing import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>cửa</p>", "Một\ncửa"),
        ("Một <b>cửa</b>&nbsp;xã &amp; huyện", "Một cửa xã & huyện"),
        ("a<br/>b<BR>c", "a\nb\nc"),
        ("<script>alert('x')</script>Tin<style>p{}</style>", "Tin"),
        ("5 < 6 và 7 > 3", "5 < 6 và 7 > 3"),
        ("<!-- ẩn -->hiện", "hiện"),
        ("  \n <div> </div> ", ""),
        ("<img src=x onerror=alert(1)>ảnh", "ảnh"),
    ],
)
def test_it_reads_as_a_person_would(html, text):
    assert plain(html) == text


def test_long_text_is_cut_between_words():
    cut = plain("một cửa liên thông", max_length=12)
    assert cut == "một cửa…"
    assert plain("một cửa", max_length=7) == "một cửa"


def test_the_paragraphs_keep_phrases_apart():
    from newsroom.triage.suggesting import Phrase, Suggester

    suggester = Suggester([Phrase("t", "hồ sơ trực tuyến", "strong")])
    assert suggester.suggest("", plain("<p>hồ sơ</p><p>trực tuyến</p>")) == []
