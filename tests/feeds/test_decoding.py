"""What is valid UTF-8 is UTF-8; the rest is found out, and said."""

import codecs

import pytest

from feeds.parsing.decoding import text_of

TEXT = "<rss>Cải cách thủ tục hành chính, đất đai</rss>"


@pytest.mark.parametrize(
    ("body", "content_type", "mislabelled"),
    [
        (TEXT.encode(), "", False),
        (TEXT.encode(), "text/xml; charset=utf-8", False),
        (TEXT.encode(), "text/xml; charset=iso-8859-1", True),
        (b'<?xml version="1.0" encoding="windows-1252"?>' + TEXT.encode(), "", True),
        (b'<?xml version="1.0" encoding="UTF8"?>' + TEXT.encode(), "", False),
        (codecs.BOM_UTF8 + TEXT.encode(), "", False),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "", False),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "text/xml; charset=utf-8", False),
        (TEXT.encode("utf-16-le"), "", False),
        (TEXT.encode("utf-16-be"), "", False),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "", False),
        (b'<?xml version="1.0" encoding="nonsense"?>' + TEXT.encode(), "", False),
        (b'<?xml version="1.0" encoding="zlib"?>' + TEXT.encode(), "", False),
    ],
)
def test_vietnamese_text_comes_through(body, content_type, mislabelled):
    text, said = text_of(body, content_type)
    assert text.endswith(TEXT)
    assert said is mislabelled


def test_the_documents_own_label_is_believed_before_the_headers():
    body = '<?xml version="1.0" encoding="iso-8859-2"?><a>ą</a>'.encode("iso-8859-2")
    assert text_of(body, "text/xml; charset=iso-8859-1") == (body.decode("iso-8859-2"), False)


def test_an_escape_coded_label_is_believed_although_its_bytes_are_ascii():
    body = '<?xml version="1.0" encoding="iso-2022-jp"?><a>日本</a>'.encode("iso-2022-jp")
    assert "日本" in text_of(body)[0]


def test_utf8_cut_in_the_middle_of_a_letter_is_still_utf8():
    text, mislabelled = text_of(TEXT.encode() + "ả".encode()[:2])
    assert text == TEXT + "\ufffd"
    assert mislabelled


def test_western_text_without_a_label_is_not_taken_for_vietnamese():
    assert text_of("<a>simulações é Ò</a>".encode("windows-1252")) == ("<a>simulações é Ò</a>", True)


def test_any_bytes_give_some_text():
    assert text_of(bytes(range(128, 256)))[0]
