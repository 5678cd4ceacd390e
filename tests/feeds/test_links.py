"""Links are repaired, made absolute, and rid of what changes from visit to visit."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from feeds.parsing import canonical, link_key, links, piece_key, why_no_address

BASE = "https://huyen.example.vn/rss/feed.xml"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://a.vn/tin.html", "https://a.vn/tin.html"),
        ("HTTPS://A.vn:443/Tin.html", "https://a.vn/Tin.html"),
        ("http://a.vn:80", "http://a.vn/"),
        ("http://a.vn:8080/x", "http://a.vn:8080/x"),
        ("  https://a.vn/tin\n.html ", "https://a.vn/tin.html"),
        ("/tin.html", "https://huyen.example.vn/tin.html"),
        ("tin.html", "https://huyen.example.vn/rss/tin.html"),
        ("//a.vn/tin.html", "https://a.vn/tin.html"),
        ("http:a.vn/tin.html", "http://a.vn/tin.html"),
        ("http:/a.vn/tin.html", "http://a.vn/tin.html"),
        ("http:///a.vn/tin.html", "http://a.vn/tin.html"),
        ("https://a.vn/t?utm_source=rss&id=5&UTM_MEDIUM=x&fbclid=1", "https://a.vn/t?id=5"),
        ("https://a.vn/t?PHPSESSID=abc", "https://a.vn/t"),
        ("https://a.vn/t;jsessionid=1A2B?id=5", "https://a.vn/t?id=5"),
        ("https://a.vn/(S(abc123))/t.aspx", "https://a.vn/t.aspx"),
        ("https://a.vn/t?b=2&a=1", "https://a.vn/t?b=2&a=1"),
        ("https://a.vn/t?q=c%E1%BA%A3i+c%C3%A1ch", "https://a.vn/t?q=c%E1%BA%A3i+c%C3%A1ch"),
        ("https://a.vn/t#dau", "https://a.vn/t"),
        ("https://a.vn/#!/tin/5", "https://a.vn/#!/tin/5"),
        ("https://a.vn/cải cách", "https://a.vn/c%E1%BA%A3i%20c%C3%A1ch"),
        ("https://a.vn\\tin\\5", "https://a.vn/tin/5"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://tỉnh.vn/x", f"https://{'tỉnh.vn'.encode('idna').decode()}/x"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@b.vn", ""),
        ("https://a.vn@b.vn/x", "https://b.vn/x"),
        ("https://a.vn<script>/x", ""),
        ("http://", ""),
        ("http://[bad", ""),
        ("http://a.vn:99999/", ""),
        ("", ""),
    ],
)
def test_a_link_becomes_canonical(written, expected):
    assert canonical(written, base=BASE) == expected


def test_a_canonical_link_stays_as_it_is():
    for link in ("https://a.vn/c%E1%BA%A3i?x=%20a&b", "http://a.vn:8080/a;b/c?d", "https://a.vn/#!x"):
        assert canonical(link) == link


def test_ignored_parameters_are_the_feeds_own():
    link = "http://a.gov.vn/tin?cn=154&gd=17&id=901"
    assert canonical(link) == link
    assert canonical(link, ignored_parameters=("CN", "gd")) == "http://a.gov.vn/tin?id=901"


def test_spellings_of_one_link_have_one_key():
    spellings = ["http://a.vn/tin/5?b=2&a=1", "https://www.a.vn/tin/5/?a=1&b=2", "https://a.vn/tin/%35?a=1&b=2"]
    assert len({link_key(canonical(link)) for link in spellings}) == 1
    assert link_key("https://a.vn/5?a=1") != link_key("https://a.vn/5?a=2")
    assert link_key("https://a.vn/5") != link_key("https://b.vn/5")


@pytest.mark.parametrize("link", ["", "https://a.vn", "https://a.vn/", "https://a.vn/?lang=vi", "http://[", "/5.html"])
def test_what_leads_to_no_piece_has_no_key_of_one(link):
    assert piece_key(link) == ""


@pytest.mark.parametrize("link", ["https://a.vn/5", "https://a.vn/tin?cn=1", "http://www.a.vn/5/"])
def test_what_leads_to_a_piece_has_its_links_key(link):
    assert piece_key(link) == link_key(link)


@given(
    some.lists(some.sampled_from(["http", "HTTPS", ":", "/", "//", "a.vn", "<link>", 'href="', " ", "x"]), max_size=14)
)
def test_a_document_without_broken_links_is_told_before_it_is_repaired(pieces):
    text = "".join(pieces)
    assert links.repair_in_markup(text) == links._IN_MARKUP.sub(r"\1\2://", text)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://dai.example.vn/tin?a=1#b", ""),
        ("HTTP://dai.example.vn:8080/", ""),
        ("https://[2001:db8::1]/", ""),
        ("", "no_address"),
        (f"https://dai.example.vn/{'a' * 1000}", "too_long"),
        ("javascript:alert(1)", "not_web"),
        ("dai.example.vn/tin", "not_web"),
        ("https://ten:mat@dai.example.vn/", "password"),
        ("https://@dai.example.vn/", "password"),
        ("https:///tin", "broken"),
        ("https://dai.example.vn:99999/", "broken"),
        ("https://[1::", "broken"),
        ("https://dai.example.vn/a b", "broken"),
        ("https://dai.example.vn/<script>", "broken"),
    ],
)
def test_what_is_an_address_of_the_web_is_one_rule_with_a_reason(url, code):
    assert why_no_address(url) == code
