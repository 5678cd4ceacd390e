"""The one door: it brings what is there, goes nowhere else, and always comes back."""

import gzip
import zlib

import brotli
import pytest

from feeds.fetching import (
    AddressRefused,
    BadAddress,
    TooManyRedirects,
    fetch,
    networks,
)
from tests.feeds.serving import Server, answer, redirect

HERE = networks(["127.0.0.1/32"])
BODY = b'<rss version="2.0"><channel><title>x</title></channel></rss>'


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def get(url, **kwargs):
    return fetch(url, **{"user_agent": "test (+https://example.vn)", "allowed": HERE, "total_timeout": 2.0} | kwargs)


class TestWhatComes:
    def test_it_works(self, server):
        server.at["/rss"] = answer(headers=[("Content-Type", "text/xml"), ("ETag", '"a"')], body=BODY)
        came = get(server.url("/rss"))
        assert (came.status, came.body, came.content_type, came.headers["etag"]) == (200, BODY, "text/xml", '"a"')
        assert (came.url, came.moved_to) == (server.url("/rss"), "")
        assert 0 < came.elapsed < 2
        _, heard = server.heard[0]
        assert heard["user-agent"] == "test (+https://example.vn)"
        assert {"gzip", "deflate", "br"} <= set(heard["accept-encoding"].split(","))
        assert "if-none-match" not in heard
        assert "if-modified-since" not in heard
        assert "cookie" not in heard

    def test_validators_are_sent_back_byte_for_byte(self, server):
        server.at["/"] = answer("304 Not Modified", length=False)
        came = get(server.url(), etag='W/"a b"', last_modified="Fri, 22 Nov 2024 03:00:00 GMT")
        assert (came.status, came.body) == (304, b"")
        _, heard = server.heard[0]
        assert heard["if-none-match"] == 'W/"a b"'
        assert heard["if-modified-since"] == "Fri, 22 Nov 2024 03:00:00 GMT"

    @pytest.mark.parametrize(
        ("encoding", "packed"),
        [
            ("gzip", gzip.compress(BODY, mtime=0)),
            ("deflate", zlib.compress(BODY)),
            ("deflate", zlib.compress(BODY)[2:-4]),
            ("gzip, gzip", gzip.compress(gzip.compress(BODY, mtime=0), mtime=0)),
            ("br", brotli.compress(BODY)),
            ("gzip, br", brotli.compress(gzip.compress(BODY, mtime=0))),
            ("identity", BODY),
        ],
        ids=["gzip", "deflate with a header", "bare deflate", "gzip twice", "brotli", "both", "nothing"],
    )
    def test_bodies_are_unpacked(self, server, encoding, packed):
        server.at["/"] = answer(headers=[("Content-Encoding", encoding)], body=packed)
        assert get(server.url()).body == BODY

    def test_a_chunked_body_is_put_together(self, server):
        server.at["/"] = answer(
            headers=[("Transfer-Encoding", "chunked")], body=b"3\r\n<rs\r\n2\r\ns>\r\n0\r\n\r\n", length=False
        )
        assert get(server.url()).body == b"<rss>"

    @pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oops", "429 Slow Down"])
    def test_an_error_is_an_answer_without_a_body(self, server, status):
        server.at["/"] = answer(status, [("Retry-After", "60")], body=b"x" * 100)
        came = get(server.url())
        assert (came.status, came.body, came.headers["retry-after"]) == (int(status[:3]), b"", "60")

    def test_a_web_page_is_none_of_its_business(self, server):
        server.at["/"] = answer(headers=[("Content-Type", "text/html")], body=b"<html></html>")
        assert get(server.url()).body == b"<html></html>"


class TestRedirects:
    def test_five_hops_are_followed(self, server):
        for n in range(5):
            server.at[f"/{n}"] = redirect(f"/{n + 1}")
        server.at["/5"] = answer(body=BODY)
        came = get(server.url("/0"))
        assert (came.body, came.url, came.moved_to) == (BODY, server.url("/5"), "")

    def test_six_are_not(self, server):
        for n in range(6):
            server.at[f"/{n}"] = redirect(f"/{n + 1}")
        server.at["/6"] = answer(body=BODY)
        with pytest.raises(TooManyRedirects):
            get(server.url("/0"))

    def test_a_loop_ends(self, server):
        server.at["/"] = redirect("/")
        with pytest.raises(TooManyRedirects):
            get(server.url())
        assert len(server.heard) == 6

    def test_only_a_chain_that_is_permanent_throughout_is_a_move(self, server):
        server.at["/a"] = redirect("/b", "301 Moved Permanently")
        server.at["/b"] = redirect("/c", "308 Permanent Redirect")
        server.at["/c"] = answer(body=BODY)
        assert get(server.url("/a")).moved_to == server.url("/c")
        server.at["/b"] = redirect("/c", "302 Found")
        assert get(server.url("/a")).moved_to == ""

    @pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://example.vn/", "gopher://x", "javascript:alert(1)"])
    def test_a_redirect_to_another_scheme_is_refused(self, server, where):
        server.at["/"] = redirect(where)
        with pytest.raises(BadAddress):
            get(server.url())

    def test_a_redirect_to_a_private_address_is_refused(self, server):
        server.at["/"] = redirect("http://169.254.169.254/latest/meta-data/")
        with pytest.raises(AddressRefused):
            get(server.url())

    def test_a_redirect_to_a_name_that_leads_inside_is_refused(self, server):
        server.at["/"] = redirect("http://inside.example.vn/")
        names = {"127.0.0.1": ["127.0.0.1"], "inside.example.vn": ["10.0.0.1"]}
        with pytest.raises(AddressRefused):
            get(server.url(), resolver=lambda host, port: names[host])

    def test_a_redirect_without_a_place_is_an_answer(self, server):
        server.at["/"] = answer("302 Found")
        assert get(server.url()).status == 302
