"""The one door: it brings what is there, goes nowhere else, and always comes back."""

import contextlib
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib

import pytest

from feeds.fetching import (
    AddressRefused,
    BadAddress,
    CannotFetch,
    Garbled,
    NameUnknown,
    NotTrusted,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    fetch,
    is_allowed,
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
        assert "gzip" in heard["accept-encoding"]
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
            ("gzip", gzip.compress(BODY)),
            ("deflate", zlib.compress(BODY)),
            ("deflate", zlib.compress(BODY)[2:-4]),
            ("gzip, gzip", gzip.compress(gzip.compress(BODY))),
            ("identity", BODY),
        ],
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


REFUSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.8.8", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::8.8.8.8", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
    "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2606:4700::1111%eth0", "", "localhost", "1.2.3", "0x7f.1",
]  # fmt: skip
ALLOWED = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
    "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
    "223.255.255.255", "113.160.0.1", "2606:4700::1111", "2400:cb00::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip


class TestAddresses:
    @pytest.mark.parametrize("address", REFUSED)
    def test_what_is_not_public_unicast_is_refused(self, address):
        assert not is_allowed(address)

    @pytest.mark.parametrize("address", ALLOWED)
    def test_what_lies_beside_a_refused_range_is_allowed(self, address):
        assert is_allowed(address)

    def test_an_allowed_network_opens_itself_and_nothing_else(self):
        lan = networks(["10.20.0.0/16", " fd00:1::/32 ", ""])
        assert is_allowed("10.20.3.4", lan)
        assert is_allowed("::ffff:10.20.3.4", lan)
        assert is_allowed("fd00:1::5", lan)
        assert not is_allowed("10.21.0.1", lan)
        assert not is_allowed("fd00:2::5", lan)
        assert not is_allowed("127.0.0.1", lan)

    def test_a_misspelt_network_is_an_error_and_not_a_hole(self):
        with pytest.raises(ValueError, match="does not appear"):
            networks(["10.20.0.0/99"])

    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]",
         "[64:ff9b::7f00:1]", "10.0.0.1", "169.254.169.254", "[fe80::1]", "localhost"],
    )  # fmt: skip
    def test_a_literal_in_any_spelling_is_vetted_and_nobody_is_asked(self, server, host):
        with pytest.raises((AddressRefused, NameUnknown)):
            get(server.url(host=host), allowed=())
        assert server.heard == []

    def test_what_was_vetted_is_what_is_connected(self, server):
        answers = iter([["127.0.0.1"], ["10.0.0.1"]])
        asked = []

        def rebinding(host, port):
            asked.append(host)
            return next(answers)

        server.at["/"] = answer(body=BODY)
        assert get(server.url(host="moi.example.vn"), resolver=rebinding).body == BODY
        assert asked == ["moi.example.vn"], "one look-up, so nothing can change in between"
        assert server.heard[0][1]["host"] == f"moi.example.vn:{server.port}"

    def test_a_name_that_leads_inside_is_refused(self, server):
        with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
            get(server.url(host="moi.example.vn"), resolver=lambda host, port: ["10.0.0.1", "fd00::1"])

    def test_of_several_addresses_only_the_permitted_are_tried(self, server):
        server.at["/"] = answer(body=BODY)
        found = ["10.0.0.1", "127.0.0.1"]
        assert get(server.url(host="moi.example.vn"), resolver=lambda host, port: found).body == BODY

    def test_a_name_that_nobody_knows_is_named(self, server):
        def unknown(host, port):
            raise socket.gaierror(-2, "Name or service not known")

        with pytest.raises(NameUnknown):
            get(server.url(host="khong-co.example.vn"), resolver=unknown)

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "x",
            "ftp://a.vn/",
            "file:///etc/passwd",
            "http://",
            "http://u:p@127.0.0.1/",
            "http://[x]/",
            "http://a:b/",
        ],
    )
    def test_what_is_no_address_is_refused(self, url):
        with pytest.raises(BadAddress):
            get(url)


class TestHostileServers:
    """Each ends within its time, and with its reason."""

    @pytest.fixture(autouse=True)
    def _in_time(self):
        began = time.monotonic()
        yield
        assert time.monotonic() - began < 6

    def test_one_byte_of_header_at_a_time_is_cut_off(self, server):
        server.at["/"] = server.drip([b"HTTP/1.1 200 OK\r\n", *([b"X"] * 1000)], gap=0.05)
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_one_byte_of_body_at_a_time_is_cut_off(self, server):
        head = answer(headers=[("Content-Length", "100000")], length=False)
        server.at["/"] = server.drip([head, *([b"x"] * 1000)], gap=0.05)
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_silence_is_cut_off(self, server):
        server.at["/"] = server.drip([b""] * 1000, gap=0.05)
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_the_time_is_for_all_hops_together(self, server):
        def slow_redirect(connection):
            time.sleep(0.2)
            connection.sendall(redirect("/"))

        server.at["/"] = slow_redirect
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_endless_chunks_are_too_large(self, server):
        head = answer(headers=[("Transfer-Encoding", "chunked")], length=False)
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        server.at["/"] = server.drip(itertools.chain([head], itertools.repeat(chunk)), gap=0)
        with pytest.raises(TooLarge):
            get(server.url())

    def test_endless_headers_are_cut_off(self, server):
        server.at["/"] = server.drip(
            itertools.chain([b"HTTP/1.1 200 OK\r\n"], (b"X-%d: y\r\n" % n for n in itertools.count())), gap=0
        )
        with pytest.raises(CannotFetch):
            get(server.url())

    def test_the_limit_is_on_what_is_unpacked(self, server):
        server.at["/fits"] = answer(body=b"x" * 1000)
        server.at["/over"] = answer(body=b"x" * 1001)
        assert len(get(server.url("/fits"), most_bytes=1000).body) == 1000
        with pytest.raises(TooLarge):
            get(server.url("/over"), most_bytes=1000)

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_gzip_bomb_is_left_before_it_fills_the_memory(self, server, layers):
        bomb, encoding = b"\0" * (50 * 1024 * 1024), ", ".join(["gzip"] * layers)
        for _ in range(layers):
            bomb = gzip.compress(bomb, 6)
        server.at["/"] = answer(headers=[("Content-Encoding", encoding)], body=bomb)
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge):
                get(server.url())
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 20 * 1024 * 1024

    def test_what_calls_itself_gzip_and_is_not_is_garbled(self, server):
        server.at["/"] = answer(headers=[("Content-Encoding", "gzip")], body=BODY)
        with pytest.raises(Garbled):
            get(server.url())

    def test_a_body_shorter_than_promised_is_garbled(self, server):
        server.at["/"] = answer(headers=[("Content-Length", "5000")], body=BODY, length=False)
        with pytest.raises(Garbled):
            get(server.url())

    @pytest.mark.parametrize("reply", [b"", b"220 mail ready\r\n", b"\x16\x03\x01\x00", b"HTTP/1.1 abc\r\n\r\n"])
    def test_what_is_no_http_is_garbled(self, server, reply):
        server.at["/"] = reply
        with pytest.raises(Garbled):
            get(server.url())

    def test_a_closed_port_is_unreachable(self, server):
        url = server.url()
        server.close()
        time.sleep(0.2)
        with pytest.raises(Unreachable):
            get(url)

    def test_a_server_without_tls_is_unreachable(self, server):
        with pytest.raises(Unreachable):
            get(server.url().replace("http:", "https:"))

    def test_a_certificate_from_nobody_known_is_not_trusted(self, tmp_path):
        openssl = shutil.which("openssl")
        if not openssl:
            pytest.skip("needs the openssl command to make a certificate")
        make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out cert -days 2 -subj /CN=x"
        subprocess.run([openssl, *make.split()], cwd=tmp_path, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert", tmp_path / "key")

        def handshake(listener):
            with contextlib.suppress(OSError):
                context.wrap_socket(listener.accept()[0], server_side=True).close()

        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=handshake, args=(listener,), daemon=True).start()
            with pytest.raises(NotTrusted):
                get(f"https://127.0.0.1:{listener.getsockname()[1]}/")

    def test_a_slow_tls_handshake_is_cut_off(self):
        listener = socket.create_server(("127.0.0.1", 0))
        with listener, pytest.raises(TooSlow):
            get(f"https://127.0.0.1:{listener.getsockname()[1]}/", total_timeout=0.5)

    def test_connections_do_not_pile_up(self, server):
        server.at["/"] = answer(body=BODY)
        for _ in range(5):
            get(server.url())
        time.sleep(0.1)
        assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer)]
