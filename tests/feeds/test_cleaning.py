"""Cleaning the quick way gives what cleaning each text for itself gives."""

import nh3
from hypothesis import example, given
from hypothesis import strategies as some

from feeds.parsing import cleaning
from feeds.parsing.cleaning import content_of, plain, readable, shortened_text, text_in

ADDRESSES = some.sampled_from(
    (
        *("https://dai.example.vn/a", "http:/a", "HTTPS://B.vn", "/anh/1.jpg", "anh/1.jpg", "//c.vn/x", "ftp://e.vn"),
        *("javascript:alert(1)", "data:text/html,x", " https://d.vn", "mailto:a@b.vn", "", "#moc", "?cn=1", "https:"),
        "java\tscript:x",
    )
)
WORDS = some.text("ab <>&\"'=đ\u200b\u00ad\n", max_size=12) | some.sampled_from(['href="https://', 'src="x"', "&quot;"])
PIECES = some.one_of(
    WORDS,
    some.builds("<a href=\"{}\" onclick='x'>{}</a>".format, ADDRESSES, WORDS),
    some.builds("<img src='{}' alt=\"{}\">".format, ADDRESSES, WORDS),
    some.builds("<video poster={} src='{}'></video>".format, ADDRESSES, ADDRESSES),
    some.builds("<blockquote cite='{}'><q cite='{}'>x</q></blockquote>".format, ADDRESSES, ADDRESSES),
    some.sampled_from(["<p>", "</p>", "<script>x</script>", "<br/>", "<td background='y'>", "<svg><a href='z'>"]),
)


def cleaned_by_itself(markup: str, base: str) -> str:
    """With a cleaner made for this text alone."""
    if not cleaning._LOOKS_LIKE_HTML.search(markup) or cleaning.is_too_deep(markup):
        return ""
    cleaned = nh3.clean(
        readable(markup),
        tags=set(cleaning._TAGS),
        clean_content_tags=cleaning._GONE_WITH_CONTENT,
        attributes={tag: set(names) for tag, names in cleaning._ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative=("rewrite_with_base", base) if base else "deny",
    )
    cleaned = cleaning._EMPTY_IMAGE.sub("", cleaned)
    return cleaned.strip() if "<" in cleaned else ""


@given(some.lists(PIECES, max_size=8).map("".join), some.sampled_from(["", "https://dai.example.vn/tin/1.html"]))
@example("<a href='HTTP:/x'>y</a>", "")
def test_a_cleaner_that_is_kept_gives_what_one_made_for_the_text_gives(markup, base):
    assert content_of(markup, base) == cleaned_by_itself(markup, base)


@given(some.text(max_size=60))
def test_what_is_printable_needs_no_search_for_what_is_not(text):
    slow = cleaning.unicodedata.normalize("NFC", cleaning._LONE_SURROGATE.sub("", cleaning._INVISIBLE.sub("", text)))
    assert readable(text) == slow


@given(some.lists(PIECES, max_size=6).map("".join), some.integers(2, 40))
def test_a_plain_text_is_the_whole_one_cut(markup, length):
    whole = text_in(markup)
    assert plain(markup, length) == shortened_text(whole, length)
    assert len(plain(markup, length)) <= length
    assert plain(markup, len(whole) + 1) == whole
